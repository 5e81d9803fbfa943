"""What is a public article's address on Zhihu, and its one spelling."""

from __future__ import annotations

import pytest

from publisher_zhihu import ADAPTER

ARTICLE = "https://zhuanlan.zhihu.com/p/684072868"


@pytest.mark.parametrize(
    "url",
    [
        ARTICLE,
        f" {ARTICLE}/ ",
        "http://zhuanlan.zhihu.com/p/684072868",
        f"{ARTICLE}?utm_source=wechat_session#ref",
        "https://ZhuanLan.zhihu.com/p/684072868",
        "https://www.zhihu.com/tardis/zm/art/684072868?source_id=1005",
        "https://www.zhihu.com/appview/p/684072868",
        "https://link.zhihu.com/?target=https%3A//zhuanlan.zhihu.com/p/684072868",
    ],
)
def test_every_form_of_an_articles_address_has_one_spelling(url: str) -> None:
    assert ADAPTER.address(url) == ARTICLE


@pytest.mark.parametrize(
    "url",
    [
        "",
        f"{ARTICLE}/edit",
        f"{ARTICLE}/preview?comment=0",
        "https://zhuanlan.zhihu.com/write",
        "https://zhuanlan.zhihu.com/p/abc",
        "https://zhuanlan.zhihu.com/p/" + "1" * 40,
        "https://zhuanlan.zhihu.com/c_123456",
        "https://www.zhihu.com/question/1/answer/2",
        "https://www.zhihu.com/people/us4ever",
        "https://zhuanlan.zhihu.com.evil.example/p/684072868",
        "https://evil.example/zhuanlan.zhihu.com/p/684072868",
        "ftp://zhuanlan.zhihu.com/p/684072868",
        "javascript:alert(1)",
        "http://[broken/p/684072868",
        "https://link.zhihu.com/?target=https%3A//link.zhihu.com/%3Ftarget=x",
    ],
)
def test_what_is_no_public_article_has_no_address(url: str) -> None:
    assert ADAPTER.address(url) == ""
