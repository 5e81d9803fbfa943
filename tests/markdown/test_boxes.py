"""Boxes however they are written: `:::`, `!!!`, `???`, tabs, and Obsidian's call-outs."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import Alert, CodeBlock, Details, Division, List, Math, Strong, Text


@pytest.mark.parametrize(
    ("opening", "kind", "title"),
    [
        (":::note", "note", ""),
        ("::: tip", "tip", ""),
        (":::::danger 小 **心**", "caution", "小 心"),
        (":::warning[标题]", "warning", "标题"),
        (':::tip{title="标题"}', "tip", "标题"),
        ('::: info title="标题"', "note", 'title="标题"'),
        ("::: {.callout-important}", "important", ""),
        ('::: {.callout-tip title="标题" collapse="true"}', "tip", "标题"),
        (":::{warning} 标题", "warning", "标题"),
        ("::: note 标题 :::", "note", "标题"),
        (":::message", "note", ""),
        (":::message alert", "caution", ""),
        (":::note warn", "warning", ""),
        ("::: question", "note", "question"),
        ("::: bug 标题", "caution", "标题"),
        ("::: foo", "note", "foo"),
        ("::: foo 标题", "note", "foo 标题"),
        ("::: 说明", "note", "说明"),
    ],
)
def test_a_box_of_colons_is_an_alert_of_its_kind(found, opening, kind, title):
    colons = opening[: len(opening) - len(opening.lstrip(":"))]
    text = f"前\n{opening}\n正 **文**\n\n- a\n{colons}\n后"
    (alert,) = found(text, Alert)
    assert (alert.kind, plain(alert.title), alert.lines) == (kind, title, (2, 6))
    assert [plain(block) for block in alert.blocks] == ["正 文", "- a"]
    assert [plain(block) for block in (parse(text).document.blocks[0], parse(text).document.blocks[-1])] == [
        "前",
        "后",
    ]


def test_a_title_is_markdown_and_knows_its_place(found):
    text = "::: tip 题 **重** $x$\na\n:::"
    (alert,) = found(text, Alert)
    assert [type(inline) for inline in alert.title] == [Text, Strong, Text, Math]
    assert text[slice(*alert.title[-1].span)] == "$x$"


def test_boxes_stand_in_boxes_by_the_number_of_their_colons(found):
    text = "::::: tip\n:::: warning\n::: note\na\n:::\n::::\nb\n:::::\nc"
    assert [(alert.kind, alert.lines) for alert in found(text, Alert)] == [
        ("tip", (1, 8)),
        ("warning", (2, 6)),
        ("note", (3, 5)),
    ]


def test_boxes_of_as_many_colons_close_from_the_innermost(found):
    text = "::: tip\n::: note\na\n:::\nb\n:::\nc"
    assert [(alert.kind, alert.lines) for alert in found(text, Alert)] == [("tip", (1, 6)), ("note", (2, 4))]


def test_colons_in_code_close_nothing(found):
    text = "::: tip\n```\n:::\n```\n:::"
    assert [node.code for node in found(text, CodeBlock)] == [":::"]
    assert found(text, Alert)[0].lines == (1, 5)


def test_a_box_may_stand_in_a_list_or_a_quote(found):
    text = "- a\n\n  ::: tip\n  b\n  :::\n- c\n\n> ::: note\n> d\n> :::"
    assert [(alert.kind, alert.lines) for alert in found(text, Alert)] == [("tip", (3, 5)), ("note", (8, 10))]
    assert len(found(text, List)[0].items) == 2


def test_a_box_that_is_never_closed_swallows_nothing():
    text = "::: tip\na\n\n# b"
    assert plain(parse(text).document) == "::: tip\na\n\n# b"


@pytest.mark.parametrize("word", ["details", "spoiler", "collapse"])
def test_what_is_to_be_opened_has_a_summary(found, word):
    (details,) = found(f"::: {word} 点 `开`\na\n:::", Details)
    assert (plain(details.summary), plain(details.blocks)) == ("点 `开`", "a")


@pytest.mark.parametrize("opening", ["::: {.columns}", "::: {#id}", "::: code-group", "::: v-pre"])
def test_what_only_says_how_it_looks_leaves_what_it_holds(opening):
    parsed = parse(f"{opening}\n**a**\n:::")
    assert (plain(parsed.document), parsed.notes) == ("a", ())


def test_a_side_is_kept(found):
    assert [node.align for node in found("::: center\na\n:::\n\n::: align-right\nb\n:::", Division)] == [
        "center",
        "right",
    ]


def test_tabs_stand_one_below_the_other_under_their_names(html):
    text = "::: tabs#os\n@tab 甲 **粗**\na\n@tab:active 乙#y\n- b\n:::"
    assert html(text) == (
        "<p><strong>甲 <strong>粗</strong></strong></p>\n<p>a</p>\n"
        "<p><strong>乙</strong></p>\n<ul>\n<li>b</li>\n</ul>"
    )
    assert [(note.kind, note.line) for note in parse(text).notes] == [("tabs-flattened", 1)]
    assert plain(parse("@tab a").document) == "@tab a"


@pytest.mark.parametrize(
    ("opening", "kind", "title"),
    [
        ("!!! note", "note", ""),
        ('!!! tip "题 **重**"', "tip", "题 重"),
        ('!!! danger inline end "题"', "caution", "题"),
        ("!!! example", "note", "example"),
        ("!!! foo", "note", "foo"),
        ('!!! "题"', "note", "题"),
        ('!!! warning ""', "warning", ""),
    ],
)
def test_an_indented_box_is_an_alert(found, opening, kind, title):
    text = f"前\n\n{opening}\n    正 **文**\n\n    - a\n后"
    (alert,) = found(text, Alert)
    assert (alert.kind, plain(alert.title), alert.lines) == (kind, title, (3, 6))
    assert [plain(block) for block in alert.blocks] == ["正 文", "- a"]
    assert plain(parse(text).document.blocks[-1]) == "后"


@pytest.mark.parametrize(
    ("opening", "summary"), [("??? note", "note"), ('???+ tip "题"', "题"), ("??? question", "question")]
)
def test_a_folded_box_is_opened_by_its_title_or_kind(found, opening, summary):
    (details,) = found(f"{opening}\n    a\n", Details)
    assert (plain(details.summary), plain(details.blocks)) == (summary, "a")


def test_exclamations_without_a_box_below_are_words():
    assert plain(parse("!!! note\n不缩进").document) == "!!! note\n不缩进"
    assert plain(parse("!!! 太好了\n    后").document) == "!!! 太好了\n后"


def test_indented_tabs_stand_under_their_names(html):
    text = '=== "甲"\n    a\n\n=== "乙"\n\n    ```py\n    b\n    ```\n后'
    assert html(text) == (
        "<p><strong>甲</strong></p>\n<p>a</p>\n<p><strong>乙</strong></p>\n"
        '<pre><code class="language-py">b\n</code></pre>\n<p>后</p>'
    )
    assert [note.kind for note in parse(text).notes] == ["tabs-flattened"]


def test_boxes_may_stand_in_indented_boxes(found):
    text = '!!! note\n    a\n\n    ??? tip "题"\n        b\n\n    c'
    (alert,), (details,) = found(text, Alert), found(text, Details)
    assert (alert.lines, details.lines, plain(details.blocks)) == ((1, 7), (4, 5), "b")


@pytest.mark.parametrize(
    ("opening", "kind", "title"),
    [
        ("[!info]", "note", ""),
        ("[!faq] 题", "note", "题"),
        ("[!bug]", "caution", "bug"),
        ("[!success]", "tip", ""),
    ],
)
def test_obsidian_s_call_outs_are_alerts(found, opening, kind, title):
    (alert,) = found(f"> {opening}\n> a", Alert)
    assert (alert.kind, plain(alert.title), plain(alert.blocks)) == (kind, title, "a")


def test_a_folded_call_out_is_to_be_opened(found):
    (details,) = found("> [!faq]- 题 **重**\n> a\n>\n> b", Details)
    assert (plain(details.summary), plain(details.blocks)) == ("题 重", "a\n\nb")
