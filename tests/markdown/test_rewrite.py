from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.markdown.rewrite import Edit, apply


@given(st.text())
def test_no_edits_leave_the_text_as_it_was(text: str) -> None:
    assert apply(text, ()) == text


def test_edits_are_made_in_text_order_whatever_order_they_come_in() -> None:
    assert apply("one two three", (Edit(8, 13, "3"), Edit(0, 3, "1"))) == "1 two 3"


def test_byte_order_mark_line_ends_and_trailing_spaces_stay() -> None:
    assert apply("\ufeffa  \r\nb\r\n", (Edit(6, 7, "c"),)) == "\ufeffa  \r\nc\r\n"


def test_insertions_at_one_place_keep_their_order_and_precede_a_replacement_there() -> None:
    assert apply("abc", (Edit(1, 2, "X"), Edit(1, 1, "1"), Edit(1, 1, "2"))) == "a12Xc"


def test_edits_that_touch_are_not_overlapping() -> None:
    assert apply("abcd", (Edit(0, 2, "x"), Edit(2, 4, "y"))) == "xy"


@pytest.mark.parametrize("second", [Edit(1, 3, "y"), Edit(0, 1, "y"), Edit(1, 1, "y")])
def test_overlapping_edits_are_an_error(second: Edit) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abcd", (Edit(0, 2, "x"), second))


@pytest.mark.parametrize("edit", [Edit(-1, 0, ""), Edit(0, 5, ""), Edit(3, 2, "")])
def test_an_edit_outside_the_text_is_an_error(edit: Edit) -> None:
    with pytest.raises(ValueError, match="outside"):
        apply("abcd", (edit,))


@given(
    st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text(max_size=3)), max_size=4)
)
def test_everything_outside_the_edits_survives(text: str, ranges: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    at = 0
    for gap, length, new in ranges:
        start = min(at + gap, len(text))
        at = min(start + length, len(text))
        edits.append(Edit(start, at, new))
    kept = len(text) - sum(edit.end - edit.start for edit in edits)
    assert len(apply(text, edits)) == kept + sum(len(edit.text) for edit in edits)
    back: list[Edit] = []
    moved = 0
    for edit in edits:
        start = edit.start + moved
        back.append(Edit(start, start + len(edit.text), text[edit.start : edit.end]))
        moved += len(edit.text) - (edit.end - edit.start)
    assert apply(apply(text, edits), back) == text
