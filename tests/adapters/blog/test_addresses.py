"""A blog may stand anywhere: any page has an address, bare of its fragment."""

from __future__ import annotations

import pytest

from publisher_blog import ADAPTER


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://blog.example.com/a.html", "https://blog.example.com/a.html"),
        (" http://Blog.Example.com/文章/?p=1#部分 ", "http://blog.example.com/文章/?p=1"),
        ("/a.html", ""),
        ("https://", ""),
        ("ftp://blog.example.com/a", ""),
        ("https://blog.example.com/a b", ""),
        ("http://[broken/a", ""),
        ("", ""),
    ],
)
def test_a_pages_address(url: str, address: str) -> None:
    assert ADAPTER.address(url) == address
