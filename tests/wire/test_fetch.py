"""Fetching pictures: from the public web and nowhere else."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time as clock
import tracemalloc
import zlib
from ipaddress import ip_address

import pytest

from publisher.errors import Rejected, Unavailable
from publisher.wire import public
from publisher.wire.fetch import fetch_public, is_public

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def ok(body: bytes, head: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def get(url: str, time, **options) -> bytes:
    wanted = {"max_bytes": 1000, "timeout": 60.0, "allow": lambda ip: True, "clock": time.clock}
    return fetch_public(url, **(wanted | options))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
        "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "2002:808:808::", "64:ff9b::7f00:1", "64:ff9b::808:808", "2001:0:4136:e378::",
        "::127.0.0.1",
    ],
)  # fmt: skip
def test_no_address_of_this_machine_or_its_network_is_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "203.119.206.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_ordinary_addresses_are_public(address):
    assert is_public(ip_address(address))


def test_a_picture_is_fetched(speaker, time):
    speaker.lines = [ok(PNG)]
    assert get(f"{speaker.url}/a.png?x=1#part", time, picture=True) == PNG
    assert speaker.heard[0].startswith(b"GET /a.png?x=1 HTTP/1.1\r\n")
    assert b"user-agent: yigao/" in speaker.heard[0].lower()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]
)
def test_loopback_is_refused_in_every_spelling(host, speaker, time):
    with pytest.raises(Rejected, match="not on the public internet"):
        get(f"http://{host}:{speaker.port}/", time, allow=is_public)
    assert speaker.heard == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://h/x", "http:///x", "x.png", "http://me:pw@h/", "data:,x"],
)
def test_only_plain_http_addresses_are_fetched(url, time):
    with pytest.raises(Rejected, match="plain http"):
        get(url, time)


def test_a_host_is_resolved_once_and_the_checked_address_is_the_one_connected_to(speaker, time, monkeypatch):
    answers = iter(["127.0.0.1", "127.0.0.2"])
    asked: list[str] = []

    def resolve(host, port, **_options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(public.socket, "getaddrinfo", lambda host, *rest, **options: (
        resolve(host, *rest, **options) if host == "pictures.example" else real(host, *rest, **options)
    ))  # fmt: skip
    speaker.lines = [ok(PNG)]
    checked: list[str] = []

    def allow(ip) -> bool:
        checked.append(str(ip))
        return True

    assert get(f"http://pictures.example:{speaker.port}/a.png", time, allow=allow) == PNG
    assert asked == ["pictures.example"]
    assert checked == ["127.0.0.1"]
    assert f"host: pictures.example:{speaker.port}".encode() in speaker.heard[0].lower()


def test_the_next_address_is_tried_when_one_does_not_answer(speaker, time, monkeypatch):
    found = [(0, 0, 0, "", ("127.0.0.9", 0)), (0, 0, 0, "", ("127.0.0.1", 0)), (0, 0, 0, "", ("10.0.0.1", 0))]
    real = socket.getaddrinfo
    monkeypatch.setattr(public.socket, "getaddrinfo", lambda host, *rest, **options: (
        found if host == "pictures.example" else real(host, *rest, **options)
    ))  # fmt: skip
    speaker.lines = [ok(PNG)]
    url = f"http://pictures.example:{speaker.port}/a.png"
    assert get(url, time, allow=lambda ip: ip.is_loopback) == PNG


def test_redirects_are_followed_and_each_is_checked(speaker, time):
    speaker.lines = [moved("/b"), moved(f"http://localhost:{speaker.port}/c"), ok(PNG)]
    assert get(speaker.url + "/a", time) == PNG
    assert [heard.split()[1] for heard in speaker.heard] == [b"/a", b"/b", b"/c"]


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd"])
def test_a_redirect_into_the_private_network_is_refused(to, speaker, time):
    speaker.lines = [moved(to)]
    with pytest.raises(Rejected):
        get(speaker.url, time, allow=lambda ip: ip.is_loopback)


def test_endless_redirects_end(speaker, time):
    speaker.lines = [moved("/again")]
    with pytest.raises(Rejected, match="too many redirects"):
        get(speaker.url, time)
    assert len(speaker.heard) == 6


@pytest.mark.parametrize("head", ["", "Content-Encoding: identity\r\n"])
def test_a_file_too_large_is_refused_without_reading_it_all(head, speaker, time):
    speaker.lines = [ok(bytes(3_000_000), head)]
    with pytest.raises(Rejected, match="larger than 1,000 bytes"):
        get(speaker.url, time)


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>login", b"", b'{"a":1}', b"%PDF-1.7", b"<?xml version='1.0'?><a/>"]
)
def test_what_is_no_picture_is_refused_when_a_picture_is_wanted(body, speaker, time):
    speaker.lines = [ok(body)]
    with pytest.raises(Rejected, match="not a picture"):
        get(speaker.url, time, picture=True)
    assert get(speaker.url, time) == body


@pytest.mark.parametrize(
    "body",
    [PNG, b"\xff\xd8\xff\xe0", b"GIF89a..", b"RIFF....WEBP", b"....ftypavif", b"BM..", b"\n<svg xmlns=''/>"],
)
def test_every_common_kind_of_picture_is_known(body, speaker, time):
    speaker.lines = [ok(body)]
    assert get(speaker.url, time, picture=True) == body


@pytest.mark.parametrize("status", [401, 403, 404, 410, 206])
def test_a_picture_that_is_not_there_is_rejected_at_once(status, speaker, time):
    speaker.lines = [f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode()]
    with pytest.raises(Rejected, match=f"HTTP {status}") as caught:
        get(f"{speaker.url}/a.png?token=canary", time)
    assert len(speaker.heard) == 1
    assert "canary" not in str(caught.value)
    assert "put the picture beside the post" in caught.value.hint


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n", ok(PNG)[:-5]])
def test_a_hiccup_is_outlasted_and_a_dead_server_is_unavailable(said, speaker, time):
    speaker.lines = [said, ok(PNG)]
    assert get(speaker.url, time) == PNG
    speaker.lines = [said]
    with pytest.raises(Unavailable):
        get(speaker.url, time)


def test_a_closed_port_is_unavailable(closed_port, time):
    with pytest.raises(Unavailable, match="no connection"):
        get(f"http://127.0.0.1:{closed_port}/", time)


def test_no_proxy_is_asked(speaker, time, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    speaker.lines = [ok(PNG)]
    assert get(speaker.url, time) == PNG


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_packed_answer_is_unpacked_though_nobody_asked(name, speaker, time):
    packed = gzip.compress(PNG) if name == "gzip" else zlib.compress(PNG)
    speaker.lines = [ok(packed, f"Content-Encoding: {name}\r\n")]
    assert get(speaker.url, time) == PNG
    assert b"accept-encoding: identity" in speaker.heard[0].lower()


def test_a_bomb_is_not_unpacked(speaker, time):
    speaker.lines = [ok(gzip.compress(bytes(200_000_000), 9), "Content-Encoding: gzip\r\n")]
    tracemalloc.start()
    with pytest.raises(Rejected, match="larger than"):
        get(speaker.url, time, max_bytes=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("head", ["Content-Encoding: br\r\n", "Content-Encoding: gzip\r\n"])
def test_what_cannot_be_unpacked_is_rejected(head, speaker, time):
    speaker.lines = [ok(PNG, head)]
    with pytest.raises(Rejected, match=r"packed in a way|damaged"):
        get(speaker.url, time)


def test_a_length_that_is_too_large_is_believed_at_once(speaker, time):
    speaker.lines = [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"]
    with pytest.raises(Rejected, match="larger than"):
        get(speaker.url, time)
    assert len(speaker.heard) == 1


def test_what_a_server_calls_it_does_not_matter(speaker, time):
    speaker.lines = [ok(PNG, "Content-Type: text/html\r\n")]
    assert get(speaker.url, time, picture=True) == PNG
    speaker.lines = [ok(b"<!doctype html>", "Content-Type: image/png\r\n")]
    with pytest.raises(Rejected, match="not a picture"):
        get(speaker.url, time, picture=True)


def test_a_server_that_drips_is_cut_off():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while True:
                    connection.sendall(b"a")
                    clock.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        began = clock.monotonic()
        with pytest.raises(Unavailable):
            fetch_public(
                f"http://127.0.0.1:{server.getsockname()[1]}/",
                max_bytes=1000,
                timeout=1,
                allow=lambda ip: True,
            )
        assert clock.monotonic() - began < 5
