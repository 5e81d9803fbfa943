"""Blocks: what CommonMark, GFM and the usual additions make of a text."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import (
    Alert,
    Cell,
    CodeBlock,
    DefinitionList,
    FootnoteRef,
    Footnotes,
    HardBreak,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    SoftBreak,
    Table,
)


def test_headings_of_both_kinds_have_levels(found):
    assert [(h.level, plain(h.inlines)) for h in found("# a #\n\nb\n===\n\nc\n---\n\n###### d", Heading)] == [
        (1, "a"),
        (1, "b"),
        (2, "c"),
        (6, "d"),
    ]


def test_nested_lists_keep_order_start_and_tightness(found):
    outer, inner = found("3. a\n   - b\n   - c\n4. d", List)
    assert (outer.ordered, outer.start, outer.tight, len(outer.items)) == (True, 3, True, 2)
    assert (inner.ordered, inner.tight, len(inner.items)) == (False, True, 2)


def test_a_blank_line_between_items_makes_a_list_loose(found):
    assert [node.tight for node in found("- a\n\n- b", List)] == [False]
    assert [node.tight for node in found("1. a\n\n   $$\n   x\n   $$", List)] == [False]


def test_task_items_know_whether_they_are_done(found):
    items = found("- [ ] a\n- [x] b **c**\n- [X] d\n- [y] e\n- f", Item)
    assert [item.checked for item in items] == [False, True, True, None, None]
    assert plain(items[1].blocks) == "b c"


def test_a_task_box_is_not_taken_for_a_link():
    document = parse("- [x] a\n\n[x]: http://example.com").document
    assert plain(document) == "- [x] a"


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alerts_of_every_kind(found, kind):
    (alert,) = found(f"> [!{kind.upper()}]\n> text\n>\n> more", Alert)
    assert (alert.kind, alert.title, [plain(block) for block in alert.blocks]) == (kind, (), ["text", "more"])


def test_an_alert_may_have_a_title_of_its_own(found):
    (alert,) = found("> [!note] 注意 **了**\n> text", Alert)
    assert (plain(alert.title), plain(alert.blocks), alert.lines) == ("注意 了", "text", (1, 2))


def test_a_quote_that_only_looks_like_an_alert_is_a_quote(found):
    assert len(found("> [!SPOILER] a", Quote)) == 1


def test_definition_lists(found):
    (made,) = found("a\n: b\n: c\n\nd *e*\n: f", DefinitionList)
    assert [(plain(item.term), [plain(told) for told in item.descriptions]) for item in made.items] == [
        ("a", ["b", "c"]),
        ("d e", ["f"]),
    ]


def test_footnotes_are_numbered_by_first_use_and_gathered_at_the_end():
    document = parse("[^b] and [^a] and [^b]\n\n[^a]: first [^c]\n\n[^b]: second\n\n[^c]: third").document
    *_, notes = document.blocks
    assert isinstance(notes, Footnotes)
    assert [(note.number, note.label, plain(note.blocks)) for note in notes.notes] == [
        (1, "b", "second"),
        (2, "a", "first [3]"),
        (3, "c", "third"),
    ]
    assert [note.lines for note in notes.notes] == [(5, 5), (3, 3), (7, 7)]


def test_a_footnote_in_its_own_text_ends():
    document = parse("[^a]\n\n[^a]: see [^a]").document
    assert plain(document) == "[1]\n\n[1] see [1]"


def test_a_footnote_without_a_definition_is_text(found):
    assert found("a [^1]", FootnoteRef) == []
    assert plain(parse("a [^1]").document) == "a [^1]"


def test_a_footnote_nobody_refers_to_is_noted_with_its_line():
    parsed = parse("a\n\n[^x]: b")
    assert [(note.kind, note.line) for note in parsed.notes] == [("footnote-unused", 3)]


def test_code_keeps_every_character_but_its_last_line_end(found):
    blocks = found("```Python title=x\na  \n\n **b** $x$ {% no %}\n```\n\n    c\n\n~~~\n~~~", CodeBlock)
    assert [(block.code, block.language, block.info) for block in blocks] == [
        ("a  \n\n **b** $x$ {% no %}", "python", "Python title=x"),
        ("c", "", ""),
        ("", "", ""),
    ]


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("{.python}", "python"),
        ("{#id .python .numberLines}", "python"),
        ("{r, echo=FALSE}", "r"),
        ("js{1,3}", "js"),
        ("C++ title", "c++"),
        ("c#", "c#"),
        ("objective-c", "objective-c"),
        ('"><b>', ""),
        ("{}", ""),
    ],
)
def test_a_language_is_read_however_authors_write_it(found, info, language):
    assert [(block.language, block.info) for block in found(f"```{info}\na\n```", CodeBlock)] == [
        (language, info)
    ]


def test_a_task_without_words_is_a_task(found):
    items = found("- [ ] \n- [x]\n- [ ] a\n- [b]", Item)
    assert [(item.checked, plain(item.blocks)) for item in items] == [
        (False, ""),
        (True, ""),
        (False, "a"),
        (None, "[b]"),
    ]


def test_line_ends_are_soft_unless_asked_for(found):
    text = "a\nb  \nc\\\nd"
    assert len(found(text, SoftBreak)) == 1
    assert len(found(text, HardBreak)) == 2


def test_table_cells_carry_their_column_s_alignment(found):
    (table,) = found("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |", Table)
    assert [cell.align for cell in table.rows[0].cells] == ["", "left", "center", "right"]


def test_every_row_is_as_long_as_the_longest_and_none_is_cut(found):
    (table,) = found("a | b\n--|--\n1\n1 | 2 | 3 **4**\n", Table)
    assert table.head is not None
    assert [len(row.cells) for row in (table.head, *table.rows)] == [3, 3, 3]
    assert plain(table.rows[1]) == "| 1 | 2 | 3 4 |"


def test_an_escaped_bar_is_a_bar(found):
    text = "| a \\| b | `c \\| d` |\n|--|--|"
    assert [plain(cell.inlines) for cell in found(text, Cell)] == ["a | b", "`c | d`"]


def test_a_bar_in_code_divides_no_cells_where_the_columns_tell(found):
    cells = found("| a | `b|c` |\n|--|--|\n| `d|e` | `` f`|g `` |", Cell)
    assert [plain(cell.inlines) for cell in cells] == ["a", "`b|c`", "`d|e`", "`f`|g`"]


def test_a_table_ends_where_another_block_begins(found):
    document = parse("| a |\n|---|\n| b |\n> c").document
    assert [type(block) for block in document.blocks] == [Table, Quote]
    assert found("| a |\n|---|", Table)[0].rows == ()


def test_what_is_nested_too_deep_keeps_its_words():
    for text in (
        ">" * 300 + " word",
        "- " * 300 + "word",
        "**" * 300 + "word" + "**" * 300,
        "<b>" * 300 + "word",
    ):
        assert "word" in plain(parse(text).document)


def test_an_empty_text_is_an_empty_document():
    for text in ("", "\n\n", "\ufeff", "<!-- nothing -->"):
        assert parse(text).document.blocks == ()


def test_an_unknown_dialect_is_refused():
    with pytest.raises(KeyError):
        parse("a", dialect="asciidoc")


def test_a_paragraph_that_turns_out_empty_is_none(found):
    assert found("<!-- a -->\n\n<script>x</script>", Paragraph) == []
