"""Starting the sandbox: a simulator for each target, and a server that runs until it is told to stop."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publisher import registry
from publisher.sandbox.kit import Platform
from publisher.sandbox.server import Server


def open_platforms(targets: Mapping[str, str], state: Path) -> Mapping[str, Platform]:
    """The simulator of each target (target name → adapter name), its memory in `state/<target>`.

    Raises ConfigError for an adapter that is not there.
    """
    return {target: registry.simulator(adapter)(state / target) for target, adapter in targets.items()}


def serve_forever(server: Server) -> None:
    """Run a server until Ctrl-C (or until it ends), then close it in good order."""
    try:
        with server:
            server.wait()
    except KeyboardInterrupt:
        return
