"""What is drawn once is not drawn again."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.contract import FormulaError
from publisher.typeset.formulas import REMEMBERED, Formulas
from publisher.typeset.mathjax import Answer, Engine
from publisher.typeset.store import Store, key_of
from publisher.typeset.tools import open_tools


def _no_engine() -> Engine:
    raise AssertionError("an engine was started")


class Answering:
    """An engine that always says the same, and counts how often it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked = 0

    def draw(self, tex: str, display: bool, /) -> Answer:
        self.asked += 1
        return self.answer


def _starting(engine: Engine) -> Callable[[], Engine]:
    return lambda: engine


def test_a_later_run_starts_no_engine(tmp_path: Path) -> None:
    first = open_tools(tmp_path)
    drawn = [first.typeset(tex, display) for tex in ("x", r"\text{中}") for display in (True, False)]
    with pytest.raises(FormulaError) as broken:
        first.typeset(r"\nosuch", True)
    later = Formulas(Store(tmp_path / "typeset"), _no_engine)
    assert drawn == [later.typeset(tex, display) for tex in ("x", r"\text{中}") for display in (True, False)]
    with pytest.raises(FormulaError) as again:
        later.typeset(r"\nosuch", True)
    assert str(again.value) == str(broken.value)


def test_a_warm_run_loads_neither_quickjs_nor_lexers(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from publisher.typeset.tools import open_tools\n"
        "tools = open_tools(Path(sys.argv[1])); tools.typeset('x', True); tools.colour('x = 1', 'py')\n"
        "print(sorted({'quickjs', 'pygments.lexers', 'xml.etree.ElementTree', 'PIL'} & set(sys.modules)))"
    )

    def run() -> str:
        command = [sys.executable, "-c", program, str(tmp_path)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    assert "quickjs" in run()
    assert run() == "[]"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"svg": 3}', b'{"svg": "<svg>", "size": [1, 2]}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    drawn = open_tools(tmp_path).typeset("x", True)
    (file,) = tmp_path.rglob("*.json")
    sound = file.read_bytes()
    file.write_bytes(damage)
    assert open_tools(tmp_path).typeset("x", True) == drawn
    assert file.read_bytes() == sound


def test_running_out_of_time_is_not_kept(tmp_path: Path) -> None:
    engine = Answering(Answer(error="interrupted", certain=False))
    for _ in range(2):
        with pytest.raises(FormulaError, match=r"gives up on it \(interrupted\)"):
            Formulas(Store(tmp_path), _starting(engine)).typeset("x", True)
    assert engine.asked == 2
    assert not list(tmp_path.rglob("*.json"))


def test_a_shape_nobody_knows_is_an_error_not_a_gap(tmp_path: Path) -> None:
    strange = '<svg viewBox="0 0 1 1" width="1ex" height="1ex"><foreignObject/></svg>'
    with pytest.raises(FormulaError, match="element foreignObject"):
        Formulas(Store(tmp_path), _starting(Answering(Answer(strange)))).typeset("x", True)


def test_display_and_inline_and_engine_settings_have_keys_of_their_own() -> None:
    assert (
        len({key_of("a", "x", True), key_of("a", "x", False), key_of("ax", True), key_of("b", "x", True)})
        == 4
    )


def test_a_place_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    assert open_tools(file).typeset("x", True).width > 0


def test_many_threads_and_folders_agree(tmp_path: Path) -> None:
    tools = open_tools(tmp_path)
    formulas = [(rf"\frac{{{n % 5}}}{{x}}", True) for n in range(40)]
    drawn: dict[int, str] = {}

    def draw(at: int) -> None:
        drawn[at] = tools.typeset(*formulas[at]).svg

    threads = [threading.Thread(target=draw, args=(at,)) for at in range(len(formulas))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fresh = open_tools(None)
    assert [drawn[at] for at in range(40)] == [fresh.typeset(*formula).svg for formula in formulas]
    assert len(list(tmp_path.rglob("*"))) == 5 + len({file.parent for file in tmp_path.rglob("*.json")}) + 1


def test_files_are_plain_json_without_leftovers(tmp_path: Path) -> None:
    open_tools(tmp_path).typeset(r"\text{中}", True)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert "中" in json.loads(file.read_text(encoding="utf-8"))["svg"]


class Drawing:
    """An engine that draws a rule as long as what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def draw(self, tex: str, display: bool, /) -> Answer:
        self.asked.append(tex)
        if tex == "broken":
            return Answer(error="no such thing", line=2)
        size = f'viewBox="0 0 {len(tex)}00 100" width="1ex" height="1ex"'
        return Answer(f'<svg {size}><path d="M0 0L{len(tex)}00 0L0 100Z"/></svg>')


def test_each_formula_is_drawn_once_and_no_more_than_some_stay_in_memory(tmp_path: Path) -> None:
    engine = Drawing()
    formulas = Formulas(Store(tmp_path), lambda: engine)
    many = [("x" * number, True) for number in range(1, REMEMBERED + 50)]
    drawn = [formulas.typeset(*each) for each in many]
    assert [formulas.typeset(*each) for each in many] == drawn
    assert len(engine.asked) == len(many)
    assert len(formulas._known) == REMEMBERED


def test_what_is_broken_is_asked_for_once_and_keeps_its_line(tmp_path: Path) -> None:
    engine = Drawing()
    for formulas in (Formulas(Store(tmp_path), lambda: engine), Formulas(Store(tmp_path), _no_engine)):
        for _ in range(2):
            with pytest.raises(FormulaError, match="no such thing") as broken:
                formulas.typeset("broken", True)
            assert broken.value.line == 2
    assert engine.asked == ["broken"]
