"""The engines under the typesetter: the same bytes from each, and none that hangs."""

import pytest

from publisher.typeset.embedded import Embedded
from publisher.typeset.mathjax import scripts
from publisher.typeset.node import Node, find_node

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
