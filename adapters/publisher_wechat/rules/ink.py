"""What every render rule is given, and how an element is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from publisher.markdown.width import columns
from publisher.model.rendition import REFERENCE
from publisher.model.tree import CodeBlock, Link, Node

from ..theme import PLAIN, Style, Theme
from .styles import inherited, needed, text_of

INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff]")
"""Zero-width characters; the joiners U+200C and U+200D are left, emoji and some scripts need them."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
SPACE = "&nbsp;"
JOINER = "\u2060"
"""Takes no room, and no line breaks beside it."""
COLUMN = 0.56
"""em that a letter takes, half of what a Chinese character does, with some room for capitals."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rich the small things are written; each switch off saves characters.

    `marks`: list markers, link words and reference numbers look as the theme says. `words`: so do bold
    words, code and simple formulas within a line and the like. `repeat`: every paragraph repeats what the
    editor would lose, and every list item its distance to the next.
    """

    marks: bool = True
    words: bool = True
    repeat: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """What the author chose of the markup's forms."""

    numbers: bool = False
    """Lines of code are numbered."""
    scroll: bool = False
    """Long lines of code are scrolled instead of wrapped."""
    native: bool = False
    """Flat lists are `ul` and `ol`."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How to write in one place of the article.

    `rules` says how each kind of node is written. `formulas` and `listings` are the numbers of their slots,
    `widths` how much of a line each formula takes (em).
    `text` names the selectors of running text here, `align` overrides its alignment ("" = the theme's),
    `level` is the depth of lists; `shown` is what text looks like here without saying anything.
    """

    rules: Mapping[type[Node], Callable[[Ink, Any], str]]
    theme: Theme
    live: Callable[[Link], bool]
    formulas: Mapping[tuple[str, str, bool], int]
    listings: Mapping[CodeBlock, int]
    widths: Mapping[tuple[str, str, bool], float] = field(default_factory=dict)
    manner: Manner = Manner()
    options: Options = Options()
    text: tuple[str, ...] = ("p",)
    align: str = ""
    level: int = 0
    shown: Style = field(default_factory=dict)

    def write(self, nodes: Node | Iterable[Node]) -> str:
        """One node or several as HTML; a kind no rule is for is a TypeError."""
        if not isinstance(nodes, Node):
            return "".join(map(self.write, nodes))
        rule = self.rules.get(type(nodes))
        if rule is None:
            raise TypeError(f"no rule writes {type(nodes).__name__}")
        return rule(self, nodes)

    def within(self, *names: str) -> Ink:
        """The same, with running text also styled by these selectors."""
        return replace(self, text=(*self.text, *names))

    def style(self, names: Iterable[str], extra: Style = PLAIN) -> Style:
        """What these selectors say, later ones winning, `extra` last."""
        return self.theme.merged(tuple(names), extra)

    def element(self, tag: str, content: str, *names: str, extra: Style = PLAIN) -> str:
        """An element styled by its own selector, or by `names` where they are given."""
        return self.dressed(tag, content, self.style(names or (tag,), extra))

    def dressed(self, tag: str, content: str, wanted: Style) -> str:
        """An element that is to look like this; what it shows anyway is not written."""
        return element(tag, content, text_of(needed(tag, wanted, self.shown, repeat=self.manner.repeat)))

    def block(self, tag: str, content: str, names: Iterable[str] = (), extra: Style = PLAIN) -> str:
        """A block of running text: styled by `names`, else by `text`, aligned as this place is."""
        aligned = {"text-align": self.align} if self.align else {}
        wanted = self.style(tuple(names) or self.text, {**aligned, **extra})
        if self.level and not self.manner.repeat:
            wanted = {name: value for name, value in wanted.items() if not name.startswith("margin")}
        return self.dressed(tag, content, wanted)

    def box(
        self,
        tag: str,
        write: Callable[[Ink], str],
        names: Iterable[str] = (),
        extra: Style = PLAIN,
        *,
        running: bool = True,
    ) -> str:
        """An element that holds blocks. Where these are `running` text it also shows what that looks like,
        so that they need not. `write` is given the ink for what stands inside; "" if it writes nothing."""
        text = inherited(self.style(self.text)) if running else PLAIN
        aligned = {"text-align": self.align} if self.align and running else {}
        wanted = {**text, **aligned, **self.style(names), **extra}
        content = write(replace(self, shown={**self.shown, **inherited({"text-indent": "0", **wanted})}))
        return self.dressed(tag, content, wanted) if content else ""


ESCAPES = re.compile(r"\\u(?=[0-9a-fA-F]{4})")
"""WeChat takes `\\u4e2d` in a body for an escape that was sent undecoded, even in a code listing."""


def element(tag: str, content: str, style: str = "") -> str:
    """An element with its style inline; no white space is ever put between elements, and a span that
    says nothing is none."""
    if style:
        return f'<{tag} style="{style}">{content}</{tag}>'
    return content if tag == "span" else f"<{tag}>{content}</{tag}>"


def words(text: str) -> str:
    """Text as HTML; what looks like an asset reference but is the author's words cannot be taken for one."""
    text = UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))
    html = ESCAPES.sub("&#92;u", escape(text, quote=False).replace('"', "&quot;"))
    return REFERENCE.sub(lambda found: found.group().replace(":", "&#58;"), html)


def em(size: float) -> str:
    """A length in em, to a hundredth (a sixth of a pixel) and in as few characters as it takes."""
    number = f"{size:.2f}".rstrip("0").rstrip(".")
    return "0" if number in {"0", "-0"} else re.sub(r"^(-?)0\.", r"\1.", number) + "em"


def room(text: str) -> float:
    """em that text takes of a line, about."""
    return columns(text) * COLUMN
