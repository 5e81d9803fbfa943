"""Which text stands on which background in an article, and whether it can be read there, in dark mode too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from . import dark
from .colours import WHITE, Colour, contrast, parse

Styles = Mapping[str, Mapping[str, str]]

INLINE = ("strong", "em", "a", ".link", ".cite", "u", "s", "small", ".big", "code", "kbd", "mark")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ALERTS = tuple(f".alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution"))
TITLE = ".code-title"
QUIET = frozenset({TITLE, ".caption", ".note", ".address", ".references", ".cite", "s", ".code-c"})
"""What is read second: captions, notes, references, comments."""
FLOW = frozenset({"p", ".quote", ".item", ".alert", ".scroll", "table", ".figure"})
"""What need not be named to say where text stands."""
RUNNING_RATIO, QUIET_RATIO = 4.5, 3.0
"""WCAG's AA for text, and for what is large or second."""
GLARING = 110
"""Perceived brightness of a background at night from which it stands out of the page like a lamp."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Text of the last of `names`, within the others, as it is seen: by day, or in dark mode at `night`.
    `said` is its colour as declared; `by` and `ground` are the selectors that colour it and what is behind
    it, "" = none. `wanted` is the least contrast ratio."""

    names: tuple[str, ...]
    text: Colour
    behind: Colour
    said: Colour
    by: str
    ground: str
    wanted: float
    night: bool

    @property
    def ratio(self) -> float:
        return contrast(self.text, self.behind)

    @property
    def readable(self) -> bool:
        return self.ratio >= self.wanted

    @property
    def where(self) -> str:
        place = next((name for name in self.names if name not in FLOW), self.names[-1])
        return repr(self.names[-1]) + (f" in {place!r}" if place != self.names[-1] else "")


def pairs(styles: Styles) -> Iterator[Pair]:
    """Every text on its background, by day and by night."""
    for chain in _chains(styles):
        yield _pair(styles, chain, night=False)
        yield _pair(styles, chain, night=True)


def glaring(styles: Styles) -> Iterator[tuple[str, Colour]]:
    """Boxes that are pale by day and no longer dark at night, with what they become."""
    for name in ("blockquote", "pre", "th", "td", "code", "kbd", ".alert", ".details", *HEADINGS):
        colour = parse(styles.get(name, {}).get("background", ""))
        if colour is not None and colour.over(WHITE).brightness > dark.BRIGHTEST_BACKGROUND:
            night = dark.background(colour, dark.PAGE)
            if night.brightness > GLARING:
                yield name, night


def _chains(styles: Styles) -> Iterator[tuple[str, ...]]:
    """Where text can stand, from the outside in."""
    texts = (
        ("p",),
        ("p", ".item"),
        ("p", ".note"),
        ("p", ".address"),
        ("p", ".term"),
        *((h,) for h in HEADINGS),
    )
    boxes = (
        *((box, "p", ".quote") for box in ("blockquote", ".details")),
        *((".alert", kind, "p", ".quote") for kind in ALERTS),
    )
    for place in (*texts, *boxes, (".scroll", "table", "td"), (".scroll", "table", "th")):
        yield place
        for name in INLINE:
            yield (*place, name)
    yield from ((".alert", kind, "p", ".alert-title") for kind in ALERTS)
    yield from ((".figure", ".caption"), (".scroll", ".caption"), (".formula",), ("p", ".references"))
    yield from ((".details", "p", ".summary"), ("p", ".marker"), ("pre",))
    yield from (("pre", name) for name in sorted(styles) if name.startswith(".code-") and name != TITLE)
    yield (TITLE,)


def _pair(styles: Styles, chain: tuple[str, ...], *, night: bool) -> Pair:
    behind, text = (dark.PAGE if night else WHITE), dark.TEXT
    by = ground = ""
    for name in (".article", *chain):
        style = styles.get(name, {})
        own = parse(style.get("background", ""))
        if own is not None:
            behind, ground = (dark.background(own, behind) if night else own.over(behind)), name
        if colour := parse(style.get("color", "")):
            text, by = colour, name
    seen = dark.text(text, behind) if night else text.over(behind)
    quiet = not QUIET.isdisjoint(chain[-2:])
    wanted = QUIET_RATIO if quiet else RUNNING_RATIO
    return Pair(chain, seen, behind, text, by, ground, wanted, night)
