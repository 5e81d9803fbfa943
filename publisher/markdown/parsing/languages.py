"""The language a code block is in, as authors write it: `python`, `{.python}`, `{r, echo=FALSE}`."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(r"(?:\{(?:\s*#\S*\s)?)?\s*\.?([\w+#.-]+)")


def language_of(info: str) -> str:
    """The language an info string begins with, in lower case: letters, digits and + # - . _ only; "" where
    it begins with none."""
    found = _LANGUAGE.match(info)
    return found[1].lower() if found else ""
