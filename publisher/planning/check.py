"""A rendition against what its platform takes: every problem at once. Pure."""

from __future__ import annotations

import re
import unicodedata

from publisher.errors import LimitError
from publisher.model.post import Note, Post
from publisher.model.rendition import Limits, Rendition


def check(rendition: Rendition, limits: Limits, post: Post) -> tuple[Note, ...]:
    """Remarks on what is only advised; raises LimitError with all that the platform will not take.

    Characters are Unicode code points after NFC, bytes are UTF-8.
    """
    title, author, summary = rendition.title, rendition.author, rendition.summary
    found = (
        "the title is empty" if not title.strip() else "",
        _over("the title", len(_nfc(title)), limits.title_chars, "characters"),
        _over("the title", _size(title), limits.title_bytes, "bytes"),
        _over("the author's name", len(_nfc(author)), limits.author_chars, "characters"),
        _over("the summary", len(_nfc(summary)), limits.summary_chars, "characters"),
        _over("the summary", _size(summary), limits.summary_bytes, "bytes"),
        _over("the body", _size(rendition.body), limits.body_bytes, "bytes"),
        "there is no cover, and this platform needs one"
        if limits.needs_cover and not rendition.cover
        else "",
    )
    problems = tuple(filter(None, found))
    if problems:
        line = _line(post, "title") if "title" in problems[0] else 0
        raise LimitError(problems, hint=_hint(rendition.target, problems), path=post.path, line=line)
    length = _over("the body", len(_nfc(rendition.body)), limits.body_chars_advised, "characters")
    return (Note("body-long", f"{length}; it may be refused"),) if length else ()


def _over(what: str, count: int, most: int, unit: str) -> str:
    return f"{what} has {count} {unit}; at most {most} are taken" if most and count > most else ""


def _hint(target: str, problems: tuple[str, ...]) -> str:
    if "title" in problems[0]:
        return f"shorten it, or give this target its own: publish: {{{target}: {{title: …}}}}"
    if "cover" in problems[0]:
        return "name one in the front matter (cover: picture.png), or for every post: [site] cover"
    return "shorten it"


def _line(post: Post, name: str) -> int:
    """The line of a front matter key, 0 when it is not there."""
    for number, text in enumerate(post.text.splitlines()[: max(0, post.body_line - 1)], 1):
        if re.match(rf"\ufeff?{name}\s*:", text):
            return number
    return 0


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
