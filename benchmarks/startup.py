"""How fast the command starts, and how fast a dry run is: whole processes, medians, printed.

    python benchmarks/startup.py [--runs 9]

Makes a site of 100 posts in a temporary folder; the measured post has 33 KB, 30 distinct formulas, code,
tables and pictures. "Cold" means no cache of any kind, "warm" the caches of an earlier run. Timing belongs
here and never in a test, since machines differ.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETTINGS = """
[site]
title = "bench"
url = "https://blog.example.com"
content = "content"
static = "content/static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
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

SENTENCE = "这一段只是为了让文章有真实的长度，里面有**“强调”**、`代码`和[链接](https://example.com/{n})。"

CODE_AND_TABLE = """```python
for i in range(10):
    print(i)
```

| a | b |
| --- | ---: |
| 1 | 2 |

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        size = make_site(site)
        print(
            f"measured post: {size / 1000:.1f} KB, 30 distinct formulas, site of 100 posts, {runs} runs each"
        )
        report("publish --help", [run(site, "--help") for _ in range(runs)])
        dry = ("content/measured", "--dry-run")
        report("dry run, nothing cached", [cold(site, *dry) for _ in range(max(3, runs // 3))])
        run(site, *dry)
        report("dry run, caches warm", [run(site, *dry) for _ in range(runs)])
        others = [renew(site, *dry) for _ in range(runs)]
        report("dry run, index cached, formulas not", others)


def make_site(site: Path) -> int:
    """100 posts; returns the size in bytes of the measured one."""
    (site / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    for n in range(99):
        folder = site / "content" / f"post-{n}"
        folder.mkdir(parents=True)
        text = f"---\ntitle: 第{n}篇\nabbrlink: a{n:07x}\ndate: 2024-01-01 00:00:00\ntags: [a, b]\n---\n\n"
        (folder / "index.md").write_text(text + SENTENCE.format(n=n) * 60, encoding="utf-8")
    folder = site / "content" / "measured"
    folder.mkdir()
    shutil.copy(Path(__file__).parent.parent / "content/softmax-temperature/curve.png", folder / "curve.png")
    parts = ["---\ntitle: 量\nabbrlink: ffffff01\ndate: 2024-06-01 00:00:00\n---\n\n"]
    for n in range(30):
        parts.append(f"## 第{n}节\n\n" + SENTENCE.format(n=n) * 7 + f"\n\n$$\n{formula(n)}\n$$\n\n")
        if n % 5 == 0:
            parts.append(CODE_AND_TABLE)
            parts.append("![曲线](curve.png)\n\n")
    text = "".join(parts)
    (folder / "index.md").write_text(text, encoding="utf-8")
    return len(text.encode())


def formula(n: int) -> str:
    return (
        rf"\sum_{{i=1}}^{{{n}}}\frac{{x_i^{{{n + 2}}}}}{{\sqrt{{{n}+y_i}}}}\left(\alpha_{{{n}}}+\beta\right)"
    )


def run(site: Path, *words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "publisher", *words], cwd=site, check=True, capture_output=True)
    return time.perf_counter() - start


def cold(site: Path, *words: str) -> float:
    shutil.rmtree(site / ".publish", ignore_errors=True)
    return run(site, *words)


def renew(site: Path, *words: str) -> float:
    shutil.rmtree(site / ".publish" / "cache" / "typeset", ignore_errors=True)
    return run(site, *words)


def report(what: str, times: list[float]) -> None:
    low, middle, high = min(times), statistics.median(times), max(times)
    print(f"{what:<40} median {middle * 1000:7.0f} ms   (min {low * 1000:.0f}, max {high * 1000:.0f})")


if __name__ == "__main__":
    main()
