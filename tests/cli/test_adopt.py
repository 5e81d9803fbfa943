"""`publish adopt`: hand-kept blocks leave the sources, and readers see what they saw."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

FIRST, SECOND, LATER = "content/first/index.md", "content/second/index.md", "content/later.md"
BODY = "\n# 正文\n\n这是正文，链到[第一篇](https://blog.example.com/aaaa0001.html)。\n"
LIST = """\

***

往期文章

- 一组：
[第一篇](http://blog.example.com/aaaa0001.html)
[还没搬来的](http://blog.example.com/cccc0003.html)
[别处](https://elsewhere.example/a) 值得一读
"""
FOOTER = "\n***\n\n读到这了，点个赞吧\n\n知乎：[我](https://www.zhihu.com/people/me)\n![](/qr.png)\n"
HEAD = "---\ntitle: 第二篇\nabbrlink: '0123'\ndate: 2026-02-02\n---\n"
LISTED = (
    "publish: {related: [{一组: [aaaa0001, '[还没搬来的](http://blog.example.com/cccc0003.html)', "
    "'[别处](https://elsewhere.example/a) 值得一读']}]}\n"
)


@pytest.fixture
def second(site: Path) -> Path:
    """A post with a list and a footer kept by hand, in a site that has a place for neither."""
    (site / "content/static").mkdir()
    (site / "content/static/qr.png").write_bytes((site / "content/first/pic.png").read_bytes())
    path = site / SECOND
    path.parent.mkdir()
    path.write_bytes((HEAD + BODY + FOOTER + LIST).encode())
    return path


def placed(site: Path, block: str, place: str) -> None:
    path = site / "publish.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'name = "{block}"', f'name = "{block}"\nplace = "{place}"'), encoding="utf-8"
    )


def test_a_list_becomes_one_line_of_front_matter_and_the_prose_stays_to_the_byte(
    publish: Callable, second: Path
) -> None:
    ran = publish("adopt", SECOND, "--yes", "--json")
    (told,) = ran.json["posts"]
    assert (ran.code, told["outcome"]) == (0, "written")
    head, body = second.read_bytes().decode().split("---\n", 2)[1:]
    assert head == HEAD.split("---\n")[1] + LISTED
    assert body == BODY + FOOTER
    assert told["taken"] == [{"block": "related", "lines": [[20, 25]], "listed": 3}]
    assert {(each["held"], each["before"], each["now"]) for each in told["links"]} == {(3, 3, 3)}
    assert publish("adopt", SECOND, "--yes", "--json").json["posts"][0]["outcome"] == "unchanged"
    assert second.read_bytes().decode().endswith(BODY + FOOTER)


def test_a_block_that_would_not_come_back_stays_and_says_why(
    publish: Callable, second: Path, site: Path
) -> None:
    ran = publish("adopt", SECOND, "--dry-run")
    assert "footer stays: blog, zhihu, wechat: it has no place" in ran.out
    assert 'try: set place = "end" in its [[blocks]]' in ran.out
    placed(site, "footer", "end")
    ran = publish("adopt", SECOND, "--dry-run")
    assert "its template does not show the link https://www.zhihu.com/people/me" in ran.out
    assert "the picture /qr.png" in ran.out


def test_a_footer_is_taken_out_where_the_template_says_all_of_it(
    publish: Callable, second: Path, site: Path
) -> None:
    placed(site, "footer", "end")
    (site / "blocks").mkdir()
    own = "感谢阅读\n\n知乎：[我](https://www.zhihu.com/people/me)\n\n![](/qr.png)\n"
    (site / "blocks/footer.md.j2").write_text(own, encoding="utf-8")
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    own = toml.replace("[targets.zhihu]", "[targets.zhihu]\nqr_codes = true")
    for target in ("blog", "zhihu", "wechat"):
        own = own.replace(f"[targets.{target}]", f'[targets.{target}]\ntemplates = "blocks"')
    (site / "publish.toml").write_text(own, encoding="utf-8")
    ran = publish("adopt", SECOND, "--yes", "--json")
    assert {block["block"] for block in ran.json["posts"][0]["taken"]} == {"footer", "related"}
    assert second.read_bytes().decode().endswith("---\n" + BODY)


def test_a_line_of_words_the_template_does_not_say_keeps_a_footer(
    publish: Callable, second: Path, site: Path
) -> None:
    placed(site, "footer", "end")
    text = HEAD + BODY + "\n***\n\n读到这了，点个赞吧\n\n合作请发邮件\n"
    second.write_bytes(text.encode())
    ran = publish("adopt", SECOND, "--yes")
    assert "its template does not say “合作请发邮件”" in ran.out
    assert second.read_bytes().decode() == text


def test_adopting_makes_no_draft_due(publish: Callable, second: Path, site: Path) -> None:
    placed(site, "related", "end")
    assert publish("--all", "--sandbox").code == 0
    assert publish("adopt", "--all", "--yes").code == 0
    assert "publish: {related:" in second.read_text(encoding="utf-8")
    plan = publish("plan", "--all", "--sandbox", "--json").json["steps"]
    assert {step["action"] for step in plan} == {"skip"}


def test_without_a_terminal_nothing_is_written_unless_asked_for(publish: Callable, second: Path) -> None:
    before = second.read_bytes()
    ran = publish("adopt", SECOND)
    assert (ran.code, ran.out.splitlines()[-1]) == (
        0,
        "nothing was written: say --yes, or run it in a terminal",
    )
    assert "-往期文章" in ran.out.replace("  ", "")
    assert publish("adopt", SECOND, "--json").json["posts"][0]["outcome"] == "proposed"
    assert publish("adopt", SECOND, "--dry-run").out.splitlines()[-1] == "nothing was written"
    assert second.read_bytes() == before


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("n\nq\n", ()),
        ("\n\n", ()),
        ("n\nmaybe\ny\n", (SECOND,)),
        ("yes\nq\n", (LATER,)),
        ("a\n", (LATER, SECOND)),
    ],
)
def test_on_a_terminal_each_post_is_asked_for(
    publish: Callable,
    second: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    written: tuple[str, ...],
) -> None:
    (site / LATER).write_bytes((HEAD.replace("0123", "bbbb") + BODY + LIST).encode())
    before = {path: (site / path).read_bytes() for path in (SECOND, LATER)}
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    ran = publish("adopt", "--all")
    assert (ran.code, "write it?" in ran.err) == (0, True)
    changed = {path for path, data in before.items() if (site / path).read_bytes() != data}
    assert changed == set(written)


def test_a_list_that_is_cut_for_a_target_is_written_down_whole(
    publish: Callable, second: Path, site: Path
) -> None:
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    toml = toml.replace("[targets.wechat]", "[targets.wechat]\nrelated = 2")
    (site / "publish.toml").write_text(toml, encoding="utf-8")
    told = publish("adopt", SECOND, "--yes", "--json").json["posts"][0]
    assert {each["target"]: (each["before"], each["now"]) for each in told["links"]} == {
        "blog": (3, 3),
        "zhihu": (3, 3),
        "wechat": (2, 2),
    }
    assert LISTED in second.read_text(encoding="utf-8")


def test_what_is_listed_already_is_not_listed_twice(publish: Callable, second: Path) -> None:
    second.write_bytes((HEAD[:-4] + "publish:\n  related: # mine\n  - first\n---\n" + BODY + LIST).encode())
    publish("adopt", SECOND, "--yes")
    text = second.read_text(encoding="utf-8")
    assert "\n  related: [first, {一组: ['[还没搬来的](" in text
    assert "# mine\n---\n" in text
    assert "aaaa0001" not in text.split("---\n")[1]


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        ("", "---\npublish: {related: ["),
        (
            '+++\ntitle = "第二篇"\n[params]\na = 1\n+++\n',
            '\npublish = { related = [{ "一组" = ["aaaa0001", ',
        ),
        ('+++\ntitle = "第二篇"\n[publish.wechat]\ntitle = "短"\n+++\n', "\n[publish]\nrelated = ["),
        ("---\ntitle: 第二篇\npublish: {wechat: {title: 短}}\n---\n", "{wechat: {title: 短}, related: ["),
    ],
)
def test_every_kind_of_front_matter_takes_the_line(
    publish: Callable, second: Path, site: Path, front: str, wanted: str
) -> None:
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    kinds = toml.replace('generator = "hexo"', 'generator = "hugo"') if front.startswith("+++") else toml
    (site / "publish.toml").write_text(kinds.replace(":abbrlink.html", ":title.html"), encoding="utf-8")
    second.write_bytes((front + BODY + LIST.replace("aaaa0001", "first")).encode())
    ran = publish("adopt", SECOND, "--yes", "--json")
    assert [block["block"] for block in ran.json["posts"][0]["taken"]] == ["related"]
    text = second.read_text(encoding="utf-8")
    assert wanted in text
    assert text.endswith(BODY)


def test_json_front_matter_is_left_alone(publish: Callable, second: Path) -> None:
    text = '"title": "第二篇",\n"abbrlink": "0123"\n;;;\n' + BODY + LIST
    second.write_bytes(text.encode())
    ran = publish("adopt", SECOND, "--yes")
    assert "related stays: JSON front matter cannot be edited" in ran.out
    assert second.read_bytes().decode() == text


def test_a_target_the_post_does_not_go_to_has_no_say(publish: Callable, second: Path, site: Path) -> None:
    (site / "blocks").mkdir()
    (site / "blocks/related.md.j2").write_text("{{ kept.markdown }}", encoding="utf-8")
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    (site / "publish.toml").write_text(
        toml.replace("[targets.zhihu]", '[targets.zhihu]\ntemplates = "blocks"'), encoding="utf-8"
    )
    assert "zhihu" in publish("adopt", SECOND, "--dry-run").out.split("related stays: ")[1]
    text = second.read_bytes().decode().replace("---\n\n# ", "publish: {zhihu: false}\n---\n\n# ")
    second.write_bytes(text.encode())
    assert "related stays" not in publish("adopt", SECOND, "--dry-run").out


def test_line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay(
    publish: Callable, second: Path
) -> None:
    text = ("\ufeff" + HEAD + BODY + LIST.rstrip("\n")).replace("\n", "\r\n")
    second.write_bytes(text.encode())
    assert publish("adopt", SECOND, "--yes").code == 0
    after = second.read_bytes().decode()
    assert after.startswith("\ufeff---\r\ntitle: 第二篇\r\n")
    assert after.endswith("---\r\n" + BODY.replace("\n", "\r\n"))
    assert after.count("\n") == after.count("\r\n")


def test_a_link_whose_words_name_another_post_is_listed_as_both_and_told(
    publish: Callable, second: Path, site: Path
) -> None:
    for number in (3, 4):
        (site / f"content/n{number}.md").write_text(
            f"---\ntitle: 算法题({number})\nabbrlink: dddd000{number}\ndate: 2026-01-0{number}\n---\n文\n",
            encoding="utf-8",
        )
    at = "http://blog.example.com/dddd0004.html"
    listed = f"往期文章\n\n- 算法题：\n[(3)]({at})、\n[(4)]({at})、\n[(5)]({at})\n"
    second.write_bytes((HEAD + BODY + "\n***\n\n" + listed).encode())
    ran = publish("adopt", SECOND, "--yes")
    assert "line 16: “算法题(3)” leads to dddd0004, “算法题(4)”; dddd0003 has that title" in ran.out
    assert "line 18: “算法题(5)” leads to dddd0004, “算法题(4)”; no post has that title" in ran.out
    assert "publish: {related: [{算法题: [dddd0003, dddd0004]}]}" in second.read_text(encoding="utf-8")


def test_where_every_target_lists_all_posts_only_other_links_are_written_down(
    publish: Callable, second: Path, site: Path
) -> None:
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    for target in ("blog", "zhihu", "wechat"):
        toml = toml.replace(f"[targets.{target}]", f'[targets.{target}]\nrelated = "all"')
    (site / "publish.toml").write_text(toml, encoding="utf-8")
    placed(site, "related", "end")
    publish("adopt", SECOND, "--yes")
    text = second.read_text(encoding="utf-8")
    assert "publish: {related: [{一组: ['[还没搬来的]" in text
    assert "aaaa0001" not in text.split("---\n")[1]
    only = HEAD + BODY + "\n***\n\n往期文章\n\n[第一篇](http://blog.example.com/aaaa0001.html)\n"
    second.write_bytes(only.encode())
    publish("adopt", SECOND, "--yes")
    assert second.read_bytes().decode() == HEAD + BODY


def test_a_post_that_cannot_be_rendered_is_left_alone_and_fails(publish: Callable, second: Path) -> None:
    second.write_bytes((HEAD + BODY + "\n![图](missing.png)\n" + LIST).encode())
    ran = publish("adopt", SECOND, "--yes", "--json")
    assert (ran.code, ran.json["posts"][0]["outcome"]) == (1, "failed")
    assert "missing.png" in json.dumps(ran.json["posts"][0]["left"])
    second.write_bytes(b"---\ntitle: [\n---\n")
    assert publish("adopt", SECOND, "--yes").code == 1


def test_a_template_that_fails_is_named_with_its_line(publish: Callable, second: Path, site: Path) -> None:
    (site / "blocks").mkdir()
    (site / "blocks/related.md.j2").write_text("a\n{{ nothing.there }}\n", encoding="utf-8")
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    (site / "publish.toml").write_text(
        toml.replace("[targets.blog]", '[targets.blog]\ntemplates = "blocks"'), encoding="utf-8"
    )
    ran = publish("adopt", SECOND, "--yes")
    assert ran.code == 1
    assert "related.md.j2:2" in ran.out


def test_wrong_usage_is_refused(publish: Callable, site: Path) -> None:
    assert publish("adopt").code == 2
    assert publish("adopt", "--all", FIRST).code == 2
    assert publish("adopt", "--all", "--yes", "--dry-run").code == 2
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    head, _, tail = toml.partition("[[blocks]]")
    (site / "publish.toml").write_text(head + tail[tail.index("[targets.blog]") :], encoding="utf-8")
    ran = publish("adopt", "--all")
    assert ran.code == 2
    assert "add [[blocks]]" in ran.err
