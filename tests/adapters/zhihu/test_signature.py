"""The OSS V1 signature against values computed with another program (openssl dgst -sha1 -hmac)."""

from __future__ import annotations

from publisher_zhihu.channel.signature import signature

DATE = "Tue, 24 Nov 2026 08:00:00 GMT"
SIGNED = {
    "x-oss-user-agent": "aliyun-sdk-js/6.8.0",
    "x-oss-date": DATE,
    "x-oss-security-token": "token-1",
}
KEY = "v2-0123456789abcdef0123456789abcdef"


def test_a_put_is_signed_as_the_store_expects() -> None:
    assert signature("PUT", KEY, "image/png", DATE, SIGNED, "key-1") == "X+O0GUbS5socI8X/8rWU/0vZzoE="


def test_sub_resources_are_part_of_what_is_signed() -> None:
    assert (
        signature("POST", KEY + "?uploads", "image/gif", DATE, SIGNED, "key-1")
        == "BiqKkfYT2vszB8XVeiRxeKfifKY="
    )
