"""Addresses that could run something, and those an embedded page can be reached by."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f]")
_LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")
_RUNS = ("javascript:", "vbscript:", "data:", "file:")
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|avif|svg\+xml)[;,]")


def is_unsafe(url: str, *, picture: bool = False) -> bool:
    """javascript:, vbscript:, data:, file:; a picture's own bytes in a data: address are fine."""
    bare = _INVISIBLE.sub("", url).lower()
    if picture and _PICTURE_DATA.match(bare):
        return False
    return bare.startswith(_RUNS)


def inner_address(url: str) -> str:
    """The address in `[words](address)`, written where an address alone belongs; "" for anything else."""
    found = _LINK.fullmatch(url)
    return found[1] if found else ""


def web_address(url: str) -> str:
    """An http(s) address, with the scheme a `//host` one leaves out; "" for anything else."""
    url = url.strip()
    if url.startswith("//"):
        return f"https:{url}"
    return url if re.match(r"https?://", url, re.IGNORECASE) else ""
