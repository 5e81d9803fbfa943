"""Links whose words are the title of another post, or name another part of a series. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.markdown.blocks.numbers import part, same, value
from publisher.model.post import PostKey
from publisher.planning import titles
from publisher.planning.check.links.remark import Remark
from publisher.planning.check.links.uses import Use
from publisher.planning.check.links.whole import Whole, only

_PLACE = re.compile(
    r"[\s(（\[【第]*(\d{1,3}|[一二三四五六七八九十]{1,3}|[上中下])[\s)）\]】篇章节回部期讲集]*"
)
"""Words that are nothing but a place in a series."""


def says_other(uses: Sequence[Use], whole: Whole) -> Iterator[Remark]:
    for use in uses:
        if use.own is None or use.auto or not use.words or use.fragment:
            continue
        title = whole.entry(use.own).title
        if titles.key(use.words) == titles.key(title):
            continue
        other = _by_title(use, whole)
        if other is None:
            other = _by_place(use, uses, whole)
        if other is None:
            continue
        told, key = other
        hint = f"write {whole.address(key)}" if key is not None else "link to the post the words name"
        yield Remark("link-says-other", f"{told}, but the link leads to “{title}”", (use,), hint)


Other = tuple[str, PostKey | None]
"""What the words say, and the post they mean, if the site has it."""


def _by_title(use: Use, whole: Whole) -> Other | None:
    """The words are a title, alone or behind a heading of their group (大模型算法题, (3))."""
    for words in (use.words, *(f"{lead}{use.words}" for lead in use.leads)):
        found = whole.called(words)
        if use.own in found:
            return None
        if found and words == use.words:
            return f"“{use.words}” is the title of another post", only(found)
        if found:
            return f"“{use.words}” stands for “{whole.entry(min(found)).title}” here", only(found)
    return None


def _by_place(use: Use, uses: Sequence[Use], whole: Whole) -> Other | None:
    """The words name one part of a series, and the post is another one of it."""
    assert use.own is not None
    counted = part(whole.entry(use.own).title)
    if counted is None:
        return None
    names = set(map(same, counted.names))
    said = _place(use.words)
    if said is not None:
        sure = any(same(lead).endswith(tuple(names)) for lead in use.leads) or _has_company(use, uses, whole)
    else:
        told = part(use.words)
        said, sure = (told.number, bool(names & set(map(same, told.names)))) if told else (None, False)
    if said is None or said == counted.number or not sure:
        return None
    posts = (whole.parts.get((name, said), frozenset()) for name in map(same, counted.names))
    return f"“{use.words}” names part {said} of a series", only(next(filter(None, posts), frozenset()))


def _has_company(use: Use, uses: Sequence[Use], whole: Whole) -> bool:
    """Whether another link beside this one is called by its place in the same series, rightly."""
    assert use.own is not None
    mine = part(whole.entry(use.own).title)
    for each in uses:
        said = _place(each.words)
        beside = each.list == use.list and (use.list or each.entry == use.entry)
        if each is use or each.own is None or said is None or not beside or mine is None:
            continue
        there = part(whole.entry(each.own).title)
        if there is not None and there.number == said and set(there.names) & set(mine.names):
            return True
    return False


def _place(words: str) -> int | None:
    """The number that is all a link's words say."""
    found = _PLACE.fullmatch(words)
    return value(found[1]) if found else None
