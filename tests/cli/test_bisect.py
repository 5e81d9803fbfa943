"""`publish push --bisect`: the block WeChat refuses, its line, and nothing left behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Fault

FIRST = "content/first/index.md"
ADD, UPDATE, DELETE = "/cgi-bin/draft/add", "/cgi-bin/draft/update", "/cgi-bin/draft/delete"
PARAGRAPHS = tuple(f"第{number}段说的是第{number}件事，与别的无关。" for number in range(1, 33))


@pytest.fixture
def wechat(online: Any, site: Path) -> Any:
    """WeChat that takes no text with 禁语 in it; the post has 32 paragraphs, a list, and pictures."""
    online.environment(
        WECHAT_APP_ID=online.secret("wechat", "app_id"),
        WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
    )
    online.write(online.wechat())
    online.platforms["wechat"].account.refused_words = ("禁语",)
    return online


def write(site: Path, *paragraphs: str) -> dict[str, int]:
    """The post; the lines of its paragraphs."""
    text = "---\ntitle: 一篇\n---\n\n![图](pic.png)\n\n" + "\n\n".join(paragraphs) + "\n"
    (site / FIRST).write_text(text, encoding="utf-8")
    return {line: number for number, line in enumerate(text.split("\n"), 1)}


def calls(online: Any, path: str) -> list[Any]:
    return [one for one in online.server.log if one.path == path]


def test_the_guilty_paragraph_is_found_with_its_line_in_a_handful_of_questions(
    wechat: Any, publish: Callable, site: Path
) -> None:
    guilty = "这一段里有禁语，其余都好。"
    lines = write(site, *PARAGRAPHS[:20], guilty, *PARAGRAPHS[20:])
    ran = publish("push", "--bisect", FIRST, "--json")
    (found,) = ran.json["bisect"]
    assert ran.code == 1
    assert [(one["file"], one["line"]) for one in found["refused"]] == [(FIRST, lines[guilty])]
    assert "禁语" in found["refused"][0]["html"]
    assert f"{FIRST}:{lines[guilty]}  refused" in ran.err
    assert found["asked"] == len(calls(wechat, UPDATE)) <= 12


def test_the_scratch_draft_is_deleted_and_no_other_draft_is_touched(
    wechat: Any, publish: Callable, site: Path
) -> None:
    write(site, *PARAGRAPHS)
    assert publish("push", FIRST).code == 0
    (before,) = wechat.platforms["wechat"].arrived()
    write(site, *PARAGRAPHS, "禁语")
    assert publish("push", FIRST).code == 1
    updates = len(calls(wechat, UPDATE))
    assert publish("push", "--bisect", FIRST).code == 1
    assert wechat.platforms["wechat"].arrived() == (before,)
    assert len(calls(wechat, DELETE)) == 1
    scratch = {json.loads(one.body)["media_id"] for one in calls(wechat, UPDATE)[updates:]}
    assert scratch == {json.loads(calls(wechat, DELETE)[0].body)["media_id"]} != {before.id}


def test_a_refusal_of_a_push_names_the_command(wechat: Any, publish: Callable, site: Path) -> None:
    write(site, "禁语")
    assert "publish push --bisect POST" in publish("push", FIRST).err


def test_all_that_is_refused_is_found_down_to_the_item_of_a_list(
    wechat: Any, publish: Callable, site: Path
) -> None:
    listed = "- 第一项没有问题\n- 第二项里有禁语在内\n- 第三项也没有问题"
    lines = write(site, *PARAGRAPHS[:4], "开头的禁语在这一段。", *PARAGRAPHS[4:9], listed)
    found = publish("push", "--bisect", FIRST, "--json").json["bisect"][0]["refused"]
    assert [one["line"] for one in found] == [lines["开头的禁语在这一段。"], lines["- 第二项里有禁语在内"]]
    assert "第一项" not in found[1]["html"]


def test_a_text_that_is_taken_is_said_to_be(wechat: Any, publish: Callable, site: Path) -> None:
    write(site, *PARAGRAPHS)
    ran = publish("push", "--bisect", FIRST)
    assert ran.code == 0
    assert "it is taken as it is (1 questions)" in ran.err
    assert wechat.platforms["wechat"].arrived() == ()


@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_scratch_draft_whose_making_was_not_answered_is_deleted(
    wechat: Any, publish: Callable, site: Path, kind: str
) -> None:
    write(site, "禁语")
    wechat.server.faults("wechat").append(Fault(kind=kind, when=lambda request: request.path == ADD))
    assert publish("push", "--bisect", FIRST).code == 1
    assert len(calls(wechat, ADD)) == 1
    assert wechat.platforms["wechat"].arrived() == ()


def test_it_is_deleted_when_the_day_is_over_in_the_middle(wechat: Any, publish: Callable, site: Path) -> None:
    write(site, *PARAGRAPHS, "禁语")
    wechat.platforms["wechat"].account.quotas[UPDATE] = 3
    ran = publish("push", "--bisect", FIRST, "--json")
    assert ran.json["bisect"][0]["error"]["kind"] == "throttled"
    assert wechat.platforms["wechat"].arrived() == ()


def test_it_is_deleted_on_ctrl_c(
    wechat: Any, publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, *PARAGRAPHS, "禁语")
    platform, asked = wechat.platforms["wechat"], []

    def interrupt(*_: object) -> None:
        asked.append(1)
        if len(asked) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("publisher.cli.bisecting._counting", lambda _target: interrupt)
    assert publish("push", "--bisect", FIRST).code == 1
    assert len(asked) == 3
    assert platform.arrived() == ()


def test_a_scratch_draft_that_stays_is_named(wechat: Any, publish: Callable, site: Path) -> None:
    write(site, "禁语")
    wechat.platforms["wechat"].account.quotas[DELETE] = 0
    ran = publish("push", "--bisect", FIRST)
    (left,) = wechat.platforms["wechat"].arrived()
    assert f"«{left.title}» may be left there" in ran.err
    assert "delete it at https://mp.weixin.qq.com/" in ran.err


def test_where_no_platform_can_be_asked_that_is_said(online: Any, publish: Callable) -> None:
    online.write(online.blog())
    ran = publish("push", "--bisect", FIRST)
    assert ran.code == 2
    assert "no platform here can be asked" in ran.err
    assert publish("push", "--bisect", "--all").code == 2


def test_it_works_in_the_sandbox(publish: Callable) -> None:
    assert "it is taken as it is" in publish("push", "--bisect", FIRST, "--sandbox").err
