"""A whole real blog, built by real generators: its author's formulas and pictures are on every page.

What must be there is counted from the source by simple means of this file's own, not by our parser.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1\s*$", re.DOTALL | re.MULTILINE)
DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE = re.compile(r"(?<!\\)\$([^$\n]+?)\$")
PICTURE = re.compile(r"\{% asset_img (\S+)|!\[[^\]]*\]\(([^)\s]+)")


def bodies(corpus: Path) -> Iterator[tuple[str, str, Path]]:
    """Abbrlink, Markdown without code, and file of every post."""
    for file in sorted(corpus.glob("_posts/**/*.md")):
        front, body = file.read_text(encoding="utf-8").split("\n---\n", 1)
        link = re.search(r"^abbrlink: *'?([^'\n]+)'?$", front, re.MULTILINE)
        assert link
        yield link[1], re.sub(r"`[^`\n]+`", " ", FENCE.sub("", body)), file


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def formulas(text: str) -> list[str]:
    displays, rest = DISPLAY.findall(text), DISPLAY.sub(" ", text)
    return sorted(squeezed(tex) for tex in [*displays, *INLINE.findall(rest)])


@pytest.fixture
def sources(corpus: Path) -> Callable[[Path], list[str]]:
    def copied(site: Path) -> list[str]:
        shutil.copytree(corpus / "_posts", site / "_posts")
        shutil.copytree(corpus / "images", site / "static" / "images")
        return ["_posts"]

    return copied


@pytest.mark.parametrize("renderer", ["", "any", "own"])
@pytest.mark.parametrize("plugin", ["marked", "pandoc", "markdown-it"])
def test_hexo_builds_every_post_with_its_formulas_pictures_and_bold_words(
    corpus: Path, sources: Any, build: Callable[..., Any], hexo_tools: None, plugin: str, renderer: str
) -> None:
    built = build("real", sources, "hexo", plugin if renderer == "own" else renderer, plugin)
    assert built.code == 0, built.log
    assert "ERROR" not in built.log, built.log
    for link, text, file in bodies(corpus):
        page = built.page(link)
        assert page.formulas == formulas(text), file
        check_pictures(built, page, text, file)
        plain = "".join(page.stretches)
        assert not [sign for sign in ("{%", "{{", "endraw", "![") if sign in plain], file
        bare = INLINE.sub("", DISPLAY.sub("", plain)) if "**" in plain else plain
        assert "**" not in re.sub(r"\\\(.*?\\\)|\\\[.*?\\\]", "", bare, flags=re.DOTALL), file


@pytest.mark.parametrize("generator", ["hugo", "jekyll"])
def test_hugo_and_jekyll_build_every_post_with_its_formulas_and_pictures(
    corpus: Path, sources: Any, build: Callable[..., Any], request: pytest.FixtureRequest, generator: str
) -> None:
    request.getfixturevalue(f"{generator}_tools")
    built = build("real", sources, generator)
    assert built.code == 0, built.log
    assert "ERROR" not in built.log, built.log
    for _, text, file in bodies(corpus):
        page = built.page(file.stem.lower() if generator == "hugo" else file.stem)
        assert page.formulas == formulas(text), file
        check_pictures(built, page, text, file)


def check_pictures(built: Any, page: Any, text: str, file: Path) -> None:
    wanted = {
        (one or two).rsplit("/", 1)[-1] for one, two in PICTURE.findall(text) if not two.startswith("http")
    }
    shown = {unquote(image["src"]).rsplit("/", 1)[-1] for image in page.images}
    assert wanted <= shown, (file, wanted - shown)
    for image in page.images:
        path = unquote(image["src"])
        if not path.startswith("http"):
            path = path if path.startswith("/") else f"{page.name}/{path}"
            assert (built.public / path.lstrip("/")).is_file(), (file, image)
