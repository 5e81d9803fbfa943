"""What is told as words is TeX that the engine would have drawn."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.contract import Tools
from publisher.markdown.tex.symbols import COMMANDS, SIGNS
from publisher.markdown.tex.trivial import runs

PARTS = [
    *"xn12.,+-=<>()[]|'_^{}!中，", "_1", "^2", "_{ab}", "^{-1}", "_x", r"\alpha", r"\Gamma", r"\mathbf{x}",
    r"\mathrm{ab}", r"\text{a_b}", r"\mathbb{R}", r"\mathbb", r"\mathbf", r"\log", r"\max", r"\le", r"\times",
    r"\{", r"\}", r"\left(", r"\right)", r"\left|", r"\right|", r"\left", r"\right", r"\prime", r"\,", r"\%",
    r"\operatorname{ab}", r"\operatorname",
]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS), max_size=7).map(" ".join))
def test_words_are_never_told_of_what_cannot_be_drawn(tools: Tools, tex: str) -> None:
    if runs(tex) is not None:
        assert tools.typeset(tex, False).svg


@pytest.mark.parametrize("sign", [*COMMANDS, *SIGNS])
def test_every_sign_known_to_words_is_known_to_the_engine(tools: Tools, sign: str) -> None:
    assert tools.typeset(f"x {sign} y", False).svg
