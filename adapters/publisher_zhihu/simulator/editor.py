"""What happens when a person opens a draft: the editor loads it, keeps what it knows, and saves once."""

from __future__ import annotations

import re
from urllib.parse import quote_plus, urlsplit

from .markup import Element, parse, write

SPELLINGS = {"strong": "b", "em": "i", "h1": "h2"}
KNOWN = frozenset(
    {"p", "h2", "h3", "b", "i", "u", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "figure"}
    | {"table", "tbody", "tr", "th", "td", "hr", "br", "sup"}
)


def reopened(html: str) -> str:
    """The editor's own serialisation of a draft: what it does not know is gone."""
    root = parse(html)
    root.children = _merged(_children(root))
    return write(root)


def readable(html: str) -> str:
    """The draft for a page without Zhihu's scripts: formulas as their TeX, captions under pictures."""
    root = parse(html)
    for element, _ in list(root.walk()):
        if element.tag == "img" and "eeimg" in element.attributes:
            element.tag, element.children = "code", [element.attributes.get("alt", "")]
            element.attributes = {"class": "formula"}
        elif element.tag == "img" and element.attributes.get("data-caption"):
            caption = Element("figcaption", {}, [element.attributes["data-caption"]])
            picture = Element("img", {"src": element.attributes.get("src", "")})
            element.tag, element.attributes, element.children = "figure", {}, [picture, caption]
    return write(root)


def _children(parent: Element) -> list[Element | str]:
    found: list[Element | str] = []
    for child in parent.children:
        if isinstance(child, Element):
            found.extend(_element(child))
        elif parent.tag == "" and not child.strip():
            found.extend(_empty() for _ in range(child.count("\n")))  # a line between blocks shows as one
        elif child.strip() or parent.tag not in {"ul", "ol", "table", "tbody", "tr"}:
            found.append(child)
    return found


def _element(element: Element) -> list[Element | str]:
    tag = SPELLINGS.get(element.tag, element.tag)
    if tag == "pre":
        return [Element("pre", dict(element.attributes), [element.text])]
    if tag == "img":
        return _image(element)
    if tag == "table" and element.attributes.get("data-draft-type") != "table":
        return []
    children = _children(element)
    if tag not in KNOWN:
        return children
    if tag == "p" and not children:
        return []
    if tag == "blockquote":
        children = _lines(children)
    kept = {
        name: value
        for name, value in element.attributes.items()
        if name == "href" or (name.startswith("data-") and tag in {"a", "table", "sup"})
    }
    if tag == "li":
        return _item(children)
    return [Element(tag, kept, children)]


def _item(children: list[Element | str]) -> list[Element | str]:
    """A list within an item moves beside it."""
    nested = [child for child in children if isinstance(child, Element) and child.tag in {"ul", "ol"}]
    return [Element("li", {}, [child for child in children if child not in nested]), *nested]


def _image(element: Element) -> list[Element | str]:
    values = element.attributes
    if "eeimg" in values:
        alt = re.sub(r"\s+", " ", values.get("alt", "")).strip()
        src = "https://www.zhihu.com/equation?tex=" + quote_plus(alt)
        return [Element("img", {"src": src, "alt": alt, "eeimg": values["eeimg"]})]
    if not urlsplit(values.get("src", "")).netloc.endswith(".zhimg.com"):
        return []
    names: tuple[str, ...] = ("src", "data-caption", "data-rawwidth", "data-rawheight")
    kept = {name: values[name] for name in names if name in values}
    token = urlsplit(values["src"]).path.strip("/").partition(".")[0]
    return [Element("img", {**kept, "data-size": "normal", "data-original-token": token})]


def _lines(children: list[Element | str]) -> list[Element | str]:
    """Paragraphs of a quote become lines."""
    lines: list[Element | str] = []
    for child in children:
        if isinstance(child, Element) and child.tag == "p":
            lines.extend(([Element("br")] if lines else []) + child.children)
        else:
            lines.append(child)
    return lines


def _merged(children: list[Element | str]) -> list[Element | str]:
    """Code blocks that touch become one."""
    found: list[Element | str] = []
    for child in children:
        last = found[-1] if found else None
        if isinstance(child, Element) and isinstance(last, Element) and child.tag == last.tag == "pre":
            last.children = [last.text + "\n" + child.text]
        else:
            found.append(child)
    return found


def _empty() -> Element:
    return Element("p", {}, [Element("br")])
