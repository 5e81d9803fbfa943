"""The size budget: what an article gives up to be taken, cheapest first, and no more than is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .forms import Choice, Formula
from .measure import Article, Size

Change = Callable[[Choice], Choice]


@dataclass(frozen=True, slots=True)
class Concession:
    """One thing that can be given up; `name` is what the author is told."""

    name: str
    change: Change


@dataclass(frozen=True, slots=True)
class Fitted:
    """The choice made; `least` is the size if everything were given up (in an article that fits, nothing
    is); `within` says whether the budget is kept."""

    choice: Choice
    size: Size
    least: Size
    everything: Choice
    given_up: tuple[Concession, ...]
    within: bool


SPACES = Concession("hard spaces as single characters", lambda choice: replace(choice, spaces=False))
FEW = Concession("fewer colours in code", lambda choice: replace(choice, colours="few"))
MARKS = Concession(
    "plain list markers, link words and reference numbers",
    lambda choice: replace(choice, manner=replace(choice.manner, marks=False)),
)
PICTURES = "formulas as pictures"
NONE = Concession("no colours in code", lambda choice: replace(choice, colours="none"))
WORDS = Concession(
    "plain bold words, code and simple formulas within lines",
    lambda choice: replace(choice, manner=replace(choice.manner, words=False)),
)
REPEAT = Concession(
    "list items without space between, text styles said once (the editor may reset size and colour)",
    lambda choice: replace(choice, manner=replace(choice.manner, repeat=False)),
)


def fit(article: Article, budget: int, wall: int, start: Choice) -> Fitted:
    """Below `budget` characters (0 = any number) and at most `wall` bytes where that can be done at all.

    A budget that even every concession together does not reach is worth none of them: it is documented,
    but was measured as not enforced. The wall is enforced: it takes as much as is needed.
    """

    def within(size: Size) -> bool:
        return not budget or size.characters < budget

    size = article.size(start)
    if within(size) and size.bytes <= wall:
        return Fitted(start, size, size, start, (), True)
    ladder = concessions(article, start)
    everything = _after(start, ladder)
    least = article.size(everything)
    reachable = within(least) and least.bytes <= wall

    def enough(choice: Choice) -> bool:
        size = article.size(choice)
        return size.bytes <= wall and (not reachable or within(size))

    given = _given(ladder, start, enough)
    choice = _after(start, given)
    size = article.size(choice)
    return Fitted(choice, size, least, everything, given, within(size))


def concessions(article: Article, start: Choice) -> tuple[Concession, ...]:
    """Everything that may be given up, the smallest loss first. Formulas become pictures by what that
    saves, so that as few as possible do: a picture must be uploaded, and dark mode does not adapt it."""
    return (SPACES, FEW, MARKS, *_pictures(article, start), NONE, WORDS, REPEAT)


def _pictures(article: Article, start: Choice) -> list[Concession]:
    saved = article.savings(start, partial(_drawn, start))
    worth = sorted(
        (-saved[index], index)
        for index, filling in enumerate(article.fillings)
        if isinstance(filling, Formula) and filling.svg and filling.picture and saved.get(index, 0) > 0
    )
    return [Concession(PICTURES, partial(_drawn, index=index)) for _saved, index in worth]


def _drawn(choice: Choice, index: int) -> Choice:
    return replace(choice, pictures=choice.pictures | {index})


def _given(
    ladder: Sequence[Concession], start: Choice, enough: Callable[[Choice], bool]
) -> tuple[Concession, ...]:
    """The first of the ladder until it is enough; then those are taken back that were not needed after
    all, the dearest first. A picture that is needed tells that those which save more are needed too."""
    count = bisect_left(range(len(ladder)), True, key=lambda first: enough(_after(start, ladder[:first])))
    given = list(ladder[:count])
    needed = bool(given) and given[-1].name == PICTURES
    for concession in reversed(given[:-1]):
        if needed and concession.name == PICTURES:
            continue
        rest = [one for one in given if one is not concession]
        if enough(_after(start, rest)):
            given = rest
        else:
            needed = needed or concession.name == PICTURES
    return tuple(given)


def _after(choice: Choice, given: Sequence[Concession]) -> Choice:
    for concession in given:
        choice = concession.change(choice)
    return choice
