"""Tree → text by a mapping from node kind to function; adapters override entries of the mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from publisher.model.tree import Node

Write = Callable[[Node | Iterable[Node]], str]
"""Renders a node, or several one after the other, by the same rules."""

Rule = Callable[[Any, Write], str]
"""Renders one node kind; `write` renders what lies below."""


def render(node: Node | Iterable[Node], rules: Mapping[type[Node], Rule]) -> str:
    """The text the rules make of a node. Raises TypeError for a node kind without a rule."""

    def write(part: Node | Iterable[Node]) -> str:
        if isinstance(part, Node):
            rule = rules.get(type(part))
            if rule is None:
                raise TypeError(f"no rule for {type(part).__name__}")
            return rule(part, write)
        return "".join(map(write, part))

    return write(node)
