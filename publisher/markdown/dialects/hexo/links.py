"""Hexo's tags that lead somewhere: other posts, a post's files, films (hexo.io/docs/tag-plugins)."""

from __future__ import annotations

import re
from collections.abc import Callable

from publisher.markdown.dialects.arguments import Word, arguments, joined, words
from publisher.markdown.dialects.makers import embedded, shown_elsewhere
from publisher.markdown.own_links import POST
from publisher.markdown.parsing.tags import Mistake, Remark
from publisher.model.tree import Inline, Link, Text

_ADDRESS = re.compile(r"(?:https?:)?//|/|mailto:")


def post_link(arguments: str) -> Inline | Mistake:
    """`slug [title] [escape]`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% post_link %}` names no post", "write `{% post_link slug title %}`")
    return Link(url=f"{POST}{parts[0].text}", inlines=_title(parts[1:]))


def asset_link(arguments: str) -> Inline | Mistake:
    """`file [title] [escape]`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% asset_link %}` names no file", "write `{% asset_link file.pdf title %}`")
    return Link(url=parts[0].text, inlines=_title(parts[1:]) or (Text(text=parts[0].text),))


def _title(parts: list[Word]) -> tuple[Inline, ...]:
    if parts and parts[-1].text in {"true", "false"} and not parts[-1].quoted:
        parts = parts[:-1]
    text = joined(parts)
    return (Text(text=text),) if text else ()


def asset_path(arguments: str) -> str:
    return joined(words(arguments))


def post_path(arguments: str) -> str:
    return f"{POST}{joined(words(arguments))}"


def youtube(arguments: str) -> Remark | Mistake:
    """`id [type] [cookie]`."""
    parts = words(arguments)
    if len(parts) > 1 and parts[1].text == "playlist":
        return embedded("youtube", f"https://www.youtube.com/playlist?list={parts[0].text}")
    return shown_elsewhere("youtube", parts[0].text if parts else "")


def by_name(name: str) -> Callable[[str], Remark | Mistake]:
    """A tag whose first word names what is embedded."""

    def make(arguments: str) -> Remark | Mistake:
        parts = words(arguments)
        return shown_elsewhere(name, parts[0].text if parts else "")

    return make


def address(name: str) -> Callable[[str], Remark | Mistake]:
    """A tag whose address, in `url=…` or alone, is what it shows: films, documents, pages."""

    def make(written: str) -> Remark | Mistake:
        parts = words(written)
        given = arguments(joined(parts))  # dplayer and aplayer quote whole options: "url=…"
        url = given.get("url", "src", "file") or (parts[0].text.rstrip(",") if parts else "")
        if not url:
            return Mistake(f"`{{% {name} %}}` names nothing to show", "name it, or remove the tag")
        return embedded(name, url)

    return make


def link(arguments: str) -> Inline | Mistake:
    """`text… url [external] [title]`."""
    parts = words(arguments)
    at = next((n for n, part in enumerate(parts) if _ADDRESS.match(part.text)), None)
    if at is None:
        return Mistake("`{% link %}` holds no address", "write `[text](address)` instead")
    url = parts[at].text
    rest = [part for part in parts[at + 1 :] if part.text not in {"true", "false"}]
    return Link(url=url, inlines=(Text(text=joined(parts[:at]) or url),), title=joined(rest))
