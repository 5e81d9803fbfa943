"""What the tests of the Zhihu adapter share: posts made of blocks, tools that need no engine, a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from publisher.contract import Colour, FormulaError, Typeset
from publisher.model.post import Asset, FileOrigin, Post, PostKey, Site
from publisher.model.rendition import Rendition
from publisher.model.tree import Block, Document
from publisher.wire.patience import Clock
from publisher_zhihu import ADAPTER
from publisher_zhihu.settings import Settings
from publisher_zhihu.simulator.lint import lint

COVER = "asset:" + "c" * 64
CURVE = "asset:" + "d" * 64


class Engine:
    """Takes every formula but those with `\\broken` in them."""

    lenient = False

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        if "\\broken" in tex:
            raise FormulaError("Undefined control sequence \\broken")
        return Typeset("<svg/>", 1, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)


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


Make = Callable[..., Rendition]


@pytest.fixture
def make(engine: Engine) -> Make:
    """Blocks → Rendition, by the adapter itself; the linter must have nothing to say about it."""

    def made(
        *blocks: Block,
        settings: dict[str, Any] | None = None,
        tools: Engine = engine,
        clean: bool = True,
        **post: Any,
    ) -> Rendition:
        fields: dict[str, Any] = {
            "key": PostKey("post"),
            "path": "content/post/index.md",
            "text": "",
            "title": "标题",
            "url": "https://blog.example.com/post.html",
            "document": Document(blocks=blocks),
            "assets": {COVER: picture(COVER, "cover.png"), CURVE: picture(CURVE, "curve.png")},
        }
        site = Site(url="https://blog.example.com", target="zhihu")
        rendition = ADAPTER.render(
            Post(**(fields | post)), site, Settings(adapter="zhihu", **(settings or {})), tools
        )
        if clean:
            assert lint(served(rendition.body)) == ()
        return rendition

    return made


@pytest.fixture
def html(make: Make) -> Callable[..., str]:
    """Blocks → the body alone."""
    return lambda *blocks, **more: make(*blocks, **more).body


def served(body: str) -> str:
    """The body with its references replaced by addresses as Zhihu serves pictures."""
    return body.replace("asset:" + "c" * 64, "https://picx.zhimg.com/v2-" + "c" * 32 + ".png").replace(
        "asset:" + "d" * 64, "https://picx.zhimg.com/v2-" + "d" * 32 + ".png"
    )


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
