"""Lists, R12 to R14: nothing but text in them, and no number lost or counted twice."""

from __future__ import annotations

from collections.abc import Callable

Html = Callable[..., str]
Noted = Callable[..., list[tuple[str, int]]]
Image = Callable[..., str]
PRE = '<pre lang="bash">x</pre>'
CODE = "```bash\n   x\n   ```"


def test_r12_items_hold_no_paragraphs(html: Html) -> None:
    assert html("- 一\n- 二\n\n  三") == "<ul><li>一</li><li>二<br>三</li></ul>"
    assert html("1. 一\n2. 二") == "<ol><li>一</li><li>二</li></ol>"


def test_r12_a_bullet_list_ends_before_code_and_goes_on_after_it(html: Html, noted: Noted) -> None:
    markdown = "- 一\n- 二\n\n  ```bash\n  x\n  ```\n\n  后\n- 三"
    assert html(markdown) == f"<ul><li>一</li><li>二</li></ul>{PRE}<p>后</p><ul><li>三</li></ul>"
    assert noted(markdown) == [("list-split", 1)]


def test_r12_numbers_are_typed_where_zhihu_would_restart_them(html: Html, noted: Noted) -> None:
    markdown = f"1. 一\n2. 二\n\n   {CODE}\n3. 三"
    assert html(markdown) == f"<p>1. 一</p><p>2. 二</p>{PRE}<p>3. 三</p>"
    assert noted(markdown) == [("list-typed", 1)]


def test_r12_a_numbered_list_stays_one_when_only_its_end_holds_code(html: Html) -> None:
    assert html(f"1. 一\n2. 二\n\n   {CODE}") == f"<ol><li>一</li><li>二</li></ol>{PRE}"


def test_r12_a_list_that_does_not_start_at_one_keeps_its_numbers(html: Html) -> None:
    assert html("3. 三\n4. 四") == "<p>3. 三</p><p>4. 四</p>"


def test_r12_a_list_that_another_goes_on_counting_from_looks_like_it(html: Html) -> None:
    assert html("1. 一\n\n话\n\n2. 二\n3. 三") == "<p>1. 一</p><p>话</p><p>2. 二</p><p>3. 三</p>"
    assert html("1. 一\n\n话\n\n1. 又一") == "<ol><li>一</li></ol><p>话</p><ol><li>又一</li></ol>"


def test_r12_pictures_tables_and_display_formulas_leave_their_item(html: Html, image: Image) -> None:
    body = html("- 图\n\n  ![](cover.png)\n- 表\n\n  |格|\n  |-|\n- 式$$x$$后")
    assert body.startswith("<ul><li>图</li></ul><img")
    assert "<ul><li>表</li></ul><table" in body
    assert body.endswith(f"<ul><li>式</li></ul><p>{image('x', 2)}</p><p>后</p>")


def test_r12_a_nested_list_that_is_interrupted_interrupts_the_outer_one(html: Html) -> None:
    body = html("1. 外一\n   1. 内一\n   2. 内二\n\n      ```bash\n      x\n      ```\n   3. 内三\n2. 外二")
    assert body == f"<p>1. 外一</p><p>1) 内一</p><p>2) 内二</p>{PRE}<p>3) 内三</p><p>2. 外二</p>"


def test_r12_words_after_a_nested_list_are_not_pulled_before_it(html: Html) -> None:
    body = html("- 一\n  - 内\n\n  后\n- 二")
    assert body == "<ul><li>一</li><ul><li>内</li></ul></ul><p>后</p><ul><li>二</li></ul>"


def test_r12_an_item_that_is_only_code_keeps_its_number(html: Html) -> None:
    assert html(f"1. {CODE}\n2. 二") == f"<p>1.</p>{PRE}<p>2. 二</p>"
    assert html("- ```bash\n  x\n  ```\n- 二") == f"{PRE}<ul><li>二</li></ul>"


def test_r12_an_empty_item_keeps_its_place(html: Html) -> None:
    assert html("1. 一\n2.\n3. 三") == "<ol><li>一</li><li><br></li><li>三</li></ol>"


def test_r12_a_quote_in_an_item_stands_after_it(html: Html) -> None:
    assert html("- 一\n\n  > 引") == "<ul><li>一</li></ul><blockquote>引</blockquote>"


def test_r13_a_nested_list_stands_beside_its_item(html: Html) -> None:
    body = html("- 一\n  1. 甲\n     - 子\n  2. 乙\n- 二")
    assert body == "<ul><li>一</li><ol><li>甲</li><ul><li>子</li></ul><li>乙</li></ol><li>二</li></ul>"


def test_r13_more_levels_than_are_known_to_be_kept_are_told(noted: Noted) -> None:
    deep = "- 一\n  - 二\n    - 三\n"
    assert noted(deep) == []
    assert noted(deep + "      - 四\n") == [("list-deep", 1)]


def test_r14_tasks_are_boxes_in_the_text(html: Html, noted: Noted) -> None:
    markdown = "- [x] 做完\n- [ ] 未做\n- 普通"
    assert html(markdown) == "<ul><li>☑ 做完</li><li>☐ 未做</li><li>普通</li></ul>"
    assert noted(markdown) == [("task-list", 1)]
