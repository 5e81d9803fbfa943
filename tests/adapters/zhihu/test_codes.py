"""Every kind of note this adapter makes is explained."""

from __future__ import annotations

import re
from importlib import resources

from publisher.planning.check.codes import CODES
from publisher_zhihu import ADAPTER

SAID = re.compile(r'(?:notes\.say\(|Note\(|yield\s*\(?)\s*"([a-z]+(?:-[a-z]+)*)"')


def kinds() -> set[str]:
    root = resources.files("publisher_zhihu")
    files = [root / "render.py", root / "remarks.py", root / "cover.py", *(root / "passes").iterdir()]
    return {
        kind for file in files if file.name.endswith(".py") for kind in SAID.findall(file.read_text("utf-8"))
    }


def test_every_kind_of_note_has_an_explanation_and_every_explanation_a_note() -> None:
    assert len(kinds()) > 20
    assert kinds() - CODES.keys() == set(ADAPTER.codes)
    assert all(each.meaning for each in ADAPTER.codes.values())
