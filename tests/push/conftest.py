"""A platform in memory and a site of one post, for tests of what a push does. Nothing is mocked: the
platform acts, remembers, and fails where it is told to."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from publisher.contract import Adapter, Page, TargetSettings
from publisher.ledger.store import Ledger
from publisher.model.plan import Outcome
from publisher.model.post import Asset, Entry, FileOrigin, Post, PostKey, Site
from publisher.model.record import Draft, Fact, Remote, State, Upload, Uploaded, Use
from publisher.model.rendition import Limits, Payload, Rendition
from publisher.model.tree import Document, Image, Paragraph
from publisher.planning.decision import Options
from publisher.planning.plan import Planned, make_plan
from publisher.planning.prepare import Work, prepare
from publisher.push.apply import apply
from publisher.push.events import Event
from publisher.push.open import Connection
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client
from publisher.wire.patience import Clock


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Faults:
    """Called at every effect, before and after it acts; `at` decides what happens there."""

    at: Callable[[int, str], None] = lambda _number, _name: None
    names: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        self.names.append(name)
        self.at(len(self.names) - 1, name)


@dataclass
class Desk:
    """The platform. `kind`: "whole" makes drafts with their content, "empty" without. Its stored text is
    its own rewriting of what was sent."""

    clock: Clock
    kind: str = "whole"
    knows_key: bool = True
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: list[tuple[str, frozenset[Use]]] = field(default_factory=list)
    bytes: dict[str, bytes] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def store(self, id: str, key: str, payload: Payload) -> None:
        text = f"<section>{payload.body}</section>"
        cover = payload.cover.id if payload.cover else ""
        kept = self.drafts.get(id, {"created": self.clock.now(), "state": State.DRAFT})
        self.drafts[id] = kept | {"key": key, "title": payload.rendition.title, "text": text, "cover": cover}

    def edit(self, id: str, text: str = "有人改过") -> None:
        self.drafts[id]["text"] += text


def normalised(text: str) -> str:
    return re.sub(r"</?section>", "", text)


@dataclass
class Conversation:
    desk: Desk
    faults: Faults
    account: str = "me"

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        self.desk.calls.append("candidates")
        self.faults("candidates")
        return tuple(
            Draft(
                id,
                f"https://desk.test/{id}",
                draft["title"],
                sure=self._is(draft, key),
                created=draft["created"],
            )
            for id, draft in self.desk.drafts.items()
            if self._is(draft, key) or draft["title"] == rendition.title
        )

    def _is(self, draft: Mapping[str, Any], key: str) -> bool:
        return self.desk.knows_key and draft["key"] == key

    def read(self, draft: Draft) -> Remote:
        self.desk.calls.append("read")
        self.faults("read")
        found = self.desk.drafts.get(draft.id)
        if found is None:
            return Remote(State.GONE)
        address = f"https://desk.test/p/{draft.id}" if found["state"] is State.PUBLISHED else ""
        return Remote(found["state"], found["title"], normalised(found["text"]), address)

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        self.desk.calls.append("upload")
        self.faults(f"before upload {asset.name}")
        self.desk.pictures.append((asset.ref, uses))
        self.desk.bytes[asset.ref] = data
        self.faults(f"after upload {asset.name}")
        number = len(self.desk.pictures)
        return Uploaded(
            f"https://desk.test/{number}.png" if Use.BODY in uses else "",
            f"m{number}" if Use.COVER in uses else "",
        )

    def create(self, key: PostKey, payload: Payload) -> Draft:
        self.desk.calls.append("create")
        self.faults("before create")
        id = str(next(self.desk.ids))
        self.desk.store(id, key, payload)
        if self.desk.kind == "empty":
            self.desk.drafts[id]["text"] = ""
        self.faults("after create")
        return Draft(
            id, f"https://desk.test/{id}", payload.rendition.title, complete=self.desk.kind != "empty"
        )

    def update(self, draft: Draft, payload: Payload) -> Draft:
        self.desk.calls.append("update")
        self.faults("before update")
        self.desk.store(draft.id, self.desk.drafts[draft.id]["key"], payload)
        self.faults("after update")
        return replace(draft, title=payload.rendition.title, complete=True)


class Foreseer(Conversation):
    """The same, knowing its own normalisation."""

    def expected(self, payload: Payload) -> Remote:
        return Remote(State.DRAFT, payload.rendition.title, normalised(payload.body))


class Faulty(Ledger):
    """A ledger whose every write is an effect that may fail."""

    faults = Faults()

    def append(self, key: PostKey, fact: Fact) -> Any:
        self.faults(f"before {type(fact).__name__}")
        found = super().append(key, fact)
        self.faults(f"after {type(fact).__name__}")
        return found

    def record_upload(self, account: str, fact: Upload) -> Upload:
        self.faults("before Upload")
        found = super().record_upload(account, fact)
        self.faults("after Upload")
        return found

    def save_sent(self, target: str, key: PostKey, text: str) -> None:
        self.faults("before sent")
        super().save_sent(target, key, text)

    def save_there(self, target: str, key: PostKey, text: str) -> None:
        self.faults("before there")
        super().save_there(target, key, text)


def render(post: Post, site: Site, _settings: TargetSettings, _tools: object, /) -> Rendition:
    """The post's text, then its links and pictures; the first picture is the cover too."""
    links: Mapping[str, str] = post.front["links"]  # type: ignore[assignment]
    pictures = "".join(f'<img src="{ref}">' for ref in post.assets)
    return Rendition(
        target=site.target,
        key=post.key,
        title=post.title,
        body=f"<p>{post.text}</p>{''.join(links.values())}{pictures}",
        format="html",
        authored=post.text,
        text=post.text,
        addresses=links,
        cover=next(iter(post.assets), ""),
        assets=post.assets,
    )


@dataclass
class World:
    """One site, one ledger, one desk; `push` is one run of the program."""

    root: Path
    desk: Desk
    clock: Clock
    foresees: bool = True
    target: str = "desk"
    account: str = "me"
    events: list[Event] = field(default_factory=list)
    limits: Limits = field(default_factory=lambda: Limits(uploads_at_once=1))

    def fresh(self, name: str) -> World:
        """Another site with an empty desk of the same kind."""
        desk = Desk(self.clock, self.desk.kind, self.desk.knows_key)
        root = self.root / name
        root.mkdir()
        return replace(self, root=root, desk=desk, events=[])

    def post(
        self,
        text: str = "一稿多发",
        *,
        key: str = "k",
        pictures: int = 0,
        title: str = "题",
        links: Mapping[str, str] | None = None,
    ) -> Post:
        """`links` are the prose's, by the address written → the one sent."""
        assets = {}
        nodes = []
        for number in range(pictures):
            path = self.root / f"{number}.png"
            if not path.exists():
                Picture.new("RGB", (8, 8), (number, 80, 160)).save(path)
            data = path.read_bytes()
            ref = f"asset:{hashlib.sha256(data).hexdigest()}"
            assets[ref] = Asset(ref, path.name, FileOrigin(path.name), "image/png", 8, 8, len(data))
            line = (number + 3, number + 3)
            nodes.append(Paragraph(inlines=(Image(src=path.name, asset=ref, lines=line),), lines=line))
        document = Document(blocks=tuple(nodes))
        front = {"links": links or {}}
        return Post(PostKey(key), f"{key}.md", text, title, document, assets=assets, front=front)

    def ledger(self) -> Faulty:
        return Faulty(self.root / ".publish", self.clock)

    def adapter(self) -> Adapter[Any]:
        def connect(_settings: TargetSettings, _access: object) -> Any:
            raise AssertionError("the world opens its own channels")

        def show(rendition: Rendition) -> Page:
            return Page(375, "", rendition.body)

        def address(url: str) -> str:
            return url.partition("?")[0] if url.startswith("https://desk.test/p/") else ""

        return Adapter("desk", self.limits, TargetSettings, render, show, connect, address=address)

    def plan(self, *posts: Post, **asked: Any) -> tuple[Planned, ...]:
        entries = {post.key: Entry(post.key, post.path, post.title, post.url) for post in posts}
        site = Site(target=self.target, entries=entries)
        works = [
            Work(post, self.target, self.adapter(), TargetSettings(adapter="desk"), site) for post in posts
        ]
        return make_plan(
            works, self.ledger(), lambda work: prepare(work, None), Options(**asked), self.clock.now()
        )  # type: ignore[arg-type]

    def channel(self, faults: Faults) -> Conversation:
        return (Foreseer if self.foresees else Conversation)(self.desk, faults, self.account)

    def push(self, *posts: Post, faults: Faults | None = None, **asked: Any) -> tuple[Outcome, ...]:
        return self.carry_out(self.plan(*posts, **asked), faults, **asked)

    def carry_out(
        self, planned: tuple[Planned, ...], faults: Faults | None = None, **asked: Any
    ) -> tuple[Outcome, ...]:
        faults = faults or Faults()
        ledger = self.ledger()
        ledger.faults = faults

        def connect(_work: Work) -> Connection:
            faults("connect")
            return Connection(self.channel(faults), Client(target=self.target))

        tools = open_tools(None)
        return apply(planned, ledger, Options(**asked), connect, self.root, tools, self.events.append)


@pytest.fixture
def clock() -> Clock:
    """A clock that moves a second each time it is looked at."""
    ticks = itertools.count()
    start = datetime(2026, 5, 1, tzinfo=UTC)
    return Clock(
        lambda: start + timedelta(seconds=next(ticks)), lambda: float(next(ticks)), lambda _seconds: None
    )


@pytest.fixture(params=["whole", "empty"])
def world(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> World:
    """Each test runs against a platform that makes drafts whole and one that makes them empty."""
    return World(tmp_path, Desk(clock, request.param), clock)


@pytest.fixture
def killed() -> type[Killed]:
    return Killed


@pytest.fixture
def faults() -> type[Faults]:
    return Faults
