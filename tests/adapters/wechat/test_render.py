"""Whole posts: what is sent, what is said about it, and what never gets through."""

import re
from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import SourceError
from publisher.markdown.parse import parse
from publisher.markdown.walk import transform
from publisher.model.drawing import Colour, FormulaError, Typeset
from publisher.model.post import Asset, Entry, FileOrigin, Post, PostKey, Site
from publisher.model.rendition import LinkUse, Rendition
from publisher.model.tree import Image
from publisher_wechat import ADAPTER
from publisher_wechat.settings import Settings
from publisher_wechat.theme import RESOURCES

PICTURE = Asset(
    ref="asset:" + "b" * 64,
    name="b.png",
    origin=FileOrigin("b.png"),
    media_type="image/png",
    width=900,
    height=400,
)
SITE = Site(
    title="站",
    url="https://blog.example.com",
    author="作者",
    target="wechat",
    resources=RESOURCES,
    entries={
        PostKey("old"): Entry(PostKey("old"), "old.md", "旧文", "https://blog.example.com/old.html"),
        PostKey("new"): Entry(PostKey("new"), "new.md", "新文", "https://blog.example.com/new.html"),
    },
    index={"old.html": PostKey("old"), "new.html": PostKey("new")},
    addresses={PostKey("new"): "https://mp.weixin.qq.com/s/new"},
)


class Tools:
    """Draws every formula but those that hold `\\bad`; colours nothing."""

    def __init__(self, lenient: bool = False) -> None:
        self.lenient = lenient

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        if "\\bad" in tex:
            raise FormulaError("Undefined control sequence \\bad")
        return Typeset("<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>", 2, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)


def post(markdown: str, **more: Any) -> Post:
    def bind(node: Any) -> Any:
        return replace(node, asset=PICTURE.ref) if isinstance(node, Image) and node.src == "b.png" else node

    document = transform(parse(markdown).document, bind)
    known: dict[str, Any] = {
        "key": PostKey("k"),
        "path": "k.md",
        "title": "标题",
        "assets": {PICTURE.ref: PICTURE},
    }
    return Post(
        **{**known, "text": markdown, "document": document, "url": "https://blog.example.com/k.html", **more}
    )


def render(markdown: str, *, lenient: bool = False, site: Site = SITE, **more: Any) -> Rendition:
    settings = more.pop("settings", Settings(adapter="wechat"))
    return ADAPTER.render(post(markdown, **more), site, settings, Tools(lenient))


def visible(rendition: Rendition) -> str:
    return re.sub(r"<[^>]*>", "", rendition.body)


def test_the_body_is_one_section_without_anything_the_platform_takes_away() -> None:
    body = render(
        "# 节\n\n一 **粗** `码` [链](https://e.example)\n\n- 甲\n  1. 乙\n\n> 引\n\n```py\na\n\n b\n```\n\n"
        "|a|b|\n|-|:-:|\n|1|2|\n\n![图](b.png)\n\n$x$ 与\n\n$$y$$\n\n- [ ] 事\n\n---\n"
    ).body
    assert body.startswith('<section style="')
    assert body.endswith("</section>")
    assert re.findall(r"<(ul|ol|li|style|script|input|link)\b", body) == []
    assert re.findall(r"\s(class|id|on\w+)=", body) == []
    assert "\n" not in body
    assert re.findall(r">\s+<(?=section|p|h\d|table|tr|td|th|pre|blockquote)", body) == []


def test_no_raw_html_gets_through() -> None:
    body = render(
        '<script>alert(1)</script>\n\n<p onclick="x">一<b>二</b></p>\n\n'
        "<img src=x onerror=y> [a](javascript:z)"
    ).body
    assert "script" not in body
    assert "onclick" not in body
    assert "onerror" not in body
    assert "<strong" in body


def test_links_reach_the_reader_alive_as_references_or_as_text() -> None:
    rendition = render(
        "[旧](https://blog.example.com/old.html) [新](https://blog.example.com/new.html) "
        "[外](https://e.example/a) <https://e.example/b> [再外](https://e.example/a)"
    )
    assert 'href="https://mp.weixin.qq.com/s/new"' in rendition.body
    assert rendition.body.count("href=") == 1
    assert rendition.body.count("https://e.example/a") == 1
    assert [(link.form, link.own) for link in rendition.links] == [
        ("reference", "old"),
        ("live", "new"),
        ("reference", ""),
        ("text", ""),
        ("reference", ""),
    ]
    assert visible(rendition).endswith(
        "参考链接[1]&nbsp;https://blog.example.com/old.html[2]&nbsp;https://e.example/a"
    )
    assert isinstance(rendition.links[0], LinkUse)


def test_links_to_the_platform_can_be_switched_off() -> None:
    rendition = render(
        "[新](https://blog.example.com/new.html)", settings=Settings(adapter="wechat", keep_mp_links=False)
    )
    assert "href" not in rendition.body
    assert "https://mp.weixin.qq.com/s/new" in visible(rendition)


def test_a_tooltip_is_printed_with_its_address() -> None:
    assert "手册：https://e.example/" in visible(render('[外](https://e.example/ "手册")'))


def test_a_listing_too_large_gives_up_its_colours_and_says_so() -> None:
    class Colourful(Tools):
        def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
            return tuple(Colour("k" if at % 2 else "s", word + " ") for at, word in enumerate(code.split()))

    def listing(words: int) -> Rendition:
        made = post("```py\n" + "ab " * words + "\n```\n")
        return ADAPTER.render(made, SITE, Settings(adapter="wechat"), Colourful())

    small, large = listing(10), listing(20_000)
    assert "<span" in small.body
    assert "<span" not in large.body
    assert len(large.body.encode()) <= ADAPTER.limits.body_bytes
    assert "code-plain" in [note.kind for note in large.notes]


def test_every_reference_in_the_body_is_carried() -> None:
    rendition = render("![图](b.png)")
    assert rendition.references() == set(rendition.assets) == {PICTURE.ref}


def test_all_broken_formulas_are_told_at_once_with_their_lines() -> None:
    with pytest.raises(SourceError) as caught:
        render("好 $x$\n\n坏 $\\bad$\n\n$$\n\\bad y\n$$\n")
    assert caught.value.path == "k.md"
    assert caught.value.line == 3
    assert "2 formulas" in caught.value.message
    assert "line 5" in caught.value.message


def test_leniently_a_broken_formula_is_shown_as_code_and_noted() -> None:
    rendition = render("坏 $\\bad$ 好 $x$", lenient=True)
    assert "<code><span" in rendition.body
    assert [(use.tex, use.form) for use in rendition.formulas] == [("\\bad", "source"), ("x", "svg")]
    assert "formula-as-source" in [note.kind for note in rendition.notes]


def test_an_opening_heading_that_repeats_the_title_is_left_out() -> None:
    rendition = render("# 标题\n\n文\n\n# 标题\n")
    assert visible(rendition) == "文标题"
    assert "title-heading" in [note.kind for note in rendition.notes]
    assert "标题" in visible(render("# 标题二\n"))


def test_punctuation_after_bold_words_joins_them() -> None:
    assert re.search(r"<strong[^>]*>注意：</strong>后文", render("**注意**：后文").body)
    assert re.search(r"<code><span[^>]*>码</span></code>：后文", render("`码`：后文").body)


def test_punctuation_around_a_formula_does_not_begin_or_end_a_line() -> None:
    body = render("参数（$x$），共 $y$。\n\n| $z$， |\n|-|\n| $w$ x |\n").body
    assert re.findall(r'<span style="white-space:nowrap">([^<]?)<.*?svg></span>(.{0,2})</span>', body) == [
        ("（", "），"),
        ("", "。"),
        ("", "，"),
    ]


def test_losses_are_notes_with_their_lines() -> None:
    rendition = render("[上](#x)\n\n<details><summary>问</summary>答</details>\n\n```py title=a.py\n1\n```\n")
    assert {(note.kind, note.line) for note in rendition.notes if note.kind != "cover-drawn"} == {
        ("link-in-page", 1),
        ("details-open", 3),
        ("code-info", 5),
    }


def test_a_language_in_braces_loses_nothing_else() -> None:
    kinds = [note.kind for note in render("```{.python}\n1\n```\n\n```{r}\n1\n```\n").notes]
    assert "code-info" not in kinds


def test_a_link_relative_to_the_post_reaches_its_file_from_here() -> None:
    rendition = render("[下载](img/p1.pdf)")
    assert [link.url for link in rendition.links] == ["https://blog.example.com/img/p1.pdf"]
    assert "https://blog.example.com/img/p1.pdf" in rendition.body
    assert "own-link-unknown" in [note.kind for note in rendition.notes]


def test_the_same_post_gives_the_same_digest_and_a_changed_word_another() -> None:
    assert render("一").digest == render("一").digest
    assert render("一").authored_digest != render("二").authored_digest


def test_a_theme_of_the_user_counts_as_a_change_a_new_release_of_ours_does_not() -> None:
    mine = replace(SITE, resources={**RESOURCES, "theme/mine.css": "p { color: #222222 }"})
    settings = Settings(adapter="wechat", theme="mine")
    themed = render("一", site=mine, settings=settings)
    assert themed.authored_digest != render("一").authored_digest
    assert "#222222" in themed.settings
    assert "#" not in render("一").settings


def test_an_address_on_the_platform_makes_the_posts_that_link_there_due() -> None:
    known = replace(SITE, addresses={PostKey("old"): "https://mp.weixin.qq.com/s/old"})
    text = "[旧](https://blog.example.com/old.html)"
    assert render(text, site=known).authored_digest != render(text).authored_digest


def test_what_stands_around_the_text_is_sent_along() -> None:
    rendition = render("![图](b.png)\n\n一", publish={"wechat": {"comments": "followers"}})
    assert rendition.source_url == "https://blog.example.com/k.html"
    assert rendition.cover == PICTURE.ref
    assert rendition.author == "作者"
    assert rendition.summary == "一"
    assert rendition.fields == {"need_open_comment": 1, "only_fans_can_comment": 1}


def test_readers_see_the_title_the_article_and_the_way_to_the_original() -> None:
    page = ADAPTER.show(render("一 <b>二</b>"))
    assert page.width == 375
    assert "标题" in page.html
    assert "https://blog.example.com/k.html" in page.html
    assert "<b>二</b>" not in page.html
