"""The READMEs' own examples, run: what they promise a newcomer must be true."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cli.app import VERBS, main

TOP = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def blocks(name: str, language: str) -> list[str]:
    text = (TOP / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def commands(name: str) -> list[list[str]]:
    """Every `publish …` line of the shell examples, as words."""
    lines = (line.partition("   #")[0] for block in blocks(name, "bash") for line in block.splitlines())
    return [shlex.split(line)[1:] for line in lines if line.startswith("publish ")]


@pytest.mark.parametrize("name", READMES)
def test_the_first_example_is_the_two_commands(name: str) -> None:
    assert [line.split()[1] for line in blocks(name, "bash")[0].splitlines()] == ["demo", "test"]


def test_both_languages_show_the_same_commands() -> None:
    assert commands(READMES[0]) == commands(READMES[1])


@pytest.mark.parametrize("name", READMES)
def test_the_way_to_the_first_draft_works_as_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    start, begin, look = commands(name)[:3]
    assert main(start) == 0
    assert main(begin) == 0
    post = next((tmp_path / "content").rglob("*.md"))  # here the newcomer writes
    shutil.copy(TOP / "content/softmax-temperature/cover.png", post.parent)
    post.write_text(post.read_text(encoding="utf-8") + "![](cover.png)\n\n写了。\n", encoding="utf-8")
    assert main(look) == 0
    assert "to create" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_every_option_and_verb_that_is_named_is_there(name: str) -> None:
    for words in commands(name):
        verb = words[0] if words[0] in VERBS else "push"
        known = {option for param in command(verb).params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("name", READMES)
def test_every_verb_is_in_the_table(name: str) -> None:
    text = (TOP / name).read_text(encoding="utf-8")
    assert {verb for verb in VERBS if verb != "push" and f"`publish {verb}" not in text} == set()


def test_a_misspelt_setting_is_answered_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (TOP / "publish.toml").read_text(encoding="utf-8").replace("theme =", "them =")
    (tmp_path / "publish.toml").write_text(text, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/static").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["plan"]) == 2
    shown = blocks("README.md", "text")[0].strip()
    assert re.sub(r":\d+:", ":", shown) in re.sub(r":\d+:", ":", capsys.readouterr().err)


def test_the_front_matter_example_is_accepted(site: Path, publish: Callable[..., object]) -> None:
    example = blocks("README.md", "yaml")[0].replace("cover: c.png", "cover: pic.png")
    path = site / "content/first/index.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("tags: [甲]", example.rstrip()), encoding="utf-8"
    )
    assert main(["check", "content/first"]) == 0


@pytest.mark.parametrize("name", [*READMES, "publisher/README.md", "adapters/README.md"])
def test_links_within_the_project_lead_somewhere(name: str) -> None:
    text = (TOP / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert ((TOP / name).parent / target).exists(), target


def command(verb: str):  # type: ignore[no-untyped-def]
    import importlib

    return importlib.import_module(f"publisher.cli.{VERBS[verb].module}").command
