"""Pictures: where a name is looked for, what is refused, and that nothing outside the site is ever read."""

import base64
import hashlib
from pathlib import Path

import pytest

from publisher.markdown.walk import walk
from publisher.model.post import Asset, FileOrigin, Post, Problem, WebOrigin
from publisher.model.tree import Image
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.measures import Measures
from publisher.source.settings import Settings

from .conftest import SETTINGS, Make, png


def load(settings: Settings, path: str = "posts/a.md") -> Post:
    return load_post(settings, build_index(settings), path)


def asset(post: Post) -> Asset:
    assert post.problems == ()
    (image,) = (node for node in walk(post.document) if isinstance(node, Image))
    return post.assets[image.asset]


def problem(post: Post) -> Problem:
    (found,) = post.problems
    (image,) = (node for node in walk(post.document) if isinstance(node, Image))
    assert image.asset == ""
    return found


@pytest.mark.parametrize(
    ("src", "file"),
    [
        ("p.png", "posts/a/p.png"),
        ("p.png", "posts/p.png"),
        ("a/p.png", "posts/a/p.png"),
        ("sub/p.png", "posts/a/sub/p.png"),
        ("../static/p.png", "static/p.png"),
        ("./p.png", "posts/p.png"),
        ("/images/p.png", "static/images/p.png"),
        ("/images/p.png?v=2#x", "static/images/p.png"),
        ("%E5%9B%BE%20%31.png", "posts/图 1.png"),
        ("50%25.png", "posts/50%.png"),
        ("图.png", "posts/图.png"),
        ("cafe\u0301.png", "posts/caf\u00e9.png"),
        ("caf\u00e9.png", "posts/cafe\u0301.png"),
        ("/3345028a/p.png", "posts/a/p.png"),
        ("https://here.example/images/p.png", "static/images/p.png"),
        ("http://www.here.example/3345028a/p.png", "posts/a/p.png"),
    ],
)
def test_a_name_is_looked_up_where_hexo_and_people_put_pictures(make: Make, src: str, file: str) -> None:
    data = png()
    post = load(make({"posts/a.md": f"---\nabbrlink: 3345028a\n---\n![x]({src})", file: data}))
    found = asset(post)
    assert found == Asset(
        ref=f"asset:{hashlib.sha256(data).hexdigest()}",
        name=file.rpartition("/")[2],
        origin=FileOrigin(file),
        media_type="image/png",
        width=4,
        height=3,
        size=len(data),
    )
    assert set(post.pictures.values()) == {found.ref}


def test_the_post_asset_folder_comes_before_the_post_s_own(make: Make) -> None:
    settings = make({"posts/a.md": "{% asset_img p.png %}", "posts/a/p.png": png(5), "posts/p.png": png(6)})
    assert asset(load(settings)).width == 5


def test_a_bundle_has_its_pictures_beside_it(make: Make) -> None:
    settings = make({"posts/b/index.md": "![](p.png)", "posts/b/p.png": png()})
    assert asset(load(settings, "posts/b/index.md")).origin == FileOrigin("posts/b/p.png")


def test_a_folder_named_in_front_of_the_asset_is_the_asset_folder(make: Make) -> None:
    settings = make({"posts/c/长.md": "{% asset_img 长/p.png %}", "posts/c/长/p.png": png()})
    assert asset(load(settings, "posts/c/长.md")).origin == FileOrigin("posts/c/长/p.png")


def test_a_cover_is_bound_and_shares_its_asset_with_the_body(make: Make) -> None:
    post = load(make({"posts/a.md": "---\ncover: p.png\n---\n![](p.png)", "posts/p.png": png()}))
    assert post.cover == asset(post).ref
    assert len(post.assets) == 1


def test_a_picture_of_the_web_is_known_by_its_address(make: Make) -> None:
    found = asset(load(make({"posts/a.md": "![](https://x.example/p.png?s=1)"})))
    assert found.origin == WebOrigin("https://x.example/p.png?s=1")
    assert found.ref == "asset:" + hashlib.sha256(b"web:https://x.example/p.png?s=1").hexdigest()
    assert found.name == "p.png"


def test_a_picture_written_into_the_text_becomes_a_file(make: Make) -> None:
    data = png()
    settings = make({"posts/a.md": f"![](data:image/png;base64,{base64.b64encode(data).decode()})"})
    found = asset(load(settings))
    assert isinstance(found.origin, FileOrigin)
    assert (settings.root / found.origin.path).read_bytes() == data
    assert asset(load(settings)) == found


def test_a_missing_picture_names_its_line_and_what_is_there(make: Make) -> None:
    text = "---\ntitle: T\n---\n\ntext\n\n![](metapi.png)\n"
    found = problem(
        load(make({"posts/a.md": text, "posts/a/meta_pi.png": png(), "posts/a/zzzzzzzz.png": png()}))
    )
    assert (found.line, found.message) == (7, "picture metapi.png is missing")
    assert found.hint == "did you mean meta_pi.png?"


@pytest.mark.parametrize(
    ("src", "exact"), [("P.png", "p.png"), ("a/p.png", "A"), ("/Images/p.png", "images")]
)
def test_a_name_with_other_capitals_is_refused_on_every_system(make: Make, src: str, exact: str) -> None:
    found = problem(
        load(
            make(
                {
                    "posts/a.md": f"![]({src})",
                    "posts/p.png": png(),
                    "posts/A/p.png": png(),
                    "static/images/p.png": png(),
                }
            )
        )
    )
    assert f"is written {exact} on disk" in found.message
    assert found.hint == f"write {exact}"


@pytest.mark.parametrize(
    "src",
    [
        "../../etc/passwd",
        "../../outside.png",
        "../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/outside.png",
        "/../../outside.png",
    ],
)
def test_a_path_that_leaves_the_site_is_refused(make: Make, tmp_path: Path, src: str) -> None:
    (tmp_path / "outside.png").write_bytes(png())
    found = problem(load(make({"posts/a.md": f"text\n\n![]({src})"})))
    assert (found.line, found.message) == (3, f"picture {src} lies outside the site")


@pytest.mark.parametrize("linked", ["p.png", "folder"])
def test_a_link_that_leaves_the_site_is_refused(make: Make, tmp_path: Path, linked: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "p.png").write_bytes(png())
    settings = make({"posts/a.md": "![](p.png)" if linked == "p.png" else "![](folder/p.png)"})
    target = tmp_path / "outside" / "p.png" if linked == "p.png" else tmp_path / "outside"
    (settings.root / "posts" / linked).symlink_to(target)
    found = problem(load(settings))
    assert "outside" in found.message or "missing" in found.message
    assert "p.png" not in found.hint


def test_a_link_within_the_site_is_followed(make: Make) -> None:
    settings = make({"posts/a.md": "![](p.png)", "static/q.png": png()})
    (settings.root / "posts" / "p.png").symlink_to(settings.root / "static" / "q.png")
    assert asset(load(settings)).width == 4


def test_a_link_in_a_circle_is_missing(make: Make) -> None:
    settings = make({"posts/a.md": "![](p.png)"})
    (settings.root / "posts" / "p.png").symlink_to(settings.root / "posts" / "p.png")
    assert "missing" in problem(load(settings)).message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>not a picture", "picture posts/p.png is not a picture"),
        (b"", "picture posts/p.png is empty"),
        (png()[:20], "picture posts/p.png is a damaged PNG file"),
        (png(10_000, 6_000), "picture posts/p.png is too large: 10000×6000, 60 megapixels"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(make: Make, data: bytes, message: str) -> None:
    found = problem(load(make({"posts/a.md": "![](p.png)", "posts/p.png": data})))
    assert (found.line, found.message) == (1, message)
    assert found.hint


def test_a_file_far_too_large_for_a_picture_is_not_read(make: Make) -> None:
    settings = make({"posts/a.md": "![](p.png)", "posts/p.png": b""})
    with (settings.root / "posts" / "p.png").open("wb") as file:
        file.truncate(3_000_000_000)
    assert "3000 MB" in problem(load(settings)).message


def test_a_picture_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    found = Measures.open(tmp_path, None, "posts/a.md").asset("gone.png")
    assert isinstance(found, Problem)
    assert "gone.png cannot be read" in found.message


@pytest.mark.parametrize(
    ("src", "message"),
    [
        ("ftp://x.example/p.png", "cannot be fetched"),
        ("data:image/png;base64,AAAA", "is not a picture"),
        ("data:image/png;base64,%%%", "cannot be decoded"),
        ("folder", "is missing"),
    ],
)
def test_an_address_that_means_no_picture_is_a_problem(make: Make, src: str, message: str) -> None:
    settings = make({"posts/a.md": f'text <img src="{src}">', "posts/folder/x.png": png()})
    assert message in load(settings).problems[0].message


def test_a_picture_shown_twice_is_one_asset_and_a_missing_one_is_two_problems(make: Make) -> None:
    post = load(
        make({"posts/a.md": "![](p.png)\n\n![](p.png)\n\n![](q.png)\n\n![](q.png)", "posts/p.png": png()})
    )
    assert len(post.assets) == 1
    assert [found.line for found in post.problems] == [5, 7]


def test_a_static_folder_may_be_the_site_itself(make: Make) -> None:
    settings = make(
        {"posts/a.md": "![](/images/p.png)", "images/p.png": png()},
        SETTINGS.replace('static = "static"', 'static = "."'),
    )
    assert asset(load(settings)).origin == FileOrigin("images/p.png")
