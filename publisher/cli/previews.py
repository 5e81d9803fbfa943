"""The preview pages of a dry run: one per post, from the renditions the plan was made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publisher.cli.workspace import Workspace
from publisher.contract import Tools
from publisher.planning.plan import Planned
from publisher.preview.budget import budget
from publisher.preview.pages import View, write_page


def write_previews(workspace: Workspace, planned: Sequence[Planned], tools: Tools) -> tuple[Path, ...]:
    """Write a page for each post that has a rendition or an error to show; returns their paths. `tools` draw
    the pictures that are drawn."""
    posts: dict[str, list[Planned]] = {}
    for each in planned:
        posts.setdefault(each.step.post, []).append(each)
    folder = workspace.root / ".publish" / "preview"
    return tuple(
        write_page(folder, workspace.root, steps[0].step.key, post, [view(each) for each in steps], tools)
        for post, steps in posts.items()
        if any(each.prepared.rendition or each.prepared.error for each in steps)
    )


def view(planned: Planned) -> View:
    """How one step's rendition is shown."""
    rendition = planned.prepared.rendition
    adapter = planned.prepared.work.adapter
    step = planned.step
    if rendition is None:
        return View(
            step.target, step.title, error=planned.prepared.error, notes=step.notes, action=step.action
        )
    return View(
        target=step.target,
        title=rendition.title,
        page=adapter.show(rendition),
        assets=rendition.assets,
        notes=step.notes,
        action=f"{step.action}: {step.reason}",
        budget=budget(rendition, adapter.limits),
        cover=rendition.cover,
    )
