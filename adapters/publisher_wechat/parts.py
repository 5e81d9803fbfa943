"""What of an article costs how much, and what its author is told about that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from publisher.model.post import Note
from publisher.model.rendition import Part
from publisher.model.tree import Block, CodeBlock, Figure, MathBlock, Region, Table

from . import slots
from .fit import PICTURES, Fitted
from .forms import Choice, Formula
from .measure import Article, Piece, Size

KINDS: tuple[tuple[type[Block], str], ...] = (
    (CodeBlock, "code"),
    (MathBlock, "formula"),
    (Table, "table"),
    (Figure, "picture"),
    (Region, "block"),
)
NAMES = {
    "text": "text",
    "formula": "formulas",
    "code": "code",
    "table": "tables",
    "picture": "pictures",
    "block": "generated blocks",
    "references": "references",
}
FORMS = {"html": "as words", "svg": "SVG", "png": "pictures", "source": "as source"}


def parts(article: Article, fitted: Fitted) -> tuple[Part, ...]:
    """In reading order; together they are the whole body."""
    now, least = _parts(article, fitted.choice), _parts(article, fitted.everything)
    return tuple(replace(part, least=low.characters) for part, low in zip(now, least, strict=True))


def told(article: Article, fitted: Fitted, budget: int) -> tuple[Note, ...]:
    """A note where something had to give way, or the budget is not kept; () for an article that just fits."""
    if fitted.within and not fitted.given_up:
        return ()
    size = f"{fitted.size.characters:,} of {budget:,}" if budget else f"{fitted.size.characters:,}"
    detail = f"{size} characters: {_costs(article, fitted.choice)}"
    if fitted.given_up:
        detail += f"; made to fit: {_given_up(fitted)}"
    if not fitted.within:
        detail += f"; giving up all that can be given up would leave {fitted.least.characters:,}"
        detail += "" if fitted.given_up else ", so nothing is given up"
    return (Note("body-size", detail),)


def _parts(article: Article, choice: Choice) -> tuple[Part, ...]:
    return tuple(part for piece in article.pieces(choice.manner) for part in _of(piece, article, choice))


def _of(piece: Piece, article: Article, choice: Choice) -> Iterator[Part]:
    """A piece, and each formula and listing inside it that is not what the piece is anyway."""
    block = piece.block
    kind = next((name for of, name in KINDS if isinstance(block, of)), piece.kind)
    rest = article.measured(slots.fill(piece.html, lambda _slot: ""))
    inside = []
    for slot in slots.found(piece.html):
        size = article.filled(slot, choice)
        one = "formula" if isinstance(article.fillings[slot.index], Formula) else "code"
        if kind in {one, "block"}:
            rest += size
        else:
            inside.append(_part(one, size.sent(choice), slot.line))
    if rest.characters:
        yield _part(kind, rest.sent(choice), block.lines[0] if block else 0)
    yield from inside


def _part(kind: str, size: Size, line: int) -> Part:
    return Part(kind, size.characters, size.bytes, line)


def _costs(article: Article, choice: Choice) -> str:
    total: Counter[str] = Counter()
    for part in _parts(article, choice):
        total[part.kind] += part.characters
    forms = Counter(
        article.fillings[slot.index].form(slot.index, choice)
        for piece in article.pieces(choice.manner)
        for slot in slots.found(piece.html)
        if isinstance(article.fillings[slot.index], Formula)
    )
    split = ", ".join(f"{forms[form]} {name}" for form, name in FORMS.items() if forms[form])
    return " · ".join(
        f"{NAMES[kind]} {characters:,}" + (f" ({split})" if kind == "formula" and split else "")
        for kind, characters in total.most_common()
    )


def _given_up(fitted: Fitted) -> str:
    counted = Counter(concession.name for concession in fitted.given_up)
    return ", ".join(f"{count} {name}" if name == PICTURES else name for name, count in counted.items())
