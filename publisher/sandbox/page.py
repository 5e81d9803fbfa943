"""Pages on which the drafts that arrived can be read: served, or written as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

from publisher.sandbox.kit import Platform, Request, Response
from publisher.sandbox.markup import POLICY, Links, Shelf, draft_page, index_page

READ, PICTURE = "~read", "~picture"
"""First segments of our own addresses; no target's name begins like that."""

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"RIFF", "webp", "image/webp"),
    (b"BM", "bmp", "image/bmp"),
    (b"<", "svg", "image/svg+xml"),
)


SERVED = Links(
    index="/",
    draft=lambda name, draft: f"/{READ}/{quote(name, safe='')}/{quote(draft, safe='')}",
    picture=lambda name, address, _data: f"/{PICTURE}/{quote(name, safe='')}/{_short(address)}",
)


def shelf(name: str, platform: Platform) -> Shelf:
    """What a platform holds now."""
    return Shelf(name, tuple(platform.arrived()), platform.pictures())


def answer(request: Request, names: tuple[str, ...], look: Callable[[str], Shelf]) -> Response:
    """A page or a picture by its address; 404 for anything else."""
    segments = [unquote(segment) for segment in request.path.strip("/").split("/")]
    match segments:
        case [""]:
            return _html(index_page(tuple(look(name) for name in names), SERVED))
        case [first, name, draft] if first == READ and name in names:
            found = look(name)
            for arrived in found.drafts:
                if arrived.id == draft:
                    return _html(draft_page(found, arrived, SERVED))
        case [first, name, short] if first == PICTURE and name in names:
            pictures = look(name).pictures
            for address in pictures:
                if _short(address) == short:
                    return _picture(pictures[address])
    return Response(404, b"nothing here", {"content-type": "text/plain"})


def write_pages(platforms: Mapping[str, Platform], folder: Path) -> Path:
    """The same pages as files, pictures beside them; returns the index. Files of other names stay."""
    shelves = tuple(shelf(name, platform) for name, platform in platforms.items())
    from_index = Links("index.html", draft=_draft_file, picture=_picture_file)
    from_draft = Links(
        "../index.html",
        frame="allow-same-origin",  # else a page in a file may load no pictures from files
        draft=lambda name, draft: f"../{_draft_file(name, draft)}",
        picture=lambda name, address, data: f"../{_picture_file(name, address, data)}",
    )
    for found in shelves:
        for address, data in found.pictures.items():
            _write(folder / _picture_file(found.name, address, data), data)
        for arrived in found.drafts:
            text = draft_page(found, arrived, from_draft)
            _write(folder / _draft_file(found.name, arrived.id), text.encode("utf-8", "replace"))
    index = folder / "index.html"
    _write(index, index_page(shelves, from_index).encode("utf-8", "replace"))
    return index


def _html(text: str) -> Response:
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
    return Response(200, text.encode("utf-8", "replace"), headers | {"cache-control": "no-store"})


def _kind(data: bytes) -> tuple[str, str]:
    """File extension and media type of a picture, by its first bytes."""
    for magic, extension, media_type in _MAGIC:
        if data.lstrip()[:8].startswith(magic):
            return extension, media_type
    return "bin", "application/octet-stream"


def _picture(data: bytes) -> Response:
    """Without scripts, were somebody to open an SVG by itself."""
    policy = {"content-security-policy": f"{POLICY}; sandbox", "x-content-type-options": "nosniff"}
    return Response(200, data, {"content-type": _kind(data)[1], **policy})


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folder(name: str) -> str:
    """A target's folder: its name where every file system and every address takes it as it is."""
    return name if re.fullmatch(r"[a-z0-9_-]{1,60}", name) else _short(name)


def _draft_file(name: str, draft: str) -> str:
    return f"{_folder(name)}/{_short(draft)}.html"


def _picture_file(name: str, address: str, data: bytes) -> str:
    return f"{_folder(name)}/{_short(address)}.{_kind(data)[0]}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
