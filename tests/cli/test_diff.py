"""`publish diff`: what people changed there, told for each post and target."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.run import open_platforms

FIRST = "content/first/index.md"


def there(site: Path, target: str) -> Any:
    return open_platforms({target: target}, site / ".publish" / "sandbox" / "state")[target]


def zhihu(site: Path, **changes: Callable[[str], str]) -> None:
    """A person changes fields of the one draft on Zhihu."""
    held = there(site, "zhihu")
    (draft,) = held.state["drafts"].values()
    for field, change in changes.items():
        draft[field] = change(draft[field])
    held.store.save(held.state)


def wechat(site: Path, **changes: Callable[[str], str]) -> None:
    held = there(site, "wechat")
    (draft,) = held.account.state["drafts"]
    for field, change in changes.items():
        draft["articles"][0][field] = change(draft["articles"][0][field])
    held.account.save()


def put(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.fixture
def pushed(publish: Callable, site: Path) -> Path:
    assert publish(FIRST, "--sandbox").code == 0
    return site


def states(ran: Any) -> dict[str, str]:
    return {each["target"]: each["state"] for each in ran.json["drafts"]}


def test_nothing_was_sent_yet(publish: Callable, site: Path) -> None:
    ran = publish("diff", "--sandbox")
    assert (ran.code, "nothing was sent yet" in ran.out) == (0, True)


def test_drafts_as_we_left_them_are_no_edit_on_any_target(publish: Callable, pushed: Path) -> None:
    assert states(publish("diff", "--sandbox", "--json")) == dict.fromkeys(
        ("blog", "zhihu", "wechat"), "no edit"
    )
    ran = publish("diff", "--sandbox", "--exit-code")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "3 drafts asked for, 0 edited")


def test_an_edit_is_shown_as_words_with_title_and_digest(publish: Callable, pushed: Path) -> None:
    zhihu(pushed, content=put("正文里", "文中"), title=lambda _title: "头一篇")
    wechat(pushed, digest=lambda _digest: "另一句")
    ran = publish("diff", "--sandbox", "--exit-code")
    assert ran.code == 3
    lines = [line.strip() for line in ran.out.splitlines()]
    assert {"-title: 第一篇", "+title: 头一篇", "+digest: 另一句"} <= set(lines)
    assert any(line.startswith("+文中有公式 ⟨$a^2+b^2=c^2$⟩ 和**“重点”**") for line in lines)
    assert "3 drafts asked for, 2 edited" in lines
    assert any("publish pull" in line and "--force" in line for line in lines)


def test_a_cover_chosen_by_a_person_is_an_edit_on_zhihu(publish: Callable, pushed: Path) -> None:
    zhihu(pushed, title_image=lambda _cover: f"https://picx.zhimg.com/v2-{'9' * 32}.jpg")
    ran = publish("diff", "--to", "zhihu", "--sandbox", "--json")
    assert states(ran) == {"zhihu": "edited"}
    assert f"+cover: v2-{'9' * 32}" in ran.json["drafts"][0]["diff"]


def test_gone_and_published_drafts_each_have_their_own_answer(publish: Callable, pushed: Path) -> None:
    held = there(pushed, "wechat")
    held.remove(held.account.state["drafts"][0]["media_id"])
    held = there(pushed, "zhihu")
    address = held.publish(next(iter(held.state["drafts"])))
    ran = publish("diff", FIRST, "--sandbox", "--json")
    assert states(ran) == {"blog": "no edit", "zhihu": "published", "wechat": "gone"}
    found = {each["target"]: each for each in ran.json["drafts"]}
    assert found["zhihu"]["address"] == address
    assert "publish link aaaa0001 --to wechat ADDRESS" in found["wechat"]["hint"]
    rows = {row["target"]: row["state"] for row in publish("status", "--sandbox", "--json").json["posts"]}
    assert rows == {"blog": "draft", "zhihu": "published", "wechat": "gone"}, "it is on record now"


def test_what_was_edited_before_it_was_published_is_still_shown(publish: Callable, pushed: Path) -> None:
    zhihu(pushed, content=put("正文里", "文中"))
    held = there(pushed, "zhihu")
    held.publish(next(iter(held.state["drafts"])))
    (found,) = publish("diff", "--to", "zhihu", "--sandbox", "--json").json["drafts"]
    assert (found["state"], found["edited"]) == ("published", True)
    assert "文中有公式" in found["diff"]


def test_another_accounts_draft_is_foreign(publish: Callable, pushed: Path) -> None:
    ledger = pushed / ".publish/sandbox/ledger/aaaa0001.jsonl"
    lines = ledger.read_text("utf-8")
    account = there(pushed, "wechat").account.app_id
    ledger.write_text(lines.replace(account, "wxsomebodyelse"), encoding="utf-8", newline="\n")
    (found,) = publish("diff", "--to", "wechat", "--sandbox", "--json").json["drafts"]
    assert (found["state"], found["edited"]) == ("foreign", False)
    assert "wxsomebodyelse" in found["reason"]
    assert "a target of its own" in found["hint"]


def test_where_it_is_not_known_what_we_left_all_that_is_there_is_shown(
    publish: Callable, pushed: Path
) -> None:
    shutil.rmtree(pushed / ".publish/sandbox/sent")
    assert set(states(publish("diff", "--sandbox", "--json")).values()) == {"no edit"}
    zhihu(pushed, content=put("正文里", "文中"))
    (found,) = publish("diff", "--to", "zhihu", "--sandbox", "--json").json["drafts"]
    assert (found["state"], "not known here" in found["reason"]) == ("edited", True)
    assert "+title: 第一篇" in found["diff"]
    (pulled,) = publish("pull", FIRST, "--to", "zhihu", "--sandbox", "--yes", "--json").json["targets"]
    assert "not known here" in pulled["error"]["message"]
    assert "publish diff" in pulled["error"]["hint"]


def test_a_missing_secret_is_told_and_the_other_targets_are_asked(publish: Callable, pushed: Path) -> None:
    shutil.copytree(pushed / ".publish/sandbox/ledger", pushed / ".publish/ledger")
    shutil.copytree(pushed / ".publish/sandbox/sent", pushed / ".publish/sent")
    ran = publish("diff", "--json")
    found = {each["target"]: each for each in ran.json["drafts"]}
    assert ran.code == 1
    assert found["zhihu"]["state"] == found["wechat"]["state"] == "failed"
    assert "ZHIHU_COOKIE" in found["zhihu"]["error"]["message"]
    assert found["blog"]["state"] in {"no edit", "gone", "foreign"}


def test_a_push_keeps_what_it_is_told_to_overwrite(publish: Callable, pushed: Path) -> None:
    zhihu(pushed, content=put("正文里", "有人写了 <b>这些</b>"))
    source = pushed / FIRST
    source.write_text(source.read_text("utf-8").replace("后文", "后来的文"), encoding="utf-8")
    refused = publish(FIRST, "--to", "zhihu", "--sandbox", "--json").json["steps"][0]
    assert (refused["action"], refused["error"]["kind"]) == ("blocked", "conflict")
    assert "+有人写了 **这些**" in refused["diff"]
    step = publish(FIRST, "--to", "zhihu", "--force", "--sandbox", "--json").json["steps"][0]
    assert step["outcome"] == "done"
    (note,) = (note for note in step["notes"] if note["kind"] == "replaced-kept")
    (kept,) = (pushed / ".publish/sandbox/sent/zhihu/replaced").iterdir()
    assert note["detail"].endswith(kept.as_posix())
    assert "有人写了 <b>这些</b>" in kept.read_text("utf-8"), "as the platform had it"
    assert states(publish("diff", "--to", "zhihu", "--sandbox", "--json")) == {"zhihu": "no edit"}
    publish(FIRST, "--to", "zhihu", "--force", "--refresh", "--sandbox")
    assert len(list(kept.parent.iterdir())) == 1, "what is ours is not kept again"
