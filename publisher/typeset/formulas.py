"""TeX → drawing, by an engine that is started only for a formula never drawn before."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from publisher.markdown.tex.balance import unbalanced
from publisher.model.drawing import FormulaError, Typeset
from publisher.typeset.mathjax import SCRIPT, VERSION, Engine, start
from publisher.typeset.store import Store, key_of

REMEMBERED = 1000
"""Formulas in memory, more than a post has; a site has any number."""
LONGEST = 20_000
"""Characters; a formula that long would cost half a minute, and fill an article by itself."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_UNBALANCED = re.compile(r"Missing close brace|(?:Missing|Extra) \\(?:begin|end|left|right)\b")
"""What MathJax says at the end of what nobody closed."""
_MADE_BY = (
    SCRIPT, "drawing.py", "reading.py", "canvas.py", "notation.py", "smooth.py", "strokes.py", "outlines.py",
    "affine.py", "formulas.py", "../markdown/tex/presets.py", "../markdown/tex/balance.py",
)  # fmt: skip
Formula = tuple[str, bool]
"""TeX, and whether it is a display."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why there is no drawing, and the line of the formula, from 0."""

    reason: str
    line: int = 0


Outcome = Typeset | Broken


class Formulas:
    """`typeset` is a function of its arguments alone: nothing a formula defines is seen by another."""

    def __init__(self, store: Store, start_engine: Callable[[], Engine] = start) -> None:
        self._store = store
        self._start = start_engine
        self._engine: Engine | None = None
        self._known: dict[Formula, Outcome] = {}
        self._lock = threading.Lock()

    def typeset(self, tex: str, display: bool) -> Typeset:
        """Raises FormulaError, ConfigError where there is no engine to draw with."""
        outcome = self._found(tex, display)
        if outcome is None:
            outcome = self._remember((tex, display), self._made(tex, display, self._first()))
        if isinstance(outcome, Broken):
            raise FormulaError(outcome.reason, outcome.line)
        return outcome

    def _first(self) -> Engine:
        with self._lock:
            self._engine = self._engine or self._start()
            return self._engine

    def _found(self, tex: str, display: bool) -> Outcome | None:
        """What was made of it before, or is clear without an engine."""
        known = self._known.get((tex, display))
        if known is None:
            if not tex.strip():
                known = Broken("it is empty")
            elif len(tex) > LONGEST:
                known = Broken(f"it is too long: {len(tex)} characters, at most {LONGEST} are drawn")
            elif found := _UNPRINTABLE.search(tex):
                line = tex.count("\n", 0, found.start())
                known = Broken(f"it holds the invisible character U+{ord(found[0]):04X}", line)
            else:
                known = _read(self._store.read(_key(tex, display)))
            if known is not None:
                self._remember((tex, display), known)
        return known

    def _remember(self, formula: Formula, outcome: Outcome) -> Outcome:
        with self._lock:
            self._known[formula] = outcome
            if len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]
        return outcome

    def _made(self, tex: str, display: bool, engine: Engine) -> Outcome:
        svg, error, line, certain = engine.draw(tex, display)
        outcome: Outcome
        if not certain:
            return Broken(f"MathJax gives up on it ({error})")
        if error:
            at = unbalanced(tex) if _UNBALANCED.match(error) else None
            outcome = Broken(error, line if at is None else tex.count("\n", 0, at))
        else:
            outcome = _flat(svg)
        self._store.write(_key(tex, display), _plain(outcome))
        return outcome


def _flat(svg: str) -> Outcome:
    from publisher.typeset.drawing import flatten  # the XML parser is not needed for what is kept

    try:
        return flatten(svg)
    except FormulaError as broken:
        return Broken(str(broken))


def _key(tex: str, display: bool) -> str:
    return key_of(recipe(), tex, display)


@cache
def recipe() -> str:
    """Changes whenever the way formulas are drawn does: what was kept before is then drawn anew."""
    state = hashlib.sha256(VERSION.encode())
    for name in _MADE_BY:
        state.update(Path(__file__).parent.joinpath(name).read_bytes())
    return state.hexdigest()


def _plain(outcome: Outcome) -> Any:
    if isinstance(outcome, Broken):
        return {"error": outcome.reason, "line": outcome.line}
    size = [outcome.width, outcome.height, outcome.depth]
    return {"svg": outcome.svg, "size": size, "words": outcome.words}


def _read(kept: Any) -> Outcome | None:
    match kept:
        case {"error": str(error), "line": int(line)} if error:
            return Broken(error, line)
        case {
            "svg": str(svg),
            "size": [int() | float() as width, int() | float() as height, int() | float() as depth],
            "words": bool(words),
        }:
            return Typeset(svg, width, height, depth, words)
    return None
