"""What an article costs, as it will be sent, in any way of writing it; nothing is rendered twice for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from publisher.model.rendition import Limits, bound_size
from publisher.model.tree import Block

from . import slots
from .forms import Choice, Filling
from .rules.ink import SPACE, Manner
from .slots import Slot


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the body, slots still open, and the block it shows (None: the adapter's own); `kind` as
    in Part, where the block does not say it."""

    html: str
    block: Block | None = None
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Size:
    """Characters and bytes as sent, and the hard spaces among them."""

    characters: int = 0
    bytes: int = 0
    spaces: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(self.characters + other.characters, self.bytes + other.bytes, self.spaces + other.spaces)

    def times(self, count: int) -> Size:
        return Size(self.characters * count, self.bytes * count, self.spaces * count)

    def sent(self, choice: Choice) -> Size:
        """With hard spaces as single characters, where that was chosen."""
        if choice.spaces:
            return self
        short = len(SPACE.encode()) - len("\u00a0".encode())
        return Size(self.characters - (len(SPACE) - 1) * self.spaces, self.bytes - short * self.spaces)


@dataclass(frozen=True, slots=True)
class Article:
    """A post, rendered once for each manner that is asked for."""

    render: Callable[[Manner], tuple[Piece, ...]]
    fillings: tuple[Filling, ...]
    limits: Limits
    _pieces: dict[Manner, tuple[Piece, ...]] = field(default_factory=dict)
    _fixed: dict[Manner, tuple[Size, Counter[Slot]]] = field(default_factory=dict)
    _forms: dict[tuple[Slot, str, bool], Size] = field(default_factory=dict)

    def pieces(self, manner: Manner) -> tuple[Piece, ...]:
        if manner not in self._pieces:
            self._pieces[manner] = self.render(manner)
        return self._pieces[manner]

    def body(self, choice: Choice) -> str:
        html = "".join(piece.html for piece in self.pieces(choice.manner))
        whole = slots.fill(html, lambda slot: self.fillings[slot.index].written(slot, choice))
        return whole if choice.spaces else whole.replace(SPACE, "\u00a0")

    def size(self, choice: Choice) -> Size:
        fixed, open_slots = self._skeleton(choice.manner)
        total = fixed
        for slot, count in open_slots.items():
            total += self.filled(slot, choice).times(count)
        return total.sent(choice)

    def savings(self, choice: Choice, changed: Callable[[int], Choice]) -> dict[int, int]:
        """Characters that each filling's own change of the choice saves, by its number."""
        saved: dict[int, int] = {}
        for slot, count in self._skeleton(choice.manner)[1].items():
            now, then = self.filled(slot, choice), self.filled(slot, changed(slot.index))
            fewer = (now.characters - then.characters) * count
            saved[slot.index] = saved.get(slot.index, 0) + fewer
        return saved

    def filled(self, slot: Slot, choice: Choice) -> Size:
        """What stands in a slot costs, its punctuation included; hard spaces spelt out."""
        filling = self.fillings[slot.index]
        name = replace(slot, line=0), filling.form(slot.index, choice), choice.manner.words
        if name not in self._forms:
            self._forms[name] = self.measured(filling.written(slot, choice))
        return self._forms[name]

    def measured(self, html: str) -> Size:
        characters, size = bound_size(html, self.limits)
        return Size(characters, size, html.count(SPACE))

    def _skeleton(self, manner: Manner) -> tuple[Size, Counter[Slot]]:
        if manner not in self._fixed:
            html = "".join(piece.html for piece in self.pieces(manner))
            fixed = self.measured(slots.fill(html, lambda _slot: ""))
            self._fixed[manner] = fixed, Counter(replace(slot, line=0) for slot in slots.found(html))
        return self._fixed[manner]
