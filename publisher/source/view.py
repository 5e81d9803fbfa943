"""The site as one target sees it: what a pure render needs to know beyond its post."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.errors import ConfigError
from publisher.model.post import PostKey, Site
from publisher.source.index import Index
from publisher.source.settings import FILE, Settings, Target


def view(settings: Settings, index: Index, target: Target, addresses: Mapping[PostKey, str]) -> Site:
    """`addresses` is where each post stands on this target. ConfigError when a template or theme of the
    user's own cannot be read."""
    site = settings.site
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
        addresses=addresses,
        resources=resources(settings, target),
        blocks=settings.blocks,
    )


def resources(settings: Settings, target: Target) -> Mapping[str, str]:
    """The adapter's templates and themes, the user's own laid over them: the files of the folder
    `templates` names, and the file `theme` names, as `theme/<its name>`."""
    own: dict[str, str] = {}
    folder = target.settings.templates
    if folder:
        if not (settings.root / folder).is_dir():
            raise _missing(target, "templates", f'there is no folder "{folder}"')
        for file in sorted((settings.root / folder).glob("*.j2")):
            own[f"templates/{file.name}"] = _read(settings, target, "templates", f"{folder}/{file.name}")
    theme = getattr(target.settings, "theme", "")
    if isinstance(theme, str) and theme and (settings.root / theme).is_file():
        own[f"theme/{theme.rpartition('/')[2]}"] = _read(settings, target, "theme", theme)
    return {**target.adapter.resources, **own}


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
