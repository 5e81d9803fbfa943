"""What the tags of all dialects are made into: films as links, pictures with captions, boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher.markdown.dialects.arguments import Arguments
from publisher.markdown.parsing.kinds import FOLDED, kind_of
from publisher.markdown.parsing.sizes import pixels, share
from publisher.markdown.parsing.tags import Container, Mistake, Remark, worded
from publisher.model.tree import (
    Alert,
    Block,
    Blocks,
    Details,
    Division,
    Figure,
    HardBreak,
    Image,
    Inline,
    Link,
    Paragraph,
    Strong,
    Text,
)

FILMS: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "codepen": "https://codepen.io/pen/{}",
    "jsfiddle": "https://jsfiddle.net/{}",
    "asciinema": "https://asciinema.org/a/{}",
    "spotify": "https://open.spotify.com/track/{}",
}
"""Where what is embedded by a name of its own stands on the web."""


_MARKS = re.compile(r"\[([^\[\]]*)\]\([^()]*\)|[*_`]+")


def shown_elsewhere(name: str, key: str) -> Remark | Mistake:
    """A film, a snippet of code, a post: the link to what would be embedded."""
    if not key:
        return Mistake(f"the tag `{name}` names nothing to show", "name it, or remove the tag")
    url = key if "://" in key else FILMS[name].format(key.strip("/"))
    return embedded(name, url)


def embedded(name: str, url: str) -> Remark:
    made = Link(url=url, inlines=(Text(text=url),), auto=True)
    return Remark("html-embed", f"the tag `{name}` became a link to {url}", made)


def figure(given: Arguments, src: str) -> Block | Inline | Mistake:
    """A picture with its caption; one that is a link keeps it."""
    if not src:
        return Mistake("a picture has no address", 'write it as src="picture.png"')
    words = " ".join(filter(None, (given.get("title"), given.get("caption", "description", "desc"))))
    alt = given.get("alt")
    width, height = (pixels(given.get(size)) for size in ("width", "height"))
    image = Image(
        src=src,
        alt=alt or _MARKS.sub(r"\1", words),
        title=given.get("title"),
        width=width,
        height=height,
        share=share(given.get("width")),
    )
    url = given.get("link", "href")
    if not url or url == src:
        return Figure(image=image, caption=worded(words)) if words else image
    link = Link(url=url, inlines=(image,))
    return Paragraph(inlines=(link, HardBreak(), *worded(words))) if words else link


def box(word: str, title: str = "", *, folded: bool = False) -> Container:
    """A call-out of the kind a word means, or what a reader has to open."""
    if folded or word.lower() in FOLDED:
        shown = title if word.lower() in FOLDED or not word else kind_of(word, title)[1] or word
        return Container(lambda blocks: Details(summary=worded(shown), blocks=blocks))
    kind, said = kind_of(word or "note", title)
    return Container(lambda blocks: Alert(kind=kind, title=worded(said), blocks=blocks))


def aligned(align: str) -> Container:
    return Container(lambda blocks: Division(align=align, blocks=blocks) if blocks else ())


def held() -> Container:
    """Only what it holds: the tag says how it looks, or where it stands beside others."""
    return Container()


def tabs() -> Container:
    """Pages of which a reader sees one at a time: here one below the other."""
    told = Remark("tabs-flattened", "tabs are shown one below the other, each under its name")
    return Container(kind="tabs", remark=told)


def tab(title: str) -> Container:
    return Container(lambda blocks: (*named(title), *blocks))


def named(title: str) -> Blocks:
    return (Paragraph(inlines=(Strong(inlines=worded(title)),)),) if title else ()


def dropped(arguments: str, body: str) -> None:
    """A comment."""
    del arguments, body
