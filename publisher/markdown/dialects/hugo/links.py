"""Hugo's shortcodes that lead somewhere (gohugo.io/shortcodes), and those of its themes."""

from __future__ import annotations

import re

from publisher.markdown.dialects.arguments import arguments
from publisher.markdown.dialects.makers import embedded, figure, shown_elsewhere
from publisher.markdown.own_links import POST
from publisher.markdown.parsing.tags import Container, Made, Mistake, worded
from publisher.model.tree import Link

_PAGE = re.compile(
    r"(?:(?:/_?index)?(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.(?:md|markdown|html)|/_index)\Z", re.IGNORECASE
)


def ref(written: str) -> str | None:
    """The address of a page by its file: `ref "blog/a.md#part"`."""
    given = arguments(written)
    path, sign, part = given.at(0, "path").partition("#")
    if not path:
        return f"#{part}" if part else None
    bare = re.sub(r"\A(?:\.{0,2}/)+", "", _PAGE.sub("", path))
    return f"{POST}{bare}{sign}{part}"


def to_page(written: str) -> Made:
    address = ref(written)
    if address is None:
        return Mistake("`{{< ref >}}` names no page", 'write it as `{{< ref "post.md" >}}`')
    return Link(url=address, inlines=worded(address) if address.startswith("#") else ())


def picture(written: str) -> Made:
    """`figure`, and what themes call `image`, `img`, `picture`: `src`, `caption`, `title`, `alt`, `link`."""
    given = arguments(written)
    return figure(given, given.at(0, "src", "url", "path"))


def film(name: str, written: str) -> Made:
    """`youtube id`, `youtube id="…"`, `gist user id`."""
    given = arguments(written)
    key = given.get("id", "bvid", "src", "url") or "/".join(given.placed[: 2 if name == "gist" else 1])
    return shown_elsewhere(name, key)


def post(written: str) -> Made:
    """`tweet`, `x`, `twitter`: `user="…" id="…"`, or the id alone."""
    given = arguments(written)
    number = given.at(0, "id")
    if not number:
        return Mistake("`{{< x >}}` names no post", 'write it as `{{< x user="…" id="…" >}}`')
    return embedded("x", f"https://x.com/{given.get('user') or 'i'}/status/{number}")


def address(name: str, written: str) -> Made:
    """A shortcode whose address is what it shows: films, documents, pages."""
    given = arguments(written)
    url = given.at(0, "src", "url", "file", "link", "href")
    if not url:
        return Mistake(f"`{{{{< {name} >}}}}` names nothing to show", "name it, or remove the shortcode")
    return embedded(name, url)


def link(written: str) -> Made:
    """Themes' `link` and `button`: `href`, `content`, `title`."""
    given = arguments(written)
    url = given.at(0, "href", "url", "link", "relref", "ref")
    if not url:
        return Mistake("a link leads nowhere", "write `[text](address)` instead")
    words = given.at(1, "content", "text", "label", "title", "name") or url
    return Link(url=url, inlines=worded(words), title=given.get("title"))


def held_link(written: str) -> Container:
    """`{{< button href="…" >}}words{{< /button >}}`."""
    given = arguments(written)
    url = given.at(0, "href", "url", "link", "relref", "ref")
    return Container(within=(lambda inlines: Link(url=url, inlines=inlines)) if url else None)
