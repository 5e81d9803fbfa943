"""The lines that drafts are compared by: one form for every spelling of a text."""

from collections.abc import Callable

import pytest

from publisher.markdown.seen import Lines, atoms, readable

Write = Callable[[Lines], None]


def lines(*steps: object) -> list[str]:
    """Texts; `+b` and `-b` begin and end a mark, `/` ends a line."""
    seen = Lines()
    for step in steps:
        word = str(step)
        if word[:1] in {"+", "-"}:
            seen.mark(word[1:], on=word[0] == "+")
        elif word == "/":
            seen.end_line()
        else:
            seen.text(word)
    seen.end_line()
    return seen.lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("+b", "a", "-b", "+b", "b", "-b"), ("+b", "ab", "-b")),
        (("+b", "+i", "a", "-i", "-b"), ("+i", "+b", "a", "-b", "-i")),
        (("+b", "a ", "-b", "b"), ("+b", "a", "-b", " b")),
        (("+b", "-b", "a"), ("a",)),
        (("+b", "+b", "a", "-b", "b", "-b"), ("+b", "ab", "-b")),
        (("a \n b",), ("a\u00a0b",)),
        (("a\u200bb", "/", " ", "/"), ("ab",)),
        (("e\u0301",), ("\u00e9",)),
    ],
)
def test_spellings_of_one_text_are_one(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert lines(*one) == lines(*other) != []


def test_a_mark_ends_with_its_line_and_begins_again_on_the_next() -> None:
    assert lines("+b", "a ", "/", "b", "-b") == ["<b>a</b>", "<b>b</b>"]


def test_words_are_escaped_and_signs_are_not_words() -> None:
    seen = Lines()
    seen.prefix, seen.before = "## ", "> "
    seen.text("a<b>")
    seen.token("图 x")
    seen.end_line()
    seen.indent(4)
    seen.text("return")
    seen.end_line()
    assert seen.lines == ["> ## a&lt;b&gt;<图 x>", ">     return"]
    assert readable(seen.lines[0]) == "> ## a<b>⟨图 x⟩"
    assert atoms(seen.lines[0]) == (">", " ", "#", "#", " ", "a", "<", "b", ">", "<图 x>")


def test_marks_are_told_as_markdown_has_them() -> None:
    assert readable("<b>粗</b><i>斜</i><s>删</s><code>码</code><$a$>") == "**粗***斜*~~删~~`码`⟨$a$⟩"
