"""How WeChat says no: HTTP 200, a code, and a text that is never twice the same."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

TEXTS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40004: "invalid media type",
    40005: "invalid file type",
    40007: "invalid media_id",
    40009: "invalid image size",
    40012: "invalid thumb size",
    40013: "invalid appid",
    40014: "invalid access_token",
    40035: "invalid parameter",
    40066: "invalid url",
    40113: "unsupported file type",
    40114: "invalid index value",
    40125: "invalid appsecret",
    40137: "invalid image format",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41005: "media data missing",
    41039: "invalid content_source_url",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44002: "empty post data",
    44003: "empty news data",
    44004: "empty content",
    45002: "content size out of limit",
    45003: "title size out of limit",
    45004: "description size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45110: "author size out of limit",
    45166: "invalid content",
    47001: "data format error",
    48001: "api unauthorized",
    53402: "crop cover failed",
    53503: "draft does not pass the publish check",
    53504: "please publish the draft on the mp site",
    53505: "please save the draft on the mp site first",
    53600: "invalid article_id",
    88000: "without comment privilege",
}

_serial = itertools.count(0x684D20CD)


class Refused(Exception):
    """An error answer. `text` replaces the code's own text."""

    def __init__(self, code: int, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.text = text or TEXTS[code]

    def body(self) -> Mapping[str, object]:
        serial = next(_serial)
        trace = f"{serial:08x}-{serial * 7919 % 2**32:08x}-{serial * 104729 % 2**32:08x}"
        return {"errcode": self.code, "errmsg": f"{self.text} rid: {trace}"}
