"""Lists and quotes: nothing but text in them, and no number lost or counted twice."""

from __future__ import annotations

from collections.abc import Callable

from publisher.model.rendition import Rendition
from publisher.model.tree import (
    Block,
    Cell,
    CodeBlock,
    Figure,
    Image,
    Item,
    List,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)

Html = Callable[..., str]
Make = Callable[..., Rendition]
COVER = "asset:" + "c" * 64


def p(*parts: Text | Math | str) -> Paragraph:
    return Paragraph(inlines=tuple(Text(text=x) if isinstance(x, str) else x for x in parts))


def items(*contents: tuple[Block, ...] | str) -> tuple[Item, ...]:
    return tuple(Item(blocks=(p(c),) if isinstance(c, str) else c) for c in contents)


def ul(*contents: tuple[Block, ...] | str) -> List:
    return List(ordered=False, items=items(*contents))


def ol(*contents: tuple[Block, ...] | str, start: int = 1) -> List:
    return List(ordered=True, start=start, items=items(*contents))


CODE = CodeBlock(code="x", language="bash")
PRE = '<pre lang="bash">x</pre>'
DISPLAY = '<p><img eeimg="2" src="//www.zhihu.com/equation?tex=x" alt="x"></p>'


def test_r12_items_hold_no_paragraphs(html: Html) -> None:
    assert html(ul("一", (p("二"), p("三")))) == "<ul><li>一</li><li>二<br>三</li></ul>"
    assert html(ol("一", "二")) == "<ol><li>一</li><li>二</li></ol>"


def test_r13_a_nested_list_stands_beside_its_item(html: Html) -> None:
    body = html(ul((p("一"), ol("甲", "乙")), "二"))
    assert body == "<ul><li>一</li><ol><li>甲</li><li>乙</li></ol><li>二</li></ul>"


def test_r14_tasks_are_boxes_in_the_text(html: Html) -> None:
    tasks = List(
        ordered=False,
        items=(
            Item(blocks=(p("做完"),), checked=True),
            Item(blocks=(p("未做"),), checked=False),
            Item(checked=False),
        ),
    )
    assert html(tasks) == "<ul><li>☑ 做完</li><li>☐ 未做</li><li>☐</li></ul>"


def test_r12_a_bullet_list_ends_before_code_and_goes_on_after_it(html: Html) -> None:
    body = html(ul("一", (p("二"), CODE, p("后")), "三"))
    assert body == f"<ul><li>一</li><li>二</li></ul>{PRE}<p>后</p><ul><li>三</li></ul>"


def test_r12_numbers_are_typed_where_zhihu_would_restart_them(make: Make) -> None:
    rendition = make(ol("一", (p("二"), CODE), "三"))
    assert rendition.body == f"<p>1. 一</p><p>2. 二</p>{PRE}<p>3. 三</p>"
    assert [note.kind for note in rendition.notes] == ["list"]


def test_r12_a_list_that_does_not_start_at_one_keeps_its_numbers(html: Html) -> None:
    assert html(ol("三", "四", start=3)) == "<p>3. 三</p><p>4. 四</p>"


def test_pictures_tables_and_display_formulas_leave_their_item(html: Html) -> None:
    figure = Figure(image=Image(src="c.png", asset=COVER))
    table = Table(rows=(Row(cells=(Cell(inlines=(Text(text="格"),)),)),))
    body = html(ul((p("图"), figure), (p("表"), table), (p("式", Math(tex="x", display=True), "后"),)))
    assert body.startswith("<ul><li>图</li></ul><img")
    assert "<ul><li>表</li></ul><table" in body
    assert body.endswith(f"<ul><li>式</li></ul>{DISPLAY}<p>后</p>")


def test_a_nested_list_that_is_interrupted_interrupts_the_outer_one(html: Html) -> None:
    body = html(ol((p("外一"), ol("内一", (p("内二"), CODE))), "外二"))
    assert body == f"<p>1. 外一</p><p>1) 内一</p><p>2) 内二</p>{PRE}<p>2. 外二</p>"


def test_words_after_a_nested_list_are_not_pulled_before_it(html: Html) -> None:
    body = html(ul((p("一"), ul("内"), p("后")), "二"))
    assert body == "<ul><li>一</li><ul><li>内</li></ul></ul><p>后</p><ul><li>二</li></ul>"


def test_an_item_that_is_only_code_keeps_its_number(html: Html) -> None:
    assert html(ol((CODE,), "二")) == f"<p>1.</p>{PRE}<p>2. 二</p>"
    assert html(ul((CODE,), "二")) == f"{PRE}<ul><li>二</li></ul>"


def test_an_empty_item_keeps_its_place(html: Html) -> None:
    assert html(ol("一", (), "三")) == "<ol><li>一</li><li><br></li><li>三</li></ol>"


def test_a_quote_in_an_item_stands_after_it(html: Html) -> None:
    assert html(ul((p("一"), Quote(blocks=(p("引"),))))) == "<ul><li>一</li></ul><blockquote>引</blockquote>"


def test_r10_a_list_in_a_quote_is_lines_with_typed_signs(html: Html) -> None:
    body = html(Quote(blocks=(p("引"), ol((p("一"), ul("甲")), "二"))))
    assert body == "<blockquote>引<br>1. 一<br>\u3000• 甲<br>2. 二</blockquote>"


def test_r10_code_and_formulas_leave_the_quote_and_it_goes_on(html: Html) -> None:
    body = html(Quote(blocks=(p("前"), CODE, p("中"), MathBlock(tex="x"), p("后"))))
    assert body == (
        f"<blockquote>前</blockquote>{PRE}<blockquote>中</blockquote>{DISPLAY}<blockquote>后</blockquote>"
    )
