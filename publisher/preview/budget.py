"""How much of what a platform takes a body needs, and what for: the figures behind a preview's bar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from publisher.model.rendition import Limits, Rendition, bound_size


@dataclass(frozen=True, slots=True)
class Share:
    """What all parts of one kind cost: characters, and percent of the bar."""

    kind: str
    characters: int
    percent: float


@dataclass(frozen=True, slots=True)
class Budget:
    """`most` characters are taken everywhere (0 = no such limit); `mark` is where they lie on the bar, in
    percent. `characters` and `bytes` count pictures' addresses as they will be."""

    characters: int
    bytes: int
    most: int = 0
    mark: float = 0
    shares: tuple[Share, ...] = ()

    @property
    def over(self) -> bool:
        return bool(self.most) and self.characters > self.most


def budget(rendition: Rendition, limits: Limits) -> Budget:
    """What a rendition needs; without shares where its adapter tells no parts."""
    characters, size = bound_size(rendition.body, limits)
    most = limits.body_chars_advised
    kinds: Counter[str] = Counter()
    for part in rendition.parts:
        kinds[part.kind] += part.characters
    whole = max(most, characters, sum(kinds.values())) or 1
    shares = tuple(Share(kind, count, 100 * count / whole) for kind, count in kinds.most_common() if count)
    return Budget(characters, size, most, 100 * most / whole, shares)
