"""A loopback server for simulated platforms: real sockets, a log, and faults on order."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote

from publisher.sandbox import page
from publisher.sandbox.connection import HOST, Listener, Reply
from publisher.sandbox.kit import Exchange, Fault, Platform, Request, Response
from publisher.sandbox.markup import Shelf


class Server:
    """Serves each platform under `/<name>/…` of one port of 127.0.0.1 (0 = any free one), and under `/`
    the pages of `publisher.sandbox.page`. A context manager.

    `log` holds every exchange with a platform, in order, unless it is not to be `logged`: with the pictures
    sent it would fill the memory of a long run. `crashes` the traceback of every exception a
    platform raised (answered with 500). Requests that name another host are refused, so that no web page
    gets here through a name it controls.
    """

    def __init__(self, platforms: Mapping[str, Platform], *, port: int = 0, logged: bool = True) -> None:
        self.platforms = dict(platforms)
        self.log: list[Exchange] = []
        self._logged = logged
        self.crashes: list[str] = []
        self._faults: dict[str, list[Fault]] = {name: [] for name in self.platforms}
        self._locks = {name: threading.Lock() for name in self.platforms}
        self._ending = threading.Event()
        self._listener = Listener(
            port, serve=self._serve, rest=self._ending.wait, crashed=self.crashes.append
        )
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Address of the page that lists what arrived."""
        return f"http://{HOST}:{self._listener.port}/"

    def base(self, name: str) -> str:
        """Where a platform stands, without a trailing slash; KeyError for an unknown one."""
        if name not in self.platforms:
            raise KeyError(name)
        return self.url + quote(name, safe="")

    @property
    def connections(self) -> int:
        """How many are open: none, once every client has gone and what it had sent was acted upon."""
        return self._listener.connections

    def faults(self, name: str) -> list[Fault]:
        """The faults ahead of a platform, first come first served; append to it."""
        return self._faults[name]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the port and every connection; slow answers still due are not waited for."""
        self.end()
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
        self._listener.drop_connections()

    def wait(self) -> None:
        """Until somebody calls `end`."""
        while not self._ending.wait(0.5):  # in turns: on Windows an endless wait would not hear Ctrl-C
            pass

    def end(self) -> None:
        """Wake who waits."""
        self._ending.set()

    def _serve(self, request: Request) -> Reply:
        """Route by the first segment of the path."""
        first, _, rest = request.path.removeprefix("/").partition("/")
        name = unquote(first)
        if name in self.platforms:
            inner = replace(request, path="/" + unquote(rest))
            with self._locks[name]:
                return self._platform(name, inner)
        return Reply(page.answer(request, tuple(self.platforms), self._look))

    def _look(self, name: str) -> Shelf:
        with self._locks[name]:
            return page.shelf(name, self.platforms[name])

    def _platform(self, name: str, request: Request) -> Reply:
        """Fault, act, log, in one piece."""
        fault = self._fault(name, request)
        reply = self._act(name, request, fault)
        if self._logged:
            self.log.append(
                Exchange(
                    platform=name,
                    method=request.method,
                    path=request.path,
                    query=request.query,
                    headers=request.headers,
                    body=request.body,
                    status=0 if reply.drop == "reset" else reply.response.status,
                    at=datetime.now(UTC),
                    fault=fault.kind if fault else "",
                )
            )
        return reply

    def _fault(self, name: str, request: Request) -> Fault | None:
        ahead = self._faults[name]
        for place, fault in enumerate(ahead):
            if fault.when(request):
                ahead[place : place + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return None

    def _act(self, name: str, request: Request, fault: Fault | None) -> Reply:
        match fault:
            case Fault(kind="reset"):
                return Reply(drop="reset")
            case Fault(kind="status" | "answer"):
                return Reply(Response(fault.status, fault.body, fault.headers))
            case Fault(kind="lost"):
                return Reply(self._answer(name, request), drop="close")
            case Fault(kind="truncated"):
                return Reply(self._answer(name, request), drop="truncate")
            case Fault(kind="masked"):
                self._answer(name, request)
                return Reply(Response(fault.status, fault.body, fault.headers))
            case Fault(kind="slow"):
                return Reply(self._answer(name, request), seconds=fault.seconds)
            case _:
                return Reply(self._answer(name, request))

    def _answer(self, name: str, request: Request) -> Response:
        try:
            return self.platforms[name].answer(request)
        except Exception:
            self.crashes.append(traceback.format_exc())
            return Response(500, b"the simulator crashed", {"content-type": "text/plain"})
