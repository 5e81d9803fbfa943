"""Raised and lowered text: as Unicode signs where every character has one, else told apart by brackets."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.cjk import is_cjk
from publisher.markdown.plain import plain
from publisher.model.tree import Inlines, Styled, Text

RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
SIGNS: Mapping[str, dict[int, int]] = {"sup": RAISED, "sub": LOWERED}
BRACKETS = ("[", "(", "（", "［", "【")


def scripted(node: Styled) -> tuple[Inlines, str]:
    """What a `<sup>` or `<sub>` becomes, and how to say it: Unicode signs; a raised remark in brackets; else
    `^(…)` or `_(…)`, as formulas are typed in plain text."""
    words = plain(node.inlines)
    signs = SIGNS[node.tag]
    only_text = all(isinstance(inline, Text) for inline in node.inlines)
    if words.strip() and only_text and all(ord(sign) in signs for sign in words if sign not in " ,"):
        return (Text(text=words.translate(signs), lines=node.lines),), "as Unicode signs"
    if words.lstrip().startswith(BRACKETS):
        return node.inlines, "within the line"
    if node.tag == "sup" and (not only_text or any(map(is_cjk, words))):
        return _between("（", node, "）"), "in brackets"
    sign = "^" if node.tag == "sup" else "_"
    return _between(f"{sign}(", node, ")"), f"as {sign}(…)"


def _between(left: str, node: Styled, right: str) -> Inlines:
    return (Text(text=left, lines=node.lines), *node.inlines, Text(text=right, lines=node.lines))
