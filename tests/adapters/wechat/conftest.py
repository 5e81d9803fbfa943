"""A simulated WeChat behind a real loopback socket with a channel to it; and posts to render."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from publisher.contract import Access
from publisher.markdown.parse import parse
from publisher.markdown.walk import transform
from publisher.model.drawing import Colour, Diagram, DiagramError, FormulaError, Typeset
from publisher.model.post import Asset, Entry, FileOrigin, Post, PostKey, Site
from publisher.model.record import Draft, Uploaded, Use
from publisher.model.rendition import Payload, Rendition
from publisher.model.tree import Image as Picture
from publisher.sandbox.kit import Exchange
from publisher.sandbox.server import Server
from publisher.wire.client import Client
from publisher.wire.patience import Clock
from publisher_wechat import ADAPTER
from publisher_wechat.channel import Conversation, connect
from publisher_wechat.settings import Settings
from publisher_wechat.simulator import Simulator
from publisher_wechat.theme import RESOURCES

KEY = PostKey("hello")
SOURCE_URL = "https://blog.example.com/hello.html"


class Time:
    """A clock that is moved by sleeping."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.clock = Clock(now=self.now, monotonic=lambda: self.passed, sleep=self.sleep)

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 4, tzinfo=UTC) + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.passed += seconds


@dataclass
class World:
    """Everything a channel test needs: the platform's two sides and a channel between them."""

    simulator: Simulator
    server: Server
    folder: Path
    time: Time = field(default_factory=Time)
    clients: list[Client] = field(default_factory=list)

    def channel(self, **settings: Any) -> Conversation:
        """A fresh channel, as a new process would open it."""
        table = {"adapter": "wechat", **self.simulator.settings(self.server.base("wechat")), **settings}
        client = Client(target="wechat", clock=self.time.clock)
        self.clients.append(client)
        secrets = self.simulator.secrets

        def secret(reference: str) -> str:
            client.redact(secrets[reference])
            return secrets[reference]

        access = Access(client, secret, self.folder, self.folder, self.time.clock, "wechat")
        return connect(msgspec.convert(table, Settings), access)

    @staticmethod
    def picture(kind: str = "PNG", colour: str = "#0f766e") -> bytes:
        """A real picture file."""
        file = io.BytesIO()
        Image.new("RGB", (120, 120), colour).save(file, kind)
        return file.getvalue()

    @staticmethod
    def asset(letter: str = "a", name: str = "封面.png") -> Asset:
        return Asset(ref="asset:" + letter * 64, name=name, origin=FileOrigin(name), media_type="image/png")

    def calls(self, path: str) -> list[Exchange]:
        return [exchange for exchange in self.server.log if exchange.path == path]

    def cover(self, channel: Conversation) -> Uploaded:
        return channel.upload(self.asset(), self.picture(), frozenset({Use.COVER, Use.BODY}))

    def payload(self, cover: Uploaded, body: str = "", **fields: Any) -> Payload:
        known: dict[str, Any] = {
            "target": "wechat",
            "key": KEY,
            "title": "温度",
            "body": "",
            "format": "html",
            "authored": "",
            "text": "",
            "summary": "一个除数。",
            "author": "作者",
            "source_url": SOURCE_URL,
            "fields": {"need_open_comment": 0, "only_fans_can_comment": 0},
        }
        rendition = Rendition(**{**known, **fields})
        picture = f'<img src="{cover.address}" alt="">'
        html = body or f'<section><p style="color:#333333">正文</p>{picture}</section>'
        return Payload(rendition, html, cover)

    def draft(self, channel: Conversation) -> Draft:
        return channel.create(KEY, self.payload(self.cover(channel)))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    simulator = Simulator(tmp_path / "platform")
    with Server({"wechat": simulator}) as server:
        time = Time()
        simulator.account.now = lambda: time.now().timestamp()
        world = World(simulator, server, tmp_path / "private", time)
        yield world
        for client in world.clients:
            client.close()
        assert not server.crashes, server.crashes[0]


# ── posts ───────────────────────────────────────────────────────────────────────────────────────

PICTURE = Asset(
    ref="asset:" + "b" * 64,
    name="b.png",
    origin=FileOrigin("b.png"),
    media_type="image/png",
    width=900,
    height=400,
)
SITE = Site(
    title="站",
    url="https://blog.example.com",
    author="作者",
    target="wechat",
    resources=RESOURCES,
    entries={
        PostKey("old"): Entry(PostKey("old"), "old.md", "旧文", "https://blog.example.com/old.html"),
        PostKey("new"): Entry(PostKey("new"), "new.md", "新文", "https://blog.example.com/new.html"),
    },
    index={"old.html": PostKey("old"), "new.html": PostKey("new")},
    addresses={PostKey("new"): "https://mp.weixin.qq.com/s/new"},
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="4ex" height="2ex" viewBox="0 0 1 1">'
    '<path d="M0 0"/></svg>'
)


@dataclass(frozen=True)
class Tools:
    """Draws every formula but those that hold `\\bad`, as wide in ex as its TeX has characters; in code,
    words in capitals are keywords, words in small ones strings, where there is a language."""

    lenient: bool = False
    formula_recipe: str = "test"
    diagram_recipe: str = "test"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        if "\\bad" in tex:
            raise FormulaError("Undefined control sequence \\bad")
        heavy = SVG.replace("M0 0", "M0 0" + "l1 1" * 100) if "\\heavy" in tex else SVG
        return Typeset(heavy, len(tex), 2, 0 if display else 0.5, words="中" in tex)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        pieces = code.replace(" ", "\0 \0").replace("\n", "\0\n\0").split("\0")
        return tuple(Colour(self._kind(piece) if language else "", piece) for piece in pieces)

    def draw(self, text: str, language: str, /) -> Diagram:
        raise DiagramError(f"{language} is not drawn here")

    @staticmethod
    def _kind(piece: str) -> str:
        return "k" if piece.isupper() else "nf" if piece.islower() else ""


class Articles:
    """Renders Markdown as a whole post; `b.png` is a picture beside it."""

    site = SITE
    picture = PICTURE
    tools = Tools

    def __call__(
        self,
        markdown: str,
        *,
        lenient: bool = False,
        site: Site = SITE,
        post: dict[str, Any] | None = None,
        **settings: Any,
    ) -> Rendition:
        chosen = Settings(adapter="wechat", **settings)
        return ADAPTER.render(self.post(markdown, **(post or {})), site, chosen, Tools(lenient))

    @staticmethod
    def post(markdown: str, **fields: Any) -> Post:
        def bind(node: Any) -> Any:
            beside = isinstance(node, Picture) and node.src == "b.png"
            return replace(node, asset=PICTURE.ref) if beside else node

        known: dict[str, Any] = {
            "key": PostKey("k"),
            "path": "k.md",
            "title": "标题",
            "assets": {PICTURE.ref: PICTURE},
            "text": markdown,
            "document": transform(parse(markdown).document, bind),
            "url": "https://blog.example.com/k.html",
        }
        return Post(**{**known, **fields})


@pytest.fixture
def article() -> Articles:
    return Articles()
