"""`kill -9` at every record, every file and every answer of a push to three targets, then a second run: one
draft each, no picture sent again that is on record, nothing lost. And two processes at the same post at
once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from publisher import registry
from publisher.ledger.lines import decode
from publisher.model.record import Receipt
from publisher.sandbox.server import Server

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
HERE = Path(__file__).parent
TARGETS = ("blog", "zhihu", "wechat")
PICTURES = 5
PARTS = 4
"""So that workers share the points."""
SETTINGS = """\
[site]
title = "站"
url = "https://blog.example.org"
content = "content"
permalink = ":abbrlink.html"
author = "作者"
[targets.blog]
adapter = "blog"
path = "there"
[targets.zhihu]
adapter = "zhihu"
[targets.wechat]
adapter = "wechat"
"""
HEAD = "---\ntitle: 一篇\nabbrlink: aaaa0001\ndate: 2026-03-08 20:15:00\ncover: 0.png\n---\n\n开头一段。\n\n"
PICTURE_SENT = {
    "wechat": ("POST", ("/cgi-bin/media/uploadimg", "/cgi-bin/material/add_material")),
    "zhihu": ("PUT", ("/upload/",)),
}


@dataclass
class Scene:
    """The site, the three platforms as they are now, and the process that forks others."""

    root: Path
    platforms: Path
    server: Server
    process: Any = None
    home: Path = field(default_factory=Path)
    seen: int = 0

    def fresh(self, name: str) -> None:
        """Nothing is there, and nothing on record."""
        self.home = self.root / f".publish-{name}"
        shutil.rmtree(self.platforms, ignore_errors=True)
        for target in TARGETS:
            platform = registry.simulator(target)(self.platforms / target)
            platform.polls = 0  # type: ignore[attr-defined]
            platform.settings(self.server.base(target))
            self.server.platforms[target] = platform
        self.server.log.clear()
        self.seen = 0

    def push(self, *at: int) -> list[dict[str, Any]]:
        """As many runs at once as points are named; each is killed at its own, below 0 it is not."""
        runs = [{"home": str(self.home), "at": number} for number in at]
        print(json.dumps({"runs": runs}), file=self.process.stdin, flush=True)
        answers = json.loads(self.process.stdout.readline())
        until = time.monotonic() + 10
        while self.server.connections and time.monotonic() < until:  # what was sent may still arrive
            time.sleep(0.002)
        return list(answers)

    def pictures_sent(self) -> Mapping[str, int]:
        """Since this was last asked."""
        log, self.seen = self.server.log[self.seen :], len(self.server.log)
        return {
            name: sum(e.platform == name and e.method == method and e.path.startswith(paths) for e in log)
            for name, (method, paths) in PICTURE_SENT.items()
        }

    def pictures_recorded(self) -> Mapping[str, int]:
        found = dict.fromkeys(PICTURE_SENT, 0)
        for file in (self.home / "ledger/uploads").glob("*.jsonl"):
            found[file.name.partition("%")[0]] = len(decode(file.read_bytes()))
        return found

    def check(self) -> None:
        for target in TARGETS:
            (draft,) = self.server.platforms[target].arrived()
            assert draft.title == "一篇"
            assert "开头一段" in draft.html
            pictures = self.server.platforms[target].pictures()
            assert sum(address in draft.html for address in pictures) >= PICTURES
        facts = [line.fact for line in decode((self.home / "ledger/aaaa0001.jsonl").read_bytes())]
        known = {fact.target: fact.draft.id for fact in facts if isinstance(fact, Receipt)}
        assert known == {target: self.server.platforms[target].arrived()[0].id for target in TARGETS}, (
            "each draft is on record"
        )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    root = tmp_path_factory.mktemp("kills")
    folder = root / "content/post"
    folder.mkdir(parents=True)
    (root / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    body = "\n\n".join(f"![图]({number}.png)" for number in range(PICTURES))
    (folder / "index.md").write_text(f"{HEAD}{body}\n", encoding="utf-8")
    for number in range(PICTURES):
        Image.new("RGB", (320, 200), (40 * number, 90, 160)).save(folder / f"{number}.png")
    platforms = {name: registry.simulator(name)(root / "platforms" / name) for name in TARGETS}
    with Server(platforms) as server:
        about = {
            "settings": {
                name: dict(platform.settings(server.base(name))) for name, platform in platforms.items()
            },
            "secrets": {
                ref: value for platform in platforms.values() for ref, value in platform.secrets.items()
            },
        }
        words = [sys.executable, str(HERE / "forked.py"), str(root), json.dumps(about)]
        paths = os.pathsep.join([str(HERE.parents[1]), str(HERE.parents[1] / "adapters")])
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": paths},
            encoding="utf-8",
        )
        with process:
            yield Scene(root, root / "platforms", server, process)
            assert process.stdin is not None
            process.stdin.close()
        assert process.returncode == 0
        assert not server.crashes, server.crashes[0]


def done(ran: Mapping[str, Any], *results: str) -> bool:
    return ran["code"] == 0 and all(o["result"] in results for o in ran["outcomes"])


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_point_of_a_push_to_three_targets(scene: Scene, part: int) -> None:
    scene.fresh(f"whole-{part}")
    (whole,) = scene.push(-1)
    assert done(whole, "done"), whole
    scene.check()
    assert set(scene.pictures_sent().values()) == {PICTURES}
    assert whole["points"] >= 60
    for number in range(part, whole["points"], PARTS):
        scene.fresh(str(number))
        (killed,) = scene.push(number)
        assert killed["code"] in {-signal.SIGKILL, 0}, killed  # 0: fewer pictures waited for each other
        scene.pictures_sent()
        missing = {name: PICTURES - count for name, count in scene.pictures_recorded().items()}
        (again,) = scene.push(-1)
        assert done(again, "done", "skipped"), (number, again)
        scene.check()
        sent = scene.pictures_sent()
        assert sent["wechat"] == missing["wechat"], number
        assert sent["zhihu"] <= missing["zhihu"], number  # it knows pictures by their bytes
        (last,) = scene.push(-1)
        assert {o["reason"] for o in last["outcomes"]} == {"up to date"}, (number, last)


@pytest.mark.parametrize("time", range(3))
def test_two_processes_at_the_same_post_at_once(scene: Scene, time: int) -> None:
    scene.fresh(f"both-{time}")
    both = scene.push(-1, -1)
    assert all(ran["code"] == 0 for ran in both)
    told = [outcome for ran in both for outcome in ran["outcomes"]]
    assert sum(o["result"] == "done" for o in told) == len(TARGETS)
    assert all(
        "another run is pushing this post" in o["error"] or o["reason"] == "up to date"
        for o in told
        if o["result"] != "done"
    ), told
    scene.check()
    assert set(scene.pictures_sent().values()) == {PICTURES}
    (last,) = scene.push(-1)
    assert {o["reason"] for o in last["outcomes"]} == {"up to date"}, last


@pytest.mark.parametrize("number", [5, 25, 45, 65])
def test_two_processes_at_once_one_of_which_is_killed(scene: Scene, number: int) -> None:
    scene.fresh(f"one-of-two-{number}")
    killed, other = scene.push(number, -1)
    assert killed["code"] in {-signal.SIGKILL, 0}
    assert other["code"] == 0
    assert all(len(scene.server.platforms[target].arrived()) <= 1 for target in TARGETS)
    (again,) = scene.push(-1)
    assert done(again, "done", "skipped"), again
    scene.check()
