"""Jekyll's `include`: a file of the theme's, known by its name and what it is given."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import Arguments, arguments
from publisher.markdown.dialects.makers import FILMS, figure, shown_elsewhere
from publisher.markdown.parsing.kinds import KINDS, kind_of
from publisher.markdown.parsing.tags import Made, Remark, worded
from publisher.model.tree import Alert, Link, Paragraph, Text, Toc

_SRC = ("src", "image_path", "image", "img", "file", "path", "url", "filename")
_WORDS = ("content", "text", "message", "body")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)(?:[?#].*)?\Z", re.IGNORECASE)


def include(written: str) -> Made:
    """A picture, a film, a box, a table of contents; otherwise its words, with a remark."""
    name, _, rest = written.strip().partition(" ")
    given = arguments(rest)
    kind = re.sub(r"\.\w+\Z", "", name.rpartition("/")[2]).lower()
    if kind in {"toc", "table-of-contents", "table_of_contents"}:
        return Toc()
    if (source := given.get(*_SRC)) and (_PICTURE.search(source) or kind in {"figure", "image", "img"}):
        return figure(given, source)
    film = given.get("provider") or kind
    if film in FILMS and (key := given.at(0, "id")):
        return shown_elsewhere(film, key)
    if kind in KINDS or kind in {"callout", "notice"}:
        return _box(kind, given)
    return _rest(name, given)


def _box(kind: str, given: Arguments) -> Made:
    word = kind if kind in KINDS and kind != "alert" else given.get("type", "kind") or kind
    found, title = kind_of(word if word in KINDS else "note", given.get("title"))
    words = given.get(*_WORDS)
    blocks = (Paragraph(inlines=worded(words)),) if words else ()
    return Alert(kind=found, title=worded(title), blocks=blocks)


def _rest(name: str, given: Arguments) -> Made:
    detail = f"the include {name} is not known here"
    words, url = given.get(*_WORDS, "title", "caption"), given.get("url", "href", "link")
    if "://" in url:
        link = Link(url=url, inlines=(Text(text=words or url),))
        return Remark("tag-unwrapped", f"{detail}: only its link is kept", link)
    if words:
        return Remark("tag-unwrapped", f"{detail}: only its words are kept", Text(text=words))
    return Remark("tag-dropped", f"{detail}: it is left out")
