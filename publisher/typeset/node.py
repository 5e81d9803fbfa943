"""MathJax in Node, as a child process: for machines QuickJS has no wheel for. Same bytes, more weight."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import weakref
from contextlib import suppress

from publisher.typeset.mathjax import Answer, scripts

SECONDS = 20.0
"""Waiting time for one formula; the first one pays for Node's start."""
MEGABYTES = 512
_DRIVER = """
const lines = require("readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const asked = JSON.parse(line);
  if ("script" in asked) require("vm").runInThisContext(asked.script);
  else process.stdout.write(draw(asked.tex, asked.display) + "\\n");
});
"""
"""One JSON document a line: scripts to run, then formulas to draw, each answered by a line."""


def find_node() -> str | None:
    return shutil.which("node")


class Node:
    """One child process, started when first needed and ended with this object."""

    def __init__(self, executable: str, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._executable = executable
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None

    def draw(self, tex: str, display: bool, /) -> Answer:
        with self._lock:
            try:
                child = self._child = self._child or self._begin()
                answer = self._drawn(child, {"tex": tex, "display": display})
            except (OSError, ValueError, TypeError):  # not there, gone, or nothing that draws formulas
                answer = _LOST
            if not answer.certain and self._child:
                _end(self._child)
                self._child = None
            return answer

    def _drawn(self, child: subprocess.Popen[str], question: object) -> Answer:
        watch = threading.Timer(self._seconds, child.kill)
        watch.start()
        try:
            line = _ask(child, question)
        finally:
            watch.cancel()
        return Answer(**json.loads(line)) if line else _LOST

    def _begin(self) -> subprocess.Popen[str]:
        child = subprocess.Popen(  # noqa: S603 -- the user's own Node, and only our script
            [self._executable, f"--max-old-space-size={MEGABYTES}", "-e", _DRIVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._child = child
        weakref.finalize(self, _end, child)
        assert child.stdin is not None
        for script in scripts():
            child.stdin.write(json.dumps({"script": script}) + "\n")
        return child


_LOST = Answer(error="out of time or memory", certain=False)


def _ask(child: subprocess.Popen[str], question: object) -> str:
    """The answer, "" where the child has gone."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(question) + "\n")
    child.stdin.flush()
    return child.stdout.readline()


def _end(child: subprocess.Popen[str]) -> None:
    child.kill()
    with suppress(OSError):  # what it had not read yet is lost with it
        child.communicate()
