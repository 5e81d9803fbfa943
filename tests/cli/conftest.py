"""A site whose targets are simulated platforms behind real sockets, spoken to as real ones are: by their
endpoints in publish.toml, with secrets from the environment, files or a keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher import registry
from publisher.sandbox.server import Server


@dataclass
class Online:
    """`platforms` by target's name; `add` gives the site a target there."""

    site: Path
    server: Server
    platforms: dict[str, Any]
    monkeypatch: pytest.MonkeyPatch

    def endpoints(self, target: str) -> str:
        """As a TOML line."""
        told = self.platforms[target].settings(self.server.base(target))["endpoints"]
        pairs = ", ".join(f'{name} = "{url}"' for name, url in told.items())
        return f"endpoints = {{ {pairs} }}"

    def secret(self, target: str, name: str) -> str:
        """The one the platform takes."""
        return str(self.platforms[target].secrets[f"sandbox:{name}"])

    def environment(self, **values: str) -> None:
        for name, value in values.items():
            self.monkeypatch.setenv(name, value)

    def write(self, *tables: str) -> None:
        """publish.toml: the site's own head, and these targets."""
        path = self.site / "publish.toml"
        head = path.read_text(encoding="utf-8").partition("[targets.")[0]
        path.write_text(head + "\n".join(tables), encoding="utf-8")

    def zhihu(self, cookie: str = "env:ZHIHU_COOKIE", name: str = "zhihu") -> str:
        return (
            f'[targets.{name}]\nadapter = "zhihu"\ncookie = "{cookie}"\ngap = 0.0\n{self.endpoints(name)}\n'
        )

    def wechat(self, name: str = "wechat", prefix: str = "WECHAT") -> str:
        return (
            f'[targets.{name}]\nadapter = "wechat"\napp_id = "env:{prefix}_APP_ID"\n'
            f'app_secret = "env:{prefix}_APP_SECRET"\n{self.endpoints(name)}\n'
        )

    @staticmethod
    def blog(path: str = "out/source/_posts") -> str:
        return f'[targets.blog]\nadapter = "blog"\ndelivery = "directory"\npath = "{path}"\n'


@pytest.fixture
def online(
    publish: Callable[..., Any],
    site: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Online]:
    """Zhihu, and WeChat twice: `wechat` and `second` are accounts of their own."""
    memory = tmp_path_factory.mktemp("platforms")
    names = {"zhihu": "zhihu", "wechat": "wechat", "second": "wechat"}
    platforms = {name: registry.simulator(adapter)(memory / name) for name, adapter in names.items()}
    platforms["second"].account.app_id = "wx77f0aa11bb22cc33"
    platforms["second"].account.app_secret = "sandbox-second-5e1f0c77aa31"
    with Server(platforms) as server:
        yield Online(site, server, platforms, monkeypatch)
    assert not server.crashes, server.crashes[0]
