"""How much one rendering of a template may do: counted, so that it is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import GeneratorType
from typing import TypeVar

from jinja2.exceptions import SecurityError

STEPS = 200_000
"""Rounds of loops, calls and filters; work on long texts and lists counts for more."""
OUTPUT = 2_000_000
"""Characters that are printed, those that another part of the template works on further too."""
WEIGHT = 2_000_000
"""Characters of one value, with all it holds; an item of a list counts for ten."""
NUMBER = 10_000
"""The largest number a template may hand to a function: widths, counts."""
_PER_STEP = 100  # of a value's weight
_ITEM = 10  # characters
_BITS = 256

T = TypeVar("T")


class TooMuch(SecurityError):
    """The template does not end, or makes more than any block needs."""


class Meter:
    """What is left of one rendering."""

    __slots__ = ("output", "steps")

    def __init__(self) -> None:
        self.steps = STEPS
        self.output = OUTPUT

    def step(self, weight: int = 0) -> None:
        self.steps -= 1 + weight // _PER_STEP
        if self.steps < 0:
            raise TooMuch(f"it takes more than {STEPS} steps: does a loop go over more than it should?")

    def told(self, text: str) -> str:
        self.output -= len(text)
        if self.output < 0:
            raise TooMuch(f"it makes more than {OUTPUT} characters: does a loop print more than it should?")
        return text

    def each(self, items: Iterator[T]) -> Iterator[T]:
        for item in items:
            self.step()
            yield item


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered() -> Iterator[None]:
    """What is rendered inside has one budget."""
    token = _METER.set(Meter())
    try:
        yield
    finally:
        _METER.reset(token)


def meter() -> Meter:
    """The current one; outside of a rendering (a template is compiled) one for a single step."""
    return _METER.get() or Meter()


def held(value: object) -> object:
    """A value that was just made, if it is not too large. What is lazy is counted when it is gone through."""
    if isinstance(value, GeneratorType):
        return meter().each(value)
    if isinstance(value, int) and value.bit_length() > _BITS:
        raise TooMuch("a number is too large")
    if weight(value) > WEIGHT:
        raise TooMuch(f"a text or list is larger than {WEIGHT} characters")
    return value


def weight(value: object) -> int:
    """Characters, and items as ten each, counted as often as they stand in it; no further than WEIGHT."""
    if isinstance(value, str):
        return len(value)
    total, waiting = 0, [value]
    while waiting and total <= WEIGHT:
        one = waiting.pop()
        total += _ITEM + (len(one) if isinstance(one, str | bytes) else 0)
        if isinstance(one, list | tuple | set | frozenset):
            waiting.extend(one)
        elif isinstance(one, Mapping):
            waiting.extend(one)
            waiting.extend(one.values())
    return total
