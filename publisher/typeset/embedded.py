"""MathJax in QuickJS, in this process."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import quickjs

from publisher.typeset.mathjax import Answer, scripts

SECONDS = 10.0
"""Processor time for one formula; a thousand times what a usual one takes."""
MEMORY = 512 * 1024 * 1024
STACK = 4 * 1024 * 1024
"""Of JavaScript, in bytes; the thread has twice as much."""


class Embedded:
    """One context on a thread of its own: QuickJS may only be used from the thread that made it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._local = threading.local()
        self._thread = _roomy_thread()

    def draw(self, tex: str, display: bool, /) -> Answer:
        return self._thread.submit(self._draw, tex, display).result()

    def _draw(self, tex: str, display: bool) -> Answer:
        if not hasattr(self._local, "draw"):
            self._local.draw = _load(self._seconds)
        try:
            answer = Answer(**json.loads(self._local.draw(tex, display)))
        except quickjs.JSException as error:  # out of time, memory or stack
            answer = Answer(error=str(error).partition("\n")[0], certain=False)
        if not answer.certain:
            del self._local.draw  # what a broken-off run leaves behind cannot be trusted
        return answer


def _load(seconds: float) -> Any:
    context = quickjs.Context()
    context.set_memory_limit(MEMORY)
    context.set_max_stack_size(STACK)
    for script in scripts():
        context.eval(script)
    context.set_time_limit(seconds)
    return context.get("draw")


def _roomy_thread() -> ThreadPoolExecutor:
    """A single thread whose stack holds deep recursion; on musl the usual one is 128 KB."""
    usual = threading.stack_size(2 * STACK)
    try:
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mathjax")
        pool.submit(int).result()  # threads are made when first needed, and this is when the size counts
    finally:
        threading.stack_size(usual)
    return pool
