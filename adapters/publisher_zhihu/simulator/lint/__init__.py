"""Whether a body is what Zhihu's own editor would write; each violation has a code (README, dialect)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..markup import parse
from .blocks import nesting, tables, texts
from .formulas import formulas
from .inlines import links, pictures, references
from .tags import tags

UNESCAPED = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);)")


class Violation(NamedTuple):
    """What is wrong and where."""

    code: str
    detail: str


def lint(html: str) -> tuple[Violation, ...]:
    """Every violation, by kind of check and then in reading order; () for a clean body."""
    root = parse(html)
    bare = [("unescaped", html[found.start() :][:20]) for found in UNESCAPED.finditer(html)]
    checks = (texts, tags, nesting, tables, pictures, formulas, links, references)
    return tuple(
        Violation(code, detail)
        for found in (bare, *(check(root) for check in checks))
        for code, detail in found
    )
