from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from publisher.errors import SourceError
from publisher.model.post import Post, PostKey
from publisher.model.tree import Document
from publisher_blog.generators import GENERATORS
from publisher_blog.place import Names, own_name, root_relative, safe, static_root, stem


def post(place: str, date: datetime | None = datetime(2024, 3, 17, 23, 30, tzinfo=UTC)) -> Post:
    return Post(PostKey("k"), f"content/{place}", "", "T", Document(), date=date, place=place)


@pytest.mark.parametrize(
    ("generator", "place", "wanted"),
    [
        ("hexo", "cs/nlp/2024/03/大模型算法题-1.md", "cs/nlp/2024/03/大模型算法题-1.md"),
        ("hexo", "hello/index.md", "hello.md"),
        ("hexo", "index.md", "index.md"),
        ("hexo", "a.b/index.md", "a.b.md"),
        ("hexo", "note.markdown", "note.markdown"),
        ("hugo", "cs/hello.md", "cs/hello/index.md"),
        ("hugo", "hello/index.md", "hello/index.md"),
        ("jekyll", "cs/hello/index.md", "cs/2024-03-17-hello.md"),
        ("jekyll", "2020-01-02-hello.md", "2020-01-02-hello.md"),
    ],
)
def test_a_post_goes_where_its_generator_looks_for_it(generator: str, place: str, wanted: str) -> None:
    found = post(place)
    assert GENERATORS[generator].place(stem(found), found) == wanted


def test_a_post_of_unknown_place_goes_by_its_own_name() -> None:
    assert stem(Post(PostKey("k"), "content/deep/hello/index.md", "", "T", Document())) == PurePosixPath(
        "hello"
    )
    assert stem(Post(PostKey("k"), "content/deep/hello.md", "", "T", Document())) == PurePosixPath("hello")


def test_jekyll_asks_for_a_date_where_there_is_none() -> None:
    with pytest.raises(SourceError, match="date"):
        GENERATORS["jekyll"].place(PurePosixPath("hello"), post("hello.md", None))


@pytest.mark.parametrize(
    ("path", "static", "marker", "below", "wanted"),
    [
        ("../blog/source/_posts", "", "_posts", "", ".."),
        ("../blog/source/_posts/", "", "_posts", "", ".."),
        ("../blog/source/_posts/notes/ai", "", "_posts", "", "../../.."),
        ("../blog/content/posts", "", "content", "static", "../../static"),
        ("../blog/content", "", "content", "static", "../static"),
        ("../blog/articles", "../blog/public", "_posts", "", "../public"),
        ("blog/a/b", "blog", "_posts", "", "../.."),
        ("blog", "blog", "_posts", "", "."),
        ("../blog/articles", "", "_posts", "", "."),
    ],
)
def test_what_a_slash_means_is_told_by_the_path_or_set(
    path: str, static: str, marker: str, below: str, wanted: str
) -> None:
    assert static_root(path, static, marker, below) == wanted


def test_a_static_folder_that_cannot_be_reached_is_refused() -> None:
    with pytest.raises(ValueError, match="static"):
        static_root("../x/a", "blog", "_posts", "")


@pytest.mark.parametrize(
    "path", ["", ".", "..", "../a", "a/../b", "/a", "a//b", "C:a", "a\\b", "a\0b", "a\nb", "a?"]
)
def test_a_path_that_could_leave_its_folder_is_not_safe(path: str) -> None:
    assert not safe(path)


@pytest.mark.parametrize(
    ("src", "wanted"),
    [("eval.png", "eval.png"), ("./sub/图 1.png", "sub/图 1.png"), ("hello/a.png", "a.png"),
     ("my%20pic.png?v=2#x", "my pic.png"), ("../other/b.png", "file.png"), ("/c.png", "file.png")],
)  # fmt: skip
def test_a_picture_keeps_the_name_the_author_wrote_unless_it_leads_elsewhere(src: str, wanted: str) -> None:
    assert own_name(src, "content/other/file.png", "hello") == wanted


def test_a_root_relative_address_is_a_path_below_the_static_folder() -> None:
    assert root_relative("/images/%E5%9B%BE.png?v=1") == "images/图.png"
    assert root_relative("/../../etc/passwd") == ""
    assert root_relative("/%2e%2e/%2e%2e/etc/passwd") == ""


def test_pictures_of_one_name_get_names_of_their_own() -> None:
    names = Names()
    wanted = (("asset:1", "a.png"), ("asset:2", "A.png"), ("asset:3", "a.png"), ("asset:1", "a.png"))
    assert [names.name(*each) for each in wanted] == ["a.png", "A-2.png", "a-3.png", "a.png"]
