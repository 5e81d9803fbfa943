"""TeX → drawing, by an engine that is started only for a formula never drawn before."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from publisher.model.drawing import FormulaError, Typeset
from publisher.typeset.mathjax import SCRIPT, VERSION, Engine, start
from publisher.typeset.store import Store, key_of

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_MADE_BY = (SCRIPT, "drawing.py", "reading.py", "canvas.py", "outlines.py", "affine.py")

Outcome = Typeset | str
"""A drawing, or why there is none."""


class Formulas:
    """`typeset` is a function of its arguments alone: nothing a formula defines is seen by another."""

    def __init__(self, store: Store, start_engine: Callable[[], Engine] = start) -> None:
        self._store = store
        self._start = start_engine
        self._engine: Engine | None = None
        self._known: dict[tuple[str, bool], Outcome] = {}
        self._lock = threading.Lock()

    def typeset(self, tex: str, display: bool) -> Typeset:
        """Raises FormulaError, ConfigError where there is no engine to draw with."""
        outcome = self._known.get((tex, display))
        if outcome is None:
            outcome = self._known[tex, display] = self._kept(tex, display)
        if isinstance(outcome, str):
            raise FormulaError(outcome)
        return outcome

    def _kept(self, tex: str, display: bool) -> Outcome:
        if not tex.strip():
            return "it is empty"
        if found := _UNPRINTABLE.search(tex):
            return f"it holds the invisible character U+{ord(found[0]):04X}"
        key = key_of(recipe(), tex, display)
        kept = _read(self._store.read(key))
        if kept is not None:
            return kept
        outcome, certain = self._made(tex, display)
        if certain:
            self._store.write(key, _plain(outcome))
        return outcome

    def _made(self, tex: str, display: bool) -> tuple[Outcome, bool]:
        with self._lock:
            if self._engine is None:
                self._engine = self._start()
        svg, error, certain = self._engine.draw(tex, display)
        if error:
            return error if certain else f"MathJax gives up on it ({error})", certain
        from publisher.typeset.drawing import flatten  # the XML parser is not needed for what is kept

        try:
            return flatten(svg), True
        except FormulaError as broken:
            return str(broken), True


@cache
def recipe() -> str:
    """Changes whenever the way formulas are drawn does: what was kept before is then drawn anew."""
    state = hashlib.sha256(VERSION.encode())
    for name in _MADE_BY:
        state.update(Path(__file__).with_name(name).read_bytes())
    return state.hexdigest()


def _plain(outcome: Outcome) -> Any:
    if isinstance(outcome, str):
        return {"error": outcome}
    return {"svg": outcome.svg, "size": [outcome.width, outcome.height, outcome.depth]}


def _read(kept: Any) -> Outcome | None:
    match kept:
        case {"error": str(error)} if error:
            return error
        case {
            "svg": str(svg),
            "size": [int() | float() as width, int() | float() as height, int() | float() as depth],
        }:
            return Typeset(svg, width, height, depth)
    return None
