"""Pictures: multipart read as strictly as the platform does, addresses under its own host."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.sandbox.kit import Request
from publisher.sandbox.messages import Part, parts

from .account import Account
from .refusals import Refused

ENDINGS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "bmp": "bmp"}
INLINE_BYTES = 1_048_576
LIBRARY_BYTES = 10 * 1_048_576
THUMB_BYTES = 65_536


def uploadimg(account: Account, request: Request) -> Mapping[str, object]:
    """A picture for the text: JPEG or PNG up to 1 MB, not kept in the library."""
    part, kind = _media(request)
    if kind not in {"jpeg", "png"}:
        raise Refused(40005)
    if len(part.data) > INLINE_BYTES:
        raise Refused(40009)
    return {"url": _store(account, part.data, kind)}


def add_material(account: Account, request: Request) -> Mapping[str, object]:
    """A picture for the library: it has an id too, and may be a cover."""
    use = request.query.get("type")
    if use not in {"image", "thumb"}:
        raise Refused(40004)
    part, kind = _media(request)
    if use == "thumb" and kind != "jpeg":
        raise Refused(40005)
    if len(part.data) > (THUMB_BYTES if use == "thumb" else LIBRARY_BYTES):
        raise Refused(40012 if use == "thumb" else 40009)
    url = _store(account, part.data, kind)
    media_id = account.new_id()
    account.state["media"][media_id] = {"url": url, "name": part.filename, "at": int(account.now())}
    return {"media_id": media_id, "url": url, "item": []}


def batchget(account: Account, body: Mapping[str, object]) -> Mapping[str, object]:
    """What the library holds of a kind, newest first."""
    offset, size = body.get("offset"), body.get("count")
    if body.get("type") not in {"image", "video", "voice", "news"}:
        raise Refused(40004)
    if not isinstance(offset, int) or not isinstance(size, int) or offset < 0 or not 1 <= size <= 20:
        raise Refused(40035)
    held = account.state["media"] if body["type"] == "image" else {}
    newest = list(held.items())[::-1][offset : offset + size]
    items = [
        {"media_id": media_id, "name": kept["name"], "update_time": kept["at"], "url": kept["url"]}
        for media_id, kept in newest
    ]
    return {"item": items, "total_count": len(held), "item_count": len(items)}


def served(address: str) -> str:
    """The address readers' browsers use."""
    return "https://" + address.removeprefix("http://").removeprefix("https://")


def _media(request: Request) -> tuple[Part, str]:
    try:
        found = [part for part in parts(request) if part.name == "media"]
    except ValueError:
        raise Refused(41005) from None
    if not found or found[0].filename is None:  # filename* alone is not understood
        raise Refused(41005)
    part = found[0]
    if not part.data:
        raise Refused(44001)
    filename = found[0].filename or ""
    if filename.rpartition(".")[2].lower() not in ENDINGS or not filename.isascii():
        raise Refused(40113)
    return part, _sniff(part.data)


def _sniff(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        if data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
            raise Refused(40137)
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"BM"):
        return "bmp"
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        raise Refused(40113)
    raise Refused(40137)


def _store(account: Account, data: bytes, kind: str) -> str:
    url = f"http://mmbiz.qpic.cn/sz_mmbiz_{kind}/{account.new_id()}/0?wx_fmt={kind}"
    account.store.put_file(served(url), data)
    account.state["pictures"][served(url)] = len(data)
    return url
