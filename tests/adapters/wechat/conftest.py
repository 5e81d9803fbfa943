"""A simulated WeChat behind a real loopback socket, and a channel that talks to it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from publisher.contract import Access
from publisher.model.post import Asset, FileOrigin, PostKey
from publisher.model.record import Draft, Uploaded, Use
from publisher.model.rendition import Payload, Rendition
from publisher.sandbox.kit import Exchange
from publisher.sandbox.server import Server
from publisher.wire.client import Client
from publisher.wire.patience import Clock
from publisher_wechat.channel import Conversation, connect
from publisher_wechat.settings import Settings
from publisher_wechat.simulator import Simulator

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
