"""What is agreed upon for every feature is clean Zhihu HTML, and outlives the editor whole."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from publisher_zhihu.normalise import normalise
from publisher_zhihu.simulator.editor import reopened
from publisher_zhihu.simulator.lint import lint
from publisher_zhihu.simulator.markup import Element, parse

GOLDEN = Path(__file__).parents[2] / "golden"
FILES = sorted(GOLDEN.glob("*/*.zhihu.html"))
NOTES = re.compile(r"\n\nnote [a-z-]+ at line \d+: ")


def test_there_are_golden_files() -> None:
    assert len(FILES) > 40


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name.partition('.')[0]}")
def test_a_golden_body_obeys_every_rule_and_outlives_the_editor(file: Path) -> None:
    body = sent(file.read_text(encoding="utf-8"))
    assert lint(body) == ()
    saved = reopened(body)
    assert normalise(saved) == normalise(body)
    before, after = parse(body), parse(saved)
    assert words(after) == words(before)
    assert formulas(after) == formulas(before)
    assert pictures(after) == pictures(before)


def sent(golden: str) -> str:
    """The body without what makes a golden file readable, pictures where Zhihu serves them."""
    body = NOTES.split(golden)[0].rstrip("\n").replace("\n<", "<")
    return re.sub(r"asset:([^\"]+)", lambda found: served(found[1]), body)


def served(name: str) -> str:
    return f"https://picx.zhimg.com/v2-{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()}.png"


def words(root: Element) -> str:
    return "".join(root.text.split())


def formulas(root: Element) -> list[tuple[str, str]]:
    images = (element.attributes for element, _ in root.walk() if element.tag == "img")
    return [(image["eeimg"], image["alt"]) for image in images if "eeimg" in image]


def pictures(root: Element) -> list[tuple[str, str]]:
    images = (element.attributes for element, _ in root.walk() if element.tag == "img")
    return [(image["src"], image["data-caption"]) for image in images if "eeimg" not in image]
