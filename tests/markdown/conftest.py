"""Short ways to look at what a text was read as."""

from collections.abc import Callable

import pytest

from publisher.markdown.html_rules import HTML
from publisher.markdown.parse import Parsed, parse
from publisher.markdown.render import render
from publisher.markdown.walk import walk
from publisher.model.tree import Node


@pytest.fixture
def html() -> Callable[[str], str]:
    """The text as general HTML: compact, and complete enough to tell trees apart."""
    return lambda text: render(parse(text).document, HTML).strip()


@pytest.fixture
def found() -> Callable[..., list[Node]]:
    """All nodes of one kind, in reading order."""

    def find(text: str, kind: type[Node], **options: object) -> list[Node]:
        parsed: Parsed = parse(text, **options)  # type: ignore[arg-type]
        return [node for node in walk(parsed.document) if isinstance(node, kind)]

    return find
