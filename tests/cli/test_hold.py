"""`own_links = "hold"`: a post waits until the posts it links to are public there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HOME = "https://blog.example.com"
WECHAT = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"


def write(site: Path, key: str, body: str, more: str = "") -> None:
    text = f"---\ntitle: {key}\nabbrlink: {key}\ndate: 2026-01-02 08:00:00\n{more}---\n\n{body}\n"
    (site / "content" / f"{key}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def held(site: Path) -> Path:
    """`from` links to `to` and to itself; WeChat holds, the others do not."""
    write(site, "from", f"见[那里]({HOME}/to.html)与[这里]({HOME}/from.html)。")
    write(site, "to", "正文。")
    settings = site / "publish.toml"
    text = settings.read_text(encoding="utf-8")
    held = text.replace('adapter = "wechat"', 'adapter = "wechat"\nown_links = "hold"')
    settings.write_text(
        held.replace('adapter = "blog"', 'adapter = "blog"\nown_links = "hold"'), encoding="utf-8"
    )
    return site


def outcomes(publish: Callable, *words: str) -> dict[str, str]:
    return {
        step["target"]: step["action"]
        for step in publish("from", "--sandbox", "--json", *words).json["steps"]
    }


def test_it_waits_there_alone_and_goes_once_the_other_is_public(publish: Callable, held: Path) -> None:
    assert outcomes(publish) == {"blog": "create", "zhihu": "create", "wechat": "wait"}
    told = publish("plan", "from", "--sandbox", "--to", "wechat").out
    assert "waits until what it links to is public there: «to»; --now does not wait" in told
    publish("link", "to", "--to", "wechat", WECHAT, "--sandbox")
    assert outcomes(publish, "--to", "wechat") == {"wechat": "create"}


def test_now_does_not_wait(publish: Callable, held: Path) -> None:
    assert outcomes(publish, "--to", "wechat", "--now") == {"wechat": "create"}


@pytest.mark.parametrize("no", ["false", "no", "'off'"])
def test_a_post_that_is_not_to_go_there_holds_nothing_back(publish: Callable, held: Path, no: str) -> None:
    write(held, "to", "正文。", f"publish: {{wechat: {no}}}\n")
    assert outcomes(publish, "--to", "wechat") == {"wechat": "create"}


def test_one_that_is_not_to_go_elsewhere_does(publish: Callable, held: Path) -> None:
    write(held, "to", "正文。", "publish: {zhihu: false}\n")
    assert outcomes(publish, "--to", "wechat") == {"wechat": "wait"}
