"""What WeChat keeps of a style, as data. Facts: README, "The HTML"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_KEPT = """
    color opacity background background-color
    border border-top border-right border-bottom border-left border-color border-style border-width
    border-top-color border-right-color border-bottom-color border-left-color
    border-top-style border-right-style border-bottom-style border-left-style
    border-top-width border-right-width border-bottom-width border-left-width
    background-image border-radius border-top-left-radius border-top-right-radius
    border-bottom-left-radius border-bottom-right-radius
    border-collapse border-spacing outline outline-color outline-offset outline-style outline-width
    box-shadow box-sizing
    margin margin-top margin-right margin-bottom margin-left
    padding padding-top padding-right padding-bottom padding-left
    width max-width min-width height max-height min-height
    display float clear vertical-align overflow overflow-x overflow-y visibility
    font-family font-size font-style font-variant font-weight font-feature-settings font-variant-numeric
    line-height letter-spacing word-spacing text-align text-align-last text-indent text-justify text-transform
    text-decoration text-decoration-color text-decoration-line text-decoration-style text-decoration-thickness
    text-underline-offset text-emphasis text-emphasis-color text-emphasis-position text-emphasis-style
    text-shadow
    white-space word-break word-wrap overflow-wrap line-break hyphens text-overflow tab-size
    list-style list-style-position list-style-type table-layout caption-side empty-cells
"""
PROPERTIES = frozenset(_KEPT.split())
"""Kept by the interface and by the editor."""

_FRAGILE = """
    flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap gap row-gap column-gap order
    align-items align-self align-content justify-content justify-items
    grid grid-area grid-template grid-template-columns grid-template-rows transform transform-origin
"""
FRAGILE = frozenset(_FRAGILE.split())
"""Properties that are sent, with a word of warning: the interface keeps them, the editor may not."""

NO_POSITION = "WeChat drops position, without which it does nothing"
NO_STYLESHEET = "nothing on the page can set it off"
DROPPED: Mapping[str, tuple[str, str]] = {
    "position": ("an article flows from top to bottom", "place things by margin, padding and text-align"),
    **dict.fromkeys(
        ("top", "right", "bottom", "left", "inset", "z-index"), (NO_POSITION, "use margin or padding")
    ),
    "filter": ("nothing redraws an element", "choose the colour itself"),
    "backdrop-filter": ("nothing redraws an element", "choose the colour itself"),
    "mix-blend-mode": ("dark mode cannot follow it", "choose the colour itself"),
    **dict.fromkeys(
        ("animation", "animation-name", "animation-duration", "transition", "transition-duration"),
        (NO_STYLESHEET, "remove it"),
    ),
    "content": ("there are no pseudo-elements", "write the words in the article or in a template"),
    "counter-reset": ("there are no counters", "number headings in the article"),
    "counter-increment": ("there are no counters", "number headings in the article"),
    "cursor": ("a phone has no pointer", "remove it"),
    **dict.fromkeys(
        (
            "background-size",
            "background-position",
            "background-repeat",
            "background-attachment",
            "border-image",
        ),
        ("pictures from elsewhere vanish on WeChat", "use background: #hex"),
    ),
    "src": ("fonts cannot be loaded", "name fonts that phones have"),
    "font": (
        "its parts would reset the line height",
        "write font-family, font-size, font-weight, line-height",
    ),
}
"""Properties that are left out, with what happens and what to do."""

GRADIENTS = frozenset({"linear-gradient", "radial-gradient"})
"""Sent, with a word of warning."""
FUNCTIONS = GRADIENTS | {"translate", "translatex", "translatey", "scale", "rotate"}
"""Functions a value may hold beside colours, var() and calc(); any other makes it useless or unsafe."""
VALUES: Mapping[str, tuple[str, str]] = {
    "url": ("addresses are not followed: pictures and fonts from elsewhere vanish", "remove it"),
    "expression": ("scripts never leave this machine", "remove it"),
    "attr": ("there is nothing it could read", "write the value itself"),
    "counter": ("there are no counters", "number headings in the article"),
    "env": ("an article knows nothing of the device", "write the value itself"),
    **dict.fromkeys(("min", "max", "clamp"), ("older phones do not know it", "write one length")),
    **dict.fromkeys(
        ("oklch", "oklab", "lch", "lab", "color", "light-dark"),
        ("older phones, and dark mode, do not know this form of colour", "write it as #hex"),
    ),
}

AT_RULES: Mapping[str, tuple[str, str]] = {
    "media": (
        "@media is dropped: every style stands on its element, whatever the screen",
        "write for a phone's width; dark mode is WeChat's own",
    ),
    "font-face": ("@font-face is dropped: WeChat loads no fonts", "name fonts that phones have"),
    "keyframes": ("@keyframes is dropped: nothing can be animated", "remove it"),
    "import": (
        "@import of an address or a file is dropped: nothing is fetched",
        'name a built-in theme, @import "default";, or copy the rules here',
    ),
    "supports": ("@supports is dropped: no style sheet reaches WeChat", "write the rules outside it"),
    "layer": ("@layer is dropped: no style sheet reaches WeChat", "write the rules outside it"),
}

SELECTORS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"::|:(?:before|after|first-letter|first-line)\b"),
        "there are no pseudo-elements",
        "use a border, a background or padding of the element itself",
    ),
    (
        re.compile(r":(?:hover|active|focus|visited|link)\b"),
        "a style stands on its element and knows no states",
        "style the element itself",
    ),
    (
        re.compile(r":"),
        "a style stands on its element: there is nothing to match against",
        "style the element itself",
    ),
    (
        re.compile(r"#"),
        "WeChat drops every id",
        "'.article' is the whole article; elements go by their names",
    ),
    (
        re.compile(r"\*"),
        "every element is styled by name",
        "put what all text shares into '.article' and 'p'",
    ),
    (re.compile(r"\b(?:ul|ol|li)\b"), "lists are written as paragraphs", "use '.item' and '.marker'"),
    (
        re.compile(r"\bblockquote\b.*\bp\b"),
        "only single names are looked up",
        "use '.quote' for text in a quote",
    ),
    (
        re.compile(r"\bpre\b.*\bcode\b"),
        "only single names are looked up",
        "use 'pre' for blocks of code and 'code' for code in a line",
    ),
    (
        re.compile(r"[\s>+~\[.]"),
        "only single names are looked up",
        "use an element's name or one class from the README's table",
    ),
)
"""Selectors that name nothing a theme can style: pattern, what happens, what to do."""

MEANT: Mapping[str, str] = {
    "body": ".article", "html": ".article", "section": ".article", "article": ".article", "div": ".article",
    "li": ".item", "ul": ".item", "ol": ".item", "dl": ".term", "dt": ".term", "dd": ".item",
    "b": "strong", "i": "em", "del": "s", "strike": "s", "ins": "u", "tt": "code", "samp": "code",
    "figure": ".figure", "figcaption": ".caption", "caption": ".caption", "details": ".details",
    "summary": ".summary", "tr": "td", "thead": "th", "tbody": "td", "math": ".formula", "aside": ".alert",
    ".hljs": "pre", ".highlight": "pre", ".footnotes": ".note", ".table-container": ".scroll",
}  # fmt: skip
"""What stands in an article where other tools write these."""
