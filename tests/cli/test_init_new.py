from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cli.app import main
from publisher.source.settings import load_settings


def test_init_writes_settings_that_load_and_leaves_old_posts_alone(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--url", "https://me.example", "--title", '引"号']) == 0
    settings = load_settings(tmp_path)
    assert settings.site.title == '引"号'
    assert settings.site.url == "https://me.example"
    assert settings.targets
    assert all(target.settings.since for target in settings.targets.values())


@pytest.mark.parametrize(
    ("made", "dialect", "content"),
    [
        ("source/_posts/a.md", "hexo", "source/_posts"),
        ("hugo.toml", "hugo", "content"),
        ("_posts/2026-01-01-a.md", "jekyll", "_posts"),
    ],
)
def test_init_recognises_what_stands_there(tmp_path: Path, made: str, dialect: str, content: str) -> None:
    (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / made).write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 0
    settings = load_settings(tmp_path)
    assert (settings.site.dialect, settings.site.content) == (dialect, content)


def test_init_takes_over_what_hexo_s_own_settings_say(tmp_path: Path) -> None:
    (tmp_path / "source/_posts").mkdir(parents=True)
    config = (
        "title: 我的站\nurl: https://me.example\npermalink: :year/:title/\ntimezone: Asia/Tokyo\nauthor: 我\n"
    )
    (tmp_path / "_config.yml").write_text(config, encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 0
    site = load_settings(tmp_path).site
    assert (site.title, site.url, site.permalink) == ("我的站", "https://me.example", ":year/:title/")
    assert (site.timezone, site.author) == ("Asia/Tokyo", "我")


def test_init_makes_the_ledger_mergeable_and_the_caches_ignored(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("node_modules/", encoding="utf-8")
    main(["init", str(tmp_path)])
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "node_modules/"
    assert ".publish/cache/" in ignored
    assert "merge=union" in (tmp_path / ".gitattributes").read_text(encoding="utf-8")


def test_init_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "publish.toml").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert (tmp_path / "publish.toml").read_text(encoding="utf-8") == "mine"


def test_a_new_post_can_be_pushed_once_something_is_written(publish: Callable, site: Path) -> None:
    assert publish("new", "新的：一篇 #1").code == 0
    path = site / "content/新的-一篇-1/index.md"
    path.write_text(path.read_text(encoding="utf-8") + "写了。\n", encoding="utf-8")
    ran = publish(str(path), "--sandbox", "--to", "zhihu", "--json")
    assert ran.code == 0
    assert ran.json["steps"][0]["outcome"] == "done"


def test_a_new_post_never_overwrites_another(publish: Callable, site: Path) -> None:
    assert publish("new", "First").code == 2
    assert publish("new", "别的", "--slug", "../outside").code == 2
    assert not (site / "outside").exists()
