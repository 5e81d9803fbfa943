"""Hexo's tags that lead somewhere: other posts, a post's files, films (hexo.io/docs/tag-plugins)."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import Word, joined, words
from publisher.markdown.parsing.tags import Mistake
from publisher.model.tree import Inline, Link, Text

_ADDRESS = re.compile(r"(?:https?:)?//|/|mailto:")


def post_link(arguments: str) -> Inline | Mistake:
    """`slug [title] [escape]`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% post_link %}` names no post", "write `{% post_link slug title %}`")
    return Link(url=f"post:{parts[0].text}", inlines=_title(parts[1:]))


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


def youtube(arguments: str) -> Inline | Mistake:
    """`id [type] [cookie]`."""
    parts = words(arguments)
    kind = "playlist?list=" if len(parts) > 1 and parts[1].text == "playlist" else "watch?v="
    return _address(f"https://www.youtube.com/{kind}{parts[0].text}" if parts else "", "youtube")


def vimeo(arguments: str) -> Inline | Mistake:
    parts = words(arguments)
    return _address(f"https://vimeo.com/{parts[0].text}" if parts else "", "vimeo")


def iframe(arguments: str) -> Inline | Mistake:
    parts = words(arguments)
    return _address(parts[0].text if parts else "", "iframe")


def _address(url: str, name: str) -> Inline | Mistake:
    if not url:
        return Mistake(f"`{{% {name} %}}` names nothing to show", "name it, or remove the tag")
    return Link(url=url, inlines=(Text(text=url),), auto=True)


def link(arguments: str) -> Inline | Mistake:
    """`text… url [external] [title]`."""
    parts = words(arguments)
    at = next((n for n, part in enumerate(parts) if _ADDRESS.match(part.text)), None)
    if at is None:
        return Mistake("`{% link %}` holds no address", "write `[text](address)` instead")
    url = parts[at].text
    rest = [part for part in parts[at + 1 :] if part.text not in {"true", "false"}]
    return Link(url=url, inlines=(Text(text=joined(parts[:at]) or url),), title=joined(rest))
