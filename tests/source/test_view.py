"""The site as a target sees it: addresses there, and the user's own templates over the adapter's."""

from pathlib import Path

import pytest

from publisher.errors import ConfigError
from publisher.model.post import PostKey
from publisher.model.record import Places
from publisher.source.index import build_index
from publisher.source.settings import Settings
from publisher.source.view import view

from .conftest import SETTINGS, Make

TARGET = '[targets.t]\nadapter = "wechat"\n'


def test_a_site_carries_what_a_render_needs(make: Make) -> None:
    settings = make({"posts/a.md": "---\nabbrlink: k\n---\nx"}, SETTINGS + TARGET)
    index = build_index(settings)
    there = {PostKey("k"): "https://platform.example/1"}
    site = view(settings, index, settings.targets["t"], Places({"t": there}))
    assert (site.target, site.title, site.url, site.author, site.permalink) == (
        "t",
        "Here",
        "https://here.example",
        "Me",
        ":abbrlink.html",
    )
    assert site.addresses == there
    assert site.entries == index.entries
    assert site.resolve("https://here.example/k.html") == "k"
    assert site.blocks == settings.blocks
    assert site.resources == settings.targets["t"].adapter.resources


def resources(settings: Settings) -> object:
    return view(settings, build_index(settings), settings.targets["t"]).resources


def test_the_user_s_templates_and_theme_lie_over_the_adapter_s(make: Make) -> None:
    settings = make(
        {
            "mine/footer.md.j2": b"\xef\xbb\xbfa\r\nb",
            "mine/new.md.j2": "c",
            "mine/readme.txt": "no",
            "css/my.css": "p {}",
        },
        SETTINGS + TARGET + 'templates = "mine"\ntheme = "css/my.css"\n',
    )
    assert resources(settings) == {
        **settings.targets["t"].adapter.resources,
        "templates/footer.md.j2": "a\nb",
        "templates/new.md.j2": "c",
        "theme/my.css": "p {}",
    }


def test_templates_that_are_missing_or_outside_are_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "footer.md.j2").write_text("x", encoding="utf-8")
    line = (SETTINGS + TARGET).count("\n") + 1
    for folder, words in (("nowhere", "there is no folder"), ("../out", "outside the site")):
        with pytest.raises(ConfigError, match=rf"publish\.toml:{line}: targets\.\w+\.templates: .*{words}"):
            make({}, SETTINGS + TARGET + f'templates = "{folder}"\n')
