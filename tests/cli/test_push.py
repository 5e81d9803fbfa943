"""The main job, as a user would do it: against the sandbox, over real sockets."""

import json
import re
from collections.abc import Callable
from pathlib import Path

FIRST = "content/first/index.md"


def edit(site: Path, words: str) -> None:
    path = site / FIRST
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


def test_the_first_push_makes_one_draft_per_target_and_says_where_to_look(
    publish: Callable, site: Path
) -> None:
    ran = publish(FIRST, "--sandbox")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "3 done"
    assert "read the drafts" in ran.err
    assert (site / ".publish/sandbox/arrived/index.html").is_file()


def test_a_second_push_says_that_everything_is_up_to_date(publish: Callable) -> None:
    publish("--all", "--sandbox")
    ran = publish("--all", "--sandbox")
    assert (ran.code, ran.out) == (0, "everything is up to date\n")


def test_after_an_edit_the_same_drafts_are_updated_in_place(publish: Callable, site: Path) -> None:
    before = publish(FIRST, "--sandbox", "--json").json["steps"]
    edit(site, "新的一段。")
    after = publish(FIRST, "--sandbox", "--json").json["steps"]
    assert [step["action"] for step in after] == ["update"] * 3
    assert [step["draft"]["id"] for step in after] == [step["draft"]["id"] for step in before]


def test_json_is_one_document_of_the_agreed_form(publish: Callable) -> None:
    document = publish(FIRST, "--sandbox", "--json").json
    assert set(document) == {"version", "plan", "steps"}
    keys = {"post", "key", "target", "action", "reason", "outcome", "draft", "notes", "error"}
    assert all(set(step) >= keys for step in document["steps"])
    assert {(step["target"], step["outcome"]) for step in document["steps"]} == {
        ("blog", "done"),
        ("zhihu", "done"),
        ("wechat", "done"),
    }


def test_one_target_can_be_named(publish: Callable) -> None:
    steps = publish(FIRST, "--sandbox", "--to", "zhihu", "--json").json["steps"]
    assert [step["target"] for step in steps] == ["zhihu"]


def test_a_missing_secret_fails_its_targets_and_no_other(publish: Callable, site: Path) -> None:
    ran = publish(FIRST, "--json")
    outcomes = {step["target"]: step for step in ran.json["steps"]}
    assert ran.code == 1
    assert outcomes["blog"]["outcome"] == "done"
    assert outcomes["zhihu"]["error"]["kind"] == "config"
    assert "ZHIHU_COOKIE" in outcomes["zhihu"]["error"]["hint"]
    assert (site / "out/source/_posts/first.md").is_file()


def test_a_dry_run_asks_for_no_secret_sends_nothing_and_shows_every_target(
    publish: Callable, site: Path
) -> None:
    ran = publish(FIRST, "--dry-run")
    assert ran.code == 0
    assert "3 to create" in ran.out
    page = Path(re.findall(r"preview: (.+)", ran.out)[0])
    text = page.read_text(encoding="utf-8")
    assert all(f"<h2>{target} " in text for target in ("blog", "zhihu", "wechat"))
    assert text.count("<iframe") == 4  # WeChat's in dark mode too
    assert not (site / "out").exists()
    assert not (site / ".publish/ledger").exists()


def test_a_dry_run_shows_the_difference_to_what_was_sent(publish: Callable, site: Path) -> None:
    publish(FIRST, "--sandbox")
    edit(site, "第二稿的一句。")
    ran = publish(FIRST, "--sandbox", "--dry-run")
    assert "+第二稿的一句。" in ran.out


def test_a_plan_that_changed_since_its_review_is_refused(publish: Callable, site: Path) -> None:
    (site / "plan.json").write_text(publish("plan", FIRST, "--sandbox", "--json").out, encoding="utf-8")
    assert publish(FIRST, "--sandbox", "--plan", "plan.json", "--dry-run").code == 0
    edit(site, "又改了。")
    ran = publish(FIRST, "--sandbox", "--plan", "plan.json")
    assert ran.code == 2
    assert "changed since it was reviewed" in ran.err


def test_more_changes_than_the_guard_allows_need_a_yes(publish: Callable, site: Path) -> None:
    for n in range(11):
        text = f"---\ntitle: 第{n}\nabbrlink: b{n:07}\ndate: 2026-01-02 08:00:00\n---\n\n第{n}篇。\n"
        (site / "content" / f"many-{n}.md").write_text(text, encoding="utf-8")
    refused = publish("--all", "--sandbox", "--to", "blog")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert publish("--all", "--sandbox", "--to", "blog", "--yes").code == 0


def test_nothing_named_is_a_usage_error(publish: Callable) -> None:
    ran = publish("push")
    assert ran.code == 2
    assert "--all" in ran.err


def test_plan_tells_changes_by_its_exit_code_only_when_asked(publish: Callable) -> None:
    assert publish("plan", "--sandbox").code == 0
    assert publish("plan", "--sandbox", "--exit-code").code == 3
    publish("--all", "--sandbox")
    assert publish("plan", "--sandbox", "--exit-code").code == 0


def test_a_post_not_due_yet_waits_and_now_does_not(publish: Callable, site: Path) -> None:
    path = site / FIRST
    text = path.read_text(encoding="utf-8").replace("tags: [甲]", "publish:\n  at: 2999-01-01 08:00")
    path.write_text(text, encoding="utf-8")
    steps = publish(FIRST, "--sandbox", "--json").json["steps"]
    assert {step["action"] for step in steps} == {"wait"}
    assert {step["outcome"] for step in publish(FIRST, "--sandbox", "--now", "--json").json["steps"]} == {
        "done"
    }


def test_status_shows_what_stands_where(publish: Callable) -> None:
    publish(FIRST, "--sandbox", "--to", "blog")
    rows = {row["target"]: row for row in publish("status", "--sandbox", "--json").json["posts"]}
    assert rows["blog"]["state"] == "draft"
    assert rows["zhihu"]["state"] == "-"
    assert "blog" in publish("status", "--sandbox").out


def test_render_writes_bodies_and_what_is_known_of_them(publish: Callable, site: Path) -> None:
    assert publish("render", "--out", "rendered", "--assets").code == 0
    folder = site / "rendered" / "wechat" / "aaaa0001"
    about = json.loads((folder / "rendition.json").read_text(encoding="utf-8"))
    assert about["title"] == "第一篇"
    assert [f["tex"] for f in about["formulas"]] == ["a^2+b^2=c^2"]
    assert about["formulas"][0]["line"] == 10
    body = (folder / "body.html").read_text(encoding="utf-8")
    assert "../../assets/" in body
    assert "asset:" not in body
    assert (site / "rendered/blog/aaaa0001/body.md").read_bytes() != b""
    assert len(list((site / "rendered/assets").iterdir())) == 1


def test_check_reports_with_file_and_line(publish: Callable, site: Path) -> None:
    assert publish("check").code == 0
    edit(site, "![无](nowhere.png)")
    ran = publish("check")
    assert ran.code == 1
    assert f"{FIRST}:12: error:" in ran.out


def test_all_and_names_together_are_a_contradiction(publish: Callable) -> None:
    assert publish("--all", FIRST, "--dry-run").code == 2


def test_a_refusal_is_a_document_too(publish: Callable) -> None:
    for words in (["nowhere", "--json"], [FIRST, "--to", "wechta", "--json"], ["push", "--json"]):
        ran = publish(*words)
        assert ran.code == 2
        assert ran.json["steps"] == []
        assert ran.json["error"]["message"]


def test_renditions_are_not_written_among_the_posts(publish: Callable, site: Path) -> None:
    ran = publish("render", "--out", "content/out")
    assert ran.code == 2
    assert "content folder" in ran.err
    (site / "taken").write_text("", encoding="utf-8")
    assert publish("render", "--out", "taken").code == 2


def test_an_edit_on_the_platform_blocks_with_its_difference(publish: Callable, site: Path) -> None:
    from publisher.registry import simulator

    draft = publish(FIRST, "--sandbox", "--to", "zhihu", "--json").json["steps"][0]["draft"]["id"]
    simulator("zhihu")(site / ".publish/sandbox/state/zhihu").edit(draft, "网上加的一句")
    edit(site, "本地加的一句。")
    ran = publish(FIRST, "--sandbox", "--to", "zhihu", "--json")
    step = ran.json["steps"][0]
    assert (ran.code, step["outcome"], step["error"]["kind"]) == (1, "failed", "conflict")
    assert "+网上加的一句" in step["diff"]
    assert "+网上加的一句" in publish(FIRST, "--sandbox", "--to", "zhihu").err
    assert publish(FIRST, "--sandbox", "--to", "zhihu", "--force").code == 0
