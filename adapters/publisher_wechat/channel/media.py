"""Pictures: into the article, into the library as cover, or both with one call."""

from __future__ import annotations

from typing import Literal

from publisher.images.sniff import measure
from publisher.model.post import Asset
from publisher.model.record import Uploaded, Use

from .calls import Calls

Moving = Literal["library", "article"]
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp"}
INLINE = frozenset({"image/png", "image/jpeg"})
INLINE_BYTES = 1_000_000
"""What `uploadimg` takes beyond doubt; the library takes GIF, and 10 MB."""


def upload(
    calls: Calls, asset: Asset, data: bytes, uses: frozenset[Use], moving: Moving = "library"
) -> Uploaded:
    """Store a picture; `moving` says by which way a GIF goes. A cover must be in the library, whose pictures
    also have an address for the text: so a picture used for both is sent once."""
    media_type = measure(data).media_type
    name = f"{asset.ref.removeprefix('asset:')[:16]}.{ENDINGS.get(media_type, 'png')}"
    what = f"upload {asset.name}"
    inline = INLINE | {"image/gif"} if moving == "article" else INLINE
    if Use.COVER in uses or media_type not in inline or len(data) > INLINE_BYTES:
        path, library = "/cgi-bin/material/add_material", {"type": "image"}
        found = calls.upload(path, library, name, media_type, data, what, "url", "media_id")
        return Uploaded(address=_secure(str(found["url"])), id=str(found["media_id"]))
    found = calls.upload("/cgi-bin/media/uploadimg", {}, name, media_type, data, what, "url")
    return Uploaded(address=_secure(str(found["url"])))


def _secure(address: str) -> str:
    """Addresses come back with http, which articles may not hold."""
    return f"https://{address.removeprefix('http://')}" if address.startswith("http://") else address
