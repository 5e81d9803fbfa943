from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from publisher_blog.settings import BlogSettings


def table(**keys: object) -> BlogSettings:
    return msgspec.convert({"adapter": "blog", **keys}, BlogSettings)


def problems(root: Path, **keys: object) -> tuple[str, ...]:
    return table(**keys).problems(root, (root / "content",))


def test_the_documented_tables_are_accepted(tmp_path: Path) -> None:
    assert problems(tmp_path, generator="hexo", delivery="directory", path="../blog/source/_posts") == ()
    assert problems(
        tmp_path, delivery="git", path="source/_posts", remote="git@host:me/blog.git",
        branch="backup", mode="direct",
    ) == ()  # fmt: skip
    assert problems(
        tmp_path, delivery="github", path="source/_posts", repository="me/blog", branch="backup",
        token="env:BLOG_TOKEN", endpoints={"api": "http://127.0.0.1:1"},
    ) == ()  # fmt: skip


@pytest.mark.parametrize("keys", [{"generator": "astro"}, {"delivery": "ftp"}, {"mode": "x"}, {"paht": "x"}])
def test_an_unknown_word_is_refused(keys: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        table(**keys)


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path)[0].startswith("`path`")


@pytest.mark.parametrize("path", ["content/_posts", "content", ".", "x/../content/_posts"])
def test_a_path_within_the_content_or_around_it_is_refused(tmp_path: Path, path: str) -> None:
    assert any("within each other" in found for found in problems(tmp_path, path=path, static=path)), (
        "posts delivered would be taken for sources"
    )


def test_a_hidden_folder_of_the_content_holds_no_sources(tmp_path: Path) -> None:
    settings = table(path=str(tmp_path / ".publish/sandbox/blog/source/_posts"))
    assert settings.problems(tmp_path, (tmp_path,)) == ()


def test_a_static_folder_that_cannot_be_reached_from_the_path_is_told(tmp_path: Path) -> None:
    assert any("`static`" in found for found in problems(tmp_path, path="../x/articles", static="blog"))
    assert problems(tmp_path, path="../blog/articles", static="../blog/public") == ()
    assert problems(tmp_path, path="../blog/articles") == ()


@pytest.mark.parametrize(("delivery", "key"), [("git", "remote"), ("github", "repository")])
def test_a_forge_needs_to_be_named(tmp_path: Path, delivery: str, key: str) -> None:
    assert any(
        found.startswith(f"`{key}`") for found in problems(tmp_path, delivery=delivery, path="source/_posts")
    )
