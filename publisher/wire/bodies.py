"""Request bodies, built whole in memory: their length is known and always sent.

(WeChat answers 412 to a body without Content-Length.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence


def json_body(value: object) -> bytes:
    """JSON as raw UTF-8: no \\uXXXX escapes, no HTML escapes. Raises ValueError for what JSON or UTF-8
    cannot hold (NaN, a lone surrogate)."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"lone surrogate U+{ord(text[error.start]):04X} cannot be sent") from None


def multipart(fields: Mapping[str, str], files: Sequence[tuple[str, str, str, bytes]]) -> tuple[bytes, str]:
    """A multipart/form-data body and its Content-Type; the same input gives the same bytes.

    Files are (part name, file name, media type, bytes). Part and file names are printable ASCII, else
    ValueError: servers disagree on every way of writing others.
    """
    parts = [
        (f'form-data; name="{_name(name)}"', "", value.encode("utf-8")) for name, value in fields.items()
    ]
    for name, file_name, media_type, data in files:
        disposition = f'form-data; name="{_name(name)}"; filename="{_name(file_name)}"'
        parts.append((disposition, f"Content-Type: {_line(media_type)}\r\n", data))
    boundary = _boundary(parts)
    chunks: list[bytes] = []
    for disposition, media_line, data in parts:
        head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n{media_line}\r\n"
        chunks += [head.encode("ascii"), data, b"\r\n"]
    chunks.append(f"--{boundary}--\r\n".encode("ascii"))
    return b"".join(chunks), f"multipart/form-data; boundary={boundary}"


def _boundary(parts: Sequence[tuple[str, str, bytes]]) -> str:
    """Made from the content, so that requests are reproducible; no content holds its own hash."""
    digest = hashlib.sha256()
    for disposition, media_line, data in parts:
        digest.update(f"{disposition}\n{media_line}\n{len(data)}\n".encode())
        digest.update(data)
    return f"yigao-{digest.hexdigest()[:40]}"


def _name(name: str) -> str:
    if not name or '"' in name or "\\" in name:
        raise ValueError(f"{name!r} cannot be a part's or a file's name")
    return _line(name)


def _line(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"{text!r} must be printable ASCII to stand in a multipart header")
    return text
