"""What stands around an article: title, author, digest, comments, and what its look and cover shall be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from publisher.errors import SourceError
from publisher.markdown.plain import plain
from publisher.markdown.walk import transform, walk
from publisher.model.post import Note, Post, Site
from publisher.model.tree import Code, Document, FootnoteRef, Image, Math, Node, Paragraph, Region, Text

from .settings import Comments, FontSize, Settings
from .theme import Look

DIGEST_BYTES = 120


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a post may set under `publish.<target>`; keys of the engine's own (`at`) pass by unseen."""

    title: str = ""
    digest: str = ""
    author: str = ""
    cover: str = ""
    cover_focus: str = ""
    theme: str = ""
    palette: str = ""
    accent: str = ""
    font: str = ""
    font_size: FontSize | None = None
    comments: Comments | bool | None = None


OPTIONS = frozenset(Options.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of a draft beside its text; `notes` say what was guessed or may be refused. `cover` is the
    reference of the picture named for this target alone ("" = none), `focus` what it says is to be seen."""

    title: str
    author: str
    digest: str
    cover: str
    focus: str
    comments: Comments
    look: Look
    notes: tuple[Note, ...]


def read(post: Post, site: Site, settings: Settings, document: Document) -> Front:
    """The front of an article; `document` is the post without generated regions. SourceError."""
    options = _options(post.options(site.target), post)
    title = unicodedata.normalize("NFC", options.title or post.title)
    author = options.author or settings.author or post.author or site.author
    digest, notes = _digest(options.digest, post.summary, document)
    comments = options.comments if options.comments is not None else settings.comments
    if isinstance(comments, bool):
        comments = "open" if comments else "closed"
    look = _look(options, settings)
    return Front(title, author, digest, options.cover, options.cover_focus, comments, look, notes)


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


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def without_regions(document: Document) -> Document:
    """The document as its author wrote it: no generated block."""

    def authored(node: Node) -> Node | tuple[Node, ...]:
        return () if isinstance(node, Region) else node

    return transform(document, authored)
