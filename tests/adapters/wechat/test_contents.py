"""A table of contents is a plain list of the headings worth it."""

from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Block, Document, Heading, Inline, Link, List, Region, Text, Toc
from publisher_wechat.contents import fill


def heading(level: int, *words: str | Inline) -> Heading:
    return Heading(level=level, inlines=tuple(Text(text=w) if isinstance(w, str) else w for w in words))


def document(*blocks: Block) -> Document:
    return Document(blocks=(Toc(lines=(3, 3)), *blocks))


def test_the_two_highest_levels_are_listed_one_in_the_other() -> None:
    made, notes = fill(document(heading(2, "甲"), heading(3, "乙"), heading(4, "丙"), heading(2, "丁")))
    assert plain(made.blocks[:2]) == "目录\n\n- 甲\n  - 乙\n- 丁"
    assert [(note.kind, note.line) for note in notes] == [("contents-plain", 3)]


def test_links_in_headings_become_words_there_and_nothing_is_counted_twice() -> None:
    link = Link(url="https://e.example", inlines=(Text(text="乙"),), lines=(5, 5))
    made, _ = fill(document(heading(1, "甲"), heading(1, link), heading(1, "丙")))
    assert isinstance(made.blocks[1], List)
    assert not [node for node in walk(made.blocks[1]) if isinstance(node, Link) or node.lines != (0, 0)]


def test_a_few_headings_are_no_contents() -> None:
    made, notes = fill(document(heading(1, "甲"), heading(1, "乙")))
    assert not [node for node in walk(made) if isinstance(node, List | Toc)]
    assert "too few" in notes[0].detail


def test_generated_blocks_have_no_place_in_it() -> None:
    made, _ = fill(
        document(*(heading(1, name) for name in "甲乙丙"), Region(name="x", blocks=(heading(1, "丁"),)))
    )
    assert plain(made.blocks[1]) == "- 甲\n- 乙\n- 丙"


def test_a_document_that_asks_for_none_is_left_alone() -> None:
    plain_document = Document(blocks=(heading(1, "甲"),))
    assert fill(plain_document) == (plain_document, ())
