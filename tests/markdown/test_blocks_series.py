"""Series: told by titles or front matter, in the order of their numbers."""

from datetime import UTC, datetime

import pytest

from publisher.markdown.blocks.numbers import part, value
from publisher.markdown.blocks.series import all_series
from publisher.model.post import Entry, PostKey


def entry(key: str, title: str, day: int = 1, series: str = "") -> Entry:
    date = datetime(2024, 1, day, tzinfo=UTC)
    return Entry(PostKey(key), f"{key}.md", title, f"https://here.example/{key}", date, series=series)


def titled(*titles: str) -> dict[str, list[str]]:
    """Each series of posts with these titles, one a day: its name and the titles in order."""
    entries = [entry(f"k{day}", title, day) for day, title in enumerate(titles, 1)]
    of = {each.key: each.title for each in entries}
    return {series.name: [of[key] for key in series.parts] for series in all_series(entries).values()}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("零", 0), ("一", 1), ("两", 2), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23)),
        *(("二〇", 20), ("一百", 100), ("一百零五", 105), ("百二十", 120), ("九百九十九", 999)),
        *(("上", 1), ("中", 2), ("下", 3), ("７", 7), ("12", 12), ("IV", 4), ("XIX", 19), ("Ⅲ", 3)),
        *(("三二", None), ("十百", None), ("百百", None)),
    ],
)  # fmt: skip
def test_numbers_are_read_as_titles_write_them(written: str, number: int | None) -> None:
    assert value(written) == number


@pytest.mark.parametrize(
    ("title", "name", "number"),
    [
        ("算法题(1)", "算法题", 1),
        ("算法题（十一）", "算法题", 11),
        ("算法题【３】图", "算法题", 3),
        ("笔记（上）", "笔记", 1),
        ("笔记（中篇）：注意力", "笔记", 2),
        ("笔记下篇", "笔记", 3),
        ("强化学习第3篇：策略", "强化学习", 3),
        ("强化学习 第二十一讲", "强化学习", 21),
        ("A Course, Part 2: Loss", "A Course", 2),
        ("A Course Vol. III", "A Course", 3),
        ("A Course #4 Data", "A Course", 4),
        ("最近阅读2-剪枝、蒸馏", "最近阅读", 2),
        ("论文阅读 12", "论文阅读", 12),
        ("学习笔记之三", "学习笔记", 3),
        ("随笔·其三", "随笔", 3),
        ("Learning Go (3/5): Maps", "Learning Go", 3),
        ("Learning Go [4 of 12]", "Learning Go", 4),
        ("学习笔记二：图", "学习笔记", 2),
        ("Attention Ⅱ", "Attention", 2),
    ],
)
def test_a_title_counts_in_many_ways(title: str, name: str, number: int) -> None:
    found = part(title)
    assert found is not None
    assert (found.names[0], found.number) == (name, number)


@pytest.mark.parametrize(
    "title",
    [
        "Qwen2", "Qwen2技术报告", "Llama3.1", "Llama3.1--要点一览", "GPT-4", "DeepSeek-V2和MLA", "通义2.5",
        "MoE(2024)", "2024年终总结", "三维重建(3D)", "(1)", "第三篇", "统一", "top-p", "LLM.int8()", "C++20",
        "8x7B", "bilibili的index-1.9B", "一个模型",
    ],
)  # fmt: skip
def test_a_name_with_a_number_in_it_counts_nothing(title: str) -> None:
    assert part(title) is None


def test_parts_stand_in_the_order_of_their_numbers_then_dates() -> None:
    titles = ("题(2)a", "题(10)", "题(1)", "题(2)b")
    assert titled(*("算法" + title for title in titles)) == {
        "算法题": ["算法题(1)", "算法题(2)a", "算法题(2)b", "算法题(10)"]
    }


def test_one_spelling_of_a_name_is_as_good_as_another() -> None:
    assert titled("RL 笔记（1）", "rl笔记(2)：x", "《RL笔记》系列(3)") == {
        "RL 笔记": ["RL 笔记（1）", "rl笔记(2)：x", "《RL笔记》系列(3)"]
    }


def test_a_post_of_that_name_without_a_number_is_the_first_part_where_none_else_is() -> None:
    assert titled("最近阅读2-剪枝", "最近阅读--数据", "最近阅读3-蒸馏") == {
        "最近阅读": ["最近阅读--数据", "最近阅读2-剪枝", "最近阅读3-蒸馏"]
    }
    assert titled("最近阅读--数据", "最近阅读(1)", "最近阅读(2)") == {
        "最近阅读": ["最近阅读(1)", "最近阅读(2)"]
    }


def test_a_subtitle_may_stand_before_the_name() -> None:
    assert titled("DQN——强化学习(1)", "PPO——强化学习(2)") == {
        "强化学习": ["DQN——强化学习(1)", "PPO——强化学习(2)"]
    }


def test_one_post_alone_is_no_series_and_neither_are_posts_of_one_number() -> None:
    assert titled("算法题(1)", "笔记(2)", "论文阅读3", "随笔") == {}
    assert titled("随笔(1)：春", "随笔(1)：秋") == {}


def test_front_matter_puts_together_what_titles_do_not() -> None:
    posts = [entry("b", "乙", 2, "从零开始"), entry("a", "甲", 1, "从零开始"), entry("c", "丙", 3)]
    series = all_series(posts)
    assert series[PostKey("a")].parts == ("a", "b")
    assert PostKey("c") not in series


def test_titles_count_in_a_series_that_front_matter_names_if_they_count_alike() -> None:
    alike = [entry("x", "笔记(2)", 1, "强化"), entry("y", "笔记(1)", 2, "强化")]
    assert all_series(alike)[PostKey("x")].parts == ("y", "x")
    unlike = [entry("x", "笔记(2)", 1, "强化"), entry("y", "别的(1)", 2, "强化")]
    assert all_series(unlike)[PostKey("x")].parts == ("x", "y")


def test_a_title_that_counts_joins_the_series_front_matter_names() -> None:
    posts = [entry("x", "起点", 1, "算法题"), entry("y", "算法题(2)", 2), entry("z", "算法题(3)", 3)]
    series = all_series(posts)[PostKey("z")]
    assert (series.name, series.parts) == ("算法题", ("x", "y", "z"))


def test_parts_are_labelled_by_their_number_where_the_title_says_no_more() -> None:
    posts = [entry("x", "算法题(1)"), entry("y", "算法题(2)：图", 2), entry("z", "算法题（三）", 3)]
    assert dict(all_series(posts)[PostKey("x")].labels) == {"x": "(1)", "z": "（三）"}
