"""How fast a whole site is rendered for all its targets, beside other tools on the same files, in one run.

    python benchmarks/render.py [FOLDER] [--runs 5] [--copies 1] [--wenyan FOLDER]

FOLDER holds posts (default: the sample site's content/). Whole processes, medians. "Cold" means no cache of
any kind, "warm" a second run in which nothing has changed. `--wenyan` names a folder in which
`npm install @wenyan-md/core` was run (it makes one target's HTML); pandoc is measured where it is installed
(plain HTML, formulas left to the browser). `--copies` puts every post several times into the site: memory
must not grow with it. Timing belongs here and never in a test, since machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SETTINGS = """
[site]
title = "bench"
url = "https://blog.example.com"
content = [{content}]
static = "posts/0"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】", "【推荐文章】", "往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[targets.blog]
adapter = "blog"
path = "out/source/_posts"
[targets.zhihu]
adapter = "zhihu"
[targets.wechat]
adapter = "wechat"
"""


@dataclass(frozen=True)
class Cost:
    """Medians: wall time and processor time in seconds, and the largest process in MB (0 = not known)."""

    wall: float
    processor: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "content")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--wenyan", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        files = make_site(root, asked.folder, asked.copies)
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"{len(files)} posts, {size:.2f} MB, {os.cpu_count()} processors, median of {asked.runs} runs")
        report("yigao, 3 targets, cold", measure(asked.runs, render(root), lambda: forget(root)), size)
        report("yigao, 3 targets, warm", measure(asked.runs, render(root), lambda: None), size)
        print(f"{'':32}{over(root)} of {len(files)} over 20,000 characters on WeChat")
        if asked.wenyan:
            words = ["node", str(HERE / "wenyan.mjs"), *map(str, files)]
            report("wenyan, WeChat alone", measure(asked.runs, words, lambda: None, asked.wenyan), size)
            said = subprocess.run(words, cwd=asked.wenyan, capture_output=True, text=True, check=True).stdout
            print(
                f"{'':32}{json.loads(said.splitlines()[-1])['over']} of {len(files)} over 20,000 characters"
            )
        if shutil.which("pandoc"):
            words = [sys.executable, "-c", EACH, *map(str, files)]
            report("pandoc, plain HTML", measure(asked.runs, words, lambda: None), size)


EACH = """
import subprocess, sys
for file in sys.argv[1:]:
    words = ["pandoc", "-f", "markdown", "-t", "html5", "--mathjax", file]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
"""


def make_site(root: Path, folder: Path, copies: int) -> list[Path]:
    """The posts in a site of their own, each `copies` times under another abbrlink."""
    places = [root / "posts" / str(number) for number in range(copies)]
    posts = [place / "_posts" if (folder / "_posts").is_dir() else place for place in places]
    content = ", ".join(f'"{place.relative_to(root).as_posix()}"' for place in posts)
    (root / "publish.toml").write_text(SETTINGS.replace("{content}", content), encoding="utf-8")
    for number, place in enumerate(places):
        shutil.copytree(folder, place)
        for file in place.rglob("*.md") if number else ():
            text = file.read_text("utf-8")
            text = re.sub(r"(?m)^(abbrlink: *['\"]?)", rf"\g<1>c{number}", text, count=1)
            file.write_text(text, encoding="utf-8")
    return sorted((root / "posts").rglob("*.md"))


def render(root: Path) -> Sequence[str]:
    words = (sys.executable, "-m", "publisher", "render", "--all", "--site", str(root))
    return (*words, "--out", str(root / "rendered"))


def forget(root: Path) -> None:
    for folder in (root / ".publish", root / "rendered"):
        shutil.rmtree(folder, ignore_errors=True)


def measure(runs: int, words: Sequence[str], before: Callable[[], None], folder: Path | None = None) -> Cost:
    costs: list[Cost] = []
    for _ in range(runs):
        before()
        start, used = time.perf_counter(), os.times()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, errors = process.communicate()
        if process.returncode:
            sys.exit(f"{words[0]} failed: {errors.decode(errors='replace')[-2000:]}")
        ended = os.times()
        processor = ended.children_user - used.children_user + ended.children_system - used.children_system
        costs.append(Cost(time.perf_counter() - start, processor, 0))
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        largest(words, folder, before),
    )


def largest(words: Sequence[str], folder: Path | None, before: Callable[[], None]) -> float:
    """Peak memory of the largest process of one more run, in MB."""
    before()
    watch = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
    try:
        said = subprocess.run(
            [sys.executable, "-c", watch, *words], cwd=folder, capture_output=True, text=True, check=True
        ).stdout
    except subprocess.CalledProcessError:  # Windows has no such count
        return 0
    return int(said.split()[-1]) / (1e6 if sys.platform == "darwin" else 1e3)


def over(root: Path) -> int:
    bodies = (root / "rendered" / "wechat").rglob("rendition.json")
    return sum(json.loads(file.read_text("utf-8"))["size"]["characters"] > 20_000 for file in bodies)


def report(name: str, cost: Cost, size: float) -> None:
    print(
        f"{name:<32}{cost.wall * 1000:8.0f} ms   processor {cost.processor * 1000:6.0f} ms   "
        f"{size / cost.wall:6.2f} MB/s   peak {cost.memory:4.0f} MB"
    )


if __name__ == "__main__":
    main()
