"""A start tag into the builder: what it opens, what it is at once, what is dropped and said so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from publisher.markdown.parsing.addresses import is_unsafe, web_address
from publisher.markdown.parsing.builder import Builder, Frame
from publisher.markdown.parsing.content import inlines_of
from publisher.markdown.parsing.elements import CLOSERS, PLAIN_WRAPPERS, SLOTS
from publisher.markdown.parsing.html_inlines import gone, unwrapped
from publisher.markdown.parsing.html_names import DROPPED, EMBEDS, VOID
from publisher.markdown.parsing.html_scan import StartTag
from publisher.markdown.parsing.sizes import pixels, share, styled_width
from publisher.model.post import Note
from publisher.model.tree import HardBreak, Image, Link, Node, Text, ThematicBreak

Span = tuple[int, int] | None
_SOURCE = re.compile(r"<source\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def start(builder: Builder, tag: StartTag, span: Span) -> None:
    """`span` is the author's, for an element that is a picture."""
    line = (builder.line, builder.line)
    _warn_of_handlers(builder, tag)
    if tag.name in VOID:
        _void(builder, tag, span)
        return
    if tag.name in DROPPED:
        _dropped(builder, tag)
        return
    close = CLOSERS.get(tag.name) or _unwrapping(builder, tag)
    attributes = tag.attributes
    if tag.name == "a" and is_unsafe(attributes.get("href", "")):
        builder.note("html-dropped", f"the link {attributes['href'][:40]!r} could run something")
        attributes = {name: value for name, value in attributes.items() if name != "href"}
    if tag.name in {"code", "samp", "tt"} and (pre := builder.around("pre")):
        close = unwrapped
        pre.attributes = {**pre.attributes, "code": attributes.get("class", "")}
    frame = Frame(close, line, element=tag.name, raw=tag.raw, attributes=attributes)
    builder.start(frame)
    around = builder.stack[-2]
    slot = SLOTS.get(tag.name)
    if slot and around.element == slot and tag.name not in around.slots:
        frame.close = into_slot(around, tag.name)


def _warn_of_handlers(builder: Builder, tag: StartTag) -> None:
    for name in tag.attributes:
        if name.startswith("on"):
            builder.note("html-dropped", f"{name} of <{tag.name}>")


def _void(builder: Builder, tag: StartTag, span: Span) -> None:
    line = (builder.line, builder.line)
    if tag.name == "br":
        builder.add(HardBreak(lines=line))
    elif tag.name == "hr":
        builder.add(ThematicBreak(lines=line))
    elif tag.name == "img" and tag.attributes:
        _image(builder, tag, span)
    elif tag.name in DROPPED and (tag.attributes or tag.raw.endswith("/>")):
        _dropped(builder, tag)
    elif tag.name == "source" and (embed := builder.around("video", "audio")):
        embed.attributes = {"src": tag.attributes.get("src", ""), **embed.attributes}
    elif tag.name != "wbr" and not tag.attributes:
        builder.say(tag.raw)  # `<input>` and the like say nothing bare: words


def _image(builder: Builder, tag: StartTag, span: Span) -> None:
    src = tag.attributes.get("src") or tag.attributes.get("data-src", "")
    alt = tag.attributes.get("alt", "")
    if not src or is_unsafe(src, picture=True):
        builder.note("html-dropped", f"<img> with {'an unsafe' if src else 'no'} address")
        builder.say(alt)
        return
    line = (builder.line, builder.line)
    asked = styled_width(tag.attributes.get("style", "")) or tag.attributes.get("width", "")
    builder.add(
        Image(
            src=src,
            alt=alt,
            title=tag.attributes.get("title", ""),
            width=pixels(asked),
            height=pixels(tag.attributes.get("height", "")),
            share=share(asked),
            span=span,
            lines=line,
        )
    )


def _dropped(builder: Builder, tag: StartTag) -> None:
    """Nothing of the element stays but a link to what it would have shown."""
    line = (builder.line, builder.line)
    attributes = dict(tag.attributes)
    if tag.name in EMBEDS and (found := _SOURCE.search(tag.content)):
        attributes.setdefault("src", found[1])

    def close(frame: Frame) -> Iterable[Node]:
        address = web_address(frame.attributes.get("src", "")) if tag.name in EMBEDS else ""
        if not address:
            builder.notes.append(Note("html-dropped", f"<{tag.name}>", line[0]))
            return ()
        builder.notes.append(Note("html-embed", f"<{tag.name}> became a link to {address}", line[0]))
        return (Link(url=address, inlines=(Text(text=address, lines=line),), auto=True, lines=line),)

    frame = Frame(close, line, element=tag.name, raw=tag.raw, attributes=attributes)
    if tag.name in VOID or tag.content or tag.raw.endswith("/>"):
        builder.add(*close(frame))
    else:
        builder.start(frame)


def _unwrapping(builder: Builder, tag: StartTag) -> Callable[[Frame], Iterable[Node]]:
    if builder.around("math"):
        return gone if tag.name.startswith("annotation") else unwrapped  # the same formula again
    if tag.name in PLAIN_WRAPPERS:
        return unwrapped
    line = builder.line

    def close(frame: Frame) -> Iterable[Node]:
        detail = f"<{tag.name}> has no counterpart; its words are kept"
        builder.notes.append(Note("html-unwrapped", detail, line))
        return frame.children

    return close


def into_slot(around: Frame, name: str) -> Callable[[Frame], Iterable[Node]]:
    """Closes a part that belongs to the container around it."""

    def close(frame: Frame) -> Iterable[Node]:
        around.slots[name] = inlines_of(frame.children)
        return ()

    return close
