"""Blocks that write themselves, over a whole real blog."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main
from publisher.markdown.blocks import relatives
from publisher.source.index import build_index
from publisher.source.settings import load_settings
from publisher.source.view import view

from .conftest import SETTINGS, copied

START = re.compile(r"^(往期|【往期|【推荐)")


def kept(path: Path) -> set[str]:
    """Where the links of a post's lists lead, counted by simple means."""
    found: set[str] = set()
    inside = False
    for line in path.read_text(encoding="utf-8").split("\n"):
        inside = bool(START.match(line)) or (inside and not re.match(r"\*\*\*|#|读到这了|博客：", line))
        found |= set(re.findall(r"\]\((http[^)\s]+)\)", line)) if inside else set()
    return found


def rendered(root: Path, target: str, out: Path) -> dict[str, Any]:
    """Each rendition of a target, by its post's path."""
    assert main(["render", "--all", "--to", target, "--site", str(root), "--out", str(out)]) == 0
    found = (json.loads(file.read_text(encoding="utf-8")) for file in out.glob("*/*/rendition.json"))
    return {about["post"]: about for about in found}


@pytest.fixture(scope="module")
def blog(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(corpus, tmp_path_factory.mktemp("related") / "site", SETTINGS)


def test_series_are_found_by_their_titles(blog: Path) -> None:
    settings = load_settings(blog)
    index = build_index(settings)
    found = relatives.of(view(settings, index, settings.targets["zhihu"])).series.values()
    parts = {series.name: [index.entries[key].title for key in series.parts] for series in found}
    assert parts["大模型算法题"] == ["大模型算法题(1)", "大模型算法题(4)"]
    assert [title.split("-")[0] for title in parts["最近阅读"]] == ["最近阅读", "最近阅读3"]
    assert len(parts) == 2


def test_a_list_with_a_number_has_just_as_many_and_says_what_was_cut(corpus: Path, tmp_path: Path) -> None:
    settings = SETTINGS.replace('adapter = "wechat"\n', 'adapter = "wechat"\nrelated = 5\n')
    root = copied(corpus, tmp_path / "site", settings)
    found = rendered(root, "wechat", tmp_path / "out")
    cut = 0
    for path, about in found.items():
        by_hand = kept(root / path)
        if not by_hand:
            continue
        listed = [link for link in about["links"] if link["line"] == 0 and "linsight.cn/" in link["url"]]
        posts = [link for link in listed if link["url"].removesuffix("/").endswith(".html")]
        said = [note for note in about["notes"] if note["kind"] == "related-cut"]
        assert len(posts) == 5, path
        cut += len(said)
        assert bool(said) == (len(by_hand) > 5), path
    assert cut >= 3


def test_a_blog_s_file_read_back_as_a_source_gives_the_same_file(blog: Path, tmp_path: Path) -> None:
    found = rendered(blog, "blog", tmp_path / "once")
    again = copied(blog, tmp_path / "again", SETTINGS)
    for about in found.values():
        body = (tmp_path / "once" / "blog" / about["key"] / "body.md").read_bytes()
        (again / about["post"]).write_bytes(body)
    rendered(again, "blog", tmp_path / "twice")
    for about in found.values():
        once, twice = (tmp_path / name / "blog" / about["key"] / "body.md" for name in ("once", "twice"))
        assert twice.read_text(encoding="utf-8") == once.read_text(encoding="utf-8"), about["post"]
