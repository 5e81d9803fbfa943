"""`publish pull`: a person's edit there, taken into the Markdown source where it is clear how."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.run import open_platforms

POST = """\
---
title: "温度：是什么"  # 题目
abbrlink: aaaa0001
date: 2026-01-02 08:00:00
description: 一个除数。
---

开头一段平常的话，里面有**加粗的词**、*斜体的词*和[一个链接](https://example.com/a_b)，
还有`代码`与公式 $a^2+b$ 在后面。

## 第一节

- 列表的头一项
- 列表的第二项

> 引用的一句话。

| 列甲 | 列乙 |
| --- | --- |
| 单元一 | 单元二 |

```python
def f(x):
    return x
```

![图](pic.png "图的说明")

重复的一段。

重复的一段。

最后一段。
"""
NAME = "content/first/index.md"
Run = Callable[..., Any]


@pytest.fixture
def pushed(publish: Run, site: Path) -> Path:
    (site / NAME).write_text(POST, encoding="utf-8", newline="\n")
    assert publish(NAME, "--sandbox").code == 0
    return site


def record(site: Path, target: str, change: Callable[[dict[str, Any]], None]) -> None:
    """A person opens the draft's editor, changes it and saves."""
    held: Any = open_platforms({target: target}, site / ".publish" / "sandbox" / "state")[target]
    if target == "zhihu":
        (draft,) = held.state["drafts"].values()
        held.reopen(draft["id"])
        change(draft)
        held.store.save(held.state)
    else:
        (draft,) = held.account.state["drafts"]
        held.reopen(draft["media_id"])
        change(draft["articles"][0])
        held.account.save()


def edit(site: Path, target: str, *pairs: tuple[str, str]) -> None:
    def change(draft: dict[str, Any]) -> None:
        for old, new in pairs:
            changed = re.sub(old, new, draft["content"], count=1, flags=re.DOTALL)
            assert changed != draft["content"], old
            draft["content"] = changed

    record(site, target, change)


def pull(publish: Run, target: str, *words: str) -> Any:
    return publish("pull", NAME, "--to", target, "--sandbox", *(words or ("--yes",)))


WORDS = [
    ("平常的话", "寻常的话"),
    ("加粗的词", "加粗了的词"),
    ("一个链接", "一条链接"),
    ("代码", "命令"),
    ("第一节", "第一章"),
    ("列表的第二项", "列表的末一项"),
    ("引用的一句话", "引用的两句话"),
    ("单元二", "单元三"),
    ("图的说明", "图在说什么"),
    ("最后一段", "最末一段"),
]


@pytest.mark.parametrize("target", ["zhihu", "wechat"])
@pytest.mark.parametrize(("old", "new"), WORDS)
def test_words_are_changed_where_they_stand_and_nothing_else_is(
    publish: Run, pushed: Path, target: str, old: str, new: str
) -> None:
    edit(pushed, target, (old, new))
    ran = pull(publish, target)
    assert ran.code == 0, ran.out
    assert (pushed / NAME).read_bytes().decode("utf-8") == POST.replace(old, new)
    plan = {step["target"]: step for step in publish("plan", NAME, "--sandbox", "--json").json["steps"]}
    assert plan[target]["action"] == "skip", "the draft there is as the source now"
    assert {plan[name]["action"] for name in plan if name != target} == {"update"}, "the others get it too"
    assert publish("diff", NAME, "--to", target, "--sandbox", "--exit-code").code == 0


LAST, SECOND, WEB = "最后一段。\n", "- 列表的第二项\n", "https://example.com"
PARAGRAPH = r"(<p(?: [^>]*)?>(?:(?!</p>).)*最后一段.*?</p>)"
SHAPES = [
    ("zhihu", PARAGRAPH, r"\1<p>新的一段，有<b>粗</b>字。</p>", LAST, f"{LAST}\n新的一段，有**粗**字。\n"),
    ("wechat", PARAGRAPH, r"\1<p>新的一段。</p>", "最后一段。\n", "最后一段。\n\n新的一段。\n"),
    ("zhihu", PARAGRAPH, "", "\n最后一段。\n", ""),
    ("wechat", PARAGRAPH, "", "\n最后一段。\n", ""),
    ("zhihu", "(<li>列表的第二项</li>)", r"\1<li>列表的第三项</li>", SECOND, f"{SECOND}- 列表的第三项\n"),
    ("zhihu", "<li>列表的头一项</li>", "", "- 列表的头一项\n", ""),
    ("zhihu", r'alt="a\^2\+b"', 'alt="a^2-c"', "$a^2+b$", "$a^2-c$"),
    ("zhihu", f"{WEB}/a_b", f"{WEB}/c", f"{WEB}/a_b", f"{WEB}/c"),
    ("zhihu", "(平常的话)", r"<b>\1</b>", "平常的话", "**平常的话**"),
    ("wechat", "(平常的话)", r"<strong>\1</strong>", "平常的话", "**平常的话**"),
    ("zhihu", "    return x", "    return -x", "    return x", "    return -x"),
    ("zhihu", "平常的话", "平常的 2*3*4 话", "平常的话", "平常的 2\\*3\\*4 话"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "old", "new", "source", "becomes"), SHAPES)
def test_what_is_more_than_words_is_taken_as_an_author_writes_it(
    publish: Run, pushed: Path, target: str, old: str, new: str, source: str, becomes: str
) -> None:
    edit(pushed, target, (old, new))
    ran = pull(publish, target)
    assert ran.code == 0, ran.out
    assert (pushed / NAME).read_text("utf-8") == POST.replace(source, becomes)
    assert publish("diff", NAME, "--to", target, "--sandbox", "--exit-code").code == 0


def test_the_title_goes_into_the_front_matter_it_came_from(publish: Run, pushed: Path) -> None:
    record(pushed, "zhihu", lambda draft: draft.update(title="温度: 不是什么"))
    assert pull(publish, "zhihu").code == 0
    text = (pushed / NAME).read_text("utf-8")
    assert "温度: 不是什么" in text.split("---")[1]
    assert text.split("---", 2)[2] == POST.split("---", 2)[2]


def test_a_targets_own_title_and_digest_are_changed_for_that_target_alone(publish: Run, site: Path) -> None:
    own = POST.replace("description:", "publish: {wechat: {title: 短题}}\ndescription:")
    (site / NAME).write_text(own, encoding="utf-8")
    publish(NAME, "--sandbox")
    record(site, "wechat", lambda article: article.update(title="更短", digest="另一句。"))
    assert pull(publish, "wechat").code == 0
    expected = own.replace("短题", "更短").replace("一个除数。", "另一句。")
    assert (site / NAME).read_text("utf-8") == expected


def test_a_dry_run_shows_and_writes_nothing(publish: Run, pushed: Path) -> None:
    edit(pushed, "zhihu", ("平常的话", "寻常的话"))
    ran = pull(publish, "zhihu", "--dry-run")
    assert ran.code == 0
    assert "+开头一段寻常的话" in ran.out
    assert (pushed / NAME).read_text("utf-8") == POST
    assert pull(publish, "zhihu", "--json").json["targets"][0]["written"] is False, "nobody was asked"
    assert publish("diff", NAME, "--to", "zhihu", "--sandbox", "--exit-code").code == 3


def test_without_an_edit_there_is_nothing_to_take(publish: Run, pushed: Path) -> None:
    ran = publish("pull", NAME, "--sandbox", "--yes")
    assert (ran.code, ran.out.count("no edit")) == (0, 3)
    assert (pushed / NAME).read_text("utf-8") == POST


def test_two_places_that_could_be_meant_are_left_and_reported(publish: Run, pushed: Path) -> None:
    edit(pushed, "zhihu", ("重复的一段", "改了的一段"), ("平常的话", "寻常的话"))
    ran = pull(publish, "zhihu")
    assert ran.code == 1
    assert (pushed / NAME).read_text("utf-8") == POST.replace("平常的话", "寻常的话"), "the rest is taken"
    report = pushed / "content/first/index.zhihu.pull.diff"
    assert "+改了的一段。" in report.read_text("utf-8").splitlines()
    assert publish("diff", NAME, "--to", "zhihu", "--sandbox", "--exit-code").code == 3, "still an edit"
    step = publish(NAME, "--to", "zhihu", "--sandbox", "--json").json["steps"][0]
    assert step["action"] == "blocked", "and safe"
    text = (pushed / NAME).read_text("utf-8").replace("重复的一段", "改了的一段", 1)
    (pushed / NAME).write_text(text, encoding="utf-8", newline="\n")
    assert pull(publish, "zhihu").code == 0, "put in by hand it counts as taken"
    assert not report.exists()
    assert publish("diff", NAME, "--to", "zhihu", "--sandbox", "--exit-code").code == 0


def test_a_picture_taken_out_and_a_cover_are_reported_not_guessed(publish: Run, pushed: Path) -> None:
    def change(article: dict[str, Any]) -> None:
        article["content"] = re.sub("<img [^>]*>", "", article["content"], count=1)
        article["thumb_media_id"] = "another"

    record(pushed, "wechat", change)
    ran = pull(publish, "wechat")
    assert ran.code == 1
    assert (pushed / NAME).read_text("utf-8") == POST
    report = (pushed / "content/first/index.wechat.pull.diff").read_text("utf-8")
    assert "+cover: another" in report
    assert re.search(r"^-⟨图 \S+⟩$", report, re.MULTILINE)


def test_what_the_author_changed_meanwhile_is_kept_beside_the_edit(publish: Run, pushed: Path) -> None:
    changed = POST.replace("引用的一句话", "引用的三句话")
    (pushed / NAME).write_text(changed, encoding="utf-8", newline="\n")
    edit(pushed, "zhihu", ("平常的话", "寻常的话"))
    assert pull(publish, "zhihu").code == 0
    assert (pushed / NAME).read_text("utf-8") == changed.replace("平常的话", "寻常的话")
    step = publish(NAME, "--to", "zhihu", "--sandbox", "--json").json["steps"][0]
    assert (step["action"], step["outcome"]) == ("update", "done"), "the author's own change is still due"


def test_where_both_changed_the_same_words_the_person_decides(publish: Run, pushed: Path) -> None:
    changed = POST.replace("平常的话", "通常的话")
    (pushed / NAME).write_text(changed, encoding="utf-8", newline="\n")
    edit(pushed, "zhihu", ("平常的话", "寻常的话"))
    assert pull(publish, "zhihu").code == 1
    assert (pushed / NAME).read_text("utf-8") == changed


def test_a_post_in_windows_line_ends_keeps_them(publish: Run, site: Path) -> None:
    (site / NAME).write_bytes(POST.replace("\n", "\r\n").encode())
    publish(NAME, "--sandbox")
    edit(site, "zhihu", ("平常的话", "寻常的话"), (PARAGRAPH, r"\1<p>新的一段。</p>"))
    assert pull(publish, "zhihu").code == 0
    expected = POST.replace("平常的话", "寻常的话") + "\n新的一段。\n"
    assert (site / NAME).read_bytes() == expected.replace("\n", "\r\n").encode()


def test_an_edit_of_the_blogs_file_is_taken_line_by_line(publish: Run, pushed: Path) -> None:
    (file,) = (
        path for path in (pushed / ".publish/sandbox").rglob("*.md") if "平常的话" in path.read_text("utf-8")
    )
    file.write_bytes(file.read_bytes().replace("平常的话".encode(), "寻常的话".encode()))
    assert pull(publish, "blog").code == 0
    assert (pushed / NAME).read_text("utf-8") == POST.replace("平常的话", "寻常的话")
    assert publish("diff", NAME, "--to", "blog", "--sandbox", "--exit-code").code == 0


def test_a_cover_that_is_not_ours_to_choose_stays_as_it_is_there(publish: Run, site: Path) -> None:
    shutil.rmtree(site / "content" / "first")
    (site / "content" / "first").mkdir()
    plain = re.sub(r"!\[图\].*\n", "", POST)
    (site / NAME).write_text(plain, encoding="utf-8", newline="\n")
    publish(NAME, "--to", "zhihu", "--sandbox")
    cover = f"https://picx.zhimg.com/v2-{'9' * 32}.jpg"
    record(site, "zhihu", lambda draft: draft.update(title_image=cover))
    assert pull(publish, "zhihu").code == 0
    (site / NAME).write_text(plain.replace("平常的话", "寻常的话"), encoding="utf-8", newline="\n")
    step = publish(NAME, "--to", "zhihu", "--sandbox", "--json").json["steps"][0]
    assert step["outcome"] == "done"
    (draft,) = (
        open_platforms({"zhihu": "zhihu"}, site / ".publish/sandbox/state")["zhihu"].state["drafts"].values()
    )  # type: ignore[attr-defined]
    assert (draft["title_image"], "寻常的话" in draft["content"]) == (cover, True)


def test_usage_is_refused_with_a_reason(publish: Run, pushed: Path) -> None:
    assert publish("pull", NAME, "--yes", "--dry-run").code == 2
    assert publish("pull").code == 2
