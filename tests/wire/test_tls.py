"""TLS: certificates are checked, and for the name the author wrote even when the address is pinned.

`certificate.pem` is a self-signed certificate for pictures.example and localhost, with its key, for these
tests alone.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.errors import Rejected, Unavailable
from publisher.wire import public
from publisher.wire.client import Call, Client
from publisher.wire.fetch import fetch_public

CERTIFICATE = Path(__file__).parent / "certificate.pem"


class Secured:
    """A TLS server that answers everything with the name it was asked for in the handshake."""

    def __init__(self) -> None:
        self.names: list[str | None] = []
        self.requests = 0
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._run, args=(context,), daemon=True).start()

    def _run(self, context: ssl.SSLContext) -> None:
        while True:
            try:
                plain, _ = self._socket.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    if connection.recv(65536):
                        self.requests += 1
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                plain.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def secured() -> Iterator[Secured]:
    server = Secured()
    yield server
    server.close()


def test_an_untrusted_certificate_stops_a_call_at_once_and_nothing_leaves(secured, time):
    call = Call("POST", f"https://localhost:{secured.port}/", "create the draft", safe=False)
    with (
        Client(target="x", clock=time.clock) as client,
        pytest.raises(Unavailable, match="certificate not trusted"),
    ):
        client.send(call, lambda answer: answer)
    assert time.slept == []
    assert secured.requests == 0
    assert time.slept == []


def test_a_certificate_the_machine_trusts_is_accepted(secured, time, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with Client(target="x", clock=time.clock) as client:
        call = Call("GET", f"https://localhost:{secured.port}/", "look")
        assert client.send(call, lambda answer: answer.text) == "ok"


@pytest.fixture
def named(monkeypatch):
    """Names under .example lead to loopback."""
    real = socket.getaddrinfo

    def resolve(host, *rest, **options):
        return real("127.0.0.1" if str(host).endswith(".example") else host, *rest, **options)

    monkeypatch.setattr(public.socket, "getaddrinfo", resolve)


def get(url: str, time) -> bytes:
    return fetch_public(url, max_bytes=10, timeout=60, allow=lambda ip: True, clock=time.clock)


@pytest.mark.usefixtures("named")
def test_a_pinned_address_is_checked_under_the_name_the_author_wrote(secured, time, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert get(f"https://pictures.example:{secured.port}/a.png", time) == b"ok"
    assert secured.names == ["pictures.example"]


@pytest.mark.usefixtures("named")
def test_a_pinned_address_with_a_certificate_for_another_name_is_refused(secured, time, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(Rejected, match="certificate not trusted"):
        get(f"https://other.example:{secured.port}/a.png", time)
    assert secured.requests == 0
    assert time.slept == []
