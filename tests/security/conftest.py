"""A site with real-looking secrets, pushed by real processes to simulated platforms, and eyes everywhere: on
what is said, on every file that is left, on every process's arguments."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from publisher import registry
from publisher.sandbox.kit import Fault, Request
from publisher.sandbox.server import Server

ROOT = Path(__file__).parents[2]
APP_SECRET = "sandbox-0b9e4c7d51a2f836e07c94d2"
GIVEN = (
    "sandbox-login-token",
    "sandbox-xsrf-token",
    "sandbox-device-id",
    APP_SECRET,
    "proxy-canary-5f1e",
)
"""What the user gives: the session's cookies, the app secret, a password."""
HANDED_OUT = ("sandbox-access-key", "sandbox-security-token")
"""What a platform gives for the time of an upload; its access tokens are read from its memory."""
SETTINGS = """
[site]
title = "试验田"
url = "https://blog.example.com"
content = "content"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
dialect = "hexo"

[targets.blog]
adapter = "blog"
path = "out/source/_posts"
[targets.zhihu]
adapter = "zhihu"
cookie = "file:secrets/zhihu.cookie"
gap = 0.0
endpoints = {{ {zhihu} }}
[targets.wechat]
adapter = "wechat"
app_id = "env:WECHAT_APP_ID"
app_secret = "env:WECHAT_APP_SECRET"
proxy = "env:WECHAT_PROXY"
endpoints = {{ {wechat} }}
"""
POST = "---\ntitle: 第一篇\nabbrlink: aaaa0001\ndate: 2026-01-02 08:00:00\n---\n\n![图](pic.png)\n\n正文。\n"


def spellings(secret: str) -> set[str]:
    """How a secret may be written down."""
    raw = secret.encode()
    return {
        secret,
        quote(secret, safe=""),
        base64.b64encode(raw).decode().rstrip("="),
        raw.hex(),
        secret[::-1],
    }


@dataclass
class Watched:
    """`run` is one process of ours; `said` gathers all that any said, `arguments` what `ps` would show."""

    site: Path
    server: Server
    platforms: Mapping[str, Any]
    said: list[str] = field(default_factory=list)
    arguments: set[str] = field(default_factory=set)

    @property
    def cookie_file(self) -> Path:
        return self.site / "secrets/zhihu.cookie"

    def run(self, *words: str, text: str = "", code: int | None = 0) -> str:
        """Runs `publish`; gives what it said."""
        account = self.platforms["wechat"].account
        secret = {"WECHAT_APP_ID": account.app_id, "WECHAT_APP_SECRET": APP_SECRET}
        proxy = {"WECHAT_PROXY": "http://me:proxy-canary-5f1e@127.0.0.1:9"}  # loopback is reached directly
        path = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'adapters'}", "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(
            [sys.executable, "-m", "publisher", *words],
            check=False,
            input=text,
            capture_output=True,
            encoding="utf-8",
            cwd=self.site,
            env={**os.environ, **secret, **proxy, **path},
        )
        self.said.append(f"publish {' '.join(words)}\n{ran.stdout}{ran.stderr}")
        assert code is None or ran.returncode == code, self.said[-1]
        return ran.stdout + ran.stderr

    def fault(self, target: str, path: str, kind: str, times: int = 2, **more: Any) -> None:
        def when(request: Request) -> bool:
            return path in request.path

        self.server.faults(target).append(Fault(kind, when, times=times, **more))

    def well(self) -> None:
        """No faults are left."""
        for target in self.platforms:
            self.server.faults(target).clear()

    def handed_out(self) -> set[str]:
        tokens = self.platforms["wechat"].account.state["tokens"]
        slots = [slot for slot in tokens.values() if isinstance(slot, dict)]
        given = {slot[name] for slot in slots for name in ("value", "former") if slot.get(name)}
        return given | set(HANDED_OUT)

    def leaks(self) -> list[str]:
        """Where a secret is to be seen that should not be, without the secret."""
        given = set().union(*map(spellings, GIVEN))
        handed_out = set().union(*map(spellings, self.handed_out()))
        found = [text.partition("\n")[0] for text in self.said if _holds(text, given | handed_out)]
        found += [f"arguments of {each[:40]}" for each in self.arguments if _holds(each, given | handed_out)]
        for path in self.site.rglob("*"):
            if path.is_file() and path != self.cookie_file:
                text = path.read_bytes().decode("utf-8", "replace")
                its_own = path.match("token-*.json")  # the cache of it, for its owner's eyes only
                if _holds(text, given if its_own else given | handed_out):
                    found.append(str(path.relative_to(self.site)))
                if its_own and sys.platform != "win32":
                    assert path.stat().st_mode & 0o077 == 0
        return found


def _holds(text: str, secrets: set[str]) -> bool:
    return any(secret in text for secret in secrets)


def _is_of(parent: int, number: int) -> bool:
    """Whether a process was begun by another, or by one that it began."""
    while number > 1:
        if number == parent:
            return True
        try:
            stat = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended
            return False
        number = int(stat.rpartition(")")[2].split()[1])
    return False


def _watch(arguments: set[str], ended: threading.Event) -> None:
    """What `ps` would show of every process that this one begins from now on (Linux only); what other tests
    begin at the same time is theirs."""
    old = {process.name for process in Path("/proc").glob("[0-9]*")}
    while not ended.wait(0.01):
        for process in Path("/proc").glob("[0-9]*"):
            if process.name not in old and _is_of(os.getpid(), int(process.name)):
                with suppress(OSError):
                    told = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                    arguments.add(told.decode("utf-8", "replace"))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    memory, site = tmp_path / "platforms", tmp_path / "site"
    platforms = {name: registry.simulator(name)(memory / name) for name in ("zhihu", "wechat")}
    post = site / "content/first"
    post.mkdir(parents=True)
    (post / "index.md").write_text(POST, encoding="utf-8")
    (post / "pic.png").write_bytes((Path(__file__).parent / "pic.png").read_bytes())
    (site / "out/source/_posts").mkdir(parents=True)
    ended = threading.Event()
    with Server(platforms) as server:
        told = {
            name: platform.settings(server.base(name))["endpoints"] for name, platform in platforms.items()
        }
        lines = {
            name: ", ".join(f'{key} = "{url}"' for key, url in each.items()) for name, each in told.items()
        }
        (site / "publish.toml").write_text(SETTINGS.format(**lines), encoding="utf-8")
        found = Watched(site, server, platforms)
        eyes = threading.Thread(target=_watch, args=(found.arguments, ended))
        if Path("/proc/self/cmdline").exists():
            eyes.start()
        yield found
        ended.set()
        if eyes.ident is not None:
            eyes.join()
    assert not server.crashes, server.crashes[0]
