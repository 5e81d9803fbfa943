"""What each Markdown renderer makes of a post, as far as it is not what the author meant.

Every entry was seen on pages built by Hexo 8.1.2 (hexo-renderer-marked 7.0.1, hexo-renderer-pandoc 0.5.0
with pandoc 2.17, hexo-renderer-markdown-it 7.1.1, hexo-renderer-kramed 0.1.4), Hugo 0.168.0 and Jekyll
4.3.1 (kramdown 2.4, GFM), each as it comes; tests/builds builds them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from . import harms as rules
from .formulas import Form, for_goldmark, for_kramdown, for_passthrough, in_raw
from .harms import Harms

Construct = Literal[
    "footnotes",
    "tasks",
    "marks",
    "scripts",
    "emoji",
    "callouts",
    "contents",
    "terms",
    "emphasis",
    "addresses",
    "attributes",
    "diagrams",
]
"""What a plugin of the blog's may add (`supports` in the settings)."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """`patches` are the names of those a text needs (`patches.PATCHES`). A formula that `harms` is said of
    is written in `form`; `harms_own` is said of those of a source written for this generator."""

    patches: frozenset[str]
    harms: Harms
    harms_own: Harms
    form: Form


_EVERYWHERE = frozenset({"callouts", "contents", "marks", "emoji", "diagrams"})
_HTML_NOTES = ("footnotes", "inline-notes", "terms", "scripts", "attributes")
_COMMONMARK = (*_HTML_NOTES, "emphasis", "address-ends")
_ALL = (*_HTML_NOTES, "emphasis", "addresses", "tasks", "tildes", "gaps")
_KRAMED = (*_HTML_NOTES, "address-ends", "code-dollars", "gaps-code", "tasks")
_GOLDMARK = _EVERYWHERE | {"scripts", "inline-notes", "attributes", "emphasis-zero-width", "tildes"}


def _hexo(rule: Harms, *patches: str) -> Renderer:
    guarded = rules.in_hexo(rule)
    return Renderer(_EVERYWHERE | {"heading-names", *patches}, guarded, guarded, in_raw)


_KRAMDOWN = Renderer(
    (_EVERYWHERE - {"callouts", "contents"})
    | {"scripts", "inline-notes", "gaps-code", "addresses", "bars"}
    | {"callouts-kramdown", "contents-kramdown", "attributes-kramdown", "html-kramdown"},
    rules.kramdown,
    rules.kramdown_own,
    for_kramdown,
)

RENDERERS: Mapping[tuple[str, str], Renderer] = {
    ("hexo", ""): _hexo(rules.any_of_hexo, *_COMMONMARK, "tildes"),
    ("hexo", "any"): _hexo(rules.any_of_hexo, *_ALL),
    ("hexo", "marked"): _hexo(rules.commonmark, *_COMMONMARK, "tildes"),
    ("hexo", "markdown-it"): _hexo(rules.commonmark, *_COMMONMARK, "tasks"),
    ("hexo", "pandoc"): _hexo(rules.pandoc, "gaps", "tildes", "addresses", "attributes-pandoc"),
    ("hexo", "kramed"): _hexo(rules.kramed, *_KRAMED),
    ("hugo", ""): Renderer(_GOLDMARK, rules.passthrough, rules.passthrough, for_passthrough),
    ("hugo", "goldmark"): Renderer(_GOLDMARK, rules.commonmark, rules.never, for_goldmark),
    ("jekyll", ""): _KRAMDOWN,
    ("jekyll", "kramdown"): _KRAMDOWN,
}
"""By generator and the setting `renderer`; "" = not said. For Hexo that means formulas that arrive under
marked, pandoc and markdown-it alike, and for all else marked, its default. "any" means all of it under each
of the three, which costs empty lines before lists and brackets around addresses."""

_NAMES: Mapping[str, frozenset[str]] = {
    "callouts": frozenset({"callouts", "callouts-kramdown"}),
    "emphasis": frozenset({"emphasis", "emphasis-zero-width"}),
    "contents": frozenset({"contents", "contents-kramdown"}),
    "addresses": frozenset({"addresses", "address-ends"}),
    "footnotes": frozenset({"footnotes", "inline-notes"}),
}


def without(patches: frozenset[str], supported: tuple[str, ...]) -> frozenset[str]:
    """The patches a text still needs where plugins see to some constructs."""
    return patches.difference(*(_NAMES.get(name, frozenset({name})) for name in supported))
