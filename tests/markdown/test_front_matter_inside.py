"""Setting one key of a table of the front matter: it reads back, and every other byte is as before."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.markdown.front_matter import flow, read, set_inside

RELATED = [{"MoE": ["44e38c1b", "1736008"]}, "2e3", "0123", "[《甲, 乙》](https://a.example/x?a=[1]) 好"]
WRITTEN = """[{MoE: [44e38c1b, '1736008']}, '2e3', '0123', '[《甲, 乙》](https://a.example/x?a=[1]) 好']"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\n", "title: x\npublish: {related: [a]}\n"),
        ("publish:\n", "publish: {related: [a]}\n"),
        ("publish: # mine\ntitle: x\n", "publish: {related: [a]} # mine\ntitle: x\n"),
        ("publish: {}\n", "publish: {related: [a]}\n"),
        ("publish: {at: +1d}  # when\n", "publish: {at: +1d, related: [a]}  # when\n"),
        ("publish: { at: +1d, } \n", "publish: { at: +1d, related: [a], } \n"),
        (
            "publish: {at: +1d,\n  blog: false # no\n  }\n",
            "publish: {at: +1d,\n  blog: false, related: [a] # no\n  }\n",
        ),
        ("publish: {blog}\n", "publish: {blog, related: [a]}\n"),
        (
            "publish:\n    # not here\n    blog: false # no\n\n# the title\ntitle: x\n",
            "publish:\n    # not here\n    blog: false # no\n    related: [a]\n\n# the title\ntitle: x\n",
        ),
        (
            "publish:\n  zhihu:\n    digest: |\n      一\n      二\ntitle: x\n",
            "publish:\n  zhihu:\n    digest: |\n      一\n      二\n  related: [a]\ntitle: x\n",
        ),
        ("publish:\n  silence:\n  - a\n  - b\n", "publish:\n  silence:\n  - a\n  - b\n  related: [a]\n"),
        ("publish:\n  related: [b] # old\n  at: +1d\n", "publish:\n  related: [a] # old\n  at: +1d\n"),
        (
            "publish:\n  related: # mine\n  - b\n  - c\n  at: +1d\n",
            "publish:\n  related: [a] # mine\n  at: +1d\n",
        ),
        (
            "publish:\n  related:\n    - b\n  # when\n  at: +1d\n",
            "publish:\n  related: [a]\n  # when\n  at: +1d\n",
        ),
        ("publish:\n  related:\n  at: +1d\n", "publish:\n  related: [a]\n  at: +1d\n"),
        ("publish: {related: [b, c], at: +1d}\n", "publish: {related: [a], at: +1d}\n"),
        ("publish: {related, at: +1d}\n", "publish: {related: [a], at: +1d}\n"),
        ('"publish" : {"related":["b"]}\n', '"publish" : {"related":[a]}\n'),
    ],
)
def test_a_yaml_key_is_set_where_it_belongs_and_nothing_else_changes(before: str, after: str) -> None:
    for end in ("\n", "\r\n"):
        for bom in ("", "\ufeff"):
            text = f"{bom}---\n{before}---\n\n正文\n".replace("\n", end)
            changed = set_inside(text, "publish", "related", ["a"])
            assert changed == f"{bom}---\n{after}---\n\n正文\n".replace("\n", end)
            assert set_inside(changed, "publish", "related", ["a"]) == changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "x"\n[params]\na = 1\n', 'title = "x"\npublish = { related = ["a"] }\n[params]\na = 1\n'),
        ("[publish] # ours\nat = 1\n\n[x]\n", '[publish] # ours\nrelated = ["a"]\nat = 1\n\n[x]\n'),
        ("[publish]\n", '[publish]\nrelated = ["a"]\n'),
        ("publish = {}\n", 'publish = { related = ["a"] }\n'),
        (
            'publish = { at = "+1d, }" } # when\n',
            'publish = { at = "+1d, }", related = ["a"] } # when\n',
        ),
        ("publish = { related = ['b', 'c'], at = 1 }\n", 'publish = { related = ["a"], at = 1 }\n'),
        ('publish.at = "+1d"\n[x]\n', 'publish.related = ["a"]\npublish.at = "+1d"\n[x]\n'),
        ("publish.related = ['b'] # old\n", 'publish.related = ["a"] # old\n'),
        (
            'x = 1\n[publish.wechat]\ntitle = "短"\n',
            'x = 1\n[publish]\nrelated = ["a"]\n\n[publish.wechat]\ntitle = "短"\n',
        ),
        (
            "[publish]\nrelated = [ # those\n  \"b]\", # one\n  'c',\n] # all\nat = 1\n",
            '[publish]\nrelated = ["a"] # all\nat = 1\n',
        ),
    ],
)
def test_a_toml_key_is_set_where_it_belongs_and_nothing_else_changes(before: str, after: str) -> None:
    for end in ("\n", "\r\n"):
        text = f"+++\n{before}+++\n正文".replace("\n", end)
        changed = set_inside(text, "publish", "related", ["a"])
        assert changed == f"+++\n{after}+++\n正文".replace("\n", end)


def test_a_text_without_front_matter_gets_one_and_keeps_its_own_beginning() -> None:
    assert set_inside("\ufeff\n正文", "publish", "related", ["a"]) == (
        "\ufeff---\npublish: {related: [a]}\n---\n\n正文"
    )


def test_what_a_blog_writes_as_keys_and_titles_is_written_on_one_line() -> None:
    assert flow(RELATED) == WRITTEN
    assert flow({"a b": [True, None]}) == "{a b: [true, null]}"
    assert flow({"a b": [], "c": {"d": "1"}}, "toml") == '{ "a b" = [], c = { d = "1" } }'
    with pytest.raises(ValueError, match="nothing"):
        flow([None], "toml")


@pytest.mark.parametrize(
    "text",
    [
        "---\npublish: no\n---\n",
        "---\npublish: [a]\n---\n",
        "---\nbase: &x {at: +1d}\npublish: *x\n---\n",
        "---\nbase: &x [a]\npublish: {silence: *x}\n---\n",
        "---\npublish: &x {at: +1d}\nother: *x\n---\n",
        "+++\npublish = 1\n+++\n",
        "+++\n[[publish]]\na = 1\n+++\n",
        "+++\n[publish.related]\na = 1\n+++\n",
        ';;;\n{"title": "x"}\n;;;\n',
        "---\n{title: x}\n---\n",
    ],
)
def test_what_cannot_be_set_alone_is_refused_and_says_what_to_do(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        set_inside(text, "publish", "related", ["a"])
    assert caught.value.hint


KEYS = st.sampled_from(["title", "at", "blog", "wechat", "related", "tags", "1736008", "中文"])
WORDS = st.text(st.sampled_from("ab1 0e:,#[]{}'\"|-中😀《》()\\"), max_size=12)
VALUES = st.recursive(
    st.booleans() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
ITEMS = st.lists(
    WORDS | st.dictionaries(WORDS, st.lists(WORDS, max_size=3), min_size=1, max_size=1), max_size=4
)


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


@given(
    st.dictionaries(KEYS, VALUES, max_size=3),
    st.none() | st.dictionaries(KEYS, VALUES, max_size=3),
    ITEMS,
    st.sampled_from([None, True, False]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_whatever_a_yaml_front_matter_holds_the_value_reads_back_and_only_one_stretch_changes(
    front: dict[str, object],
    publish: dict[str, object] | None,
    items: list[object],
    style: bool | None,
    end: str,
    bom: bool,
) -> None:
    data = {**front, **({"publish": publish} if publish is not None else {})}
    block = (
        yaml.safe_dump(data, allow_unicode=True, default_flow_style=style, sort_keys=False) if data else ""
    )
    if block.startswith("{"):
        return  # one {…}, which is refused
    body = "\n正文 ---\n"
    text = ("\ufeff" * bom + f"---\n{block}---\n{body}").replace("\n", end)
    before = read(text).data
    table = before["publish"] if publish else {}
    changed = set_inside(text, "publish", "related", items)
    after = read(changed)
    assert after.data == {**before, "publish": {**table, "related": items}}  # type: ignore[dict-item]
    assert changed[after.body_offset :] == body.replace("\n", end)
    if publish is None or "related" not in publish:  # one insertion
        assert alike(text, changed) + alike(text[::-1], changed[::-1]) >= len(text)
    assert set_inside(changed, "publish", "related", items) == changed


@given(ITEMS)
def test_whatever_is_set_in_toml_reads_back(items: list[object]) -> None:
    for block in (
        'a = "1"\n[publish]\nat = "2"\n',
        'publish = { at = "2" }\na = "1"\n',
        'a = "1"\n[x]\ny = "z"\n',
    ):
        text = f"+++\n{block}+++\n正文"
        changed = set_inside(text, "publish", "related", items)
        before, after = read(text).data, read(changed).data
        assert after == {**before, "publish": {**before.get("publish", {}), "related": items}}  # type: ignore[dict-item]
        assert set_inside(changed, "publish", "related", items) == changed
