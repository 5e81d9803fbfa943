"""Formulas (R20): what counts is `alt`, on one line, without anything Zhihu's MathJax does not know."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from ..markup import Element
from .tags import Found

FAULTS = {
    "formula-macro": r"\\(?:(?:re|provide)?newcommand|g?def|let|DeclareMathOperator|(?:re)?newenvironment"
    r"|bm|argmax|argmin|norm|abs|mathbbm|mathds|llbracket|rrbracket|nicefrac|[NZQRCE])(?![A-Za-z])",
    "formula-reference": r"\\(?:eqref|ref|label)(?![A-Za-z])",
    "formula-comment": r"(?<!\\)(?:\\\\)*%",
    "formula-colour": r"\\color\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}\s*(?![\s{])",
}


def formulas(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag != "img" or "eeimg" not in element.attributes:
            continue
        kind, alt = element.attributes["eeimg"], element.attributes.get("alt", "")
        if kind not in {"1", "2"}:
            yield "formula-kind", kind
        if not alt.strip() or alt == "[公式]":
            yield "formula-alt", "empty"
        if "\n" in alt or "\r" in alt:
            yield "formula-alt", "more than one line"
        yield from _address(element.attributes.get("src", ""), alt)
        for code, pattern in FAULTS.items():
            if re.search(pattern, alt):
                yield code, alt[:40]
        if kind == "2":
            alone = above[-1].tag == "p" and len(above[-1].children) == 1 and not above[-2].tag
            if not alone:
                yield "display-not-alone", alt[:40]
            if alt.endswith("\\\\"):
                yield "display-twice", alt[-40:]


def _address(address: str, alt: str) -> Found:
    src = urlsplit(address)
    tex = parse_qs(src.query, keep_blank_values=True).get("tex", [""])[-1]
    if (src.netloc, src.path) != ("www.zhihu.com", "/equation") or src.fragment:
        yield "formula-address", address[:60]
    if tex.split() != alt.split():
        yield "formula-address", f"tex {tex[:30]!r} is not alt {alt[:30]!r}"
    if not re.fullmatch(r"tex=(?:[A-Za-z0-9_.~-]|%[0-9A-Fa-f]{2})*", src.query):
        yield "formula-encoding", src.query[:60]
