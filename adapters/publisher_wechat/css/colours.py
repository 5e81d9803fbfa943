"""Colours: read from CSS, written short, laid over one another, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tinycss2 import color4


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255, and how opaque it is, from 0 to 1."""

    r: float
    g: float
    b: float
    alpha: float = 1.0

    @property
    def brightness(self) -> float:
        """As WeChat's dark mode perceives it, from 0 to 255 (W3C's AERT formula); opacity is left out."""
        return (self.r * 299 + self.g * 587 + self.b * 114) / 1000

    @property
    def luminance(self) -> float:
        """WCAG's relative luminance, from 0 to 1."""
        linear = [_linear(channel / 255) for channel in (self.r, self.g, self.b)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def over(self, beneath: Colour) -> Colour:
        """What is seen of this colour on an opaque one."""
        return Colour(
            *(
                top * self.alpha + under * (1 - self.alpha)
                for top, under in zip(
                    (self.r, self.g, self.b), (beneath.r, beneath.g, beneath.b), strict=True
                )
            )
        )

    @property
    def hexadecimal(self) -> str:
        """`#aabbcc`; opacity is left out."""
        return "#" + "".join(f"{channel:02x}" for channel in self._bytes())

    def _bytes(self) -> tuple[int, int, int]:
        red, green, blue = (min(255, max(0, round(channel))) for channel in (self.r, self.g, self.b))
        return red, green, blue

    def __str__(self) -> str:
        """The shortest CSS every reader's phone knows: `#abc`, `#aabbcc` or `rgba(1,2,3,.5)`."""
        red, green, blue = self._bytes()
        if self.alpha < 1:
            opacity = f"{self.alpha:.3f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
            return f"rgba({red},{green},{blue},{opacity})"
        text = f"{red:02x}{green:02x}{blue:02x}"
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"


WHITE = Colour(255, 255, 255)


def parse(text: str) -> Colour | None:
    """A colour written in CSS; None for anything else, `currentColor` too."""
    return token_colour(text)


def token_colour(node: Any) -> Colour | None:
    """The colour of a token (or text); None when it is none, or of a kind older phones do not know."""
    found = color4.parse_color(node)
    if found is None or isinstance(found, str) or found.space not in {"srgb", "hsl", "hwb"}:
        return None
    red, green, blue, alpha = found.to("srgb")
    return Colour(red * 255, green * 255, blue * 255, alpha)


def mixed(nodes: Sequence[Any]) -> Colour | None:
    """What color-mix(in srgb, one 20%, other) comes to, given its arguments; None where that is unclear."""
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        elif node.type != "whitespace":
            parts[-1].append(node)
    if len(parts) != 3 or [node.serialize() for node in parts[0]] != ["in", "srgb"]:
        return None
    shares = [
        next((node.value / 100 for node in part if node.type == "percentage"), None) for part in parts[1:]
    ]
    found = [next((c for node in part if (c := token_colour(node))), None) for part in parts[1:]]
    one, other = found
    share = shares[0] if shares[0] is not None else 1 - shares[1] if shares[1] is not None else 0.5
    if one is None or other is None or not 0 <= share <= 1:
        return None
    alpha = one.alpha * share + other.alpha * (1 - share)
    red, green, blue = (
        (a * one.alpha * share + b * other.alpha * (1 - share)) / (alpha or 1)
        for a, b in zip((one.r, one.g, one.b), (other.r, other.g, other.b), strict=True)
    )
    return Colour(red, green, blue, alpha)


def colour_text(node: Any) -> str:
    """A colour token's shortest text; "" when it is no colour."""
    found = token_colour(node)
    if found is None:
        return ""
    word = str(node.value).lower() if node.type == "ident" else ""
    short = str(found)
    return word if word and (len(word) <= len(short) or not found.alpha) else short


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast ratio of two opaque colours, from 1 to 21."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
