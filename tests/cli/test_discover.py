"""Articles that are on the platforms already: found, shown, recorded, and from then on linked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cli.approving import approved
from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.planning.discovery import Finding
from publisher.planning.match import Confidence, Match

ZHIHU = "https://zhuanlan.zhihu.com/p/{}"
WECHAT = "https://mp.weixin.qq.com/s/{}"


def write(site: Path, name: str, title: str, body: str) -> str:
    text = f"---\ntitle: {title}\nabbrlink: {name}\ndate: 2026-01-03 08:00:00\n---\n\n{body}\n"
    (site / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    return f"content/{name}.md"


def listed(site: Path, *rows: str) -> str:
    (site / "list.csv").write_text("\n".join(("标题,链接", *rows)) + "\n", encoding="utf-8")
    return "list.csv"


@pytest.fixture
def second(site: Path) -> str:
    return write(site, "second", "第二篇", "先看[第一篇](https://blog.example.com/aaaa0001.html)。")


# ── from the first look to links that follow ────────────────────────────────────────────────────


def test_what_is_found_is_not_drafted_again_and_links_lead_to_it(
    publish: Callable, site: Path, second: str
) -> None:
    table = listed(site, f"《第一篇》,{ZHIHU.format(1)}", f"第一篇,{WECHAT.format('A' * 22)}")
    ran = publish("discover", "--csv", table, "--from", "csv", "--yes")
    assert ran.code == 0
    assert "zhihu: 1 recorded; links to 1 of 2 posts lead to their articles there now" in ran.out
    steps = {(s["post"], s["target"]): s for s in publish("plan", "--json").json["steps"]}
    first = "content/first/index.md"
    for target, address in (("zhihu", ZHIHU.format(1)), ("wechat", WECHAT.format("A" * 22))):
        step = steps[first, target]
        assert step["action"] == "skip"
        assert f"already published there: {address}" in step["reason"]
        assert steps[second, target]["action"] == "create"
        publish("render", second, "--out", "rendered")
        key = steps[second, target]["key"]
        assert f'href="{address}"' in (site / f"rendered/{target}/{key}/body.html").read_text("utf-8")
    assert steps[first, "blog"]["action"] == "create"


def test_a_second_look_finds_nothing_new_and_records_nothing_twice(publish: Callable, site: Path) -> None:
    table = listed(site, f"第一篇,{ZHIHU.format(1)}")
    publish("discover", "--csv", table, "--from", "csv", "--yes")
    before = {path: path.read_bytes() for path in (site / ".publish/ledger").glob("*.jsonl")}
    ran = publish("discover", "--csv", table, "--from", "csv", "--yes")
    assert "1 articles found, all of them known already" in ran.out
    assert {path: path.read_bytes() for path in (site / ".publish/ledger").glob("*.jsonl")} == before


def test_an_address_that_is_known_already_stands_and_the_other_is_told(publish: Callable, site: Path) -> None:
    publish("discover", "--csv", listed(site, f"第一篇,{ZHIHU.format(1)}"), "--from", "csv", "--yes")
    ran = publish("discover", "--csv", listed(site, f"第一篇,{ZHIHU.format(2)}"), "--from", "csv", "--yes")
    assert f"recorded at {ZHIHU.format(1)}, which stays" in ran.out
    assert f"publish link content/first/index.md --to zhihu {ZHIHU.format(2)}" in ran.out
    assert "nothing was recorded" in ran.out


def test_sources_alone_tell_where_own_articles_are(publish: Callable, site: Path) -> None:
    write(
        site,
        "third",
        "第三篇",
        f"参考[《第一篇》]({ZHIHU.format(7)})，以及[知乎上的一篇]({ZHIHU.format(8)})。\n\n"
        f"[博客](https://blog.example.com/aaaa0001.html) [微信公众号]({WECHAT.format('B' * 22)})",
    )
    ran = publish("discover", "--from", "sources", "--json")
    found = {each["address"]: each for each in ran.json["matches"]}
    assert set(found) == {ZHIHU.format(7), WECHAT.format("B" * 22)}
    assert {each["post"] for each in found.values()} == {"content/first/index.md"}
    assert "content/third.md:7" in found[ZHIHU.format(7)]["reason"]
    assert found[WECHAT.format("B" * 22)]["confidence"] == "sure"


# ── platforms ───────────────────────────────────────────────────────────────────────────────────


def test_a_draft_that_somebody_published_is_found_without_a_doubt(publish: Callable) -> None:
    publish("first", "--sandbox", "--to", "zhihu")
    address = publish("sandbox", "--release", "first", "--to", "zhihu").out.split()[-1]
    ran = publish("discover", "--sandbox", "--to", "zhihu", "--yes")
    assert "it was our draft" in ran.out
    row = publish("status", "--sandbox", "--to", "zhihu", "--json").json["posts"][0]
    assert (row["state"], row["url"]) == ("published", address)


def test_an_accounts_own_list_is_enough_for_one_who_starts_today(publish: Callable, site: Path) -> None:
    publish("first", "--sandbox", "--to", "zhihu")
    publish("sandbox", "--release", "first", "--to", "zhihu")
    for path in (site / ".publish/sandbox/ledger").glob("*.jsonl"):
        path.unlink()
    (match,) = publish("discover", "--sandbox", "--to", "zhihu", "--yes", "--json").json["matches"]
    assert (match["source"], match["confidence"], match["recorded"]) == ("account", "sure", True)
    assert match["post"] == "content/first/index.md"


def test_an_account_without_the_right_is_told_in_one_line_and_nothing_fails(publish: Callable) -> None:
    ran = publish("discover", "--sandbox")
    told = [line for line in ran.err.splitlines() if "48001" in line]
    assert ran.code == 0
    assert len(told) == 1
    assert "--csv" in told[0]
    assert "no articles found" in ran.out


def test_what_was_not_asked_for_want_of_a_secret_is_said(publish: Callable) -> None:
    ran = publish("discover")
    assert ran.code == 0
    assert "zhihu    account and drafts: not asked" in ran.err
    assert "ZHIHU_COOKIE" in ran.err
    assert publish("discover", "--from", "account").code == 1


def test_a_target_that_cannot_be_asked_fails_and_the_other_sources_count(
    publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHU_COOKIE", "a cookie without what Zhihu needs")
    table = listed(site, f"第一篇,{ZHIHU.format(1)}")
    ran = publish("discover", "--to", "zhihu", "--csv", table, "--from", "account", "--from", "csv", "--yes")
    assert ran.code == 1
    assert "lacks z_c0" in ran.err
    assert "zhihu: 1 recorded" in ran.out


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def test_bad_rows_are_told_by_their_lines_and_the_rest_is_used(publish: Callable, site: Path) -> None:
    table = listed(site, ",https://a.example", f"编辑,{ZHIHU.format(3)}/edit", f"第一篇,{ZHIHU.format(1)}")
    ran = publish("discover", "--csv", table, "--from", "csv", "--yes")
    assert "list.csv:2: no title" in ran.err
    assert "list.csv:3:" in ran.err
    assert "zhihu: 1 recorded" in ran.out


def test_a_file_that_is_no_list_is_refused_with_its_place(publish: Callable, site: Path) -> None:
    (site / "list.csv").write_text("甲,乙\n", encoding="utf-8")
    ran = publish("discover", "--csv", "list.csv", "--from", "csv")
    assert ran.code == 2
    assert "标题,链接" in ran.err


def test_a_row_that_two_accounts_could_have_written_needs_a_target(publish: Callable, site: Path) -> None:
    with (site / "publish.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.second]\nadapter = "zhihu"\ncookie = "env:ZHIHU_COOKIE_2"\n')
    ran = publish("discover", "--csv", listed(site, f"第一篇,{ZHIHU.format(1)}"), "--from", "csv", "--json")
    assert "could be on zhihu or second" in ran.err
    text = f"title,address,target\n第一篇,{ZHIHU.format(1)},second\n"
    (site / "list.csv").write_text(text, encoding="utf-8")
    (match,) = publish("discover", "--csv", "list.csv", "--from", "csv", "--json").json["matches"]
    assert match["target"] == "second"


def test_words_of_a_list_are_shown_and_never_obeyed(publish: Callable, site: Path) -> None:
    ran = publish("discover", "--csv", listed(site, f"坏\x1b[2J题,{ZHIHU.format(1)}"), "--from", "csv")
    assert "\x1b[2J" not in ran.out + ran.err
    assert "\\x1b[2J" in ran.out


# ── approval ────────────────────────────────────────────────────────────────────────────────────


def test_without_a_terminal_nothing_is_recorded_and_it_says_so(publish: Callable, site: Path) -> None:
    ran = publish("discover", "--csv", listed(site, f"第一篇,{ZHIHU.format(1)}"), "--from", "csv")
    assert ran.code == 0
    assert "--yes records the 1 sure" in ran.err
    assert "nothing was recorded" in ran.out
    assert not (site / ".publish/ledger").exists()


def test_json_says_of_each_match_whether_it_was_recorded(publish: Callable, site: Path) -> None:
    table = listed(site, f"第一篇,{ZHIHU.format(1)}", f"没有的一篇,{ZHIHU.format(2)}")
    before = publish("discover", "--csv", table, "--from", "csv", "--json").json
    assert [each["recorded"] for each in before["matches"]] == [False, False]
    after = publish("discover", "--csv", table, "--from", "csv", "--json", "--yes").json
    assert [(each["confidence"], each["recorded"]) for each in after["matches"]] == [
        ("sure", True),
        ("none", False),
    ]
    assert after["version"] == 1
    assert set(after) == {"version", "asked", "matches", "known"}


def test_only_posts_that_were_named_are_looked_for(publish: Callable, site: Path, second: str) -> None:
    table = listed(site, f"第一篇,{ZHIHU.format(1)}", f"第二篇,{ZHIHU.format(2)}")
    found = publish("discover", second, "--csv", table, "--from", "csv", "--json").json["matches"]
    assert [each["post"] for each in found] == [second]


def finding(confidence: Confidence, number: int, known: str = "") -> Finding:
    article = Article(ZHIHU.format(number), f"题{number}")
    return Finding("zhihu", Match(article, confidence, "so", (PostKey("a"),)), "csv", known=known)


def test_sure_ones_take_one_question_likely_ones_one_each_and_unsure_ones_none() -> None:
    asked: list[str] = []

    def ask(question: str, default: bool) -> bool:
        asked.append(question)
        return "题3" not in question

    sure = [finding(Confidence.SURE, 1), finding(Confidence.SURE, 2)]
    likely = [finding(Confidence.LIKELY, 3), finding(Confidence.LIKELY, 4)]
    others = [finding(Confidence.UNSURE, 5), finding(Confidence.SURE, 6, known=ZHIHU.format(9))]
    taken = approved([*likely, *others, *sure], {PostKey("a"): "content/a.md"}, ask)
    assert taken == (*sure, likely[1])
    assert len(asked) == 3
    assert "2 sure matches" in asked[0]


if sys.platform != "win32":

    @pytest.mark.parametrize(("answer", "recorded"), [(b"y\n", True), (b"n\n", False)])
    def test_on_a_terminal_it_asks_and_does_as_it_is_told(
        publish: Callable, site: Path, answer: bytes, recorded: bool
    ) -> None:
        import pty

        command = [sys.executable, "-m", "publisher", "discover", "--from", "csv", "--csv"]
        theirs, ours = pty.openpty()
        os.write(theirs, answer)
        ran = subprocess.run(
            [*command, listed(site, f"第一篇,{ZHIHU.format(1)}")],
            cwd=site,
            stdin=ours,
            capture_output=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
        )
        os.close(ours)
        os.close(theirs)
        assert b"record the 1 sure match?" in ran.stderr
        assert (b"1 recorded" in ran.stdout) is recorded


# ── usage ───────────────────────────────────────────────────────────────────────────────────────


def test_a_blog_has_nothing_to_discover(publish: Callable) -> None:
    ran = publish("discover", "--to", "blog")
    assert ran.code == 2
    assert "its articles are the site's own pages" in ran.err


def test_csv_without_a_file_is_a_usage_error(publish: Callable) -> None:
    assert publish("discover", "--from", "csv").code == 2


def test_help_teaches_the_sources_and_how_to_try_them(publish: Callable) -> None:
    out = publish("discover", "--help").out
    assert all(word in out for word in ("account", "drafts", "csv", "sources", "标题", "--sandbox", "--yes"))


def test_what_needs_no_network_loads_no_client(publish: Callable, site: Path) -> None:
    code = (
        "import sys; from publisher.cli.app import main; "
        f"main(['discover', '--from', 'csv', '--csv', {listed(site, f'第一篇,{ZHIHU.format(1)}')!r}]); "
        "print([name for name in ('httpx', 'PIL') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=site, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"
    assert json.loads(publish("discover", "--from", "sources", "--json").out)["matches"] == []
