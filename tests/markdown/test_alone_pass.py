"""Lines that are only a picture, or only a link, stand alone."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes import alone
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import HardBreak, Paragraph

A, B = "[甲](https://a.example)", "[乙](https://b.example)"


def paragraphs(text: str, *, links: bool) -> list[str]:
    document = alone.set_apart(parse(text).document, links=links)
    return [plain(node) for node in walk(document) if isinstance(node, Paragraph)]


def hard_breaks(text: str) -> int:
    document = alone.set_apart(parse(text).document, links=False)
    return sum(isinstance(node, HardBreak) for node in walk(document))


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("picture", ["![图](a.png)", "[![图](a.png)](https://a.example)"])
def test_a_picture_on_its_own_line_leaves_the_sentence_around_it(picture: str, links: bool) -> None:
    found = paragraphs(f"前一行\n又一行\n{picture}\n后一行", links=links)
    assert [text.strip() for text in found] == ["前一行\n又一行", "[图: 图]", "后一行"]


@pytest.mark.parametrize("links", [True, False])
def test_pictures_side_by_side_stay_so(links: bool) -> None:
    assert len(paragraphs("文\n![图](a.png) ![图](b.png)", links=links)) == 2


def test_a_link_on_its_own_line_becomes_a_paragraph_where_that_is_wanted() -> None:
    assert [text.strip() for text in paragraphs(f"见\n{A}\n{B}", links=True)] == ["见", "甲", "乙"]


def test_a_list_of_links_keeps_its_line_ends_within_its_paragraph() -> None:
    assert len(paragraphs(f"见\n{A}\n{B}\n完", links=False)) == 1
    assert hard_breaks(f"见\n{A}\n{B}\n完") == 3


def test_one_link_on_a_line_may_be_wrapped_prose() -> None:
    assert hard_breaks(f"see the\n{A}\nfor more") == 0


def test_a_paragraph_knows_the_lines_it_was_cut_from() -> None:
    document = alone.set_apart(parse("一\n![图](a.png)\n三").document, links=False)
    assert [block.lines for block in document.blocks] == [(1, 1), (2, 2), (3, 3)]
