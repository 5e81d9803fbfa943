"""Diagram text → drawing, by an engine that is loaded only for a diagram never drawn before."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from publisher.errors import ConfigError
from publisher.model.drawing import Diagram, DiagramError
from publisher.typeset.store import Store, key_of

RECIPE = "merman-0.9.2 look-1"
"""The engine, and our own look: to be raised when that changes, since another drawing is another picture."""
MOST_CHARS = 50_000
"""As many as Mermaid itself takes."""
_MADE_BY = ("diagram_svg.py", "mermaid.py", "mermaid.json", "widths.py")

Outcome = Diagram | DiagramError


class Diagrams:
    """`draw` is a function of its arguments alone: it knows no font, no clock and no other diagram."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], Outcome] = {}

    def draw(self, text: str, language: str) -> Diagram:
        """Raises DiagramError; ConfigError on a machine for which there is no engine."""
        outcome = self._known.get((text, language))
        if outcome is None:
            outcome = self._known[text, language] = self._kept(text, language)
        if isinstance(outcome, DiagramError):
            raise DiagramError(str(outcome), outcome.line)
        return outcome

    def _kept(self, text: str, language: str) -> Outcome:
        if language != "mermaid":
            return DiagramError(f"{language} is not drawn here")
        if len(text) > MOST_CHARS:
            return DiagramError(f"it has more than {MOST_CHARS:,} characters")
        if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
            return DiagramError("it holds half a character")
        key = key_of(recipe(), language, text)
        kept = _read(self._store.read(key))
        if kept is None:
            kept = _made(text)
            self._store.write(key, _plain(kept))
        return kept


def _made(text: str) -> Outcome:
    try:
        from publisher.typeset import mermaid  # 20 MB, for those who have diagrams
    except ImportError:
        raise ConfigError(
            "diagrams cannot be drawn: the package merman is not installed",
            hint="pip install 'yigao[diagrams]' (for Linux and Windows on x86-64 and Apple's own chips), or "
            'keep a picture of the diagram beside the post and name it: ```mermaid {file="flow.png"}',
        ) from None
    from publisher.typeset.diagram_svg import finished  # its patterns are not needed for what is kept

    try:
        return finished(mermaid.draw(text), text)
    except DiagramError as error:
        return error


@cache
def recipe() -> str:
    """Changes whenever the way diagrams are drawn does: what was kept before is then drawn anew."""
    state = hashlib.sha256(RECIPE.encode())
    for name in _MADE_BY:
        state.update(Path(__file__).with_name(name).read_bytes())
    return state.hexdigest()


def _plain(outcome: Outcome) -> Any:
    if isinstance(outcome, DiagramError):
        return {"error": str(outcome), "line": outcome.line}
    return {"svg": outcome.svg, "size": [outcome.width, outcome.height], "words": outcome.words}


def _read(kept: Any) -> Outcome | None:
    match kept:
        case {"error": str(error), "line": int(line)} if error:
            return DiagramError(error, line)
        case {"svg": str(svg), "size": [int(width), int(height)], "words": str(words)}:
            return Diagram(svg, width, height, words)
    return None
