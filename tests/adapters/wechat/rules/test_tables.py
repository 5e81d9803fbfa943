"""Tables: all cells, legible on a phone, in few characters."""

from typing import Any

from publisher.model.tree import Cell, Math, Row, Table, Text
from publisher_wechat.theme import RESOURCES, Look, load


def row(*texts: str, align: str = "") -> Row:
    return Row(cells=tuple(Cell(inlines=(Text(text=text),), align=align) for text in texts))


def test_a_table_scrolls_and_keeps_its_alignment(bench: Any) -> None:
    table = Table(head=row("名", "值", align="right"), rows=(row("a", "1", align="right"),))
    assert bench.html(table) == (
        '<section><table><thead><tr><th style="text-align:right">名</th><th style="text-align:right">值</th>'
        '</tr></thead><tbody><tr><td style="text-align:right">a</td><td style="text-align:right">1</td></tr>'
        "</tbody></table></section>"
    )


def test_what_cells_share_is_said_once(bench: Any) -> None:
    styles = {"td": {"border": "1px solid", "font-size": "14px"}}
    written = bench.html(Table(rows=(row("a", "b"), row("c", "d"))), styles)
    assert written.count("font-size:14px") == 1
    assert written.count("border:1px solid") == 4


def test_a_head_stands_over_its_column_not_in_the_middle(bench: Any) -> None:
    assert '<th style="text-align:left">' in bench.html(Table(head=row("名")))


def test_no_column_of_a_crowded_table_is_squeezed_to_one_character(bench: Any) -> None:
    crowded = Table(head=row("模型", "说明"), rows=(row("大模型名字很长很长", "说" * 60),))
    written = bench.html(crowded)
    assert 'min-width:8.3em">模型</th>' in written
    assert 'min-width:6.3em">说明</th>' in written
    assert "<table>" in written


def test_a_wide_table_scrolls_rather_than_squeezes(bench: Any) -> None:
    written = bench.html(Table(rows=(row(*"一二三四五六七八九十甲乙丙丁"), row(*["四个字的"] * 14))))
    assert '<table style="min-width:' in written


def test_a_table_that_fits_says_nothing_of_widths(bench: Any) -> None:
    assert "min-width" not in bench.html(Table(head=row("名", "值"), rows=(row("a", "1"),)))


def test_a_table_without_cells_is_nothing(bench: Any) -> None:
    assert bench.html(Table()) == ""
    assert bench.html(Table(rows=(Row(),))) == ""


def test_a_hundred_cells_cost_less_than_ten_thousand_characters(bench: Any) -> None:
    theme = load(Look(), RESOURCES).theme
    table = Table(head=row(*["列名"] * 5), rows=(row(*["值"] * 5),) * 19)
    styles = {selector: dict(style) for selector, style in theme.styles.items()}
    assert len(bench.html(table, styles)) < 8_000


def test_a_formula_takes_the_room_it_is_drawn_in_not_that_of_its_source(bench: Any) -> None:
    source = "\\mathbf{x}_{\\mathrm{in}}"
    written = bench.html(Table(rows=(Row(cells=(Cell(inlines=(Math(tex=source),)),) * 3),)))
    assert "min-width" not in written


def test_a_column_of_prose_is_wider_where_the_table_scrolls_anyway(bench: Any) -> None:
    names = ["四个字的"] * 5
    written = bench.html(Table(head=row(*names, "说明"), rows=(row(*names, "说" * 40),)))
    assert 'min-width:12.5em">说明</th>' in written
