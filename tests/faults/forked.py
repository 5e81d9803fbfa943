"""Pushes one post to three targets in processes of their own, each of which may end by `kill -9` at any
record it makes, any file it writes and any answer it gets.

Run by `test_kills.py` as `forked.py ROOT SETTINGS`: it renders once, then forks a process for each run it is
asked for, a line of JSON each: {"runs": [{"home": FOLDER, "at": NUMBER}, …]} → what became of each.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publisher.contract import Access
from publisher.ledger.store import Ledger
from publisher.planning.decision import Options
from publisher.planning.plan import make_plan
from publisher.planning.prepare import Prepared, Work, prepare
from publisher.push.apply import apply
from publisher.push.open import Connection
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings, override
from publisher.source.view import view
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client
from publisher.wire.patience import SYSTEM, Clock
from publisher_blog.files import Folders

POST = "content/post/index.md"
CLOCK = Clock(SYSTEM.now, SYSTEM.monotonic, lambda seconds: time.sleep(min(seconds, 0.01)))


@dataclass
class Points:
    """Counts what happens, and ends the process at the `at`th (none below 0)."""

    at: int
    met: int = 0
    mutex: Any = field(default_factory=threading.Lock)

    def __call__(self) -> None:
        with self.mutex:
            if self.met == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.met += 1


class Recording(Ledger):
    """A point for each record: it is on disk. (Before it, an answer has come, which is a point as well.)"""

    points = Points(-1)

    def append(self, key: Any, fact: Any) -> Any:
        found = super().append(key, fact)
        self.points()
        return found

    def record_upload(self, account: str, fact: Any) -> Any:
        found = super().record_upload(account, fact)
        self.points()
        return found

    def save_sent(self, target: str, key: Any, text: str) -> None:
        super().save_sent(target, key, text)
        self.points()

    def save_there(self, target: str, key: Any, text: str) -> None:
        super().save_there(target, key, text)
        self.points()


class Asking(Client):
    """A point for each answer: the platform has acted, and nobody has heard of it yet."""

    points = Points(-1)

    def send(self, call: Any, read: Any) -> Any:
        found = super().send(call, read)
        self.points()
        return found


@dataclass(frozen=True)
class Writing(Folders):
    """A point for each file that was written."""

    points: Points

    def write(self, file: Path, data: bytes) -> None:
        Folders.write(self, file, data)
        self.points()


@dataclass(frozen=True)
class Site:
    """The post, rendered for every target."""

    root: Path
    secrets: dict[str, str]
    works: dict[str, Prepared]

    @classmethod
    def open(cls, root: Path, more: dict[str, Any], secrets: dict[str, str]) -> Site:
        settings = load_settings(root)
        for name, values in more.items():
            settings = override(settings, name, values)
        index, places = build_index(settings), Ledger(root / ".none", SYSTEM).places()
        post = load_post(settings, index, POST)
        works = {}
        for name, target in settings.targets.items():
            site = view(settings, index, target, places)
            found = prepare(Work(post, name, target.adapter, target.settings, site), open_tools(None))
            assert found.error is None, found.error
            works[name] = found
        return cls(root, secrets, works)

    def push(self, home: Path, points: Points) -> list[dict[str, str]]:
        ledger = Recording(home, CLOCK)
        ledger.points = points

        def connect(work: Work) -> Connection:
            client = Asking(target=work.target, clock=CLOCK)
            client.points = points
            folder = home / "cache" / work.target
            folder.mkdir(parents=True, exist_ok=True)
            access = Access(client, self.secrets.__getitem__, folder, self.root, CLOCK, work.target)
            channel: Any = work.adapter.connect(work.settings, access)
            if isinstance(getattr(channel, "folders", None), Folders):
                there = channel.folders
                writing = Writing(there.posts, there.static, there.target, points)
                channel = replace(channel, folders=writing)
            return Connection(channel, client)

        planned = make_plan(
            [found.work for found in self.works.values()],
            ledger,
            lambda work: self.works[work.target],
            Options(),
            SYSTEM.now(),
        )
        outcomes = apply(planned, ledger, Options(), connect, self.root, open_tools(None))
        return [
            {
                "target": o.step.target,
                "result": o.result,
                "reason": o.step.reason,
                "error": str(o.error or ""),
            }
            for o in outcomes
        ]

    def fork(self, home: Path, at: int, told: Path) -> int:
        child = os.fork()
        if child:
            return child
        try:
            points = Points(at)
            outcomes = self.push(home, points)
            told.write_text(json.dumps({"outcomes": outcomes, "points": points.met}), encoding="utf-8")
            os._exit(0)
        finally:
            os._exit(1)


def main() -> None:
    root, about = Path(sys.argv[1]), json.loads(sys.argv[2])
    site = Site.open(root, about["settings"], about["secrets"])
    for line in sys.stdin:
        runs = json.loads(line)["runs"]
        told = [root / f"told-{number}.json" for number in range(len(runs))]
        for file in told:
            file.unlink(missing_ok=True)
        children = [
            site.fork(Path(run["home"]), run["at"], file) for run, file in zip(runs, told, strict=True)
        ]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        said = [json.loads(file.read_text("utf-8")) if file.exists() else {} for file in told]
        answers = [{"code": code, **each} for code, each in zip(codes, said, strict=True)]
        print(json.dumps(answers), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
