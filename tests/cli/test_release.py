"""`publish release`: off until settings and a person say so; what became of it is in `publish status`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Fault

FIRST = "content/first/index.md"
SUBMIT, GET = "/cgi-bin/freepublish/submit", "/cgi-bin/freepublish/get"
Publish = Callable[..., Any]


class Desk:
    """A site on simulated platforms, its post pushed; `account` is WeChat's."""

    def __init__(self, online: Any, publish: Publish) -> None:
        self.online, self.publish = online, publish
        self.account = online.platforms["wechat"].account
        self.account.verified = True
        self.settings('release = "ask"')
        online.environment(
            ZHIHU_COOKIE=online.secret("zhihu", "cookie"),
            WECHAT_APP_ID=online.secret("wechat", "app_id"),
            WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
        )

    def settings(self, line: str) -> None:
        self.online.write(self.online.zhihu(), self.online.wechat() + line + "\n")

    def calls(self, path: str) -> int:
        return sum(each.path == path for each in self.online.server.log)

    def release(self, *words: str, to: str = "wechat") -> Any:
        return self.publish("release", FIRST, "--to", to, *words)

    def row(self, *words: str, target: str = "wechat") -> Any:
        rows = self.publish("status", "--json", *words).json["posts"]
        return next(row for row in rows if row["target"] == target)

    def edit(self) -> None:
        path: Path = self.online.site / FIRST
        path.write_text(path.read_text(encoding="utf-8") + "\n又一句。\n", encoding="utf-8")

    def facts(self) -> list[Any]:
        (path,) = (self.online.site / ".publish/ledger").glob("*.jsonl")
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def desk(online: Any, publish: Publish) -> Desk:
    made = Desk(online, publish)
    assert publish("--all").code == 0
    return made


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting between questions takes no time."""
    monkeypatch.setattr("publisher.push.release.PAUSES", (0.0, 0.0))


def test_it_is_off_by_default_and_says_where_to_press(desk: Desk) -> None:
    desk.settings("")
    ran = desk.release("--yes")
    assert ran.code == 2
    assert 'release = "ask"' in ran.err
    assert "草稿箱" in ran.err
    assert desk.calls(SUBMIT) == 0


def test_the_setting_alone_is_not_enough(desk: Desk) -> None:
    for words in ((), ("--json",)):
        ran = desk.release(*words)
        assert ran.code == 2
        assert "--yes" in ran.err
    assert desk.publish("--all", "--force", "--refresh", "--yes").code == 0
    assert desk.calls(SUBMIT) == 0


def test_a_verified_account_makes_it_public(desk: Desk, patient: None) -> None:
    ran = desk.release("--yes", "--json")
    assert ran.code == 0
    assert ran.json["state"] == "published"
    assert ran.json["address"].startswith("https://mp.weixin.qq.com/s?__biz=")
    row = desk.row()
    assert (row["state"], row["url"]) == ("published", ran.json["address"])
    again = desk.release("--yes", "--json").json
    assert (again["state"], again["address"]) == ("published", ran.json["address"])
    assert desk.calls(SUBMIT) == 1


def test_what_is_still_under_review_is_asked_about_later(desk: Desk, patient: None) -> None:
    desk.account.reviews = 5
    ran = desk.release("--yes")
    assert ran.code == 0
    assert "under review" in ran.out
    assert "status --online" in ran.out
    assert desk.calls(GET) == 2
    assert desk.row()["state"] == "under review"
    desk.edit()
    assert "asked to be made public" in json.dumps(desk.publish("plan", "--json", "--to", "wechat").json)
    assert desk.publish("--all", "--to", "wechat").code == 0
    assert desk.row("--online")["state"] == "under review"
    desk.account.state["releases"][0]["left"] = 0
    assert desk.row("--online")["state"] == "published"
    assert desk.row()["url"].startswith("https://mp.weixin.qq.com/s?")


def test_a_refusal_is_told_with_its_reason(desk: Desk, patient: None) -> None:
    desk.account.verdict = 4
    ran = desk.release("--yes")
    assert ran.code == 1
    assert "review refused" in ran.out
    row = desk.row()
    assert (row["state"], row["reason"]) == ("rejected", "the platform's review refused it")
    assert "review refused" in desk.publish("status").out
    desk.edit()
    assert desk.publish("--all", "--to", "wechat").code == 0
    assert desk.row()["state"] == "draft"


def test_what_was_deleted_since_is_told(desk: Desk, patient: None) -> None:
    desk.release("--yes")
    desk.account.state["articles"][0]["deleted"] = True
    assert desk.row()["state"] == "published"
    row = desk.row("--online")
    assert (row["state"], row["reason"]) == ("deleted", "the author deleted it")
    assert "mp.weixin.qq.com/s?" not in row["url"]


def test_an_account_without_the_right_is_told_so_and_nothing_failed(desk: Desk) -> None:
    desk.account.verified = False
    ran = desk.release("--yes")
    assert ran.code == 0
    assert "by hand: the account lacks the right" in ran.out
    assert "草稿箱" in ran.out
    assert "publish link" in ran.out
    assert desk.row()["state"] == "draft"


def test_zhihu_is_for_a_person_who_is_told_where_to_press(desk: Desk) -> None:
    before = len(desk.online.server.log)
    ran = desk.release(to="zhihu")
    assert ran.code == 0
    assert "by hand" in ran.out
    assert "/edit" in ran.out
    assert "发布" in ran.out
    assert len(desk.online.server.log) == before
    desk.online.platforms["zhihu"].publish(desk.row(target="zhihu")["draft"])
    assert desk.row("--online", target="zhihu")["state"] == "published"


def test_a_lost_answer_is_in_doubt_and_the_article_is_found_later(desk: Desk, patient: None) -> None:
    fault = Fault("lost", lambda request: request.path == SUBMIT)
    desk.online.server.faults("wechat").append(fault)
    ran = desk.release("--yes", "--json")
    assert (ran.code, ran.json["state"], ran.json["error"]["kind"]) == (1, "in doubt", "in_doubt")
    assert desk.row()["state"] == "in doubt"
    ran = desk.release("--yes")
    assert ran.code == 1
    assert "--again" in ran.out
    asked = desk.publish("status", "--online")
    assert asked.code == 1
    assert "answer was lost" in asked.out
    assert desk.calls(SUBMIT) == 1
    release = desk.account.state["releases"][0]  # its review ends, and a person sees to nothing
    from publisher_wechat.simulator.published import made_public

    made_public(desk.account, release["draft"])
    assert desk.row("--online")["state"] == "published"
    assert desk.calls(SUBMIT) == 1


def test_a_person_who_looked_may_ask_again(desk: Desk, patient: None) -> None:
    fault = Fault("truncated", lambda request: request.path == SUBMIT)
    desk.online.server.faults("wechat").append(fault)
    desk.release("--yes")
    desk.account.state["drafts"].append(desk.account.state["releases"].pop()["draft"])
    assert desk.release("--yes", "--again").code == 0
    assert desk.row()["state"] == "published"
    assert desk.calls(SUBMIT) == 2


def test_again_needs_a_yes_like_the_first_time(desk: Desk) -> None:
    fault = Fault("lost", lambda request: request.path == SUBMIT)
    desk.online.server.faults("wechat").append(fault)
    desk.release("--yes")
    ran = desk.release("--again")
    assert ran.code == 2
    assert "--yes" in ran.err


def test_a_draft_that_is_not_what_the_source_says_is_not_made_public_unless_asked(
    desk: Desk, patient: None
) -> None:
    desk.edit()
    ran = desk.release("--yes")
    assert ran.code == 2
    assert "--as-is" in ran.err
    assert desk.calls(SUBMIT) == 0
    assert desk.release("--yes", "--as-is").code == 0
    assert "又一句" not in desk.account.state["articles"][0]["articles"][0]["content"]


def test_what_was_never_pushed_has_no_draft_to_make_public(online: Any, publish: Publish) -> None:
    ran = Desk(online, publish).release("--yes", "--json")
    assert ran.code == 2
    assert "no finished draft" in ran.json["error"]["message"]
    assert "push it first" in ran.json["error"]["hint"]


def test_a_draft_that_is_gone_is_not_asked_for(desk: Desk) -> None:
    desk.account.state["drafts"].clear()
    ran = desk.release("--yes")
    assert ran.code == 1
    assert "gone" in ran.out
    assert desk.calls(SUBMIT) == 0


def test_a_missing_secret_is_told_and_nothing_else_suffers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WECHAT_APP_SECRET")
    ran = desk.publish("status", "--online", "--json")
    rows = {row["target"]: row for row in ran.json["posts"]}
    assert ran.code == 1
    assert "WECHAT_APP_SECRET" in rows["wechat"]["reason"]
    assert (rows["zhihu"]["state"], rows["zhihu"]["reason"]) == ("draft", "")


def test_status_online_tells_an_edit_and_a_draft_that_is_gone(desk: Desk) -> None:
    desk.online.platforms["zhihu"].edit(desk.row(target="zhihu")["draft"], "网上加的")
    desk.account.state["drafts"].clear()
    rows = {row["target"]: row for row in desk.publish("status", "--online", "--json").json["posts"]}
    assert "edited by a person" in rows["zhihu"]["reason"]
    assert rows["wechat"]["state"] == "gone"


def test_no_secret_is_on_record(desk: Desk, patient: None) -> None:
    ran = desk.release("--yes", "--trace", "trace.har")
    secret = desk.online.secret("wechat", "app_secret")
    told = ran.out + ran.err + json.dumps(desk.facts())
    assert secret not in told + Path("trace.har").read_text(encoding="utf-8")
    kinds = [fact["kind"] for fact in desk.facts()]
    assert kinds.index("releasing") < kinds.index("released") < kinds.index("published")


def test_in_the_sandbox_it_works_without_an_account(publish: Publish, site: Path) -> None:
    publish(FIRST, "--sandbox")
    toml = site / "publish.toml"
    text = toml.read_text(encoding="utf-8").replace(
        'adapter = "wechat"', 'adapter = "wechat"\nrelease = "ask"'
    )
    toml.write_text(text, encoding="utf-8")
    ran = publish("release", FIRST, "--to", "wechat", "--sandbox", "--yes")
    assert ran.code == 0
    assert "lacks the right" in ran.out
    assert publish("status", "--online", "--sandbox").code == 0
