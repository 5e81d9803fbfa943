"""Links to a place within a page (`#heading`) that the page does not have. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.markdown.passes.lookup import is_preview, lies_here
from publisher.model.post import Post
from publisher.planning.check.links.remark import Remark
from publisher.planning.check.links.uses import Use
from publisher.planning.check.links.whole import Whole


def anchored(uses: Sequence[Use], post: Post, whole: Whole, dialect: str) -> Iterator[Remark]:
    """Places of own posts only, and only of their pages on the site: platforms give other ids."""
    for use in uses:
        if not use.fragment or use.own is None:
            continue
        if not (lies_here(use.url, whole.site) or is_preview(use.url)):
            continue
        there = whole.places(use.own)
        if there is None or there.has(use.fragment):
            continue
        near = there.nearest(use.fragment, dialect)
        page = "this post" if use.own == post.key else f"“{whole.entry(use.own).title}”"
        hint = f"did you mean #{near}?" if near else ""
        yield Remark("anchor-unknown", f"{page} has no place called #{use.fragment}", (use,), hint)
