"""The engines a render may call, behind one door: `open_tools`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publisher.errors import ConfigError
from publisher.model.drawing import Colour, Diagram, DiagramError, Typeset
from publisher.typeset.colours import Colours
from publisher.typeset.diagrams import RECIPE, Diagrams
from publisher.typeset.formulas import Formulas
from publisher.typeset.store import Store


@dataclass(frozen=True, slots=True)
class Engines:
    """Satisfies `contract.Tools`; may be shared by threads. `lenient` is for the renders to obey."""

    formulas: Formulas
    colours: Colours
    diagrams: Diagrams
    lenient: bool = False

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        """A drawn formula. Raises FormulaError with MathJax's reason."""
        return self.formulas.typeset(tex, display)

    @property
    def formula_recipe(self) -> str:
        return "mathjax-3.2.2 paper-1"

    @property
    def diagram_recipe(self) -> str:
        return RECIPE

    def draw(self, text: str, language: str, /) -> Diagram:
        """A drawn diagram. Raises DiagramError with the engine's reason, ConfigError where there is no engine
        (lenient: DiagramError, too)."""
        try:
            return self.diagrams.draw(text, language)
        except ConfigError as error:
            if self.lenient:
                raise DiagramError(error.message) from None
            raise

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        """The code in runs of one kind; unknown languages give one plain run."""
        return self.colours.colour(code, language)


def open_tools(cache: Path | None, *, lenient: bool = False) -> Engines:
    """Engines that keep their results below `cache` (None: only in memory).

    Nothing heavy is loaded until something must be drawn that is not kept there.
    """
    store = Store(cache / "typeset" if cache else None)
    return Engines(Formulas(store), Colours(store), Diagrams(store), lenient)
