"""`push --plan FILE|DIGEST`: the plan that somebody looked at, and what of it is to be carried out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from publisher.cli.workspace import Workspace
from publisher.errors import ConfigError
from publisher.model.plan import DIGITS
from publisher.planning.document import Asked, PlanFile, Reviewed, read_document
from publisher.planning.plan import Planned, as_plan
from publisher.planning.stale import held, moved_settings, refuse

SHORTEST = 8
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST},{DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Signed:
    """A plan of which only the digest, or its beginning, is known: the plan made now must have it."""

    digest: str

    def hold(self, planned: Sequence[Planned]) -> Sequence[Planned]:
        """The steps as they are. Raises ConfigError."""
        now = as_plan(planned).digest
        if not now.startswith(self.digest):
            raise ConfigError(
                f"the plan has changed since it was reviewed: it is {now} now, not {self.digest}",
                hint="name the same posts, targets and options, and look at `publish plan` again; a plan in "
                "a file (plan -o FILE) tells which steps changed",
            )
        return planned


@dataclass(frozen=True, slots=True)
class Written:
    """A plan in a file, less what the command line does not name: exactly its steps are taken."""

    steps: tuple[Reviewed, ...]
    workspace: Workspace

    @property
    def paths(self) -> tuple[str, ...]:
        """Where its posts are now; those that are gone are missing."""
        found = (_path(self.workspace, step) for step in self.steps)
        return tuple(path for path in dict.fromkeys(found) if path)

    def hold(self, planned: Sequence[Planned]) -> Sequence[Planned]:
        """The plan's steps, as they were planned now. Raises ConfigError where they differ."""
        return held(self.steps, planned, self.workspace.ledger().history)


def read_reviewed(word: str) -> PlanFile | Signed:
    """What is given to --plan. Raises ConfigError."""
    path = Path(word)
    if path.is_file():
        try:
            return read_document(path.read_bytes(), word)
        except OSError as error:
            raise ConfigError(f"cannot be read: {error.strerror}", path=word) from None
    if _DIGEST.fullmatch(word.lower()):
        return Signed(word.lower())
    hint = f"a file that `publish plan -o` wrote, or at least {SHORTEST} digits of a plan's digest"
    raise ConfigError(f"--plan {word}: there is no such file, and it is no digest", hint=hint)


def asked_of(plan: PlanFile, deciding: Mapping[str, bool], *, lenient: bool) -> Asked:
    """What the plan was asked for. Raises UsageError for what it was not asked for and is now."""
    asked = plan.asked
    for name, wanted in {**deciding, "lenient": lenient}.items():
        if wanted and not getattr(asked, name):
            raise click.UsageError(
                f"the plan was made without --{name} and is carried out as it is: plan again with --{name}"
            )
    return asked


def written(plan: PlanFile, workspace: Workspace, names: Sequence[str], targets: Sequence[str]) -> Written:
    """The part of a plan that is wanted: the posts named or all, the targets named or all. Raises ConfigError
    where it was not made for this site or these settings, or has no such posts or targets."""
    if plan.sandbox != workspace.pretend:
        made, hint = (
            ("the sandbox", "add --sandbox") if plan.sandbox else ("the platforms", "leave --sandbox")
        )
        raise ConfigError(f"the plan was made for {made}", hint=hint)
    missing = [name for name in targets if name not in plan.targets]
    steps = tuple(step for step in plan.steps if not targets or step.target in targets)
    ready = {target.name: target for target in workspace.targets}
    refuse(tuple(moved_settings(plan, steps, workspace.settings.site.url, ready)))
    if names:
        wanted = workspace.posts(names, every=False)
        missing += (path for path in wanted if path not in {_path(workspace, step) for step in steps})
        steps = tuple(step for step in steps if _path(workspace, step) in wanted)
    if missing:
        raise ConfigError(f"the plan has no step for {', '.join(missing)}", hint="plan again, or name others")
    there = tuple(target for name, target in ready.items() if name in plan.targets)
    return Written(steps, replace(workspace, targets=there))


def _path(workspace: Workspace, step: Reviewed) -> str:
    """Where a step's post is: where it was, or where a post of its key is now; "" = gone."""
    index = workspace.index
    if step.post in index.posts or step.post in index.broken:
        return step.post
    moved = index.entries.get(step.key)
    return moved.path if moved else ""
