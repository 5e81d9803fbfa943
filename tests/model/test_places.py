"""A post is found by its address on any platform, whatever was added to it."""

import pickle

import pytest

from publisher.model.places import elsewhere, find, spelling
from publisher.model.post import PostKey

ZHUANLAN = "https://zhuanlan.example.com/p/1"
LONG = "https://mp.example.com/s?__biz=MzA%3D%3D&mid=22&idx=1&sn=abc"
OTHER = "https://mp.example.com/s?__biz=MzA==&mid=23&idx=1&sn=abd"
SHORT = "https://mp.example.com/s/AbC-d"
KNOWN = elsewhere(
    [(ZHUANLAN, PostKey("one")), (LONG, PostKey("one")), (OTHER, PostKey("two")), (SHORT, PostKey("two"))]
)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://zhuanlan.example.com/p/1", "one"),
        ("https://ZHUANLAN.example.com/p/1/?utm_source=x#h", "one"),
        ("http://mp.example.com/s?mid=22&__biz=MzA==&sn=abc&idx=1&chksm=c2&scene=21#rd", "one"),
        ("https://mp.example.com/s?__biz=MzA==&mid=23&idx=1&sn=abd", "two"),
        ("https://mp.example.com/s/AbC-d?poc_token=1", "two"),
        ("https://mp.example.com/s/abc-d", None),
        ("https://mp.example.com/s?__biz=MzA==&mid=22&idx=1", None),
        ("https://mp.example.com/s?__biz=MzA==&mid=22&idx=1&sn=abd", None),
        ("https://mp.example.com/s", None),
        ("zhuanlan.example.com/p/1", None),
        ("mailto:a@zhuanlan.example.com", None),
        ("http://[broken/p/1", None),
        ("", None),
    ],
)
def test_what_is_known_of_an_address_must_be_there_and_more_does_not_matter(
    address: str, key: str | None
) -> None:
    assert find(address, KNOWN) == key


def test_an_address_of_two_posts_is_nobodys() -> None:
    known = elsewhere(
        [(ZHUANLAN, PostKey("one")), (ZHUANLAN + "?a=1", PostKey("one")), (ZHUANLAN, PostKey("2"))]
    )
    assert find(ZHUANLAN, known) is None
    assert find(ZHUANLAN + "?a=1", known) == "one"


def test_addresses_are_found_in_any_mapping_and_after_a_journey_to_another_process() -> None:
    chatty = "https://mp.example.com/s?__biz=MzA==&mid=22&idx=1&sn=abc&chksm=c2"
    assert find(chatty, dict(KNOWN)) == "one"
    assert find(chatty, pickle.loads(pickle.dumps(KNOWN))) == "one"
    assert find(chatty, {}) is None


def test_many_addresses_of_one_page_are_looked_up_and_not_gone_through() -> None:
    looked: list[str] = []

    class Counting(type(KNOWN)):  # type: ignore[misc]
        def get(self, name: str, default: object = None) -> object:
            looked.append(name)
            return super().get(name, default)

    pairs = [
        (f"https://mp.example.com/s?__biz=MzA==&mid={n}&idx=1&sn=s{n}", PostKey(str(n))) for n in range(500)
    ]
    known = Counting(elsewhere(pairs))
    address = "https://mp.example.com/s?__biz=MzA==&mid=499&idx=1&sn=s499&chksm=c2&scene=1"
    assert find(address, known) == "499"
    assert len(looked) < 5


def test_a_sign_that_parts_a_query_is_told_from_one_in_it() -> None:
    assert spelling("https://a.example/?x=1%26y=2") != spelling("https://a.example/?x=1&y=2")
