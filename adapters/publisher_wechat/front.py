"""What stands around an article: title, author, digest, cover, comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from publisher.errors import SourceError
from publisher.images.card import card_asset
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import Asset, Note, Post, Site
from publisher.model.tree import Code, Document, FootnoteRef, Image, Math, Node, Paragraph, Region, Text

from .settings import Comments, FontSize, Settings
from .theme import Look

DIGEST_BYTES = 120
COVER_SIDE = 200
"""Pixels; a picture smaller than this both ways is an icon, not a cover."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a post may set under `publish.<target>`; keys of the engine's own (`at`) pass by unseen."""

    title: str = ""
    digest: str = ""
    author: str = ""
    cover: str = ""
    theme: str = ""
    palette: str = ""
    accent: str = ""
    font: str = ""
    font_size: FontSize | None = None
    comments: Comments | bool | None = None


OPTIONS = frozenset(Options.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of a draft beside its text; `notes` say what was guessed or may be refused, `drawn` is the
    cover of a post without any picture."""

    title: str
    author: str
    digest: str
    cover: str
    comments: Comments
    look: Look
    notes: tuple[Note, ...]
    drawn: Asset | None = None


def read(post: Post, site: Site, settings: Settings, document: Document) -> Front:
    """The front of an article; `document` is the post without generated regions. SourceError."""
    options = _options(post.options(site.target), post)
    title = unicodedata.normalize("NFC", options.title or post.title)
    author = options.author or settings.author or post.author or site.author
    digest, digest_notes = _digest(options.digest, post.summary, document)
    cover, cover_notes = _cover(options.cover, post, document)
    drawn = None if cover else card_asset(title, site.title or author)
    comments = options.comments if options.comments is not None else settings.comments
    if isinstance(comments, bool):
        comments = "open" if comments else "closed"
    notes = (*digest_notes, *cover_notes)
    shown = drawn.ref if drawn else cover
    return Front(title, author, digest, shown, comments, _look(options, settings), notes, drawn)


def _options(table: Mapping[str, object], post: Post) -> Options:
    known = {key: value for key, value in table.items() if key in OPTIONS}
    try:
        return msgspec.convert(known, Options, strict=False)  # front matter keeps numbers as text
    except msgspec.ValidationError as error:
        raise SourceError(
            f"publish options for WeChat: {error}", hint="mend the front matter", path=post.path
        ) from None


def _look(options: Options, settings: Settings) -> Look:
    """Each of the post's own wishes before the target's."""
    return Look(
        theme=options.theme or settings.theme,
        palette=options.palette or settings.palette,
        accent=options.accent or settings.accent,
        font=options.font or settings.font,
        font_size=options.font_size or settings.font_size or 0,
    )


def _digest(wanted: str, summary: str, document: Document) -> tuple[str, tuple[Note, ...]]:
    if wanted:
        return _line(wanted), ()
    summary = _line(summary)
    if summary:
        short = _cut(summary, DIGEST_BYTES)
        if short == summary:
            return summary, ()
        return short, (Note("digest-cut", f"the description is too long for a digest; sent: {short}"),)
    return _cut(_line(" ".join(_opening(document))), DIGEST_BYTES), ()


def _opening(document: Document) -> Iterator[str]:
    """The first paragraphs in words alone; nothing that reads badly in one line of a feed."""

    def bare(node: Node) -> Node | tuple[Node, ...]:
        if isinstance(node, Code):
            return Text(text=node.text)
        return () if isinstance(node, Image | Math | FootnoteRef) else node

    total = 0
    for block in document.blocks:
        for node in walk(block):
            if isinstance(node, Paragraph) and total <= DIGEST_BYTES:
                text = plain(transform(node, bare)).strip()
                total += len(text.encode())
                yield text


def _cut(text: str, size: int) -> str:
    """At most `size` bytes of UTF-8: to a sentence's end if that is most of it, else with an ellipsis."""
    if len(text.encode()) <= size:
        return text
    head = text.encode()[: size - 3].decode(errors="ignore")
    sentence = re.match(r".*[。！？；!?;]", head)
    if sentence and len(sentence.group()) * 2 >= len(head):
        return sentence.group()
    whole_words = re.sub(r"(?<=\s)[!-~]+$", "", head) or head
    return whole_words.rstrip("，、,：: ") + "…"


def _cover(wanted: str, post: Post, document: Document) -> tuple[str, tuple[Note, ...]]:
    if wanted or post.cover:  # both are references: a name that leads nowhere is among the post's problems
        return wanted or post.cover, ()
    pictures = [
        post.assets[node.asset]
        for node in walk(document)  # bare of generated blocks: a footer's QR code is no cover
        if isinstance(node, Image) and node.asset in post.assets
    ]
    chosen = next((asset for asset in pictures if _suits(asset)), pictures[0] if pictures else None)
    if chosen is None:
        return "", (
            Note("cover-drawn", "no picture: the cover is drawn from the title ([site] cover names another)"),
        )
    return chosen.ref, (Note("cover-chosen", f"no cover is named; {chosen.name} is used"),)


def _suits(asset: Asset) -> bool:
    large = not asset.width or max(asset.width, asset.height) >= COVER_SIDE
    return large and not asset.animated and "svg" not in asset.media_type


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def without_regions(document: Document) -> Document:
    """The document as its author wrote it: no generated block."""

    def authored(node: Node) -> Node | tuple[Node, ...]:
        return () if isinstance(node, Region) else node

    return transform(document, authored)
