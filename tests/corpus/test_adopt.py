"""`publish adopt` over a whole real blog: prose untouched, every link still shown, nothing to do twice.

What a post says and links to is told from its text by simple means of this file's own, not by our parser.
"""

import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main

from .conftest import SETTINGS, copied

PLACES = {"related": "end", "footer": "end", "notice": "top"}
STARTS = re.compile(
    r"^(?:往期回顾|【往期文章】|【推荐文章】|往期文章|读到这了.*|博客：.*|【本文已在.*】)\s*$", re.MULTILINE
)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
RULE = re.compile(r"(?:\*{3,}|-{3,})\s*$")
ADDRESS = re.compile(r"\]\((http[^)\s]+)\)")


@dataclass(frozen=True)
class Ran:
    """A site, what it said before and after, what readers get of either, and what the command told."""

    root: Path
    before: dict[str, str]
    after: dict[str, str]
    shown_before: dict[tuple[str, str], dict[str, Any]]
    shown_after: dict[tuple[str, str], dict[str, Any]]
    told: list[dict[str, Any]]


def sources(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes().decode()
        for file in sorted(root.glob("_posts/**/*.md"))
    }


def said(*words: str) -> Any:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*words, "--json"]) == 0
    return json.loads(out.getvalue())


def rendered(root: Path, out: Path) -> dict[tuple[str, str], dict[str, Any]]:
    found = said("render", "--all", "--site", str(root), "--out", str(out))["renditions"]
    return {(each["post"], each["target"]): each for each in found}


@pytest.fixture(scope="module", params=["as the settings are", "with a place for every block"])
def ran(
    request: pytest.FixtureRequest, corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ran]:
    root = tmp_path_factory.mktemp("adopted") / "site"
    text = SETTINGS
    if "place" in request.param:
        for name, place in PLACES.items():
            text = text.replace(f'name = "{name}"', f'name = "{name}"\nplace = "{place}"')
    copied(corpus, root, text)
    before, shown = sources(root), rendered(root, root.parent / "before")
    told = said("adopt", "--all", "--yes", "--site", str(root))["posts"]
    yield Ran(root, before, sources(root), shown, rendered(root, root.parent / "after"), told)
    shutil.rmtree(root.parent)


def body(text: str) -> str:
    return FRONT.sub("", text, count=1)


def prose(text: str) -> list[str]:
    """The lines of a post outside its blocks, blank ones and rules apart."""
    lines: list[str] = []
    inside = False
    for line in body(text).split("\n"):
        if RULE.match(line) or line.startswith("#"):
            inside = False
        elif STARTS.match(line):
            inside = not line.startswith("【本文已在")
            continue
        if not inside and line.strip() and not RULE.match(line):
            lines.append(line)
    return lines


def leads(rendition: dict[str, Any], *, generated: bool = False) -> set[str]:
    return {use["own"] or use["url"] for use in rendition["links"] if not generated or not use["line"]}


def test_every_list_leaves_its_source_for_one_line_of_front_matter(ran: Ran) -> None:
    with_lists = {
        path for path, text in ran.before.items() if re.search(r"^(?:往期|【往期|【推荐)", text, re.MULTILINE)
    }
    taken = {each["post"] for each in ran.told if any(block["block"] == "related" for block in each["taken"])}
    assert taken == with_lists
    assert with_lists
    for path in with_lists:
        head = ran.after[path].split("\n---\n")[0]
        assert len(re.findall(r"^publish: \{related: \[.*\]\}$", head, re.MULTILINE)) == 1
        assert head.replace(head[head.index("\npublish:") :], "") == ran.before[path].split("\n---\n")[0]


def test_prose_stays_to_the_byte(ran: Ran) -> None:
    for path, text in ran.before.items():
        assert prose(ran.after[path]) == prose(text), path
        if not any(each["post"] == path and each["taken"] for each in ran.told):
            assert ran.after[path] == text
        kept = iter(body(text).split("\n"))
        assert all(line in kept for line in body(ran.after[path]).split("\n")), (
            path
        )  # nothing but lines left out


def test_every_link_and_picture_is_shown_as_before_or_better(ran: Ran) -> None:
    assert ran.shown_before.keys() == ran.shown_after.keys()
    for name, was in ran.shown_before.items():
        now = ran.shown_after[name]
        assert leads(was) <= leads(now), name
        assert leads(was, generated=True) <= leads(now, generated=True), name
        assert was["digests"]["authored"] == now["digests"]["authored"], name
        written = ran.before[name[0]]
        pictures = {each["name"] for each in was["assets"].values() if each["name"] in written}
        assert pictures <= {each["name"] for each in now["assets"].values()}, name


def test_every_address_a_source_held_is_still_in_it_or_shown(ran: Ran) -> None:
    for path, text in ran.before.items():
        gone = set(ADDRESS.findall(text)) - set(ADDRESS.findall(ran.after[path]))
        for target in ("blog", "wechat", "zhihu"):
            now = leads(ran.shown_after[path, target])
            assert all({url, url.rsplit("/", 1)[-1].removesuffix(".html")} & now for url in gone), path


def test_a_second_run_changes_nothing(ran: Ran) -> None:
    again = said("adopt", "--all", "--yes", "--site", str(ran.root))["posts"]
    assert not any(each["taken"] for each in again)
    assert sources(ran.root) == ran.after


def test_adopting_makes_no_draft_due(ran: Ran) -> None:
    """What was sent stays sent: sources as they were are pushed to the sandbox, and then become the new."""
    adopted = [each["post"] for each in ran.told if each["taken"]][:4]
    site = ("--sandbox", "--yes", "--site", str(ran.root))
    for path in adopted:
        (ran.root / path).write_bytes(ran.before[path].encode())
    files = [str(ran.root / path) for path in adopted]
    assert {step["outcome"] for step in said(*files, *site)["steps"]} == {"done"}
    for path in adopted:
        (ran.root / path).write_bytes(ran.after[path].encode())
    assert {step["action"] for step in said("plan", *files, *site)["steps"]} == {"skip"}


def test_what_stays_is_told_with_its_reason(ran: Ran) -> None:
    for each in ran.told:
        for left in each["left"]:
            assert left["block"] in PLACES
            assert all(reason["message"] for reason in left["reasons"])
            assert left["reasons"]
