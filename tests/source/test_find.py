"""POST on a command line: files, folders and every name a post goes by."""

from pathlib import Path

import pytest

from publisher.errors import ConfigError
from publisher.source.find import find_posts
from publisher.source.index import build_index

from .conftest import Make

FILES = {
    "posts/a/one.md": "---\nabbrlink: 3345028a\ntitle: The first\n---\nx",
    "posts/a/two.md": "---\nslug: second\n---\nx",
    "posts/b/index.md": "x",
    "posts/c/same.md": "x",
    "posts/d/same.md": "x",
    "posts/e/broken.md": "---\ntitle: a: b\n---\nx",
    "readme.md": "no post",
}


def found(make: Make, *names: str, cwd: str = ".", every: bool = False) -> tuple[str, ...]:
    settings = make(FILES)
    return find_posts(settings, build_index(settings), names, every, settings.root / cwd)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("posts/a/one.md", "posts/a/one.md"),
        ("3345028a", "posts/a/one.md"),
        ("The first", "posts/a/one.md"),
        ("one", "posts/a/one.md"),
        ("a/one", "posts/a/one.md"),
        ("second", "posts/a/two.md"),
        ("b", "posts/b/index.md"),
        ("posts/b", "posts/b/index.md"),
        ("posts/b/", "posts/b/index.md"),
        ("posts/e/broken.md", "posts/e/broken.md"),
        ("broken", "posts/e/broken.md"),
        ("c/same", "posts/c/same.md"),
    ],
)
def test_a_post_is_found_by_any_name(make: Make, name: str, path: str) -> None:
    assert found(make, name) == (path,)


def test_a_file_is_looked_for_from_the_working_directory_first(make: Make) -> None:
    assert found(make, "one.md", cwd="posts/a") == ("posts/a/one.md",)
    assert found(make, "../b", cwd="posts/a") == ("posts/b/index.md",)
    assert found(make, ".", cwd="posts/a") == ("posts/a/one.md", "posts/a/two.md")


def test_a_folder_means_all_posts_below_it_and_each_post_comes_once(make: Make) -> None:
    assert found(make, "posts/a", "one", "second") == ("posts/a/one.md", "posts/a/two.md")
    assert len(found(make, "posts")) == 6


def test_everything_includes_what_cannot_be_read(make: Make) -> None:
    assert found(make, every=True) == tuple(sorted(path for path in FILES if path.startswith("posts/")))


def test_a_path_may_be_absolute(make: Make) -> None:
    root = make(FILES).root
    assert found(make, str(root / "posts" / "a" / "one.md")) == ("posts/a/one.md",)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("3345028b", "no post is named", "did you mean 3345028a?"),
        ("same", "no post is named", "posts/c/same.md, posts/d/same.md"),
        ("readme.md", "is no post", "below"),
        ("static", "holds no posts", "below"),
        ("zzzzzzzz", "no post is named", "a file, a folder or a post's key"),
    ],
)
def test_what_is_not_found_says_what_could_be_meant(make: Make, name: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        found(make, name)
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["", " ", "\t"])
def test_an_empty_name_never_means_every_post(make: Make, name: str) -> None:
    with pytest.raises(ConfigError, match="empty name") as caught:
        found(make, "one", name)
    assert "unset" in caught.value.hint


def test_all_posts_of_a_key_that_two_claim_are_found(make: Make, tmp_path: Path) -> None:
    settings = make({f"posts/{name}.md": "---\nabbrlink: k\n---\nx" for name in "ab"})
    assert find_posts(settings, build_index(settings), ["k"], False, tmp_path) == ("posts/a.md", "posts/b.md")
