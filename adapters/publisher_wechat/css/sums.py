"""Lengths and what can be worked out of them: calc() of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LENGTHS = frozenset(
    {"px", "em", "rem", "ex", "ch", "pt", "pc", "cm", "mm", "in", "q", "vw", "vh", "vmin", "vmax"}
)
REM = 16
"""px: what browsers make of one rem, whatever WeChat's page makes of it."""

Quantity = tuple[float, str]


class Unresolved(Exception):
    """A variable or sum without a value: (what, advice)."""


def calculated(nodes: Sequence[Any]) -> Quantity:
    """What a calc() of these tokens comes to. Raises Unresolved."""
    return _sum([node for node in nodes if node.type != "whitespace"])


def length(number: float, unit: str) -> str:
    """The shortest text: `0.50px` → `.5px`, `0px` → `0`, `1rem` → `16px`."""
    if unit == "rem":
        number, unit = number * REM, "px"
    short = f"{number:.4f}".rstrip("0").rstrip(".")
    if short in {"0", "-0"}:
        return "0" if unit in LENGTHS else f"0{unit}"
    return short.replace("0.", ".", 1) + unit if short.startswith(("0.", "-0.")) else short + unit


def _sum(nodes: list[Any]) -> Quantity:
    """`a + b - c` of one unit. Raises Unresolved."""
    total, nodes = _product(nodes)
    while nodes and nodes[0].type == "literal" and nodes[0].value in {"+", "-"}:
        sign = 1 if nodes[0].value == "+" else -1
        more, nodes = _product(nodes[1:])
        if more[1] != total[1]:
            raise _mixed(total[1], more[1])
        total = (total[0] + sign * more[0], total[1])
    if nodes:
        raise Unresolved("this calc() cannot be worked out", "write the number it comes to")
    return total


def _product(nodes: list[Any]) -> tuple[Quantity, list[Any]]:
    total, nodes = _quantity(nodes)
    while nodes and nodes[0].type == "literal" and nodes[0].value in {"*", "/"}:
        sign = nodes[0].value
        more, nodes = _quantity(nodes[1:])
        if more[1] and (total[1] or sign == "/"):
            raise _mixed(total[1], more[1])
        if sign == "/" and not more[0]:
            raise Unresolved("this calc() divides by zero", "write the number it comes to")
        number = total[0] * more[0] if sign == "*" else total[0] / more[0]
        total = (number, total[1] or more[1])
    return total, nodes


def _quantity(nodes: list[Any]) -> tuple[Quantity, list[Any]]:
    if not nodes:
        raise Unresolved("this calc() ends too early", "write the number it comes to")
    node, rest = nodes[0], nodes[1:]
    if node.type in {"number", "dimension", "percentage"}:
        unit = "%" if node.type == "percentage" else node.lower_unit if node.type == "dimension" else ""
        return ((node.value * REM, "px") if unit == "rem" else (node.value, unit)), rest
    inner = node.arguments if node.type == "function" and node.lower_name == "calc" else None
    if node.type == "() block":
        inner = node.content
    if inner is None:
        raise Unresolved(f"calc() cannot work out {node.serialize()!r}", "write the number it comes to")
    return _sum([part for part in inner if part.type != "whitespace"]), rest


def _mixed(one: str, other: str) -> Unresolved:
    units = " and ".join(unit or "a bare number" for unit in (one, other))
    return Unresolved(f"this calc() mixes {units}, which only a browser could work out", "write one length")
