"""What of a draft did not arrive on WeChat or Zhihu is told with the author's line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Fault

FIRST = "content/first/index.md"
TEXT = """\
---
title: 一篇
---

## 开头的标题

第一段说的是一件事。

![图](pic.png)

第二段说的是另一件事。

第三段是结尾。
"""
WECHAT, ZHIHU = "/cgi-bin/draft/get", "/draft"


@pytest.fixture
def both(online: Any, site: Path) -> Any:
    online.environment(
        ZHIHU_COOKIE=online.secret("zhihu", "cookie"),
        WECHAT_APP_ID=online.secret("wechat", "app_id"),
        WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
    )
    (site / FIRST).write_text(TEXT, encoding="utf-8")
    return online


def pushed(online: Any, publish: Callable, target: str, lose: str) -> Any:
    """A push to a platform that has lost, when it is read back, whatever `lose` matches."""
    online.write(getattr(online, target)())
    assert publish("push", FIRST).code == 0
    platform = online.platforms[target]
    source = FIRST, Path(FIRST).read_text(encoding="utf-8") + "\n又加了一段。\n"
    Path(source[0]).write_text(source[1], encoding="utf-8")

    def losing(request: Any) -> bool:
        if target == "wechat" and request.path == WECHAT:
            drafts = platform.account.state["drafts"]
            article = drafts[0]["articles"][0]
            if "又加了一段" in article["content"]:
                article["content"] = re.sub(lose, "", article["content"])
        elif target == "zhihu" and request.path.endswith(ZHIHU) and request.method == "GET":
            (draft,) = platform.state["drafts"].values()
            if "又加了一段" in draft["content"]:
                draft["content"] = re.sub(lose, "", draft["content"])
        return False

    online.server.faults(target).append(Fault(kind="reset", when=losing))
    return publish("push", FIRST, "--json")


@pytest.mark.parametrize("target", ["wechat", "zhihu"])
@pytest.mark.parametrize(
    ("lose", "line", "told"),
    [
        ("第二段说的是另一件事。", 11, "the text «第二段说的是另一件事。»"),
        ("开头的标题", 5, "the heading «开头的标题»"),
        (r"<img [^>]*>", 9, "picture 1 (pic.png)"),
    ],
)
def test_what_was_lost_is_told_with_its_line(
    both: Any, publish: Callable, target: str, lose: str, line: int, told: str
) -> None:
    ran = pushed(both, publish, target, lose)
    (step,) = ran.json["steps"]
    (note,) = [note for note in step["notes"] if note["kind"] == "not-as-sent"]
    assert step["outcome"] == "done"
    assert (note["line"], note["detail"]) == (line, f"not there as it was sent: {told}")
    assert f"{FIRST}:{line}: not there as it was sent: {told}" in ran.err


@pytest.mark.parametrize("target", ["wechat", "zhihu"])
@pytest.mark.parametrize(
    ("lose", "told"), [("(?s)第二段.*", "only the beginning of the text"), ("(?s).*", "no text")]
)
def test_a_cut_or_emptied_draft_fails(
    both: Any, publish: Callable, target: str, lose: str, told: str
) -> None:
    ran = pushed(both, publish, target, lose)
    (step,) = ran.json["steps"]
    assert ran.code == 1
    assert (step["outcome"], step["error"]["kind"]) == ("failed", "rejected")
    assert told in step["error"]["message"]
    both.server.faults(target).clear()
    (again,) = publish("push", FIRST, "--json").json["steps"]
    assert (again["action"], again["outcome"]) == ("update", "done")
    (draft,) = both.platforms[target].arrived()
    assert "又加了一段" in draft.source


# ── the first push, without a ledger ────────────────────────────────────────────────────────────


def by_hand(online: Any, publish: Callable, words: str) -> str:
    """A draft of a person's that links to the post as its original; its id."""
    online.write(online.wechat())
    assert publish("push", FIRST).code == 0
    account = online.platforms["wechat"].account
    (draft,) = account.state["drafts"]
    draft["articles"][0].update(content=f"<p>{words}</p>", title="我自己写的")
    for file in Path(".publish").rglob("*"):
        if file.is_file():
            file.unlink()
    return str(draft["media_id"])


def test_a_draft_a_person_wrote_is_not_taken_for_ours(both: Any, publish: Callable) -> None:
    draft = by_hand(both, publish, "手写的另一篇")
    ran = publish("push", FIRST)
    assert ran.code == 1
    assert "a draft there links to this post, with other text" in ran.err
    assert "«我自己写的»" in ran.err
    (left,) = both.platforms["wechat"].arrived()
    assert (left.id, "手写的另一篇" in left.html) == (draft, True)


def test_force_takes_it_over_and_keeps_a_copy(both: Any, publish: Callable) -> None:
    draft = by_hand(both, publish, "手写的另一篇")
    ran = publish("push", FIRST, "--force")
    assert ran.code == 0
    (left,) = both.platforms["wechat"].arrived()
    assert (left.id, left.title) == (draft, "一篇")
    kept = re.search(r"kept in (\S+)", ran.err)
    assert kept is not None
    assert "手写的另一篇" in Path(kept.group(1)).read_text(encoding="utf-8")


def test_create_makes_another_beside_it(both: Any, publish: Callable) -> None:
    by_hand(both, publish, "手写的另一篇")
    assert publish("push", FIRST, "--create").code == 0
    assert len(both.platforms["wechat"].arrived()) == 2


def test_our_own_draft_is_found_again_without_a_ledger(both: Any, publish: Callable) -> None:
    both.write(both.wechat())
    publish("push", FIRST)
    (before,) = both.platforms["wechat"].arrived()
    for file in Path(".publish").rglob("*"):
        if file.is_file():
            file.unlink()
    (step,) = publish("push", FIRST, "--json").json["steps"]
    assert (step["outcome"], step["draft"]["id"]) == ("done", before.id)
    assert len(both.platforms["wechat"].arrived()) == 1
