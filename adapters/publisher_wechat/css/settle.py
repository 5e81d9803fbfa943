"""Style sheets laid over one another → what each selector declares, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from . import kept
from .colours import WHITE, Colour, parse, token_colour
from .declarations import laid
from .faults import (
    Fault,
    property_lost,
    selector_unknown,
    unresolved,
    value_lost,
)
from .read import Declaration, Rule, Sheet, Tokens, tokens
from .sums import Unresolved
from .values import Useless, text
from .variables import Variables

SMALL = 12
"""px; smaller type cannot be read on a phone, and some of them enlarge it anyway."""
RELATIVE = frozenset({"vw", "vh", "vmin", "vmax"})
CODE = ".code-"
"""Classes of code: Pygments' short names follow."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A sheet; `own`: it is the user's, and its faults are told."""

    sheet: Sheet
    own: bool = False


@dataclass(slots=True)
class Settled:
    """`styles` by selector. Of the user's own sheet, `lines` says where it declared (selector, property),
    and `named` where it gave a variable a colour. `accent` is what `--accent` comes to, as `#rrggbb`, "" =
    no colour."""

    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    named: dict[Colour, int] = field(default_factory=dict)
    accent: str = ""


def settle(layers: tuple[Layer, ...], given: Mapping[str, Tokens]) -> Settled:
    """`given` are variables set from outside, over any in the sheets. Never raises: see the faults."""
    written = {
        one.name: one.value
        for layer in layers
        for rule in layer.sheet.rules
        if rule.selector == ":root"
        for one in rule.declarations
        if one.name.startswith("--")
    }
    variables = Variables({**written, **given})
    settled = Settled(accent=_accent(variables))
    for layer in layers:
        if layer.own:
            settled.faults += layer.sheet.faults
        for rule in layer.sheet.rules:
            if rule.selector == ":root":
                _root(rule, layer, settled)
            elif rule.selector in settled.styles or rule.selector.startswith(CODE) or not layer.own:
                _rule(rule, layer, variables, settled)
            else:
                known = [name for name in settled.styles if not name.startswith(CODE)]
                settled.faults.append(selector_unknown(rule.selector, known, rule.line))
    return settled


def _accent(variables: Variables) -> str:
    try:
        colour = parse(text("color", tokens("var(--accent)"), variables))
    except (Unresolved, Useless):
        return ""
    return colour.over(WHITE).hexadecimal if colour else ""


def _root(rule: Rule, layer: Layer, settled: Settled) -> None:
    for one in rule.declarations if layer.own else ():
        if not one.name.startswith("--"):
            what = f"{one.name} is dropped: ':root' holds variables only"
            settled.faults.append(Fault("theme-property-lost", one.line, what, "put it into '.article'"))
        elif colour := next((c for node in one.value if (c := token_colour(node))), None):
            settled.named[colour] = one.line


def _rule(rule: Rule, layer: Layer, variables: Variables, settled: Settled) -> None:
    style = settled.styles.get(rule.selector, {})
    for one in rule.declarations:
        name = "background" if one.name == "background-color" else one.name
        value, faults = _value(one, name, variables)
        if value == "inherit" and rule.selector != "a":
            style = {known: said for known, said in style.items() if known != name}
        elif value:
            style = laid(style, {name: value})
        if layer.own:
            settled.lines[rule.selector, name] = one.line
            settled.faults += faults
    settled.styles[rule.selector] = style


def _value(one: Declaration, name: str, variables: Variables) -> tuple[str, list[Fault]]:
    """The shortest text of a declaration's value, "" where it is left out, and what is to be said of it."""
    if one.name.startswith("--"):
        what = f"{one.name} is dropped: variables are read from ':root' only"
        return "", [Fault("theme-property-lost", one.line, what, "move it there")]
    if one.name in kept.DROPPED or one.name not in kept.PROPERTIES | kept.FRAGILE:
        return "", [property_lost(one.name, one.line)]
    try:
        value = text(name, one.value, variables)
    except Unresolved as why:
        return "", [unresolved(f"{one.name}: {why.args[0]}", why.args[1], one.line)]
    except Useless as why:
        return "", [value_lost(one.name, why.args[0], why.args[1], one.line)]
    return value, list(_advice(one, value))


def _advice(one: Declaration, value: str) -> Iterator[Fault]:
    """What is kept, and yet had better be different."""
    units = {node.lower_unit for node in one.value if node.type == "dimension"}
    if one.important:
        what = "!important is left out: WeChat's dark mode needs the last word"
        yield Fault("theme-important", one.line, what, "remove it; a style on its element wins anyway")
    if one.name in kept.FRAGILE:
        what = f"{one.name} is kept by WeChat's interface, its editor may lose it"
        yield Fault("theme-editor", one.line, what, "let nothing that must be read depend on it")
    if any(f"{name}(" in value for name in kept.GRADIENTS):
        what = (
            "a gradient: the editor may lose it, and dark mode makes one colour of it where text stands on it"
        )
        yield Fault("theme-editor", one.line, what, "use one colour")
    if "rem" in units:
        what = "rem is counted as 16px: WeChat's page has its own root size"
        yield Fault("theme-unit", one.line, what, f"write {one.name}: {value}")
    if units & RELATIVE:
        what = f"{' and '.join(sorted(units & RELATIVE))} measure the window, which is wide on a desk"
        yield Fault("theme-unit", one.line, what, "use px, em or %")
    if one.name == "font-size" and value.endswith("px") and 0 < float(value[:-2]) < SMALL:
        what = f"font-size {value} is too small to read on a phone"
        yield Fault("theme-size", one.line, what, f"use at least {SMALL}px")
