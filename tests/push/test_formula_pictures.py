"""Formulas as pictures, pushed to WeChat's simulator as a user would: one upload for each, ever."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

NUMBERS = range(30)


def write(site: Path, formulas: list[str]) -> None:
    head = "---\ntitle: 三十个公式\nabbrlink: aaaa0001\ndate: 2026-01-02 08:00:00\n---\n\n![图](pic.png)\n\n"
    body = "\n\n".join(f"第 {number} 个：${tex}$。" for number, tex in enumerate(formulas))
    (site / "content/first/index.md").write_text(f"{head}{body}\n", encoding="utf-8")


def uploads(site: Path) -> list[str]:
    """What the ledger says was sent to WeChat, by source."""
    folder = site / ".publish/sandbox/ledger/uploads"
    lines = [line for file in folder.iterdir() for line in file.read_text(encoding="utf-8").splitlines()]
    facts = [json.loads(line) for line in lines]
    return [fact["source"] for fact in facts if fact.get("target") == "wechat"]


@pytest.fixture
def pictured(site: Path) -> Path:
    settings = site / "publish.toml"
    settings.write_text(f'{settings.read_text(encoding="utf-8")}formulas = "png"\n', encoding="utf-8")
    write(site, [f"\\frac{{x_{{{number}}}}}{{y}}" for number in NUMBERS])
    return site


def push(publish: Callable) -> None:
    ran = publish("--all", "--sandbox", "--to", "wechat")
    assert ran.code == 0, ran.err


def test_each_formula_is_uploaded_once_a_second_run_uploads_none_and_a_changed_one_is_one_more(
    publish: Callable, pictured: Path
) -> None:
    push(publish)
    first = uploads(pictured)
    assert len(first) == len(set(first)) == len(NUMBERS) + 1  # and the picture
    push(publish)
    assert uploads(pictured) == first
    write(
        pictured, [f"\\frac{{x_{{{number}}}}}{{y}}" for number in NUMBERS if number != 7] + ["\\frac{a}{b}"]
    )
    push(publish)
    (added,) = set(uploads(pictured)) - set(first)
    assert len(uploads(pictured)) == len(first) + 1
    assert added.startswith("asset:")


def test_the_pages_of_the_sandbox_show_the_pictures_that_were_drawn(
    publish: Callable, pictured: Path
) -> None:
    push(publish)
    arrived = pictured / ".publish/sandbox/arrived"
    pictures = [file for file in arrived.rglob("*.png") if file.read_bytes().startswith(b"\x89PNG")]
    assert len(pictures) >= len(NUMBERS)
    (page,) = [file for file in arrived.rglob("*.html") if file.name != "index.html"]
    assert page.read_text(encoding="utf-8").count(".png") >= len(NUMBERS)
