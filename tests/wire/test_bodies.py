"""Bodies: JSON and multipart, byte for byte."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP

import pytest

from publisher.wire.client import json_body, multipart


def test_json_is_raw_utf8_without_any_escape_that_is_not_needed():
    body = json_body({"title": "中文 <b> & / 𝒙 \u2028", "n": 1})
    assert body == '{"title":"中文 <b> & / 𝒙 \u2028","n":1}'.encode()


def test_a_lone_surrogate_is_refused_by_name():
    with pytest.raises(ValueError, match=r"U\+D83D"):
        json_body({"title": "half an emoji \ud83d"})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_body([number])


def test_a_multipart_body_is_read_by_another_parser_as_it_was_meant():
    data = b"\x89PNG\r\n--\r\n\x00\xff--yigao"
    body, media_type = multipart(
        {"description": "中文\r\n两行"},
        [("media", "a b.png", "image/png", data), ("media", "b.gif", "image/gif", b"")],
    )
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + body
    )
    field, first, second = message.iter_parts()
    assert field.get_payload(decode=True) == "中文\r\n两行".encode()
    assert field.get_filename() is None
    assert "content-type" not in field
    assert (first.get_filename(), first.get_content_type()) == ("a b.png", "image/png")
    assert first.get_param("name", header="content-disposition") == "media"
    assert first.get_payload(decode=True) == data
    assert second.get_payload(decode=True) == b""


def test_the_same_input_gives_the_same_bytes_and_another_input_another_boundary():
    one = multipart({"a": "b"}, [("f", "x.png", "image/png", b"1")])
    assert one == multipart({"a": "b"}, [("f", "x.png", "image/png", b"1")])
    assert one[1] != multipart({"a": "b"}, [("f", "x.png", "image/png", b"2")])[1]


@pytest.mark.parametrize("name", ["图.png", "a\r\nb.png", 'a".png', "a\\b.png", "", "a\x00.png", "é.png"])
def test_a_file_name_servers_would_read_differently_is_refused(name):
    with pytest.raises(ValueError, match=r"cannot be a part's|must be printable ASCII"):
        multipart({}, [("media", name, "image/png", b"")])


@pytest.mark.parametrize("media_type", ["image/png\r\nX-Evil: 1", "图"])
def test_a_media_type_cannot_smuggle_a_header_in(media_type):
    with pytest.raises(ValueError, match="must be printable ASCII"):
        multipart({}, [("media", "a.png", media_type, b"")])
