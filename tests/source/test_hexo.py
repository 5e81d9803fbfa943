"""What `publish init` learns from a Hexo site's own configuration."""

from pathlib import Path

import pytest

from publisher.source.hexo import hexo_config

CONFIG = """\
# Site
title: 某人的博客
subtitle: ''
author: 某人
language:
  - zh-CN
  - en
timezone: 'Asia/Shanghai'
url: http://www.example.cn
permalink: :abbrlink.html
theme: next
deploy:
  type: git
  url: https://git.example/x.git
"""


def read(folder: Path, text: str | bytes, name: str = "_config.yml") -> dict[str, str]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return dict(hexo_config(folder))


WANTED = {
    "title": "某人的博客",
    "url": "http://www.example.cn",
    "permalink": ":abbrlink.html",
    "timezone": "Asia/Shanghai",
    "author": "某人",
    "language": "zh-CN",
}


@pytest.mark.parametrize("text", [CONFIG, "\ufeff" + CONFIG.replace("\n", "\r\n")])
def test_a_site_s_title_address_and_pattern_are_read(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == WANTED


def test_values_stay_the_text_they_are(tmp_path: Path) -> None:
    assert read(tmp_path, "title: 2024\nauthor: 0x12\nurl:\ntimezone: ''\n") == {
        "title": "2024",
        "author": "0x12",
    }


@pytest.mark.parametrize(
    "broken", ["x: [", "title: again", "\ta: b", "x: &a [*a]", "menu: !js x", 'y: "\n  z: b: c', "k: a: b"]
)
def test_what_is_broken_elsewhere_costs_nothing_else(tmp_path: Path, broken: str) -> None:
    assert read(tmp_path, CONFIG + broken + "\n") == {key: WANTED[key] for key in WANTED if key != "language"}


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "title: {a: b}\n", "title: \x00"])
def test_a_file_that_says_nothing_gives_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == {}


def test_words_that_are_not_utf_8_are_left_out(tmp_path: Path) -> None:
    data = "title: 博客\nurl: https://e.example\n".encode("gbk")
    assert read(tmp_path, data) == {"url": "https://e.example"}


def test_a_folder_without_a_configuration_gives_nothing(tmp_path: Path) -> None:
    assert hexo_config(tmp_path) == {}
    (tmp_path / "_config.yml").mkdir()
    assert hexo_config(tmp_path / "gone") == hexo_config(tmp_path) == {}


def test_the_other_spelling_of_the_file_is_found_too(tmp_path: Path) -> None:
    assert read(tmp_path, CONFIG, "_config.yaml") == WANTED
