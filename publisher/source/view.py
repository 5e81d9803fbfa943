"""The site as one target sees it: what a pure render needs to know beyond its post."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.errors import ConfigError
from publisher.model.post import Site
from publisher.model.record import Places
from publisher.source.graph import Graph
from publisher.source.index import Index
from publisher.source.settings import FILE, Settings, Target

_NO_PLACES, _NO_GRAPH = Places(), Graph()
STYLES = "styles"
"""The folder of a site for style sheets of its own."""


def view(
    settings: Settings, index: Index, target: Target, places: Places = _NO_PLACES, graph: Graph = _NO_GRAPH
) -> Site:
    """The site for one target. ConfigError when a template or theme of the user's own cannot be read."""
    site, wanted = settings.site, target.settings
    names = (name.casefold() for each in settings.targets.values() for name in each.adapter.names)
    related = target.adapter.related if wanted.related is None else wanted.related
    return Site(
        title=site.title,
        url=site.url,
        aliases=site.aliases,
        author=site.author,
        timezone=site.timezone,
        dialect=site.dialect,
        permalink=site.permalink,
        target=target.name,
        profiles=settings.profiles,
        entries=index.entries,
        index=index.index,
        addresses=places.there.get(target.name, {}),
        elsewhere=places.elsewhere,
        own_links=wanted.own_links,
        citations=graph.citations,
        sections=graph.sections,
        related=0 if related == "all" else related,
        cut_kept=wanted.related is not None and related != "all",
        qr_codes=target.adapter.qr_codes if wanted.qr_codes is None else wanted.qr_codes,
        platforms=tuple(sorted(set(names))),
        resources=resources(settings, target),
        blocks=settings.blocks,
    )


def resources(settings: Settings, target: Target) -> Mapping[str, str]:
    """The adapter's templates and themes, the user's own laid over them: the files of the folder
    `templates` names, and as `theme/<its name>` the file `theme` names and those in `styles/`, which a post
    may name. Only the former stands in for one of the adapter's."""
    own = {name: text for name, (_, text) in _own(settings, target).items()}
    return {**_styles(settings, target), **target.adapter.resources, **own}


def own_resources(settings: Settings, target: Target) -> Mapping[str, str]:
    """The texts of the user's own templates and theme, by their paths below the site's root."""
    return dict(_own(settings, target).values())


def _own(settings: Settings, target: Target) -> Mapping[str, tuple[str, str]]:
    """Path and text of each of the user's own resources, by the name a render knows it by."""
    own: dict[str, tuple[str, str]] = {}
    folder = target.settings.templates
    if folder:
        if not (settings.root / folder).is_dir():
            raise _missing(target, "templates", f'there is no folder "{folder}"')
        for file in sorted((settings.root / folder).glob("*.j2")):
            path = f"{folder.rstrip('/')}/{file.name}"
            own[f"templates/{file.name}"] = path, _read(settings, target, "templates", path)
    theme = getattr(target.settings, "theme", "")
    if isinstance(theme, str) and theme and (settings.root / theme).is_file():
        own[f"theme/{theme.rpartition('/')[2]}"] = theme, _read(settings, target, "theme", theme)
    return own


def _styles(settings: Settings, target: Target) -> Mapping[str, str]:
    """What a post may name; a site may keep other style sheets there too, which nobody asks for."""
    if not any(path.startswith("theme/") for path in target.adapter.resources):
        return {}
    files = sorted((settings.root / STYLES).glob("*.css"))
    return {f"theme/{file.name}": _read(settings, target, "theme", f"{STYLES}/{file.name}") for file in files}


def _read(settings: Settings, target: Target, key: str, path: str) -> str:
    file = (settings.root / path).resolve()
    if not file.is_relative_to(settings.root):
        raise _missing(target, key, f'"{path}" lies outside the site')
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as why:
        raise _missing(target, key, f'"{path}" cannot be read: {why}') from None


def _missing(target: Target, key: str, message: str) -> ConfigError:
    return ConfigError(
        f"targets.{target.name}.{key}: {message}", hint="paths start at the site's root", path=FILE
    )
