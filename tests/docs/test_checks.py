"""docs/checks.md: its table is complete, its examples are true."""

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from publisher import registry
from publisher.cli.check import command
from publisher.model.finding import Explanation, Level
from publisher.planning.check.codes import CODES, table

TOP = Path(__file__).parents[2]
PAGE = TOP / "docs/checks.md"
BEGIN, END = re.compile(r"^<!-- codes: .* -->\n", re.MULTILINE), "<!-- end of codes -->"
HEADINGS = {
    Level.ERROR: "Errors",
    Level.WARNING: "Warnings",
    Level.NOTE: "Notes",
}
POST = "content/first/index.md"


def adapters() -> list[str]:
    """Those of the project, not what else may be installed."""
    return [name for name in registry.names() if (TOP / "adapters" / f"publisher_{name}").is_dir()]


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page(), flags=re.DOTALL | re.MULTILINE)


def codes() -> Iterator[str]:
    """The tables: by gravity those of every target, then those of one."""
    for level, heading in HEADINGS.items():
        rows = {code: each for code, each in table().items() if each.level is level}
        yield from _table(f"### {heading}", rows)
    for name in adapters():
        own = {c: each for c, each in sorted(registry.adapter(name).codes.items()) if c not in CODES}
        yield from _table(f"### Only from the adapter `{name}`", own, level=True)


def _table(heading: str, rows: Mapping[str, Explanation], *, level: bool = False) -> Iterator[str]:
    if not rows:
        return
    yield from (
        "",
        heading,
        "",
        f"| code |{' level |' * level} meaning | what to do |",
        "| --- " * (3 + level) + "|",
    )
    for code, each in rows.items():
        cells = (f"`{code}`", *((str(each.level),) * level), each.meaning, each.remedy or "nothing")
        yield "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(text: str) -> str:
    """Text with Markdown's signs as themselves, but for its code spans."""
    parts = re.split(r"((?<!`)`[^`]+`(?!`))", text)
    return "".join(
        part if number % 2 else re.sub(r"([\\*_`\[\]<>|~#])", r"\\\1", part)
        for number, part in enumerate(parts)
    )


def test_the_page_has_every_code_as_the_command_explains_it(request: pytest.FixtureRequest) -> None:
    begins = BEGIN.search(page())
    assert begins is not None
    wanted = page()[: begins.end()] + "\n".join(codes()) + "\n\n" + page()[page().index(END) :]
    if request.config.getoption("--update-golden"):
        PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    assert page() == wanted


@pytest.mark.parametrize("line", [line for block in blocks("bash") for line in block.splitlines()])
def test_every_command_of_the_page_runs(line: str, publish: Callable, site: Path) -> None:
    words = shlex.split(line.partition(" #")[0])[1:]
    write(site)
    words = [POST if word == "content/hello" else word for word in words]
    assert publish(*words).code == 0
    known = {option for param in command.params for option in param.opts}
    assert {word for word in words if word.startswith("--")} <= known


def write(site: Path, text: str = "正文。\n", front: str = "") -> None:
    head = f"---\ntitle: 第一篇\nabbrlink: aaaa0001\ncover: pic.png\n{front}---\n"
    (site / POST).write_text(head + text, encoding="utf-8")
    Image.new("L", (400, 300)).save((site / POST).with_name("pic.png"))


def test_a_finding_looks_as_shown(publish: Callable, site: Path) -> None:
    (shown,) = blocks("text")
    write(site, "甲\n\n乙\n\n##标题\n")
    assert shown.replace("content/hello/index.md", POST).strip() in publish("check").out


def test_each_way_to_silence_is_heard(publish: Callable, site: Path) -> None:
    code = f"```\n{'x' * 200}\n```\n"
    tables = "| " + "x" * 30 + " | " + "y" * 30 + " |\n| --- | --- |\n| 1 | 2 |\n"
    write(site, f"# 甲\n\n# 乙\n\n{code}\n{blocks('markdown')[0]}\n{tables}", blocks("yaml")[0])
    path = site / "publish.toml"
    path.write_text(path.read_text(encoding="utf-8") + blocks("toml")[0], encoding="utf-8")
    ran = publish("check", "--to", "blog")
    assert ran.out.strip() == "1 post × 1 target: nothing to mend (3 silenced)"
