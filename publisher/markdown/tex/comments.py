"""TeX without its comments."""

from __future__ import annotations

from publisher.markdown.tex.tokens import joined, tokens


def without_comments(tex: str) -> str:
    """Every `%` that is not `\\%`, up to its line's end, is gone; lines stay lines. As in MathJax."""
    if "%" not in tex:
        return tex
    return joined(part for part in tokens(tex) if not part.startswith("%"))
