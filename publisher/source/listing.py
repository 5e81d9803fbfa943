"""Posts that a front matter lists as related: whether they are there, and where the list is to stand."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.markdown.blocks.listed import Wanted, is_unknown, wanted
from publisher.markdown.front_matter import FrontMatter
from publisher.model.post import BlockRule, Note
from publisher.source.checks import PUBLISH, RELATED
from publisher.source.index import Index
from publisher.source.options import Lines


def placed(rules: Iterable[BlockRule], front: FrontMatter) -> tuple[BlockRule, ...]:
    """The rules for a post: one that lists related posts has a place for them, whatever its rule says."""
    asked = bool(_wanted(front))
    return tuple(
        replace(rule, place="end") if asked and (rule.name, rule.place) == (RELATED, "none") else rule
        for rule in rules
    )


def remarks(rules: Iterable[BlockRule], index: Index, text: str, front: FrontMatter) -> Iterator[Note]:
    """Listed posts that are not there (yet), and a list that no block shows."""
    items, line = _wanted(front), Lines(text, front)
    if items and not any(rule.name == RELATED for rule in rules):
        yield Note(
            "block-place",
            f"publish.related is shown nowhere: publish.toml has no [[blocks]] with the name {RELATED}",
            line.of(RELATED),
        )
    for item in items:
        if is_unknown(item, index.index):
            told = f'; did you mean "{close}"?' if (close := _close(item.url, index)) else ""
            detail = f"publish.related: {item.url} means no post of this site and is left out{told}"
            yield Note("related-unknown", detail, line.saying(item.url, RELATED))


def _wanted(front: FrontMatter) -> tuple[Wanted, ...]:
    table = front.data.get(PUBLISH)
    related = table.get(RELATED) if isinstance(table, dict) else None
    try:
        return wanted(related) if related is not None else ()
    except ValueError:  # a problem of the table's
        return ()


def _close(word: str, index: Index) -> str:
    known = [name for entry in index.entries.values() for name in (entry.title, entry.key, entry.path)]
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")
