"""Checking a table of settings against its struct: every mistake at once, each with a suggestion."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args, get_origin

import msgspec

from publisher.markdown.front_matter.toml_lines import Path

S = TypeVar("S", bound=msgspec.Struct)

_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list [...]",
    "object": "a table",
    "date": "a date such as 2026-11-23 (without quotes)",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the key at `path`; an empty path means the whole file."""

    path: Path
    message: str


def suggestion(word: str, known: Iterable[str]) -> str:
    """` — did you mean "theme"?`, or the words there are when none is close."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f' — did you mean "{close[0]}"?'
    return f" — known: {', '.join(names)}" if names else ""


def mistakes(table: Mapping[str, object], struct: type[msgspec.Struct], path: Path) -> Iterator[Mistake]:
    """Unknown keys, missing keys and values of the wrong type, in nested tables too."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key, value in table.items():
        if key not in fields:
            yield Mistake((*path, key), f"unknown key{suggestion(key, fields)}")
            continue
        nested = _nested(fields[key].type)
        if nested is not None and isinstance(value, Mapping):
            yield from mistakes(value, nested, (*path, key))
            continue
        try:
            msgspec.convert(value, fields[key].type)
        except msgspec.ValidationError as why:
            yield Mistake((*path, key), explained(str(why), value, fields[key].type))
    for name, field in fields.items():
        if field.required and name not in table:
            yield Mistake(path, f'the key "{name}" is missing')


def made(table: Mapping[str, object], struct: type[S], path: Path) -> tuple[S | None, tuple[Mistake, ...]]:
    """The struct, or what is wrong with the table."""
    found = tuple(mistakes(table, struct, path))
    if found:
        return None, found
    try:
        return msgspec.convert(table, struct), ()
    except msgspec.ValidationError as why:
        return None, (Mistake(path, explained(str(why), table)),)


def explained(reason: str, value: object, kind: object = None) -> str:
    """msgspec's reason in plain words; `kind` is the type that was wanted."""
    reason = reason.partition(" - at `$")[0]
    if found := re.fullmatch(r"Expected `(.+)`, got `(.+)`", reason):
        wanted = " or ".join(_WORDS.get(word, word) for word in found[1].split(" | ") if word != "null")
        got = _WORDS.get(found[2], found[2])
        return f"{wanted} is wanted here, not {got}" if got != wanted else f"{wanted} is wanted here"
    if found := re.fullmatch(r"Expected `(?:int|float)` ([<>])= (-?\d+(?:\.\d*[1-9])?)(?:\.0)?", reason):
        return f"a number of {found[2]} {'or more' if found[1] == '>' else 'at most'} is wanted here"
    if "RFC3339" in reason:
        return f"{_WORDS['date']} is wanted here"
    if get_origin(kind) is Literal:
        return choice(value, get_args(kind))
    return f"{reason[:1].lower()}{reason[1:]}"


def choice(value: object, allowed: Iterable[str]) -> str:
    """The message for a word that is not one of those allowed."""
    return f'"{value}" is not allowed here{suggestion(str(value), allowed)}'


def _nested(kind: object) -> type[msgspec.Struct] | None:
    """The struct a field holds, also where it may be absent."""
    for part in (kind, *get_args(kind)):
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            return part
    return None
