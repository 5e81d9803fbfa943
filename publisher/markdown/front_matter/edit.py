"""Changing one key of a front matter as text: every other byte stays as the author left it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from publisher.errors import SourceError
from publisher.markdown.front_matter.read import FrontMatter, read
from publisher.markdown.front_matter.toml_lines import toml_lines
from publisher.markdown.front_matter.yaml_text import compose
from publisher.markdown.lines import line_end, line_starts


def set_key(text: str, key: str, value_text: str) -> str:
    """`key` set to `value_text`, which is in the front matter's own syntax (see `quote`).

    Where the key stands its lines are replaced, nested ones included; otherwise it becomes the last
    key. A text without front matter gets one. SourceError where the front matter cannot be edited.
    """
    front, newline = read(text), line_end(text)
    if front.format == "none":
        start = front.body_offset
        block = newline.join(("---", f"{key}: {value_text}", "---", ""))
        return text[:start] + block + (newline if text[start:] else "") + text[start:]
    line = f"{key} = {value_text}" if front.format == "toml" else f"{key}: {value_text}"
    for name, start, end in _entries(text, front):
        if name != key:
            continue
        if front.format == "toml" and text[start:end].lstrip().startswith("["):
            return set_key(text[:start] + text[end:], key, value_text)  # a table stands after all keys
        return text[:start] + line + newline + text[end:]
    start = _insertion(text, front)
    glue = "" if text[:start].endswith(("\n", "\r", "\ufeff")) or not start else newline
    return text[:start] + glue + line + newline + text[start:]


def remove_key(text: str, key: str) -> str:
    """The text without `key` and what is nested below it; unchanged where there is no such key."""
    front = read(text)
    if key not in front.data:
        return text
    for name, start, end in _entries(text, front):
        if name == key:
            return text[:start] + text[end:]
    return text


def _entries(text: str, front: FrontMatter) -> Iterator[tuple[str, int, int]]:
    """(key, start, end) of each top-level entry: whole lines, without the comments and blank lines that
    follow it."""
    starts, last = line_starts(text), front.span[1]
    first_lines = sorted(_first_lines(text, front), key=lambda found: found[1])
    for index, (name, line) in enumerate(first_lines):
        following = first_lines[index + 1][1] if index + 1 < len(first_lines) else len(starts)
        end_line = line + 1
        for number in range(line + 1, min(following, len(starts))):
            if starts[number] >= last:
                break
            written = text[starts[number] : starts[number + 1] if number + 1 < len(starts) else last]
            if written.strip() and not written.startswith("#"):
                end_line = number + 1
        end = starts[end_line] if end_line < len(starts) else last
        yield name, starts[line], min(end, last)


def _first_lines(text: str, front: FrontMatter) -> Iterator[tuple[str, int]]:
    """(key, line counted from 0) of each top-level key, and of what ends the last one in TOML."""
    if front.format == "json":
        raise SourceError(
            "JSON front matter cannot be edited", hint="write it as YAML between two lines ---", line=1
        )
    block, offset = text[slice(*front.span)], line_starts(text[: front.span[0]])
    before = len(offset) - 1
    if front.format == "toml":
        previous = ""
        for path, line in toml_lines(block).items():
            if path[0] != previous:
                previous = str(path[0])
                yield previous, line - 1 + before
        return
    node = compose(block)
    if isinstance(node, yaml.MappingNode):
        if node.flow_style and node.value:
            raise SourceError(
                "front matter written as one {…} cannot be edited",
                hint="write one key a line",
                line=before + 1,
            )
        for key, _ in node.value:
            yield str(key.value), key.start_mark.line + before


def _insertion(text: str, front: FrontMatter) -> int:
    """Where a new key goes: at the end, in TOML before the first table."""
    block = text[slice(*front.span)]
    table = re.search(r"(?<![^\r\n])[ \t]*\[", block) if front.format == "toml" else None
    return front.span[0] + table.start() if table else front.span[1]
