"""Whether a body is what Zhihu's own editor would write; each violation has a code (README, dialect)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from .markup import Element, parse


class Violation(NamedTuple):
    """What is wrong and where."""

    code: str
    detail: str


BLOCKS = frozenset({"p", "h2", "h3", "pre", "blockquote", "ul", "ol", "figure", "table", "hr"})
PICTURE = (
    "src data-caption data-size data-rawwidth data-rawheight data-watermark data-original-src "
    "data-watermark-src data-private-watermark-src"
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        **dict.fromkeys(("p", "h2", "h3", "b", "strong", "i", "em", "u", "code", "blockquote"), ""),
        **dict.fromkeys(("ul", "ol", "li", "tbody", "tr", "th", "td", "hr", "br"), ""),
        "pre": "lang",
        "a": "href class data-hash data-draft-node data-draft-type data-draft-title data-draft-cover "
        "data-image data-image-width data-image-height data-image-size",
        "img": f"{PICTURE} eeimg alt class",
        "figure": "data-size",
        "table": "data-draft-node data-draft-type data-size data-row-style",
        "sup": "data-text data-url data-draft-node data-draft-type data-numero",
    }.items()
}
CLASSES = frozenset({"member_mention", "ee_img", "ee_img tr_noresize"})


def lint(html: str) -> tuple[Violation, ...]:
    """Every violation, in reading order; () for a clean body."""
    root = parse(html)
    return tuple(
        Violation(code, detail)
        for check in (_texts, _tags, _nesting, _tables, _pictures, _formulas, _links, _references)
        for code, detail in check(root)
    )


Found = Iterator[tuple[str, str]]


def _texts(root: Element) -> Found:
    for element, above in [(root, ()), *root.walk()]:
        if element.tag in {"pre", "!--"} or any(outer.tag == "pre" for outer in above):
            continue
        holds_blocks = element.tag in {"", "ul", "ol", "table", "tbody", "tr", "figure"}
        for text in (child for child in element.children if isinstance(child, str)):
            if not text.strip(" \t\r\n") and holds_blocks:
                yield "blank-between-blocks", f"in <{element.tag}>"
            elif holds_blocks:
                yield "text-outside-block", text[:40]
            if "\n" in text or "\r" in text:
                yield "newline-in-text", text[:40]
        if element.tag in {"p", "li", "h2", "h3", "blockquote"} and not element.children:
            yield "empty-block", f"<{element.tag}>"


def _tags(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag not in ATTRIBUTES:
            code = "heading-level" if re.fullmatch(r"h[1-6]", element.tag) else "unknown-tag"
            yield code, f"<{element.tag}>"
            continue
        for name, value in element.attributes.items():
            if name not in ATTRIBUTES[element.tag] or (name == "class" and value not in CLASSES):
                yield "unknown-attribute", f"{element.tag} {name}={value[:30]}"
        if not above[1:] and element.tag not in BLOCKS | {"img", "a"}:
            yield "inline-outside-block", f"<{element.tag}>"
        if not above[1:] and element.tag == "a" and element.attributes.get("data-draft-type") != "link-card":
            yield "inline-outside-block", "<a>"


def _nesting(root: Element) -> Found:
    for element, above in root.walk():
        parent = above[-1]
        if parent.tag == "li" and element.tag in {"ul", "ol"}:
            yield "list-in-item", element.text[:40]
        elif any(outer.tag == "li" for outer in above) and element.tag in BLOCKS:
            yield "block-in-item", f"<{element.tag}>"
        if any(outer.tag == "blockquote" for outer in above) and element.tag in BLOCKS:
            yield "block-in-quote", f"<{element.tag}>"
        if parent.tag in {"p", "h2", "h3"} and element.tag in BLOCKS:
            yield "block-in-text", f"<{element.tag}> in <{parent.tag}>"
        if parent.tag in {"ul", "ol"} and element.tag not in {"li", "ul", "ol"}:
            yield "not-an-item", f"<{element.tag}>"
        if element.tag == "li" and parent.tag not in {"ul", "ol"}:
            yield "item-outside-list", element.text[:40]
        if element.tag in {"ul", "ol"} and (not element.elements or element.elements[0].tag != "li"):
            yield "list-without-item", f"<{element.tag}>"
        if parent.tag == "pre":
            yield "tag-in-pre", f"<{element.tag}>"
    for one, two in zip(root.elements, root.elements[1:], strict=False):
        if one.tag == two.tag == "pre":
            yield "adjacent-pre", two.text[:40]


def _tables(root: Element) -> Found:
    for table in (element for element, _ in root.walk() if element.tag == "table"):
        wanted = {"data-draft-node": "block", "data-draft-type": "table", "data-size": "normal"}
        for name, value in wanted.items():
            if table.attributes.get(name) != value:
                yield "table-attributes", f"{name} is not {value}"
        if [child.tag for child in table.elements] != ["tbody"]:
            yield "table-parts", " ".join(child.tag for child in table.elements)
        rows = [element for element, _ in table.walk() if element.tag == "tr"]
        widths = {len(row.elements) for row in rows}
        if len(widths) != 1 or 0 in widths:
            yield "table-rows", f"rows of {sorted(widths)} cells"
        for cell, above in table.walk():
            if any(outer.tag in {"td", "th"} for outer in above) and (
                cell.tag in BLOCKS or _is_picture(cell)
            ):
                yield "block-in-cell", f"<{cell.tag}>"


def _is_picture(element: Element) -> bool:
    return element.tag == "img" and "eeimg" not in element.attributes


def _pictures(root: Element) -> Found:
    for element, above in root.walk():
        if not _is_picture(element):
            continue
        for name in ("src", "data-original-src"):
            parts = urlsplit(element.attributes.get(name, ""))
            if not parts.netloc.endswith(".zhimg.com") or parts.scheme != "https":
                yield "foreign-picture", element.attributes.get(name, "")[:80]
            if (
                "auth_key" in parts.query
                or "expiration" in parts.query
                or parts.netloc.startswith("pic-private")
            ):
                yield "temporary-picture", element.attributes.get(name, "")[:80]
        if not all(element.attributes.get(f"data-raw{side}", "").isdigit() for side in ("width", "height")):
            yield "picture-size", element.attributes.get("src", "")[:80]
        if element.attributes.get("data-size") not in {"normal", "small"}:
            yield "picture-size", "data-size"
        if above[-1].tag not in {"", "figure"}:
            yield "picture-in-text", f"in <{above[-1].tag}>"


def _formulas(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag != "img" or "eeimg" not in element.attributes:
            continue
        kind, alt = element.attributes["eeimg"], element.attributes.get("alt", "")
        src = urlsplit(element.attributes.get("src", ""))
        tex = parse_qs(src.query, keep_blank_values=True).get("tex", [""])[-1]
        if kind not in {"1", "2"}:
            yield "formula-kind", kind
        if not alt.strip() or alt == "[公式]":
            yield "formula-alt", "empty"
        if "\n" in alt or "\r" in alt:
            yield "formula-alt", "more than one line"
        if (src.netloc, src.path) != ("www.zhihu.com", "/equation") or src.fragment:
            yield "formula-address", element.attributes.get("src", "")[:60]
        if tex.split() != alt.split():
            yield "formula-address", f"tex {tex[:30]!r} is not alt {alt[:30]!r}"
        if re.search(r"\\(?:re|provide)?newcommand|\\def(?![a-zA-Z])|\\DeclareMathOperator", alt):
            yield "formula-macro", alt[:40]
        if re.search(r"(?<!\\)(?:\\\\)*%", alt):
            yield "formula-comment", alt[:40]
        if kind == "2":
            alone = above[-1].tag == "p" and len(above[-1].children) == 1 and not above[-2].tag
            if not alone:
                yield "display-not-alone", alt[:40]
            if alt.endswith("\\\\"):
                yield "display-twice", alt[-40:]


def _links(root: Element) -> Found:
    for element, above in root.walk():
        if element.tag != "a":
            continue
        href = element.attributes.get("href", "")
        mention = element.attributes.get("class") == "member_mention" and href.startswith("/people/")
        if not mention and not re.match(r"https?://[^/\s]", href):
            yield "link-address", href[:60]
        if not element.children:
            yield "link-empty", href[:60]
        if any(outer.tag == "a" for outer in above):
            yield "link-in-link", href[:60]
        if element.attributes.get("data-draft-type") == "link-card" and above[-1].tag:
            yield "card-in-text", href[:60]


def _references(root: Element) -> Found:
    expected = 1
    for element, _ in root.walk():
        if element.tag != "sup":
            continue
        values = element.attributes
        missing = [name for name in ("data-text", "data-url", "data-numero") if name not in values]
        kind = (values.get("data-draft-node"), values.get("data-draft-type"))
        if missing or kind != ("inline", "reference") or not values.get("data-text"):
            yield "reference-attributes", " ".join(missing) or values.get("data-text", "")
        number = values.get("data-numero", "")
        if not number.isdigit() or int(number) > expected:
            yield "reference-number", number
        elif int(number) == expected:
            expected += 1
        if element.text != f"[{number}]":
            yield "reference-number", element.text
