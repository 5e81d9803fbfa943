"""The markup of Zhihu's editor, one rule per node; nothing between two blocks, ever (README, dialect)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from publisher.markdown.plain import plain
from publisher.markdown.render import Rule, Write
from publisher.model.post import Asset
from publisher.model.tree import (
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    FootnoteRef,
    HardBreak,
    Heading,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Quote,
    Row,
    SoftBreak,
    Strong,
    Styled,
    Table,
    Text,
    ThematicBreak,
)

from .passes.footnotes import Reference, References
from .settings import Settings

INLINE, DISPLAY = 1, 2
"""Values of `eeimg`; 2 is how display formulas are marked since January 2026."""

COLUMN = 690
"""Width of an article's column in CSS pixels."""

EQUATION = "//www.zhihu.com/equation?tex="

LANGUAGES = {
    "": "text", "plain": "text", "plaintext": "text", "txt": "text", "py": "python", "python3": "python",
    "c++": "cpp", "cc": "cpp", "c#": "csharp", "cs": "csharp", "js": "javascript", "ts": "typescript",
    "sh": "bash", "shell": "bash", "zsh": "bash", "console": "bash", "yml": "yaml", "md": "markdown",
    "rs": "rust", "golang": "go", "rb": "ruby", "kt": "kotlin", "tex": "latex",
}  # fmt: skip
"""Authors' short names → the names the editor lists."""


def rules(
    assets: Mapping[str, Asset], references: References, settings: Settings
) -> Mapping[type[Node], Rule]:
    """The rules of one document; they print only the shapes `passes` leaves."""

    def paragraph(node: Paragraph, write: Write) -> str:
        if card := card_of(node, settings):
            return _card(card)
        return f"<p>{write(node.inlines)}</p>"

    def figure(node: Figure, write: Write) -> str:
        return picture(node, assets.get(node.image.asset))

    def formula(node: Math, write: Write) -> str:
        return equation(node.tex, INLINE, settings.formula_class)

    def display(node: MathBlock, write: Write) -> str:
        return f"<p>{equation(node.tex, DISPLAY, settings.formula_class)}</p>"

    def reference(node: FootnoteRef, write: Write) -> str:
        return noted(node.number, references.get(node.number, Reference("")))

    return {
        **FIXED,
        Paragraph: paragraph,
        Figure: figure,
        Math: formula,
        MathBlock: display,
        FootnoteRef: reference,
    }


def card_of(node: Paragraph, settings: Settings) -> Link | None:
    """The link a paragraph consists of, where such links are to be cards."""
    only = node.inlines[0] if settings.cards and len(node.inlines) == 1 else None
    return only if isinstance(only, Link) else None


def equation(tex: str, kind: int, css_class: str = "") -> str:
    """`alt` is what Zhihu keeps; `src` is rewritten from it."""
    named = f' class="{escape(css_class)}"' if css_class else ""
    return f'<img eeimg="{kind}"{named} src="{EQUATION}{quote(tex, safe="")}" alt="{escape(tex)}">'


def picture(node: Figure, asset: Asset | None) -> str:
    """A picture block; width and height make it open at a click."""
    address = escape(node.image.asset)
    return (
        f'<img src="{address}" data-caption="{escape(_line(node))}" data-size="{shown_size(node, asset)}" '
        f'data-rawwidth="{asset.width if asset else 0}" data-rawheight="{asset.height if asset else 0}" '
        f'data-watermark="original" data-original-src="{address}" data-watermark-src="" '
        f'data-private-watermark-src="">'
    )


def shown_size(node: Figure, asset: Asset | None) -> str:
    """`small`, which is half the column, where the author asked for no more than that; else `normal`."""
    if node.image.share:
        return "small" if node.image.share <= 50 else "normal"
    width, height = node.image.width, node.image.height
    if not width and height and asset and asset.height:
        width = height * asset.width // asset.height
    return "small" if 0 < width < COLUMN / 2 else "normal"


def noted(number: int, reference: Reference) -> str:
    return (
        f'<sup data-text="{escape(reference.text)}" data-url="{escape(reference.url)}" '
        f'data-draft-node="inline" data-draft-type="reference" data-numero="{number}">[{number}]</sup>'
    )


def _line(node: Figure) -> str:
    return " ".join(plain(node.caption).split())


def _card(node: Link) -> str:
    title = " ".join(plain(node.inlines).split())
    return (
        f'<a data-draft-node="block" data-draft-type="link-card" href="{escape(node.url)}" '
        f'data-draft-title="{escape(title)}" data-draft-cover="">{escape(title, quote=False)}</a>'
    )


def _document(node: Document, write: Write) -> str:
    return write(node.blocks)


def _heading(node: Heading, write: Write) -> str:
    return f"<h{node.level}>{write(node.inlines)}</h{node.level}>"


def _quote(node: Quote, write: Write) -> str:
    lines = (write(line.inlines) for line in node.blocks if isinstance(line, Paragraph))
    return f"<blockquote>{'<br>'.join(lines)}</blockquote>"


def _list(node: List, write: Write) -> str:
    tag = "ol" if node.ordered else "ul"
    return f"<{tag}>{write(node.items)}</{tag}>"


def _item(node: Item, write: Write) -> str:
    """Its text, then its lists beside it: inside, Zhihu would cut the outer list in two."""
    text, nested = node.blocks[0], node.blocks[1:]
    assert isinstance(text, Paragraph)
    return f"<li>{write(text.inlines)}</li>{write(nested)}"


def _code(node: CodeBlock, write: Write) -> str:
    language = LANGUAGES.get(node.language, node.language)
    return f'<pre lang="{escape(language)}">{escape(node.code, quote=False)}</pre>'


def _table(node: Table, write: Write) -> str:
    head = _row(node.head, "th", write) if node.head else ""
    body = "".join(_row(row, "td", write) for row in node.rows)
    return (
        '<table data-draft-node="block" data-draft-type="table" data-size="normal" '
        f'data-row-style="normal"><tbody>{head}{body}</tbody></table>'
    )


def _row(row: Row, tag: str, write: Write) -> str:
    return f"<tr>{''.join(f'<{tag}>{write(cell.inlines)}</{tag}>' for cell in row.cells)}</tr>"


def _text(node: Text, write: Write) -> str:
    return escape(node.text.replace("\n", " "), quote=False)


def _link(node: Link, write: Write) -> str:
    return f'<a href="{escape(node.url)}">{write(node.inlines)}</a>'


def _wrapped(tag: str) -> Rule:
    def rule(node: Any, write: Write) -> str:
        return f"<{tag}>{write(node.inlines)}</{tag}>"

    return rule


FIXED: Mapping[type[Node], Rule] = {
    Document: _document,
    Heading: _heading,
    Quote: _quote,
    List: _list,
    Item: _item,
    CodeBlock: _code,
    Table: _table,
    ThematicBreak: lambda node, write: "<hr>",
    Text: _text,
    SoftBreak: lambda node, write: " ",
    HardBreak: lambda node, write: "<br>",
    Emphasis: _wrapped("i"),
    Strong: _wrapped("b"),
    Styled: _wrapped("u"),
    Code: lambda node, write: f"<code>{escape(node.text.replace(chr(10), ' '), quote=False)}</code>",
    Link: _link,
}
