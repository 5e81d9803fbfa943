"""YAML as Hexo's authors mean it: scalars stay the text they are, and a key stands once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from frontmatter.default_handlers import YAMLHandler

from publisher.errors import SourceError
from publisher.markdown.front_matter.nesting import DEEPEST, fault
from publisher.markdown.front_matter.quoting import quote
from publisher.markdown.lines import LINE_END, line_at

if TYPE_CHECKING:
    _Parser = yaml.SafeLoader
else:  # libyaml's parser is ten times as fast; wheels have it on every system
    _Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_REASONS = (  # part of the parser's words, ours, what to do
    ("mapping values are not allowed", 'a second ": " in a value without quotes', "put the value in quotes"),
    (
        "cannot start any token",
        "a value may not begin with this sign",
        "put it in quotes; indent with spaces",
    ),
    ("unexpected end of stream", "a quote is opened and never closed", "close it"),
    ("',' or ']'", "a [ is opened and never closed", "close it, or put the value in quotes"),
    ("',' or '}'", "a { is opened and never closed", "close it, or put the value in quotes"),
    ("expected ':'", "a line that is not `key: value`", "write a colon and a space after the key"),
    ("duplicate key", "a key stands twice", "keep one of the two"),
    ("escape", "an unknown escape in double quotes", "use single quotes, or double the backslash"),
    ("constructor", "a YAML tag that means nothing here", "write the value without the tag"),
    ("stands within itself", "a name after * that stands within its own value", "put the value in quotes"),
    ("nested too deeply", "nested too deeply", "keep it flat"),
    ("far too much", "the names after * make it far too large", "write the values out"),
    ("alias", "a name after * that stands for nothing", "put the value in quotes"),
    ("characters are not allowed", "a control character", "remove it"),
)
_OTHERWISE = (
    "the lines do not fit together as YAML",
    "check indentation, colons and quotes around this line",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a block says; `lines` gives each top-level key's line, from 0."""

    data: object
    lines: Mapping[str, int]


class Loader(_Parser):
    """Resolves null, true and false; every other plain scalar is the author's text, so that an abbrlink
    like 12345e67 or 0x12ab is not taken for a number."""

    def get_single_data(self) -> Reading:
        node = self.get_single_node()
        if node is None:
            return Reading({}, {})
        lines = {}
        if isinstance(node, yaml.MappingNode):
            lines = {str(key.value): key.start_mark.line for key, _ in node.value}
            for key, value in node.value:
                if wrong := fault(value, _held):
                    raise yaml.constructor.ConstructorError(None, None, wrong, key.start_mark)
        return Reading(self.construct_document(node), lines)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"duplicate key {key.value}", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


Loader.yaml_implicit_resolvers = {}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"<<$"), ["<"])


def load(block: str, first_line: int) -> Reading:
    """The block's data; SourceError with the author's line (`first_line` is that of the block)."""
    try:
        _check_depth(block, first_line)
        reading: Reading = YAMLHandler().load(block, Loader=Loader)
    except yaml.MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        if why.context_mark and any(word in (why.context or "") for word in ("key", "flow", "quoted")):
            mark = why.context_mark  # what is never closed is noticed late: the author looks where it began
        raise _refused(str(why.problem), block, mark.line if mark else 0, first_line) from None
    except yaml.reader.ReaderError as why:
        raise _refused(str(why.reason), block, line_at(block, why.position) - 1, first_line) from None
    return reading


def _held(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair


def _check_depth(block: str, first_line: int) -> None:
    """libyaml's composer recurses on the C stack and takes the process with it."""
    depth = 0
    for event in yaml.parse(block, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = first_line + (event.start_mark.line if event.start_mark else 0)
            raise SourceError("the front matter is nested too deeply", hint="keep it flat", line=line)


def compose(block: str) -> yaml.Node | None:
    """The block's nodes, with the marks that edits need."""
    loader = Loader(block)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _refused(problem: str, block: str, line: int, first_line: int) -> SourceError:
    said, hint = next(((ours, do) for part, ours, do in _REASONS if part in problem), _OTHERWISE)
    written = LINE_END.split(block)
    text = written[line].strip() if line < len(written) else ""
    entry = re.fullmatch(r"(?:- +)?([\w-]+): +([^'\"].*)", text)
    if entry and "quotes" in hint:
        hint = f"{hint}: {entry[1]}: {quote(entry[2])}"
    return SourceError(
        f"the front matter cannot be read: {said}" + (f" ({text})" if text else ""),
        hint=hint,
        line=first_line + line,
    )
