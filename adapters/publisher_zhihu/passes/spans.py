"""Within a line: what Zhihu's editor drops is unwrapped or spelled out, never dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from publisher.markdown.passes.links import absolute
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.rendition import LinkUse
from publisher.model.tree import Document, Inline, Inlines, Link, Node, Ruby, Strike, Strong, Styled, Text

SUPERSCRIPTS = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
KEPT = frozenset({"u"})


def spell_out(document: Document, home: str) -> tuple[Document, tuple[LinkUse, ...], tuple[Note, ...]]:
    """Strike, sub, sup, ruby, mark… and links that are not http(s), in plain words; links that lost
    their address are returned as `text`. Site-relative links become absolute from `home`, the post's
    canonical address."""
    notes: list[Note] = []
    links: list[LinkUse] = []

    def change(node: Node) -> Node | tuple[Node, ...]:
        line = node.lines[0]
        match node:
            case Strike():
                notes.append(Note("style", "Zhihu has no strikethrough: the words stay, unstruck", line))
                return node.inlines
            case Styled(tag=tag) if tag in KEPT:
                return node
            case Styled():
                notes.append(Note("style", f"Zhihu has no <{node.tag}>: the words stay", line))
                return styled(node)
            case Ruby():
                return (*node.base, Text(text=f"({node.reading})", lines=node.lines))
            case Link() if is_live(there := absolute(node.url, home)):
                words = node.inlines if plain_text(node.inlines) else (Text(text=there, lines=node.lines),)
                return replace(node, url=there, inlines=words)
            case Link():
                notes.append(Note("link", f"not a web address, kept as text: {node.url}", line))
                links.append(LinkUse(node.url, plain_text(node.inlines), "text", node.own, line))
                return unlinked(node)
            case Strong(inlines=(Strong() as inner,)):
                return inner
        return node

    spelled = transform(document, change)
    return spelled, tuple(links), counted(notes)


def is_live(url: str) -> bool:
    """Whether Zhihu keeps a link to this address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def unlinked(node: Link) -> Inlines:
    """The link's words; a mail address or telephone number that is not among them follows in brackets."""
    scheme, _, rest = node.url.partition(":")
    address = unquote(rest.partition("?")[0]) if scheme.lower() in {"mailto", "tel"} else ""
    if address and address not in plain_text(node.inlines):
        return (*node.inlines, Text(text=f"（{address}）", lines=node.lines))
    return node.inlines or (Text(text=node.url, lines=node.lines),)


def styled(node: Styled) -> Inlines:
    """Raised and lowered text as Unicode signs where they exist, else behind ^ or _; the rest unwrapped."""
    if node.tag in {"sup", "sub"}:
        words = plain_text(node.inlines)
        signs = SUPERSCRIPTS if node.tag == "sup" else SUBSCRIPTS
        if words and len(node.inlines) == 1 and all(ord(sign) in signs for sign in words):
            return (Text(text=words.translate(signs), lines=node.lines),)
        if words.startswith(("[", "(", "（", "［")):
            return node.inlines
        mark = "^" if node.tag == "sup" else "_"
        return (Text(text=f"{mark}("), *node.inlines, Text(text=")"))
    if node.title:
        return (*node.inlines, Text(text=f"（{node.title}）", lines=node.lines))
    return node.inlines


def plain_text(inlines: Iterable[Inline]) -> str:
    """The words in one line."""
    return " ".join(plain(inlines).split())


def counted(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Equal notes as one, at the first one's line, with how often."""
    found: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        found.setdefault((note.kind, note.detail), []).append(note)
    return tuple(
        Note(kind, detail + (f" ({len(same)} times)" if len(same) > 1 else ""), same[0].line)
        for (kind, detail), same in found.items()
    )
