"""Two states of a text, told change by change."""

from publisher.planning.takeback.hunks import Hunk, hunks


def told(before: str, after: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(hunk.old, hunk.new) for hunk in hunks(before, after)]


def test_a_line_changed_beside_one_added_is_two_changes() -> None:
    assert told("一二三四五六\n尾", "一二三四五七\n全新的话\n尾") == [
        (("一二三四五六",), ("一二三四五七",)),
        ((), ("全新的话",)),
    ]


def test_lines_that_have_little_in_common_are_one_gone_and_one_come() -> None:
    assert told("甲乙丙丁", "戊己庚辛") == [(("甲乙丙丁",), ("戊己庚辛",))]
    assert told("头\n甲\n尾", "头\n尾") == [(("甲",), ())]
    assert told("同", "同") == []


def test_each_change_knows_what_stands_around_it() -> None:
    change, added = hunks("头\n一二三四五六\n尾", "头\n一二三四五七\n新\n尾")
    assert change == Hunk(("一二三四五六",), ("一二三四五七",), "头", "尾", "头")
    assert added.is_beside("一二三四五七", "尾") == (True, True), "whether or not the other is taken"
    assert added.is_beside("一二三四五六", "尾") == (True, True)
    assert added.is_beside("别处", "尾") == (False, True)
