"""Custom properties: each resolved once, circles and explosions told."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from .read import Tokens
from .sums import Unresolved

MOST = 500
"""Tokens of one value; variables that double one another pass this soon."""
DEEPEST = 40
"""Functions, brackets and variables within one another; no design needs a quarter of that."""


class Variables:
    """The variables of a style sheet. Looking one up resolves it and keeps what came out."""

    def __init__(self, written: Mapping[str, Tokens]) -> None:
        self._written = written
        self._known: dict[str, Tokens] = {}
        self._asked: set[str] = set()
        self._depth = 0

    def resolved(self, value: Tokens) -> Tokens:
        """The tokens with every var() replaced, those within functions too. Raises Unresolved."""
        if self._depth == DEEPEST:
            raise Unresolved("it is nested too deeply", "write the value itself")
        self._depth += 1
        try:
            return self._each(value)
        finally:
            self._depth -= 1

    def _each(self, value: Tokens) -> Tokens:
        found: list[Any] = []
        for node in value:
            if node.type == "function" and node.lower_name == "var":
                found += self._variable(node)
            elif node.type in {"function", "() block"}:
                inner = copy(node)  # sheets are kept, and resolved again with another accent
                part = "arguments" if node.type == "function" else "content"
                setattr(inner, part, list(self.resolved(tuple(getattr(node, part)))))
                found.append(inner)
            else:
                found.append(node)
        if len(found) > MOST:
            raise Unresolved("it grows to no end of words", "write the value itself")
        return tuple(found)

    def _variable(self, node: Any) -> Tokens:
        words = [part for part in node.arguments if part.type != "whitespace"]
        name = str(words[0].value) if words and words[0].type == "ident" else ""
        if name in self._known:
            return self._known[name]
        if name in self._asked:
            raise Unresolved(f"{name} is defined by itself", "give one of the variables a value of its own")
        if name in self._written:
            self._asked.add(name)
            self._known[name] = self.resolved(self._written[name])
            return self._known[name]
        if len(words) > 2 and words[1].type == "literal" and words[1].value == ",":
            return self.resolved(tuple(words[2:]))
        raise Unresolved(f"var({name}) is not defined", f"define it: :root {{ {name or '--name'}: value }}")
