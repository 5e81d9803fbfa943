"""A theme with everything beneath it: the themes it is laid over, and the colours of code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .faults import import_unknown
from .read import Sheet, read, tokens
from .settle import Layer, Settled, settle

PALETTE = "code-"
ROOT, DEFAULT, DAY = "bare", "default", "code-day"
"""The sheet that knows every selector, what a user's sheet is laid over when it names nothing, and the
palette of a theme that names none."""


def compose(
    css: str, *, own: bool, built_in: Mapping[str, str], palette: str, given: Mapping[str, str]
) -> Settled:
    """`own`: the sheet is the user's. `built_in` maps our themes' names to their text; `palette` is one of
    them, "" = the theme's choice; `given` are variables by name (`--accent`) and text. Never raises."""
    sheet = _read(css)
    unknown = [(name, line) for name, line in sheet.imports if name not in built_in]
    beneath = [name for name, _ in sheet.imports if name in built_in] or ([DEFAULT] if own else [])
    order = _order(beneath, built_in)
    chosen = palette or next((name for name in reversed(order) if name.startswith(PALETTE)), DAY)
    plain = [name for name in order if not name.startswith(PALETTE)]
    if ROOT not in plain and (own or css != built_in[ROOT]):
        plain.insert(0, ROOT)
    layers = [Layer(_read(built_in[name])) for name in plain]
    layers.insert(min(1, len(layers)), Layer(_read(built_in[chosen])))
    variables = {name: tokens(value) for name, value in given.items()}
    settled = settle((*layers, Layer(sheet, own=own)), variables)
    settled.faults += [import_unknown(name, built_in, line) for name, line in unknown if own]
    settled.faults.sort(key=lambda fault: fault.line)
    return settled


def _order(names: list[str], built_in: Mapping[str, str]) -> list[str]:
    """These sheets and all they are laid over, each once, the lowest first."""
    found: list[str] = []
    for name in names:
        below = [below for below, _ in _read(built_in[name]).imports]
        found += [one for one in (*_order(below, built_in), name) if one not in found]
    return found


@lru_cache(maxsize=64)
def _read(css: str) -> Sheet:
    return read(css)
