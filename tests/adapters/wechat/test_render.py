"""Whole posts: what is sent, what is said about it, and what never gets through."""

import re
from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import SourceError
from publisher.model.places import elsewhere
from publisher.model.post import PostKey
from publisher.model.rendition import LinkUse, Rendition
from publisher_wechat import ADAPTER
from publisher_wechat.theme import RESOURCES


def visible(rendition: Rendition) -> str:
    return re.sub(r"<[^>]*>", "", rendition.body)


def test_the_body_is_one_section_without_anything_the_platform_takes_away(article: Any) -> None:
    body = article(
        "# 节\n\n一 **粗** `码` [链](https://e.example)\n\n- 甲\n  1. 乙\n\n> 引\n\n```py\na\n\n b\n```\n\n"
        "|a|b|\n|-|:-:|\n|1|2|\n\n![图](b.png)\n\n$x$ 与\n\n$$y$$\n\n- [ ] 事\n\n---\n"
    ).body
    assert body.startswith('<section style="')
    assert body.endswith("</section>")
    assert re.findall(r"<(ul|ol|li|style|script|input|link)\b", body) == []
    assert re.findall(r"\s(class|id|on\w+)=", body) == []
    assert "\n" not in body
    assert re.findall(r">\s+<(?=section|p|h\d|table|tr|td|th|pre|blockquote)", body) == []


def test_no_raw_html_gets_through(article: Any) -> None:
    body = article(
        '<script>alert(1)</script>\n\n<p onclick="x">一<b>二</b></p>\n\n'
        "<img src=x onerror=y> [a](javascript:z)"
    ).body
    assert "script" not in body
    assert "onclick" not in body
    assert "onerror" not in body
    assert "<strong" in body


def test_links_reach_the_reader_alive_as_references_or_as_text(article: Any) -> None:
    rendition = article(
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
        "参考链接[1]&nbsp;旧文：https://blog.example.com/old.html[2]&nbsp;https://e.example/a"
    )
    assert isinstance(rendition.links[0], LinkUse)


def test_links_to_the_platform_can_be_switched_off(article: Any) -> None:
    rendition = article("[新](https://blog.example.com/new.html)", keep_mp_links=False)
    assert "href" not in rendition.body
    assert "https://mp.weixin.qq.com/s/new" in visible(rendition)


def test_a_tooltip_is_printed_with_its_address(article: Any) -> None:
    assert "手册：https://e.example/" in visible(article('[外](https://e.example/ "手册")'))


def test_what_is_too_long_gives_way_and_says_so(article: Any) -> None:
    formulas = " ".join(f"$\\heavy{at}$" for at in range(40))
    rendition = article(formulas)
    (note,) = [note for note in rendition.notes if note.kind == "body-size"]
    assert "formulas as pictures" in note.detail
    assert {use.form for use in rendition.formulas} == {"svg", "png"}
    assert rendition.references() == set(rendition.assets)
    assert rendition.body.count("<img") == len(rendition.assets) - 1 < 40


def test_without_a_budget_nothing_gives_way(article: Any) -> None:
    rendition = article(" ".join(f"$\\heavy{at}$" for at in range(40)), budget=0)
    assert "<img" not in rendition.body
    assert "body-size" not in [note.kind for note in rendition.notes]


def test_parts_tell_what_costs_how_much(article: Any) -> None:
    rendition = article(
        "# 题\n\n文 $\\heavy$\n\n```py\nIF\n```\n\n| a |\n|-|\n| 1 |\n\n[外](https://e.example)\n"
    )
    kinds = [part.kind for part in rendition.parts]
    assert kinds == ["text", "text", "text", "formula", "code", "table", "text", "references", "text"]
    assert sum(part.characters for part in rendition.parts) == len(rendition.body)
    assert [part.line for part in rendition.parts][1:5] == [1, 3, 3, 5]


def test_every_reference_in_the_body_is_carried(article: Any) -> None:
    rendition = article("![图](b.png)")
    assert rendition.references() == set(rendition.assets) == {article.picture.ref}


def test_all_broken_formulas_are_told_at_once_with_their_lines(article: Any) -> None:
    with pytest.raises(SourceError) as caught:
        article("好 $x$\n\n坏 $\\bad$\n\n$$\n\\bad y\n$$\n")
    assert caught.value.path == "k.md"
    assert caught.value.line == 3
    assert "2 formulas" in caught.value.message
    assert "line 5" in caught.value.message


def test_leniently_a_broken_formula_is_shown_as_code_and_noted(article: Any) -> None:
    rendition = article("坏 $\\bad$ 好 $x$", lenient=True)
    assert "<code><span" in rendition.body
    assert [(use.tex, use.form) for use in rendition.formulas] == [("\\bad", "source"), ("x", "html")]
    assert "formula-broken" in [note.kind for note in rendition.notes]


def test_an_opening_heading_that_repeats_the_title_is_left_out(article: Any) -> None:
    rendition = article("# 标题\n\n文\n\n# 标题\n")
    assert visible(rendition) == "文标题"
    assert "title-heading" in [note.kind for note in rendition.notes]
    assert "标题" in visible(article("# 标题二\n"))


def test_punctuation_after_bold_words_joins_them(article: Any) -> None:
    assert re.search(r"<strong[^>]*>注意：</strong>后文", article("**注意**：后文").body)
    assert re.search(r"<code><span[^>]*>码</span></code>：后文", article("`码`：后文").body)


def test_punctuation_around_a_formula_does_not_begin_or_end_a_line(article: Any) -> None:
    body = article("参数（$\\hat x$），共 $\\hat y$。\n\n| $\\hat z$， |\n|-|\n| $\\hat w$ x |\n").body
    assert re.findall(r'<span style="white-space:nowrap">([^<]?)<.*?svg>(.{0,2})</span>', body) == [
        ("（", "），"),
        ("", "。"),
        ("", "，"),
    ]


def test_losses_are_notes_with_their_lines(article: Any) -> None:
    folded = "<details><summary>问</summary>答</details>"
    rendition = article(f"[上](#x)\n\n{folded}\n\n```py style=dark\n1\n```\n")
    assert {(note.kind, note.line) for note in rendition.notes if note.kind != "cover-drawn"} == {
        ("link-in-page", 1),
        ("details-open", 3),
        ("code-info", 5),
    }


def test_a_language_in_braces_loses_nothing_else(article: Any) -> None:
    kinds = [note.kind for note in article("```{.python}\n1\n```\n\n```{r}\n1\n```\n").notes]
    assert "code-info" not in kinds


def test_a_link_relative_to_the_post_reaches_its_file_from_here(article: Any) -> None:
    rendition = article("[下载](img/p1.pdf)")
    assert [link.url for link in rendition.links] == ["https://blog.example.com/img/p1.pdf"]
    assert "https://blog.example.com/img/p1.pdf" in rendition.body
    assert "own-link-unknown" in [note.kind for note in rendition.notes]


def test_the_same_post_gives_the_same_digest_and_a_changed_word_another(article: Any) -> None:
    assert article("一").digest == article("一").digest
    assert article("一").authored_digest != article("二").authored_digest


def test_a_theme_of_the_user_counts_as_a_change_a_new_release_of_ours_does_not(article: Any) -> None:
    mine = replace(article.site, resources={**RESOURCES, "theme/mine.css": "p { color: #222222 }"})
    themed = article("一", site=mine, theme="mine")
    assert themed.authored_digest != article("一").authored_digest
    assert "#222222" in themed.settings
    assert "#" not in article("一").settings


def test_an_address_on_the_platform_changes_what_links_became_but_not_what_was_written(article: Any) -> None:
    known = replace(article.site, addresses={PostKey("old"): "https://mp.weixin.qq.com/s/old"})
    written = "https://blog.example.com/old.html"
    before, after = article(f"[旧]({written})"), article(f"[旧]({written})", site=known)
    assert (before.addresses, after.addresses) == (
        {written: written},
        {written: "https://mp.weixin.qq.com/s/old"},
    )
    assert after.authored_digest == before.authored_digest
    assert after.digest != before.digest


def test_addresses_of_one_post_are_one_reference_by_first_use(article: Any) -> None:
    site = replace(
        article.site,
        elsewhere=elsewhere([("https://zhuanlan.example.com/p/1", PostKey("old"))]),
        platforms=("知乎", "博客"),
    )
    rendition = article(
        "先看[外](https://e.example/a)，再看[博客](https://blog.example.com/old.html)、"
        "[知乎](https://zhuanlan.example.com/p/1)。",
        site=site,
    )
    assert visible(rendition).endswith(
        "参考链接[1]&nbsp;https://e.example/a[2]&nbsp;旧文：https://blog.example.com/old.html"
    )
    assert visible(rendition).count("[2]") == 3
    assert [note.detail for note in rendition.notes if note.kind == "link-names-platform"] == [
        'the words "知乎" name a platform, but the link leads to https://blog.example.com/old.html'
    ]


def test_a_published_post_is_linked_to_without_a_number(article: Any) -> None:
    rendition = article("见[新文](https://blog.example.com/new.html#part)。", site=article.site)
    assert 'href="https://mp.weixin.qq.com/s/new"' in rendition.body
    assert "[1]" not in visible(rendition)


def test_words_that_are_the_address_say_the_one_the_reader_gets(article: Any) -> None:
    rendition = article("见 https://blog.example.com/new.html 一文")
    assert 'href="https://mp.weixin.qq.com/s/new"' in rendition.body
    assert "https://mp.weixin.qq.com/s/new" in visible(rendition)
    assert "blog.example.com/new" not in rendition.body


def test_what_stands_around_the_text_is_sent_along(article: Any) -> None:
    rendition = article("![图](b.png)\n\n一", post={"publish": {"wechat": {"comments": "followers"}}})
    assert rendition.source_url == "https://blog.example.com/k.html"
    assert rendition.cover == article.picture.ref
    assert rendition.author == "作者"
    assert rendition.summary == "一"
    assert rendition.fields.items() >= {"need_open_comment": 1, "only_fans_can_comment": 1}.items()


def test_readers_see_the_title_the_article_and_the_way_to_the_original(article: Any) -> None:
    page = ADAPTER.show(article("一 <b>二</b>"))
    assert page.width == 375
    assert "标题" in page.html
    assert "https://blog.example.com/k.html" in page.html
    assert "<b>二</b>" not in page.html


def test_a_preview_stands_on_the_style_sheet_readers_have(article: Any) -> None:
    page = ADAPTER.show(article("一"))
    assert '<div class="wx-text">' in page.html
    assert "max-width: 100% !important" in page.css


def test_the_article_says_what_the_readers_page_would_set_otherwise(article: Any) -> None:
    root = article("一").body.partition(">")[0]
    assert "text-align:left" in root
    assert "letter-spacing:0" in root


def test_a_reference_number_stays_with_its_word(article: Any) -> None:
    body = article("见[文档](https://example.com/a)与注[^a]。\n\n[^a]: 注文").body
    assert "\u2060<sup" in body
    assert "[注\u20601]" in body
    assert body.count("\u2060") == 3


def test_a_picture_of_a_given_height_is_as_wide_as_that_makes_it(article: Any) -> None:
    asset = article.picture
    body = article('<img src="b.png" height="20">').body
    assert f"width:{round(20 * asset.width / asset.height)}px" in body
    assert "height:20px" not in body


def test_a_space_before_the_mark_after_a_formula_is_no_place_to_break(article: Any) -> None:
    assert "</em>，" in article("长度为 $s$ ，再").body
    assert "</em> and" in article("长度为 $s$ and").body


def test_a_picture_on_its_own_line_and_a_list_of_links_are_set_apart(article: Any) -> None:
    body = article("前\n![图](b.png)\n后").body
    assert body.index("前</p>") < body.index("<img") < body.index("后</p>")
    links = article("[甲](https://a.example/)\n[乙](https://b.example/)").body
    assert "<br>" in links.partition("乙")[0]
