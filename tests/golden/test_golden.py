"""Every feature of the dialects, and what each platform gets of it: kept in files people can read.

`pytest tests/golden --update-golden` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from publisher import registry
from publisher.errors import SourceError
from publisher.model.post import Asset, Note
from publisher.model.rendition import REFERENCE

HERE = Path(__file__).parent
FEATURES = sorted(f"{file.parent.name}/{file.stem}" for file in HERE.glob("*/*.md") if "." not in file.stem)
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "section", "blockquote", "ul", "ol", "pre", "table", "hr"})
VOID = frozenset({"br", "hr", "img", "input", "col"})


@pytest.mark.parametrize("name", registry.names())
@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_reaches_a_platform_as_its_golden_file_says(
    feature: str, name: str, golden_site: Callable[[str], Any], request: pytest.FixtureRequest
) -> None:
    dialect, stem = feature.split("/")
    site = golden_site(dialect)
    suffix, text = made(site, stem, name)
    file = HERE / dialect / f"{stem}.{name}.{suffix}"
    if request.config.getoption("--update-golden"):
        for old in file.parent.glob(f"{stem}.{name}.*"):
            old.unlink()
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), f"there is no golden file yet: run pytest {HERE.name} --update-golden"
    assert text == file.read_text(encoding="utf-8")


def test_no_golden_file_is_left_of_a_feature_or_adapter_that_is_gone() -> None:
    known = {*FEATURES, *(f"{feature}.{name}" for feature in FEATURES for name in registry.names())}
    kept = {f"{file.parent.name}/{file.stem}" for file in HERE.glob("*/*.*") if file.suffix != ".pyc"}
    assert kept == known


def made(site: Any, stem: str, name: str) -> tuple[str, str]:
    """The kind of text, and the text: body, then notes. A refusal is told instead of a body."""
    post = site.post(stem)
    if post.problems:
        return "txt", "".join(f"problem at line {found.line}: {found.message}\n" for found in post.problems)
    try:
        rendition = site.render(post, name)
    except SourceError as error:
        return "txt", f"error at line {error.line}: {error.message}\n"
    body = named(rendition.body, rendition.assets)
    if rendition.format == "html":
        body = shortened(broken(body))
    notes = dict.fromkeys((*post.notes, *rendition.notes))
    return rendition.format, f"{body.rstrip()}\n" + "".join(
        f"\n{told(note)}" for note in notes
    ) + "\n" * bool(notes)


def told(note: Note) -> str:
    return f"note {note.kind} at line {note.line}: {note.detail}"


def named(body: str, assets: Mapping[str, Asset]) -> str:
    """Pictures by their names instead of by the hash of their source."""
    return REFERENCE.sub(lambda found: f"asset:{assets[found.group()].name}", body)


def broken(html: str) -> str:
    """A line break before the tag of each outermost block; where one holds all others, before those too."""
    reader = Outermost(html)
    starts = reader.starts[0] if len(reader.starts[0]) > 1 else sorted(reader.starts[0] + reader.starts[1])
    pieces = (html[start:end] for start, end in pairwise([0, *starts[1:], len(html)]))
    return "\n".join(pieces)


class Outermost(HTMLParser):
    """Where the outermost elements begin, and blocks directly within them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: tuple[list[int], list[int]] = ([], [])
        self.depth = 0
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        line, column = self.getpos()
        if self.depth == 0 or (self.depth == 1 and tag in BLOCKS):
            self.starts[self.depth].append(self.lines[line - 1] + column)
        self.depth += tag not in VOID

    def handle_startendtag(self, tag: str, _attributes: object) -> None:
        self.handle_starttag(tag, ())
        self.depth -= tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID


def shortened(html: str) -> str:
    """Drawn outlines, which nobody can read, as their first signs and a hash."""
    return re.sub(r'\bd="([^"]{24})([^"]*)"', lambda d: f'd="{d[1]}…{digest(d[2])}"', html)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
