"""Text differences as a person reads them."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.planning.difference import MOST_COMPARED, MOST_LINES, difference

LONG = "\n".join(f"line {n}" for n in range(1, 101))


def test_nothing_changed_is_nothing() -> None:
    assert difference(LONG, LONG) == ""


def test_a_changed_line_stands_between_its_neighbours_with_its_true_number() -> None:
    assert difference(LONG, LONG.replace("line 50\n", "line fifty\n")).splitlines() == [
        "@@ -48,5 +48,5 @@",
        " line 48",
        " line 49",
        "-line 50",
        "+line fifty",
        " line 51",
        " line 52",
    ]


def test_two_distant_changes_are_two_hunks() -> None:
    changed = LONG.replace("line 10\n", "").replace("line 90\n", "line ninety\n")
    heads = [line for line in difference(LONG, changed).splitlines() if line.startswith("@@")]
    assert heads == ["@@ -8,5 +8,4 @@", "@@ -88,5 +87,5 @@"]


def test_a_new_text_is_all_additions() -> None:
    assert difference("", "一\n二").splitlines()[1:] == ["+一", "+二"]


def test_a_long_difference_is_cut() -> None:
    lines = difference("", "\n".join(map(str, range(1000)))).splitlines()
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == "… and 801 more lines"


def test_two_huge_texts_are_counted_not_compared() -> None:
    old, new = ("\n".join(f"{tag}{n}" for n in range(MOST_COMPARED)) for tag in "ab")
    assert difference(old, new) == f"… {MOST_COMPARED} lines became {MOST_COMPARED}"


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_what_is_added_and_removed_adds_up(old: list[str], new: list[str]) -> None:
    lines = difference("\n".join(old), "\n".join(new)).splitlines()
    added = sum(line.startswith("+") for line in lines)
    removed = sum(line.startswith("-") for line in lines)
    assert len("\n".join(new).splitlines()) - len("\n".join(old).splitlines()) == added - removed
