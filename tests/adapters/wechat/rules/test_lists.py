"""Lists, notes and addresses: paragraphs nothing can happen to."""

from typing import Any

from publisher.model.tree import CodeBlock, Footnote, FootnoteRef, Footnotes, List
from publisher_wechat.forms import Choice
from publisher_wechat.rules import RULES, Ink
from publisher_wechat.rules.ink import Manner, Options
from publisher_wechat.rules.paragraphs import addresses
from publisher_wechat.theme import Theme

PLAIN = Choice(manner=Manner(marks=False))


def test_a_list_is_paragraphs_that_hang_on_markers(bench: Any) -> None:
    assert bench.html(List(ordered=False, items=(bench.item("一"),))) == (
        '<section style="text-indent:-1.2em;padding-left:1.2em">'
        f"<p>{bench.marker('•', '1.2em')}一</p></section>"
    )


def test_an_ordered_list_starts_where_the_author_said_and_makes_room_for_its_numbers(bench: Any) -> None:
    written = bench.html(List(ordered=True, start=9, items=(bench.item("九"), bench.item("十"))))
    assert "padding-left:1.9em" in written
    assert bench.marker("9.", "1.9em") in written
    assert bench.marker("10.", "1.9em") in written


def test_plain_markers_are_aligned_by_spaces_as_wide_as_a_digit(bench: Any) -> None:
    written = bench.html(
        List(ordered=True, start=9, items=(bench.item("九"), bench.item("十"))), choice=PLAIN
    )
    assert "<p>\u20079.&nbsp;九</p><p>10.&nbsp;十</p>" in written
    assert "span" not in written


def test_tasks_show_their_state(bench: Any) -> None:
    tasks = List(ordered=False, items=(bench.item("做了", checked=True), bench.item("没做", checked=False)))
    for choice in (Choice(), PLAIN):
        written = bench.html(tasks, choice=choice)
        assert "☑" in written
        assert "☐" in written


def test_levels_are_indented_one_in_the_other_and_differ_in_their_bullets(bench: Any) -> None:
    inner = List(ordered=False, items=(bench.item("内"),))
    written = bench.html(List(ordered=False, items=(bench.item("外", inner),)))
    assert written == (
        '<section style="text-indent:-1.2em;padding-left:1.2em">'
        f"<p>{bench.marker('•', '1.2em')}外</p>"
        f'<section style="padding-left:1.2em"><p>{bench.marker("◦", "1.2em")}内</p></section></section>'
    )


def test_only_a_whole_list_has_a_paragraph_s_distance(bench: Any) -> None:
    styles = {"p": {"margin": "0 0 18px"}, ".item": {"margin": "0 0 8px"}, ".last": {"margin": "0 0 18px"}}
    inner = List(ordered=False, items=(bench.item("内"),))
    written = bench.html(List(ordered=False, items=(bench.item("外", inner),)), styles)
    assert written.count("margin:0 0 18px") == 1
    assert written.count("margin:0 0 8px") == 2
    short = bench.html(
        List(ordered=False, items=(bench.item("外"),)), styles, choice=Choice(manner=Manner(repeat=False))
    )
    assert "0 8px" not in short


def test_further_blocks_of_an_item_do_not_hang(bench: Any) -> None:
    written = bench.html(List(ordered=False, items=(bench.item("一", "二", CodeBlock(code="x")),)))
    assert '一</p><p style="text-indent:0">二</p><pre style="text-indent:0;' in written


def test_an_item_without_text_still_has_its_marker(bench: Any) -> None:
    written = bench.html(List(ordered=False, items=(bench.item(CodeBlock(code="x")),)))
    assert f"<p>{bench.marker('•', '1.2em')}</p><pre" in written


def test_flat_lists_can_be_real_ones(bench: Any) -> None:
    flat = List(ordered=True, start=3, items=(bench.item("三"), bench.item("四")))
    native = Options(native=True)
    assert bench.html(flat, options=native) == (
        '<ol start="3" style="padding-left:1.6em;list-style-type:decimal">'
        "<li><section>三</section></li><li><section>四</section></li></ol>"
    )
    nested = List(ordered=False, items=(bench.item("外", flat),))
    assert "<li>" not in bench.html(nested, options=native)


def test_footnotes_are_raised_marks_and_a_list_at_the_end(bench: Any) -> None:
    notes = Footnotes(notes=(Footnote(label="a", number=1, blocks=(bench.p("注文"), bench.p("又"))),))
    mark = bench.html(bench.p("句", FootnoteRef(label="a", number=1)))
    assert mark == "<p>句\u2060<sup>[注\u20601]</sup></p>"
    assert bench.html(notes) == ("<p>注释</p><section><p>[注1]&nbsp;注文</p><p>又</p></section>")


def test_addresses_are_one_paragraph_of_plain_text(bench: Any) -> None:
    ink = Ink(RULES, Theme({}), lambda _link: False, {}, {})
    listed = addresses(ink, (("[1]", "https://example.com/?a=1&b=2"), ("[2]", "https://e.example")))
    assert listed == (
        "<p>参考链接</p><p>[1]&nbsp;https://example.com/?a=1&amp;b=2<br>[2]&nbsp;https://e.example</p>"
    )
    assert addresses(ink, ()) == ""
