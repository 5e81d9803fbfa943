"""A site with posts that hold everything a post can hold, and one target of it, its adapter's simulator
behind a real loopback socket. No adapter is named here: the registry says which there are."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publisher import registry
from publisher.ledger.store import Ledger
from publisher.model.plan import Outcome
from publisher.model.post import Post
from publisher.model.rendition import Rendition
from publisher.planning.decision import Options
from publisher.planning.plan import Planned, make_plan
from publisher.planning.prepare import Work, prepare
from publisher.push.apply import apply
from publisher.push.open import Connection, Opener
from publisher.push.secrets import Secrets
from publisher.sandbox.kit import Exchange, Fault, Platform, Request
from publisher.sandbox.server import Server
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings
from publisher.source.view import view
from publisher.typeset.tools import open_tools
from publisher.wire.patience import Clock

SETTINGS = """
[site]
title = "契约"
url = "https://blog.example.org"
content = "content"
static = "content/static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "作者"
dialect = "hexo"

[profiles]
blog = "https://blog.example.org/"
zhihu = "https://www.zhihu.com/people/nobody-at-all"
wechat = "无此号"

[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
[[blocks]]
name = "related"
starts = ["往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*"]
place = "end"

"""

POST = """---
title: 契约里的一篇
abbrlink: c0ffee01
date: 2026-03-08 20:15:00
tags: [契约, 测试]
categories: [技术, 测试]
cover: a.png
---

往期文章

- 基础
[另一篇](https://blog.example.org/c0ffee02.html)

***

【本文已在 知乎 / 公众号 同步发布】

开头一段，有**“重点”**后文，有*斜体*、`code_span` 和 ~~删去~~ 的字，还有[外面的链接](https://example.com/page?a=1&b=2)。

# 第一节 公式

行内 $e^{i\\pi}+1=0$ 与 $a<b$，单独一个：

$$
\\int_0^1 x^2\\,dx=\\frac13
$$

# 第二节 代码与表格

```python
def square(x: int) -> int:
    return x * x  # <平方> & 注释
```

| 名称 | 数值 |
| :--- | ---: |
| 甲项 | 0.25 |
| 乙项 | `0.75` |

![一条斜线](a.png "图的说明")

{% asset_img b.png 两个方块 %}

# 第三节 列表与引用

- 外层一
  - 内层甲
  - 内层乙
- 外层二
  1. 有序子项

> 引用里的话，
> 接着第二行。

脚注在这里[^note]，再来一处[另一篇](https://blog.example.org/c0ffee02.html)的正文链接。

[^note]: 脚注的内容写在文末。

结尾一段 CHANGEME 到此为止。

读到这了，来一发点赞收藏关注吧
博客：[个人博客](https://blog.example.org/)
![二维码](/images/qr.png)
"""

OTHER = """---
title: 另一篇
abbrlink: c0ffee02
date: 2026-03-07 09:00:00
cover: a.png
---

短短一段 CHANGEME 文字，配同一张图。

![还是那条斜线](a.png)
"""

NETWORK = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"})
touches: list[str] = []


def _watch(event: str, _arguments: object) -> None:
    if event in NETWORK:
        touches.append(event)


sys.addaudithook(_watch)


@pytest.fixture
def network() -> Callable[[Callable[[], Any]], list[str]]:
    """What of the network a call touches."""

    def touched(call: Callable[[], Any]) -> list[str]:
        before = len(touches)
        call()
        return touches[before:]

    return touched


def picture(path: Path, colour: tuple[int, int, int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (400, 240), "white")
    for x in range(400):
        image.putpixel((x, x * 240 // 400), colour)
    image.save(path)


def write_site(root: Path) -> None:
    (root / "content" / "post").mkdir(parents=True)
    (root / "content" / "other").mkdir(parents=True)
    for name, colour in {
        "post/a.png": (200, 0, 0),
        "post/b.png": (0, 0, 200),
        "static/images/qr.png": (0, 90, 0),
    }.items():
        picture(root / "content" / name, colour)
    picture(root / "content" / "other" / "a.png", (200, 0, 0))
    (root / "content" / "post" / "index.md").write_text(POST, encoding="utf-8")
    (root / "content" / "other" / "index.md").write_text(OTHER, encoding="utf-8")


def toml(table: Mapping[str, object]) -> str:
    """The lines of a table; a JSON string is a TOML string."""

    def value(found: object) -> str:
        if isinstance(found, Mapping):
            return "{" + ", ".join(f"{name} = {value(inner)}" for name, inner in found.items()) + "}"
        return json.dumps(found, ensure_ascii=False)

    return "".join(f"{name} = {value(found)}\n" for name, found in table.items())


@dataclass
class Timer:
    """A clock that stands still but for the waiting: sleeping takes no time, and is written down."""

    start: datetime = field(default_factory=lambda: datetime.now(UTC))
    slept: list[float] = field(default_factory=list)
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        with self.mutex:
            self.slept.append(max(0.0, seconds))

    def clock(self) -> Clock:
        return Clock(
            lambda: self.start + timedelta(seconds=sum(self.slept)), lambda: sum(self.slept), self.sleep
        )


@dataclass
class Target:
    """One target of the site. `push` is one run of the program on the post named."""

    name: str
    root: Path
    platform: Platform
    server: Server
    timer: Timer = field(default_factory=Timer)

    @property
    def adapter(self) -> Any:
        return registry.adapter(self.name)

    def write_settings(self) -> None:
        table = {"adapter": self.name, **self.platform.settings(self.server.base(self.name))}
        text = SETTINGS + "[targets.there]\n" + toml(table)
        (self.root / "publish.toml").write_text(text, encoding="utf-8")

    def path(self, which: str) -> Path:
        return self.root / "content" / which / "index.md"

    def change(self, words: str, which: str = "post") -> None:
        """An edit of the source."""
        text = self.path(which).read_text(encoding="utf-8")
        assert "CHANGEME" in text
        self.path(which).write_text(text.replace("CHANGEME", f"{words} CHANGEME"), encoding="utf-8")

    def work(self, which: str = "post") -> Work:
        settings = load_settings(self.root)
        index = build_index(settings)
        target = settings.targets["there"]
        site = view(settings, index, target, self.ledger().places())
        post = load_post(settings, index, f"content/{which}/index.md")
        return Work(post, target.name, target.adapter, target.settings, site)

    def post(self, which: str = "post") -> Post:
        return self.work(which).post

    def render(self, which: str = "post") -> Rendition:
        found = prepare(self.work(which), open_tools(None))
        assert found.error is None, found.error
        assert found.rendition is not None
        return found.rendition

    def ledger(self) -> Ledger:
        return Ledger(self.root / ".publish", self.timer.clock())

    def plan(self, which: str = "post", **asked: Any) -> tuple[Planned, ...]:
        works = [self.work(which)]
        return make_plan(
            works,
            self.ledger(),
            lambda work: prepare(work, open_tools(None)),
            Options(**asked),
            self.timer.clock().now(),
        )

    def connect(self, work: Work) -> Connection:
        folder = self.root / ".publish" / "cache" / "targets"
        secrets = Secrets({}, self.platform.secrets)
        opener = Opener(self.root, folder, secrets, self.timer.clock())
        return opener.open(work.target, work.adapter, work.settings)

    def push(self, which: str = "post", *, connect: Any = None, **asked: Any) -> Outcome:
        connect = connect or self.connect
        planned, tools = self.plan(which, **asked), open_tools(None)
        (outcome,) = apply(planned, self.ledger(), Options(**asked), connect, self.root, tools)
        return outcome

    def fail(self, kind: str, **about: Any) -> None:
        self.server.faults(self.name).append(Fault(kind, **about))

    def writes(self) -> list[Exchange]:
        """Requests that may have changed something there, so far."""
        return [each for each in self.server.log if each.method not in {"GET", "HEAD"}]

    def only(self) -> Any:
        """The one draft there is."""
        (found,) = self.platform.arrived()
        return found


def writing(number: int) -> Callable[[Request], bool]:
    """Picks the writing request of this number, counted from when it is ordered."""
    count = iter(range(10_000))
    return lambda request: request.method not in {"GET", "HEAD"} and next(count) == number


@pytest.fixture
def nth_write() -> Callable[[int], Callable[[Request], bool]]:
    return writing


def from_writing(number: int) -> Callable[[Request], bool]:
    """Picks that writing request and whatever comes after it."""
    reached = threading.Event()
    count = iter(range(10_000))

    def pick(request: Request) -> bool:
        if request.method not in {"GET", "HEAD"} and next(count) == number:
            reached.set()
        return reached.is_set()

    return pick


@pytest.fixture
def from_nth_write() -> Callable[[int], Callable[[Request], bool]]:
    return from_writing


@pytest.fixture
def open_target(tmp_path: Path) -> Iterator[Callable[..., Target]]:
    """Opens further sites, each with a platform of its own."""
    servers: list[Server] = []

    def opened(name: str, place: str = "site") -> Target:
        root = tmp_path / place
        root.mkdir()
        write_site(root)
        platform = registry.simulator(name)(tmp_path / f"{place}-platform")
        server = Server({name: platform})
        server.__enter__()
        servers.append(server)
        target = Target(name, root, platform, server)
        target.write_settings()
        return target

    yield opened
    for server in servers:
        server.__exit__(None, None, None)
        assert server.crashes == []


@pytest.fixture(params=registry.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def target(open_target: Callable[..., Target], name: str) -> Target:
    return open_target(name)
