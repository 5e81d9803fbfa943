"""Tags of Hexo's themes that stand within a line: labels, buttons, keys, boxes to tick."""

from __future__ import annotations

from collections.abc import Callable

from publisher.markdown.dialects.arguments import Word, joined, listed, words
from publisher.markdown.parsing.tags import Mistake, Remark, worded
from publisher.model.tree import Image, Inline, Link, Strike, Styled, Text


def label(arguments: str) -> Inline:
    """NexT's `{% label [class]@text %}`, Butterfly's `{% label text [colour] %}`."""
    before, sign, after = arguments.partition("@")
    if sign and " " not in before.strip():
        text = after.strip()
    else:
        parts = words(arguments)
        text = joined(parts[:-1] if len(parts) > 1 else parts)
    return Styled(tag="mark", inlines=worded(text))


def button(arguments: str) -> Inline | Mistake:
    """`{% btn url, text, icon [class], [title] %}`."""
    parts = listed(arguments)
    if not parts[0]:
        return Mistake("`{% button %}` leads nowhere", "write `[text](address)` instead")
    text = parts[1] if len(parts) > 1 and parts[1] else parts[0]
    return Link(url=parts[0], inlines=worded(text), title=parts[3] if len(parts) > 3 else "")


def last(arguments: str) -> Inline:
    """`{% span red, text %}` and its like: only the text, which comes last."""
    before, sign, after = arguments.partition(",")
    return Text(text=(after if sign else before).strip())


def styled(tag: str) -> Callable[[str], Inline]:
    """A tag whose whole argument is text of a certain look."""

    def make(arguments: str) -> Inline:
        return Styled(tag=tag, inlines=worded(arguments.strip()))

    return make


def struck(arguments: str) -> Inline:
    return Strike(inlines=worded(arguments.strip()))


def plain(arguments: str) -> Inline:
    return Text(text=arguments.strip())


def hidden(arguments: str) -> Inline:
    """Butterfly's `{% hideInline content, button[, colours] %}`."""
    return Text(text=listed(arguments)[0])


def ticked(arguments: str) -> Inline:
    """Volantis' `{% checkbox [class] [checked], text %}`."""
    before, sign, after = arguments.partition(",")
    done = sign and "checked" in before.split()
    return Text(text=f"{'☑' if done else '☐'} {(after if sign else before).strip()}")


def small_picture(arguments: str) -> Inline | Mistake:
    """Butterfly's `{% inlineImg src [height] %}`."""
    parts = words(arguments)
    if not parts:
        return Mistake("`{% inlineImg %}` names no picture", "write `![](picture.png)` instead")
    return Image(src=parts[0].text)


def listed_picture(arguments: str) -> Inline | Mistake:
    """NexT's `{% fullimage url, [alt], [title], [size] %}`, `{% lazyimage … %}`."""
    parts = [*listed(arguments), "", ""]
    if not parts[0]:
        return Mistake("the tag names no picture", "write `![](picture.png)` instead")
    address = parts[0].partition("@")[2] or parts[0]  # NexT: `@lazyimage-address@picture`
    return Image(src=address, alt=parts[1], title=parts[2])


def icon(arguments: str) -> Remark:
    """A sign of an icon font, which only that font has."""
    return Remark("icon-dropped", f"the icon {arguments.strip()} is left out: it is no character")


def url_for(arguments: str) -> Inline | Mistake:
    """Hexo 7's `{% url_for text path [relative] %}`."""
    parts: list[Word] = words(arguments)
    if len(parts) < 2:
        return Mistake("`{% url_for %}` names no address", "write `[text](address)` instead")
    path = parts[1].text
    url = path if "://" in path or path.startswith("/") else f"/{path}"
    return Link(url=url, inlines=worded(parts[0].text))
