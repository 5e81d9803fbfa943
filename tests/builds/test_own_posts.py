"""Posts with every construct and every hazard, built by real generators.

`posts/meaning.toml` says what each of them means, in terms of what a page shows.
"""

from __future__ import annotations

import re
import struct
import tomllib
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest


@dataclass(frozen=True)
class Case:
    """A post and what it means: `posts/meaning.toml` says how."""

    markdown: str
    formulas: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    elements: list[list[str]] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    links: list[list[str]] = field(default_factory=list)
    images: int = 0
    items: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    beyond: str = ""


POSTS = Path(__file__).parent / "posts"
CASES = {
    name: Case((POSTS / f"{name}.md").read_text(encoding="utf-8"), **meaning)
    for name, meaning in tomllib.loads((POSTS / "meaning.toml").read_text(encoding="utf-8")).items()
}


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def sources(site: Path) -> list[str]:
    for name, case in CASES.items():
        file = site / "content" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        front = f"---\ntitle: post {name}\nabbrlink: {name}\ndate: 2024-03-17 10:46:09\n---\n\n"
        file.write_text(front + case.markdown, encoding="utf-8")
        if "pic.png" in case.markdown:
            (site / "content" / name).mkdir()
            (site / "content" / name / "pic.png").write_bytes(png())
    (site / "static" / "images").mkdir(parents=True)
    (site / "static" / "images" / "root.png").write_bytes(png())
    return ["content"]


BUILDS = [
    ("any", "marked"), ("any", "pandoc"), ("any", "markdown-it"),
    ("", "marked"),
    ("marked", "marked"), ("pandoc", "pandoc"), ("markdown-it", "markdown-it"), ("kramed", "kramed"),
]  # fmt: skip


@pytest.fixture(params=BUILDS, ids=[f"{plugin}-{renderer or 'default'}" for renderer, plugin in BUILDS])
def hexo(request: pytest.FixtureRequest, build: Callable[..., Any], hexo_tools: None) -> Any:
    renderer, plugin = request.param
    return build("own", sources, "hexo", renderer, plugin)


def test_a_hexo_blog_builds_without_an_error(hexo: Any) -> None:
    assert hexo.code == 0, hexo.log
    assert "ERROR" not in hexo.log, hexo.log
    assert {file.stem for file in hexo.public.glob("*.html")} >= set(CASES)


def test_every_page_shows_what_its_author_meant(hexo: Any, request: pytest.FixtureRequest) -> None:
    wrong = [
        f"{name}: {problem}"
        for name, case in CASES.items()
        if not case.beyond or case.beyond not in request.node.name
        for problem in problems(hexo, name, case)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_real_theme_builds_with_its_own_tags_and_mathjax(
    build: Callable[..., Any], hexo_tools: None
) -> None:
    def noted(site: Path) -> list[str]:
        folders = sources(site)
        file = site / "content" / "noted.md"
        text = "{% note info %}\n文 **“粗”**字 $a_i*b_j*c$\n{% endnote %}\n"
        file.write_text(f"---\ntitle: noted\nabbrlink: noted\n---\n{text}", encoding="utf-8")
        return folders

    built = build("themed", noted, "hexo", "", "marked", theme="next")
    assert built.code == 0, built.log
    assert "ERROR" not in built.log, built.log
    page = built.page("noted")
    assert 'class="note info"' in page.html
    assert page.formulas == ["a_i*b_j*c"]
    assert page.within["strong"] == ["“粗”"]
    assert "mathjax" in (built.public / "noted.html").read_text(encoding="utf-8").lower()


def problems(built: Any, name: str, case: Case) -> list[str]:
    page = built.page(name)
    found = []
    if page.formulas != sorted("".join(tex.split()) for tex in case.formulas):
        found.append(f"formulas {page.formulas}")
    found += [f"no {words!r} in {page.text!r}" for words in case.shown if words not in page.text]
    plain = "".join(page.stretches)
    found += [f"{words!r} in {plain!r}" for words in case.hidden if words in plain]
    strong = page.within.get("strong", [])
    marked = [re.sub(r"\s", " ", words.replace("\\(", "$").replace("\\)", "$")) for words in strong]
    found += [f"{words!r} is not bold: {marked}" for words in case.bold if words not in marked]
    for tags, words in case.elements:
        if not any(words in page.within.get(tag, []) for tag in tags.split("|")):
            found.append(f"no <{tags}> {words!r}: {page.within}")
    if case.cells and list(map(len, page.rows)) != case.cells:
        found.append(f"cells {page.rows}")
    if not case.cells and page.rows:
        found.append(f"a table: {page.rows}")
    linked = [(bare(address), words) for address, words in page.links]
    found += [
        f"no link {link}: {page.links}" for link in case.links if (bare(link[0]), link[1]) not in linked
    ]
    found += [
        f"no item {words!r}: {page.within.get('li')}"
        for words in case.items
        if words not in page.within.get("li", [])
    ]
    codes = " ".join(page.within.get("code", []))
    found += [f"no code {words!r}: {codes!r}" for words in case.code if words not in codes]
    if len(page.images) != case.images:
        found.append(f"{len(page.images)} pictures")
    for image in page.images:
        src = unquote(image.get("src", ""))
        if not (built.public / (src if src.startswith("/") else f"/{name}/{src}").lstrip("/")).is_file():
            found.append(f"the picture {src!r} is not there")
    return found


def bare(address: str) -> str:
    """An address as far as generators agree: root-relative, without `https:` and the last `/`."""
    return re.sub(r"^https?://(blog\.example\.cn)?", "", address).removesuffix("/")


OTHERS = [("hugo", ""), ("hugo", "goldmark"), ("jekyll", "")]


@pytest.fixture(params=OTHERS, ids=["hugo-passthrough", "hugo-goldmark", "jekyll"])
def other(request: pytest.FixtureRequest, build: Callable[..., Any]) -> Any:
    generator, renderer = request.param
    request.getfixturevalue(f"{generator}_tools")
    return build("own", sources, generator, renderer)


def test_hugo_and_jekyll_build_a_hexo_author_s_posts(other: Any, request: pytest.FixtureRequest) -> None:
    assert other.code == 0, other.log
    assert "ERROR" not in other.log, other.log
    wrong = [
        f"{name}: {problem}"
        for name, case in CASES.items()
        if not set(case.beyond.split()) & set(re.split(r"[\[\]-]", request.node.name))
        for problem in problems(other, name, case)
    ]
    assert not wrong, "\n".join(wrong)
