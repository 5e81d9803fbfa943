"""What became of the posts a post links to: since it was sent, and before it may be sent. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.passes.lookup import find, lies_here
from publisher.model.plan import Change, Moved
from publisher.model.post import Entry, PostKey
from publisher.model.rendition import Rendition
from publisher.planning.prepare import Work

OWN = (Change.PUBLISHED, Change.WITHDRAWN)
MOST_TOLD = 3
"""Links a reason names; the others are counted."""


def moved(before: Mapping[str, str] | None, rendition: Rendition, work: Work) -> tuple[Moved, ...]:
    """The prose's links that would be sent otherwise than `before` (`Receipt.links`; None = not known, so
    nothing is). A link that is on one side only was, or is, sent as it was written; one to the post itself
    matters little: that it became public is no reason to touch it."""
    if before is None:
        return ()
    now = rendition.addresses
    pairs = ((name, before.get(name, name), now.get(name, name)) for name in dict.fromkeys((*now, *before)))
    links = (_moved(*pair, rendition, work) for pair in pairs if pair[1] != pair[2])
    return tuple(link for link in links if link.post != work.post.key or link.change not in OWN)


def missing(rendition: Rendition, work: Work) -> tuple[Entry, ...]:
    """The own posts the prose links to that are not public on this target, though they are to be there; the
    post itself, and whatever stands on the target by its very address on the site, aside."""
    keys = dict.fromkeys(_key(name, rendition, work) for name in rendition.addresses)
    entries = (work.site.entries[key] for key in keys if key is not None and key != work.post.key)
    return tuple(
        entry
        for entry in entries
        if not work.site.addresses.get(entry.key)
        and not work.adapter.address(entry.url)
        and work.target not in entry.left_out
    )


def told(links: tuple[Moved, ...]) -> str:
    """`links to «T», which is now at ADDRESS`: the first few, the others counted."""
    phrases = tuple(dict.fromkeys(map(_phrase, links)))
    more = f"; and {len(phrases) - MOST_TOLD} more" if len(phrases) > MOST_TOLD else ""
    return "links to " + "; to ".join(phrases[:MOST_TOLD]) + more


def _moved(written: str, before: str, now: str, rendition: Rendition, work: Work) -> Moved:
    key = _key(written, rendition, work)
    entry = work.site.entries[key] if key is not None else None
    there, here = _address(before), _address(now)
    change = _change(written, there, here, entry, work)
    return Moved(key or "", entry.title if entry else "", change, written, there, here)


def _change(written: str, before: str, now: str, entry: Entry | None, work: Work) -> Change:
    if before == now:
        return Change.RENAMED
    if written == before and not lies_here(before, work.site):
        return Change.FOUND
    was_public = _is_article(before, entry, work)
    if entry is not None and now == work.site.addresses.get(entry.key):
        return Change.MOVED if was_public else Change.PUBLISHED
    return Change.WITHDRAWN if was_public and not _is_article(now, entry, work) else Change.MOVED


def _is_article(address: str, entry: Entry | None, work: Work) -> bool:
    """Whether an address is one of an article there, on a target where the site's own pages are none."""
    on_site = entry is not None and bool(work.adapter.address(entry.url))
    return not on_site and bool(work.adapter.address(address))


def _phrase(link: Moved) -> str:
    name = f"«{link.title}»" if link.title else link.written
    match link.change:
        case Change.PUBLISHED:
            return f"{name}, which is now at {link.now}"
        case Change.FOUND:
            return f"{name} by {link.written}, known as that post's by now: it leads to {link.now}"
        case Change.RENAMED:
            return f"{name}, which was renamed"
        case Change.WITHDRAWN:
            return f"{name}, which is no longer public there: the link leads to {link.now} again"
        case Change.MOVED:
            return f"{name}, which moved to {link.now}" if link.now else f"{name}, which is gone"


def _address(sent: str) -> str:
    """Of what a link became, its address alone: words filled in from a title follow it."""
    return sent.partition(" ")[0]


def _key(written: str, rendition: Rendition, work: Work) -> PostKey | None:
    """The post a link of the prose leads to, as it was found when rendering, else as it would be now."""
    spellings = {written, _address(rendition.addresses.get(written, ""))}
    found = (PostKey(use.own) for use in rendition.links if use.own and use.url in spellings)
    return next((key for key in found if key in work.site.entries), None) or find(written, work.site)
