"""A theme: CSS of simple selectors, looked up by name and written inline, since nothing else survives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from publisher.contract import package_resources
from publisher.errors import ConfigError
from publisher.model.post import Note

from .css.declarations import laid, telling

if TYPE_CHECKING:
    from .css.settle import Settled

assert __package__
RESOURCES = package_resources(__package__)
"""The adapter's own templates and themes, read once."""
DEFAULT = "default"
PALETTE = "code-"
"""A theme's file whose name begins so holds the colours of code alone."""
FONTS: Mapping[str, str] = {"sans": "var(--sans)", "serif": "var(--serif)"}

Style = Mapping[str, str]
PLAIN: Style = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Look:
    """What an article shall look like: a theme's name or file, the palette of its code, and what is changed
    of the theme; "" and 0 leave it as it is. `font`: sans | serif | a font stack; `font_size` in px."""

    theme: str = DEFAULT
    palette: str = ""
    accent: str = ""
    font: str = ""
    font_size: float = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """Declarations by selector: element names, and class names only the render rules use (never sent).
    Values are ready for a double-quoted attribute. `accent` is the colour it is known by, as `#rrggbb`, ""
    where it has none."""

    styles: Mapping[str, Style]
    accent: str = ""
    _merged: dict[tuple[str, ...], Style] = field(default_factory=dict, compare=False, repr=False)

    def merged(self, names: tuple[str, ...], extra: Style = PLAIN) -> Style:
        """What these selectors say, later ones winning, `extra` last; nothing an element is anyway."""
        merged = self._merged.get(names)
        if merged is None:
            merged = PLAIN
            for name in names:
                merged = laid(merged, self.styles.get(name, PLAIN))
            merged = self._merged[names] = telling(merged, names)
        return laid(merged, extra) if extra else merged

    def style(self, names: Iterable[str], extra: Style = PLAIN) -> str:
        """The same as a style attribute's text; "" = nothing."""
        return ";".join(f"{prop}:{value}" for prop, value in self.merged(tuple(names), extra).items())

    def code(self, kind: str) -> str:
        """The style of a run of code by its Pygments class: "s2" falls back to "s"; "" = plain."""
        while kind and f".code-{kind}" not in self.styles:
            kind = kind[:-1]
        return self.style([f".code-{kind}"]) if kind else ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A theme ready to write with; `canonical` is the text of what the user chose: a theme of the user's own
    by its text, the adapter's by its name (a new release's theme is no change of the user's)."""

    theme: Theme
    canonical: str
    notes: tuple[Note, ...] = ()

    @property
    def accent(self) -> str:
        return self.theme.accent


def resource(theme: str) -> str:
    """Where a theme is found in `Site.resources`; "default", "my.css" and "styles/my.css" are all names."""
    return f"theme/{theme.rpartition('/')[2].removesuffix('.css')}.css"


def names(resources: Mapping[str, str] = RESOURCES, *, palettes: bool = False) -> tuple[str, ...]:
    """Themes there are, or palettes, by the names settings know them by."""
    files = (key.removeprefix("theme/").removesuffix(".css") for key in resources if key.startswith("theme/"))
    chosen = (name for name in files if name.startswith(PALETTE) is palettes)
    return tuple(sorted(name.removeprefix(PALETTE) if palettes else name for name in chosen))


def load(look: Look, resources: Mapping[str, str]) -> Chosen:
    """Raises ConfigError for a theme, palette, colour or font there is none of, and for CSS whose meaning
    is unclear; what WeChat would not keep of it is left out and noted."""
    name = resource(look.theme)
    if name not in resources or name.startswith(f"theme/{PALETTE}"):
        raise _unknown("theme", look.theme, names(resources))
    if look.palette and f"theme/{PALETTE}{look.palette}.css" not in RESOURCES:
        raise _unknown("palette", look.palette, names(palettes=True))
    css = resources[name]
    own = css != RESOURCES.get(name)
    _check_values(look)
    given = {key: value for key, value in asdict(look).items() if value and key != "theme"}
    canonical = css if own else look.theme
    if given:
        canonical = json.dumps(given | {"theme": canonical}, ensure_ascii=False, sort_keys=True)
    theme, notes = _made(css, own, look)
    return Chosen(theme, canonical, notes)


def _check_values(look: Look) -> None:
    from .css.settings import wrong

    if look.accent or look.font:
        problem = wrong(look.accent, look.font)
        if problem:
            raise ConfigError(problem[0], hint=problem[1])


def inspect(path: str, text: str) -> tuple[Note, ...]:
    """What WeChat would not keep of a theme of the user's own, and what readers could not read; () for any
    other file."""
    if not path.endswith(".css"):
        return ()
    from .css.check import as_note, findings

    return tuple(as_note(fault) for fault in findings(_settled(text, own=True, look=Look())))


@lru_cache(maxsize=64)
def _made(css: str, own: bool, look: Look) -> tuple[Theme, tuple[Note, ...]]:
    from .css.check import summary

    settled = _settled(css, own=own, look=look)
    notes = summary(settled, look.theme if own else "", look.accent) if own or look.accent else ()
    styles = {
        selector: {prop: escape(value, quote=False).replace('"', "&quot;") for prop, value in style.items()}
        for selector, style in settled.styles.items()
    }
    return Theme(styles, settled.accent), notes


def _settled(css: str, *, own: bool, look: Look) -> Settled:
    from .css.compose import compose  # the tokenizer is for those who render or check

    built_in = {key[6:-4]: css for key, css in RESOURCES.items() if key.startswith("theme/")}
    given = {"--accent": look.accent, "--font": FONTS.get(look.font, look.font)}
    given["--size"] = f"{look.font_size:g}px" if look.font_size else ""
    palette = PALETTE + look.palette if look.palette else ""
    return compose(
        css, own=own, built_in=built_in, palette=palette, given={k: v for k, v in given.items() if v}
    )


def _unknown(what: str, name: str, known: tuple[str, ...]) -> ConfigError:
    close = get_close_matches(name, known, 1)
    meant = f"did you mean {close[0]!r}? " if close else ""
    place = "name a CSS file in the site's folder, or one of" if what == "theme" else "there are"
    return ConfigError(f"there is no {what} {name!r}", hint=f"{meant}{place}: {', '.join(known)}")
