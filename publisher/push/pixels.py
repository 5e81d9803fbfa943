"""A picture's bytes: from the site, from the web, or drawn."""

from __future__ import annotations

import hashlib
from pathlib import Path

from publisher.contract import Tools
from publisher.errors import SourceError
from publisher.images.sniff import ImageError
from publisher.model.post import Asset, FileOrigin, WebOrigin
from publisher.push.web import Web, fetch


def pixels(asset: Asset, root: Path, tools: Tools, web: Web | None = None) -> bytes:
    """The bytes an asset stands for; a file must still be the one the rendition was made from, what is drawn
    is drawn by `tools`, what is elsewhere is known by `web`.

    Raises SourceError when a file is gone or changed or nothing can be drawn here, PlatformError when a
    picture cannot be fetched.
    """
    origin = asset.origin
    if isinstance(origin, FileOrigin):
        return _read(root / origin.path, asset)
    if isinstance(origin, WebOrigin):
        return web.bytes_of(origin.url) if web else fetch(origin.url)
    from publisher.images.drawings import drawn  # only what is drawn needs a rasteriser

    try:
        return drawn(origin, tools)
    except ImageError as error:
        raise SourceError(error.message, hint=error.hint) from None


def _read(path: Path, asset: Asset) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror or error}", hint="put the file back, or take it out of the post"
        ) from error
    if asset.ref != f"asset:{hashlib.sha256(data).hexdigest()}":
        raise SourceError("changed while it was being pushed", hint="run this again")
    return data
