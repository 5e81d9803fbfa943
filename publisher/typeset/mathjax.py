"""MathJax 3.2.2 without a browser: its files, and whichever engine this machine can run them in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from publisher.errors import ConfigError
from publisher.markdown.tex.presets import BODIES

DISTRIBUTION = "django-static-mathjax"
"""Carries MathJax's own files, and nothing else. Not asked for as a module: others may be named so."""
FOLDER = "mathjax/static/mathjax/es5"
VERSION = "3.2.2"
PARTS = (
    "loader.js",
    "core.js",
    "adaptors/liteDOM.js",
    "input/tex-full.js",
    "output/svg.js",
    "output/svg/fonts/tex.js",
)
SCRIPT = "mathjax.js"
SURROUNDINGS = """
globalThis.window = globalThis;
globalThis.MathJax = {};
globalThis.console ??= Object.fromEntries(["log", "info", "warn", "error"].map((name) => [name, () => {}]));
globalThis.setTimeout ??= () => 0;
"""
"""What MathJax's files expect of a browser when they are read."""


class Answer(NamedTuple):
    """What an engine made of a formula: `svg` as MathJax writes it, or else `error`, and in which line of the
    TeX (0 = the first) reading stopped. `certain`: it would be the same every time; not so for time and
    memory run out."""

    svg: str = ""
    error: str = ""
    line: int = 0
    certain: bool = True


class Engine(Protocol):
    """A running MathJax; may be called from any thread."""

    def draw(self, tex: str, display: bool, /) -> Answer: ...


def scripts() -> Iterator[str]:
    """The programs to run, in order; after the last, `draw(tex, display)` is there.

    Raises ConfigError where MathJax's files are not installed.
    """
    from importlib.metadata import PackageNotFoundError, distribution  # slower to load than all the rest

    try:
        root = Path(str(distribution(DISTRIBUTION).locate_file(FOLDER)))
        yield SURROUNDINGS
        presets = {name: (text, arguments) for name, (arguments, text) in BODIES.items()}
        yield f"globalThis.PRESETS = {json.dumps(presets)};"
        for part in PARTS:
            yield (root / part).read_text(encoding="utf-8")
    except (PackageNotFoundError, OSError) as error:
        raise ConfigError(
            f"MathJax is missing ({error})", hint=f"install it: pip install '{DISTRIBUTION}=={VERSION}.1'"
        ) from error
    yield own_script()


def own_script() -> str:
    return Path(__file__).with_name(SCRIPT).read_text(encoding="utf-8")


def start() -> Engine:
    """QuickJS in this process, and Node as a child where there is much to draw, or no QuickJS: both give the
    same bytes.

    Raises ConfigError where there is neither.
    """
    try:
        from publisher.typeset.embedded import Embedded  # QuickJS has no wheel for Intel Macs
    except ImportError:
        node = _node()
        if node is None:
            raise ConfigError(
                "formulas cannot be drawn: there is no QuickJS for this machine, and no Node",
                hint="install Node.js (nodejs.org), and see that `node` is on the PATH",
            ) from None
        return node
    from publisher.typeset.relay import Relay

    return Relay(Embedded(), _node)


def _node() -> Engine | None:
    from publisher.typeset.node import Node, find_node

    found = find_node()
    return Node(found) if found else None
