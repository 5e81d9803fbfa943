"""What an outline is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Unsure(Exception):
    """Something that only the parser can tell."""


class Stretch(NamedTuple):
    """Words that belong together, on consecutive lines from `line` (0-based) on."""

    line: int
    text: str


class Block(NamedTuple):
    """A block at the top: `kind` is p (words) | h (heading) | end (a rule, the excerpt's end) | other; lines
    are 0-based, both included."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Outline:
    stretches: Sequence[Stretch]
    blocks: Sequence[Block]
    definitions: Mapping[str, str]
