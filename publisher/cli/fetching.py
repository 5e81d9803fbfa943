"""Pictures of the web, fetched before a push begins, so that what is written is made for what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import click

from publisher.cli.workspace import Workspace
from publisher.model.post import WebOrigin
from publisher.planning.plan import Planned
from publisher.push.making import Making
from publisher.push.shelf import Shelf
from publisher.push.web import Web, to_fetch

AT_ONCE = 4


def open_making(workspace: Workspace) -> Making:
    """What a run's steps share: pictures made and fetched before are used again."""
    cache = workspace.settings.cache
    return Making.open(cache, Web(workspace.ledger(), Shelf(cache / "fetched") if cache else None))


def fetched(
    workspace: Workspace,
    planned: Sequence[Planned],
    making: Making,
    again: Callable[[], Sequence[Planned]],
) -> Sequence[Planned]:
    """The plan, with the steps made anew whose pictures turned out to be news; a picture that cannot be had
    fails its step when that is taken."""
    urls = to_fetch(planned, workspace.ledger())
    web = making.web
    if not urls or web is None:
        return planned
    click.echo(f"fetching {len(urls)} picture{'s' * (len(urls) > 1)} from the web…", err=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        news = {url for url, new in zip(urls, pool.map(web.learn, urls), strict=True) if new}
    if not news:
        return planned
    anew = {(each.step.post, each.step.target): each for each in again()}
    return tuple(
        anew.get((each.step.post, each.step.target), each) if _shows(each, news) else each for each in planned
    )


def _shows(planned: Planned, urls: set[str]) -> bool:
    rendition = planned.prepared.rendition
    origins = (asset.origin for asset in rendition.assets.values()) if rendition else ()
    return any(isinstance(origin, WebOrigin) and origin.url in urls for origin in origins)
