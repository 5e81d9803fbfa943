"""What types cannot say about publish.toml: folders, addresses, zones, patterns, adapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from publisher import registry
from publisher.contract import Adapter, TargetSettings
from publisher.errors import ConfigError
from publisher.model.post import BlockRule
from publisher.source.tables import Mistake, choice, made

_NAME = re.compile(r"[A-Za-z0-9][\w-]*")
PUBLISH = "publish"
"""The key of a post's front matter that is ours."""
AT, SILENCE, RELATED, SERIES, GROUP = "at", "silence", "related", "series", "group"
RESERVED = (AT, SILENCE, RELATED, SERIES, GROUP)
"""The keys beside target names in a post's `publish:` table, so no target may be called one of them."""


class _Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    starts: tuple[str, ...] = ()
    line: str = ""
    place: Literal["top", "end", "none"] = "none"


def folders(setting: object) -> tuple[str, ...]:
    """A folder or a list of folders as a list; whatever else was written is left out."""
    names = (setting,) if isinstance(setting, str) else setting if isinstance(setting, list | tuple) else ()
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))


def site(root: Path, table: Mapping[str, object]) -> Iterator[Mistake]:
    """Mistakes in the values of `[site]`; values of a wrong type are somebody else's to report."""
    for name in folders(table.get("content", "content")):
        yield from _folder(root, name, ("site", "content"))
    if not folders(table.get("content", "content")) and "content" in table:
        yield Mistake(("site", "content"), "no folder is named: the posts must be somewhere")
    if isinstance(static := table.get("static", "."), str) and not _inside(root, static):
        yield Mistake(
            ("site", "static"), f'"{static}" lies outside the site: pictures are read from inside only'
        )
    for name in folders(table.get("adapters", ())):
        if not (root / name).is_dir():
            yield Mistake(("site", "adapters"), f'there is no folder "{name}"')
    for url in folders(table.get("url", ())):
        if url and not _is_url(url):
            yield Mistake(("site", "url"), f'"{url}" is no address: write it as "https://blog.example.com"')
    for url in folders(table.get("aliases", ())):
        if not _is_url(url):
            yield Mistake(
                ("site", "aliases"), f'"{url}" is no address: write it as "https://blog.example.com"'
            )
    if isinstance(zone := table.get("timezone", "UTC"), str) and not _is_zone(zone):
        yield Mistake(("site", "timezone"), choice(zone, _near(zone)))
    if isinstance(guard := table.get("guard", 1), int) and guard < 1:
        yield Mistake(("site", "guard"), "must be 1 or more")
    if isinstance(backfill := table.get("backfill", 0), int) and backfill < 0:
        yield Mistake(("site", "backfill"), "must be 0 (never) or more")


def profiles(table: Mapping[str, object]) -> Iterator[Mistake]:
    """Profiles are free, but text."""
    for name, value in table.items():
        if not isinstance(value, str):
            yield Mistake(("profiles", name), "text in quotes is wanted here")


def check(table: Mapping[str, object]) -> Iterator[Mistake]:
    """Mistakes in the values of `[check]`; whether the codes exist is for a check to say."""
    if isinstance(columns := table.get("code_columns", 0), int) and columns < 0:
        yield Mistake(("check", "code_columns"), "must be 0 (any length) or more")


def blocks(written: object) -> tuple[tuple[BlockRule, ...], tuple[Mistake, ...]]:
    """The rules of `[[blocks]]`, or what is wrong with them."""
    if not isinstance(written, list):
        return (), (Mistake(("blocks",), "a list of tables is wanted here: write [[blocks]], not [blocks]"),)
    rules: list[BlockRule] = []
    found: list[Mistake] = []
    for index, table in enumerate(written):
        at = ("blocks", index)
        if not isinstance(table, dict):
            found.append(Mistake(at, "a table is wanted here: write [[blocks]]"))
            continue
        block, wrong = made(table, _Block, at)
        found += (*wrong, *_pattern(table.get("line"), (*at, "line")))
        if block is None:
            continue
        rule = BlockRule(block.name, block.starts, block.line, block.place)
        found += _rule(rule, at, {known.name for known in rules})
        rules.append(rule)
    return tuple(rules), tuple(found)


def target(name: str, table: object) -> Iterator[Mistake]:
    """Mistakes in a target's name and form."""
    at = ("targets", name)
    if not isinstance(table, Mapping):
        yield Mistake(at, f"a table is wanted here: write [targets.{name}]")
    elif not _NAME.fullmatch(name) or name in RESERVED:
        kept = ", ".join(f"`{word}`" for word in RESERVED)
        yield Mistake(at, f"a target's name is a word of letters, digits, - and _, and none of {kept}")
    elif "adapter" not in table:
        yield Mistake(at, f'the key "adapter" is missing, e.g. adapter = "{name}"')


def adapter(name: object, at: tuple[str, ...]) -> tuple[Adapter[Any] | None, tuple[Mistake, ...]]:
    """The adapter of that name, or why there is none."""
    if not isinstance(name, str):
        return None, (Mistake(at, "text in quotes is wanted here"),)
    try:
        return registry.adapter(name), ()
    except ConfigError as why:
        known = registry.names()
        return None, (Mistake(at, choice(name, known) if name not in known else why.message),)
    except Exception as why:  # an adapter of the user's own may fail in any way while it is imported
        return None, (Mistake(at, f'"{name}" cannot be loaded: {type(why).__name__}: {why}'),)


def own(
    settings: TargetSettings, root: Path, content: tuple[Path, ...], at: tuple[str, ...]
) -> Iterator[Mistake]:
    """A folder of templates that cannot be, and what the adapter itself finds wrong: its settings may have a
    method `problems(root, content)` that gives messages, each beginning with the key it is about in
    backquotes."""
    folder = settings.templates
    if folder and not _inside(root, folder):
        yield Mistake((*at, "templates"), f'"{folder}" lies outside the site: copy the templates into it')
    elif folder and not (root / folder).is_dir():
        yield Mistake((*at, "templates"), f'there is no folder "{folder}"')
    problems = getattr(settings, "problems", None)
    for message in problems(root, content) if callable(problems) else ():
        key = re.match(r"`([\w.]+)`", message)
        yield Mistake((*at, *(key[1].split(".") if key else ())), message)


def _rule(rule: BlockRule, at: tuple[str | int, ...], taken: set[str]) -> Iterator[Mistake]:
    if not _NAME.fullmatch(rule.name):
        yield Mistake((*at, "name"), "a block's name is a word: it names the template")
    elif rule.name in taken:
        yield Mistake((*at, "name"), f'there are two blocks "{rule.name}": put their starts together')
    if not rule.line and not any(start.strip("* ") for start in rule.starts):
        yield Mistake(at, 'nothing says how to recognise it: set "starts" or "line"')


def _pattern(line: object, at: tuple[str | int, ...]) -> Iterator[Mistake]:
    try:
        re.compile(line if isinstance(line, str) else "")
    except re.error as why:
        yield Mistake(at, f"not a regular expression: {why}")


def _folder(root: Path, name: str, at: tuple[str, ...]) -> Iterator[Mistake]:
    if not _inside(root, name):
        yield Mistake(at, f'"{name}" lies outside the site: put publish.toml above the posts')
    elif not (root / name).is_dir():
        yield Mistake(at, f'there is no folder "{name}"')


def _inside(root: Path, name: str) -> bool:
    return (root / name).resolve().is_relative_to(root)


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of zones
        return False
    return True


def _near(zone: str) -> tuple[str, ...]:
    """Zones that could be meant; all of them would fill the screen."""
    city = zone.rpartition("/")[2].lower()
    return tuple(
        name for name in available_timezones() if name.rpartition("/")[2].lower()[:3] == city[:3]
    ) or (
        "Asia/Shanghai",
        "Europe/Berlin",
        "UTC",
    )
