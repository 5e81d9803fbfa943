"""Attribute lists and markers that say something about a text and are no part of it."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import Heading, Image, Math, Styled, Toc


@pytest.mark.parametrize(
    "attributes",
    ["{#id}", "{#id .a}", "{.unnumbered}", "{-}", "{: #id}", "{:.no_toc}", '{id="a"}', "{#中文}"],
)
def test_a_heading_s_attributes_are_no_words(found, attributes):
    text = f"## 标题 $x$ {attributes}\n\n后"
    (heading,) = found(text, Heading)
    assert plain(heading.inlines) == "标题 $x$"
    assert text[slice(*found(text, Math)[0].span)] == "$x$"


@pytest.mark.parametrize("title", ["集合 {a}", "{#a} 标题", "f{#a}", "`a {#b}`", "字典 {a=1}", "$\\{x\\}$"])
def test_braces_that_are_no_attributes_stay(found, title):
    assert plain(found(f"# {title}", Heading)[0].inlines) == title


@pytest.mark.parametrize(
    ("attributes", "sizes"),
    [
        ("{width=300}", (300, 0)),
        ('{: width="300px" height="200"}', (300, 200)),
        ("{#a .b width=50%}", (0, 0)),
        ("{:.center}", (0, 0)),
    ],
)
def test_a_picture_s_attributes_are_its_size_and_no_words(found, attributes, sizes):
    text = f"![字](a.png){attributes} 后"
    (image,) = found(text, Image)
    assert ((image.width, image.height), plain(parse(text).document)) == (sizes, "[图: 字] 后")
    assert text[slice(*image.span)] == "![字](a.png)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[a](b){:target="_blank"}', "a"),
        ("[a](b){target=_blank .c}", "a"),
        ("`a`{.python}", "`a`"),
        ("**a**{: .b}", "a"),
        ("[a](b) {.c}", "a {.c}"),
        ("![a](b){c}", "[图: a]{c}"),
        ("**a**{.b}", "a{.b}"),
        ("集合{:a}", "集合{:a}"),
    ],
)
def test_attributes_behind_other_spans(text, words):
    assert plain(parse(text).document) == words


def test_a_line_of_attributes_is_about_what_stands_beside_it(found):
    text = '![字](a.png)\n{: width="300" .c}\n\n段落\n{: .note}\n\n{:.no_toc}\n## 标题\n{.a #b}'
    assert [image.width for image in found(text, Image)] == [300]
    assert plain(parse(text).document) == "[图: 字]\n\n段落\n\n## 标题"


@pytest.mark.parametrize(
    "marker",
    [
        "[TOC]",
        "[toc]",
        "[[toc]]",
        "[[_TOC_]]",
        "@[toc]",
        "@[TOC](目录)",
        "${toc}",
        "{{TOC}}",
        "<!-- toc -->",
        "<!--TOC-->",
    ],
)
def test_a_marker_alone_on_its_line_is_a_table_of_contents(found, marker):
    for text, line in ((f"{marker}\n正文", 1), (f"正文\n{marker}\n后", 2), (f"- a\n\n  {marker}", 3)):
        assert [toc.lines for toc in found(text, Toc)] == [(line, line)]
        assert "toc" not in plain(parse(text).document).lower()


@pytest.mark.parametrize(
    "text", ["见 [TOC]", "[TOC] 是", "`[toc]`", "```\n[toc]\n```", "[TOCs]", "    [toc]"]
)
def test_a_marker_among_words_or_code_is_text(found, text):
    assert found(text, Toc) == []
    assert "toc" in plain(parse(text).document).lower()


def test_a_list_that_a_tool_made_stays_and_needs_no_marker(found):
    text = "<!-- toc -->\n\n- [a](#a)\n\n<!-- tocstop -->\n\n# a"
    assert found(text, Toc) == []
    assert plain(parse(text).document) == "- a\n\n# a"


def test_a_word_that_is_explained_somewhere_is_an_abbreviation(found):
    text = "用 HTML 写 `HTML`，XHTML 不是\n\n*[HTML]: 超文本 Markup Language\n*[无用]: 没有"
    assert [(plain(node), node.title) for node in found(text, Styled)] == [("HTML", "超文本 Markup Language")]
    assert plain(parse(text).document) == "用 HTML 写 `HTML`，XHTML 不是\n\n*[无用]: 没有"
