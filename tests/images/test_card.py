"""Covers drawn from words."""

import pytest

from publisher.images.card import ROOM, _set, _wrapped, card, card_asset
from publisher.images.sniff import measure


def test_a_card_is_a_picture_in_the_shape_wechat_crops_to() -> None:
    found = measure(card("Attention, and what it costs", "A site"))
    assert (found.media_type, found.width, found.height) == ("image/png", 900, 383)


def test_the_same_words_are_the_same_asset_and_others_another() -> None:
    assert card_asset("题", "站") == card_asset("题", "站")
    assert card_asset("题", "站").ref != card_asset("题二", "站").ref


@pytest.mark.parametrize(
    "title", ["短", "最近阅读--关于数据合成、agent、reasoning和多任务", "word " * 12, "长" * 60]
)
def test_no_line_is_wider_than_there_is_room_and_no_word_is_lost(title: str) -> None:
    size, lines = _set(title)
    assert all(len(_wrapped(line, ROOM / size)) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")


def test_a_title_far_too_long_ends_in_an_ellipsis() -> None:
    _size, lines = _set("长" * 500)
    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_punctuation_does_not_begin_a_line() -> None:
    assert not any(line[0] in "，。：）" for line in _wrapped("这是一个，有标点的。标题：很长（真的）吗", 5))


def test_markup_in_a_title_is_only_words() -> None:
    assert card('a < b & c > "d"', "<site>")[:4] == b"\x89PNG"
