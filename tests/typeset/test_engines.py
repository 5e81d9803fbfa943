"""The engines under the typesetter: the same bytes from each, and none that hangs."""

from pathlib import Path

import pytest

from publisher.typeset.embedded import Embedded
from publisher.typeset.mathjax import Answer, scripts
from publisher.typeset.node import Node, find_node
from publisher.typeset.relay import Relay

FORMULAS = [
    (r"\frac{a}{b}", True),
    (r"\text{中文}①\left(\begin{matrix}a\\b\\c\end{matrix}\right)", True),
    (r"a\\b", True),
    (r"\ce{H2O}\color{red}{x}\tag{1}", False),
    (r"\newcommand{\mine}{y}\mine", False),
    (r"\mine", False),
    ('\u2028\\text{\u2029 \\"}', False),
]


@pytest.fixture
def node() -> str:
    found = find_node()
    if found is None:
        pytest.skip("node is not installed")
    return found


def test_node_gives_the_same_bytes_as_quickjs(node: str) -> None:
    child, embedded = Node(node), Embedded()
    assert [child.draw(*formula) for formula in FORMULAS] == [embedded.draw(*formula) for formula in FORMULAS]


def test_node_survives_what_it_cannot_draw(node: str) -> None:
    child = Node(node)
    assert not child.draw("{" * 20_000 + "}" * 20_000, True).certain
    assert child.draw("x", True).svg


def test_node_is_ended_when_time_is_up(node: str) -> None:
    answer = Node(node, seconds=0.0).draw("x", True)
    assert (answer.certain, answer.error) == (False, "out of time or memory")


def test_quickjs_is_interrupted_when_time_is_up() -> None:
    answer = Embedded(seconds=0.0).draw("x^2" * 500, True)
    assert not answer.certain
    assert "interrupted" in answer.error
    assert "\n" not in answer.error


def test_mathjax_is_the_version_the_drawings_are_made_for() -> None:
    assert any('VERSION="3.2.2"' in script or '"3.2.2"' in script for script in scripts())


def test_mistakes_and_their_lines_are_the_same_in_both(node: str) -> None:
    broken = [("a\n\\nosuch", True), ("a\n\\frac{b}{c\n", True), ("a\nb&c", False)]
    child, embedded = Node(node), Embedded()
    assert [child.draw(*formula) for formula in broken] == [embedded.draw(*formula) for formula in broken]
    assert child.draw(*broken[0]).line == 1


class Saying:
    """An engine that always gives the same answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked = 0

    def draw(self, tex: str, display: bool, /) -> Answer:
        self.asked += 1
        return self.answer


def test_the_faster_engine_takes_over_where_there_is_much_to_draw() -> None:
    sure, fast = Saying(Answer("same")), Saying(Answer("same"))
    relay = Relay(sure, lambda: fast, few=3)
    assert {relay.draw("x", True) for _ in range(10)} == {Answer("same")}
    assert (sure.asked, fast.asked) == (3, 8)  # one of them to compare


@pytest.mark.parametrize("answer", [Answer("other"), Answer(error="out of time or memory", certain=False)])
def test_an_engine_that_gives_other_bytes_never_takes_over(answer: Answer) -> None:
    sure, fast = Saying(Answer("same")), Saying(answer)
    relay = Relay(sure, lambda: fast, few=3)
    assert {relay.draw("x", True) for _ in range(10)} == {Answer("same")}
    assert (sure.asked, fast.asked) == (10, 1)


def test_without_another_engine_the_first_goes_on() -> None:
    sure = Saying(Answer("same"))
    relay = Relay(sure, lambda: None, few=1)
    assert [relay.draw("x", True) for _ in range(3)] == [Answer("same")] * 3


def test_what_the_faster_engine_gives_up_on_the_first_is_asked() -> None:
    sure, fast = Saying(Answer("same")), Saying(Answer("same"))
    relay = Relay(sure, lambda: fast, few=1)
    relay.draw("x", True)
    fast.answer = Answer(error="out of time or memory", certain=False)
    assert relay.draw("x", True) == Answer("same")


def test_a_broken_node_is_no_engine(tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\nread line\necho nonsense\n", encoding="utf-8")
    node.chmod(0o755)
    relay = Relay(Embedded(), lambda: Node(str(node)), few=1)
    assert relay.draw("x", True).svg == relay.draw("x", True).svg != ""
