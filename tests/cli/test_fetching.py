"""Pictures of the web are fetched before anything is written, and what is written is made for them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from publisher.cli.fetching import fetched
from publisher.cli.workspace import Workspace, open_workspace
from publisher.errors import Rejected
from publisher.planning.decision import Options
from publisher.planning.plan import Planned
from publisher.push.making import Making
from publisher.push.shelf import Shelf
from publisher.push.web import Web

URL = "https://pictures.example/a.png"


def picture(width: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, 400), "red").save(file, "PNG")
    return file.getvalue()


def planned(workspace: Workspace) -> Sequence[Planned]:
    paths = workspace.posts((), every=True)
    return workspace.plan(paths, Options(yes=True), workspace.tools(), named=True)


def written(site: Path) -> None:
    head = "---\ntitle: 远处的图\nabbrlink: aaaa0009\ndate: 2026-01-02 08:00:00\n---\n\n"
    text = f"{head}正文。\n\n![图]({URL})\n"
    (site / "content/far.md").write_text(text, encoding="utf-8", newline="\n")


def body(steps: Sequence[Planned]) -> str:
    (found,) = (each.prepared.rendition for each in steps if each.step.post == "content/far.md")
    assert found is not None
    return found.body


def notes(steps: Sequence[Planned]) -> set[str]:
    return {note.kind for each in steps if each.step.post == "content/far.md" for note in each.step.notes}


def test_sizes_are_in_the_body_and_the_next_plan_computes_the_same(site: Path) -> None:
    written(site)
    workspace = open_workspace(site, ("zhihu",))
    before = planned(workspace)
    assert 'data-rawwidth="0"' in body(before)
    assert "picture-to-fetch" in notes(before)
    web = Web(workspace.ledger(), Shelf(site / "shelf"), lambda _url: picture(770))
    after = fetched(workspace, before, Making(web=web), lambda: planned(workspace))
    assert 'data-rawwidth="770"' in body(after)
    assert "picture-to-fetch" not in notes(after)
    later = planned(open_workspace(site, ("zhihu",)))
    assert [each.step.digest for each in later] == [each.step.digest for each in after]
    pairs = zip(before, after, strict=True)
    digests = [(a.prepared.rendition, b.prepared.rendition) for a, b in pairs]
    assert all(a.authored_digest == b.authored_digest for a, b in digests if a and b)
    same = [a.step == b.step for a, b in zip(before, after, strict=True) if a.step.post != "content/far.md"]
    assert all(same)


def test_a_picture_that_cannot_be_had_leaves_the_plan_as_it_was(site: Path) -> None:
    written(site)
    workspace = open_workspace(site, ("zhihu",))
    before = planned(workspace)

    def gone(_url: str) -> bytes:
        raise Rejected("cannot fetch: HTTP 404")

    making = Making(web=Web(workspace.ledger(), fetch=gone))
    assert fetched(workspace, before, making, lambda: planned(workspace)) is before
    assert making.web is not None
    assert set(making.web.failures) == {URL}
