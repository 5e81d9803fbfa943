"""The cover of an article, what of it is shown, and how strictly the platform reads that."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from publisher.errors import Rejected, SourceError
from publisher.images.card import card_asset
from publisher.model.post import CardOrigin
from publisher.model.record import Use
from publisher.model.rendition import Rendition
from publisher_wechat import ADAPTER
from publisher_wechat.cover import read
from publisher_wechat.theme import RESOURCES

FIELDS = ("pic_crop_235_1", "pic_crop_1_1")


def notes(rendition: Rendition, kind: str) -> list[str]:
    return [note.detail for note in rendition.notes if note.kind == kind]


def drawn(rendition: Rendition) -> CardOrigin:
    origin = rendition.assets[rendition.cover].origin
    assert isinstance(origin, CardOrigin)
    return origin


def other(article: Any, letter: str = "d", **more: Any) -> Any:
    return replace(article.picture, ref="asset:" + letter * 64, name=f"{letter}.png", **more)


def test_the_cover_named_for_the_target_goes_before_the_post_s_and_that_before_its_pictures(
    article: Any,
) -> None:
    named, for_all = other(article, "d"), other(article, "e")
    known = {one.ref: one for one in (article.picture, named, for_all)}
    post = {"assets": known, "cover": for_all.ref}
    assert article("![](b.png)", post=post).cover == for_all.ref
    post["publish"] = {"wechat": {"cover": named.ref}}
    found = article("![](b.png)", post=post)
    assert found.cover == named.ref
    assert not notes(found, "cover-chosen")


def test_else_the_first_picture_that_suits_is_used_and_the_author_is_told_how_to_name_another(
    article: Any,
) -> None:
    found = article("# 一\n\n![](b.png)")
    assert found.cover == article.picture.ref
    (said,) = notes(found, "cover-chosen")
    assert "b.png" in said
    assert "cover: picture.png" in said
    assert [note.line for note in found.notes if note.kind == "cover-chosen"] == [3]


def test_a_picture_that_does_not_suit_is_no_cover_and_the_author_is_told_why(article: Any) -> None:
    small = replace(article.picture, width=40, height=40)
    found = article("![](b.png)", post={"assets": {small.ref: small}})
    assert drawn(found).title == "标题"
    (said,) = notes(found, "cover-drawn")
    assert "b.png is too small: 40×40" in said


def test_a_cover_is_drawn_in_the_theme_s_accent(article: Any) -> None:
    assert drawn(article("文")) == CardOrigin("标题", "站", "#11786e")
    assert drawn(article("文", theme="magazine")).accent == "#932e15"
    assert drawn(article("文", theme="magazine", accent="rgb(1 2 3)")).accent == "#010203"
    own = replace(
        article.site, resources={**RESOURCES, "theme/my.css": ":root { --accent: hsl(0 100% 50%) }"}
    )
    assert drawn(article("文", site=own, theme="my.css")).accent == "#ff0000"
    options = {"publish": {"wechat": {"accent": "navy"}}}
    assert drawn(article("文", post=options)).accent == "#000080"


@pytest.mark.parametrize(
    "theme", sorted(key for key in RESOURCES if key.startswith("theme/") and "code-" not in key)
)
def test_every_theme_has_an_accent(article: Any, theme: str) -> None:
    assert len(drawn(article("文", theme=theme.removeprefix("theme/").removesuffix(".css"))).accent) == 7


def test_a_pictograph_left_out_of_a_drawn_cover_is_told(article: Any) -> None:
    found = article("文", post={"title": "🚀 起飞"})
    assert drawn(found).title == "起飞"
    (said,) = notes(found, "cover-drawn")
    assert "without 🚀" in said


def test_both_crops_are_boxes_of_their_shape_in_the_picture(article: Any) -> None:
    fields = article("![](b.png)").fields
    for name, ratio in zip(FIELDS, (2.35, 1.0), strict=True):
        box = read(fields[name])
        shape = (
            (box.right - box.left) * article.picture.width / ((box.bottom - box.top) * article.picture.height)
        )
        assert shape == pytest.approx(ratio, rel=1e-4)
        assert all(len(side.partition(".")[2]) <= 6 for side in fields[name].split("_"))


def test_the_post_may_say_where_to_look(article: Any) -> None:
    def fields(focus: str) -> Any:
        return article("![](b.png)", post={"publish": {"wechat": {"cover_focus": focus}}}).fields[
            "pic_crop_1_1"
        ]

    assert fields("left") == "0_0_0.444444_1"
    assert fields("right") == "0.555556_0_1_1"
    assert fields("50% 10%") == fields("center") == fields("top") == "0.277778_0_0.722222_1"


def test_where_to_look_makes_the_post_due_and_what_no_one_asked_for_does_not(article: Any) -> None:
    plain = article("![](b.png)")
    asked = article("![](b.png)", post={"publish": {"wechat": {"cover_focus": "left"}}})
    assert plain.authored_digest != asked.authored_digest
    assert "cover_focus" not in plain.settings


def test_of_a_tall_picture_the_upper_part_is_shown(article: Any) -> None:
    tall = replace(article.picture, width=700, height=1000)
    box = read(article("![](b.png)", post={"assets": {tall.ref: tall}}).fields["pic_crop_1_1"])
    assert (box.top, box.bottom) == (0, 0.7)


def test_a_place_that_is_none_is_the_author_s_to_mend(article: Any) -> None:
    with pytest.raises(SourceError, match="cover_focus says no place: upside") as caught:
        article("文", post={"publish": {"wechat": {"cover_focus": "upside"}}})
    assert "30% 20%" in caught.value.hint


def test_crops_can_be_left_to_wechat(article: Any) -> None:
    assert not set(FIELDS) & article("![](b.png)", crops=False).fields.keys()


def test_a_cover_of_unknown_size_has_no_crops_and_a_wish_for_them_is_told(article: Any) -> None:
    unseen = replace(article.picture, width=0, height=0, media_type="")
    post = {"assets": {unseen.ref: unseen}, "publish": {"wechat": {"cover_focus": "top"}}}
    found = article("![](b.png)", post=post)
    assert not set(FIELDS) & found.fields.keys()
    assert len(notes(found, "cover-focus-unused")) == 1


# ── as sent ─────────────────────────────────────────────────────────────────────────────────────


def fields(one: str = "0_0_1_1", two: str = "0_0_1_1") -> dict[str, str]:
    return dict(zip(FIELDS, (one, two), strict=True))


def sized(world: Any, width: int, height: int) -> Any:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0f766e").save(file, "PNG")
    channel = world.channel()
    return channel, channel.upload(world.asset(), file.getvalue(), frozenset({Use.COVER}))


def test_what_a_post_s_cover_gives_is_taken(world: Any, article: Any) -> None:
    channel, cover = sized(world, article.picture.width, article.picture.height)
    for focus in ("", "left", "bottom", "33% 67%"):
        post = {"publish": {"wechat": {"cover_focus": focus}}}
        found = article("![](b.png)", post=post).fields
        draft = channel.create("k", world.payload(cover, fields=dict(found)))
        (told,) = [each for each in world.simulator.account.state["drafts"] if each["media_id"] == draft.id]
        assert {name: told["articles"][0][name] for name in FIELDS} == {name: found[name] for name in FIELDS}


def test_a_picture_made_smaller_keeps_its_crops(world: Any, article: Any) -> None:
    """What is sent has the shape of the source, to a pixel."""
    source = replace(article.picture, width=1874, height=1131)
    channel, cover = sized(world, 937, round(937 * 1131 / 1874))
    found = article("![](b.png)", post={"assets": {source.ref: source}}).fields
    channel.create("k", world.payload(cover, fields=dict(found)))


@pytest.mark.parametrize(
    "wrong",
    [
        fields("0_0_1_1"),
        fields("0_0.1_1_0.9", "0_0_1_1"),
        {"pic_crop_1_1": "0_0_1_1"},
        {"pic_crop_1_1": "0.2_0_0.2_1"},
        {"pic_crop_1_1": "0.75_0_0.25_1"},
        {"pic_crop_1_1": "0.2500001_0_0.75_1"},
        {"pic_crop_1_1": "-0.1_0_0.4_1"},
        {"pic_crop_1_1": "0.6_0_1.1_1"},
        {"pic_crop_1_1": "0.25_0_0.75"},
        {"pic_crop_1_1": 1},
    ],
)
def test_a_box_of_another_shape_or_outside_is_refused_and_the_setting_named(world: Any, wrong: Any) -> None:
    channel, cover = sized(world, 800, 400)
    with pytest.raises(Rejected) as caught:
        channel.create("k", world.payload(cover, fields=wrong))
    assert caught.value.code == "53402"
    assert "crops = false" in caught.value.hint
    assert not world.simulator.account.state["drafts"]


def test_what_comes_back_does_not_tell_of_crops(world: Any) -> None:
    channel, cover = sized(world, 800, 400)
    channel.create("k", world.payload(cover, fields={"pic_crop_1_1": "0.25_0_0.75_1"}))
    (call,) = world.calls("/cgi-bin/draft/add")
    assert json.loads(call.body)["articles"][0]["pic_crop_1_1"] == "0.25_0_0.75_1"
    (draft,) = channel.candidates("k", world.payload(cover).rendition)
    assert "crop" not in channel.read(draft).text


# ── as shown ────────────────────────────────────────────────────────────────────────────────────


def test_the_preview_shows_both_crops_above_the_article(article: Any) -> None:
    found = article("![](b.png)", post={"publish": {"wechat": {"cover_focus": "right"}}})
    html = ADAPTER.show(found).html
    feed = html[: html.index("wx-title")]
    assert feed.count(f'src="{found.cover}"') == 2
    assert "aspect-ratio:2.35" in feed
    assert "width:225.000%;left:-125.000%;top:0.000%" in feed.replace("-0.000", "0.000")


def test_without_crops_it_shows_the_middle_as_wechat_does(article: Any) -> None:
    found = article("![](b.png)", crops=False)
    assert ADAPTER.show(found).html.count('class="wx-middle"') == 2


def test_a_drawn_cover_s_asset_is_carried_and_the_words_decide_it(article: Any) -> None:
    found = article("文")
    assert found.assets[found.cover] == card_asset("标题", "站", "#11786e")
    assert article("另").cover == found.cover
