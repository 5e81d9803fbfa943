"""Links whose address a reader would lose become numbered references."""

from publisher.markdown.passes.references import Reference, number
from publisher.markdown.walk import walk
from publisher.model.tree import Document, Footnote, Footnotes, Image, Link, Paragraph, Text


def link(url: str, text: str = "看这里", **more: object) -> Link:
    return Link(url=url, inlines=(Text(text=text),), **more)  # type: ignore[arg-type]


def numbered(*links: Link, live: str = "https://alive.example") -> tuple[list[int], tuple[Reference, ...]]:
    document = Document(blocks=tuple(Paragraph(inlines=(one,)) for one in links))
    made, references = number(document, lambda one: one.url.startswith(live))
    return [node.number for node in walk(made) if isinstance(node, Link)], references


def test_addresses_are_numbered_by_first_use_and_one_address_has_one_number() -> None:
    numbers, references = numbered(
        link("https://b.example"), link("https://a.example"), link("https://b.example")
    )
    assert numbers == [1, 2, 1]
    assert references == (Reference(1, "https://b.example"), Reference(2, "https://a.example"))


def test_a_live_link_needs_no_number() -> None:
    assert numbered(link("https://alive.example/x"), link("https://b.example")) == (
        [0, 1],
        (Reference(1, "https://b.example"),),
    )


def test_a_link_whose_text_is_its_address_needs_no_number() -> None:
    shown = link("https://b.example/%E4%B8%AD", "https://b.example/中")
    auto = link("http://www.b.example", "www.b.example", auto=True)
    mail = link("mailto:me@b.example", "me@b.example")
    assert numbered(shown, auto, mail) == ([0, 0, 0], ())


def test_a_mail_address_behind_other_words_is_numbered() -> None:
    assert numbered(link("mailto:me@b.example", "来信"))[1] == (Reference(1, "mailto:me@b.example"),)


def test_a_link_within_the_page_has_no_address_to_print() -> None:
    assert numbered(link("#top")) == ([0], ())


def test_a_link_around_a_picture_keeps_its_address() -> None:
    assert numbered(Link(url="https://b.example", inlines=(Image(src="x.png", alt="https://b.example"),)))[
        0
    ] == [1]


def test_the_first_tooltip_of_an_address_is_kept() -> None:
    numbers, references = numbered(link("https://b.example"), link("https://b.example", title="手册"))
    assert (numbers, references) == ([1, 1], (Reference(1, "https://b.example", "手册"),))


def test_links_in_footnotes_are_numbered_after_the_text() -> None:
    note = Footnote(label="1", number=1, blocks=(Paragraph(inlines=(link("https://note.example"),)),))
    document = Document(
        blocks=(Paragraph(inlines=(link("https://text.example"),)), Footnotes(notes=(note,))),
    )
    _, references = number(document, lambda _one: False)
    assert [one.url for one in references] == ["https://text.example", "https://note.example"]
