"""Links held against the whole site: what leads nowhere, elsewhere than it says, or twice. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.model.finding import Finding
from publisher.model.post import Post
from publisher.planning.check.codes import explained
from publisher.planning.check.links.anchored import anchored
from publisher.planning.check.links.own import dead, elsewhere, itself, local, meant, spelling
from publisher.planning.check.links.remark import Remark
from publisher.planning.check.links.repeated import repeated
from publisher.planning.check.links.uses import Use
from publisher.planning.check.links.whole import Whole
from publisher.planning.check.links.wording import says_other


def examine_links(post: Post, uses: Sequence[Use], whole: Whole, dialect: str) -> Iterator[Finding]:
    """Findings on a post's links, those that name lines of a block as one with all its lines."""
    for remark in _remarks(post, uses, whole, dialect):
        yield remark.finding(post.path)


def _remarks(post: Post, uses: Sequence[Use], whole: Whole, dialect: str) -> Iterator[Remark]:
    yield from dead(uses, whole.site, meant(whole))
    yield from local(uses, whole)
    yield from spelling(uses, whole.site)
    yield from elsewhere(uses, whole)
    yield from anchored(uses, post, whole, dialect)
    others = tuple(says_other(uses, whole))
    yield from others
    wrong = {use for remark in others for use in remark.uses}  # what they lead to is not what is meant
    right = [use for use in uses if use not in wrong]
    yield from itself(right, post.key)
    yield from repeated(right, whole)


def unlinked(path: str, title: str) -> Finding:
    """Said of a post that no other post leads to."""
    meaning = explained("post-unlinked")
    return Finding("post-unlinked", meaning.level, f"no other post links to “{title}”", meaning.remedy, path)
