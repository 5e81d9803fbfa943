"""robots.txt as RFC 9309 reads it."""

import time

import pytest

from publisher.wire.robots import EVERYTHING, Robots, read_robots

TEXT = """\
\ufeff# for all
User-agent: *
Disallow: /all/

User-Agent: Other
User-agent: YIGAO  # us
Disallow: /private
Allow: /private/open$
Disallow: /*.pdf$
Disallow: /search?*q=
crawl-delay: 2.5
Disallow:
"""


@pytest.fixture
def robots() -> Robots:
    return read_robots(TEXT, "yigao")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/all/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open", True),
        ("/private/open/x", False),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?a=1&q=2", False),
        ("/search?a=1", True),
        ("/priv", True),
    ],
)
def test_the_longest_rule_that_fits_decides(robots: Robots, path: str, allowed: bool) -> None:
    assert robots.allow(path) is allowed


def test_a_delay_is_told(robots: Robots) -> None:
    assert (robots.delay, read_robots("user-agent: *\ncrawl-delay: soon", "yigao").delay) == (2.5, 0)


def test_who_is_not_named_obeys_the_rules_for_all() -> None:
    assert not read_robots(TEXT, "third").allow("/all/x")
    assert read_robots(TEXT, "third").allow("/private")
    assert read_robots("", "yigao") == EVERYTHING


def test_chinese_paths_are_the_same_in_either_spelling() -> None:
    robots = read_robots("user-agent: *\ndisallow: /文/", "yigao")
    assert not robots.allow("/%E6%96%87/x")


def test_a_hostile_pattern_takes_no_time() -> None:
    robots = read_robots(f"user-agent: *\ndisallow: /{'*a' * 2000}*b$", "yigao")
    begun = time.perf_counter()
    assert robots.allow("/" + "a" * 5000)
    assert time.perf_counter() - begun < 1
