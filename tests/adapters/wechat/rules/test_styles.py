"""Only what an element would not look like anyway is written on it."""

import pytest

from publisher_wechat.rules.styles import needed

AROUND = {"font-size": "16px", "line-height": "1.75", "color": "#333", "letter-spacing": "1px"}


@pytest.mark.parametrize("tag", ["p", "li", "h2"])
def test_running_text_repeats_what_the_editor_would_lose_and_nothing_else(tag: str) -> None:
    assert needed(tag, AROUND, AROUND, repeat=True) == {
        "font-size": "16px",
        "line-height": "1.75",
        "color": "#333",
    }
    assert needed(tag, {}, AROUND, repeat=True) == needed(tag, AROUND, AROUND, repeat=True)
    assert needed(tag, AROUND, AROUND, repeat=False) == {}


@pytest.mark.parametrize("tag", ["section", "span", "td", "blockquote"])
def test_other_elements_repeat_nothing(tag: str) -> None:
    assert needed(tag, AROUND, AROUND, repeat=True) == {}
    assert needed(tag, {"color": "red"}, AROUND, repeat=True) == {"color": "red"}


def test_what_text_starts_from_is_not_said() -> None:
    assert needed("p", {"text-align": "justify", "letter-spacing": ".034em"}, {}, repeat=True) == {}
    assert needed("p", {"letter-spacing": "0"}, AROUND, repeat=False) == {"letter-spacing": "0"}


def test_a_box_s_own_affairs_are_always_said() -> None:
    assert needed("p", {"margin": "0"}, {"margin": "0"}, repeat=True) == {"margin": "0"}


def test_a_hanging_indent_ends_at_the_next_block() -> None:
    assert needed("pre", {}, {"text-indent": "-1em"}, repeat=True) == {"text-indent": "0"}
    assert needed("p", {"text-indent": "-1em"}, {"text-indent": "-1em"}, repeat=True) == {}
    assert needed("strong", {}, {"text-indent": "-1em"}, repeat=True) == {}


def test_elements_with_a_look_of_their_own_are_told_when_they_shall_not_have_it() -> None:
    assert needed("strong", {"font-weight": "bold"}, {}, repeat=True) == {}
    assert needed("strong", {"font-weight": "400"}, {}, repeat=True) == {"font-weight": "400"}
    assert needed("h2", {"font-weight": "400"}, {}, repeat=True) == {"font-weight": "400"}
    assert needed("th", {"text-align": "left"}, {}, repeat=True) == {"text-align": "left"}
    assert needed("pre", {"white-space": "normal"}, {}, repeat=True) == {"white-space": "normal"}
