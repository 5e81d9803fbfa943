"""Multipart bodies as servers read them, JSON as they write it."""

from __future__ import annotations

import json

import httpx
import pytest

from publisher.sandbox.kit import Request
from publisher.sandbox.messages import json_response, parts
from publisher.wire.bodies import multipart

FORM = "multipart/form-data; boundary=b"


def request(body: bytes, media_type: str) -> Request:
    return Request("POST", "/", {}, {"content-type": media_type}, body)


def test_what_our_client_builds_is_read_back_part_by_part():
    data = b"\x89PNG\r\n\r\n--x\r\n\x00"
    body, media_type = multipart({"type": "图"}, [("media", "a.png", "image/png", data)])
    field, file = parts(request(body, media_type))
    assert (field.name, field.filename, field.data) == ("type", None, "图".encode())
    assert (file.name, file.filename, file.media_type, file.data) == ("media", "a.png", "image/png", data)


def test_what_another_client_builds_shows_its_raw_file_name():
    built = httpx.Request(
        "POST", "http://h/", files={"media": ("图 a.png", b"data", "image/png")}, data={"k": "v"}
    )
    field, file = parts(request(built.read(), built.headers["content-type"]))
    assert (field.name, field.data) == ("k", b"v")
    assert file.filename == "图 a.png"


def test_an_extended_file_name_is_kept_raw():
    head = "Content-Disposition: form-data; name=media; filename=\"a.png\"; filename*=UTF-8''%E5%9B%BE.png"
    body = f"--b\r\n{head}\r\n\r\nx\r\n--b--\r\n".encode()
    (part,) = parts(request(body, 'multipart/form-data; boundary="b"'))
    assert (part.filename, part.extended) == ("a.png", "UTF-8''%E5%9B%BE.png")
    assert "filename*=" in part.disposition


def test_a_part_may_hold_what_looks_like_headers_or_nothing():
    disposition = 'Content-Disposition: form-data; name="n"'
    body = f"--b\r\n{disposition}\r\n\r\na: b\r\n\r\nc\r\n--b\r\n{disposition}\r\n\r\n\r\n--b--".encode()
    assert [part.data for part in parts(request(body, FORM))] == [
        b"a: b\r\n\r\nc",
        b"",
    ]


@pytest.mark.parametrize(
    ("body", "media_type", "why"),
    [
        (b"--b--", "multipart/form-data", "boundary"),
        (b"--b--", "application/json", "not multipart"),
        (b"", FORM, "begin and end"),
        (b"--b\r\nContent-Disposition: form-data; name=n\r\n\r\nx", FORM, "end"),
        (b"junk--b\r\n\r\n\r\n--b--", FORM, "begin"),
        (
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
            FORM,
            "no name",
        ),
        (
            b"--b\r\nContent-Disposition: form-data; name=n\r\nx\r\n--b--",
            FORM,
            "empty",
        ),
    ],
)
def test_a_body_that_is_not_well_formed_is_refused(body, media_type, why):
    with pytest.raises(ValueError, match=why):
        parts(request(body, media_type))


def test_json_is_written_as_each_platform_does():
    value = {"url": "http://a/b", "title": "标题"}
    assert json_response(value).body == '{"url":"http://a/b","title":"标题"}'.encode()
    escaped = json_response(value, escape_slashes=True, ascii_only=True, status=201, media_type="text/plain")
    assert escaped.body == b'{"url":"http:\\/\\/a\\/b","title":"\\u6807\\u9898"}'
    assert json.loads(escaped.body) == value
    assert (escaped.status, escaped.headers["content-type"]) == (201, "text/plain")
