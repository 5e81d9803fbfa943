"""`publish check --links` over a real blog: its slips are found.

What must be found is looked for in the sources by simple means of this file's own.
"""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main

from .conftest import copied

SETTINGS = """\
[site]
url = "http://www.linsight.cn"
aliases = ["https://www.linsight.cn"]
content = "_posts"
static = "."
permalink = ":abbrlink.html"
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】", "【推荐文章】", "往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[targets.blog]
adapter = "blog"
generator = "hexo"
path = "../blog/source/_posts"
"""
Place = tuple[str, int]


@pytest.fixture(scope="module")
def blog(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("check-links") / "site"
    copied(corpus, root, SETTINGS)
    return root


@pytest.fixture(scope="module")
def found(blog: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(["check", "--site", str(blog), "--links", "--json"])
    findings: list[dict[str, Any]] = json.loads(out.getvalue())["findings"]
    return findings


def lines(blog: Path, pattern: str) -> set[Place]:
    """Files and lines on which a pattern stands."""
    return {
        (path.relative_to(blog).as_posix(), number)
        for path in blog.rglob("*.md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    }


def told(found: list[dict[str, Any]], code: str) -> set[Place]:
    return {
        (each["file"], line)
        for each in found
        if each["code"] == code
        for line in (each["line"], *each["more_lines"])
    }


def test_a_number_that_leads_to_another_part_is_found(blog: Path, found: list) -> None:
    """The fourth part's address stands behind the third's words."""
    (path,) = (
        path for path in blog.rglob("*.md") if "title: 大模型算法题(4)" in path.read_text(encoding="utf-8")
    )
    (key,) = re.findall(r"^abbrlink: '?(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    slips = lines(blog, rf"\(3\)\]\(https?://www\.linsight\.cn/{key}\.html\)")
    assert slips
    assert slips <= told(found, "link-says-other")


def test_links_to_a_preview_s_server_are_found(blog: Path, found: list) -> None:
    slips = lines(blog, r"\]\(http://localhost")
    assert slips
    assert told(found, "link-local") | told(found, "own-link-preview") == slips


def test_every_link_that_leads_to_no_post_keeps_its_line(blog: Path, found: list) -> None:
    sources = [path.read_text(encoding="utf-8") for path in blog.rglob("*.md")]
    keys = {key for text in sources for key in re.findall(r"^abbrlink: '?(\w+)", text, re.MULTILINE)}
    dead = lines(blog, rf"\]\(https?://www\.linsight\.cn/(?!(?:{'|'.join(keys)})\.html)\w")
    assert told(found, "own-link-unknown") == dead
    assert len([each for each in found if each["code"] == "own-link-unknown"]) < len(dead) / 5


def test_no_place_of_a_page_is_missed(found: list) -> None:
    assert not told(found, "anchor-unknown")
