"""wechatpy's client against the simulator: what it demands and answers suits a client that is not ours.

`tests/builds/install.sh` installs wechatpy in an environment of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Fault, Request

HERE = Path(__file__).parent
BUILDS = Path(os.environ.get("YIGAO_BUILDS") or HERE.parents[2] / ".venv" / "builds")
ARTICLE = {
    "title": "别家的客户端",
    "author": "作者",
    "digest": "一句话",
    "content": "<p>正文</p>",
    "content_source_url": "https://blog.example.com/a.html",
    "thumb_media_id": "$1.media_id",
}
Speak = Callable[..., list[Any]]


@pytest.fixture
def speak(world: Any, tmp_path: Path) -> Speak:
    """Makes wechatpy make calls, each a method's name and its arguments; what each of them gave."""
    places = (BUILDS / "wechatpy/bin/python", BUILDS / "wechatpy/Scripts/python.exe")
    python = next((place for place in places if place.exists()), None)
    if python is None:
        pytest.skip("wechatpy is not installed: run tests/builds/install.sh")
    picture = tmp_path / "cover.png"
    picture.write_bytes(world.picture())

    def spoken(*calls: list[Any]) -> list[Any]:
        secrets = world.simulator.secrets
        about = json.dumps([secrets["sandbox:app_id"], secrets["sandbox:app_secret"], calls])
        words = [python, HERE / "wechatpy_client.py", world.server.base("wechat"), picture]
        ran = subprocess.run(
            list(map(str, words)), input=about, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return list(json.loads(ran.stdout))

    return spoken


def test_pictures_and_a_draft_are_made_read_changed_and_deleted(world: Any, speak: Speak) -> None:
    changed = ARTICLE | {"title": "改过的", "content": "<p>改过</p>"}
    told = speak(
        ["media.upload_image"],
        ["material.add", "image"],
        ["draft.add", [ARTICLE]],
        ["draft.get", "$2.media_id"],
        ["draft.batchget", 0, 20, 1],
        ["draft.update", "$2.media_id", 0, changed],
        ["draft.get", "$2.media_id"],
        ["draft.count"],
        ["draft.delete", "$2.media_id"],
        ["draft.count"],
        ["draft.get", "$2.media_id"],
    )
    inline, cover, made, read, listed, updated, again, count, deleted, none, gone = told
    assert inline.startswith("http://mmbiz.qpic.cn/")
    assert {"media_id", "url"} <= cover.keys()
    (article,) = read["news_item"]
    assert (article["title"], article["digest"], article["author"]) == ("别家的客户端", "一句话", "作者")
    assert "正文" in article["content"]
    assert listed["total_count"] == 1
    assert listed["item"][0]["media_id"] == made["media_id"]
    assert "content" not in listed["item"][0]["content"]["news_item"][0]
    assert (updated["errcode"], deleted["errcode"]) == (0, 0)
    assert again["news_item"][0]["title"] == "改过的"
    assert (count["total_count"], none["total_count"]) == (1, 0)
    assert gone == {"refused": 40007}
    assert len(world.simulator.pictures()) == 2


def test_it_reads_what_our_channel_made_and_ours_what_it_made(world: Any, speak: Speak) -> None:
    channel = world.channel()
    draft = world.draft(channel)
    _, _, made, read = speak(
        ["draft.count"], ["material.add", "image"], ["draft.add", [ARTICLE]], ["draft.get", draft.id]
    )
    assert read["news_item"][0]["title"] == draft.title
    theirs = channel.read(type(draft)(id=made["media_id"]))
    assert (theirs.title, "正文" in theirs.text) == ("别家的客户端", True)


def test_a_token_that_ran_out_is_replaced_by_its_own_rules(world: Any, speak: Speak) -> None:
    expired = b'{"errcode":42001,"errmsg":"access_token expired rid: 1-2-3"}'

    def when(request: Request) -> bool:
        return request.path == "/cgi-bin/draft/count"

    world.server.faults("wechat").append(Fault("answer", when, status=200, body=expired))
    assert speak(["draft.count"]) == [{"total_count": 0}]
    assert len(world.calls("/cgi-bin/token")) == 2


def test_an_account_without_the_right_is_refused_and_a_verified_one_publishes(
    world: Any, speak: Speak
) -> None:
    assert speak(["freepublish.batchget", 0, 1]) == [{"refused": 48001}]
    world.simulator.account.verified = True
    told = speak(
        ["draft.count"],
        ["material.add", "image"],
        ["draft.add", [ARTICLE]],
        ["freepublish.submit", "$2.media_id"],
        ["freepublish.get", "$3.publish_id"],
        ["draft.count"],
    )
    assert told[3]["errcode"] == 0
    assert told[4]["publish_id"] == told[3]["publish_id"]
    assert isinstance(told[4]["publish_status"], int)
    assert told[5]["total_count"] == 0
