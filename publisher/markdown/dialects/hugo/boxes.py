"""Hugo's shortcodes that hold something: code, diagrams, formulas, and the boxes of its themes."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import arguments, verbatim
from publisher.markdown.dialects.makers import aligned, box, tab
from publisher.markdown.parsing.kinds import FOLDED, KINDS
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.parsing.tags import Container, Made, worded
from publisher.model.tree import CodeBlock, Math, MathBlock, Paragraph, Quote, Styled, Text

GENERAL = frozenset({"notice", "admonition", "alert", "callout", "hint", "box", "message"})
"""Call-outs whose kind is an argument."""
_LITERAL = re.compile(r"(\{\{[<%])/\*(.*?)\*/([>%]\}\})")
_LANGUAGES = ("lang", "language", "type")
_SIDES = frozenset({"left", "center", "right"})


def shown(code: str) -> str:
    """Hugo acts in code too: there a shortcode that is to be read is written as a comment."""
    return _LITERAL.sub(r"\1\2\3", code)


def highlight(written: str, body: str) -> Made:
    """`language [options]` (gohugo.io/shortcodes/highlight)."""
    given = arguments(written)
    language = language_of(given.at(0, *_LANGUAGES))
    named = (f'{name}="{value}"' for name, value in given.named.items() if name not in _LANGUAGES)
    options = ", ".join((*given.placed[0 if given.get(*_LANGUAGES) else 1 :], *named))
    info = f"{language} {{{options}}}" if options else language
    return CodeBlock(code=shown(verbatim(body)), language=language, info=info)


def mermaid(written: str, body: str) -> Made:
    del written
    return CodeBlock(code=verbatim(body), language="mermaid")


def formula(written: str, body: str) -> Made:
    """Hugo-book's `{{< katex [display] >}}x{{< /katex >}}`. What has its own delimiters is Markdown."""
    if "display" in written or body.strip("\n") != body:
        return MathBlock(tex=body)
    return Math(tex=body)


def call_out(name: str, written: str) -> Container:
    """`notice tip "title"`, `callout type="info"`, `admonition note "title" false`, `tip "title"`."""
    given = arguments(written)
    kind, places = name, list(given.placed)
    if name in GENERAL:
        kind = given.get("type", "kind", "status", "color", "context", "level").lower()
        if not kind and places and _names_kind(name, places[0]):
            kind = places.pop(0)
    title = given.get("title", "header", "heading")
    if not title and places and places[0] not in {"true", "false"} and not _is_icon(name, places[0]):
        title = places[0]
    is_open = given.get("open", "collapse") or (places[1] if len(places) > 1 else "")
    return box(_plain(kind), title, folded=is_open in {"false", "close"} and name == "admonition")


def _names_kind(name: str, word: str) -> bool:
    """Whether a shortcode's first word is a kind, and no title. What `alert` is given may be an icon."""
    return (
        word.lower() in KINDS
        or word.lower() in FOLDED
        or (name != "alert" and word.isascii() and word.isalpha())
    )


def _plain(kind: str) -> str:
    """A kind as the theme's colour names have it: `alert-warning`."""
    return kind.removeprefix("alert-") or "note"


def _is_icon(name: str, word: str) -> bool:
    return name == "alert" and " " not in word and word.isascii()


def details(written: str) -> Container:
    """Hugo's `details summary="…"`; themes' `expand "…"`, `collapse`, `spoiler`."""
    return box("details", arguments(written).at(0, "summary", "title", "label", "header"))


def quote(written: str) -> Container:
    given = arguments(written)
    source = ", ".join(filter(None, (given.at(0, "author"), given.get("source", "title"), given.get("link"))))
    said = (Paragraph(inlines=(Text(text=f"—— {source}"),)),) if source else ()
    return Container(lambda blocks: Quote(blocks=(*blocks, *said)))


def page(written: str) -> Container:
    """One of several `tabs`."""
    return tab(arguments(written).at(0, "name", "title", "label", "header", "tabname"))


def side(written: str) -> Container:
    given = arguments(written).at(0, "side", "position", "align")
    return aligned(given if given in _SIDES else "center")


def styled(tag: str, written: str) -> Made:
    given = arguments(written)
    text = given.get("text", "content") or " ".join(given.placed)
    return Styled(tag=tag, inlines=worded(text)) if text else None
