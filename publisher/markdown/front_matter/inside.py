"""Setting one key of a table of the front matter (`publish: {key: …}`) as text, every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.errors import SourceError
from publisher.markdown.front_matter import inside_toml, inside_yaml
from publisher.markdown.front_matter.edit import set_key
from publisher.markdown.front_matter.flow import flow
from publisher.markdown.front_matter.read import FrontMatter, read
from publisher.markdown.lines import line_end
from publisher.markdown.rewrite import Edit, apply

_PLACES = {"yaml": inside_yaml.edits, "toml": inside_toml.edits}


def set_inside(text: str, table: str, key: str, value: object) -> str:
    """`key` of `table` set to `value` (see `flow`), on the line it has or on one of its own.

    A table that is not there becomes one line, `table: {key: value}`; a text without front matter gets one.
    Comments, order and spelling of all else stay; a list that was written over several lines becomes one.
    SourceError where the front matter cannot be edited so.
    """
    front = read(text)
    before = front.data.get(table, {})
    if before is not None and not isinstance(before, dict):
        raise SourceError(
            f"{table}: must be a table", hint=f"write `{table}: {{…}}`", line=front.lines[table]
        )
    changed = _changed(text, front, table, key, value)
    wanted = {**(before or {}), key: _as_read(value)}
    if not _agrees(front, changed, table, wanted, text[front.body_offset :]):
        raise SourceError(
            f"{table}.{key} cannot be set here without touching more of the front matter",
            hint=f"write it yourself: {table}: {{{key}: {flow(value)}}}",
            line=front.lines.get(table, 1),
        )
    return changed


def _changed(text: str, front: FrontMatter, table: str, key: str, value: object) -> str:
    newline = line_end(text)
    if front.format == "none":
        block = newline.join(("---", f"{table}: {flow({key: value})}", "---", ""))
        return text[: front.body_offset] + block + text[front.body_offset :]
    if table not in front.data or front.format not in _PLACES:
        return set_key(text, table, flow({key: value}, front.format))
    start, end = front.span
    edits = _PLACES[front.format](text[start:end], table, key, value, newline)
    return apply(text, (Edit(start + edit.start, start + edit.end, edit.text) for edit in edits))


def _agrees(front: FrontMatter, changed: str, table: str, wanted: object, body: str) -> bool:
    """Whether the text now says what was wanted, and all else that it said before."""
    try:
        now = read(changed)
    except SourceError:
        return False
    return now.data == {**front.data, table: wanted} and changed[now.body_offset :] == body


def _as_read(value: object) -> object:
    """The value as a front matter gives it back."""
    if isinstance(value, Mapping):
        return {str(name): _as_read(held) for name, held in value.items()}
    return [_as_read(held) for held in value] if isinstance(value, list | tuple) else value
