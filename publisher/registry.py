"""Adapter name → Adapter. An adapter's name is its package's: `publisher_<name>`."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from publisher.contract import Adapter
from publisher.errors import ConfigError

PREFIX = "publisher_"
SOURCES = Path(__file__).parent.parent / "adapters"
"""The folder of adapters in a checkout; absent in an installed wheel, where they are top-level packages."""


def add_folders(folders: Iterable[Path]) -> None:
    """Let `publisher_*` packages in these folders (publish.toml: `[site] adapters`) be found."""
    for folder in (*folders, SOURCES):
        if folder.is_dir() and str(folder) not in sys.path:
            sys.path.append(str(folder))


def names() -> tuple[str, ...]:
    """Every adapter that can be found, sorted."""
    add_folders(())
    found = {
        m.name.removeprefix(PREFIX) for m in pkgutil.iter_modules() if m.name.startswith(PREFIX) and m.ispkg
    }
    return tuple(sorted(found | {point.name for point in entry_points(group="publisher.adapters")}))


def package(name: str) -> str:
    """The import package of an adapter; ConfigError when there is none."""
    add_folders(())
    if name.isidentifier() and importlib.util.find_spec(PREFIX + name) is not None:
        return PREFIX + name
    for point in entry_points(group="publisher.adapters", name=name):
        return point.value.partition(":")[0]
    raise ConfigError(f"there is no adapter named {name!r}", hint=f"known: {', '.join(names())}")


def adapter(name: str) -> Adapter[Any]:
    """The adapter of that name."""
    found = importlib.import_module(package(name)).ADAPTER
    if not isinstance(found, Adapter):
        raise ConfigError(f"{package(name)}.ADAPTER is not an Adapter", hint="see adapters/README.md")
    return found


def simulator(name: str) -> Any:
    """The class `Simulator` of an adapter (a `publisher.sandbox.kit.Platform`)."""
    return importlib.import_module(package(name) + ".simulator").Simulator
