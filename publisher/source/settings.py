"""`publish.toml`: found upwards, validated as a whole, every mistake reported at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from publisher import registry
from publisher.contract import Adapter, TargetSettings
from publisher.errors import ConfigError
from publisher.markdown.front_matter.toml_lines import line_of, toml_lines
from publisher.model.post import BlockRule
from publisher.source import checks
from publisher.source.tables import Mistake, made, mistakes, suggestion

FILE = "publish.toml"
_SECTIONS = ("site", "profiles", "blocks", "targets", "ledger", "check")


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[site]`, as written; paths are relative to the site's root."""

    title: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    content: str | tuple[str, ...] = "content"
    static: str = "."
    permalink: str = ":year/:month/:day/:title/"
    timezone: str = "UTC"
    author: str = ""
    cover: str = ""  # for posts without a picture that suits: an address as in a post ("/images/cover.png")
    dialect: Literal["hexo", "hugo", "jekyll", "plain"] = "hexo"
    guard: int = 10
    backfill: int = 5  # drafts of one target that a run sends anew only because posts they link to moved
    adapters: tuple[str, ...] = ()  # further folders in which to look for adapters


class LedgerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[ledger]`: where it is kept besides this working copy."""

    branch: str = ""
    url: str = ""


class CheckSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[check]`: what `publish check` says nothing about, and when it fails."""

    silence: tuple[
        str, ...
    ] = ()  # codes, each for every post ("picture-alt") or some ("picture-alt:notes/*")
    code_columns: int = 80  # the longest line of code, a Chinese character counted as two; 0 = any
    fail_on: Literal["error", "warning", "note"] = "error"
    skip_links: tuple[str, ...] = ()  # outside addresses nobody asks for: "https://example.com/*"


@dataclass(frozen=True, slots=True)
class Target:
    """An adapter plus an account and its settings; `table` is what publish.toml says, as read."""

    name: str
    adapter: Adapter[Any]
    settings: TargetSettings
    table: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of a site's settings. `root` is the folder of `path` (publish.toml), symlinks resolved; `cache`
    a folder whose content may be deleted at any time, None = keep nothing."""

    root: Path
    path: Path
    site: SiteSettings
    profiles: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[BlockRule, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    cache: Path | None = None

    @property
    def content(self) -> tuple[Path, ...]:
        """The folders of posts."""
        return tuple(self.root / folder for folder in checks.folders(self.site.content))

    @property
    def static(self) -> Path:
        """The folder a root-relative address starts from."""
        return self.root / self.site.static

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.timezone)


def load_settings(start: Path) -> Settings:
    """The settings of the site that `start` (a file or folder) lies in. ConfigError holds every mistake,
    each as `publish.toml:LINE: key: what is wrong`."""
    path = _find(start)
    text = _read(path)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        reason, _, place = str(why).partition(" (at ")
        line = int("".join(c for c in place.partition(",")[0] if c.isdigit()) or text.count("\n") + 1)
        raise ConfigError(
            f"not valid TOML: {reason[:1].lower()}{reason[1:]}",
            hint="text goes in quotes, a list in [brackets]",
            path=FILE,
            line=line,
        ) from None
    return _settings(path, document, text)


def override(settings: Settings, target: str, changes: Mapping[str, object]) -> Settings:
    """The same settings with `changes` laid over one target's table, nested tables merged; validated
    again (ConfigError)."""
    table = _merged(settings.targets[target].table, changes)
    made_target, found = _target(settings.root, settings.content, target, table)
    if made_target is None:
        raise _error(found, {})
    return replace(settings, targets={**settings.targets, target: made_target})


def _find(start: Path) -> Path:
    start = start.absolute()
    if start.name == FILE and start.is_file():
        return start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return (folder / FILE).resolve()
    raise ConfigError(f"no {FILE} in {start} or above", hint="`publish init` writes one")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as why:
        raise ConfigError(
            f"not UTF-8 text: {why.reason} at byte {why.start}", hint="save it as UTF-8", path=FILE
        ) from None
    except OSError as why:
        raise ConfigError(f"cannot be read: {why.strerror}", path=str(path)) from None


def _settings(path: Path, document: Mapping[str, Any], text: str) -> Settings:
    root = path.parent
    found = [
        Mistake((key,), f"unknown key{suggestion(key, _SECTIONS)}")
        for key in document
        if key not in _SECTIONS
    ]
    tables = {name: document.get(name, {}) for name in ("site", "profiles", "targets", "ledger", "check")}
    for name, table in tables.items():
        if not isinstance(table, dict):
            found.append(Mistake((name,), f"a table is wanted here: write [{name}]"))
            tables[name] = {}
    # checked before the struct is made: a wrong type elsewhere must not hide a wrong folder
    found += mistakes(tables["site"], SiteSettings, ("site",))
    found += checks.site(root, tables["site"])
    ledger, wrong = made(tables["ledger"], LedgerSettings, ("ledger",))
    found += wrong
    check, wrong = made(tables["check"], CheckSettings, ("check",))
    found += (*wrong, *checks.check(tables["check"]))
    found += checks.profiles(tables["profiles"])
    blocks, wrong = checks.blocks(document.get("blocks", []))
    found += wrong
    registry.add_folders(root / folder for folder in checks.folders(tables["site"].get("adapters", ())))
    content = tuple(root / folder for folder in checks.folders(tables["site"].get("content", "content")))
    targets: dict[str, Target] = {}
    for name, table in tables["targets"].items():
        target, wrong = _target(root, content, name, table)
        found += wrong
        if target is not None:
            targets[name] = target
    if found:
        raise _error(found, toml_lines(text))
    site = msgspec.convert(tables["site"], SiteSettings)
    assert ledger is not None  # nothing found is wrong
    assert check is not None
    cache = root / ".publish" / "cache"
    return Settings(root, path, site, tables["profiles"], blocks, targets, ledger, check, cache)


def _target(
    root: Path, content: tuple[Path, ...], name: str, table: object
) -> tuple[Target | None, tuple[Mistake, ...]]:
    at = ("targets", name)
    found = tuple(checks.target(name, table))
    if found or not isinstance(table, Mapping):
        return None, found
    adapter, found = checks.adapter(table.get("adapter"), (*at, "adapter"))
    if adapter is None:
        return None, found
    settings, found = made(table, adapter.settings, at)
    if settings is None:
        return None, found
    found = tuple(checks.own(settings, root, content, at))
    return (None if found else Target(name, adapter, settings, table)), found


def _error(found: Iterable[Mistake], lines: Mapping[tuple[str | int, ...], int]) -> ConfigError:
    """Every mistake as one line, in the order of the file."""
    told = sorted(
        (line_of(lines, mistake.path), ".".join(map(_shown, mistake.path)), mistake.message)
        for mistake in found
    )
    problems = tuple(
        ": ".join(filter(None, (f"{FILE}:{line}" if line else FILE, key, message)))
        for line, key, message in told
    )
    return ConfigError("\n".join(problems), problems=problems)


def _shown(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


def _merged(table: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    result = dict(table)
    for key, value in changes.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = _merged(old, value) if both else value  # type: ignore[arg-type]  # `both` has checked
    return result
