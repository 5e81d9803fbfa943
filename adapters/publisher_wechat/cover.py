"""The cover of an article: named, chosen or drawn; and what of it is seen where WeChat crops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.errors import SourceError
from publisher.images import covers, crops
from publisher.images.card import card_asset
from publisher.images.card.words import pictographs
from publisher.model.post import Asset, Note, Post
from publisher.model.tree import Document

from .front import Front

CROPS: Mapping[str, float] = {"pic_crop_235_1": 2.35, "pic_crop_1_1": 1.0}
"""The draft's fields, and the shape of each, width by height: over a first article; elsewhere, and shared."""
HOW = "name another in the front matter: cover: picture.png"


@dataclass(frozen=True, slots=True)
class Cover:
    """`ref` is the picture's; `fields` are the draft's that say what to show of it; `drawn` is the asset of a
    cover made of words."""

    ref: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    drawn: Asset | None = None


def cover(post: Post, document: Document, about: Front, site: str, accent: str, *, cropped: bool) -> Cover:
    """`document` is the post without generated regions; `site` is the name under a drawn cover, `accent` its
    colour as `#rrggbb`; without `cropped` nothing is said of crops. SourceError for a focus that is none."""
    point = crops.focus(about.focus) if about.focus else None
    if about.focus and point is None:
        raise SourceError(
            f"publish options for WeChat: cover_focus says no place: {about.focus}",
            hint="write top, center, bottom, left, right, two of them (top left), or a point (30% 20%)",
            path=post.path,
        )
    asset, drawn, notes = _picture(post, document, about, site, accent)
    ref = asset.ref if asset else about.cover or post.cover  # what leads nowhere is among the post's problems
    if drawn is not None or not cropped:
        point = None  # all that a card says stands in its middle
    if not (cropped and asset and asset.width and asset.height):
        if point:
            what = "the cover's size is known once it was fetched: until then WeChat shows its middle"
            notes = (*notes, Note("cover-focus-unused", what))
        return Cover(ref, {}, notes, drawn)
    point = point or crops.natural(asset.width, asset.height)
    boxes = {name: crops.box(asset.width, asset.height, ratio, point) for name, ratio in CROPS.items()}
    return Cover(ref, {name: written(box) for name, box in boxes.items()}, notes, drawn)


def written(box: crops.Box) -> str:
    """As the interface takes it: `X1_Y1_X2_Y2`, at most six decimals."""
    sides = (box.left, box.top, box.right, box.bottom)
    return "_".join(f"{side:.6f}".rstrip("0").rstrip(".") for side in sides)


def read(text: str) -> crops.Box:
    """And back."""
    left, top, right, bottom = map(float, text.split("_"))
    return crops.Box(left, top, right, bottom)


def _picture(
    post: Post, document: Document, about: Front, site: str, accent: str
) -> tuple[Asset | None, Asset | None, tuple[Note, ...]]:
    """The picture in front, the same where it is drawn, and what is to be said of the choice."""
    if about.cover or post.cover:
        return post.assets.get(about.cover or post.cover), None, ()
    choice = covers.choose(document, post.assets)
    if choice.asset is not None:
        said = f"no cover is named; {choice.asset.name}, the first picture that suits, is used; {HOW}"
        return choice.asset, None, (Note("cover-chosen", said, choice.line),)
    drawn = card_asset(about.title, site or about.author, accent)
    why = f"no picture suits ({'; '.join(choice.passed)})" if choice.passed else "there is no picture"
    left_out = " ".join(pictographs(about.title))
    without = f"; without {left_out}, which few machines can draw" if left_out else ""
    said = f"{why}: the cover is drawn from the title{without}; {HOW}, or for all such posts: [site] cover"
    return drawn, drawn, (Note("cover-drawn", said),)
