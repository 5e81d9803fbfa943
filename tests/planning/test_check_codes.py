"""Every code that the source gives is explained, and every explanation is of a code that is given."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from publisher import registry
from publisher.model.finding import Explanation, Level
from publisher.planning.check.codes import CODES, explained, table

TOP = Path(__file__).parents[2]
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MAKERS = frozenset({"Note", "note", "say", "_left", "Finding", "Fault", "Remark"})
"""Functions whose first argument is a code; `say` of a builder takes words alone."""
TABLES = re.compile(r"(?:^|/)(?:codes|remarks|errors)\.py$")


def sources(folder: str) -> Iterator[ast.Module]:
    for path in sorted((TOP / folder).rglob("*.py")):
        if "simulator" not in path.parts and not (TABLES.search(path.as_posix()) and is_table(path)):
            yield ast.parse(path.read_text(encoding="utf-8"))


def is_table(path: Path) -> bool:
    return "Explanation(" in path.read_text(encoding="utf-8")


def given(folder: str) -> set[str]:
    return {code for module in sources(folder) for code in of_module(module) if CODE.fullmatch(code)}


def mentioned(folder: str) -> set[str]:
    """Every text that stands outside the tables."""
    constants = (
        node for module in sources(folder) for node in ast.walk(module) if isinstance(node, ast.Constant)
    )
    return {node.value for node in constants if isinstance(node.value, str)}


def of_module(module: ast.Module) -> Iterator[str]:
    """Codes as they are written out; a name stands for the text it was given at the module's top."""
    names = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        for value in places(node):
            meant = names.get(value.id, value) if isinstance(value, ast.Name) else value
            for constant in ast.walk(meant):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield constant.value


def places(node: ast.AST) -> Iterator[ast.expr]:
    """A maker's first argument, a Problem's `code`, `code = …` and `yield "some-code", "detail"`."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in MAKERS and len(node.args) > 1:
            yield node.args[0]
        if called == "Problem":
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
            yield from node.args[3:4]
        if called == "_field":
            yield from (pair.elts[0] for pair in node.args if isinstance(pair, ast.Tuple))
    elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        first = node.value.elts[0]
        if isinstance(first, ast.Constant) and "-" in str(first.value):
            yield first
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
        target = node.targets[0]
        for name, value in zip(getattr(target, "elts", ()), node.value.elts, strict=False):
            if isinstance(name, ast.Name) and name.id in {"code", "kind"}:
                yield value


ADAPTERS = [name for name in registry.names() if (TOP / "adapters" / f"publisher_{name}").is_dir()]
FALLBACK = {"source", "limit", "settings", "internal"}
"""Said of what stops an adapter: by the kind of the error."""


def test_the_engine_explains_every_code_it_gives() -> None:
    assert given("publisher") - FALLBACK <= CODES.keys()


def test_the_engine_explains_nothing_that_is_never_given() -> None:
    assert CODES.keys() <= mentioned("publisher") | mentioned("adapters")


@pytest.mark.parametrize("name", ADAPTERS)
def test_an_adapter_explains_every_code_it_gives_and_no_other(name: str) -> None:
    own = registry.adapter(name).codes
    assert given(f"adapters/publisher_{name}") <= CODES.keys() | own.keys()
    assert own.keys() <= mentioned(f"adapters/publisher_{name}")


@pytest.mark.parametrize("code", sorted(table(map(registry.adapter, ADAPTERS))))
def test_an_explanation_is_one_line_in_plain_words(code: str) -> None:
    explanation = table(map(registry.adapter, ADAPTERS))[code]
    assert CODE.fullmatch(code)
    assert explanation.meaning.endswith(".")
    assert "\n" not in explanation.meaning + explanation.remedy
    assert not explanation.remedy.endswith(".")


def test_the_engine_s_codes_mean_the_same_everywhere() -> None:
    other = Explanation(Level.NOTE, "Other.", "")
    adapter = replace(registry.adapter(ADAPTERS[0]), codes={"picture-missing": other, "own": other})
    assert (
        explained("picture-missing", adapter)
        is CODES["picture-missing"]
        is table([adapter])["picture-missing"]
    )
    assert explained("own", adapter) is other is table([adapter])["own"]
    assert explained("never-heard-of", adapter).level is Level.NOTE
