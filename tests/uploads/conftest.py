"""A whole run of the program against WeChat and Zhihu in memory: another process, real sockets, and a log of
every picture that was sent. The platforms outlive the process, which may be killed at any request."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publisher import registry
from publisher.sandbox.kit import Exchange, Fault, Request
from publisher.sandbox.messages import parts
from publisher.sandbox.server import Server

TARGETS = """\
[targets.wechat]
adapter = "wechat"
app_id = "env:APP_ID"
app_secret = "env:APP_SECRET"
endpoints = {{ api = "{wechat}" }}
calls_per_minute = 0
{more}
[targets.zhihu]
adapter = "zhihu"
cookie = "env:COOKIE"
endpoints.zhuanlan = "{zhihu}/zhuanlan"
endpoints.www = "{zhihu}/www"
endpoints.api = "{zhihu}/api"
endpoints.upload = "{zhihu}/upload"
gap = 0.0
calls_per_minute = 0
"""
SECRETS = {
    "APP_ID": ("wechat", "sandbox:app_id"),
    "APP_SECRET": ("wechat", "sandbox:app_secret"),
    "COOKIE": ("zhihu", "sandbox:cookie"),
}
WECHAT = frozenset({"/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material"})
WHOLE_RUN = 180
"""Seconds; a run that takes longer hangs."""


def carries_a_picture(call: Request | Exchange) -> bool:
    return call.path in WECHAT or (call.method == "PUT" and call.path.startswith("/upload/"))


def picture_of(call: Exchange) -> str:
    """The hash of the bytes that were sent."""
    data = call.body
    if call.path in WECHAT:
        (media,) = parts(Request(call.method, call.path, call.query, call.headers, call.body))
        data = media.data
    return hashlib.sha256(data).hexdigest()


@dataclass
class Ran:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def steps(self) -> list[dict[str, Any]]:
        return json.loads(self.out)["steps"]


@dataclass
class Pushing:
    """A site at `root` and the two platforms its targets are on."""

    root: Path
    server: Server
    environment: Mapping[str, str]
    seen: int = field(default=0)

    def run(self, *words: str) -> Ran:
        """`publish --all` to its end."""
        process = self._start(words)
        out, err = process.communicate(timeout=WHOLE_RUN)
        assert "Traceback" not in err, err
        return Ran(process.returncode, out, err)

    def killed(self, number: int, at: Callable[[Request], bool], *, acts: bool) -> None:
        """`publish --all`, killed when the `number`th request of this kind has arrived (counted from 1);
        `acts`: the platform still does what it asks, but nobody is left to hear of it."""
        process: list[subprocess.Popen[str]] = []
        met: Counter[str] = Counter()

        def now(request: Request) -> bool:
            if not at(request):
                return False
            met["all"] += 1
            if met["all"] == number:
                process[0].kill()
                process[0].wait()
            return met["all"] >= number

        for name in self.server.platforms:
            self.server.faults(name).append(Fault("lost" if acts else "reset", now, times=10_000))
        process.append(self._start(()))
        process[0].communicate(timeout=WHOLE_RUN)
        assert met["all"] >= number, "there were requests to be killed at"
        assert process[0].returncode != 0
        until = time.monotonic() + 10
        while self.server.connections and time.monotonic() < until:  # what was sent may still arrive
            time.sleep(0.002)
        for name in self.server.platforms:
            self.server.faults(name).clear()

    def sent(self) -> Mapping[str, Counter[str]]:
        """The pictures that reached each platform since this was last asked, by their hash."""
        log, self.seen = self.server.log[self.seen :], len(self.server.log)
        found = {name: Counter[str]() for name in self.server.platforms}
        for call in log:
            if carries_a_picture(call) and call.status:
                found[call.platform][picture_of(call)] += 1
        return found

    def recorded(self) -> Mapping[str, set[str]]:
        """The pictures of which the ledger says that a platform has them."""
        found: dict[str, set[str]] = {name: set() for name in self.server.platforms}
        for file in (self.root / ".publish/ledger/uploads").glob("*.jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                fact = json.loads(line)
                found[file.name.partition("%")[0]].add(fact["content"])
        return found

    def drafts(self) -> Mapping[str, list[str]]:
        """The titles of what stands on each platform."""
        return {
            name: sorted(draft.title for draft in platform.arrived())
            for name, platform in self.server.platforms.items()
        }

    def _start(self, words: tuple[str, ...]) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "publisher", "push", "--all", "--yes", "--json", *words]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )


@pytest.fixture
def open_site(tmp_path: Path) -> Iterator[Callable[..., Pushing]]:
    """Writes the targets into a site's settings and opens the platforms they lead to."""
    platforms = {
        name: registry.simulator(name)(tmp_path / "platforms" / name) for name in ("wechat", "zhihu")
    }
    with Server(platforms) as server:

        def opened(root: Path, settings: str, more: str = "") -> Pushing:
            bases = {name: server.base(name) for name in platforms}
            text = settings + TARGETS.format(**bases, more=more)
            (root / "publish.toml").write_text(text, encoding="utf-8")
            secrets = {name: platforms[of].secrets[secret] for name, (of, secret) in SECRETS.items()}
            return Pushing(root, server, {**os.environ, "PYTHONUTF8": "1", **secrets})

        yield opened
    assert not server.crashes, server.crashes[0]


SITE = """\
[site]
title = "站"
url = "https://blog.example.com"
content = "content"
static = "static"
permalink = ":abbrlink.html"
author = "作者"
[[blocks]]
name = "footer"
starts = ["读到这了*"]
"""
POST = """\
---
title: 第{number}篇
abbrlink: aaaa000{number}
date: 2026-01-0{number} 08:00:00
---

{pictures}

式 $\\sum_{{i=1}}^{{{number}}} \\frac{{a_i}}{{b_i}}$，各篇都有的 $\\int_0^1 \\frac{{x}}{{y}}$。

```mermaid
graph TD
  甲 --> 乙
```
"""


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (640, 400)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)


@pytest.fixture
def small(tmp_path: Path, open_site: Callable[..., Pushing]) -> Pushing:
    """Three posts with pictures of their own, and pictures, a formula and a diagram they share. The picture
    in front of the second stands in the text of the first; the third has a drawn cover."""
    root = tmp_path / "site"
    picture(root / "static/shared.png", (10, 20, 30))
    picture(root / "static/icon.png", (90, 20, 30), (40, 40))
    for number in (1, 2):
        for part in range(4):
            picture(root / f"content/{number}/p{part}.png", (40 * number, 50 * part, 160))
    own = ["p0.png", "p1.png", "p2.png", "p3.png"]
    shown = {1: [*own, "../2/p0.png", "/shared.png"], 2: [*own, "/shared.png"], 3: ["/icon.png"]}
    for number, names in shown.items():
        pictures = "\n\n".join(f"![]({name})" for name in names)
        file = root / f"content/{number}/index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(POST.format(number=number, pictures=pictures), encoding="utf-8")
    return open_site(root, SITE, 'formulas = "png"')
