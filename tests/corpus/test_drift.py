"""No alarm over a real blog's posts once they stand on the platforms, whoever opens their editors; and any
paragraph of them that a person changes there is found, and taken back without touching anything else."""

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main
from publisher.sandbox.run import open_platforms

from .conftest import copied

SETTINGS = """\
[site]
url = "http://www.linsight.cn"
aliases = ["https://www.linsight.cn"]
content = "_posts"
static = "."
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "Linsight"
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】", "【推荐文章】", "往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
[targets.wechat]
adapter = "wechat"
app_id = "env:WECHAT_APP_ID"
app_secret = "env:WECHAT_APP_SECRET"
[targets.zhihu]
adapter = "zhihu"
cookie = "env:ZHIHU_COOKIE"
"""
PROSE = re.compile(r"[\u4e00-\u9fff，、]{14,}。")
"""A stretch of a source that is nothing but words."""


@pytest.fixture(scope="module")
def pushed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("drift") / "site"
    copied(corpus, root, SETTINGS)
    assert main(["--all", "--yes", "--sandbox", "--site", str(root)]) == 0
    return root


@pytest.fixture
def run(pushed: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def command(*words: str, code: int = 0) -> Any:
        assert main([*words, "--site", str(pushed), "--sandbox", "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return command


def drafts(root: Path) -> list[tuple[str, Any, str, dict[str, Any], Callable[[], None]]]:
    """(target, simulator, id, the platform's record, how it is saved) of every draft."""
    held = open_platforms({"zhihu": "zhihu", "wechat": "wechat"}, root / ".publish" / "sandbox" / "state")
    zhihu: Any = held["zhihu"]
    wechat: Any = held["wechat"]
    save = partial(zhihu.store.save, zhihu.state)
    found = [("zhihu", zhihu, key, it, save) for key, it in zhihu.state["drafts"].items()]
    for it in wechat.account.state["drafts"]:
        found.append(("wechat", wechat, it["media_id"], it["articles"][0], wechat.account.save))
    return found


def words_of(record: dict[str, Any], sources: Mapping[Path, str]) -> tuple[Path, str]:
    """A draft's source, and a stretch of prose that stands once in each."""
    wanted = re.sub(r"\W", "", record["title"])
    (path,) = (
        path for path, text in sources.items() if wanted in re.sub(r"\W", "", text.split("\n---\n")[0])
    )
    text, content = sources[path], record["content"]
    return path, next((it for it in PROSE.findall(text) if text.count(it) == content.count(it) == 1), "")


def test_no_alarm_after_the_platforms_rewriting_and_after_an_editors_save(
    pushed: Path, run: Callable[..., Any]
) -> None:
    posts = list(pushed.glob("_posts/**/*.md"))
    for _ in range(2):
        found = run("diff", "--exit-code")["drafts"]
        assert [each for each in found if each["state"] != "no edit"] == []
        assert len(found) == 2 * len(posts) > 0
        for _target, simulator, draft, _record, _save in drafts(pushed):
            simulator.reopen(draft)


def test_words_changed_there_are_found_and_taken_into_exactly_their_place(
    pushed: Path, run: Callable[..., Any]
) -> None:
    sources = {path: path.read_bytes().decode("utf-8") for path in pushed.glob("_posts/**/*.md")}
    seen: dict[Path, str] = {}
    for target, _simulator, _id, record, save in drafts(pushed):
        path, prose = words_of(record, sources)
        if not prose or path in seen or (target == "zhihu" and len(seen) == 5):
            continue
        seen[path] = target
        changed = prose[:6] + "改动" + prose[6:-1] + "！"
        record["content"] = record["content"].replace(prose, changed)
        save()
        name = path.relative_to(pushed).as_posix()
        (found,) = run("diff", name, "--to", target, "--exit-code", code=3)["drafts"]
        assert "改动" in found["diff"]
        (pulled,) = run("pull", name, "--to", target, "--yes")["targets"]
        assert (pulled["complete"], pulled["recorded"]) == (True, True), pulled
        sources[path] = sources[path].replace(prose, changed)
        assert path.read_bytes().decode("utf-8") == sources[path]
        (step,) = run("plan", name, "--to", target)["steps"]
        assert step["action"] == "skip", (
            "the draft is as the source, but for a digest made of its first words"
        )
        assert run("diff", name, "--to", target, "--exit-code")["drafts"][0]["state"] == "no edit"
    assert set(seen.values()) == {"zhihu", "wechat"}
    assert len(seen) >= 8
