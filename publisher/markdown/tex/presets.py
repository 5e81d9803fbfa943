"""Commands that authors take for granted and a bare MathJax lacks, as they would be defined."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.tex.definitions import Macro
from publisher.markdown.tex.tokens import tokens

_GREEK = {
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M",
    "Nu": "N", "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X",
}  # fmt: skip
BODIES: Mapping[str, tuple[int, str]] = {
    **{name: (0, f"\\mathbb{{{name}}}") for name in "NZQRCE"},
    **{name: (0, f"\\mathrm{{{letter}}}") for name, letter in _GREEK.items()},
    "bm": (1, "\\boldsymbol{#1}"),
    "bold": (1, "\\mathbf{#1}"),
    "argmax": (0, "\\operatorname*{arg\\,max}"),
    "argmin": (0, "\\operatorname*{arg\\,min}"),
    "abs": (1, "\\left\\lvert#1\\right\\rvert"),
    "norm": (1, "\\left\\lVert#1\\right\\rVert"),
    "llbracket": (0, "\\mathopen{[\\![}"),
    "rrbracket": (0, "\\mathclose{]\\!]}"),
    "hdots": (0, "\\dots"),
    "infin": (0, "\\infty"),
    "isin": (0, "\\in"),
    "lang": (0, "\\langle"),
    "rang": (0, "\\rangle"),
    "nicefrac": (2, "{}^{#1}\\!/\\!_{#2}"),
}
"""Arguments and body by name, without the backslash. An author's own definition of a name wins."""
MACROS: Mapping[str, Macro] = {
    f"\\{name}": Macro(arguments, tokens(body)) for name, (arguments, body) in BODIES.items()
}
