"""Values that hold themselves, or far more than was written: YAML's aliases say either in a few signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

DEEPEST = 50  # containers within containers
LARGEST = 100_000  # values, all that an alias stands for counted again


def fault(top: T, parts: Callable[[T], Iterable[T]]) -> str:
    """What is wrong with a value, "" when nothing is; `parts` gives what a container holds."""
    sizes: dict[int, int] = {}
    depths: dict[int, int] = {}

    def look(value: T, above: int) -> str:
        inner = tuple(parts(value))
        if not inner or id(value) in depths:
            return ""
        if id(value) in sizes:  # begun and not done
            return "stands within itself"
        if above >= DEEPEST:
            return "nested too deeply"
        sizes[id(value)] = 1
        for part in inner:
            if wrong := look(part, above + 1):
                return wrong
        sizes[id(value)] = 1 + sum(sizes.get(id(part), 1) for part in inner)
        depths[id(value)] = 1 + max(depths.get(id(part), 0) for part in inner)
        if depths[id(value)] > DEEPEST:
            return "nested too deeply"
        return "far too much" if sizes[id(value)] > LARGEST else ""

    return look(top, 0)


def held(value: object) -> Iterable[object]:
    """The parts of a list or table."""
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
