"""Hexo's source tags (hexo.io/docs/tag-plugins, asset-folders), and NexT's note and mermaid."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import Word, joined, words
from publisher.markdown.parsing.tags import Container, Mistake, TagSet
from publisher.model.tree import (
    Alert,
    Block,
    CodeBlock,
    Image,
    Inline,
    Link,
    Paragraph,
    Quote,
    Text,
)

_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|ico|tiff?|heic)(?:[?#].*)?\Z", re.IGNORECASE)
_SIZE = re.compile(r"(\d+)(?:px)?\Z")
_PAIR = re.compile(r"\"([^\"]*)\"\s+\"([^\"]*)\"|'([^']*)'\s+'([^']*)'")
_LANGUAGE = re.compile(r"(?:^|\s)lang:(\S+)")
NOTES = {
    "default": "note",
    "primary": "important",
    "success": "tip",
    "info": "note",
    "warning": "warning",
    "danger": "caution",
    "note": "note",
    "tip": "tip",
    "important": "important",
    "caution": "caution",
}
"""NexT's note classes as alerts."""


def asset_img(arguments: str) -> Inline | Mistake:
    """`[class…] file [width] [height] [title] [alt]`; unquoted words behind the file are all title."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% asset_img %}` names no picture", "write `{% asset_img picture.png title %}`")
    at = next((n for n, part in enumerate(parts) if _PICTURE.search(part.text)), None)
    if at is None:
        at = next((n for n, part in enumerate(parts) if "." in part.text or "/" in part.text), 0)
    width, height, rest = _sizes(parts[at + 1 :])
    title, alt = _captions(rest)
    return Image(src=parts[at].text, title=title, alt=alt, width=width, height=height, tag="asset_img")


def _sizes(parts: list[Word]) -> tuple[int, int, list[Word]]:
    sizes: list[int] = []
    while len(sizes) < 2 and len(parts) > len(sizes) and not parts[len(sizes)].quoted:
        found = _SIZE.match(parts[len(sizes)].text)
        if not found:
            break
        sizes.append(int(found[1]))
    width, height = (*sizes, 0, 0)[:2]
    return width, height, parts[len(sizes) :]


def _captions(parts: list[Word]) -> tuple[str, str]:
    """Title and alternative text."""
    if len(parts) == 1 and parts[0].quoted and (pair := _PAIR.fullmatch(parts[0].text)):
        return pair[1] or pair[3] or "", pair[2] or pair[4] or ""
    if parts and parts[0].quoted:
        return parts[0].text, joined(parts[1:])
    return joined(parts), ""


def post_link(arguments: str) -> Inline | Mistake:
    """`slug [title] [escape]`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% post_link %}` names no post", "write `{% post_link slug title %}`")
    return Link(url=f"post:{parts[0].text}", inlines=_title(parts[1:]))


def asset_link(arguments: str) -> Inline | Mistake:
    """`file [title] [escape]`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% asset_link %}` names no file", "write `{% asset_link file.pdf title %}`")
    return Link(url=parts[0].text, inlines=_title(parts[1:]) or (Text(text=parts[0].text),))


def _title(parts: list[Word]) -> tuple[Inline, ...]:
    if parts and parts[-1].text in {"true", "false"} and not parts[-1].quoted:
        parts = parts[:-1]
    text = joined(parts)
    return (Text(text=text),) if text else ()


def asset_path(arguments: str) -> str:
    return joined(words(arguments))


def youtube(arguments: str) -> Inline | Mistake:
    """`id [type] [cookie]`."""
    parts = words(arguments)
    kind = "playlist?list=" if len(parts) > 1 and parts[1].text == "playlist" else "watch?v="
    return _address(f"https://www.youtube.com/{kind}{parts[0].text}" if parts else "", "youtube")


def vimeo(arguments: str) -> Inline | Mistake:
    parts = words(arguments)
    return _address(f"https://vimeo.com/{parts[0].text}" if parts else "", "vimeo")


def iframe(arguments: str) -> Inline | Mistake:
    parts = words(arguments)
    return _address(parts[0].text if parts else "", "iframe")


def _address(url: str, name: str) -> Inline | Mistake:
    if not url:
        return Mistake(f"`{{% {name} %}}` names nothing to show", "name it, or remove the tag")
    return Link(url=url, inlines=(Text(text=url),), auto=True)


def link(arguments: str) -> Inline | Mistake:
    """`text… url [external] [title]`."""
    parts = words(arguments)
    at = next((n for n, part in enumerate(parts) if re.match(r"(?:https?:)?//|/|mailto:", part.text)), None)
    if at is None:
        return Mistake("`{% link %}` holds no address", "write `[text](address)` instead")
    url = parts[at].text
    rest = [part for part in parts[at + 1 :] if part.text not in {"true", "false"}]
    return Link(url=url, inlines=(Text(text=joined(parts[:at]) or url),), title=joined(rest))


def img(arguments: str) -> Inline | Mistake:
    """`[class…] address [width] [height] [title] [alt]`."""
    made = asset_img(arguments)
    return (
        made
        if isinstance(made, Mistake)
        else Image(src=made.src, title=made.title, alt=made.alt, width=made.width, height=made.height)
        if isinstance(made, Image)
        else made
    )


def codeblock(arguments: str, body: str) -> Block:
    """`[title] [lang:language] [url] [link text]`."""
    language = _LANGUAGE.search(arguments)
    return CodeBlock(code=_code(body), language=language[1].lower() if language else "", info=arguments)


def mermaid(arguments: str, body: str) -> Block:
    """NexT: the diagram's first line may stand in the tag itself."""
    return CodeBlock(code=_code(f"{arguments}\n{body}" if arguments else body), language="mermaid")


def _code(body: str) -> str:
    return re.sub(r"\A[ \t]*\n", "", body).rstrip()


def blockquote(arguments: str) -> Container:
    """`[author[, source]] [link] [source link title]`: who said it stands beneath, after a dash."""
    source = joined(words(arguments))
    said = (Paragraph(inlines=(Text(text=f"—— {source}"),)),) if source else ()
    return Container(lambda blocks: Quote(blocks=(*blocks, *said)))


def plain_quote(arguments: str) -> Container:
    del arguments  # a class
    return Container(lambda blocks: Quote(blocks=blocks))


def note(arguments: str) -> Container:
    """`[class] [no-icon] [title]`."""
    parts = [part for part in words(arguments) if part.text != "no-icon"]
    known = bool(parts) and parts[0].text.lower() in NOTES
    kind = NOTES[parts[0].text.lower()] if known else "note"
    title = joined(parts[1:] if known else parts)
    return Container(
        lambda blocks: Alert(kind=kind, title=(Text(text=title),) if title else (), blocks=blocks)
    )


TAGS = TagSet(
    inline={
        "asset_img": asset_img,
        "img": img,
        "post_link": post_link,
        "asset_link": asset_link,
        "asset_path": lambda arguments: Text(text=asset_path(arguments)),
        "youtube": youtube,
        "vimeo": vimeo,
        "iframe": iframe,
        "link": link,
    },
    verbatim={"codeblock": codeblock, "code": codeblock, "mermaid": mermaid},
    containers={
        "blockquote": blockquote,
        "quote": blockquote,
        "centerquote": plain_quote,
        "cq": plain_quote,
        "pullquote": plain_quote,
        "note": note,
    },
    raw=frozenset({"raw"}),
    addresses={"asset_path": asset_path},
    hint="only Hexo's own tags are known here: write it in Markdown, or put it in a code span if it is text",
)
