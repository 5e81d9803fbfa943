"""Code → coloured runs, by Pygments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from publisher.model.drawing import Colour
from publisher.typeset.store import Store, key_of

MOST = 200_000
"""Characters; colouring more takes seconds, and nobody reads it in an article."""
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "log", "output", "mermaid"})
ALIASES: Mapping[str, str] = {
    "c++11": "cpp", "c++17": "cpp", "golang": "go", "jsonc": "json", "jsx": "js", "mdx": "markdown",
    "python3.11": "python", "node": "js", "shell": "bash", "shellscript": "bash", "terminal": "console",
    "tsx": "ts", "vue": "html", "wsl": "bash", "xhtml": "html", "yml": "yaml", "pycon3": "pycon",
}  # fmt: skip
"""What authors write after the fence and Pygments does not know."""


class Colours:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], tuple[Colour, ...]] = {}

    def colour(self, code: str, language: str) -> tuple[Colour, ...]:
        """Never raises; the runs' texts joined are exactly the code."""
        name = language.strip().lower()
        if name in PLAIN or len(code) > MOST or not code:
            return _one(code)
        runs = self._known.get((code, name))
        if runs is None:
            runs = self._known[code, name] = self._kept(code, name)
        return runs

    def _kept(self, code: str, name: str) -> tuple[Colour, ...]:
        from pygments import __version__  # a few lines; the lexers come only with `tokens`

        key = key_of("code lines", __version__, code, name)
        kept = _read(self._store.read(key), code)
        if kept is not None:
            return kept
        runs = coloured(code, name)
        self._store.write(key, [[run.kind, run.text] for run in runs])
        return runs


def coloured(code: str, language: str) -> tuple[Colour, ...]:
    """One plain run where the language is unknown, or its lexer cannot give back the code unchanged."""
    from pygments.util import ClassNotFound  # loaded for code never coloured before, not at start-up

    try:
        runs = _merged(_tokens(code, language))
    except ClassNotFound:
        return _one(code)
    return runs if "".join(run.text for run in runs) == code else _one(code)


def _tokens(code: str, language: str) -> Iterable[tuple[str, str]]:
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(ALIASES.get(language, language), stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = get_lexer_for_filename(
            f"code.{language}", stripnl=False, ensurenl=False
        )  # "yml", "hpp": a file's ending
    # many a lexer knows a line only by its end
    pairs = [(_kind(token), text) for token, text in lexer.get_tokens(f"{code}\n")]
    last = pairs.pop() if pairs else ("", "\n")
    return (*pairs, (last[0], last[1].removesuffix("\n")))


def _kind(token: Any) -> str:
    """Pygments' short class. What it could not read is plain: pseudo-code is no mistake to be marked."""
    from pygments.token import STANDARD_TYPES, Error

    if token in Error:
        return ""
    while token not in STANDARD_TYPES:
        token = token.parent
    return STANDARD_TYPES[token]


def _merged(tokens: Iterable[tuple[str, str]]) -> tuple[Colour, ...]:
    """Neighbours of one kind become one run; white space, which has no colour, joins the run before it."""
    kinds: list[tuple[str, str]] = []
    for kind, text in tokens:
        if not text:
            continue
        if kind == "w" or text.isspace():
            kind = kinds[-1][0] if kinds else ""
        kinds.append((kind, text))
    grouped = groupby(kinds, key=lambda pair: pair[0])
    return tuple(Colour(kind, "".join(text for _, text in pairs)) for kind, pairs in grouped)


def _one(code: str) -> tuple[Colour, ...]:
    return (Colour("", code),) if code else ()


def _read(kept: Any, code: str) -> tuple[Colour, ...] | None:
    if not isinstance(kept, list):
        return None
    runs = []
    for pair in kept:
        match pair:
            case [str(kind), str(text)]:
                runs.append(Colour(kind, text))
            case _:
                return None
    return tuple(runs) if "".join(run.text for run in runs) == code else None
