"""`publish theme`: lists, copies, checks and shows themes, and knows no platform by name."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

POST = """\
---
title: 第一篇
abbrlink: aaaa0001
tags: [甲]
---

正文里有**重点**后文。
"""

Publish = Callable[..., Any]


def test_themes_and_palettes_are_listed_with_a_line_about_each_in_both_languages(publish: Publish) -> None:
    ran = publish("theme")
    assert ran.code == 0
    assert "wechat" in ran.out
    assert "zhihu" not in ran.out
    for words in ("literary", "文艺", "palettes for code", "night", "宋体书页"):
        assert words in ran.out
    assert "publish theme try" in ran.out


def test_a_program_can_read_the_list(publish: Publish) -> None:
    (target,) = publish("theme", "--json").json["targets"]
    assert (target["target"], target["theme"]) == ("wechat", "default")
    assert len(target["themes"]) >= 8
    assert len(target["palettes"]) >= 4
    assert all(each["title"] and len(each["about"]) == 2 for each in target["themes"])


def test_targets_without_themes_are_told_so(publish: Publish) -> None:
    ran = publish("theme", "--to", "blog")
    assert ran.code == 2
    assert "--to" in ran.err


def test_a_copy_is_written_once_and_says_which_setting_to_change(publish: Publish, site: Path) -> None:
    ran = publish("theme", "copy", "literary")
    assert ran.code == 0
    file = site / "styles" / "my-literary.css"
    assert file.read_text(encoding="utf-8").startswith("/* literary ")
    assert '[targets.wechat]:  theme = "styles/my-literary.css"' in ran.out
    file.write_text("mine", encoding="utf-8")
    again = publish("theme", "copy", "literary")
    assert again.code == 2
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_copy_looks_as_the_theme_does(publish: Publish, site: Path) -> None:
    def body(name: str) -> str:
        toml = site / "publish.toml"
        text = re.sub(r"\ntheme = .*", "", toml.read_text(encoding="utf-8"))
        toml.write_text(
            text.replace('adapter = "wechat"', f'adapter = "wechat"\ntheme = "{name}"'), encoding="utf-8"
        )
        assert publish("render", "--to", "wechat", "--out", "out").code == 0
        return (site / "out" / "wechat" / "aaaa0001" / "body.html").read_text(encoding="utf-8")

    publish("theme", "copy", "magazine")
    assert body("magazine") == body("styles/my-magazine.css") != body("default")


@pytest.mark.parametrize("words", [("copy", "nope"), ("copy", "day"), ("copy", "literary", "../x.css")])
def test_what_cannot_be_copied_is_said_and_nothing_is_written(
    publish: Publish, site: Path, words: tuple[str, ...]
) -> None:
    ran = publish("theme", *words)
    assert ran.code == 2
    assert "try:" in ran.err
    assert not list(site.parent.glob("*.css")) + list(site.rglob("*.css"))


def test_a_theme_is_checked_line_by_line(publish: Publish, site: Path) -> None:
    file = site / "mine.css"
    file.write_text("p { color: #111 }\np {\n  position: fixed;\n}\n", encoding="utf-8")
    ran = publish("theme", "check", "mine.css")
    assert ran.code == 1
    assert "mine.css:3: warning: position is dropped" in ran.out
    file.write_text("p { margin: 1rem }\n", encoding="utf-8")
    ran = publish("theme", "check", "mine.css")
    assert (ran.code, ran.out.count("mine.css:1: note:")) == (0, 1)


def test_without_a_file_the_theme_in_use_is_checked(publish: Publish, site: Path) -> None:
    assert publish("theme", "check").code == 0
    (site / "mine.css").write_text("p { color }", encoding="utf-8")
    toml = site / "publish.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + 'theme = "mine.css"\n', encoding="utf-8")
    ran = publish("theme", "check")
    assert ran.code == 1
    assert "mine.css:1: error:" in ran.out


def test_a_post_is_shown_in_every_theme_light_and_dark_on_one_page(publish: Publish, site: Path) -> None:
    ran = publish("theme", "try", "content/first", "--out", "looks")
    assert ran.code == 0, ran.err
    names = [each["name"] for each in publish("theme", "--json").json["targets"][0]["themes"]]
    (page,) = (site / "looks").glob("*.html")
    html = page.read_text(encoding="utf-8")
    assert html.count("<iframe") == 2 * len(names)
    assert all(f"wechat · {name}" in html for name in names)
    assert "#191919" in html
    assert page.as_uri() in ran.out


def test_what_the_post_chose_does_not_hide_the_others(publish: Publish, site: Path) -> None:
    post = site / "content" / "first" / "index.md"
    text = post.read_text(encoding="utf-8").replace("tags:", "publish: {wechat: {theme: magazine}}\ntags:")
    post.write_text(text, encoding="utf-8")
    publish("theme", "try", "content/first", "--out", "looks")
    (page,) = (site / "looks").glob("*.html")
    frames = re.findall(r'srcdoc="([^"]*)"', page.read_text(encoding="utf-8"))
    assert len(set(frames)) == len(frames)


def test_settings_of_the_look_are_checked_when_they_are_read(publish: Publish, site: Path) -> None:
    toml = site / "publish.toml"
    text = toml.read_text(encoding="utf-8")
    for line, said in (
        ("font_size = 30", "font_size"),
        ('accent = "bluish"', "accent"),
        ('palette = "nihgt"', "night"),
    ):
        toml.write_text(f"{text}{line}\n", encoding="utf-8")
        ran = publish("render", "--to", "wechat", "--out", "out")
        assert ran.code != 0
        assert said in ran.err


def test_help_teaches_by_example(publish: Publish) -> None:
    ran = publish("theme", "--help")
    assert ran.code == 0
    for words in ("publish theme try", "publish theme copy", "publish theme check", "theme =", "Exit codes"):
        assert words in ran.out


def test_json_is_one_document(publish: Publish) -> None:
    assert json.loads(publish("theme", "--json").out)["version"] == 1


def test_a_post_may_name_a_theme_of_the_site_s_own(publish: Publish, site: Path) -> None:
    (site / "styles").mkdir()
    (site / "styles" / "mine.css").write_text("p { color: #123123 }", encoding="utf-8")
    (site / "styles" / "default.css").write_text("p { color: #456456 }", encoding="utf-8")
    post = site / "content" / "first" / "index.md"

    def body(options: str) -> str:
        text = POST.replace("tags:", f"publish: {{wechat: {options}}}\ntags:")
        post.write_text(text, encoding="utf-8")
        assert publish("render", "--to", "wechat", "--out", "out").code == 0
        return (site / "out" / "wechat" / "aaaa0001" / "body.html").read_text(encoding="utf-8")

    assert "#123123" in body("{theme: styles/mine.css}")
    assert "#456456" not in body("{}")
    assert "#155093" in body('{theme: pastel, accent: "#155093", palette: night, font_size: 15}')
