"""Within a line: what Zhihu's editor drops becomes the closest it has, or plain words; never nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from publisher.markdown.cjk import is_cjk
from publisher.markdown.passes.links import absolute
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform
from publisher.model.post import Note
from publisher.model.rendition import LinkUse
from publisher.model.tree import (
    Code,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Node,
    Paragraph,
    Ruby,
    Strike,
    Strong,
    Styled,
    Text,
)

from .notes import Notes
from .scripts import scripted


def spell_out(document: Document, home: str) -> tuple[Document, tuple[LinkUse, ...], tuple[Note, ...]]:
    """Strike, sub, sup, ruby, mark… and links that are not http(s); links that lost their address are
    returned as `text`. Site-relative links become absolute from `home`, the post's canonical address."""
    spelling = _Spelling(home)
    return transform(document, spelling.change), tuple(spelling.links), tuple(spelling.notes)


class _Spelling:
    """One document's spelling out; `links` and `notes` collect what changed."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.links: list[LinkUse] = []
        self.notes = Notes()

    def change(self, node: Node) -> Node | tuple[Node, ...]:
        match node:
            case Strike():
                self.notes.say("strikethrough", "Zhihu has no strikethrough: the words stay, unstruck", node)
                return node.inlines
            case Styled():
                return self._styled(node)
            case Ruby():
                self.notes.say("ruby", "Zhihu has no ruby: the reading follows in brackets", node)
                return (*node.base, Text(text=_bracketed(node), lines=node.lines))
            case Link():
                return self._link(node)
            case Strong() | Emphasis():
                return replace(node, inlines=without(type(node), node.inlines))
        return node

    def _styled(self, node: Styled) -> Node | tuple[Node, ...]:
        match node.tag:
            case "u" | "ins":
                return replace(node, tag="u", inlines=without(Styled, node.inlines))
            case "mark":
                self.notes.say("highlight", "Zhihu has no highlighting: the words are bold", node)
                return Strong(inlines=without(Strong, node.inlines), lines=node.lines)
            case "kbd" if all(isinstance(inline, Text) for inline in node.inlines):
                self.notes.say("keyboard", "Zhihu has no <kbd>: the key is shown as code", node)
                return Code(text=plain(node.inlines), lines=node.lines)
            case "sup" | "sub":
                inlines, how = scripted(node)
                words = plain_text(node.inlines)
                self.notes.say("script", f"Zhihu has no <{node.tag}>: {words} stands {how}", node)
                return inlines
        self.notes.say("style", f"Zhihu has no <{node.tag}>: the words stay", node)
        if node.title:
            return (*node.inlines, Text(text=f"（{node.title}）", lines=node.lines))
        return node.inlines

    def _link(self, node: Link) -> Node | tuple[Node, ...]:
        there = absolute(node.url, self.home)
        if is_live(there):
            words = node.inlines if plain_text(node.inlines) else (Text(text=there, lines=node.lines),)
            if node.title and node.title not in plain_text(words):
                self.notes.say("link-title", f"a link's tooltip is not shown: {node.title}", node)
            return replace(node, url=there, inlines=words)
        if node.url.startswith("#"):
            self.notes.say("link-in-page", f"Zhihu has no links within a page: {node.url} becomes text", node)
        else:
            self.notes.say("link", f"not a web address, kept as text: {node.url}", node)
        self.links.append(LinkUse(node.url, plain_text(node.inlines), "text", node.own, node.lines[0]))
        return unlinked(node)


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


def plain_text(inlines: Iterable[Inline]) -> str:
    """The words in one line."""
    return " ".join(plain(inlines).split())


def _bracketed(node: Ruby) -> str:
    base = plain(node.base)
    return f"（{node.reading}）" if any(map(is_cjk, base)) else f"({node.reading})"


def without(kind: type[Strong] | type[Emphasis] | type[Styled], inlines: Inlines) -> Inlines:
    """The words without a style that already stands around them: bold within bold is not bolder."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Strong | Emphasis | Styled) and type(node) is kind:
            return node.inlines
        return node

    return transform(Paragraph(inlines=inlines), change).inlines
