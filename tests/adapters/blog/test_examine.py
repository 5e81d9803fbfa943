"""What can be told of a blog on this machine before anything is written there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from publisher.model.verdict import State
from publisher_blog.settings import BlogSettings
from publisher_blog.survey import survey


def surveyed(root: Path, **settings: Any) -> dict[str, tuple[State, str]]:
    table = BlogSettings(adapter="blog", **settings)
    return {each.what: (each.state, each.message + each.hint) for each in survey(table, root)}


PROJECTS = [
    ("hexo", "_config.yml", "source/_posts"),
    ("hugo", "hugo.toml", "content/posts"),
    ("hugo", "config/_default/hugo.yaml", "content/posts"),
    ("jekyll", "_config.yml", "_posts"),
]


@pytest.mark.parametrize(("generator", "sign", "posts"), PROJECTS)
def test_a_folder_in_its_generators_project_is_well(
    tmp_path: Path, generator: str, sign: str, posts: str
) -> None:
    (tmp_path / "blog" / posts).mkdir(parents=True)
    (tmp_path / "blog" / sign).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "blog" / sign).touch()
    found = surveyed(tmp_path, generator=generator, path=f"blog/{posts}")
    assert {state for state, _ in found.values()} == {State.OK}
    assert str(tmp_path / "blog") in found["project"][1]
    assert list((tmp_path / "blog" / posts).iterdir()) == []


def test_a_folder_in_no_project_is_a_warning_and_a_missing_one_an_error(tmp_path: Path) -> None:
    assert surveyed(tmp_path, path="blog/source/_posts")["folder"][0] is State.ERROR
    (tmp_path / "blog/source/_posts").mkdir(parents=True)
    found = surveyed(tmp_path, path="blog/source/_posts")
    assert (found["folder"][0], found["project"][0]) == (State.OK, State.WARNING)


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    (tmp_path / "posts").write_text("", encoding="utf-8")
    assert surveyed(tmp_path, path="posts")["folder"][0] is State.ERROR
    state, words = surveyed(tmp_path, path="posts/of/mine")["folder"]
    assert (state, "is no folder" in words) == (State.ERROR, True)


def test_delivery_by_git_needs_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"delivery": "git", "remote": "x", "path": "source/_posts"}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert surveyed(tmp_path, **settings)["git"][0] is State.ERROR


def test_delivery_to_a_forge_needs_nothing_here(tmp_path: Path) -> None:
    assert surveyed(tmp_path, delivery="github", repository="me/blog", path="source/_posts") == {}
