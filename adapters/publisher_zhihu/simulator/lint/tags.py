"""Tags and attributes the editor knows, and where they may stand (R2, R5, R6, R24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markup import Element

Found = Iterator[tuple[str, str]]

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
SPELLINGS = {"strong": "b", "em": "i"}


def tags(root: Element) -> Found:
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
        style = SPELLINGS.get(element.tag, element.tag)
        if style in {"b", "i", "u"} and any(SPELLINGS.get(o.tag, o.tag) == style for o in above):
            yield "style-twice", f"<{element.tag}>"
        if element.tag == "br" and any(outer.tag in {"h2", "h3"} for outer in above):
            yield "break-in-heading", above[-1].text[:40]
        if above[-1].tag == "code":
            yield "tag-in-code", f"<{element.tag}>"
