"""Commands that authors take for granted and a bare MathJax lacks, as they would be defined."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.tex.definitions import Macro
from publisher.markdown.tex.tokens import tokens

_GREEK = {
    "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M",
    "Nu": "N", "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X",
}  # fmt: skip
_OTHER_NAMES = {
    "alef": "aleph", "alefsym": "aleph", "bull": "bullet", "clubs": "clubsuit", "diamonds": "diamondsuit",
    "hearts": "heartsuit", "spades": "spadesuit", "Dagger": "ddagger", "dag": "dagger", "ddag": "ddagger",
    "empty": "emptyset", "exist": "exists", "infin": "infty", "isin": "in", "lang": "langle",
    "rang": "rangle", "plusmn": "pm", "sdot": "cdot", "sect": "S", "sub": "subset", "sube": "subseteq",
    "supe": "supseteq", "thetasym": "vartheta", "weierp": "wp", "hdots": "dots", "mathellipsis": "ldots",
    "enskip": "enspace", "medspace": ":", "thickspace": ";", "underbar": "underline", "darr": "downarrow",
    "dArr": "Downarrow", "Darr": "Downarrow", "uarr": "uparrow", "uArr": "Uparrow", "Uarr": "Uparrow",
    "larr": "leftarrow", "lArr": "Leftarrow", "Larr": "Leftarrow", "rarr": "rightarrow", "rArr": "Rightarrow",
    "Rarr": "Rightarrow", "harr": "leftrightarrow", "hArr": "Leftrightarrow", "Harr": "Leftrightarrow",
    "lrarr": "leftrightarrow", "lrArr": "Leftrightarrow", "Lrarr": "Leftrightarrow",
}  # fmt: skip
_SETS = {"cnums": "C", "Complex": "C", "natnums": "N", "reals": "R", "Reals": "R"}
_FUNCTIONS = "arctg arcctg cosec cotg ctg cth sh tg th"
_RELATIONS = {
    "vcentcolon": ":", "ratio": ":", "coloncolon": "::", "colonequals": ":=", "coloncolonequals": "::=",
    "equalscolon": "=:",
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
    **{name: (0, f"\\{same}") for name, same in _OTHER_NAMES.items()},
    **{name: (0, f"\\mathbb{{{letter}}}") for name, letter in _SETS.items()},
    **{name: (0, f"\\operatorname{{{name}}}") for name in _FUNCTIONS.split()},
    "pounds": (0, "\\text{£}"),
    **{name: (0, f"\\mathrel{{{signs}}}") for name, signs in _RELATIONS.items()},
    **dict.fromkeys(("relax", "allowbreak", "nobreak"), (0, "")),
    "plim": (0, "\\operatorname*{plim}"),
    "operatornamewithlimits": (1, "\\operatorname*{#1}"),
    "emph": (1, "\\textit{#1}"),
    "sout": (1, "\\enclose{horizontalstrike}{#1}"),
    "textcircled": (1, "\\enclose{circle}{#1}"),
    "utilde": (1, "\\underset{\\sim}{#1}"),
    "nicefrac": (2, "{}^{#1}\\!/\\!_{#2}"),
}
"""Arguments and body by name, without the backslash. An author's own definition of a name wins.

Many are KaTeX's: what a blog shows with KaTeX can be sent. Names that mean one thing to KaTeX and another to
many authors (`P`, `real`, `ch`) are left out: an error is better than a wrong sign."""
MACROS: Mapping[str, Macro] = {
    f"\\{name}": Macro(arguments, tokens(body)) for name, (arguments, body) in BODIES.items()
}
