"""Whether pages of other sites are there: asked politely, and never where only this machine can go."""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator

import httpx

from publisher.model.page import Came, State
from publisher.wire.hosts import NO_TIME, Hosts, Reply
from publisher.wire.patience import SYSTEM, Clock
from publisher.wire.public import Allow, is_public, open_direct, plain
from publisher.wire.transport import USER_AGENT

AT_ONCE = 8
"""Hosts that are asked side by side."""
GAP = 1.0
"""Seconds between two requests to one host."""
MOST_HOSTS = 500
REDIRECTS = 5
_FOR_GOOD = frozenset({301, 308})
_SURE = frozenset({*range(200, 300), 429, 503})
"""Answers to HEAD that GET would not change."""
_POLL = 0.1


def ask_pages(
    addresses: Iterable[str],
    *,
    within: float,
    at_once: int = AT_ONCE,
    gap: float = GAP,
    allow: Allow = is_public,
    clock: Clock = SYSTEM,
) -> Iterator[tuple[str, Came]]:
    """Each address (http or https, without fragment) with what came of asking for it, as it comes.

    HEAD first, then GET where HEAD is refused; nothing of a page is read. At most `at_once` hosts are asked
    side by side, each one request at a time with `gap` seconds between; robots.txt and Retry-After are
    obeyed, redirects followed. After `within` seconds the rest is told as not asked. Whoever stops asking
    for more stops it all.
    """
    waiting = dict.fromkeys(addresses)
    stopped = threading.Event()
    deadline = clock.monotonic() + within
    came: queue.Queue[tuple[str, Came]] = queue.Queue()
    with open_direct(f"{USER_AGENT} (link check)") as http:
        hosts = Hosts(http, allow, clock, deadline, gap, stopped.is_set)
        batches = _batches(waiting, came)

        def work() -> None:
            while True:
                try:
                    batch = batches.get_nowait()
                except queue.Empty:
                    return
                for address in batch:
                    came.put((address, _safely(hosts, address)))

        for _ in range(min(at_once, batches.qsize())):
            threading.Thread(
                target=work, daemon=True
            ).start()  # ends with the program, whoever keeps it waiting
        try:
            while waiting:
                try:
                    address, outcome = came.get(timeout=_POLL)
                except queue.Empty:
                    if clock.monotonic() < deadline + _POLL:
                        continue
                    address, outcome = next(iter(waiting)), NO_TIME
                if address in waiting:
                    del waiting[address]
                    yield address, outcome
        finally:
            stopped.set()


def _batches(addresses: Iterable[str], came: queue.Queue[tuple[str, Came]]) -> queue.Queue[list[str]]:
    """Addresses by host, those with most of them first, since they take longest; what cannot be asked for has
    its outcome at once."""
    by_host: defaultdict[bytes, list[str]] = defaultdict(list)
    for address in addresses:
        target = plain(address)
        if target is None:
            came.put((address, Came(State.NOT_ASKED, "it is no plain http or https address")))
        else:
            by_host[target.netloc.lower()].append(address)
    batches: queue.Queue[list[str]] = queue.Queue()
    for number, batch in enumerate(sorted(by_host.values(), key=len, reverse=True)):
        if number < MOST_HOSTS:
            batches.put(batch)
            continue
        for address in batch:
            came.put(
                (address, Came(State.NOT_ASKED, f"more than {MOST_HOSTS} hosts are not asked in one run"))
            )
    return batches


def _safely(hosts: Hosts, address: str) -> Came:
    """No answer of a stranger may end the run."""
    try:
        return _page(hosts, address)
    except Exception as error:
        return Came(State.UNTOLD, f"its host's answer cannot be understood ({type(error).__name__})")


def _page(hosts: Hosts, address: str) -> Came:
    """Follow an address to where it leads."""
    url, moved, for_good = address, "", True
    for _hop in range(REDIRECTS + 1):
        target = plain(url)
        if target is None:
            return Came(State.UNTOLD, "it redirects to what is no plain http or https address")
        refused = hosts.permits(target)
        if refused is not None:
            return refused
        reply = _look(hosts, target)
        if isinstance(reply, Came):
            return reply
        if not reply.location:
            return _judged(reply.status, moved)
        for_good = for_good and reply.status in _FOR_GOOD
        moved = reply.location if for_good else moved
        url = reply.location
    return Came(State.UNTOLD, "too many redirects")


def _look(hosts: Hosts, target: httpx.URL) -> Reply | Came:
    """HEAD, and GET where that is refused or not known; once more where the host asked for a pause."""
    reply = hosts.request("HEAD", target)
    if isinstance(reply, Reply) and not reply.location and reply.status not in _SURE:
        reply = hosts.request("GET", target)
    if isinstance(reply, Reply) and reply.status in {429, 503} and reply.wait is not None:
        reply = hosts.request("GET", target)
    return reply


def _judged(status: int, moved: str) -> Came:
    if 200 <= status < 300:
        return Came(State.THERE, moved=moved)
    return Came(State.GONE if status in {404, 410} else State.UNTOLD, f"HTTP {status}")
