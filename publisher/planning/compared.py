"""Two states of one source as whole renditions: what the second one lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.markdown.blocks.lists import safe
from publisher.model.post import FileOrigin, WebOrigin
from publisher.model.rendition import Rendition
from publisher.planning.prepare import Prepared
from publisher.planning.proof import Reason


def differences(before: Sequence[Prepared], after: Sequence[Prepared]) -> Iterator[Reason]:
    """What whole renditions of the two states differ in that they may not: the author's part is the same to
    the byte, and no link and no picture is missing."""
    for old, new in zip(before, after, strict=True):
        target = new.work.target
        if old.rendition is None or new.rendition is None or (new.error and not old.error):
            error = new.error or old.error
            yield Reason(target, f"it cannot be rendered: {error.message if error else ''}")
            continue
        was, now = old.rendition, new.rendition
        if was.authored_digest != now.authored_digest or was.addresses != now.addresses:
            yield Reason(target, "the text around it would change there")
        for generated in (False, True):
            if missing := _leads(was, generated=generated) - _leads(now, generated=generated):
                yield Reason(target, f"the link {min(missing)} would be missing there")
        if pictures := _pictures(was) - _pictures(now):
            names = ", ".join(sorted(was.assets[ref].name for ref in pictures))
            yield Reason(target, f"the picture {names} would be missing there")


def _leads(rendition: Rendition, *, generated: bool) -> frozenset[str]:
    """Where links lead, all of them or those of generated blocks."""
    return frozenset(use.own or safe(use.url) for use in rendition.links if not (generated and use.line))


def _pictures(rendition: Rendition) -> frozenset[str]:
    """Files and pictures of the web: what is drawn may be drawn otherwise where there is more room."""
    found = rendition.assets.items()
    return frozenset(ref for ref, asset in found if isinstance(asset.origin, FileOrigin | WebOrigin))
