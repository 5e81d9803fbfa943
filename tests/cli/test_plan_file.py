"""A plan that was reviewed is carried out to the letter, or refused with what changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FIRST = "content/first/index.md"
SECOND = "content/second.md"


def edit(site: Path, words: str, path: str = FIRST) -> None:
    file = site / path
    file.write_text(file.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


def change(site: Path, old: str, new: str, path: str = "publish.toml") -> None:
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def taken(ran: Any) -> dict[tuple[str, str], str]:
    """Post and target → action and outcome."""
    return {
        (step["key"], step["target"]): f"{step['action']} {step['outcome']}" for step in ran.json["steps"]
    }


@pytest.fixture
def second(site: Path) -> None:
    text = "---\ntitle: 第二篇\nabbrlink: aaaa0002\ndate: 2026-01-03 08:00:00\n---\n\n第二篇的正文。\n"
    (site / SECOND).write_text(text, encoding="utf-8")


@pytest.fixture
def plan(publish: Callable[..., Any], second: None) -> Callable[..., Any]:
    """Writes plan.json for the sandbox and gives it as it was read back."""

    def write(*words: str) -> Any:
        ran = publish("plan", "--sandbox", "-o", "plan.json", *words)
        assert ran.code in {0, 1}, ran.err
        return json.loads(Path("plan.json").read_text(encoding="utf-8"))

    return write


@pytest.fixture
def carry_out(publish: Callable[..., Any]) -> Callable[..., Any]:
    def run(*words: str) -> Any:
        return publish("push", "--sandbox", "--plan", "plan.json", *words)

    return run


def test_a_plan_in_a_file_holds_its_steps_what_they_send_and_for_what_it_was_asked(
    plan: Callable[..., Any],
) -> None:
    found = plan(FIRST, "--now")
    assert (found["version"], found["sandbox"], found["site"]) == (1, True, "https://blog.example.com")
    assert found["asked"]["now"]
    assert found["asked"]["named"]
    assert {step["target"] for step in found["steps"]} == set(found["targets"]) == {"blog", "zhihu", "wechat"}
    assert all(step["digest"] and step["replaces"] == "" for step in found["steps"])


def test_it_holds_the_difference_to_what_was_sent(
    plan: Callable[..., Any], publish: Callable[..., Any], site: Path
) -> None:
    publish(FIRST, "--sandbox")
    edit(site, "第二稿的一句。")
    steps = plan(FIRST)["steps"]
    assert all("+第二稿的一句。" in step["diff"] and step["replaces"] for step in steps)


def test_what_json_prints_can_be_carried_out_too(publish: Callable[..., Any], carry_out: Callable) -> None:
    Path("plan.json").write_text(publish("plan", FIRST, "--sandbox", "--json").out, encoding="utf-8")
    assert carry_out().code == 0


def test_exactly_its_posts_and_targets_are_pushed(plan: Callable[..., Any], carry_out: Callable) -> None:
    plan(SECOND, "--to", "zhihu")
    assert taken(carry_out("--json")) == {("aaaa0002", "zhihu"): "create done"}


def test_a_part_of_it_can_be_named(plan: Callable[..., Any], carry_out: Callable) -> None:
    plan()
    assert set(taken(carry_out(FIRST, "--to", "blog", "--json"))) == {("aaaa0001", "blog")}
    assert set(taken(carry_out("--to", "zhihu", "--json"))) == {("aaaa0001", "zhihu"), ("aaaa0002", "zhihu")}


def test_what_the_plan_has_no_step_for_is_refused(plan: Callable[..., Any], carry_out: Callable) -> None:
    plan(FIRST, "--to", "blog")
    for words in ([SECOND], ["--to", "zhihu"]):
        ran = carry_out(*words)
        assert ran.code == 2
        assert "no step for" in ran.err


def test_another_text_is_refused_by_name_and_nothing_is_sent(
    plan: Callable[..., Any], carry_out: Callable, publish: Callable[..., Any], site: Path
) -> None:
    plan()
    edit(site, "又改了。")
    ran = carry_out()
    assert ran.code == 2
    assert ran.err.count(f"{FIRST} → ") == 3
    assert SECOND not in ran.err
    assert "another text" in ran.err
    rows = publish("status", "--sandbox", "--json").json["posts"]
    assert {row["state"] for row in rows} == {"-"}


def test_another_action_is_refused(
    plan: Callable[..., Any], carry_out: Callable, publish: Callable[..., Any], site: Path
) -> None:
    plan(FIRST, "--to", "zhihu")
    change(site, "tags: [甲]", "publish:\n  at: 2999-01-01 08:00", FIRST)
    ran = carry_out()
    assert ran.code == 2
    assert "the plan says create, now it is wait" in ran.err


def test_a_post_that_is_gone_is_refused(plan: Callable[..., Any], carry_out: Callable, site: Path) -> None:
    plan("--to", "zhihu")
    (site / SECOND).unlink()
    ran = carry_out()
    assert ran.code == 2
    assert f"{SECOND} → zhihu: the post is gone" in ran.err


def test_a_post_that_moved_is_found_by_its_key(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    plan(SECOND, "--to", "zhihu")
    (site / SECOND).rename(site / "content/renamed.md")
    assert taken(carry_out("--json")) == {("aaaa0002", "zhihu"): "create done"}


def test_changed_settings_of_a_target_are_refused(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    plan(FIRST)
    change(site, 'cookie = "env:ZHIHU_COOKIE"', 'cookie = "env:ZHIHU_COOKIE"\ndrafts_searched = 7')
    ran = carry_out()
    assert ran.code == 2
    assert "[targets.zhihu]" in ran.err
    assert "wechat" not in ran.err
    assert carry_out("--to", "blog").code == 0


def test_a_target_or_a_site_that_is_another_is_refused(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    plan(FIRST, "--to", "zhihu")
    change(site, "[targets.zhihu]", "[targets.other]")
    assert "no target zhihu any more" in carry_out().err
    change(site, 'url = "https://blog.example.com"', 'url = "https://other.example.com"')
    assert "another site" in carry_out().err


def test_a_version_sent_since_by_another_run_is_refused(
    plan: Callable[..., Any], carry_out: Callable, publish: Callable[..., Any], site: Path
) -> None:
    publish(FIRST, "--sandbox")
    before = (site / FIRST).read_text(encoding="utf-8")
    edit(site, "要发的一句。")
    after = (site / FIRST).read_text(encoding="utf-8")
    plan(FIRST)
    (site / FIRST).write_text(before + "\n别人发的一句。\n", encoding="utf-8")
    publish(FIRST, "--sandbox")
    (site / FIRST).write_text(after, encoding="utf-8")
    ran = carry_out()
    assert ran.code == 2
    assert ran.err.count("another version was sent since") == 3


def test_what_another_run_did_of_it_is_left_alone(
    plan: Callable[..., Any], carry_out: Callable, publish: Callable[..., Any]
) -> None:
    plan(FIRST)
    publish(FIRST, "--sandbox", "--to", "zhihu")
    ran = carry_out("--json")
    assert ran.code == 0
    assert taken(ran) == {
        ("aaaa0001", "blog"): "create done",
        ("aaaa0001", "zhihu"): "skip skipped",
        ("aaaa0001", "wechat"): "create done",
    }
    assert "done meanwhile" in json.dumps(ran.json)
    assert carry_out().out == "everything is up to date\n"


def test_an_interrupted_run_of_it_is_taken_up_by_the_same_plan(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    plan(FIRST, "--to", "zhihu")
    assert carry_out().code == 0
    (ledger,) = (site / ".publish/sandbox/ledger").glob("*.jsonl")
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    begun = next(n for n, line in enumerate(lines) if '"kind":"intent"' in line)
    ledger.write_text("".join(lines[: begun + 1]), encoding="utf-8")  # killed right after the first call
    ran = carry_out("--json")
    assert (ran.code, taken(ran)) == (0, {("aaaa0001", "zhihu"): "reconcile done"})


def test_what_it_leaves_alone_stays_alone(
    plan: Callable[..., Any], carry_out: Callable, publish: Callable[..., Any], site: Path
) -> None:
    publish(FIRST, "--sandbox", "--to", "zhihu")
    plan("--to", "zhihu")
    edit(site, "计划之后的一句。")
    ran = carry_out("--json")
    assert ran.code == 0
    assert taken(ran) == {("aaaa0001", "zhihu"): "skip skipped", ("aaaa0002", "zhihu"): "create done"}
    assert "plan again to send it" in json.dumps(ran.json)


def test_a_step_that_was_to_wait_still_waits_when_it_has_become_due(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    change(site, "tags: [甲]", "publish:\n  at: 2999-01-01 08:00", FIRST)
    assert {step["action"] for step in plan(FIRST, "--to", "zhihu")["steps"]} == {"wait"}
    change(site, "2999", "2026", FIRST)
    ran = carry_out("--json")
    assert (ran.code, taken(ran)) == (0, {("aaaa0001", "zhihu"): "skip skipped"})


def test_what_it_was_asked_for_counts_and_nothing_can_be_added(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    change(site, "tags: [甲]", "publish:\n  at: 2999-01-01 08:00", FIRST)
    plan(FIRST, "--to", "zhihu", "--now")
    ran = carry_out("--force")
    assert ran.code == 2
    assert "without --force" in ran.err
    assert taken(carry_out("--json")) == {("aaaa0001", "zhihu"): "create done"}


def test_a_guard_lifted_for_the_plan_is_lifted_when_it_is_carried_out(
    plan: Callable[..., Any], carry_out: Callable, site: Path
) -> None:
    change(site, "[site]", "[site]\nguard = 1")
    plan("--to", "blog")
    assert "needs --yes" in carry_out().err
    plan("--to", "blog", "--yes")
    assert carry_out().code == 0


def test_a_sandbox_plan_is_not_for_the_platforms(
    plan: Callable[..., Any], publish: Callable[..., Any]
) -> None:
    plan(FIRST)
    ran = publish("push", "--plan", "plan.json")
    assert ran.code == 2
    assert "--sandbox" in ran.err


def test_a_plan_that_was_tampered_with_and_what_is_none_are_refused(
    plan: Callable[..., Any], carry_out: Callable
) -> None:
    found = plan()
    found["steps"].pop()
    for text in (json.dumps(found), "[]", "{", '{"version": 1, "plan": "x", "steps": []}', "\0\ud7ff"):
        Path("plan.json").write_text(text, encoding="utf-8")
        ran = carry_out("--json")
        assert ran.code == 2
        assert ran.json["error"]["kind"] == "config"
        assert ran.json["error"]["file"] == "plan.json"


def test_a_digest_or_its_beginning_is_compared_with_the_plan_of_now(
    plan: Callable[..., Any], publish: Callable[..., Any], site: Path
) -> None:
    digest = plan(FIRST)["plan"]
    assert publish(FIRST, "--sandbox", "--plan", digest[:8], "--dry-run").code == 0
    assert publish(FIRST, "--sandbox", "--plan", digest.upper()).code == 0
    edit(site, "又改了。")
    ran = publish(FIRST, "--sandbox", "--plan", digest)
    assert ran.code == 2
    assert "changed since it was reviewed" in ran.err
    for word in (digest[:7], "nowhere.json"):
        assert "no such file" in publish(FIRST, "--sandbox", "--plan", word).err


def test_a_digest_names_no_posts(publish: Callable[..., Any]) -> None:
    assert publish("push", "--plan", "0123456789abcdef", "--sandbox").code == 2


def test_no_secret_is_in_it(
    publish: Callable[..., Any], second: None, monkeypatch: pytest.MonkeyPatch, site: Path
) -> None:
    monkeypatch.setenv("ZHIHU_COOKIE", "z_c0=canary-cookie")
    change(site, 'app_secret = "env:WECHAT_APP_SECRET"', 'app_secret = "canary-bare-secret"')
    assert publish("plan", "-o", "plan.json").code == 0
    assert "canary" not in Path("plan.json").read_text(encoding="utf-8")
