"""A title or digest changed on a platform → the line of the front matter it came from. Pure."""

from __future__ import annotations

from publisher.errors import SourceError
from publisher.markdown.front_matter import quote, read
from publisher.markdown.front_matter.edit import set_key
from publisher.markdown.front_matter.inside import set_inside
from publisher.model.post import Post

KEYS = {"title": ("title",), "digest": ("description", "excerpt", "summary"), "author": ("author",)}
"""What stands around a text, and the front matter's keys that may say it."""


def changed(post: Post, target: str, name: str, before: str, now: str, text: str) -> str:
    """The source, which by now is `text`, with this said otherwise; "" where it did not come from the front
    matter, or cannot be set there."""
    if not now or name not in KEYS:
        return ""
    own = dict(post.options(target))
    try:
        if _is(own.get(name), before):
            return set_inside(text, "publish", target, {**own, name: now})
        for key in KEYS[name]:
            if name not in own and _is(post.front.get(key), before):
                return set_key(text, key, quote(now, read(text).format))
    except SourceError:
        return ""
    return ""


def _is(written: object, shown: str) -> bool:
    return isinstance(written, str) and bool(shown) and " ".join(written.split()) == " ".join(shown.split())
