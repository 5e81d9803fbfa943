"""A changed line → the same change in the stretch of source it was made of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from publisher.markdown.rewrite import Edit
from publisher.markdown.seen import SHOWN, TOKEN, atoms, token
from publisher.markdown.walk import walk
from publisher.model.tree import Link, Math
from publisher.planning.takeback.leaves import Leaf, is_picture

SIGNS = re.compile(r"^(?:> )?(?:#{1,6} |• |◦ |▪ |☑ |☐ |#\. |\d+\. |\| )?")
"""What a line may begin with that is no word of its stretch."""
CAPTIONED = re.compile(r"(?:> )?<图 (\S+) (.*)>")
SPECIAL = re.compile(r"([\\`*_\[\]<>$])")


class Unclear(Exception):
    """The change cannot be put into the source without guessing."""


def edits(old: str, new: str, leaf: Leaf, text: str, *, escaped: bool) -> tuple[Edit, ...]:
    """What is to be put where. Words are taken over as they are, or with Markdown's signs `escaped`. Raises
    Unclear."""
    if SIGNS.match(old).group() != SIGNS.match(new).group():  # type: ignore[union-attr]  # it may be empty
        raise Unclear
    before, after = atoms(old), atoms(new)
    places = _places(before, leaf, text)
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[i1:i2], after[j1:j2]
        if len(gone) == len(come) == 1 and TOKEN.fullmatch(gone[0]) and TOKEN.fullmatch(come[0]):
            found.append(_other(gone[0], come[0], leaf, text))
            continue
        put = "".join(as_markdown(come, escaped=escaped))
        start, end = _where(places, i1, i2)
        found.append(Edit(start, end, put))
    return tuple(found)


def caption(old: str, new: str, among: Sequence[Leaf], text: str) -> tuple[Edit, ...]:
    """Another caption of a picture whose name is the same, where the source has the old one as it is, once.
    Raises Unclear."""
    before, after = (CAPTIONED.fullmatch(line) for line in (old, new))
    if before is None or after is None or before[1] != after[1] or not after[2]:
        raise Unclear
    was = _unescaped(before[2])
    figures = [leaf for leaf in among if is_picture(leaf.node) and text.count(was, leaf.start, leaf.end) == 1]
    if not was or len(figures) != 1:
        raise Unclear
    at = text.index(was, figures[0].start)
    return (Edit(at, at + len(was), _unescaped(after[2])),)


def as_markdown(seen: Sequence[str], *, escaped: bool) -> Iterator[str]:
    """Words, emphasis and formulas as an author writes them. Raises Unclear for what else there may be."""
    for atom in seen:
        if not TOKEN.fullmatch(atom):
            yield SPECIAL.sub(r"\\\1", atom) if escaped else atom
            continue
        inner = atom[1:-1]
        if (mark := SHOWN.get(inner.removeprefix("/"))) is not None and mark != SHOWN["u"]:
            yield mark
        elif len(inner) > 2 and inner[0] == inner[-1] == "$":
            yield _unescaped(inner)
        else:
            raise Unclear


def _places(seen: Sequence[str], leaf: Leaf, text: str) -> list[int | None]:
    """The offset in the source of each atom that stands there as it is."""
    source = [
        "" if at in leaf.masked else character
        for at, character in enumerate(text[leaf.start : leaf.end], leaf.start)
    ]
    places: list[int | None] = [None] * len(seen)
    for block in SequenceMatcher(None, seen, source, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            places[block.a + offset] = leaf.start + block.b + offset
    return places


def _where(places: Sequence[int | None], start: int, end: int) -> tuple[int, int]:
    """The source's range for these atoms, where it holds nothing else; for none, the place between the two
    neighbours: right behind the one, or else right before the other."""
    if start == end:
        before = places[start - 1] if start else None
        after = places[start] if start < len(places) else None
        if before is not None:
            return before + 1, before + 1
        if after is not None:
            return after, after
        raise Unclear
    found = [place for place in places[start:end] if place is not None]
    if len(found) != end - start or found[-1] - found[0] != end - start - 1:
        raise Unclear
    return found[0], found[-1] + 1


def _other(gone: str, come: str, leaf: Leaf, text: str) -> Edit:
    """Another formula, or another address, in the place of one that the stretch holds once."""
    for node in walk(leaf.node):
        if node.span is None:
            continue
        written = node.tex if isinstance(node, Math) else node.url if isinstance(node, Link) else ""
        sign = "$" if isinstance(node, Math) else ""
        if not written or token(f"{sign}{written}{sign}") != gone or not come.startswith(f"<{sign}"):
            continue
        inside, start = text[slice(*node.span)], node.span[0]
        at = inside.rfind(written)
        same = [
            other for other in walk(leaf.node) if getattr(other, "tex" if sign else "url", None) == written
        ]
        if at < 0 or len(same) != 1:
            break
        put = _unescaped(come[1:-1])
        put = put[1:-1] if sign else put
        return Edit(start + at, start + at + len(written), put)
    raise Unclear


def _unescaped(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
