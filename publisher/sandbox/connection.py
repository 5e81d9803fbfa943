"""HTTP/1.1 on a loopback socket: from bytes to a Request and back, with ways to fail on purpose."""

from __future__ import annotations

import os
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from publisher.sandbox.kit import Request, Response

HOST = "127.0.0.1"
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What a connection is to do after `seconds`: send the response and go on, or (`drop`) break off:
    reset (at once, rudely) · close (without a word) · truncate (in the middle of the response)."""

    response: Response = field(default_factory=Response)
    drop: str = ""
    seconds: float = 0.0


class Listener(ThreadingTCPServer):
    """Accepts on 127.0.0.1, a thread per connection. `serve` answers a request (its path still whole
    and encoded), `rest` lets time pass, `crashed` is told what went wrong in here."""

    allow_reuse_address = os.name != "nt"  # on Windows it would let another program take the port over
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self,
        port: int,
        *,
        serve: Callable[[Request], Reply],
        rest: Callable[[float], object],
        crashed: Callable[[str], None],
    ) -> None:
        self.serve = serve
        self.rest = rest
        self.crashed = crashed
        self._open: set[socket.socket] = set()
        super().__init__((HOST, port), Connection)

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    @property
    def connections(self) -> int:
        return len(self._open)

    def is_own(self, host: str) -> bool:
        """Whether a Host header names this server: a name of somebody else's leading here is a trick."""
        return host.lower() in {f"{HOST}:{self.port}", f"localhost:{self.port}"}

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        """End every open connection, so that its thread ends."""
        for connection in tuple(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # the client left: its own affair
            self.crashed(traceback.format_exc())


class Connection(BaseHTTPRequestHandler):
    """One client. Requests one after another until either side has had enough."""

    server: Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = None

    def serve(self) -> None:
        host, path, query = self._target()
        if not self.server.is_own(host):
            self.close_connection = True
            self._send(_plain(421, "this server answers to 127.0.0.1 and localhost only"))
            return
        try:
            body = self._body()
        except ValueError as error:
            self.close_connection = True
            self._send(_plain(400, str(error)))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        values = dict(parse_qsl(query, keep_blank_values=True))
        reply = self.server.serve(Request(self.command, path, values, headers, body))
        if reply.seconds:
            self.server.rest(reply.seconds)
        match reply.drop:
            case "reset":
                self._reset()
            case "close":
                self.close_connection = True
            case _:
                self._send(reply.response, whole=reply.drop != "truncate")

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = serve

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr: the server keeps a log of its own."""

    def _target(self) -> tuple[str, str, str]:
        """Host, path and query of the request, the latter two still encoded."""
        parts = urlsplit(self.path)
        host = parts.netloc if parts.scheme else self.headers.get("host", "")
        return host, parts.path or "/", parts.query

    def _body(self) -> bytes:
        length = self.headers.get("content-length")
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            if length is not None:
                raise ValueError("a body cannot be chunked and have a length")
            return self._chunks()
        if length is None:
            return b""
        if not (length.isascii() and length.isdigit()):
            raise ValueError("the length of the body is no number")
        if int(length) > LARGEST:
            raise ValueError("the body is too large")
        return self._read(int(length))

    def _chunks(self) -> bytes:
        body = bytearray()
        while size := self._chunk_size():
            body += self._read(size)
            self.rfile.readline()
            if len(body) > LARGEST:
                raise ValueError("the body is too large")
        while self.rfile.readline().strip():
            pass  # trailers
        return bytes(body)

    def _chunk_size(self) -> int:
        return int(self.rfile.readline(64).partition(b";")[0], 16)

    def _read(self, size: int) -> bytes:
        data = self.rfile.read(size)
        if len(data) < size:
            raise ConnectionError("the client left in the middle of its request")
        return data

    def _send(self, response: Response, *, whole: bool = True) -> None:
        bare = response.status in {204, 304}
        headers = {name.lower(): value for name, value in response.headers.items()}
        if not bare:
            headers.setdefault("content-length", str(len(response.body)))
        if self.close_connection or not whole:
            headers["connection"] = "close"
        known = response.status in HTTPStatus._value2member_map_
        reason = HTTPStatus(response.status).phrase if known else "Unknown"
        lines = [
            f"HTTP/1.1 {response.status} {reason}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")
        body = b"" if bare or self.command == "HEAD" else response.body
        if not whole:
            self.close_connection = True
            head, body = (head, body[: len(body) // 2]) if body else (head[: len(head) // 2], b"")
        self.wfile.write(head + body)

    def _reset(self) -> None:
        """End the connection with RST instead of FIN."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.close(self.connection.detach())


def _plain(status: int, text: str) -> Response:
    return Response(status, text.encode("utf-8"), {"content-type": "text/plain; charset=utf-8"})
