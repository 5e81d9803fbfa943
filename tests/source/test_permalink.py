"""Hexo's permalink tokens."""

from datetime import datetime, timedelta, timezone

import pytest

from publisher.source.permalink import absolute, permalink

WHEN = datetime(2024, 3, 7, 2, 4, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (":abbrlink.html", "3345028a.html"),
        ("/:year/:month/:day/:title/", "2024/03/07/cs/nlp/seed-1/"),
        (":i_month-:i_day", "3-7"),
        (":hour:minute:second", "020409"),
        (":name", "seed-1"),
        ("p/:post_title.html", "p/大模型算法题-1.html"),
        (":category/:name/", "CS/NLP/seed-1/"),
        (":timestamp", "1709748249"),
        (":lang/:name", "zh/seed-1"),
        (":id/:name", ""),
        (":nothing.html", ""),
    ],
)
def test_tokens_stand_for_what_hexo_says(pattern: str, path: str) -> None:
    made = permalink(
        pattern,
        stem="cs/nlp/seed-1",
        title="大模型算法题(1)",
        date=WHEN,
        category=("CS", "NLP"),
        front={"abbrlink": "3345028a", "lang": "zh", "id": "7", "nothing": None},
    )
    assert made == path


def test_a_hash_is_twelve_hexadecimal_digits_of_slug_and_date() -> None:
    one = permalink(":hash", stem="a", title="", date=WHEN, category=(), front={})
    assert len(one) == 12
    assert int(one, 16)
    assert one != permalink(":hash", stem="b", title="", date=WHEN, category=(), front={})


def test_without_a_date_or_a_category() -> None:
    assert permalink(":year/:name", stem="a", title="", date=None, category=(), front={}) == ""
    assert (
        permalink(":category/:name", stem="a", title="", date=None, category=(), front={})
        == "uncategorized/a"
    )


def test_addresses_are_percent_encoded() -> None:
    assert absolute("https://h.example/", "/C#/大 %.html") == "https://h.example/C%23/%E5%A4%A7%20%25.html"
    assert absolute("https://h.example", "https://other.example/x") == "https://other.example/x"
    assert absolute("", "x.html") == ""
    assert absolute("https://h.example", "") == ""
