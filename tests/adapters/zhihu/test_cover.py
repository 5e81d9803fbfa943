"""The title picture of an article, and what is said of the choice."""

from __future__ import annotations

from typing import Any

from publisher.markdown.parse import parse
from publisher.markdown.walk import transform
from publisher.model.post import Asset, FileOrigin
from publisher.model.tree import Document, Image, Region

SMALL = Asset("asset:" + "9" * 64, "icon.png", FileOrigin("icon.png"), "image/png", 32, 32, 100)


def said(make: Any, markdown: str, **post: Any) -> list[tuple[str, int]]:
    notes = make(markdown, **post).notes
    return [(note.detail, note.line) for note in notes if note.kind == "cover-chosen"]


def test_a_chosen_cover_is_told_with_its_line_and_how_to_name_another(make: Any) -> None:
    ((detail, line),) = said(make, "文\n\n![](curve.png)")
    assert "curve.png" in detail
    assert "cover: picture.png" in detail
    assert line == 3


def test_a_cover_that_was_named_is_not_told(make: Any) -> None:
    named = make("![](cover.png)").cover
    assert not said(make, "![](curve.png)", cover=named)
    assert not said(make, "![](curve.png)", publish={"zhihu": {"cover": named}})


def test_a_picture_that_does_not_suit_is_no_cover_and_none_is_drawn(make: Any) -> None:
    found = make("![](cover.png)", assets={make("![](cover.png)").cover: SMALL})
    assert found.cover == ""
    assert not [note for note in found.notes if note.kind.startswith("cover")]


def test_a_footer_s_picture_is_no_cover(make: Any) -> None:
    ref = make("![](cover.png)").cover
    blocks = parse("![](cover.png)").document.blocks
    document = transform(
        Document(blocks=(Region(name="kept", blocks=blocks),)),
        lambda node: Image(src="cover.png", asset=ref) if isinstance(node, Image) else node,
    )
    assert make("", document=document).cover == ""
