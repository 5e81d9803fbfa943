"""A list kept by hand, as the line of front matter that says the same."""

from collections.abc import Collection

import pytest

from publisher.markdown.blocks import recognise
from publisher.markdown.blocks.listed import wanted
from publisher.markdown.blocks.relisted import Relisted, relisted
from publisher.markdown.front_matter import flow, read
from publisher.markdown.parse import parse
from publisher.model.post import BlockRule, Entry, Post, PostKey, Site

TITLES = {
    "1736008": "算法题(4)",
    "a3": "算法题(3)",
    "moe": "MoE模型的前世今生",
    "2e3": "理解LLM位置编码:RoPE",
    "rope": "RoPE",
}
ENTRIES = {
    PostKey(key): Entry(PostKey(key), f"p/{key}.md", title, f"https://here.example/{key}.html")
    for key, title in TITLES.items()
}
SITE = Site(
    url="https://here.example",
    entries=ENTRIES,
    index={
        spelling: key
        for key, entry in ENTRIES.items()
        for spelling in (key, f"{key}.html", entry.path, f"title:{entry.title}")
    },
)


def listed(text: str, related: object = None) -> list[object]:
    return list(found(text, related).items)


def found(text: str, related: object = None, computed: Collection[str] = ()) -> Relisted:
    text = f"往期文章\n\n{text}"
    parsed = parse(text)
    document = recognise(parsed.document, text, (BlockRule("related", ("往期文章",)),), parsed.wrappers)
    publish = {} if related is None else {"related": related}
    return relisted(
        Post(PostKey("k"), "p/k.md", text, "T", document, publish=publish), SITE, computed=computed
    )


def at(key: str) -> str:
    return f"https://here.example/{key}.html"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"[x]({at('moe')})", ["moe"]),
        (f"- [x]({at('moe')})\n- [y](http://here.example/2e3.html)\n- [again]({at('moe')})", ["moe", "2e3"]),
        (f"- MoE：\n[x]({at('moe')})\n- 位置\n[y]({at('2e3')})", [{"MoE": ["moe"]}, {"位置": ["2e3"]}]),
        (f"- MoE：\n[x]({at('moe')})\n\n[y]({at('rope')})", ["rope", {"MoE": ["moe"]}]),
        ("[《甲, [乙]》](https://b.example/?a=[1])", ["[《甲, [乙]》](https://b.example/?a=[1])"]),
        ("[a](https://b.example/a) 值得一读，真的", ["[a](https://b.example/a) 值得一读，真的"]),
        (f"[读它]({at('moe')}) 值得一读", ["[读它](moe) 值得一读"]),
        (f"- [一节]({at('moe')}#one)\n- [全文]({at('moe')})", ["[一节](moe#one)", "moe"]),
        (f"|文章|说明|\n|-|-|\n|[读它]({at('moe')})|值得|", [{"文章 说明": ["[读它](moe) 值得"]}]),
        (f"|年|文章|\n|-|-|\n|2024|[甲]({at('moe')})、[乙]({at('2e3')})|", [{"2024": ["moe", "2e3"]}]),
        (f"[还没有]({at('later')})", [f"[还没有]({at('later')})"]),
        ("<https://b.example/x>", ["[https://b.example/x](https://b.example/x)"]),
        ("no links at all", []),
    ],
)
def test_own_posts_are_listed_by_key_in_their_groups_and_others_as_links(
    text: str, items: list[object]
) -> None:
    assert listed(text) == items
    line = read(f"---\nrelated: {flow(items)}\n---\n").data["related"]
    assert wanted(line) == wanted(items)


def test_what_is_listed_already_stays_first_and_is_not_listed_again() -> None:
    text = f"- [x]({at('moe')})\n- [a](https://b.example/a)\n- [y]({at('2e3')})"
    before = ["p/moe.md", {"G": ["[other words](https://b.example/a)"]}]
    made = found(text, before)
    assert (list(made.items), made.added) == ([*before, "2e3"], 1)
    assert listed(f"[x]({at('moe')})", "rope") == ["rope", "moe"]
    assert found(f"[x]({at('moe')})", ["moe"]).added == 0


@pytest.mark.parametrize(
    ("text", "items", "slips"),
    [
        (
            f"- 算法题：\n[(3)]({at('1736008')})",
            [{"算法题": ["a3", "1736008"]}],
            [("算法题(3)", "1736008", "a3")],
        ),
        (f"- 算法题：\n[(7)]({at('1736008')})", [{"算法题": ["1736008"]}], [("算法题(7)", "1736008", "")]),
        (f"- 算法题：\n[(4)]({at('1736008')})、\n[（4）]({at('1736008')})", [{"算法题": ["1736008"]}], []),
        (f"[算法题(3)]({at('1736008')})", ["a3", "1736008"], [("算法题(3)", "1736008", "a3")]),
        (f"[RoPE]({at('2e3')})", ["rope", "2e3"], [("RoPE", "2e3", "rope")]),
        (f"- RoPE\n[RoPE]({at('rope')})", [{"RoPE": ["rope"]}], []),
        (f"- MoE\n[MoE模型]({at('moe')})", [{"MoE": ["moe"]}], []),
        ("[RoPE](https://b.example/rope)", ["[RoPE](https://b.example/rope)"], []),
    ],
)
def test_words_and_address_that_disagree_are_both_listed_and_told(
    text: str, items: list[object], slips: list[tuple[str, str, str]]
) -> None:
    made = found(text)
    assert list(made.items) == items
    assert [(slip.words, slip.leads, slip.means) for slip in made.slips] == slips
    assert all(slip.line > 2 and slip.title == TITLES[slip.leads] for slip in made.slips)


def test_of_posts_that_stand_there_by_themselves_only_remarks_are_written_down() -> None:
    text = f"- MoE：\n[x]({at('moe')})\n[y]({at('2e3')}) 先读\n[z]({at('rope')})\n[a](https://b.example/a)"
    items = [{"MoE": ["[y](2e3) 先读", "rope", "[a](https://b.example/a)"]}]
    assert list(found(text, computed=("moe", "2e3", "a3")).items) == items
