"""Diagrams drawn by the real engine."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.model.drawing import FONTS, DiagramError
from publisher.typeset import diagrams
from publisher.typeset.diagram_svg import MARGIN, finished
from publisher.typeset.diagrams import MOST_CHARS, Diagrams
from publisher.typeset.store import Store
from publisher.typeset.tools import open_tools
from publisher.typeset.widths import width, wrapped

SAMPLES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("diagrams").glob("*.mmd"))
}
LABELS = {
    "flowchart": "开始：读稿、有公式吗？、有、没有、缓存、结束",
    "sequence": "用户、服务器、登录请求、校验密码、成功",
    "class": "动物、+String 名称、狗、继承",
    "state": "草稿、已发布、通过",
    "er": "USER、ORDER、下单、姓名",
    "gantt": "计划、设计、需求、原型",
    "pie": "来源、朋友圈、搜一搜",
    "mindmap": "模型、训练、清洗、推理",
    "timeline": "历史、变换器、对话、热议",
    "journey": "我的一天、上班、写代码",
    "quadrant": "优先级、低成本、高成本、低价值、高价值、公式",
    "xychart": "阅读量、一月、二月",
    "git": "初始化、新功能",
}
CLICK = 'graph TD\n  A --> B\n  click A "https://elsewhere.example" "tip"'


@pytest.fixture
def engine() -> Diagrams:
    return Diagrams(Store(None))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_is_drawn_with_all_its_chinese_words(engine: Diagrams, name: str) -> None:
    drawn = engine.draw(SAMPLES[name], "mermaid")
    assert set(drawn.words.split("、")) >= set(LABELS[name].split("、"))
    assert 60 < drawn.width < 1200
    assert 60 < drawn.height < 1200
    assert drawn.svg.startswith("<svg ")
    assert "foreignObject" not in drawn.svg
    assert f'width="{drawn.width}" height="{drawn.height}"' in drawn.svg


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_text_gives_the_same_bytes(name: str) -> None:
    first, second = (Diagrams(Store(None)).draw(SAMPLES[name], "mermaid") for _ in range(2))
    assert first == second


def test_one_face_is_used_throughout(engine: Diagrams) -> None:
    for name in SAMPLES:
        svg = engine.draw(SAMPLES[name], "mermaid").svg
        families = svg.count("font-family")
        assert svg.count(f"font-family:{FONTS}") + svg.count(f'font-family="{FONTS}"') == families > 0


def test_a_long_chinese_label_is_wrapped(engine: Diagrams) -> None:
    drawn = engine.draw(f"graph TD\n  A[{'很长的标签' * 12}]", "mermaid")
    assert drawn.width < 360
    assert drawn.height > 100


def test_words_are_not_wider_than_the_boxes_made_for_them(engine: Diagrams) -> None:
    """A node of Latin letters is as wide as they are, not as an average letter would be."""
    wide, narrow = (engine.draw(f"graph TD\n  A[{letters}]", "mermaid") for letters in ("W" * 16, "n" * 16))
    assert wide.width - narrow.width == pytest.approx(16 * 15 * (width("W") - width("n")), abs=2)


def test_an_error_says_what_is_wrong_and_on_which_line(engine: Diagrams) -> None:
    with pytest.raises(DiagramError, match="Unterminated node label") as caught:
        engine.draw("graph TD\n  甲 --> 乙\n  丙[没完 --> 丁", "mermaid")
    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["", "nonsense", "graph TD\n  A --> ", "graph TD\n  A[\ud800]", "info"])
def test_what_is_no_diagram_is_refused_with_a_reason(engine: Diagrams, text: str) -> None:
    with pytest.raises(DiagramError, match=r"\w+"):
        engine.draw(text, "mermaid")


@pytest.mark.parametrize("language", ["plantuml", "dot", ""])
def test_other_languages_are_not_drawn(engine: Diagrams, language: str) -> None:
    with pytest.raises(DiagramError, match="not drawn here"):
        engine.draw("graph TD\n  A --> B", language)


@pytest.mark.parametrize(
    "text",
    [
        'graph TD\n  A@{ img: "https://elsewhere.example/x.png", label: "L" }',
        '%%{init: {"themeCSS": "@import url(https://elsewhere.example/a.css);"}}%%\ngraph TD\n  A --> B',
        '%%{init: {"themeVariables": {"lineColor":"url(https://elsewhere.example)"}}}%%\ngraph TD\n  A --> B',
        'graph TD\n  A["<script>alert(1)</script><img src=https://elsewhere.example/x onerror=alert(1)>"]',
        "graph TD\n  A --> B\n  style A fill:url(https://elsewhere.example/x)",
        CLICK,
        "sequenceDiagram\n  participant A\n  link A: X @ https://elsewhere.example\n  A->>A: hi",
        "graph TD\n  A --> B\n  click A call alert(1)",
    ],
)
def test_nothing_from_elsewhere_and_no_script_gets_into_a_drawing(engine: Diagrams, text: str) -> None:
    try:
        made = engine.draw(text, "mermaid").svg
    except DiagramError as error:
        made = str(error)
    refused = made == "it uses pictures or styles from elsewhere"
    words = ("elsewhere.example", "<script", "onerror", "javascript:", "alert")
    assert refused or not any(word in made for word in words)


def test_a_link_costs_no_diagram(engine: Diagrams) -> None:
    assert engine.draw(CLICK, "mermaid").words == "A, B"


def test_words_that_look_like_styles_are_only_words(engine: Diagrams) -> None:
    assert "url(x)" in engine.draw('graph TD\n  A["调用 url(x)"]', "mermaid").words


@pytest.mark.parametrize(
    "text",
    [
        "graph TD\n" + "".join(f"N{i}-->N{j}\n" for i in range(90) for j in range(i)),
        "graph TD\n" + "".join(f"N{i}-->N{i + 1}\n" for i in range(4000)),
        "graph TD\n" + "subgraph s\n" * 3000,
        "graph TD\nA" + "[" * 40_000,
        "mindmap\n" + "".join(" " * i + f"x{i}\n" for i in range(1, 280)),
        "graph TD\n  A[" + "长" * 40_000 + "]",
        "x" * (MOST_CHARS + 1),
    ],
)
def test_a_hostile_text_costs_little_time_and_is_refused_or_drawn(engine: Diagrams, text: str) -> None:
    began = time.process_time()
    try:
        drawn = engine.draw(text, "mermaid")
        assert drawn.width * drawn.height <= 12_000_000
    except DiagramError:
        pass
    assert time.process_time() - began < 10


def test_sixty_nodes_are_not_too_many(engine: Diagrams) -> None:
    text = "graph TD\n" + "".join(f"  N{i // 2}[节点{i // 2}] --> N{i}[节点{i}]\n" for i in range(1, 60))
    assert engine.draw(text, "mermaid").width > 1000


def test_a_drawing_has_a_margin() -> None:
    svg = '<svg id="d" width="100%" style="max-width:10px" viewBox="5 5 10.5 20"><style></style><g/></svg>'
    drawn = finished(svg, "")
    assert (drawn.width, drawn.height) == (11 + 2 * MARGIN, 20 + 2 * MARGIN)
    assert f'viewBox="{5 - MARGIN} {5 - MARGIN} 27 36"' in drawn.svg
    assert "max-width" not in drawn.svg


def test_a_drawing_too_large_to_look_at_is_refused() -> None:
    with pytest.raises(DiagramError, match="too large"):
        finished('<svg viewBox="0 0 9000 9000"><g/></svg>', "")


def test_what_was_drawn_is_kept_and_another_way_of_drawing_makes_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Diagrams(Store(tmp_path)).draw(SAMPLES["pie"], "mermaid")
    with pytest.raises(DiagramError):
        Diagrams(Store(tmp_path)).draw("nonsense", "mermaid")
    kept = list(tmp_path.rglob("*.json"))
    assert len(kept) == 2
    assert Diagrams(Store(tmp_path)).draw(SAMPLES["pie"], "mermaid") == drawn
    monkeypatch.setattr(diagrams, "recipe", lambda: "another")
    Diagrams(Store(tmp_path)).draw(SAMPLES["pie"], "mermaid")
    assert len(list(tmp_path.rglob("*.json"))) == 3


def test_a_damaged_file_is_drawn_anew(tmp_path: Path) -> None:
    drawn = Diagrams(Store(tmp_path)).draw(SAMPLES["pie"], "mermaid")
    (kept,) = tmp_path.rglob("*.json")
    kept.write_text('{"svg": 1}', encoding="utf-8")
    assert Diagrams(Store(tmp_path)).draw(SAMPLES["pie"], "mermaid") == drawn


def run(program: str, *words: str) -> str:
    """What a fresh interpreter says."""
    command = [sys.executable, "-X", "utf8", "-c", program, *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


WITHOUT = """\
import sys
from pathlib import Path
sys.modules["merman"] = None
from publisher.errors import ConfigError
from publisher.typeset.tools import open_tools
cache = Path(sys.argv[1])
print(open_tools(cache).draw("graph TD\\n  A --> B", "mermaid").words)
try:
    open_tools(cache).draw("graph TD\\n  C --> D", "mermaid")
except ConfigError as error:
    print(error)
try:
    open_tools(cache, lenient=True).draw("graph TD\\n  C --> D", "mermaid")
except Exception as error:
    print(type(error).__name__)
"""


def test_a_machine_without_the_engine_uses_what_is_kept_and_says_what_to_do_about_the_rest(
    tmp_path: Path,
) -> None:
    open_tools(tmp_path).draw("graph TD\n  A --> B", "mermaid")
    words, told, kind = run(WITHOUT, str(tmp_path)).splitlines()
    assert words == "A, B"
    assert "merman is not installed" in told
    assert '```mermaid {file="flow.png"}' in told
    assert kind == "DiagramError"


def test_the_engine_is_not_loaded_for_what_needs_none() -> None:
    program = (
        "import sys\nfrom publisher.typeset.tools import open_tools\nopen_tools(None).colour('x', 'python')\n"
        "print('merman' in sys.modules)"
    )
    assert run(program) == "False\n"


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("一二三四五", 3, ["一二三", "四五"]),
        ("一二三，四五", 3, ["一二", "三，四", "五"]),
        ("一（二三）", 2, ["一", "（二", "三）"]),
        ("one two three", 5, ["one two ", "three"]),
        ("a\nb", 0, ["a", "b"]),
        ("", 5, [""]),
        ("unbreakable", 2, ["unbreakable"]),
    ],
)
def test_lines_part_where_readers_expect_it(text: str, room: float, rows: list[str]) -> None:
    assert wrapped(text, room) == rows


def test_a_chinese_character_is_one_em_and_an_accent_nothing() -> None:
    assert width("中，") == 2
    assert width("e\u0301") == width("e")
    assert width("m", bold=True) > width("m") > width("i")
