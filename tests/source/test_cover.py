"""`[site] cover`: what stands in front of a post that has no picture of its own."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("L", (width, height), 99).save(file, "PNG")
    return file.getvalue()


HEAD = "---\ntitle: 题\nabbrlink: aa\ndate: 2026-01-01\n{}---\n\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "publish.toml").write_text(
        '[site]\nurl = "https://blog.example.com"\ncontent = "content"\nstatic = "static"\n'
        'cover = "/cover.png"\n[[blocks]]\nname = "footer"\nstarts = ["博客：*"]\n',
        encoding="utf-8",
    )
    for name, size in (
        ("static/cover", (900, 383)),
        ("content/own", (640, 480)),
        ("content/small", (64, 64)),
    ):
        path = tmp_path / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png(*size))
    return tmp_path


def cover_of(site: Path, text: str) -> str:
    (site / "content/a.md").write_text(text, encoding="utf-8")
    settings = load_settings(site)
    post = load_post(settings, build_index(settings), "content/a.md")
    assert post.problems == ()
    return post.assets[post.cover].name if post.cover else ""


def test_a_post_without_pictures_gets_the_site_s_cover(site: Path) -> None:
    assert cover_of(site, HEAD.format("") + "只有字。\n") == "cover.png"


def test_a_qr_code_in_a_footer_is_no_picture_of_the_post(site: Path) -> None:
    assert cover_of(site, HEAD.format("") + "字。\n\n***\n\n博客：我\n![](own.png)\n") == "cover.png"


def test_a_post_with_a_picture_is_left_to_choose(site: Path) -> None:
    assert cover_of(site, HEAD.format("") + "![](own.png)\n") == ""


def test_a_cover_the_post_names_goes_first(site: Path) -> None:
    assert cover_of(site, HEAD.format("cover: own.png\n") + "字。\n") == "own.png"


def test_a_post_none_of_whose_pictures_suits_gets_the_site_s_cover(site: Path) -> None:
    assert cover_of(site, HEAD.format("") + "![](small.png)\n") == "cover.png"
    assert cover_of(site, HEAD.format("") + "![](small.png)\n\n![](own.png)\n") == ""
