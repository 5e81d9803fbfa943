"""A post's formulas and listings in all their forms, made at once: so every broken formula is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from publisher.contract import FormulaError, Tools, Typeset
from publisher.errors import SourceError
from publisher.markdown.drawn import formula_asset, framed
from publisher.markdown.tex.expand import expand
from publisher.markdown.tex.trivial import runs
from publisher.markdown.walk import walk
from publisher.model.post import Note
from publisher.model.tree import CodeBlock, Document, Math, MathBlock

from .forms import Filling, Formula, Listing
from .rules import code
from .rules.formulas import EX, as_picture, as_source, as_svg, as_words, empty, key
from .rules.ink import Options, room
from .settings import Settings
from .theme import Theme

Key = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Fillings:
    """What the slots of a post are filled with, and how their numbers are found."""

    all: tuple[Filling, ...]
    formulas: Mapping[Key, int]
    listings: Mapping[CodeBlock, int]
    notes: tuple[Note, ...]

    def widths(self) -> Mapping[Key, float]:
        """What each formula takes of a line, in em."""
        found = {name: self.all[index] for name, index in self.formulas.items()}
        return {name: one.width for name, one in found.items() if isinstance(one, Formula)}


def gather(
    document: Document, path: str, tools: Tools, theme: Theme, settings: Settings, options: Options
) -> Fillings:
    """Raises SourceError with all formulas that cannot be drawn, unless `tools.lenient`."""
    filled: list[Filling] = []
    formulas: dict[Key, int] = {}
    listings: dict[CodeBlock, int] = {}
    broken: dict[Key, FormulaError] = {}
    wrong: list[tuple[int, str]] = []
    for node in walk(document):
        if isinstance(node, CodeBlock) and node not in listings:
            listings[node] = len(filled)
            filled.append(_listing(node, tools, theme, options))
        elif isinstance(node, Math | MathBlock):
            name = key(node)
            if name not in formulas:
                formulas[name] = len(filled)
                try:
                    filled.append(_formula(node, tools, settings))
                except FormulaError as error:
                    broken[name] = error
                    source = as_source(theme, name[0])
                    filled.append(Formula(name[0], name[2], source=source, width=room(name[0])))
            if name in broken:
                wrong.append((node.lines[0] + broken[name].line, f"{broken[name]} in {_short(name[0])}"))
    if wrong and not tools.lenient:
        told = wrong[0][1] if len(wrong) == 1 else "; ".join(f"line {line}: {text}" for line, text in wrong)
        raise SourceError(
            f"{'a formula' if len(wrong) == 1 else f'{len(wrong)} formulas'} cannot be drawn: {told}",
            hint="mend the TeX, or use --lenient to send the source as it is",
            path=path,
            line=wrong[0][0],
        )
    notes = tuple(Note("formula-broken", text, line) for line, text in wrong)
    return Fillings(tuple(filled), formulas, listings, notes)


def _formula(node: Math | MathBlock, tools: Tools, settings: Settings) -> Formula:
    """Raises FormulaError. What is simple enough to be words is not drawn at all."""
    tex, complete, display = key(node)
    if empty(node):
        return Formula(tex, display)
    simple = None
    if settings.formulas == "auto" and not display:
        simple = runs(complete if complete == tex else expand(complete))
    if simple:
        width = room("".join(run.text for run in simple))
        html, bare = as_words(simple, face=True), as_words(simple, face=False)
        return Formula(tex, display, html=html, bare=bare, width=width)
    drawn = tools.typeset(complete, display)
    forms = _forms(drawn, settings)
    asset = formula_asset(complete, display, tools.formula_recipe)
    return Formula(
        tex,
        display,
        svg=as_svg(drawn, display=display) if "svg" in forms else "",
        picture=as_picture(framed(drawn), asset.ref, tex, display=display) if "png" in forms else "",
        asset=asset if "png" in forms else None,
        width=drawn.width * EX,
    )


def _forms(drawn: Typeset, settings: Settings) -> frozenset[str]:
    """What a drawn formula may be sent as. A picture with Chinese in it needs a Chinese font wherever it is
    made, and inline SVG whatever font the reader has: only the author can tell which is safer."""
    if settings.formulas != "auto":
        return frozenset({settings.formulas})
    return frozenset({settings.formula_words}) if drawn.words else frozenset({"svg", "png"})


def _listing(node: CodeBlock, tools: Tools, theme: Theme, options: Options) -> Listing:
    colours = tools.colour(code.expanded(node.code), node.language)
    return Listing(cache(partial(code.written, node, colours, options, theme)))


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
