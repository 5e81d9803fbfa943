"""The same own post more than once in one list. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.model.post import PostKey
from publisher.planning.check.links.remark import Remark
from publisher.planning.check.links.uses import Use
from publisher.planning.check.links.whole import Whole


def repeated(uses: Sequence[Use], whole: Whole) -> Iterator[Remark]:
    """Twice in one line of a list is fine: a title and a picture of it, for instance."""
    seen: dict[tuple[int, PostKey, str], Use] = {}
    for use in uses:
        if not use.list or use.own is None:
            continue
        first = seen.setdefault((use.list, use.own, use.fragment), use)
        if first.entry != use.entry:
            title = whole.entry(use.own).title
            told = f"“{title}” is in this list already, on line {first.line}"
            yield Remark("link-repeated", told, (use,))
