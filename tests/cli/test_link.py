"""`publish link`, and what a plan and a push make of it: over the sandbox, on a site made for it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.registry import simulator

WECHAT = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
ZHIHU = "https://zhuanlan.zhihu.com/p/123456789"
HOME = "https://blog.example.com"


def write(
    site: Path, key: str, body: str, *, day: int = 1, title: str = "", more: str = "", name: str = ""
) -> Path:
    path = site / "content" / f"{name or key}.md"
    head = f"title: {title or key}\nabbrlink: {key}\ndate: 2026-01-{day:02} 08:00:00\n{more}"
    path.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
    return path


@pytest.fixture
def linked(site: Path, publish: Callable) -> Path:
    """`hub`; `a1` and `a2`, whose prose links to it in two spellings; `list`, where only a block does;
    `else`, which links to another post. Everything is pushed."""
    shutil.rmtree(site / "content" / "first")
    write(site, "hub", "中心。", title="中心")
    write(site, "a1", f"见[中心]({HOME}/hub.html)。", day=2)
    write(site, "a2", "见[那里](http://blog.example.com/hub)，又见{% post_link hub %}。", day=3)
    write(site, "list", f"正文。\n\n***\n\n往期文章\n\n[中心]({HOME}/hub.html)", day=4)
    write(site, "else", f"见[别的]({HOME}/a1.html)。", day=5)
    assert publish("--all", "--sandbox").code == 0
    return site


def steps(ran: Any) -> dict[tuple[str, str], dict[str, Any]]:
    return {(step["key"], step["target"]): step for step in ran.json["steps"]}


def due(publish: Callable, *words: str) -> set[tuple[str, str]]:
    found = steps(publish("plan", "--sandbox", "--json", *words))
    return {where for where, step in found.items() if step["action"] not in {"skip"}}


def test_one_recorded_address_makes_exactly_the_posts_that_link_to_it_due(
    publish: Callable, linked: Path
) -> None:
    assert due(publish) == set()
    ran = publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox", "--json")
    assert (ran.code, ran.json["changed"], ran.json["address"]) == (0, True, WECHAT)
    assert [(post["key"], post["due"]) for post in ran.json["linked_by"]] == [("a1", True), ("a2", True)]
    plan = steps(publish("plan", "--sandbox", "--json"))
    changed = {where: step for where, step in plan.items() if step["action"] != "skip"}
    assert set(changed) == {("a1", "wechat"), ("a2", "wechat")}
    for step in changed.values():
        assert (step["action"], step["backfill"]) == ("update", True)
        assert f"«中心», which is now at {WECHAT}" in step["reason"]
        assert {(link["post"], link["change"], link["now"]) for link in step["moved"]} == {
            ("hub", "published", WECHAT)
        }
    assert plan["list", "wechat"]["reason"].startswith("only generated parts changed")
    assert {plan[key, "zhihu"]["reason"] for key in ("a1", "a2", "list", "else", "hub")} == {"up to date"}
    assert publish("--all", "--sandbox").code == 0
    assert due(publish) == set()


def test_taking_it_back_makes_the_same_posts_due_again(publish: Callable, linked: Path) -> None:
    publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
    publish("--all", "--sandbox")
    ran = publish("link", "hub", "--to", "wechat", "--forget", "--sandbox", "--json")
    assert (ran.json["before"], ran.json["address"], ran.json["changed"]) == (WECHAT, "", True)
    assert due(publish) == {("a1", "wechat"), ("a2", "wechat")}
    assert "no longer public there" in ran.json["linked_by"][0]["reason"]
    again = publish("link", "hub", "--to", "wechat", "--forget", "--sandbox")
    assert (again.code, "nothing is recorded" in again.out) == (0, True)


def test_it_says_so_in_words(publish: Callable, linked: Path) -> None:
    ran = publish("link", "content/hub.md", "--to", "zhihu", ZHIHU, "--sandbox")
    assert f"recorded on zhihu: {ZHIHU}" in ran.out
    assert "2 posts link to it" in ran.out
    assert "~ zhihu    content/a1.md  update: links to «中心»" in ran.out
    row = next(row for row in publish("status", "--sandbox", "--json").json["posts"] if row["url"] == ZHIHU)
    assert (row["key"], row["target"], row["state"]) == ("hub", "zhihu", "published")


def test_the_same_address_again_is_nothing_to_do(publish: Callable, linked: Path) -> None:
    publish("link", "hub", "--to", "zhihu", ZHIHU, "--sandbox")
    lines = (linked / ".publish/sandbox/ledger/hub.jsonl").read_bytes()
    ran = publish("link", "hub", "--to", "zhihu", f"{ZHIHU}?utm_source=wechat_session", "--sandbox")
    assert (ran.code, "nothing to do" in ran.out) == (0, True)
    assert (linked / ".publish/sandbox/ledger/hub.jsonl").read_bytes() == lines


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("wechat", "https://mp.weixin.qq.com/s?__biz=MzA&mid=2&idx=1&sn=ab&tempkey=xyz"),
        ("wechat", "https://mp.weixin.qq.com/"),
        ("wechat", ZHIHU),
        ("zhihu", f"{ZHIHU}/edit"),
        ("zhihu", "not an address"),
        ("blog", "ftp://blog.example.com/hub.html"),
    ],
)
def test_what_is_no_public_address_there_is_refused_with_what_one_looks_like(
    publish: Callable, linked: Path, target: str, address: str
) -> None:
    ran = publish("link", "hub", "--to", target, address, "--sandbox", "--json")
    assert ran.code == 2
    assert "is no public address" in ran.json["error"]["message"]
    assert "https://" in ran.json["error"]["hint"]
    assert due(publish) == set()


def test_another_post_s_address_is_refused_with_its_name_until_it_is_forgotten(
    publish: Callable, linked: Path
) -> None:
    publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
    ran = publish("link", "a1", "--to", "wechat", f"{WECHAT}#rd", "--sandbox")
    assert ran.code == 2
    assert "«中心»" in ran.err
    assert "publish link hub --to wechat --forget" in ran.err
    publish("link", "hub", "--to", "wechat", "--forget", "--sandbox")
    assert publish("link", "a1", "--to", "wechat", WECHAT, "--sandbox").code == 0


def test_a_mistaken_address_is_put_right_and_may_be_another_post_s(publish: Callable, linked: Path) -> None:
    right = "https://mp.weixin.qq.com/s/BBCdEfGhIjKlMnOpQrStUv"
    publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
    ran = publish("link", "hub", "--to", "wechat", right, "--sandbox", "--json")
    assert (ran.json["before"], ran.json["address"]) == (WECHAT, right)
    assert publish("link", "else", "--to", "wechat", WECHAT, "--sandbox").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("link", "hub", "--to", "wechat"),
        ("link", "hub", "--to", "wechat", WECHAT, "--forget"),
        ("link", "hub", WECHAT),
        ("link", "nowhere", "--to", "wechat", WECHAT),
        ("link", "hub", "--to", "nowhere", WECHAT),
        ("link", "content", "--to", "wechat", WECHAT),
    ],
)
def test_wrong_usage_is_refused(publish: Callable, linked: Path, words: tuple[str, ...]) -> None:
    assert publish(*words).code == 2


def test_an_article_from_before_is_linked_to_and_never_drafted_again(publish: Callable, site: Path) -> None:
    first = "content/first/index.md"
    publish("link", first, "--to", "zhihu", ZHIHU, "--sandbox")
    found = steps(publish(first, "--sandbox", "--json"))
    assert found["aaaa0001", "zhihu"]["action"] == "skip"
    assert ZHIHU in found["aaaa0001", "zhihu"]["reason"]
    assert found["aaaa0001", "blog"]["outcome"] == "done"
    created = steps(publish(first, "--to", "zhihu", "--create", "--sandbox", "--json"))
    assert (created["aaaa0001", "zhihu"]["action"], created["aaaa0001", "zhihu"]["outcome"]) == (
        "create",
        "done",
    )


class TestPublishedThere:
    def test_a_draft_that_became_public_tells_its_address_when_it_is_looked_at(
        self, publish: Callable, linked: Path
    ) -> None:
        draft = steps(publish("plan", "--sandbox", "--json"))["hub", "zhihu"]["draft"]["id"]
        simulator("zhihu")(linked / ".publish/sandbox/state/zhihu").publish(draft)
        write(linked, "hub", "中心，改了。", title="中心")
        (step,) = publish("hub", "--to", "zhihu", "--sandbox", "--json").json["steps"]
        assert (step["outcome"], step["reason"]) == ("skipped", "published; source changed since")
        assert due(publish, "--to", "zhihu") == {("a1", "zhihu"), ("a2", "zhihu")}

    def test_posts_that_are_public_are_reported_with_the_link_and_left_alone(
        self, publish: Callable, linked: Path
    ) -> None:
        platform = simulator("zhihu")(linked / ".publish/sandbox/state/zhihu")
        before = steps(publish("plan", "--sandbox", "--json"))
        platform.publish(before["a1", "zhihu"]["draft"]["id"])
        publish("link", "hub", "--to", "zhihu", ZHIHU, "--sandbox")
        pushed = steps(publish("--all", "--sandbox", "--json"))
        assert pushed["a1", "zhihu"]["outcome"] == "skipped"
        assert (
            f"mend it there by hand: it links to «中心», which is now at {ZHIHU}"
            in (pushed["a1", "zhihu"]["reason"])
        )
        assert pushed["a2", "zhihu"]["outcome"] == "done"
        told = steps(publish("plan", "--sandbox", "--json"))["a1", "zhihu"]
        assert ("by hand" in told["reason"], [link["written"] for link in told["moved"]]) == (
            True,
            [f"{HOME}/hub.html"],
        )

    def test_a_draft_that_vanished_is_no_failure_of_a_backfill(self, publish: Callable, linked: Path) -> None:
        platform = simulator("wechat")(linked / ".publish/sandbox/state/wechat")
        before = steps(publish("plan", "--sandbox", "--json"))
        platform.publish(before["a1", "wechat"]["draft"]["id"])
        publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
        ran = publish("--all", "--sandbox", "--json")
        assert ran.code == 0
        assert "publish link" in steps(ran)["a1", "wechat"]["reason"]
        rows = publish("status", "a1", "--sandbox", "--json").json["posts"]
        assert {row["target"]: row["state"] for row in rows}["wechat"] == "gone"
        assert due(publish) == set()


class TestRenames:
    def test_a_title_makes_posts_due_that_show_it_and_no_others(
        self, publish: Callable, linked: Path
    ) -> None:
        write(linked, "hub", "中心。", title="新中心")
        plan = steps(publish("plan", "--sandbox", "--json"))
        changed = {where for where, step in plan.items() if step["action"] != "skip"}
        own = {("hub", target) for target in ("blog", "zhihu", "wechat")}
        assert changed - own == {("a2", "zhihu"), ("a2", "wechat")}, "the blog fills its tag in itself"
        assert plan["a2", "zhihu"]["reason"] == "links to «新中心», which was renamed"

    def test_another_abbrlink_leaves_old_links_leading_to_the_post(
        self, publish: Callable, linked: Path
    ) -> None:
        write(linked, "hub2", "中心。", title="中心", name="hub")
        plan = steps(publish("plan", "--sandbox", "--json"))
        assert {target for (key, target), step in plan.items() if key == "hub" and step["draft"]} == {
            "blog",
            "zhihu",
            "wechat",
        }, "its drafts are still its own"
        for target in ("blog", "zhihu", "wechat"):
            step = plan["a1", target]
            assert (step["action"], step["backfill"]) == ("update", True), step
            assert step["reason"] == f"links to «中心», which moved to {HOME}/hub2.html"

    def test_what_it_was_published_as_stays_where_links_lead(self, publish: Callable, linked: Path) -> None:
        publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
        publish("--all", "--sandbox")
        write(linked, "hub2", "中心。", title="中心", name="hub")
        assert ("a1", "wechat") not in due(publish)

    def test_a_file_that_moved_changes_nothing(self, publish: Callable, linked: Path) -> None:
        folder = linked / "content" / "sub"
        folder.mkdir()
        (linked / "content" / "a1.md").rename(folder / "renamed.md")
        plan = steps(publish("plan", "--sandbox", "--json", "--to", "zhihu", "--to", "wechat"))
        assert {step["action"] for step in plan.values()} == {"skip"}


class TestManyPosts:
    @pytest.fixture
    def many(self, site: Path, publish: Callable) -> Path:
        shutil.rmtree(site / "content" / "first")
        write(site, "hub", "中心。", title="中心")
        for day in range(2, 26):
            write(site, f"k{day:02}", f"见[中心]({HOME}/hub.html)。", day=day)
        publish("--all", "--sandbox", "--yes", "--to", "wechat")
        publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
        return site

    def test_the_newest_five_go_in_a_run_and_the_next_five_in_the_next(
        self, publish: Callable, many: Path
    ) -> None:
        words = ("--all", "--sandbox", "--to", "wechat", "--json")
        sent = [
            {key for (key, _), step in steps(publish(*words)).items() if step["outcome"] == "done"}
            for _ in range(2)
        ]
        assert sent == [{f"k{day}" for day in range(21, 26)}, {f"k{day}" for day in range(16, 21)}]

    def test_the_setting_says_how_many(self, publish: Callable, many: Path) -> None:
        settings = many / "publish.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("[site]", "[site]\nbackfill = 0"), encoding="utf-8")
        plan = publish("plan", "--sandbox", "--to", "wechat", "--json").json["steps"]
        assert {step["action"] for step in plan} == {"wait", "skip"}
        assert "backfill = 0" in next(step["reason"] for step in plan if step["action"] == "wait")
        named = publish("k02", "--sandbox", "--to", "wechat", "--json").json["steps"]
        assert [step["outcome"] for step in named] == ["done"]
        settings.write_text(text.replace("[site]", "[site]\nbackfill = -1"), encoding="utf-8")
        refused = publish("plan", "--sandbox")
        assert (refused.code, "backfill" in refused.err) == (2, True)

    def test_a_plan_sums_up_why_so_many_are_due(self, publish: Callable, many: Path) -> None:
        told = publish("plan", "--sandbox", "--to", "wechat").out
        assert f"wechat   «中心» published → {WECHAT}: 24 posts (5 to update, 19 waiting)" in told
        assert told.splitlines()[-1].endswith("5 to update, 19 waiting, 1 to leave alone")
        for _ in range(5):
            publish("--all", "--sandbox", "--to", "wechat")
        quiet = publish("plan", "--sandbox", "--to", "wechat").out
        assert "25 more posts are left alone on every target" in quiet
        assert "content/k02.md" not in quiet


def test_a_post_that_cannot_be_read_is_named(publish: Callable, linked: Path) -> None:
    (linked / "content" / "bad.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    ran = publish("link", "content/bad.md", "--to", "wechat", WECHAT, "--json")
    assert (ran.code, ran.json["error"]["file"]) == (2, "content/bad.md")
    assert publish("status", "--sandbox").code == 0


def test_the_ledger_of_a_version_that_kept_no_links_makes_nothing_due(
    publish: Callable, linked: Path
) -> None:
    for file in (linked / ".publish/sandbox/ledger").glob("*.jsonl"):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        older = [{name: value for name, value in line.items() if name != "links"} for line in lines]
        kept = [line for line in older if line["kind"] not in {"canonical", "alias"}]
        file.write_text("".join(f"{json.dumps(line)}\n" for line in kept), encoding="utf-8")
    assert due(publish) == set()
    publish("link", "hub", "--to", "wechat", WECHAT, "--sandbox")
    assert due(publish) == set()
