"""One post, read whole: what it says, and every problem in it with its line."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.post import Post, Problem
from publisher.model.tree import Link, Region
from publisher.source.index import build_index
from publisher.source.load import load_post

from .conftest import SETTINGS, Make, png


def loaded(
    make: Make, text: str | bytes, settings: str = SETTINGS, path: str = "posts/a.md", **files: bytes
) -> Post:
    found = make({path: text, **{name.replace("__", "/"): data for name, data in files.items()}}, settings)
    return load_post(found, build_index(found), path)


def problem(post: Post) -> Problem:
    (found,) = post.problems
    return found


def test_front_matter_becomes_the_post(make: Make) -> None:
    text = (
        "---\ntitle: T\nabbrlink: 1e3\ndate: 2024-03-17 10:46:09\nupdated: 2024-03-18T00:00:00Z\ntags: x\n"
        "description: short\nhidden: true\n---\n\nHello *you*.\n"
    )
    post = loaded(make, text)
    assert (post.key, post.title, post.abbrlink, post.text, post.path) == (
        "1e3",
        "T",
        "1e3",
        text,
        "posts/a.md",
    )
    assert post.date is not None
    assert post.date.isoformat() == "2024-03-17T10:46:09+08:00"
    assert post.updated is not None
    assert post.updated.isoformat() == "2024-03-18T08:00:00+08:00"
    assert (post.tags, post.summary, post.author, post.url) == (
        ("x",),
        "short",
        "Me",
        "https://here.example/1e3.html",
    )
    assert post.front["hidden"] is True
    assert (post.body_line, post.place) == (10, "a.md")
    assert plain(post.document) == "Hello you."
    assert post.problems == ()


def test_a_byte_order_mark_and_crlf_are_read_right_and_kept(make: Make) -> None:
    text = "\ufeff---\r\ntitle: T\r\n---\r\nHello\r\n\r\n![](missing.png)\r\n"
    post = loaded(make, text.encode())
    assert post.text == text
    assert post.title == "T"
    assert problem(post).line == 6


def test_a_post_without_front_matter_is_read_right(make: Make) -> None:
    post = loaded(make, "Just text.\n")
    assert (post.key, post.title, post.body_line, post.problems) == ("a", "a", 1, ())


def test_a_large_post_is_read_right(make: Make) -> None:
    text = "---\ntitle: T\n---\n" + ("一段文字，" * 40 + "with **bold** and $x^2$.\n\n") * 4_000
    assert len(text.encode()) > 2_000_000
    post = loaded(make, text)
    assert len(post.document.blocks) == 4_000
    assert post.problems == ()


@pytest.mark.parametrize(("text", "line"), [("", 1), ("\ufeff\n \n", 1), ("---\ntitle: T\n---\n\n", 4)])
def test_an_empty_post_is_a_problem(make: Make, text: str, line: int) -> None:
    assert problem(loaded(make, text)).line == line
    assert "write" in problem(loaded(make, text)).hint


@pytest.mark.parametrize(
    ("data", "line", "message", "hint"),
    [
        ("---\ntitle: Attention: 起源\n---\n".encode(), 2, "front matter", "quotes"),
        ("---\ntitle: 标题\n---\n正文".encode("gbk"), 2, "not UTF-8", "GBK"),
        (b"one\ntwo \xed\xa0\xbd three", 2, "surrogate", "type it again"),
        ("text".encode("utf-16"), 1, "UTF-16", "UTF-8"),
        (b"one\n\xff\n", 2, "byte 0xff at offset 4", "UTF-8"),
    ],
)
def test_what_cannot_be_read_names_file_and_line(
    make: Make, data: bytes, line: int, message: str, hint: str
) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        loaded(make, data)
    assert (caught.value.path, caught.value.line) == ("posts/a.md", line)
    assert hint in caught.value.hint


def test_a_post_that_is_gone_is_a_source_error(make: Make) -> None:
    settings = make({"posts/a.md": "x"})
    index = build_index(settings)
    (settings.root / "posts/a.md").unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        load_post(settings, index, "posts/a.md")


def test_a_post_that_is_a_link_to_outside_is_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    settings = make()
    (settings.root / "posts" / "a.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(SourceError, match="outside"):
        load_post(settings, build_index(settings), "posts/a.md")


def test_two_posts_with_one_key_fail_both_and_no_other(make: Make) -> None:
    settings = make(
        {
            name: f"---\nabbrlink: {key}\n---\nx"
            for name, key in (("posts/a.md", "k"), ("posts/b.md", "k"), ("posts/c.md", "l"))
        }
    )
    index = build_index(settings)
    for name in ("a", "b"):
        assert "posts/a.md, posts/b.md" in problem(load_post(settings, index, f"posts/{name}.md")).message
    assert load_post(settings, index, "posts/c.md").problems == ()


def test_every_problem_is_reported_in_the_order_of_lines(make: Make) -> None:
    text = (
        "---\ntitle: [a]\ndate: someday\ncover: gone.png\npublish: {nowhere: false}\n---\n"
        "![](one.png)\n\n{% unknown_tag %}\n\n![](../../etc/passwd)\n"
    )
    post = loaded(make, text)
    assert [found.line for found in post.problems] == [2, 3, 4, 5, 7, 9, 11]
    assert all(found.hint or "known" in found.message for found in post.problems)


def test_a_date_that_is_none_is_a_problem_with_its_line(make: Make) -> None:
    found = problem(loaded(make, "---\ntitle: T\ndate: 17.3.2024\n---\nx"))
    assert (found.line, found.message) == (3, "date is no date: 17.3.2024")
    assert "2024-03-17" in found.hint


def test_links_to_the_files_of_other_posts_are_bound(make: Make) -> None:
    settings = make(
        {
            "posts/a/one.md": "[two](../b/two.md#part) [two](../b/%74wo.md) [gone](../b/gone.md) [web](https://x.example/two.md)",
            "posts/b/two.md": "---\nabbrlink: k2\n---\nx",
        }
    )
    post = load_post(settings, build_index(settings), "posts/a/one.md")
    assert [node.own for node in walk(post.document) if isinstance(node, Link)] == ["k2", "k2", "", ""]


def test_regions_are_recognised(make: Make) -> None:
    post = loaded(make, "Earlier\n\n[x](y.html)\n\n***\n\ntext\n\n***\n\nThanks for reading\n")
    regions = [block for block in post.document.blocks if isinstance(block, Region)]
    assert [(region.name, region.lines) for region in regions] == [("related", (1, 3)), ("footer", (11, 11))]


def test_prose_that_a_block_would_swallow_is_noted(make: Make) -> None:
    post = loaded(make, "Earlier\n\n[x](y.html)\n\n" + "This is what I wanted to say. " * 10)
    assert [(note.kind, note.line) for note in post.notes] == [("block-prose", 5)]


def test_a_post_without_an_address_is_noted(make: Make) -> None:
    post = loaded(make, "x", SETTINGS.replace(":abbrlink", ":series"))
    assert (post.url, [note.kind for note in post.notes]) == ("", ["no-address"])


def test_a_post_without_an_abbrlink_has_the_address_hexo_will_give_it(make: Make) -> None:
    assert loaded(make, "---\ntitle: hello\n---\nx").url.endswith("/3610a686.html")


def test_two_posts_of_one_title_cannot_share_a_computed_address(make: Make) -> None:
    settings = make({"posts/a.md": "---\ntitle: 同\n---\nx", "posts/b.md": "---\ntitle: 同\n---\ny"})
    post = load_post(settings, build_index(settings), "posts/a.md")
    assert "posts/b.md" in post.problems[0].message


def test_pictures_a_template_shows_are_bound_for_the_posts_that_get_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make(
        {
            "static/qr.png": png(),
            "mine/footer.md.j2": "Thanks\n\n![scan](/qr.png) ![]({{ profiles.card }})\n",
            "posts/a.md": "Thanks for reading\n",
            "posts/b.md": "no footer\n",
        },
        SETTINGS.replace("[profiles]", '[profiles]\ncard = "/qr.png"')
        + '[targets.t]\nadapter = "zhihu"\ntemplates = "mine"\n',
    )
    index = build_index(settings)
    assert set(load_post(settings, index, "posts/a.md").pictures) == {"/qr.png"}
    assert load_post(settings, index, "posts/b.md").assets == {}


def test_a_picture_that_is_missing_from_a_template_names_the_template_s_block(make: Make) -> None:
    settings = make(
        {"mine/footer.md.j2": "Thanks\n\n![](none.png)\n", "posts/a.md": "Thanks for reading\n"},
        SETTINGS + '[targets.t]\nadapter = "zhihu"\ntemplates = "mine"\n',
    )
    (found,) = load_post(settings, build_index(settings), "posts/a.md").problems
    assert found.message.endswith('missing; the template of the block "footer" (t) shows it')


def publish(make: Make, table: str, **files: bytes) -> Post:
    settings = SETTINGS + '[targets.zhihu]\nadapter = "zhihu"\n[targets.other]\nadapter = "zhihu"\n'
    return loaded(make, f"---\ntitle: T\npublish:\n{table}\n---\nx", settings, **files)


def test_the_publish_table_is_kept_with_its_covers_bound(make: Make) -> None:
    post = publish(
        make, "  at: 2026-12-01 20:00\n  zhihu:\n    cover: c.png\n  other: false", posts__c_png=png()
    )
    assert "missing" in problem(post).message
    post = publish(make, "  zhihu: {cover: c.png}", **{"posts__c.png": png()})
    assert post.problems == ()
    assert post.options("zhihu")["cover"] in post.assets


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (
            "  at: +1d\n  zhihu:\n    topcs: [x]",
            6,
            'publish.zhihu.topcs: unknown key — did you mean "topics"?',
        ),
        ("  zhihu: {at: +1d, topcs: [x]}", 4, 'publish.zhihu.topcs: unknown key — did you mean "topics"?'),
        ("  other: false\n  zhuhi: false", 5, 'publish.zhuhi: unknown key — did you mean "zhihu"?'),
        ("  zhihu: soon", 4, "publish.zhihu must be false or a table"),
        ("  - zhihu", 3, "publish: must be a table"),
        ("  other: false\n  at: nonsense", 5, "publish.at is no time: nonsense"),
        ("  zhihu:\n    topics: [x]\n    at: +1", 6, "publish.zhihu.at is no time: +1"),
        ("  zhihu: {cover: [a.png]}", 4, "publish.zhihu.cover must name one picture"),
    ],
)
def test_a_mistake_in_the_publish_table_is_named_with_line_and_suggestion(
    make: Make, table: str, line: int, message: str
) -> None:
    assert (problem(publish(make, table)).line, problem(publish(make, table)).message) == (line, message)


@pytest.mark.parametrize(
    "at", ["2026-12-01 20:00", "2026-12-01T20:00:00+08:00", "2026-12-01", "+1d", "+12h", "+30m"]
)
def test_a_time_may_be_absolute_or_follow_the_post_s_date(make: Make, at: str) -> None:
    assert publish(make, f"  at: {at}\n  zhihu: {{at: '{at}'}}").problems == ()


def test_a_target_s_name_outside_the_publish_table_is_noted(make: Make) -> None:
    settings = SETTINGS + '[targets.zhihu]\nadapter = "zhihu"\n'
    post = loaded(make, "---\ntitle: T\nzhihu: {topics: [x]}\n---\nx", settings)
    (note,) = post.notes
    assert (note.kind, note.line) == ("front-matter", 3)
    assert "did you mean `publish: {zhihu: …}`?" in note.detail


@pytest.mark.parametrize("cover", ["{a: 1}", "[a.png]", "true", "{image: [a.png]}"])
def test_a_cover_that_is_no_picture_s_name_is_a_problem(make: Make, cover: str) -> None:
    found = problem(loaded(make, f"---\ntitle: T\ncover: {cover}\n---\nx"))
    assert (found.line, found.message) == (3, "cover must name one picture")


@pytest.mark.parametrize("cover", ["", "false", '{image: ""}'])
def test_no_cover_may_be_said(make: Make, cover: str) -> None:
    assert loaded(make, f"---\ntitle: T\ncover: {cover}\n---\nx").problems == ()


def test_a_block_that_would_end_up_inside_something_is_left_out_and_noted(make: Make) -> None:
    settings = SETTINGS.replace('"Thanks*"]', '"Thanks*"]\nplace = "end"')
    post = loaded(make, "---\ntitle: T\n---\nx\n\n```python\ny\n", settings)
    (note,) = post.notes
    assert (note.kind, note.line) == ("block-place", 6)
    assert '"footer"' in note.detail
    assert '"```python"' in note.detail
    assert not any(isinstance(block, Region) for block in post.document.blocks)
    assert loaded(make, "x\n\n```python\ny\n```\n", settings).notes == ()


def test_loading_twice_reads_no_picture_twice(make: Make) -> None:
    settings = make({"posts/a.md": "![](p.png)", "posts/p.png": png()})
    file = settings.root / "posts" / "p.png"
    os.utime(file, (1_000_000_000, 1_000_000_000))
    first = load_post(settings, build_index(settings), "posts/a.md")
    file.write_bytes(png(colour=7).ljust(file.stat().st_size, b"\0")[: file.stat().st_size])
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert load_post(settings, build_index(settings), "posts/a.md").assets == first.assets
    os.utime(file, (1_000_000_001, 1_000_000_001))
    assert load_post(settings, build_index(settings), "posts/a.md").assets != first.assets


def test_nothing_is_written_without_a_cache(make: Make) -> None:
    settings = replace(make({"posts/a.md": "![](p.png)", "posts/p.png": png()}), cache=None)
    assert load_post(settings, build_index(settings), "posts/a.md").assets
    assert not (settings.root / ".publish").exists()


def test_a_ref_that_may_be_of_a_page_that_is_no_post_is_none(make: Make) -> None:
    hugo = SETTINGS.replace('author = "Me"', 'dialect = "hugo"')
    assert loaded(make, 'words [about]({{< ref "/about" >}})\n', hugo).problems == ()


def test_a_post_link_to_no_post_is_a_problem_as_hexo_takes_it(make: Make) -> None:
    post = loaded(make, "字 {% post_link nowhere 那篇 %}\n")
    assert [("nowhere" in problem.message, problem.line) for problem in post.problems] == [(True, 1)]
