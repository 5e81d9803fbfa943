"""Renditions are kept while nothing they were made from changes, and never longer."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.contract import Colour, Diagram, Tools, Typeset
from publisher.model.post import PostKey
from publisher.model.record import Places
from publisher.model.rendition import Rendition
from publisher.planning.prepare import Prepared
from publisher.push.pictures import line_of
from publisher.rendering.renderer import Renderer
from publisher.source.index import build_index
from publisher.source.settings import load_settings
from publisher.typeset.tools import open_tools

FIRST = "content/first/index.md"
DEEP = b"[" * 100_000


class Idle:
    """Tools that must not be needed."""

    lenient = False
    formula_recipe = diagram_recipe = "none"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        raise AssertionError("something was rendered")

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        raise AssertionError("something was rendered")

    def draw(self, text: str, language: str, /) -> Diagram:
        raise AssertionError("something was rendered")


def renderer(
    site: Path,
    tools: Tools | None = None,
    *,
    folder: str | None = ".publish/kept",
    addresses: dict[str, dict[PostKey, str]] | None = None,
    processes: int = 1,
) -> Renderer:
    settings = load_settings(site)
    return Renderer(
        settings,
        build_index(settings),
        tuple(settings.targets.values()),
        Places(addresses or {}),
        tools or open_tools(settings.cache),
        folder=site / folder if folder else None,
        processes=processes,
    )


def prepared(made_by: Renderer, *paths: str) -> list[Prepared]:
    return [made_by.prepare(work) for work in made_by.works(paths or (FIRST,), named=True)]


def renditions(made_by: Renderer, *paths: str) -> list[Rendition]:
    found = [each.rendition for each in prepared(made_by, *paths)]
    assert all(found)
    return [each for each in found if each]


def waits(site: Path) -> None:
    """Files changed just before a rendition is kept are not trusted; these are to be."""
    for file in site.rglob("*"):
        if ".publish" not in file.parts:
            stat = file.stat()
            os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - 10**10))


@pytest.fixture(autouse=True)
def drawn(site: Path) -> None:
    """A formula that no target renders without the tools."""
    with (site / FIRST).open("a", encoding="utf-8") as file:
        file.write("\n$$\\frac{1}{2}$$\n")


@pytest.fixture
def kept(site: Path) -> list[Rendition]:
    """What a first run made and kept."""
    waits(site)
    return renditions(renderer(site))


def test_a_second_run_renders_nothing_and_gives_the_same(site: Path, kept: list[Rendition]) -> None:
    again = renditions(renderer(site, Idle()))
    assert again == kept
    assert [each.digest for each in again] == [each.digest for each in kept]


def test_without_a_folder_nothing_is_kept(site: Path) -> None:
    made = renditions(renderer(site, folder=None))
    assert not list((site / ".publish").rglob("*.wechat.json"))
    assert [each.digest for each in made] == [each.digest for each in renditions(renderer(site))]


def change_words(site: Path) -> None:
    with (site / FIRST).open("a", encoding="utf-8") as file:
        file.write("\n又一句。\n")


def change_picture(site: Path) -> None:
    data = (site / "content/first/pic.png").read_bytes()
    (site / "content/first/pic.png").write_bytes(data + b"more")


def put_a_picture_before_it(site: Path) -> None:
    (site / "content/first/index").mkdir()
    data = (site / "content/first/pic.png").read_bytes()
    (site / "content/first/index/pic.png").write_bytes(data + b"other")


def change_settings(site: Path) -> None:
    file = site / "publish.toml"
    file.write_text(file.read_text("utf-8").replace('author = "作者"', 'author = "别人"'), "utf-8")


def add_a_post(site: Path) -> None:
    shutil.copytree(site / "content/first", site / "content/second")
    file = site / "content/second/index.md"
    file.write_text(
        file.read_text("utf-8").replace("aaaa0001", "aaaa0002").replace("第一篇", "第二篇"), "utf-8"
    )


@pytest.mark.parametrize(
    "change", [change_words, change_picture, put_a_picture_before_it, change_settings, add_a_post]
)
def test_whatever_a_rendition_is_made_from_makes_it_anew(
    site: Path, kept: list[Rendition], change: Callable[[Path], None]
) -> None:
    change(site)
    with pytest.raises(AssertionError, match="something was rendered"):
        renditions(_raising(site))
    fresh = renditions(renderer(site, folder=None))
    assert [each.digest for each in renditions(renderer(site))] == [each.digest for each in fresh]


def _raising(site: Path) -> Renderer:
    """One whose adapters fail loudly: `prepare` would make an error of it."""
    made = renderer(site, Idle())
    for found in prepared(made):
        if found.error is not None and found.error.__cause__ is not None:
            raise found.error.__cause__
    return made


def test_an_address_a_post_got_there_makes_the_target_s_renditions_anew(
    site: Path, kept: list[Rendition]
) -> None:
    there = {"zhihu": {PostKey("bbbb0001"): "https://zhuanlan.zhihu.com/p/1"}}
    found = prepared(renderer(site, Idle(), addresses=there))
    assert [each.work.target for each in found if each.error is not None] == ["zhihu"]


def test_leniency_is_part_of_what_a_rendition_is_made_from(site: Path) -> None:
    (site / FIRST).write_text((site / FIRST).read_text("utf-8") + "\n\n$\\frac{$\n", "utf-8")
    waits(site)
    strict, lenient = open_tools(None), open_tools(None, lenient=True)
    assert any(each.error for each in prepared(renderer(site, strict)))
    assert not any(each.error for each in prepared(renderer(site, lenient)))
    assert any(each.error for each in prepared(renderer(site, strict)))


def test_a_post_with_an_error_is_not_kept(site: Path) -> None:
    (site / "content/first/pic.png").unlink()
    waits(site)
    for _ in range(2):
        found = prepared(renderer(site))
        assert all(each.error and "pic.png is missing" in str(each.error) for each in found)
        assert all(each.work.post.problems for each in found)


@pytest.mark.parametrize("damage", [b"", b"{", b"null\nnull", b"\xff\xfe", b'{"version": 1}\n{}', DEEP])
def test_a_broken_file_is_made_again(site: Path, kept: list[Rendition], damage: bytes) -> None:
    for file in (site / ".publish/kept").iterdir():
        file.write_bytes(damage)
    assert renditions(renderer(site)) == kept


def test_a_file_nested_without_end_is_made_again(site: Path, kept: list[Rendition]) -> None:
    for file in (site / ".publish/kept").iterdir():
        head, _ = file.read_bytes().split(b"\n")
        file.write_bytes(head + b'\n{"post":{"facts":' + DEEP + b"}}")
    assert renditions(renderer(site)) == kept


def test_half_a_file_is_made_again(site: Path, kept: list[Rendition]) -> None:
    for file in (site / ".publish/kept").iterdir():
        file.write_bytes(file.read_bytes()[:-40])
    assert renditions(renderer(site)) == kept


def test_a_folder_that_cannot_be_made_is_done_without(site: Path) -> None:
    (site / "file").write_text("", "utf-8")
    assert renditions(renderer(site, folder="file/kept"))


def test_what_is_kept_is_data_and_nothing_that_runs(site: Path, kept: list[Rendition]) -> None:
    files = list((site / ".publish/kept").iterdir())
    assert len(files) == 3
    for file in files:
        head, rest = file.read_text("utf-8").split("\n")
        assert {"version", "inputs", "reads", "pictures"} == json.loads(head).keys()
        assert json.loads(rest)["rendition"]["facts"]["title"] == "第一篇"


def test_a_kept_post_still_knows_its_dates_options_and_where_its_pictures_stand(site: Path) -> None:
    text = (site / FIRST).read_text("utf-8")
    options = (
        "publish:\n  at: 2026-12-01 20:00:00\n  wechat: {digest: 短, at: 2026-12-02}\n  zhihu: {at: +1d}\n"
    )
    (site / FIRST).write_text(text.replace("tags: [甲]\n", "tags: [甲]\n" + options), "utf-8")
    waits(site)
    fresh = prepared(renderer(site))
    known = prepared(renderer(site, Idle()))
    for a, b in zip(fresh, known, strict=True):
        assert replace(a.work.post, path="") == replace(b.work.post, path="")
        assert b.work.post.options("wechat") == {"digest": "短", "at": "2026-12-02"}
        assert b.work.post.date is not None
        assert b.rendition is not None
        picture = next(iter(b.rendition.assets))
        assert line_of(b.work.post, picture) == line_of(a.work.post, picture) > 0


def test_several_processes_make_the_same_as_one(site: Path) -> None:
    paths = []
    for number in range(12):
        path = f"content/p{number}/index.md"
        shutil.copytree(site / "content/first", site / f"content/p{number}")
        text = (site / path).read_text("utf-8")
        text = text.replace("aaaa0001", f"cccc{number:04}").replace("第一篇", f"第{number}篇")
        (site / path).write_text(text if number != 5 else text + "\n\n![](没有.png)\n", "utf-8")
        paths.append(path)
    waits(site)
    alone = prepared(renderer(site, folder=None), *paths)
    together = prepared(renderer(site, processes=2), *paths)
    assert [each.rendition for each in together] == [each.rendition for each in alone]
    assert [str(each.error) for each in together] == [str(each.error) for each in alone]
    assert sum(each.error is not None for each in together) == 3
    known = [each for each in prepared(renderer(site, Idle()), *paths) if each.rendition]
    assert [each.rendition for each in known] == [each.rendition for each in alone if each.rendition]
