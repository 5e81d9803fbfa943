"""What a post, a file name or a platform says is shown in a terminal and a log, and never obeyed there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher.cli.app import publish
from publisher.cli.visible import visible

HOSTILE = "a\x1b]0;owned\x07\u202eb\r\n::error::owned"
UNSAFE = ("\x1b]", "\x07", "\u202e", "\r", "\n::error")


@pytest.mark.parametrize(
    "text", ["# 标题 [a](b) – é 🎉", "C:\\x", "a :: b", "a\tb", "", "👨\u200d👩\u200d👧"]
)
def test_ordinary_words_are_told_as_they_are(text: str) -> None:
    assert visible(text) == text


def test_what_a_terminal_would_obey_is_written_as_an_escape() -> None:
    assert visible(HOSTILE) == r"a\x1b]0;owned\x07\u202eb\r\n::error::owned"


@pytest.mark.parametrize("command", ["::add-mask::x", "  ::stop-commands::x", "##[error]x", "##vso[task]x"])
def test_a_line_is_no_command_to_a_ci_runner(command: str) -> None:
    shown = visible(command)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
    assert "##vso[" not in shown
    assert shown.replace("\\", "") == command


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    text = (
        '---\ntitle: "a\\e]0;owned\\a\\u202eb\\r\\n::error::owned"\n---\n'
        "甲 $\\nosuch\u202e$\n\n## 乙\n\n#### 丙\u202e::error::\n\n![](http://x.example/\u202e.png)\n"
    )
    (tmp_path / "content" / "b.md").write_text(text, encoding="utf-8", newline="\n")
    (tmp_path / "publish.toml").write_text(
        '[site]\nurl = "https://b.example.com"\ncontent = "content"\n[targets.zhihu]\nadapter = "zhihu"\n'
        '[targets.blog]\nadapter = "blog"\npath = "out"\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["check", "-v"],
        ["check", "--format", "github"],
        ["plan"],
        ["plan", "--lenient"],
        ["push", "--all", "--dry-run", "--lenient"],
        ["render", "--out", "o"],
        ["status"],
    ],
    ids=" ".join,
)
def test_no_command_lets_a_post_write_to_the_terminal(
    hostile: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    outcome = CliRunner().invoke(publish, command, color=True)
    assert outcome.output
    for sign in UNSAFE:
        assert sign not in outcome.output


def test_a_difference_holds_no_command_either(site: Path, publish: Callable) -> None:
    post = site / "content" / "first" / "index.md"
    post.write_text("---\ntitle: 一\n---\n甲\n\n`::error::owned`\n\n乙\n", encoding="utf-8")
    publish("--all", "--sandbox", "--to", "blog")
    post.write_text("---\ntitle: 一\n---\n甲\n\n::error::owned\n\n丙\n", encoding="utf-8")
    ran = publish("plan", "--sandbox", "--to", "blog")
    assert "+::error::owned" in ran.out
    post.write_text("---\ntitle: 一\n---\n丁\n\n::error::owned\n\n丙\n", encoding="utf-8")
    publish("--all", "--sandbox", "--to", "blog")
    post.write_text("---\ntitle: 一\n---\n戊\n\n::error::owned\n\n丙\n", encoding="utf-8")
    ran = publish("plan", "--sandbox", "--to", "blog")
    assert "::error::owned" in ran.out
    assert not any(line.lstrip().startswith("::") for line in ran.out.splitlines())
