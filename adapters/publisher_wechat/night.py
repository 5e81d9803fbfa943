"""An article's HTML as a phone shows it in dark mode: every inline colour answered as the platform does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from .css import dark
from .css.colours import Colour, parse

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>", re.IGNORECASE)
STYLE = re.compile(r'\sstyle="([^"]*)"')
DECLARATION = re.compile(r"\s*([\w-]+)\s*:((?:[^;'\"]|'[^']*'|\"[^\"]*\")*)")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl)a?\([^()]*\)|\b[a-z]{3,20}\b(?!\()")
VOID = frozenset({"br", "hr", "img"})
EDGES = ("border", "outline", "box-shadow")
"""What is answered as text would be, on the page itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """What an element passes on: the background behind it, dark by now, and its text's colour by day."""

    tag: str
    behind: Colour = dark.PAGE
    text: Colour = dark.TEXT


def night(html: str) -> str:
    """The same HTML with other colours. SVG and pictures stay as they are, as on the platform."""
    places = [Place("")]
    written: list[str] = []
    end = drawn = 0
    for found in TAG.finditer(html):
        closing, tag, rest = found[1], found[2].lower(), found[3]
        written.append(html[end : found.start()])
        end = found.end()
        if drawn or tag == "svg":
            drawn += (-1 if closing else 1) if tag == "svg" else 0
            written.append(found[0])
        elif closing:
            if len(places) > 1 and places[-1].tag == tag:
                places.pop()
            written.append(found[0])
        else:
            place, attributes = _element(tag, rest, places[-1])
            written.append(f"<{found[2]}{attributes}>")
            if tag not in VOID and not rest.endswith("/"):
                places.append(place)
    return "".join((*written, html[end:]))


def _element(tag: str, attributes: str, around: Place) -> tuple[Place, str]:
    style = STYLE.search(attributes)
    if style is None:
        return Place(tag, around.behind, around.text), attributes
    declared = {name.lower(): value.strip() for name, value in DECLARATION.findall(unescape(style[1]))}
    behind, text = around.behind, around.text
    ground = _first(declared.get("background-color", "") or declared.get("background", ""))
    if ground is not None and ground.alpha >= dark.CLEAR:
        behind = dark.background(ground, behind)
        declared.pop("background-color", None)
        declared["background"] = str(behind)
    own = parse(declared.get("color", ""))
    text = own or text
    if own is not None or behind is not around.behind:
        declared["color"] = str(dark.text(text, behind))
    for name, value in declared.items():
        if name.startswith(EDGES):
            declared[name] = COLOUR.sub(_edge, value)
    said = ";".join(f"{name}:{value}" for name, value in declared.items())
    changed = f'{attributes[: style.start()]} style="{escape(said, quote=False).replace(chr(34), "&quot;")}"'
    return Place(tag, behind, text), changed + attributes[style.end() :]


def _first(value: str) -> Colour | None:
    return next((colour for word in COLOUR.findall(value) if (colour := parse(word))), None)


def _edge(found: re.Match[str]) -> str:
    colour = parse(found[0])
    return (
        str(dark.text(colour, dark.PAGE)) if colour is not None and colour.alpha >= dark.CLEAR else found[0]
    )
