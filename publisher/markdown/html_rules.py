"""General, safe HTML for every node kind: what a preview shows and adapters start from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from publisher.markdown.render import Rule, Write
from publisher.model.tree import (
    Alert,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Details,
    Division,
    Document,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Footnotes,
    HardBreak,
    Heading,
    Image,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    More,
    Node,
    Paragraph,
    Quote,
    Region,
    Row,
    Ruby,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Table,
    Text,
    ThematicBreak,
    Toc,
)

STYLED = frozenset({"u", "ins", "mark", "sub", "sup", "small", "big", "kbd", "abbr"})
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


def safe_address(url: str) -> str:
    """The address, or "" where its scheme could run something."""
    try:
        scheme = urlsplit("".join(url.split())).scheme
    except ValueError:
        return ""
    return url if scheme in SCHEMES else ""


def _blocks(node: Document | Region, write: Write) -> str:
    return write(node.blocks)


def _paragraph(node: Paragraph, write: Write) -> str:
    return f"<p>{write(node.inlines)}</p>\n"


def _heading(node: Heading, write: Write) -> str:
    return f"<h{node.level}>{write(node.inlines)}</h{node.level}>\n"


def _quote(node: Quote, write: Write) -> str:
    return f"<blockquote>\n{write(node.blocks)}</blockquote>\n"


def _alert(node: Alert, write: Write) -> str:
    title = write(node.title) or escape(node.kind.capitalize())
    return (
        f'<blockquote class="alert {escape(node.kind)}">\n'
        f"<p><strong>{title}</strong></p>\n{write(node.blocks)}</blockquote>\n"
    )


def _list(node: List, write: Write) -> str:
    tag = "ol" if node.ordered else "ul"
    start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    items = "".join(_item(item, write, tight=node.tight) for item in node.items)
    return f"<{tag}{start}>\n{items}</{tag}>\n"


def _item(item: Item, write: Write, *, tight: bool = False) -> str:
    box = "" if item.checked is None else "☑ " if item.checked else "☐ "
    parts = [
        write(block.inlines) + "\n" if tight and isinstance(block, Paragraph) else write(block)
        for block in item.blocks
    ]
    return f"<li>{box}{''.join(parts).rstrip()}</li>\n"


def _code_block(node: CodeBlock, write: Write) -> str:
    language = f' class="language-{escape(node.language)}"' if node.language else ""
    return f"<pre><code{language}>{escape(node.code)}\n</code></pre>\n"


def _table(node: Table, write: Write) -> str:
    caption = f"<caption>{write(node.caption)}</caption>\n" if node.caption else ""
    head = f"<thead>\n{_row(node.head, write, 'th')}</thead>\n" if node.head else ""
    body = "".join(_row(row, write, "td") for row in node.rows)
    return f"<table>\n{caption}{head}<tbody>\n{body}</tbody>\n</table>\n"


def _row(node: Row, write: Write, tag: str = "td") -> str:
    return "<tr>" + "".join(_cell(cell, write, tag) for cell in node.cells) + "</tr>\n"


def _cell(node: Cell, write: Write, tag: str = "td") -> str:
    return f"<{tag}{_aligned(node.align)}>{write(node.inlines)}</{tag}>"


def _aligned(align: str) -> str:
    return f' style="text-align: {align}"' if align in {"left", "center", "right"} else ""


def _definition(node: Definition, write: Write) -> str:
    told = "".join(f"<dd>{write(blocks)}</dd>\n" for blocks in node.descriptions)
    return f"<dt>{write(node.term)}</dt>\n{told}"


def _details(node: Details, write: Write) -> str:
    return f"<details>\n<summary>{write(node.summary)}</summary>\n{write(node.blocks)}</details>\n"


def _division(node: Division, write: Write) -> str:
    return f"<div{_aligned(node.align)}>\n{write(node.blocks)}</div>\n"


def _figure(node: Figure, write: Write) -> str:
    caption = f"<figcaption>{write(node.caption)}</figcaption>" if node.caption else ""
    return f"<figure>{write(node.image)}{caption}</figure>\n"


def _footnote(node: Footnote, write: Write) -> str:
    return f'<li id="fn{node.number}" value="{node.number}">{write(node.blocks)}</li>\n'


def _footnote_ref(node: FootnoteRef, write: Write) -> str:
    return f'<sup><a href="#fn{node.number}">[{node.number}]</a></sup>'


def _styled(node: Styled, write: Write) -> str:
    if node.tag not in STYLED:
        return write(node.inlines)
    title = f' title="{escape(node.title)}"' if node.title else ""
    return f"<{node.tag}{title}>{write(node.inlines)}</{node.tag}>"


def _link(node: Link, write: Write) -> str:
    words = write(node.inlines) or escape(node.url)
    address = safe_address(node.url)
    if not address:
        return words
    title = f' title="{escape(node.title)}"' if node.title else ""
    return f'<a href="{escape(address)}"{title}>{words}</a>'


def _image(node: Image, write: Write) -> str:
    source = node.asset or (node.src if _scheme(node.src) in {"http", "https"} else "")
    if not source:
        return escape(f"[{node.alt or node.title or node.src}]")
    extra = "".join(
        f' {name}="{escape(str(value))}"'
        for name, value in (
            ("title", node.title),
            ("width", f"{node.share}%" if node.share else node.width),
            ("height", node.height),
        )
        if value
    )
    return f'<img src="{escape(source)}" alt="{escape(node.alt)}"{extra}>'


def _scheme(url: str) -> str:
    """The scheme in lower case, "" where there is none or the address cannot be read."""
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


HTML: Mapping[type[Node], Rule] = {
    Document: _blocks,
    Paragraph: _paragraph,
    Heading: _heading,
    Quote: _quote,
    Alert: _alert,
    List: _list,
    Item: _item,
    CodeBlock: _code_block,
    MathBlock: lambda node, write: f'<div class="math">{escape(node.tex)}</div>\n',
    Table: _table,
    Row: _row,
    Cell: _cell,
    ThematicBreak: lambda node, write: "<hr>\n",
    DefinitionList: lambda node, write: f"<dl>\n{write(node.items)}</dl>\n",
    Definition: _definition,
    Details: _details,
    Division: _division,
    Figure: _figure,
    Footnotes: lambda node, write: f'<ol class="footnotes">\n{write(node.notes)}</ol>\n',
    Footnote: _footnote,
    More: lambda node, write: "",
    Toc: lambda node, write: "",
    Region: _blocks,
    Text: lambda node, write: escape(node.text, quote=False),
    SoftBreak: lambda node, write: "\n",
    HardBreak: lambda node, write: "<br>\n",
    Emphasis: lambda node, write: f"<em>{write(node.inlines)}</em>",
    Strong: lambda node, write: f"<strong>{write(node.inlines)}</strong>",
    Strike: lambda node, write: f"<del>{write(node.inlines)}</del>",
    Styled: _styled,
    Ruby: lambda node, write: f"<ruby>{write(node.base)}<rt>{escape(node.reading)}</rt></ruby>",
    Code: lambda node, write: f"<code>{escape(node.text, quote=False)}</code>",
    Math: lambda node, write: f'<span class="math">{escape(node.tex)}</span>',
    Link: _link,
    Image: _image,
    FootnoteRef: _footnote_ref,
}
