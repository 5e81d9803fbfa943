"""What every adapter's package promises: what it imports, and that a copy of it works."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from publisher import registry
from publisher.model.plan import Action, Result

ALLOWED = frozenset({"errors", "model", "markdown", "images", "contract", "wire"})
ALLOWED_SIMULATOR = frozenset({"errors", "model", "sandbox"})


def folder(name: str) -> Path:
    spec = find_spec(registry.package(name))
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def imports(file: Path) -> Iterator[str]:
    """Every absolute import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            yield from (
                (f"{module}.{alias.name}" for alias in node.names) if module == "publisher" else (module,)
            )


def is_simulator(file: Path, package: Path) -> bool:
    return file.relative_to(package).parts[0].removesuffix(".py") == "simulator"


def test_it_imports_only_what_an_adapter_may(name: str) -> None:
    package = folder(name)
    wrong = [
        f"{file.relative_to(package)}: {imported}"
        for file in package.rglob("*.py")
        for imported in imports(file)
        if imported.partition(".")[0].startswith(registry.PREFIX)
        or (
            imported.partition(".")[0] == "publisher"
            and imported.split(".")[1] not in (ALLOWED_SIMULATOR if is_simulator(file, package) else ALLOWED)
        )
    ]
    assert wrong == []


def test_tenacity_and_httpx_are_the_wires_alone(name: str) -> None:
    found = {imported.partition(".")[0] for file in folder(name).rglob("*.py") for imported in imports(file)}
    assert not found & {"tenacity", "httpx", "requests"}


@pytest.fixture
def copy(name: str, tmp_path: Path) -> Iterator[str]:
    """The adapter's folder under a new name, in a folder of its own."""
    copied = f"{name}_copy"
    adapters = tmp_path / "adapters"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(folder(name), adapters / f"{registry.PREFIX}{copied}", ignore=ignore)
    registry.add_folders([adapters])
    yield copied
    sys.path.remove(str(adapters))
    for module in [m for m in sys.modules if m.partition(".")[0] == registry.PREFIX + copied]:
        del sys.modules[module]


def test_a_copy_of_its_folder_is_an_adapter_of_its_own(copy: str, open_target: Any) -> None:
    assert copy in registry.names()
    target = open_target(copy)
    assert target.adapter.name == copy
    first = target.push()
    assert (first.result, first.step.action) == (Result.DONE, Action.CREATE), str(first.error)
    assert "开头一段" in target.only().html
    target.change("改过一次")
    assert target.push().result is Result.DONE
    assert "改过一次" in target.only().html
