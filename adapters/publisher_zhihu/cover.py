"""The title picture of an article: the one named, else the first of the post's that suits, else none."""

from __future__ import annotations

from publisher.images import covers
from publisher.model.post import Note, Post


def cover(post: Post, named: str) -> tuple[str, tuple[Note, ...]]:
    """Its reference, "" = none, and what is to be said of the choice; `named` is the reference this target's
    options give. Nothing is drawn here: Zhihu needs no picture, and shows the title right below it."""
    if named or post.cover:
        return named or post.cover, ()
    choice = covers.choose(post.document, post.assets)
    if choice.asset is None:
        return "", ()
    said = (
        f"no cover is named; {choice.asset.name}, the first picture that suits, is used; "
        "name another in the front matter: cover: picture.png"
    )
    return choice.asset.ref, (Note("cover-chosen", said, choice.line),)
