"""Where a key of a YAML table stands, or would stand: the places to edit."""

from __future__ import annotations

import yaml

from publisher.errors import SourceError
from publisher.markdown.front_matter.flow import flow
from publisher.markdown.front_matter.quoting import quote
from publisher.markdown.front_matter.yaml_text import compose
from publisher.markdown.lines import LINE_END
from publisher.markdown.rewrite import Edit


def edits(block: str, table: str, key: str, value: object, newline: str) -> tuple[Edit, ...]:
    """What makes of `block` (between the delimiters) one in which the table, which is there, has the key.
    SourceError where its nodes do not tell."""
    root = compose(block)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    for name, held in pairs:
        if name.value != table:
            continue
        if not isinstance(held, yaml.MappingNode):
            return (_replaced(block, name, held, flow({key: value})),)
        for inner, old in held.value:
            if inner.value == key:
                return (_replaced(block, inner, old, flow(value)),)
        entry = f"{quote(key)}: {flow(value)}"
        return (_in_flow(block, held, entry) if held.flow_style else _below(block, held, entry, newline),)
    raise SourceError(f"{table}: cannot be found as text", hint="write it as `key: value`", line=1)


def _replaced(block: str, key: yaml.Node, old: yaml.Node, value: str) -> Edit:
    """The value put behind its colon; what was a remark there stays."""
    start, end = old.start_mark.index, _end(old)
    colon = block.find(":", key.end_mark.index, max(start, key.end_mark.index + 1)) + 1
    if not colon:
        return Edit(start, end, f": {value}")  # `{key}`
    if start == end:
        return Edit(colon, colon, f" {value}")
    first, *further = LINE_END.split(block[colon:start])
    if not further:
        return Edit(start, end, value)
    return Edit(colon, end, f" {value} {first.strip()}".rstrip())


def _in_flow(block: str, table: yaml.MappingNode, entry: str) -> Edit:
    if not table.value:
        at = table.end_mark.index - 1
        return Edit(at, at, entry)
    at = _end(table.value[-1][1])
    return Edit(at, at, f", {entry}")


def _below(block: str, table: yaml.MappingNode, entry: str, newline: str) -> Edit:
    """A line of its own below the table's last entry, indented as the first."""
    at = _end(table.value[-1][1])
    if at == 0 or block[at - 1] not in "\r\n":  # else a block scalar's last line end is behind it already
        line_end = LINE_END.search(block, at)
        at = line_end.end() if line_end else len(block)
    glue = "" if block[:at].endswith(("\n", "\r")) else newline
    indent = " " * table.value[0][0].start_mark.column
    return Edit(at, at, f"{glue}{indent}{entry}{newline}")


def _end(node: yaml.Node) -> int:
    """Where a node's own text ends: a block's mark lies behind the remarks and blank lines below it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    mark: int = node.end_mark.index
    return mark
