"""A site of one rich post whose drafts stand on the simulated platforms, and what people do to them there."""

from __future__ import annotations

import copy
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main
from publisher.cli.sandboxed import plugged, simulators
from publisher.cli.workspace import Workspace, open_workspace
from publisher.planning.drift import Drift
from publisher.push.drifting import ask
from publisher.push.open import Connection, Opener
from publisher.push.secrets import Secrets
from publisher.wire.patience import SYSTEM

SETTINGS = """\
[site]
title = "试验田"
url = "https://blog.example.com"
content = "content"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "作者"
[targets.zhihu]
adapter = "zhihu"
cookie = "env:ZHIHU_COOKIE"
[targets.wechat]
adapter = "wechat"
app_id = "env:WECHAT_APP_ID"
app_secret = "env:WECHAT_APP_SECRET"
"""
POST = """\
---
title: 温度是什么
abbrlink: aaaa0001
date: 2026-01-02 08:00:00
description: 一个除数。
---

开头一段平常的话，里面有**加粗的词**和*斜体的词*，还有`行内代码`。

## 第一节标题

第二段提到[一篇文章](https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv)，又说到公式 $\\frac{a}{b}+c$ 的意思。

![第一张图](one.png "第一张图的说明")

- 列表的头一项
- 列表的第二项
- 列表的第三项

1. 先做这个
2. 再做那个

> 引用别人的一句话。

### 第二节标题

| 列甲 | 列乙 |
| --- | --- |
| 单元一 | 单元二 |
| 单元三 | 单元四 |

```python
def f(x):
    return x + 1
```

$$\\sum_{i=1}^{n} \\frac{x_i}{2}$$

![第二张图](two.png "第二张图的说明")

***

倒数第二段，价格是 100 元。

最后一段以句号结束。
"""


def picture(shade: int) -> bytes:
    """A plain grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * 640 for _ in range(480))
    head = struct.pack(">IIBBBBB", 640, 480, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@dataclass(frozen=True)
class Desk:
    """One target with the post's draft: `draft` is the platform's own record of it."""

    target: str
    simulator: Any
    workspace: Workspace
    connection: Connection

    @property
    def state(self) -> dict[str, Any]:
        keeper = self.simulator if self.target == "zhihu" else self.simulator.account
        return keeper.state  # type: ignore[no-any-return]

    @property
    def id(self) -> str:
        if self.target == "zhihu":
            return next(iter(self.state["drafts"]))
        return str(self.state["drafts"][0]["media_id"])

    @property
    def draft(self) -> dict[str, Any]:
        if self.target == "zhihu":
            return self.state["drafts"][self.id]  # type: ignore[no-any-return]
        return self.state["drafts"][0]["articles"][0]  # type: ignore[no-any-return]

    def ask(self) -> Drift:
        (adapter,) = (each.adapter for each in self.workspace.targets if each.name == self.target)
        ledger = self.workspace.ledger()
        entry = self.workspace.index.posts["content/post/index.md"]
        return ask(self.connection.channel, ledger, adapter, entry.key, self.target)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, everything pushed into the sandbox."""
    root = tmp_path_factory.mktemp("drift")
    (root / "content" / "post").mkdir(parents=True)
    (root / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "content" / "post" / "index.md").write_text(POST, encoding="utf-8")
    (root / "content" / "post" / "one.png").write_bytes(picture(90))
    (root / "content" / "post" / "two.png").write_bytes(picture(180))
    assert main(["--all", "--sandbox", "--site", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def desks(sent: Path) -> Iterator[dict[str, Desk]]:
    """A channel to each platform, behind a real socket."""
    workspace = open_workspace(sent, (), sandbox=True)
    platforms = simulators(workspace)
    with plugged(workspace, platforms) as ready:
        secrets = Secrets({}, ready.secrets, ready.root)
        opener = Opener(ready.root, ready.home / "cache", secrets, SYSTEM, paced=False)
        opened = {each.name: opener.open(each.name, each.adapter, each.settings) for each in ready.targets}
        yield {name: Desk(name, platforms[name], ready, opened[name]) for name in opened}
        for connection in opened.values():
            connection.close()


@pytest.fixture
def desk_of(desks: dict[str, Desk]) -> Iterator[Callable[[str], Desk]]:
    """A target's desk; what a test does to drafts there is undone afterwards."""
    kept = {name: copy.deepcopy(dict(desk.state)) for name, desk in desks.items()}
    yield lambda name: replace(desks[name])
    for name, desk in desks.items():
        desk.state.clear()
        desk.state.update(kept[name])
