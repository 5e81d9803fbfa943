"""Asking hosts politely: one request at a time each, with a gap, as their robots.txt and Retry-After wish."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from publisher.model.page import Came, State
from publisher.wire.patience import Clock, retry_after
from publisher.wire.public import Allow, addresses, ask
from publisher.wire.robots import EVERYTHING, LARGEST, Robots, read_robots
from publisher.wire.transport import NEVER_LEFT, UNSENDABLE, reason, untrusted

PROGRAM = "yigao"
"""What robots.txt files call this program."""
SILENCE = 10.0
"""Seconds without a sign of life after which a host has not answered."""
PATIENCE = 60.0
"""Seconds that a host may ask to wait; for a longer pause it is left alone."""
SLOWEST = 10.0
"""Seconds between two requests that a robots.txt may wish for."""
NO_TIME = Came(State.NOT_ASKED, "there was no time left")
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """A host's answer; `status` 0 = it hung up without one. `location` is absolute, "" = no redirect; `wait`
    the seconds it asked for, None = did not; `text` the body, as far as it was wanted."""

    status: int
    location: str = ""
    wait: float | None = None
    text: str = ""


@dataclass(slots=True)
class Host:
    """One host and port. Whoever asks it holds `turn`; `due` is when it may be asked again, and `pause` why
    that is so long, "" = it is only the gap."""

    name: str
    gap: float
    turn: threading.RLock = field(default_factory=threading.RLock)
    due: float = 0.0
    pause: str = ""
    robots: dict[str, Robots | Came] = field(default_factory=dict)


@dataclass(slots=True)
class Hosts:
    """All hosts of a run, for any number of threads. `deadline` is of `clock.monotonic()`; `gap` in seconds
    lies between the end of one request to a host and the beginning of the next."""

    http: httpx.Client
    allow: Allow
    clock: Clock
    deadline: float
    gap: float
    stopped: Callable[[], bool]
    _hosts: dict[str, Host] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def permits(self, target: httpx.URL) -> Came | None:
        """Why an address may not be asked for, or cannot; None where it may. Each host's robots.txt is
        fetched once."""
        host = self._host(target)
        with host.turn:
            if target.scheme not in host.robots:
                host.robots[target.scheme] = rules = self._rules(target)
                if isinstance(rules, Robots):
                    host.gap = max(host.gap, min(rules.delay, SLOWEST))
            rules = host.robots[target.scheme]
        if isinstance(rules, Came):
            return rules
        allowed = rules.allow(target.raw_path.decode("ascii"))
        return None if allowed else Came(State.NOT_ASKED, f"the robots.txt of {host.name} forbids it")

    def request(self, method: str, target: httpx.URL, *, body: int = 0) -> Reply | Came:
        """One request, in turn; `body` is how many bytes of the answer are read."""
        host = self._host(target)
        with host.turn:
            if (late := self._wait(host)) is not None:
                return late
            try:
                reply = self._ask(method, target, body)
            finally:
                host.due, host.pause = self.clock.monotonic() + host.gap, ""
            if isinstance(reply, Reply) and reply.status in {429, 503} and reply.wait is not None:
                host.due = max(host.due, self.clock.monotonic() + reply.wait)
                host.pause = f"HTTP {reply.status}, and its host asks for a pause of {reply.wait:.0f} s"
            return reply

    def _host(self, target: httpx.URL) -> Host:
        name = target.netloc.decode("ascii").lower()
        with self._lock:
            return self._hosts.setdefault(name, Host(name, self.gap))

    def _wait(self, host: Host) -> Came | None:
        """Let the time pass until it may be asked; or why it will not be."""
        now = self.clock.monotonic()
        wait = max(0.0, host.due - now)
        if self.stopped() or now >= self.deadline:
            return NO_TIME
        if wait > PATIENCE or host.due >= self.deadline:
            return Came(State.UNTOLD, host.pause) if host.pause else NO_TIME
        if wait:
            self.clock.sleep(wait)
        return NO_TIME if self.stopped() else None

    def _rules(self, target: httpx.URL) -> Robots | Came:
        """What a host allows. Where it has no robots.txt, or sends one to another host for it, that is
        everything; where it cannot say, nothing (RFC 9309 §2.3.1)."""
        where = target.copy_with(raw_path=b"/robots.txt", fragment=None)
        for _hop in range(_HOPS):
            reply = self.request("GET", where, body=LARGEST)
            if isinstance(reply, Came):
                return reply
            if reply.location:
                where = where.join(reply.location)
                if where.netloc != target.netloc or where.scheme not in {"http", "https"}:
                    return EVERYTHING
            elif reply.status == 429 or reply.status >= 500:
                return Came(State.NOT_ASKED, f"its host's robots.txt cannot be read (HTTP {reply.status})")
            else:
                return read_robots(reply.text, PROGRAM) if reply.status == 200 else EVERYTHING
        return EVERYTHING

    def _ask(self, method: str, target: httpx.URL, body: int) -> Reply | Came:
        try:
            found = addresses(target, self.allow)
        except OSError as error:
            return Came(State.UNTOLD, f"its host's name could not be looked up: {error.strerror or error}")
        if found is None:
            return Came(State.NOT_ASKED, "it is not on the public internet")
        outcome: Reply | _Lost = _Lost(Came(State.NO_HOST, "no host goes by this name"), left=False)
        for ip in found:
            outcome = self._from(method, target, ip, body)
            if isinstance(outcome, Reply) or outcome.left:
                break
        return outcome if isinstance(outcome, Reply) else outcome.came

    def _from(self, method: str, target: httpx.URL, ip: str, body: int) -> Reply | _Lost:
        """Ask one checked address; one that is not connected to leaves the next one to be tried."""
        silence = max(0.05, min(SILENCE, self.deadline - self.clock.monotonic()))
        try:
            with ask(self.http, method, target, ip, silence) as response:
                return Reply(
                    response.status_code,
                    _location(target, response),
                    retry_after(response.headers.get("retry-after", ""), self.clock.now()),
                    _beginning(response, body),
                )
        except (httpx.HTTPError, *UNSENDABLE) as error:
            if method == "HEAD" and isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
                return Reply(0)  # it hangs up on what it does not know
            state = State.UNTRUSTED if untrusted(error) else State.UNTOLD
            left = not isinstance(error, NEVER_LEFT) or _is_tls(error)
            return _Lost(Came(state, reason(error)), left)


@dataclass(frozen=True, slots=True)
class _Lost:
    """Why there is no answer; `left`: the host was reached, so that another address of it would say the
    same."""

    came: Came
    left: bool


def _location(target: httpx.URL, response: httpx.Response) -> str:
    if not response.has_redirect_location:
        return ""
    try:
        return str(target.join(response.headers["location"]))
    except (httpx.InvalidURL, UnicodeError):
        return ""


def _beginning(response: httpx.Response, most: int) -> str:
    data = bytearray()
    for chunk in response.iter_bytes() if most else ():
        data += chunk
        if len(data) >= most:
            break
    return bytes(data[:most]).decode("utf-8", "replace")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
