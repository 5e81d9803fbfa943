"""How fast the links of a whole site are found and looked up: a generated site, in one process.

    python benchmarks/links.py [--posts 1000] [--links 50] [--runs 3]

Every post has prose, code, formulas and a list of links as one kept by hand; half of its links are in prose.
They are written as authors write them: under both of the site's names, as paths, files, titles and tags, and
as addresses on platforms, which only the ledger knows. "Cold" means no cache of any kind, every file read;
"warm" that nothing has changed. All links are looked up each time. The last line is what finding them would
cost if sources were parsed, measured on a part of the posts.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from publisher.markdown.front_matter import read
from publisher.markdown.parse import Parsed, parse
from publisher.model.places import elsewhere
from publisher.model.post import PostKey
from publisher.source.graph import Targets, build_graph, mentions
from publisher.source.index import build_index
from publisher.source.settings import Settings, load_settings

SETTINGS = """
[site]
title = "bench"
url = "http://blog.example.com"
aliases = ["https://www.blog.example.com"]
content = "posts"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
[[blocks]]
name = "related"
starts = ["往期回顾", "【推荐文章】"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
"""
FORMS = (
    "[{title}](http://blog.example.com/{key}.html)",
    "[{title}](https://www.blog.example.com/{key}.html)",
    "[上一篇](/{key}.html#part)",
    "[{title}](p{number}.md)",
    "[[{title}]]",
    "{{% post_link p{number} %}}",
    "[《{title}》](https://zhuanlan.example.com/p/{number}?utm_source=x)",
    "[文章](https://mp.example.com/s?__biz=MzA==&mid={number}&idx=1&sn=ab{number}&chksm=0#rd)",
)
PROSE = "注意力的计算量随长度平方增长，$O(n^2)$，用 `flash` 也一样。前面写过{0}，也见{1}。\n\n"
CODE = "```python\ndef f(x):\n    return [x](x)\n```\n\n$$\ny=\\sum_i a_i[i]\n$$\n\n![图](images/a.png)\n\n"
FEW = 100


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--links", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        size = make_site(root, asked.posts, asked.links)
        time.sleep(0.1)  # files as new as their cache are read again
        measure(load_settings(root), asked.runs, size)


def make_site(root: Path, posts: int, links: int) -> float:
    """Writes the site; its size in MB."""
    chance = random.Random(4)
    (root / "publish.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "posts").mkdir()
    size = 0
    for number in range(posts):
        told = [link(chance.randrange(posts), chance.choice(FORMS)) for _ in range(links)]
        prose, listed = told[: links // 2], told[links // 2 :]
        text = f"---\ntitle: {title(number)}\nabbrlink: {key(number)}\ndate: 2024-01-01 10:00:00\n---\n\n"
        for at, (one, other) in enumerate(zip(prose[::2], prose[1::2], strict=False)):
            text += PROSE.format(one, other) + (CODE if at % 4 == 0 else "")
        text += "".join(prose[len(prose) // 2 * 2 :]) + "\n\n***\n\n【推荐文章】  \n- 一组：  \n"
        text += "  \n".join(listed) + "  \n"
        size += (root / "posts" / f"p{number}.md").write_text(text, encoding="utf-8")
    return size / 1e6


def measure(settings: Settings, runs: int, size: float) -> None:
    assert settings.cache is not None
    caches = (settings.cache / "index.json", settings.cache / "links.json")
    index = build_index(settings)
    known = elsewhere(places(len(index.entries)))
    found = [each for told in mentions(settings, index).values() for each in told]
    targets = Targets(settings, index, known)
    lost = [each for each in found if targets.of(each.path, each.url) is None]
    print(f"{len(index.entries)} posts, {size:.1f} MB, {len(found)} links, {len(lost)} of them unresolved")

    def forget() -> None:
        for cache in caches:
            cache.unlink(missing_ok=True)

    def whole() -> None:
        build_graph(settings, build_index(settings), known)

    report("front matter and links, cold", seconds(runs, whole, forget))
    report("front matter and links, warm", seconds(runs, whole))
    report("links alone, cold", seconds(runs, lambda: build_graph(settings, index, known), forget))
    report("links alone, warm", seconds(runs, lambda: build_graph(settings, index, known)))
    few = list(index.posts)[:FEW]
    took = seconds(runs, lambda: [parsed(settings.root / path) for path in few])
    report("the parser, for all posts", took, len(index.posts) / max(1, len(few)))


def places(posts: int) -> list[tuple[str, PostKey]]:
    """Where the ledger knows the posts to stand."""
    return [
        (address, PostKey(key(number)))
        for number in range(posts)
        for address in (
            f"https://zhuanlan.example.com/p/{number}",
            f"https://mp.example.com/s?__biz=MzA==&mid={number}&idx=1&sn=ab{number}",
        )
    ]


def parsed(path: Path) -> Parsed:
    text = path.read_text(encoding="utf-8")
    return parse(text, body_offset=read(text).body_offset)


def link(number: int, form: str) -> str:
    return form.format(title=title(number), key=key(number), number=number)


def title(number: int) -> str:
    return f"第{number}篇：关于模型"


def key(number: int) -> str:
    return f"{number * 2654435761 % 2**32:x}"


def seconds(
    runs: int, act: Callable[[], object], before: Callable[[], None] = lambda: None
) -> tuple[float, float]:
    """Medians of wall time and processor time."""
    wall, processor = [], []
    for _ in range(runs):
        before()
        start, spent = time.perf_counter(), time.process_time()
        act()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - spent)
    return statistics.median(wall), statistics.median(processor)


def report(name: str, took: tuple[float, float], times: float = 1) -> None:
    wall, processor = took
    print(f"{name:32}{wall * times:8.2f} s{processor * times:8.2f} s of processor time")


if __name__ == "__main__":
    main()
