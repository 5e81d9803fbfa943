"""What all tests share: the corpus where there is one, a small site, and that CI skips nothing."""

import io
import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files with what came out"
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A real blog's Hexo source, read in place (YIGAO_CORPUS); tests over it skip where there is none."""
    folder = os.environ.get("YIGAO_CORPUS")
    if not folder:
        pytest.skip("YIGAO_CORPUS is not set: no real blog to test on")
    return Path(folder) / "linsight"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Under YIGAO_REQUIRE_REAL=1 a skipped test is a failed one, unless only the corpus is missing."""
    report = yield
    allowed = "YIGAO_CORPUS" in str(getattr(report, "longrepr", ""))
    if os.environ.get("YIGAO_REQUIRE_REAL") == "1" and report.skipped and not allowed:  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"skipped although YIGAO_REQUIRE_REAL=1: {report.longrepr}"  # type: ignore[attr-defined]
    return report


SETTINGS = """\
[site]
title = "试验田"
url = "https://blog.example.com"
aliases = ["http://blog.example.com"]
content = "content"
static = "content/static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "作者"
dialect = "hexo"

[profiles]
blog = "https://blog.example.com/"

[[blocks]]
name = "related"
starts = ["往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]

[targets.blog]
adapter = "blog"
generator = "hexo"
delivery = "directory"
path = "out/source/_posts"
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
title: 第一篇
abbrlink: aaaa0001
date: 2026-01-02 08:00:00
tags: [甲]
---

![图](pic.png)

正文里有公式 $a^2+b^2=c^2$ 和**“重点”**后文。
"""


@dataclass(frozen=True)
class Ran:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def png(width: int = 120, height: int = 96) -> bytes:
    """A plain grey picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if width * height < 10**6 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def bomb() -> bytes:
    """A PNG of a few bytes that says it has sixty megapixels."""
    return png(10000, 6000)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    folder = tmp_path / "content" / "first"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(POST, encoding="utf-8")
    (folder / "pic.png").write_bytes(png(640, 480))
    return tmp_path


@pytest.fixture
def publish(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs `publish <words>` in the site, with no secret in the environment."""
    monkeypatch.chdir(site)
    for name in ("ZHIHU_COOKIE", "WECHAT_APP_ID", "WECHAT_APP_SECRET"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(words)
        assert "Traceback" not in out.getvalue() + err.getvalue()
        return Ran(code, out.getvalue(), err.getvalue())

    return run
