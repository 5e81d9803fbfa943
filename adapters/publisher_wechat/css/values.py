"""A value's tokens → its shortest text, with variables resolved and sums worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import kept
from .colours import colour_text, mixed, token_colour
from .read import Tokens
from .sums import Unresolved, calculated, length
from .variables import Variables

WORDS: Mapping[tuple[str, str], str] = {
    ("font-weight", "bold"): "700",
    ("font-weight", "normal"): "400",
    ("border", "none"): "0",
    ("border-top", "none"): "0",
    ("border-right", "none"): "0",
    ("border-bottom", "none"): "0",
    ("border-left", "none"): "0",
    ("outline", "none"): "0",
}
FOUR = frozenset({"margin", "padding", "border-radius", "border-width", "border-color", "border-style"})
NAMES = frozenset({"font-family", "font-feature-settings"})
"""Properties whose words are names, never colours."""


class Useless(Exception):
    """A value WeChat would not keep, or that must not leave: (why, advice)."""


def text(name: str, value: Tokens, variables: Variables) -> str:
    """The shortest text of a property's value. Raises Unresolved or Useless."""
    parts = _parts(variables.resolved(value), plain=name in NAMES)
    shortest = "".join(parts).strip()
    if not shortest:
        raise Useless("it has no value", "write one, or remove the line")
    shortest = WORDS.get((name, shortest), shortest)
    return _four(shortest) if name in FOUR and "(" not in shortest else shortest


def _parts(value: Tokens, *, plain: bool = False) -> list[str]:
    parts: list[str] = []
    for node in value:
        piece = _piece(node, plain=plain)
        if piece in {",", "/"}:
            while parts and parts[-1] == " ":
                parts.pop()
        elif piece == " " and (not parts or parts[-1] in {" ", ",", "/"}):
            continue
        parts.append(piece)
    return parts


def _piece(node: Any, *, plain: bool) -> str:
    kind = node.type
    if kind == "whitespace":
        return " "
    if kind in {"number", "dimension", "percentage"}:
        return _number(node)
    if kind == "ident":
        return str(node.value) if plain else colour_text(node) or str(node.value)
    if kind == "hash":
        return _colour(node)
    if kind == "string":
        if "<" in node.value or ">" in node.value:
            raise Useless("it holds markup", "remove it")
        escaped = node.value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"
    if kind == "literal" and node.value in {",", "/"}:
        return str(node.value)
    if kind == "function":
        return _function(node)
    if kind == "url":
        raise Useless(*kept.VALUES["url"])
    raise Useless(f"nobody can read {node.serialize()!r}", "write name: value;")


def _function(node: Any) -> str:
    name = node.lower_name
    if name == "calc":
        return length(*calculated(node.arguments))
    if name in {"rgb", "rgba", "hsl", "hsla", "hwb"}:
        return _colour(node)
    if name == "color-mix":
        mix = mixed(node.arguments)
        if mix is None:
            raise Unresolved(
                f"{node.serialize()} cannot be worked out", "write color-mix(in srgb, #abc 10%, #fff)"
            )
        return str(mix)
    if name not in kept.FUNCTIONS:
        raise Useless(*kept.VALUES.get(name, (f"WeChat keeps no {name}()", "write the value itself")))
    return f"{name}({''.join(_parts(tuple(node.arguments))).strip()})"


def _colour(node: Any) -> str:
    if token_colour(node) is None:
        raise Useless(f"{node.serialize()} is no colour", "write it as #rrggbb")
    return colour_text(node)


def _number(node: Any) -> str:
    unit = {"number": "", "percentage": "%"}.get(node.type) if node.type != "dimension" else node.lower_unit
    return length(node.value, unit or "")


def _four(value: str) -> str:
    """`8px 0 8px 0` → `8px 0`."""
    sides = value.split(" ")
    if len(sides) == 4 and sides[3] == sides[1]:
        sides.pop()
    if len(sides) == 3 and sides[2] == sides[0]:
        sides.pop()
    if len(sides) == 2 and sides[1] == sides[0]:
        sides.pop()
    return " ".join(sides)
