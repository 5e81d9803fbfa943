"""Diagrams and formulas as pictures, from a post to what is written, shown and sent."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.images.sniff import measure

HEAD = "---\ntitle: 图\nabbrlink: aaaa0001\ndate: 2026-01-02 08:00:00\n---\n\n![图](pic.png)\n\n"
FLOW = "```mermaid\ngraph TD\n  甲[开始] --> 乙[结束]\n```\n"
KEPT = '```plantuml {file="pic.png"}\n@startuml\n甲 -> 乙\n@enduml\n```\n'


def write(site: Path, text: str) -> None:
    (site / "content/first/index.md").write_text(HEAD + text, encoding="utf-8")


def rendered(site: Path, target: str) -> tuple[str, dict]:
    folder = site / "out" / target / "aaaa0001"
    (body,) = folder.glob("body.*")
    return body.read_text("utf-8"), json.loads((folder / "rendition.json").read_text("utf-8"))


def test_a_diagram_is_a_picture_where_readers_could_not_draw_it_and_code_on_the_blog(
    publish: Callable, site: Path
) -> None:
    write(site, FLOW)
    assert publish("render", "--out", "out", "--assets").code == 0
    assert "```mermaid" in rendered(site, "blog")[0]
    for target in ("wechat", "zhihu"):
        body, document = rendered(site, target)
        (ref,) = (ref for ref, asset in document["assets"].items() if asset["kind"] == "diagram")
        file = site / "out/assets" / f"{ref.removeprefix('asset:')}.png"
        assert f"../../assets/{file.name}" in body
        asset = document["assets"][ref]
        measured = measure(file.read_bytes())
        assert (measured.width, measured.height) == (asset["width"], asset["height"])
        assert [note["line"] for note in document["notes"] if note["kind"] == "diagram-as-picture"] == [9]
    assert 'alt="开始、结束"' in rendered(site, "wechat")[0]


def test_a_picture_kept_beside_the_post_stands_for_a_diagram(publish: Callable, site: Path) -> None:
    write(site, KEPT)
    assert publish("render", "--out", "out").code == 0
    assert "@startuml" in rendered(site, "blog")[0]
    for target in ("wechat", "zhihu"):
        body, document = rendered(site, target)
        assert "@startuml" not in body
        assert len(re.findall("asset:[0-9a-f]{64}", body)) >= 2
        assert {asset["kind"] for asset in document["assets"].values()} == {"file"}


def test_one_that_is_not_there_is_told_at_its_fence(publish: Callable, site: Path) -> None:
    write(site, KEPT.replace("pic.png", "gone.png"))
    ran = publish("render", "--out", "out")
    assert ran.code != 0
    assert "content/first/index.md:9" in ran.err
    assert "gone.png" in ran.err


def test_changing_the_picture_that_stands_for_a_diagram_makes_the_post_due(
    publish: Callable, site: Path
) -> None:
    (site / "content/first/flow.png").write_bytes((site / "content/first/pic.png").read_bytes() + b"\0")
    write(site, KEPT.replace("pic.png", "flow.png"))
    publish("--all", "--sandbox", "--to", "wechat")
    (site / "content/first/flow.png").write_bytes((site / "content/first/pic.png").read_bytes() + b"\0\0")
    (step,) = publish("plan", "--all", "--sandbox", "--to", "wechat", "--json").json["steps"]
    assert step["action"] == "update"


def test_without_a_font_there_is_a_stand_in_and_the_reason_and_nothing_is_sent(
    publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publisher.images.fonts.has_chinese_font", lambda: False)
    write(site, FLOW)
    ran = publish("render", "--out", "out", "--assets", "--to", "wechat")
    assert ran.code == 0
    assert "no Chinese font is installed here" in ran.err
    (stand_in,) = (site / "out/assets").glob("*.svg")
    assert "no Chinese font" in stand_in.read_text("utf-8")
    pushed = publish("--all", "--sandbox", "--to", "wechat", "--json")
    (step,) = pushed.json["steps"]
    assert (pushed.code, step["outcome"], step["draft"]) == (1, "failed", None)
    assert "fonts-noto-cjk" in step["error"]["hint"]


def test_the_preview_of_a_dry_run_shows_what_is_drawn(publish: Callable, site: Path) -> None:
    write(site, FLOW)
    publish("--all", "--dry-run")
    drawn = list((site / ".publish/preview/drawn").iterdir())
    assert [measure(file.read_bytes()).media_type for file in drawn] == ["image/png"]
    page = (site / ".publish/preview/aaaa0001.html").read_text("utf-8")
    assert f"drawn/{drawn[0].name}" in page


def test_a_broken_diagram_is_sent_as_code_with_a_note_at_its_line(publish: Callable, site: Path) -> None:
    write(site, "```mermaid\ngraph TD\n  甲[没完 --> 乙\n```\n")
    publish("render", "--out", "out", "--to", "zhihu")
    body, document = rendered(site, "zhihu")
    assert "没完" in body
    (note,) = (note for note in document["notes"] if note["kind"] == "diagram-as-code")
    assert note["line"] == 11


NAMED = "```mermaid {{#flow}}\ngraph TD\n  甲 --> {}\n```\n"


def notes(site: Path, kind: str) -> list[int]:
    return [note["line"] for note in rendered(site, "wechat")[1]["notes"] if note["kind"] == kind]


def keep(site: Path, data: bytes = b"") -> None:
    folder = site / "content/first"
    (folder / "flow.png").write_bytes((folder / "pic.png").read_bytes() + data)


def test_a_picture_with_a_diagrams_name_is_sent_in_its_place(publish: Callable, site: Path) -> None:
    write(site, NAMED.format("乙"))
    publish("render", "--out", "out")
    assert {asset["kind"] for asset in rendered(site, "zhihu")[1]["assets"].values()} == {"diagram", "file"}
    keep(site)
    publish("render", "--out", "out")
    for target in ("wechat", "zhihu"):
        assert {asset["kind"] for asset in rendered(site, target)[1]["assets"].values()} == {"file"}
    assert "```mermaid" in rendered(site, "blog")[0]
    assert notes(site, "diagram-picture") == [9]


def test_a_picture_left_behind_by_its_diagram_is_told_until_it_is_drawn_anew(
    publish: Callable, site: Path
) -> None:
    keep(site)
    write(site, NAMED.format("乙"))
    for text, picture, lines in (
        ("乙", b"", []),
        ("丙", b"", [9]),
        ("丙", b"", [9]),
        ("丙", b"\0", []),
        ("丙 %% 只是注释", b"\0", [9]),
        ("丙", b"\0", []),
        ("乙", b"\0\0", []),
    ):
        write(site, NAMED.format(text))
        keep(site, picture)
        publish("render", "--out", "out")
        assert notes(site, "diagram-stale") == lines, (text, picture)


def test_without_the_engine_the_extra_and_the_other_way_out_are_named(
    publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "publisher.typeset.mermaid", None)
    monkeypatch.delattr("publisher.typeset.mermaid", raising=False)
    write(site, NAMED.format("乙"))
    ran = publish("render", "--out", "out", "--to", "wechat")
    assert ran.code != 0
    assert "content/first/index.md:9" in ran.err
    assert "pip install 'yigao[diagrams]'" in ran.err
    assert '{file="flow.png"}' in ran.err
    keep(site)
    assert publish("render", "--out", "out", "--to", "wechat").code == 0


def test_what_cannot_be_drawn_is_told_with_its_line_from_a_kept_rendition_too(
    publish: Callable, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, FLOW)
    assert publish("plan", "--all", "--to", "wechat").code == 0
    monkeypatch.setattr("publisher.images.fonts.has_chinese_font", lambda: False)
    for _ in range(2):
        (step,) = publish("--all", "--sandbox", "--to", "wechat", "--json").json["steps"]
        assert (step["outcome"], step["error"]["line"]) == ("failed", 9)
