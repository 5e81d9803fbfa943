"""A workspace whose targets are pretend platforms: what `--sandbox` swaps in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import click

from publisher.cli.workspace import Workspace
from publisher.sandbox.kit import Platform
from publisher.sandbox.page import write_pages
from publisher.sandbox.run import open_platforms
from publisher.sandbox.server import Server
from publisher.source.settings import override


def unplugged(workspace: Workspace) -> Workspace:
    """The workspace as a plan sees it: the sandbox's settings, with no server behind them yet."""
    platforms = simulators(workspace)
    return pointed(workspace, platforms, {name: f"http://127.0.0.1/{name}" for name in platforms})


@contextmanager
def sandboxed(workspace: Workspace) -> Iterator[Workspace]:
    """Runs the simulators while the block lasts, then writes what arrived as pages and says where."""
    platforms = simulators(workspace)
    with plugged(workspace, platforms) as ready:
        yield ready
    index = write_pages(platforms, workspace.home / "arrived")
    click.echo(f"read the drafts: {index}   (or: publish sandbox)", err=True)


@contextmanager
def plugged(workspace: Workspace, platforms: Mapping[str, Platform]) -> Iterator[Workspace]:
    """Runs these simulators while the block lasts."""
    with Server(platforms, logged=False) as server:
        yield pointed(workspace, platforms, {name: server.base(name) for name in platforms})


def simulators(workspace: Workspace) -> Mapping[str, Platform]:
    """A simulator for each target, with the memory of earlier runs."""
    adapters = {target.name: target.adapter.name for target in workspace.targets}
    return open_platforms(adapters, workspace.home / "state")


def pointed(workspace: Workspace, platforms: Mapping[str, Platform], bases: Mapping[str, str]) -> Workspace:
    """The workspace with each target's settings pointing at its simulator."""
    settings = workspace.settings
    secrets: dict[str, str] = {}
    for name, platform in platforms.items():
        settings = override(settings, name, {**platform.settings(bases[name]), "proxy": ""})
        secrets.update(platform.secrets)
    targets = tuple(settings.targets[target.name] for target in workspace.targets)
    return replace(workspace, settings=settings, targets=targets, secrets=secrets)
