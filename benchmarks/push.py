"""How long a push takes on a server that answers late, against the longest chain of calls that must follow
one another, against one call after the other, and against wenyan's publish on the same server.

    python benchmarks/push.py [--pictures 30] [--latency 0.1] [--runs 3] [--wenyan FOLDER]

One post full of pictures, pushed for the first time. Whole processes against simulators on a loopback server
that acts at once and answers after `--latency` seconds; medians. "On the wire" is from the arrival
of the first request to the last answer. "Longest chain" is what no client can do without: the calls that need
each other's answers, each at the server's latency. "At its limits" is the chain that is left when no more
calls go side by side than the adapter declares (`uploads_at_once`) and, for a paced run, none follows another
sooner than its pace (`calls_per_minute`). `--wenyan` names a folder in which `npm install @wenyan-md/core`
was run. Timing belongs here and never in a test, since machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from PIL import Image

from publisher import registry
from publisher.planning.prepare import Work
from publisher.sandbox.kit import Fault, Platform
from publisher.sandbox.server import Server

HERE = Path(__file__).parent
POST = "content/post/index.md"
SETTINGS = """\
[site]
title = "bench"
url = "https://blog.example.com"
content = "content"
permalink = ":abbrlink.html"
author = "bench"
"""
CHAINS: Mapping[str, tuple[int, int]] = {"wechat": (4, 1), "zhihu": (6, 5)}
"""Calls around the pictures, and those of one picture, that need each other's answers. WeChat: token, look,
add, read; upload. Zhihu: who am I, look, create, cover, text, read; register, put, confirm, ask twice."""

WAITS: Mapping[str, float] = {"wechat": 0, "zhihu": 0.25}
"""Seconds a picture is given before it is asked for again."""


@dataclass(frozen=True)
class Took:
    """Seconds: the whole process, and on the wire; and how many calls were made."""

    whole: float
    wire: float
    calls: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=30)
    parser.add_argument("--latency", type=float, default=0.1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--wenyan", type=Path)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        push(json.loads(asked.child))
        return
    print(
        f"{asked.pictures} pictures, answers after {asked.latency * 1000:.0f} ms, median of {asked.runs} runs"
    )
    print(f"{'':<34}{'calls':>7}{'on the wire':>14}{'× chain':>10}{'× at limits':>13}{'process':>12}")
    for name in CHAINS:
        limits = registry.adapter(name).limits
        around, each = CHAINS[name]
        chain = (around + each) * asked.latency + WAITS[name]
        rounds = ceil(asked.pictures / limits.uploads_at_once)
        at_limits = (around + rounds * each) * asked.latency + rounds * WAITS[name]
        print(f"{name}: longest chain {chain:.2f} s; {limits.uploads_at_once} at once: {at_limits:.2f} s")
        report("  yigao", measure(name, asked, {}), chain, at_limits)
        report("  yigao, one after the other", measure(name, asked, {"at_once": 1}), chain, at_limits)
        due = around + each * asked.pictures - limits.calls_per_minute / 10  # a tenth may go at once
        paced = max(at_limits, due * 60 / limits.calls_per_minute)
        report("  yigao, at the adapter's pace", measure(name, asked, {"paced": True}), chain, paced)
        if asked.wenyan and name == "wechat":
            report("  wenyan", measure(name, asked, None), chain, at_limits)


def report(name: str, took: Took, chain: float, at_limits: float) -> None:
    print(
        f"{name:<34}{took.calls:>7}{took.wire * 1000:>11.0f} ms{took.wire / chain:>10.2f}"
        f"{took.wire / at_limits:>13.2f}{took.whole * 1000:>9.0f} ms"
    )


def measure(name: str, asked: argparse.Namespace, how: Mapping[str, object] | None) -> Took:
    """`how` our push goes; None = wenyan's."""
    took = []
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory() as folder:
            took.append(once(name, asked, how, Path(folder)))
    return Took(
        statistics.median(each.whole for each in took),
        statistics.median(each.wire for each in took),
        took[-1].calls,
    )


def once(name: str, asked: argparse.Namespace, how: Mapping[str, object] | None, folder: Path) -> Took:
    make_site(folder / "site", asked.pictures)
    platform = registry.simulator(name)(folder / "platform")
    with Server({name: platform}) as server:
        server.faults(name).append(Fault("slow", times=10**6, seconds=asked.latency))
        words = (
            ours(name, folder, platform, server, how) if how is not None else wenyan(folder, platform, server)
        )
        began = time.perf_counter()
        ran = subprocess.run(
            words,
            cwd=asked.wenyan if how is None else folder,
            env={**os.environ, "XDG_CONFIG_HOME": str(folder / "config"), "PYTHONPATH": paths()},
            capture_output=True,
            text=True,
            check=False,
        )
        whole = time.perf_counter() - began
        if ran.returncode or len(platform.arrived()) != 1:
            sys.exit(f"{words[0]} failed: {ran.stdout[-1000:]}{ran.stderr[-2000:]}")
        wire = (server.log[-1].at - server.log[0].at).total_seconds() + asked.latency
        return Took(whole, wire, len(server.log))


def ours(
    name: str, folder: Path, platform: Platform, server: Server, how: Mapping[str, object]
) -> Sequence[str]:
    about = {
        "name": name,
        "site": str(folder / "site"),
        "settings": {**platform.settings(server.base(name))},
        "secrets": dict(platform.secrets),
        **how,
    }
    return (sys.executable, __file__, "--child", json.dumps(about))


def wenyan(folder: Path, platform: Platform, server: Server) -> Sequence[str]:
    script = str(HERE / "wenyan_publish.mjs")
    return ("node", script, server.base("wechat"), *platform.secrets.values(), str(folder / "site" / POST))


def paths() -> str:
    return os.pathsep.join((str(HERE.parent), str(HERE.parent / "adapters")))


def make_site(root: Path, pictures: int) -> None:
    post = root / POST
    post.parent.mkdir(parents=True)
    shown = []
    for number in range(pictures):
        noise = Image.frombytes("RGB", (200, 150), random.Random(number).randbytes(200 * 150 * 3))
        noise.resize((800, 600)).save(post.parent / f"{number}.jpg", quality=80)
        shown.append(f"第 {number} 张：\n\n![图]({number}.jpg)\n")
    head = "---\ntitle: bench\nabbrlink: aaaa0001\ndate: 2026-01-01 08:00:00\ncover: 0.jpg\n---\n\n"
    post.write_text(head + "\n".join(shown), encoding="utf-8")


def push(about: Mapping[str, object]) -> None:
    """In a process of its own: what `publish push` does, with one limit or another changed."""
    from publisher.cli.fetching import open_making
    from publisher.cli.workspace import open_workspace
    from publisher.planning.decision import Options
    from publisher.push.apply import apply
    from publisher.push.open import Opener
    from publisher.push.secrets import Secrets
    from publisher.source.settings import override
    from publisher.wire.patience import SYSTEM

    root, name = Path(str(about["site"])), str(about["name"])
    settings, secrets = about["settings"], about["secrets"]
    assert isinstance(settings, dict)
    assert isinstance(secrets, dict)
    (root / "publish.toml").write_text(f'{SETTINGS}[targets.{name}]\nadapter = "{name}"\n', encoding="utf-8")
    workspace = open_workspace(root, ())
    changed = override(workspace.settings, name, settings)
    workspace = replace(workspace, settings=changed, targets=tuple(changed.targets.values()))
    tools, options = workspace.tools(), Options()
    planned = workspace.plan((POST,), options, tools, named=True)
    if about.get("at_once"):
        planned = tuple(
            replace(p, prepared=replace(p.prepared, work=slowed(p.prepared.work))) for p in planned
        )
    opener = Opener(
        root,
        workspace.home / "cache",
        Secrets(os.environ, secrets, root),
        SYSTEM,
        paced=bool(about.get("paced")),
    )
    outcomes = apply(
        planned,
        workspace.ledger(),
        options,
        lambda work: opener.open(work.target, work.adapter, work.settings),
        root,
        tools,
        making=open_making(workspace),
    )
    for outcome in outcomes:
        print(outcome.result, outcome.error or "")


def slowed(work: Work) -> Work:
    limits = replace(work.adapter.limits, uploads_at_once=1)
    return replace(work, adapter=replace(work.adapter, limits=limits))


if __name__ == "__main__":
    main()
