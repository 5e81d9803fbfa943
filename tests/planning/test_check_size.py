"""Where a post that is too long could be split."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.markdown.parse import parse
from publisher.model.post import Post, PostKey
from publisher.model.rendition import Part, Rendition
from publisher.planning.check.size import Place, costs, headings, split, split_hint


def part(characters: int, line: int, kind: str = "text", least: int = 0) -> Part:
    return Part(kind, characters, characters, line, least)


def place(line: int, level: int = 2) -> Place:
    return Place(line, level, f"第{line}行")


def cuts(parts: list[Part], places: list[Place], most: int, rest: int = 0) -> list[int] | None:
    found = split(parts, places, most, rest)
    return None if found is None else [cut.line for cut in found.cuts]


def test_a_post_that_fits_is_not_cut() -> None:
    assert cuts([part(10, 1), part(10, 5)], [place(5)], 20) == []


def test_a_cut_makes_both_parts_fit() -> None:
    parts = [part(8, 1), part(8, 5), part(8, 9)]
    assert cuts(parts, [place(5), place(9)], 16) in ([5], [9])
    assert cuts(parts, [place(9)], 16) == [9]


def test_the_evener_cut_is_taken() -> None:
    parts = [part(1, 1), part(5, 5), part(6, 9)]
    assert cuts(parts, [place(5), place(9)], 11) == [9]


def test_a_higher_heading_is_better_than_an_evener_cut() -> None:
    parts = [part(5, 1), part(2, 5), part(5, 9)]
    assert cuts(parts, [place(5, 4), place(9, 1)], 10) == [9]


def test_as_few_parts_as_can_be() -> None:
    parts = [part(4, line) for line in range(1, 8)]
    assert len(cuts(parts, [place(line) for line in range(2, 8)], 12) or []) == 2


def test_what_is_generated_is_in_every_part() -> None:
    parts = [part(6, 1), part(6, 5), part(4, 0)]
    assert cuts(parts, [place(5)], 10) == [5]
    assert cuts(parts, [place(5)], 9) is None
    assert cuts(parts, [place(5)], 10, rest=1) is None
    assert cuts([part(6, 1), part(6, 5), part(4, 9, "block")], [place(5), place(9)], 10) == [5]


def test_what_an_adapter_would_give_up_is_counted_as_given_up() -> None:
    assert cuts([part(30, 1, least=5), part(30, 5, least=5)], [place(5)], 10) == []


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 6)), min_size=1, max_size=12),
    st.integers(20, 120),
)
def test_every_part_fits_and_none_is_without_need(sections: list[tuple[int, int]], most: int) -> None:
    parts = [part(size, 10 * number + 1) for number, (size, _) in enumerate(sections)]
    places = [place(10 * number, level) for number, (_, level) in enumerate(sections) if number]
    found = split(parts, places, most)
    sizes = [size for size, _ in sections]
    if max(sizes) > most:
        assert found is None
        return
    assert found is not None
    assert sum(found.sizes) == sum(sizes)
    assert max(found.sizes) <= most
    assert len(found.sizes) == len(found.cuts) + 1 == fewest(sizes, most)


def fewest(sizes: list[int], most: int) -> int:
    count, room = 1, most
    for size in sizes:
        if size > room:
            count, room = count + 1, most
        room -= size
    return count


TEXT = "开头\n\n# 甲\n\n一\n\n> # 引\n\n## 乙\n\n二\n"
POST = Post(PostKey("k"), "k.md", TEXT, "题", parse(TEXT).document)


def hint(parts: tuple[Part, ...], most: int, characters: int) -> str:
    made = Rendition("x", PostKey("k"), "题", "", "html", "", "", parts=parts)
    return split_hint(made, POST, most, characters)


def test_only_headings_that_stand_alone_are_places_to_cut() -> None:
    assert [(each.line, each.words) for each in headings(POST)] == [(3, "甲"), (9, "乙")]


def test_the_hint_names_the_line_and_how_large_each_part_is() -> None:
    told = hint((part(60, 1), part(30, 5), part(50, 11)), 100, 140)
    assert told == "split it before line 3 “甲”: 60 + 80 characters"


def test_of_many_cuts_only_the_first_are_named_and_a_heading_without_words_by_its_line() -> None:
    text = "".join(f"# {'甲' * (number != 2)}\n\n" for number in range(1, 10))
    parts = tuple(part(80, 2 * number + 1) for number in range(9))
    made = Rendition("x", PostKey("k"), "题", "", "html", "", "", parts=parts)
    told = split_hint(made, Post(PostKey("k"), "k.md", text, "题", parse(text).document), 100, 720)
    assert told.startswith("split it before lines 3, 5 “甲”, 7 “甲”, 9 “甲”, 11 “甲”…: 80 + ")
    assert told.endswith(" + 80… characters")


def test_the_hint_names_the_section_that_is_too_long_by_itself() -> None:
    told = hint((part(60, 1), part(300, 5)), 100, 360)
    assert "the section “甲” of line 3 alone has 300 characters" in told


def test_without_parts_the_hint_is_general() -> None:
    assert "leave out what costs most" in hint((), 100, 360)
    assert costs(()) == ""
