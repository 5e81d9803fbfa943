"""Every code the engine itself gives a finding, and what it means. Adapters bring theirs: `Adapter.codes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from publisher.contract import Adapter
from publisher.model.finding import Explanation, Level
from publisher.planning.check.errors import ERRORS
from publisher.planning.check.remarks import REMARKS

CODES: Mapping[str, Explanation] = {**ERRORS, **REMARKS}


def table(adapters: Iterable[Adapter[Any]] = ()) -> Mapping[str, Explanation]:
    """The engine's codes and those of adapters, sorted; what several explain, the first of them does."""
    every = dict(CODES)
    for adapter in adapters:
        for code, explanation in adapter.codes.items():
            every.setdefault(code, explanation)
    return dict(sorted(every.items()))


def explained(code: str, adapter: Adapter[Any] | None = None) -> Explanation:
    """What a code means: the engine's mean the same everywhere, others what their adapter says; a code that
    nobody explains is a note."""
    own = adapter.codes.get(code) if adapter is not None else None
    return CODES.get(code) or own or Explanation(Level.NOTE, "", "")
