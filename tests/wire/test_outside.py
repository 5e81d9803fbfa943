"""Whether pages of other sites are there: what each answer means, and how politely they are asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from publisher.model.page import Came, State
from publisher.wire import public
from publisher.wire.outside import ask_pages
from publisher.wire.public import is_public

CERTIFICATE = Path(__file__).parent / "certificate.pem"
THERE = Came(State.THERE)
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A site on loopback. `pages` leads from a path, or from a method and a path, to an answer or to several
    in turn; `heard` holds what was asked for, `most` how many requests there were at one time."""

    pages: dict[str, object] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    most: int = 0
    url: str = ""
    waits: Callable[[], object] = lambda: None
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _turns: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def answer(self, method: str, path: str) -> Answer | None:
        with self._lock:
            self.heard.append(f"{method} {path}")
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            if path != "/robots.txt":
                self.waits()
            found = self.pages.get(f"{method} {path}", self.pages.get(path, 404))
            if isinstance(found, list):
                turn = self._turns[path]
                self._turns[path] += 1
                found = found[min(turn, len(found) - 1)]
            if isinstance(found, int):
                found = (found, {}, b"")
            return found  # type: ignore[return-value]
        finally:
            with self._lock:
                self._now -= 1


@pytest.fixture
def build() -> Iterator[Callable[..., Site]]:
    servers: list[ThreadingHTTPServer] = []

    def make(pages: dict[str, object], *, secure: bool = False) -> Site:
        site = Site(pages)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.agents.add(self.headers["user-agent"])
                answer = site.answer(self.command, self.path)
                if answer is None:
                    self.close_connection = True
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_HEAD = do_GET

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hangs up is no error here
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        site.url = f"{'https' if secure else 'http'}://127.0.0.1:{server.server_address[1]}"
        return site

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def ask(time) -> Callable[..., dict[str, Came]]:
    def run(*addresses: str, **options) -> dict[str, Came]:
        wanted = {"within": 10_000.0, "allow": lambda ip: True, "clock": time.clock}
        return dict(ask_pages(addresses, **(wanted | options)))

    return run


def to(where: str, status: int = 302, **headers: str) -> Answer:
    return status, {"Location": where, **headers}, b""


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        (200, THERE),
        (204, THERE),
        (404, Came(State.GONE, "HTTP 404")),
        (410, Came(State.GONE, "HTTP 410")),
        *((status, Came(State.UNTOLD, f"HTTP {status}")) for status in (400, 401, 403, 429, 451, 500, 503)),
        (302, Came(State.UNTOLD, "HTTP 302")),
    ],
)
def test_what_an_answer_means(build, ask, answer, came) -> None:
    site = build({"/a": answer})
    assert ask(f"{site.url}/a") == {f"{site.url}/a": came}


def test_a_page_is_asked_for_by_head_alone(build, ask) -> None:
    site = build({"/a?x=1": 200})
    ask(f"{site.url}/a?x=1")
    assert site.heard == ["GET /robots.txt", "HEAD /a?x=1"]
    (agent,) = site.agents
    assert agent.startswith("yigao/")
    assert "link check" in agent


@pytest.mark.parametrize("refusal", [405, 404, 403, 501, None])
def test_where_head_is_refused_get_is_tried(build, ask, refusal) -> None:
    site = build({"HEAD /a": refusal, "GET /a": (200, {}, b"x" * 100_000)})
    assert ask(f"{site.url}/a") == {f"{site.url}/a": THERE}
    assert site.heard[1:] == ["HEAD /a", "GET /a"]


def test_redirects_are_followed_and_those_for_good_told(build, ask) -> None:
    other = build({"/new": 200, "/here": to("/new", 308), "/later": to("/new", 307)})
    site = build(
        {
            "/old": to(f"{other.url}/here", 301),
            "/now": to(f"{other.url}/new", 302),
            "/mixed": to(f"{other.url}/later", 301),
            "/dead": to(f"{other.url}/none", 301),
        }
    )
    came = ask(*(f"{site.url}/{name}" for name in ("old", "now", "mixed", "dead")))
    assert [came[f"{site.url}/{name}"] for name in ("old", "now", "mixed", "dead")] == [
        Came(State.THERE, moved=f"{other.url}/new"),
        THERE,
        Came(State.THERE, moved=f"{other.url}/later"),
        Came(State.GONE, "HTTP 404"),
    ]


@pytest.mark.parametrize(
    ("where", "reason"),
    [("/a", "too many redirects"), ("ftp://h/", "it redirects to what is no plain http or https address")],
)
def test_a_redirect_that_leads_nowhere_is_not_followed_for_ever(build, ask, where, reason) -> None:
    site = build({"/a": to(where)})
    assert ask(f"{site.url}/a") == {f"{site.url}/a": Came(State.UNTOLD, reason)}


def test_nothing_of_this_machine_or_its_network_is_asked(build, ask) -> None:
    inner = build({"/a": 200})
    site = build({"/a": to(inner.url.replace("127.0.0.1", "127.0.0.2") + "/a")})
    came = ask(f"{inner.url}/a", allow=is_public)
    assert came == {f"{inner.url}/a": Came(State.NOT_ASKED, "it is not on the public internet")}
    came = ask(f"{site.url}/a", allow=lambda ip: str(ip) == "127.0.0.1")
    assert came == {f"{site.url}/a": Came(State.NOT_ASKED, "it is not on the public internet")}
    assert inner.heard == []


@pytest.mark.parametrize("address", ["mailto:a@b.c", "http://me:pw@h/", "http:///x"])
def test_what_is_no_plain_address_is_not_asked(ask, address) -> None:
    assert ask(address)[address].state is State.NOT_ASKED


def test_robots_txt_is_obeyed_and_asked_for_once(build, ask) -> None:
    rules = b"User-agent: yigao\nDisallow: /no\nUser-agent: *\nDisallow: /"
    site = build({"/robots.txt": (200, {}, rules), "/yes": 200, "/no": 200})
    came = ask(f"{site.url}/yes", f"{site.url}/no")
    assert came[f"{site.url}/yes"] == THERE
    assert came[f"{site.url}/no"] == Came(
        State.NOT_ASKED, f"the robots.txt of {site.url.removeprefix('http://')} forbids it"
    )
    assert site.heard == ["GET /robots.txt", "HEAD /yes"]


def test_a_robots_txt_that_moved_on_the_same_host_is_followed(build, ask) -> None:
    rules = (200, {}, b"user-agent: *\ndisallow: /")
    site = build({"/robots.txt": to("/r.txt", 301), "/r.txt": rules, "/a": 200})
    assert ask(f"{site.url}/a")[f"{site.url}/a"].state is State.NOT_ASKED


@pytest.mark.parametrize(
    ("answer", "state"), [(503, State.NOT_ASKED), (403, State.THERE), (404, State.THERE)]
)
def test_a_robots_txt_that_cannot_be_read_forbids_all_and_none_forbids_nothing(
    build, ask, answer, state
) -> None:
    site = build({"/robots.txt": answer, "/a": 200})
    assert ask(f"{site.url}/a")[f"{site.url}/a"].state is state


def test_a_host_is_asked_one_at_a_time_with_a_gap(build, ask, time) -> None:
    site = build({f"/{number}": 200 for number in range(6)})
    ask(*(f"{site.url}/{number}" for number in range(6)))
    assert site.most == 1
    assert time.slept == pytest.approx([1.0] * 6)


def test_the_delay_a_robots_txt_wishes_for_is_kept(build, ask, time) -> None:
    site = build({"/robots.txt": (200, {}, b"user-agent: *\ncrawl-delay: 4"), "/a": 200, "/b": 200})
    ask(f"{site.url}/a", f"{site.url}/b")
    assert time.slept[1:] == pytest.approx([4.0])


def test_several_hosts_are_asked_side_by_side(build, ask) -> None:
    meet = threading.Barrier(3)
    sites = [build({"/a": 200}) for _ in range(3)]
    for site in sites:
        site.waits = lambda: meet.wait(5)  # each answers only while the others are asked
    assert set(ask(*(f"{site.url}/a" for site in sites), at_once=3).values()) == {THERE}


def test_a_pause_a_host_asks_for_is_kept_by_all_that_is_asked_of_it(build, ask, time) -> None:
    site = build({"/a": [(429, {"Retry-After": "30"}, b""), 200], "/b": 200})
    assert set(ask(f"{site.url}/a", f"{site.url}/b").values()) == {THERE}
    assert 30.0 in time.slept
    assert site.heard == ["GET /robots.txt", "HEAD /a", "GET /a", "HEAD /b"]


def test_a_host_that_asks_for_a_long_pause_is_left_alone(build, ask) -> None:
    site = build({"/a": (503, {"Retry-After": "3600"}, b""), "/b": 200})
    came = ask(f"{site.url}/a", f"{site.url}/b")
    reason = "HTTP 503, and its host asks for a pause of 3600 s"
    assert set(came.values()) == {Came(State.UNTOLD, reason)}
    assert site.heard == ["GET /robots.txt", "HEAD /a"]


def test_when_the_time_is_over_the_rest_is_not_asked(build, ask, time) -> None:
    site = build({f"/{number}": 200 for number in range(50)})
    came = ask(*(f"{site.url}/{number}" for number in range(50)), within=10.0)
    states = [each.state for each in came.values()]
    assert states.count(State.THERE) == len(site.heard) - 1 < 12
    assert Came(State.NOT_ASKED, "there was no time left") in came.values()
    assert len(came) == 50


def test_whoever_stops_asking_stops_it_all(build, time) -> None:
    site = build({f"/{number}": 200 for number in range(50)})
    blocked = threading.Event()
    time.on_sleep = lambda: blocked.wait(5) if time.passed > 3 else None
    coming = ask_pages(
        [f"{site.url}/{number}" for number in range(50)], within=1e6, allow=lambda ip: True, clock=time.clock
    )
    next(coming)
    coming.close()
    heard = len(site.heard)
    blocked.set()
    assert heard <= len(site.heard) <= heard + 1


def test_a_certificate_that_is_not_trusted_is_named(build, ask) -> None:
    site = build({"/a": 200}, secure=True)
    came = ask(f"{site.url}/a")[f"{site.url}/a"]
    assert came.state is State.UNTRUSTED
    assert "certificate not trusted" in came.reason


def test_a_host_that_nobody_knows_is_told_from_one_that_cannot_be_looked_up(ask, monkeypatch) -> None:
    codes = {"gone.example": socket.EAI_NONAME, "busy.example": socket.EAI_AGAIN}

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        raise socket.gaierror(codes[host], "told by the resolver")

    monkeypatch.setattr(public.socket, "getaddrinfo", resolve)
    came = ask("http://gone.example/", "http://busy.example/")
    assert came["http://gone.example/"] == Came(State.NO_HOST, "no host goes by this name")
    assert came["http://busy.example/"].state is State.UNTOLD


def test_nobody_listening_is_told(ask, closed_port) -> None:
    came = ask(f"http://127.0.0.1:{closed_port}/")
    (only,) = came.values()
    assert only.state is State.UNTOLD
    assert only.reason.startswith("no connection")


@pytest.mark.parametrize(
    "line", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n", b"HTTP/1.1 200 OK\r\n"]
)
def test_an_answer_that_is_none_ends_nothing(speaker, ask, line) -> None:
    speaker.lines = [line]
    assert ask(f"{speaker.url}/a", f"{speaker.url}/b").keys() == {f"{speaker.url}/a", f"{speaker.url}/b"}
