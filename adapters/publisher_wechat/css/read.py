"""CSS text → rules with the lines they stand on; only the grammar is judged here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from .faults import Fault, rule_lost, selector_lost, syntax

NAME = re.compile(r"\.?[A-Za-z][\w-]*")
Tokens = tuple[Any, ...]
"""tinycss2's component values; it ships no types."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """`value` as tokens, without `!important`; `line` is 1-based."""

    name: str
    value: Tokens
    important: bool
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector (an element's name, `.class` or `:root`) with its declarations; a list of selectors
    becomes as many rules."""

    selector: str
    declarations: tuple[Declaration, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet's rules in their order, the sheets it is laid over, and what in it is no such thing."""

    imports: tuple[tuple[str, int], ...]
    rules: tuple[Rule, ...]
    faults: tuple[Fault, ...]


def read(css: str) -> Sheet:
    """Never raises: what cannot be read is among the faults."""
    imports: list[tuple[str, int]] = []
    rules: list[Rule] = []
    faults: list[Fault] = list(_unclosed(css))
    for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        line = int(node.source_line)
        if node.type == "at-rule":
            name = _imported(node)
            if name and not rules:
                imports.append((name, line))
            elif node.lower_at_keyword != "charset":
                faults.append(rule_lost(node.lower_at_keyword, late=bool(name), line=line))
        elif node.type == "qualified-rule":
            declarations, wrong = _declarations(node)
            faults += wrong
            for selector in _selectors(node.prelude):
                if selector == ":root" or NAME.fullmatch(selector):
                    name = selector if selector.startswith(".") else selector.lower()
                    rules.append(Rule(name, declarations, line))
                else:
                    faults.append(
                        selector_lost(selector, line) if selector else syntax("a selector is missing", line)
                    )
        else:
            faults.append(syntax("this is no rule", line))
    return Sheet(tuple(imports), tuple(rules), tuple(faults))


def tokens(value: str) -> Tokens:
    """A value that was not written in a style sheet: a setting."""
    return tuple(tinycss2.parse_component_value_list(value, skip_comments=True))


def _unclosed(css: str) -> Iterator[Fault]:
    """The grammar closes every open block at the end of the text; a person forgot a brace."""
    nodes = tinycss2.parse_component_value_list(css + "}")
    if not (nodes and nodes[-1].type == "error" and nodes[-1].kind == "}"):
        last = next((node for node in reversed(nodes) if node.type == "{} block"), None)
        yield syntax(
            "a closing } (or quote, or end of a comment) is missing", int(last.source_line) if last else 1
        )


def _imported(rule: Any) -> str:
    """`@import "name";` → name; "" for any other rule, an address above all."""
    words = [node for node in rule.prelude if node.type != "whitespace"]
    plain = rule.lower_at_keyword == "import" and len(words) == 1 and words[0].type == "string"
    return words[0].value if plain and re.fullmatch(r"[\w.-]+", words[0].value) else ""


def _selectors(prelude: Sequence[Any]) -> Iterator[str]:
    part: list[Any] = []
    for node in (*prelude, None):
        if node is None or (node.type == "literal" and node.value == ","):
            yield _written(part)
            part = []
        else:
            part.append(node)


def _written(selector: Sequence[Any]) -> str:
    """Its text; of brackets within brackets without end there is no more to say than that."""
    try:
        return " ".join(tinycss2.serialize(selector).split())
    except RecursionError:
        return "((…))"


def _declarations(rule: Any) -> tuple[tuple[Declaration, ...], list[Fault]]:
    found: list[Declaration] = []
    faults: list[Fault] = []
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        line = int(node.source_line)
        if node.type == "declaration" and not node.value:
            faults.append(syntax(f"{node.name} has no value", line))
        elif node.type == "declaration" and _runs_on(node):
            faults.append(
                syntax(f"the value of {node.name} runs on into another declaration: a ; is missing", line)
            )
        elif node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            found.append(Declaration(name, tuple(node.value), bool(node.important), line))
        elif node.type == "qualified-rule":
            faults.append(selector_lost(_written(node.prelude), line, nested=True))
        elif node.type == "at-rule":
            faults.append(rule_lost(node.lower_at_keyword, late=False, line=line))
        else:
            faults.append(syntax("this is no declaration: a colon or a semicolon is missing", line))
    return tuple(found), faults


def _runs_on(node: Any) -> bool:
    return not node.name.startswith("--") and any(
        part.type == "literal" and part.value == ":" for part in node.value
    )
