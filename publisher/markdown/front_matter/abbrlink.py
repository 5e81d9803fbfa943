"""The permanent name hexo-abbrlink gives a post, computed the way it does."""

from __future__ import annotations

import zlib


def abbrlink(title: str) -> str:
    """hexo-abbrlink 2.2.1 with `alg: crc32, rep: hex`: the CRC-32 of the title's UTF-8 bytes, in lower-case
    hexadecimal without padding."""
    return format(zlib.crc32(title.encode("utf-8", "surrogatepass")), "x")
