"""Reading and writing messages as a strict platform does: multipart bodies, JSON answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from publisher.sandbox.kit import Request, Response


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body. `filename` is as sent (None = an ordinary field), `extended` the raw
    value of filename* ("" = none). Header names are lower-case; `disposition` is the raw header."""

    name: str
    filename: str | None
    data: bytes
    headers: Mapping[str, str]
    disposition: str
    extended: str = ""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def parts(request: Request) -> tuple[Part, ...]:
    """The parts of a multipart/form-data request, in order; ValueError says what is wrong with it."""
    kind = Message()
    kind["content-type"] = request.headers.get("content-type", "")
    boundary = kind.get_param("boundary")
    if kind.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise ValueError("not multipart/form-data with a boundary")
    line = b"--" + boundary.encode("latin-1")
    body = b"\r\n" + request.body
    opening, *pieces = body.split(b"\r\n" + line)
    if opening.strip() or not pieces or not pieces[-1].startswith(b"--"):
        raise ValueError("the body does not begin and end with its boundary")
    return tuple(_part(piece) for piece in pieces[:-1])


def _part(piece: bytes) -> Part:
    padding, newline, rest = piece.partition(b"\r\n")
    head, blank, data = rest.partition(b"\r\n\r\n")
    if padding.strip(b" \t") or not newline or not blank:
        raise ValueError("a part has no headers or no empty line after them")
    message = HeaderParser().parsestr(head.decode("utf-8", "surrogateescape"))
    disposition = str(message.get("content-disposition", ""))
    values = _values(disposition)
    if not disposition.startswith("form-data") or "name" not in values:
        raise ValueError("a part has no name")
    headers = {name.lower(): str(value) for name, value in message.items()}
    return Part(
        values["name"], values.get("filename"), data, headers, disposition, values.get("filename*", "")
    )


def _values(disposition: str) -> Mapping[str, str]:
    """The parameters of a Content-Disposition, decoded in no way."""
    message = Message()
    message["content-disposition"] = disposition.replace("filename*=", "filename-extended=")
    found = message.get_params(failobj=[], header="content-disposition")
    named = {name.lower(): value for name, value in found[1:]}
    if "filename-extended" in named:
        named["filename*"] = named.pop("filename-extended")
    return named


def json_response(
    value: object,
    *,
    status: int = 200,
    media_type: str = "application/json",
    escape_slashes: bool = False,
    ascii_only: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """JSON as platforms write it: raw UTF-8 unless `ascii_only`, and `\\/` for "/" if wished."""
    text = json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))
    if escape_slashes:
        text = text.replace("/", "\\/")
    return Response(status, text.encode("utf-8"), {"content-type": media_type, **(headers or {})})
