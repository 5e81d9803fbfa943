"""Covers drawn from words."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from publisher.images.card import card, card_asset
from publisher.images.card.colours import MARKED, READABLE, _contrast, _read, shades
from publisher.images.card.drawing import HEIGHT, ROOM, SAFE, WIDTH, svg
from publisher.images.card.setting import LEADING, set_title, width
from publisher.images.card.words import drawable, pictographs
from publisher.images.sniff import ImageError, measure
from publisher.model.post import CardOrigin

TITLES = (
    "短",
    "大模型算法题(1)",
    "最近阅读--关于数据合成、agent、reasoning和多任务",
    "word " * 12,
    "长" * 60,
    "Reinforcement-Learning-from-Human-Feedback",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "《一本书》的（第二版）：评注、勘误与“后记”",
)


def pixels(origin: CardOrigin) -> Image.Image:
    return Image.open(BytesIO(card(origin))).convert("RGB")


def test_a_card_is_a_picture_in_the_shape_wechat_crops_to_and_as_large_as_its_asset_says() -> None:
    asset = card_asset("Attention, and what it costs", "A site")
    assert isinstance(asset.origin, CardOrigin)
    found = measure(card(asset.origin))
    assert (found.media_type, found.width, found.height) == ("image/png", asset.width, asset.height)
    assert found.width / found.height == pytest.approx(2.35, abs=0.002)


def test_the_same_words_and_colour_are_the_same_asset_and_others_another() -> None:
    known = {
        card_asset(*each).ref
        for each in [("题", "站"), ("题二", "站"), ("题", "站二"), ("题", "站", "#aa0000")]
    }
    assert len(known) == 4
    assert card_asset("题", "站", "#aa0000") == card_asset("题", "站", "#aa0000")
    assert svg(CardOrigin("题", "站", "#aa0000")) == svg(CardOrigin("题", "站", "#aa0000"))


@pytest.mark.parametrize("title", TITLES)
def test_a_title_fits_the_square_in_the_middle_and_none_of_it_is_lost(title: str) -> None:
    found = set_title(drawable(title), SAFE, ROOM)
    assert all(width(line) * found.size <= SAFE for line in found.lines)
    assert len(found.lines) * found.size * LEADING <= ROOM
    assert "".join(found.lines).replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize("title", TITLES)
def test_a_square_cut_from_the_middle_shows_all_the_words(title: str) -> None:
    """All that a card of these words shows beside one without any lies in the square."""
    ink = ImageChops.difference(
        pixels(CardOrigin(drawable(title), "A site", "#11786e")), pixels(CardOrigin("", "", "#11786e"))
    ).getbbox()
    assert ink is not None
    scale, margin = 2, (WIDTH - HEIGHT) / 2
    assert margin * scale < ink[0] < ink[2] < (WIDTH - margin) * scale
    assert 0 < ink[1] < ink[3] < HEIGHT * scale


def test_lines_are_of_like_length_and_part_where_one_pauses() -> None:
    assert set_title("DeepSeek-V2和MLA", SAFE, ROOM).lines == ("DeepSeek-", "V2和MLA")
    lines = set_title("最近阅读3-关于蒸馏，attention结构改动，和模型对齐", SAFE, ROOM).lines
    assert lines[0] == "最近阅读3-"
    assert lines[1].endswith("，")


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    sizes = [set_title("题" * count, SAFE, ROOM).size for count in (2, 8, 16, 32, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


@pytest.mark.parametrize("title", ["长" * 500, "word " * 200, "w" * 900])
def test_a_title_far_too_long_ends_in_an_ellipsis(title: str) -> None:
    found = set_title(drawable(title), SAFE, ROOM)
    assert found.lines[-1].endswith("…")
    assert all(width(line) * found.size <= SAFE for line in found.lines)


def test_punctuation_neither_begins_a_line_nor_ends_one_where_it_opens() -> None:
    for words in (
        "这是一个，有标点的。标题：很长（真的）吗",
        "「引号」与《书名》以及（括号）都要跟着走，对吧？",
    ):
        for wide in range(150, 400, 10):
            lines = set_title(words, wide, 400).lines
            assert not any(line[0] in "，。：）」》？" for line in lines)
            assert not any(line[-1] in "（「《" for line in lines[:-1])


def test_markup_in_a_title_is_only_words() -> None:
    drawn = svg(CardOrigin('a < b & c > "d"', "<site>"))
    assert "&lt;site&gt;" in drawn
    assert card(CardOrigin('a < b & c > "d"', "<site>"))[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("written", "left", "out"),
    [
        ("🚀 起飞：一稿多发", "起飞：一稿多发", ("🚀",)),
        ("👨‍👩‍👧 一家", "一家", ("👨", "👩", "👧")),
        ("1️⃣ 第一⚡️步", "1 第一 步", ("⚡",)),
        ("❤️ 与 ★ 与 ①", "与 ★ 与 ①", ("❤",)),
        ("🇨🇳", "", ("🇨", "🇳")),
        ("a\u200bb\x00c\ud800d\n e", "abcd e", ()),
    ],
)
def test_pictographs_are_left_out_and_can_be_told(written: str, left: str, out: tuple[str, ...]) -> None:
    assert drawable(written) == left
    assert pictographs(written) == out


def test_a_title_of_nothing_that_can_be_drawn_leaves_the_site_s_name() -> None:
    asset = card_asset("🎉🎉", "一站")
    assert asset.origin == CardOrigin("一站", "一站")
    assert svg(CardOrigin("一站", "一站")).count("<text") == 1


def test_a_character_no_font_has_is_told_by_name_instead_of_drawn_as_a_box() -> None:
    with pytest.raises(ImageError) as caught:
        card(CardOrigin("\U00013000 in stone \U0001e900", "A site"))
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in caught.value.message
    assert "U+1E900" in caught.value.message
    assert "cover: picture.png" in caught.value.hint


def test_a_machine_without_a_chinese_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.images.fonts.has_chinese_font", lambda: False)
    with pytest.raises(ImageError) as caught:
        card(CardOrigin("题", "A site"))
    assert "no Chinese font is installed here" in caught.value.message
    assert "fonts-noto-cjk" in caught.value.hint
    assert "cover: picture.png" in caught.value.hint
    assert card(CardOrigin("Title", "A site"))


@pytest.mark.parametrize(
    "accent", ["#11786e", "#ffd400", "#ffffff", "#000000", "#e91e63", "#333333", "", "red"]
)
def test_words_can_be_read_whatever_the_accent_is(accent: str) -> None:
    found = shades(accent)
    for ground in (found.ground, found.depth):
        assert _contrast(_read(found.title), _read(ground)) >= READABLE
        assert _contrast(_read(found.site), _read(ground)) >= 4.5
    assert _contrast(_read(found.mark), _read(found.ground)) >= MARKED
    assert re.fullmatch("#[0-9a-f]{6}", found.ground)
