"""Where the front matter ends and what it says."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.errors import SourceError
from publisher.markdown.front_matter import yaml_text
from publisher.markdown.front_matter.nesting import fault, held
from publisher.markdown.front_matter.toml_lines import toml_lines
from publisher.markdown.lines import LINE_END, line_at

_END = r"[ \t]*(?:\r\n|\n|\r|\Z)"
_FIRST = r"(?<![^\r\n])"  # at the start of a line, whatever its end
_OPENING = re.compile(rf"(?:[ \t]*(?:\r\n|\n|\r))*(-{{3,}}|\+{{3}}|;{{3,}}){_END}")
_CLOSING = {
    "-": re.compile(rf"{_FIRST}(?:-{{3,}}|\.{{3}}){_END}"),
    "+": re.compile(rf"{_FIRST}\+{{3}}{_END}"),
    ";": re.compile(rf"{_FIRST};{{3,}}{_END}"),
}
_FORMATS = {"-": "yaml", "+": "toml", ";": "json"}
_KEY = re.compile(r"\s*(?:#[^\r\n]*[\r\n]\s*)*[\"']?[A-Za-z_][\w.-]*[\"']?\s*:(?:\s|$)")
_KNOWN = re.compile(
    r"\s*[\"']?(?:title|date|updated|tags?|categor(?:y|ies)|abbrlink|slug|permalink|layout|author|published"
    r"|draft|description|cover|keywords|publish)[\"']?\s*:(?:\s|$)"
)
_BARE_LINE = re.compile(r"[\w.-]+\s*:(?:\s.*)?|[ \t].*|-(?:\s.*)?|#.*|", re.ASCII)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the Markdown.

    `data`: scalars are the author's text, except null, true and false (TOML: dates too). `lines`: each
    top-level key's 1-based line. `body_offset` is the character offset into the exact text, BOM and CRLF
    counted, and `body_line` the line, where the Markdown begins. `format` is yaml | toml | json | none;
    `span` the half-open range between the delimiters.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    body_offset: int = 0
    body_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    format: str = "none"
    span: tuple[int, int] = (0, 0)


def read(text: str) -> FrontMatter:
    """The front matter of a whole file. SourceError (its `path` empty) when it is there but broken."""
    start = 1 if text.startswith("\ufeff") else 0
    nothing = FrontMatter(body_offset=start, span=(start, start))
    opening = _OPENING.match(text, start)
    if opening is None:
        return _unopened(text, start) or nothing
    sign, begin = opening[1][0], opening.end()
    closing = _CLOSING[sign].search(text, begin)
    if closing is None:
        if sign == "-" and not _KNOWN.match(text, begin):
            return nothing  # a rule, then Markdown
        raise SourceError(
            "the front matter is opened and never closed",
            hint=f"add a line {opening[1]} after its last key",
            line=line_at(text, opening.start(1)),
        )
    return _parsed(text, (begin, closing.start()), closing.end(), _FORMATS[sign]) or nothing


def _unopened(text: str, start: int) -> FrontMatter | None:
    """Front matter without its first delimiter, which Hexo takes. Prose above a rule is not taken for it:
    its first line must be a key that blogs use, and every line must look like YAML."""
    closing = _CLOSING["-"].search(text, start)
    if closing and _KNOWN.match(text, start):
        block = text[start : closing.start()]
        if all(_BARE_LINE.fullmatch(line) for line in LINE_END.split(block)):
            return _parsed(text, (start, closing.start()), closing.end(), "yaml")
    closing = _CLOSING[";"].search(text, start)
    if closing and text[start : closing.start()].lstrip()[:1] in {'"', "{"}:
        return _parsed(text, (start, closing.start()), closing.end(), "json")
    return None


def _parsed(text: str, span: tuple[int, int], body: int, format: str) -> FrontMatter | None:
    """The block read; None where it is no mapping: prose between two rules."""
    block, first = text[slice(*span)], line_at(text, span[0])
    try:
        reading = _READERS[format](block, first)
    except SourceError:
        if format == "yaml" and not _KEY.match(block):
            return None
        raise
    if not isinstance(reading.data, dict):
        return None
    for key, value in reading.data.items():
        if wrong := fault(value, held):
            line = first + reading.lines.get(str(key), 0)
            raise SourceError(f"the front matter is {wrong}", hint="keep it flat", line=line)
    return FrontMatter(
        data={_name(key): value for key, value in reading.data.items()},
        body_offset=body,
        body_line=line_at(text, body),
        lines={key: first + line for key, line in reading.lines.items()},
        format=format,
        span=span,
    )


def _name(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else "null" if key is None else str(key)


def _read_toml(block: str, first_line: int) -> yaml_text.Reading:
    try:
        data = tomllib.loads(block.replace("\r\n", "\n"), parse_float=str)
    except tomllib.TOMLDecodeError as why:
        place = re.search(r"at line (\d+)", str(why))
        raise SourceError(
            f"the front matter cannot be read as TOML: {why}",
            hint="check quotes and brackets on this line",
            line=first_line + (int(place[1]) - 1 if place else 0),
        ) from None
    except RecursionError:
        raise SourceError(
            "the front matter is nested too deeply", hint="keep it flat", line=first_line
        ) from None
    lines: dict[str, int] = {}
    for path, line in toml_lines(block).items():
        lines.setdefault(str(path[0]), line - 1)
    written = LINE_END.split(block)
    for key, value in data.items():
        if type(value) is int and (raw := re.search(r"=\s*([^\s#]+)", written[lines[key]])):
            data[key] = raw[1]  # 0x12ab is an address, not 4779
    return yaml_text.Reading(data, lines)


def _read_json(block: str, first_line: int) -> yaml_text.Reading:
    wrapped = block if block.lstrip().startswith("{") else "{" + block + "}"
    try:
        data = json.loads(wrapped, parse_int=str, parse_float=str, object_pairs_hook=_once)
    except json.JSONDecodeError as why:
        raise SourceError(
            f"the front matter cannot be read as JSON: {why.msg}",
            hint="check quotes and commas on this line",
            line=first_line + why.lineno - 1,
        ) from None
    except RecursionError:
        raise SourceError(
            "the front matter is nested too deeply", hint="keep it flat", line=first_line
        ) from None
    except ValueError as why:
        raise SourceError(f"the front matter cannot be read as JSON: {why}", line=first_line) from None
    places = {key: re.search(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", block) for key in data}
    return yaml_text.Reading(
        data, {key: line_at(block, place.start()) - 1 if place else 0 for key, place in places.items()}
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


_READERS = {"yaml": yaml_text.load, "toml": _read_toml, "json": _read_json}
