"""What `publish doctor` looks at: the site, then every target, here and by asking its platform."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from publisher.cli.surroundings import surroundings
from publisher.cli.workspace import Workspace
from publisher.errors import PublishError
from publisher.model.verdict import State, Verdict, worst
from publisher.push.examine import examine_here, examine_there
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.source.settings import Target
from publisher.wire.dates import Dates
from publisher.wire.patience import SYSTEM
from publisher.wire.trace import tracing

SITE = "site"
PATIENCE = 20.0
"""Seconds for one call: a person waits."""
Ask = Callable[[Target], tuple[Verdict, ...]]


@dataclass(frozen=True, slots=True)
class Examined:
    """A target, or the site and this machine (`adapter` is "" then), and what was found."""

    name: str
    adapter: str
    verdicts: tuple[Verdict, ...]

    @property
    def state(self) -> State:
        return worst(self.verdicts)


def examine(workspace: Workspace, trace: Path | None, *, offline: bool) -> Iterator[Examined]:
    """The site, then each target in turn; platforms are asked side by side. Raises ConfigError for a trace
    that cannot be written."""
    with ExitStack() as stack:
        if workspace.pretend and not offline:
            from publisher.cli.sandboxed import plugged, simulators  # the kit is needed here alone

            workspace = stack.enter_context(plugged(workspace, simulators(workspace)))
        secrets = Secrets(os.environ, workspace.secrets, workspace.root)
        ask = stack.enter_context(_asking(workspace, secrets, trace)) if not offline else _nobody
        yield Examined(SITE, "", tuple(surroundings(workspace)))

        def told(target: Target) -> Examined:
            here = tuple(examine_here(target, secrets, workspace.root))
            there = () if _hopeless(here) else ask(target)
            return Examined(target.name, target.adapter.name, (*here, *there))

        with ThreadPoolExecutor(max(1, len(workspace.targets))) as pool:
            yield from pool.map(told, workspace.targets)


@contextmanager
def _asking(workspace: Workspace, secrets: Secrets, trace: Path | None) -> Iterator[Ask]:
    with tracing(trace) as recorder:
        dates, cache = Dates(recorder), workspace.home / "cache"
        opener = Opener(
            workspace.root, cache, secrets, SYSTEM, PATIENCE, paced=not workspace.pretend, trace=dates
        )

        def ask(target: Target) -> tuple[Verdict, ...]:
            try:
                known = accounts(workspace, target.name)
            except PublishError:  # the ledger cannot be read, which is told of the site
                known = frozenset()
            return examine_there(target, opener, dates, known)

        yield ask


def accounts(workspace: Workspace, target: str) -> frozenset[str]:
    """With which accounts the drafts on a target were made. Raises Unavailable."""
    receipts = (history.receipt(target) for history in workspace.ledger().histories())
    return frozenset(receipt.account for receipt in receipts if receipt is not None and receipt.account)


def _nobody(_target: Target) -> tuple[Verdict, ...]:
    return ()


def _hopeless(verdicts: tuple[Verdict, ...]) -> bool:
    """Whether there is no use in asking the platform: it would say the same less clearly."""
    return any(verdict.what == "secrets" and verdict.state is State.ERROR for verdict in verdicts)
