"""Keys as file names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.ledger.names import LONGEST, file_name

ALLOWED = re.compile(r"[a-z0-9._~%A-F-]+")


def test_a_plain_key_is_its_own_name() -> None:
    assert file_name("3345028a") == "3345028a"


def test_slashes_and_chinese_are_percent_encoded() -> None:
    assert file_name("cs/大") == "cs%2F%E5%A4%A7"


def test_keys_that_differ_only_in_case_have_names_that_differ_in_more() -> None:
    assert file_name("Hello").lower() != file_name("hello").lower()


@pytest.mark.parametrize(
    "key", ["con", "CON", "nul.md", "com1", "lpt9.x.y", ".", "..", ".git", "post.", "a/.."]
)
def test_what_a_file_system_minds_is_avoided(key: str) -> None:
    name = file_name(key)
    stem = name.partition(".")[0].lower()
    assert stem not in {"con", "nul", "com1", "lpt9"}
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert name != key


def test_a_long_key_is_cut_and_stays_unlike_its_neighbour() -> None:
    one, other = file_name("长" * 200 + "a"), file_name("长" * 200 + "b")
    assert one != other
    assert len(one) <= LONGEST
    assert re.fullmatch(r"(%[0-9A-F]{2})+~[0-9a-f]{16}", one), "no escape is cut in half"


@given(st.text(min_size=1))
def test_any_text_makes_a_name_every_system_takes(key: str) -> None:
    name = file_name(key)
    assert ALLOWED.fullmatch(name)
    assert len(name) <= LONGEST


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_two_keys_never_share_a_name_whatever_the_case(one: str, other: str) -> None:
    assert (file_name(one).lower() == file_name(other).lower()) == (one == other)
