"""Aliyun OSS V1 signature, as Zhihu's picture store checks it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

BUCKET = "zhihu-pics"
"""The bucket in the signed resource; the host's name differs from it."""


def signature(
    method: str, resource: str, content_type: str, date: str, signed: Mapping[str, str], key: str
) -> str:
    """base64(HMAC-SHA1(key, string to sign)). `signed` are the x-oss-* headers really sent, `resource`
    the object's key with its sub-resources (`v2-…?uploads`). Content-MD5 stays empty."""
    canonical = "".join(f"{name}:{value}\n" for name, value in sorted(signed.items()))
    text = f"{method}\n\n{content_type}\n{date}\n{canonical}/{BUCKET}/{resource}"
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()
