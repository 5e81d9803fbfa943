"""A theme: CSS of simple selectors, looked up by name and written inline, since nothing else survives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from types import MappingProxyType

from publisher.contract import package_resources
from publisher.errors import ConfigError

assert __package__
RESOURCES = package_resources(__package__)
"""The adapter's own templates and theme, read once."""
DEFAULT = "theme/default.css"

Style = Mapping[str, str]
PLAIN: Style = MappingProxyType({})

COMMENT = re.compile(r"/\*.*?\*/", re.S)
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
NAME = re.compile(r"\.?[a-z][a-z0-9-]*|:root")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")


@dataclass(frozen=True, slots=True)
class Theme:
    """Declarations by selector: element names, and class names only the render rules use (never sent)."""

    styles: Mapping[str, Style]

    def style(self, names: Iterable[str], extra: Style = PLAIN) -> str:
        """A style attribute's text for these selectors, later ones winning, `extra` last; "" = nothing."""
        merged: dict[str, str] = {}
        for name in names:
            merged |= self.styles.get(name, PLAIN)
        return ";".join(f"{prop}:{value}" for prop, value in (merged | dict(extra)).items())

    def code(self, kind: str) -> str:
        """The style of a run of code by its Pygments class: "s2" falls back to "s"; "" = plain."""
        while kind and f".code-{kind}" not in self.styles:
            kind = kind[:-1]
        return self.style([f".code-{kind}"]) if kind else ""


def resource(theme: str) -> str:
    """Where a theme is found in `Site.resources`; "default", "my.css" and "styles/my.css" are all names."""
    return f"theme/{theme.rpartition('/')[2].removesuffix('.css')}.css"


def load(theme: str, resources: Mapping[str, str]) -> tuple[Theme, str]:
    """The theme, and the canonical text of what the user chose: a theme of the user's own by its text, the
    adapter's by its name (a new release's default theme is no change of the user's). ConfigError."""
    name = resource(theme)
    if name not in resources:
        known = sorted(
            key.removeprefix("theme/").removesuffix(".css") for key in resources if "theme/" in key
        )
        raise ConfigError(
            f"there is no theme {theme!r}",
            hint=f"name a CSS file in the site's folder, or one of: {', '.join(known)}",
        )
    css = resources[name]
    styles = _styles(RESOURCES[DEFAULT], css if css != RESOURCES[DEFAULT] else "", name)
    return Theme(styles), theme if css == RESOURCES.get(name) else css


@lru_cache(maxsize=8)
def _styles(default: str, own: str, name: str) -> Mapping[str, Style]:
    styles = dict(_parse(default, DEFAULT))
    for selector, style in _parse(own, name).items():
        if selector not in styles and not selector.startswith(".code-"):
            close = get_close_matches(selector, styles, 1)
            raise ConfigError(
                f"the theme styles {selector!r}, which no article contains",
                hint=f"did you mean {close[0]!r}?" if close else f"known: {', '.join(sorted(styles))}",
                path=name,
            )
        styles[selector] = {**styles.get(selector, PLAIN), **style}
    variables = styles.pop(":root", PLAIN)
    return {
        selector: {prop: _resolved(value, variables, name) for prop, value in style.items()}
        for selector, style in styles.items()
    }


def _parse(css: str, name: str) -> Mapping[str, Style]:
    found: dict[str, dict[str, str]] = {}
    text = COMMENT.sub("", css)
    rest = RULE.sub("", text).strip()
    if rest:
        raise _not_simple(rest.splitlines()[0], name)
    for selectors, body in RULE.findall(text):
        style = dict(_declaration(part, name) for part in body.split(";") if part.strip())
        for selector in (part.strip() for part in selectors.split(",")):
            if not NAME.fullmatch(selector):
                raise _not_simple(selector, name)
            found.setdefault(selector, {}).update(style)
    return found


def _declaration(text: str, name: str) -> tuple[str, str]:
    prop, colon, value = text.partition(":")
    if not colon or not value.strip():
        raise _not_simple(text.strip(), name)
    return prop.strip(), escape(" ".join(value.split()).replace('"', "'"), quote=False)


def _resolved(value: str, variables: Style, name: str) -> str:
    for _ in range(8):  # a variable may name another; more steps than this is a circle
        if "var(" not in value:
            return value
        value = VARIABLE.sub(lambda found: variables.get(found.group(1), ""), value)
    raise _not_simple(value, name)


def _not_simple(text: str, name: str) -> ConfigError:
    return ConfigError(
        f"the theme holds {text!r}, which cannot be written inline",
        hint="use element names or single classes, plain declarations and variables from :root",
        path=name,
    )
