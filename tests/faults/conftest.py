"""Two posts of one site, and one platform of it in memory behind a real socket, on which any one call can
go wrong in any one way. What is sent is rendered once for all cases; each has a platform and a ledger of its
own."""

from __future__ import annotations

import errno
import itertools
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publisher import registry
from publisher.contract import Access
from publisher.errors import Unavailable
from publisher.ledger.lines import decode
from publisher.ledger.store import Ledger
from publisher.model.plan import Outcome
from publisher.model.record import Upload
from publisher.model.rendition import REFERENCE
from publisher.planning.decision import Options
from publisher.planning.plan import make_plan
from publisher.planning.prepare import Prepared, Work, prepare
from publisher.push.apply import apply
from publisher.push.open import Connection
from publisher.sandbox.kit import Exchange, Fault, Request
from publisher.sandbox.server import Server
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings, override
from publisher.source.view import view
from publisher.typeset.tools import open_tools
from publisher.wire.client import Answer, Call, Client
from publisher.wire.patience import Clock

SETTINGS = """\
[site]
title = "站"
url = "https://blog.example.org"
content = "content"
static = "static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "作者"
[targets.blog]
adapter = "blog"
path = "out/source/_posts"
[targets.zhihu]
adapter = "zhihu"
gap = 0.0
[targets.wechat]
adapter = "wechat"
"""
FIRST = """\
---
title: 第一篇
abbrlink: aaaa0001
date: 2026-03-08 20:15:00
cover: cover.png
---

开头一段，{words}。

![封面也在文里](cover.png)

![照片](photo.png)

![会动的](moving.gif)
"""
SECOND = """\
---
title: 第二篇
abbrlink: aaaa0002
date: 2026-03-09 20:15:00
cover: ../first/cover.png
---

另一段，没有图。
"""
WORDS = {"first": "第一稿", "changed": "第二稿", "second": "另一段"}
HASTE = 0.3
"""Seconds a client waits that meets a platform which does not answer."""


class Timer:
    """A clock that stands still but for the waiting, which takes no time."""

    def __init__(self) -> None:
        self.began = datetime.now(UTC)
        self.slept = 0.0
        self._mutex = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._mutex:
            self.slept += max(0.0, seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.began + timedelta(seconds=self.slept), lambda: self.slept, self.sleep)


class Troubled(Client):
    """A client for which nobody listens where the picked calls go, or that is in haste with them."""

    trouble: Callable[[Call], Call] = staticmethod(lambda call: call)

    def send(self, call: Call, read: Callable[[Answer], Any]) -> Any:
        return super().send(self.trouble(call), read)


class Full(Ledger):
    """A ledger on a disk that is full when the `at`th record is written; `half` of a line still fits."""

    at = -1
    half = False
    written: list[str]

    def _fill(self, name: str, path: Path) -> None:
        self.written.append(name)
        if len(self.written) - 1 != self.at:
            return
        if self.half:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(f'{{"kind":"{name}","post":"'.encode())
        error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        hint = "make room on the disk"
        raise Unavailable(f"the ledger cannot be written: {path}: {error.strerror}", hint=hint) from error

    def append(self, key: Any, fact: Any) -> Any:
        self._fill(type(fact).__name__.lower(), self._post(self.known_as(key)))
        return super().append(key, fact)

    def record_upload(self, account: str, fact: Any) -> Any:
        self._fill("upload", self._account(account))
        return super().record_upload(account, fact)

    def save_sent(self, target: str, key: Any, text: str) -> None:
        self._fill("sent", self._text(target, key).with_suffix(".tmp"))
        super().save_sent(target, key, text)

    def save_there(self, target: str, key: Any, text: str) -> None:
        self._fill("there", self._text(target, key, "there").with_suffix(".tmp"))
        super().save_there(target, key, text)


@dataclass
class Stand:
    """One target of the site, with nothing on it yet. `push` is one run of the program."""

    name: str
    root: Path
    folder: Path
    server: Server
    works: Mapping[str, Prepared]
    tools: Any
    timer: Timer = field(default_factory=Timer)
    full: tuple[int, bool] | None = None
    trouble: Callable[[Call], Call] | None = None
    changed: Callable[[Any], Any] = lambda channel: channel
    opened: list[Full] = field(default_factory=list)

    @property
    def platform(self) -> Any:
        return self.server.platforms[self.name]

    def ledger(self) -> Ledger:
        ledger = Full(self.folder / ".publish", self.timer.clock)
        if self.full:
            ledger.at, ledger.half = self.full
        ledger.written = []
        self.opened.append(ledger)
        return ledger

    @property
    def written(self) -> list[str]:
        """What the last run recorded, by kind."""
        return self.opened[-1].written

    def plan(self, *names: str) -> tuple[Any, ...]:
        works = {self.works[name].work.post.path: self.works[name] for name in names}
        return make_plan(
            [each.work for each in works.values()],
            self.ledger(),
            lambda work: works[work.post.path],
            Options(),
            self.timer.clock.now(),
        )

    def push(self, *names: str) -> tuple[Outcome, ...]:
        return apply(self.plan(*names), self.ledger(), Options(), self._connect, self.root, self.tools)

    def _connect(self, work: Work) -> Connection:
        client = Troubled(target=self.name, clock=self.timer.clock)
        if self.trouble:
            client.trouble = self.trouble  # type: ignore[method-assign]

        def secret(reference: str) -> str:
            client.redact(self.platform.secrets[reference])
            return str(self.platform.secrets[reference])

        folder = self.folder / "private"
        folder.mkdir(parents=True, exist_ok=True)
        access = Access(client, secret, folder, self.root, self.timer.clock, self.name)
        try:
            return Connection(self.changed(work.adapter.connect(work.settings, access)), client)
        except Exception:
            client.close()
            raise

    def go_wrong(self, point: Any, wrong: Any, *, times: int) -> None:
        """From now on this many of these calls go wrong so. A `fault` is one of the kit's, or what only
        a client meets: "refused" (nobody listens) and "silent" (no answer in time)."""
        seen = threading.Event()

        def picked(method: str, path: str, body: bytes) -> bool:
            """Of calls to the place of the one before it, those of another method come after it."""
            is_before = method != point.method or not re.search(point.path, path)
            if not point.after or (re.search(point.after, path) and is_before):
                seen.set()
            return seen.is_set() and fits(method, path, body)

        def fits(method: str, path: str, body: bytes) -> bool:
            here = method == point.method and re.search(point.path, path) is not None
            return here and point.body.encode() in body

        def when(request: Request) -> bool:
            return picked(request.method, request.path, request.body)

        base, left = self.server.base(self.name), itertools.count(1)

        def trouble(call: Call) -> Call:
            path = call.url.partition("?")[0].removeprefix(base)
            if wrong.fault == "silent":
                return replace(call, timeout=HASTE) if fits(call.method, path, call.content) else call
            if not picked(call.method, path, call.content) or next(left) > times:
                return call
            return replace(call, url=f"http://127.0.0.1:{_closed_port()}{path}")

        if wrong.fault in {"refused", "silent"}:
            self.trouble = trouble
        if wrong.fault != "refused":
            kind = "slow" if wrong.fault == "silent" else wrong.fault
            self.server.faults(self.name).append(Fault(kind, when, times, **wrong.about))

    def put_right(self) -> None:
        self.trouble = None
        self.full = None
        self.changed = lambda channel: channel
        self.server.faults(self.name).clear()

    def calls(self, method: str, path: str, since: int = 0) -> list[Exchange]:
        return [e for e in self.server.log[since:] if e.method == method and re.search(path, e.path)]

    def recorded(self) -> int:
        """Pictures the ledger knows to be there."""
        files = (self.folder / ".publish/ledger/uploads").glob("*.jsonl")
        facts = (line.fact for file in files for line in decode(file.read_bytes(), frozenset({Upload})))
        return len({fact.source for fact in facts if isinstance(fact, Upload)})

    def check(self, *posts: str) -> None:
        """Exactly one draft of each post there, holding what it is to hold."""
        arrived = {draft.title: draft for draft in self.platform.arrived()}
        assert len(arrived) == len(self.platform.arrived()) == len(posts)
        pictures = self.platform.pictures()
        for post in posts:
            rendition = self.works[post].rendition
            assert rendition is not None
            draft = arrived[rendition.title]
            assert WORDS[post] in draft.html
            assert "asset:" not in draft.source
            shown = sum(address in draft.html for address in pictures)
            assert shown >= len(set(REFERENCE.findall(rendition.body)))
            assert draft.cover or self.name == "blog"


def _closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_site(root: Path) -> None:
    (root / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in (("first", FIRST.format(words="第一稿")), ("second", SECOND)):
        folder = root / "content" / name
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(text, encoding="utf-8")
    first = root / "content/first"
    Image.new("RGB", (640, 400), (20, 90, 160)).save(first / "cover.png")
    Image.new("RGB", (640, 400), (160, 90, 20)).save(first / "photo.png")
    frames = [Image.new("RGB", (320, 200), (90, shade, 90)) for shade in (20, 200)]
    frames[0].save(first / "moving.gif", save_all=True, append_images=frames[1:], duration=200, loop=0)


def _prepared(root: Path, name: str, more: Mapping[str, object], tools: Any) -> Mapping[str, Prepared]:
    """What is sent for each post, and for the first once more as it is `changed`."""
    settings = override(load_settings(root), name, dict(more))
    index, target = build_index(settings), settings.targets[name]
    site = view(settings, index, target, Ledger(root / ".none", Timer().clock).places())

    def made(post: str) -> Prepared:
        loaded = load_post(settings, index, f"content/{post}/index.md")
        found = prepare(Work(loaded, name, target.adapter, target.settings, site), tools)
        assert found.error is None, found.error
        limits = replace(target.adapter.limits, uploads_at_once=1)  # so that calls have one order
        return replace(found, work=replace(found.work, adapter=replace(target.adapter, limits=limits)))

    works = {post: made(post) for post in ("first", "second")}
    file = root / "content/first/index.md"
    written = file.read_text(encoding="utf-8")
    file.write_text(FIRST.format(words="第二稿"), encoding="utf-8")
    works["changed"] = made("first")
    file.write_text(written, encoding="utf-8")
    return works


@pytest.fixture(scope="session")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Path], Stand]]:
    """Opens a stand of that name with its memory in a folder."""
    root = tmp_path_factory.mktemp("site")
    _write_site(root)
    tools = open_tools(None)
    servers: dict[str, Server] = {}
    known: dict[str, Mapping[str, Prepared]] = {}

    def opened(name: str, folder: Path) -> Stand:
        platform = registry.simulator(name)(folder / "platform")
        server = servers.get(name)
        if server is None:
            server = servers[name] = Server({name: platform})
            server.__enter__()
        server.platforms[name] = platform
        server.log.clear()
        settings = platform.settings(server.base(name))
        if name not in known or name == "blog":  # whose settings name its folder
            known[name] = _prepared(root, name, settings, tools)
        return Stand(name, root, folder, server, known[name], tools)

    yield opened
    for server in servers.values():
        server.__exit__(None, None, None)
        assert server.crashes == []


@pytest.fixture
def open_stand(stands: Callable[[str, Path], Stand], tmp_path: Path) -> Iterator[Callable[..., Stand]]:
    opened: list[Stand] = []

    def made(name: str, place: str = "") -> Stand:
        opened.append(stands(name, tmp_path / name / place))
        return opened[-1]

    yield made
    for stand in opened:
        stand.put_right()
        assert not stand.server.crashes, stand.server.crashes
