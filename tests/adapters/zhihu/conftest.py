"""What the tests of the Zhihu adapter share: posts made of blocks, a clock, a running simulator."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from publisher.contract import Access, Channel, Colour, Diagram, DiagramError, FormulaError, Typeset
from publisher.markdown.parse import parse
from publisher.markdown.walk import transform
from publisher.model.post import Asset, FileOrigin, Post, PostKey, Site
from publisher.model.record import Draft, Uploaded, Use
from publisher.model.rendition import REFERENCE, Payload, Rendition, bind
from publisher.model.tree import Image, Node
from publisher.sandbox.kit import Exchange, Fault, Request
from publisher.sandbox.server import Server
from publisher.wire.client import Client
from publisher.wire.patience import Clock
from publisher_zhihu import ADAPTER
from publisher_zhihu.settings import Settings
from publisher_zhihu.simulator import Simulator
from publisher_zhihu.simulator.lint import lint

COVER = "asset:" + "c" * 64
CURVE = "asset:" + "d" * 64
PICTURES = {"cover.png": COVER, "curve.png": CURVE}


class Engine:
    """Takes every formula but those with `\\broken` in them, and draws the diagrams of Mermaid."""

    lenient = False
    formula_recipe = diagram_recipe = "test"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        if "\\broken" in tex:
            raise FormulaError("Undefined control sequence \\broken")
        return Typeset("<svg/>", 1, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)

    def draw(self, text: str, language: str, /) -> Diagram:
        if language != "mermaid":
            raise DiagramError(f"{language} is not drawn here")
        return Diagram("<svg/>", 300, 200)


class Lenient(Engine):
    lenient = True


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def lenient() -> Engine:
    return Lenient()


def picture(ref: str, name: str, width: int = 640, height: int = 480) -> Asset:
    return Asset(ref, name, FileOrigin(f"content/post/{name}"), "image/png", width, height, 1000)


def bound(node: Node) -> Node:
    """A picture of the post's own, found."""
    return replace(node, asset=PICTURES.get(node.src, "")) if isinstance(node, Image) else node


Make = Callable[..., Rendition]


@pytest.fixture
def make(engine: Engine) -> Make:
    """Markdown → Rendition, by the adapter itself; the linter must have nothing to say about it.

    `cover.png` and `curve.png` are the post's pictures; further words are fields of the post.
    """

    def made(
        markdown: str,
        *,
        settings: dict[str, Any] | None = None,
        tools: Engine = engine,
        dialect: str = "plain",
        site: Site | None = None,
        **post: Any,
    ) -> Rendition:
        fields: dict[str, Any] = {
            "key": PostKey("post"),
            "path": "content/post/index.md",
            "text": markdown,
            "title": "标题",
            "url": "https://blog.example.com/post.html",
            "document": transform(parse(markdown, dialect=dialect).document, bound),
            "assets": {COVER: picture(COVER, "cover.png"), CURVE: picture(CURVE, "curve.png")},
        }
        site = site or Site(url="https://blog.example.com", target="zhihu", dialect=dialect)
        rendition = ADAPTER.render(
            Post(**(fields | post)), site, Settings(adapter="zhihu", **(settings or {})), tools
        )
        assert lint(served(rendition.body)) == ()
        return rendition

    return made


@pytest.fixture
def html(make: Make) -> Callable[..., str]:
    """Markdown → the body alone."""
    return lambda markdown, **more: make(markdown, **more).body


@pytest.fixture
def noted(make: Make) -> Callable[..., list[tuple[str, int]]]:
    """Markdown → what is said of it: kind and line. That a picture is the cover too has tests of its own."""

    def told(markdown: str, **more: Any) -> list[tuple[str, int]]:
        notes = make(markdown, **more).notes
        return [(note.kind, note.line) for note in notes if note.kind != "cover-chosen"]

    return told


@pytest.fixture
def image() -> Callable[..., str]:
    """A formula as it is printed."""

    def printed(alt: str, kind: int = 1) -> str:
        src = f"//www.zhihu.com/equation?tex={quote(alt, safe='')}"
        return f'<img eeimg="{kind}" src="{src}" alt="{escape(alt)}">'

    return printed


def served(body: str) -> str:
    """The body with its references replaced by addresses as Zhihu serves pictures."""
    return REFERENCE.sub(lambda found: f"https://picx.zhimg.com/v2-{found.group()[6:38]}.png", body)


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.start = datetime(2026, 11, 24, 8, tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.start + timedelta(seconds=sum(self.slept)),
            monotonic=lambda: sum(self.slept),
            sleep=self.slept.append,
        )


@pytest.fixture
def time() -> Time:
    return Time()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


@pytest.fixture
def png() -> bytes:
    return PNG


@dataclass
class Zhihu:
    """A running simulator and a way to open channels to it."""

    platform: Simulator
    server: Server
    folder: Path
    time: Any
    clients: list[Client] = field(default_factory=list)

    def open(self, *, cookie: str | None = None, **settings: Any) -> Channel:
        secrets = dict(self.platform.secrets)
        if cookie is not None:
            secrets["sandbox:cookie"] = cookie
        http = Client(target="zhihu", calls_per_minute=200, clock=self.time.clock)
        self.clients.append(http)
        table = {"adapter": "zhihu", **self.platform.settings(self.server.base("zhihu")), **settings}

        def secret(reference: str) -> str:
            http.redact(secrets[reference])
            return secrets[reference]

        access = Access(http, secret, self.folder, self.folder, self.time.clock, "zhihu")
        return ADAPTER.connect(msgspec.convert(table, Settings), access)

    def upload(self, channel: Channel, data: bytes = PNG, name: str = "cover.png") -> Uploaded:
        return channel.upload(Asset(COVER, name, FileOrigin(name)), data, frozenset({Use.BODY, Use.COVER}))

    def payload(self, channel: Channel, rendition: Rendition) -> Payload:
        cover = self.upload(channel)
        return Payload(rendition, bind(rendition, {COVER: cover.address}), cover)

    def pushed(self, channel: Channel, rendition: Rendition) -> Draft:
        sent = self.payload(channel, rendition)
        return channel.update(channel.create(PostKey("post"), sent), sent)

    def fault(self, kind: str, path: str, method: str = "", **more: Any) -> None:
        def when(request: Request) -> bool:
            return request.path.endswith(path) and method in {"", request.method}

        self.server.faults("zhihu").append(Fault(kind=kind, when=when, **more))

    def calls(self, method: str, path: str) -> list[Exchange]:
        return [e for e in self.server.log if e.method == method and e.path.endswith(path)]


@pytest.fixture
def zhihu(tmp_path: Path, time: Any) -> Iterator[Zhihu]:
    platform = Simulator(tmp_path / "zhihu")
    with Server({"zhihu": platform}) as server:
        running = Zhihu(platform, server, tmp_path, time)
        yield running
        for client in running.clients:
            client.close()
    assert server.crashes == []
    assert platform.forbidden == []


@pytest.fixture
def rendition(make: Make) -> Rendition:
    """A post with one of most things."""
    return make(
        "正文 &lt;&amp;> $a<b$[链接](https://a.example)\n\n"
        '![](cover.png "图")\n\n'
        "$$\\begin{matrix} a & b \\end{matrix}$$\n\n"
        "```python\nif a < b:\n    pass\n```\n\n- 项\n\n> 引\n>\n> 文\n"
    )
