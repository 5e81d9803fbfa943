"""A plan that cannot be kept in a file, and one that pictures of the web change after it was reviewed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.fetching import fetched
from publisher.cli.reviewed import Written, written
from publisher.cli.workspace import open_workspace
from publisher.errors import ConfigError
from publisher.planning.decision import Options
from publisher.planning.document import Asked, read_document, to_document
from publisher.planning.plan import as_plan
from publisher.push.making import Making
from publisher.push.shelf import Shelf
from publisher.push.web import Web

FIRST = "content/first/index.md"


def test_a_picture_of_the_web_that_turns_out_to_be_news_is_refused_before_anything_is_sent(
    site: Path,
) -> None:
    url = "https://pictures.example/a.png"
    post = site / FIRST
    post.write_text(post.read_text(encoding="utf-8") + f"\n![远]({url})\n", encoding="utf-8")
    workspace = open_workspace(site, ("zhihu",), sandbox=True)
    path = site / "plan.json"

    def planned() -> Any:
        return workspace.plan((FIRST,), Options(), workspace.tools(), named=True)

    def write() -> None:
        steps = as_plan(planned())
        histories = {step.key: workspace.ledger().history(step.key) for step in steps.steps}
        url = workspace.settings.site.url
        document = to_document(steps, Asked(named=True), url, workspace.targets, histories, sandbox=True)
        path.write_text(json.dumps(document), encoding="utf-8")

    def reviewed() -> Written:
        return written(read_document(path.read_bytes(), "plan.json"), workspace, (), ())

    picture = (site / "content/first/pic.png").read_bytes()
    making = Making(web=Web(workspace.ledger(), Shelf(site / "shelf"), lambda _url: picture))
    write()
    review = reviewed()
    with pytest.raises(ConfigError) as caught:
        fetched(workspace, review.hold(planned()), making, lambda: review.hold(planned()))
    assert f"{FIRST} → zhihu" in caught.value.message
    write()
    again = reviewed()
    assert fetched(workspace, again.hold(planned()), making, lambda: again.hold(planned()))


def test_a_file_that_cannot_be_written_is_said(publish: Callable[..., Any], site: Path) -> None:
    (site / "taken").write_text("", encoding="utf-8")
    ran = publish("plan", "-o", "taken/plan.json")
    assert ran.code == 2
    assert "cannot be written" in ran.err
