"""WeChat's dark mode: how a reader's phone changes the colours of an article.

The rules are the platform's own, published as wechatjs/mp-darkmode (doc/cn/principle.md and the constants
there): a background is answered first, then its text against the answer.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from .colours import Colour

PAGE = Colour(25, 25, 25)
"""#191919, what stands behind an article."""
TEXT = Colour(25, 25, 25)
"""#191919, the colour of text by day where nothing else is said."""
WHITE_LIKE = 250
"""Perceived brightness from which a background counts as white, and text is left as bright as it is."""
BRIGHTEST_BACKGROUND = 190
APART = 65
"""The least difference of perceived brightness between text and what is behind it."""
FARTHEST = 138
"""The most, on the page itself: what the default text (#a3a3a3) has."""
BRIGHT = 100
"""A background from which on text is darkened rather than lightened."""
GREY, DARK = 40, 22
"""Lightness in percent: greys above the one are turned round, anything below the other is raised to it."""
CLEAR = 0.05
"""Anything less opaque is ignored."""


def background(colour: Colour, beneath: Colour) -> Colour:
    """What a background becomes, opaque, on one that is dark already."""
    if colour.alpha < CLEAR:
        return colour.over(beneath)
    mixed = colour.over(beneath)
    hue, lightness, saturation = _hsl(mixed)
    if (saturation == 0 and lightness > GREY) or mixed.brightness > WHITE_LIKE:
        answer = _from_hsl(0, min(100, 100 + _hsl(PAGE)[1] - lightness), 0)
    elif mixed.brightness > BRIGHTEST_BACKGROUND:
        answer = _brightness(mixed, BRIGHTEST_BACKGROUND)
    elif lightness < DARK:
        answer = _from_hsl(hue, DARK, saturation)
    else:
        answer = mixed
    return _front(answer, beneath, colour.alpha).over(beneath)


def text(colour: Colour, behind: Colour) -> Colour:
    """What text (or a border) becomes on a background that is dark already."""
    mixed = colour.over(behind)
    for _ in range(3):  # lightness is turned round at most once, then brightness is set
        answer = _text(mixed, behind)
        if answer is not None:
            return _front(answer, behind, colour.alpha).over(behind)
        hue, lightness, saturation = _hsl(mixed)
        mixed = _from_hsl(hue, 90 - lightness, saturation)
    return mixed


def _text(colour: Colour, behind: Colour) -> Colour | None:
    """The answer, or None where lightness has to be turned round first."""
    apart = abs(behind.brightness - colour.brightness)
    if colour.brightness >= WHITE_LIKE:
        return colour
    if apart > FARTHEST and behind.brightness <= PAGE.brightness + 2:
        return _brightness(colour, FARTHEST + behind.brightness)
    if apart >= APART:
        return colour
    lightness = _hsl(colour)[1]
    if behind.brightness >= BRIGHT:
        if lightness > 90 - GREY:
            return None
        return _brightness(colour, min(FARTHEST, behind.brightness - APART))
    if lightness <= GREY:
        return None
    return _brightness(colour, min(FARTHEST, behind.brightness + APART))


def _brightness(colour: Colour, wanted: float) -> Colour:
    """The colour with this perceived brightness; what a full channel cannot give, another has to."""
    ratio = wanted / (colour.brightness or 1)
    red, green, blue = (min(255.0, channel * ratio) for channel in (colour.r, colour.g, colour.b))
    if green == 0 or red == 255 or blue == 255:
        green = (wanted * 1000 - red * 299 - blue * 114) / 587
    elif red == 0:
        red = (wanted * 1000 - green * 587 - blue * 114) / 299
    elif blue == 0 or green == 255:
        blue = (wanted * 1000 - red * 299 - green * 587) / 114
    return Colour(*(min(255.0, max(0.0, channel)) for channel in (red, green, blue)))


def _front(seen: Colour, beneath: Colour, alpha: float) -> Colour:
    """The colour of that opacity which comes near to `seen` when laid over `beneath`."""
    red, green, blue = (
        round(one + (1 - alpha) * (one - other) / alpha) if alpha else one
        for one, other in zip((seen.r, seen.g, seen.b), (beneath.r, beneath.g, beneath.b), strict=True)
    )
    red, green, blue = (min(255.0, max(0.0, channel)) for channel in (red, green, blue))
    return Colour(red, green, blue, alpha)


def _hsl(colour: Colour) -> tuple[float, float, float]:
    """Hue from 0 to 1, lightness and saturation in percent."""
    hue, lightness, saturation = rgb_to_hls(colour.r / 255, colour.g / 255, colour.b / 255)
    return hue, lightness * 100, saturation * 100


def _from_hsl(hue: float, lightness: float, saturation: float) -> Colour:
    red, green, blue = hls_to_rgb(hue, lightness / 100, saturation / 100)
    return Colour(red * 255, green * 255, blue * 255)
