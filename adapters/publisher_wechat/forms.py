"""Formulas and listings in every form they can be sent in, and which of them a choice takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from publisher.model.post import Asset

from .rules.formulas import NARROW
from .rules.ink import Manner
from .slots import Slot

Colours = Literal["all", "few", "none"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to write an article. `spaces`: hard spaces are spelt out. `colours`: of code. `pictures`:
    the numbers of the formulas that become pictures."""

    spaces: bool = True
    colours: Colours = "all"
    manner: Manner = field(default_factory=Manner)
    pictures: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Formula:
    """`html` is the formula as styled words, `bare` without their typeface, "" where it is none that
    simple; `svg` and `picture` are "" where they are not to be chosen. `width` is about what it takes of a
    line, in em of the text around it."""

    tex: str
    display: bool
    html: str = ""
    bare: str = ""
    svg: str = ""
    picture: str = ""
    source: str = ""
    asset: Asset | None = None
    width: float = 0

    def form(self, index: int, choice: Choice) -> str:
        """The name `FormulaUse` has for it."""
        if self.html:
            return "html"
        if self.picture and (index in choice.pictures or not self.svg):
            return "png"
        return "svg" if self.svg else "source" if self.source else "none"

    def written(self, slot: Slot, choice: Choice) -> str:
        form = self.form(slot.index, choice)
        if form == "html":
            html = self.html if choice.manner.words else self.bare
        else:
            html = {"png": self.picture, "svg": self.svg, "source": self.source, "none": ""}[form]
        whole = slot.before + html + slot.after
        if form in {"svg", "png"} and self.width <= NARROW and len(whole) > len(html):
            return f'<span style="white-space:nowrap">{whole}</span>'
        return whole


@dataclass(frozen=True, slots=True)
class Listing:
    """A code block; `write` gives its lines in all its colours, in few, or in none."""

    write: Callable[[Colours], str]

    def form(self, _index: int, choice: Choice) -> Colours:
        return choice.colours

    def written(self, _slot: Slot, choice: Choice) -> str:
        return self.write(choice.colours)


Filling = Formula | Listing
