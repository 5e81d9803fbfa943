"""The preview pages of a dry run: one per post, from the renditions the plan was made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publisher.cli.workspace import Workspace
from publisher.planning.plan import Planned
from publisher.preview.pages import View, write_page


def write_previews(workspace: Workspace, planned: Sequence[Planned]) -> tuple[Path, ...]:
    """Write a page for each post that has a rendition or an error to show; returns their paths."""
    posts: dict[str, list[Planned]] = {}
    for each in planned:
        posts.setdefault(each.step.post, []).append(each)
    folder = workspace.root / ".publish" / "preview"
    return tuple(
        write_page(folder, workspace.root, steps[0].step.key, post, [view(each) for each in steps])
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
    characters, size = len(rendition.body), len(rendition.body.encode())
    return View(
        target=step.target,
        title=rendition.title,
        page=adapter.show(rendition),
        assets=rendition.assets,
        notes=step.notes,
        action=f"{step.action}: {step.reason}",
        size=f"{characters:,} characters, {size / 1000:,.0f} KB, {len(rendition.assets)} pictures",
    )
