"""Addresses that tags stand for: `[x]({% post_url a %})`, `<img src="{{ '/a.png' | relative_url }}">`."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers

from publisher.markdown.parsing.tags import TagSet

_MAY_HOLD = re.compile(r"[^\s{]*+\{")
_DEEPEST = 32  # parentheses within parentheses, as CommonMark's own parsers count them
_MOST = 8  # tags in one address


def use_addresses(md: MarkdownIt, tags: TagSet) -> None:
    """Makes a parser read tags in the destinations of links and pictures."""
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkDestination=_destination(tags),
    )


def _destination(tags: TagSet) -> Callable[[str, int, int], Any]:
    """markdown-it's, save that tags in it become the addresses they stand for."""

    def parse(string: str, at: int, limit: int) -> Any:
        if not _MAY_HOLD.match(string, at, limit):  # most have none
            return helpers.parseLinkDestination(string, at, limit)
        pointed = string.startswith("<", at)
        parts, position, found, depth = [], at + pointed, 0, 0
        while position < limit and string[position] > " ":
            if tags.form.begins(string, position):
                told = address_at(string, position, limit, tags)
                if told is None:
                    return helpers.parseLinkDestination(string, at, limit)
                part, position = told
                parts.append(part)
                found += 1
                if found > _MOST:
                    break
                continue
            character = string[position]
            if character == "\\" or (pointed and character == ">"):
                break
            depth += (character == "(") - (character == ")")
            if not pointed and not 0 <= depth <= _DEEPEST:
                break
            parts.append(character)
            position += 1
        if not found or (pointed and not string.startswith(">", position)):
            return helpers.parseLinkDestination(string, at, limit)
        result = helpers.parseLinkDestination("", 0, 0)
        result.ok, result.pos, result.str = True, position + pointed, "".join(parts)
        return result

    return parse


def address_at(text: str, at: int, limit: int, tags: TagSet) -> tuple[str, int] | None:
    """The address that the tag beginning at a position stands for, and where the tag ends."""
    tag = tags.form.at(text, at, limit)
    if tag is None or tag.name not in tags.addresses:
        return None
    address = tags.addresses[tag.name](tag.arguments)
    return None if address is None else (address, tag.end)


def resolved(value: str, tags: TagSet) -> str:
    """A text in which every tag that stands for an address is that address."""
    made, done = [], 0
    for tag in tags.form.all(value):
        told = address_at(value, tag.begin, len(value), tags)
        if told is not None:
            made += [value[done : tag.begin], told[0]]
            done = told[1]
    return "".join((*made, value[done:]))
