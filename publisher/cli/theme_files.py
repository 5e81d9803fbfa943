"""`publish theme copy` and `check`: a theme of the user's own, in a file of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible
from publisher.errors import ConfigError

if TYPE_CHECKING:
    from publisher.source.settings import Settings, Target


@click.command()
@click.argument("name")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@options.targets
@options.site
def copy(name: str, file: Path | None, targets: tuple[str, ...], site: Path | None) -> int:
    """Write a theme's CSS into the site (FILE, else styles/my-NAME.css), to be edited.

    It looks the same until you change it. A file that is there already is never overwritten.
    """
    from publisher.preview.themes import sheets
    from publisher.source.view import STYLES

    settings, dressed = targets_with_themes(site, targets)
    known = {
        sheet.name: (target, sheet)
        for target in dressed
        for sheet in sheets(target.adapter.resources)
        if not sheet.palette
    }
    if name not in known:
        raise ConfigError(f"there is no theme {name!r}", hint=f"there are: {', '.join(sorted(known))}")
    target, sheet = known[name]
    path = (file or settings.root / STYLES / f"my-{name}.css").resolve()
    if not path.is_relative_to(settings.root.resolve()):
        raise ConfigError(f"{path} lies outside the site", hint=f"name a file below {settings.root}")
    if path.exists():
        raise ConfigError(f"{path} is there already", hint="name another file, or move that one away")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(target.adapter.resources[sheet.path], encoding="utf-8", newline="\n")
    inside = path.relative_to(settings.root.resolve()).as_posix()
    click.echo(f'wrote {inside}\nnext: in publish.toml, [targets.{target.name}]:  theme = "{inside}"')
    click.echo(f"then: publish theme check {inside}   ·   publish theme try POST")
    return 0


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.targets
@options.site
def check(file: Path | None, targets: tuple[str, ...], site: Path | None) -> int:
    """Hold a theme of your own against what the platforms keep; without FILE, those the targets use.

    Each line says what happens there and what to do about it. Exits with 1 when something is not kept or
    could not be read by readers; a note alone is no reason.
    """
    from publisher.model.finding import Level
    from publisher.planning.check.codes import explained

    settings, dressed = targets_with_themes(site or (file.parent if file else None), targets)
    found: dict[tuple[str, int, Level, str], list[str]] = {}
    checked = list(_own(settings, dressed, file))
    for target, path, shown in checked:
        for note in target.adapter.inspect(shown, _read(path)):
            level = explained(note.kind, target.adapter).level
            found.setdefault((shown, note.line, level, f"{note.detail} [{note.kind}]"), []).append(
                target.name
            )
    for (shown, line, level, text), names in found.items():
        who = f" ({', '.join(names)})" if len(dressed) > 1 else ""
        where = f"{shown}:{line}" if line else shown
        click.echo(visible(f"{where}: {level}: {text}{who}"))
    wrong = sum(key[2] != Level.NOTE for key in found)
    files = len({shown for _, _, shown in checked})
    click.echo(f"{files} file{'s' * (files != 1)}: {wrong} to mend, {len(found) - wrong} notes")
    return 1 if wrong else 0


def targets_with_themes(site: Path | None, targets: tuple[str, ...]) -> tuple[Settings, tuple[Target, ...]]:
    """The targets asked for whose adapters bring themes; ConfigError when there is none."""
    from publisher.cli.workspace import choose
    from publisher.preview.themes import sheets
    from publisher.source.settings import load_settings

    settings = load_settings(site or Path.cwd())
    dressed = tuple(target for target in choose(settings, targets) if sheets(target.adapter.resources))
    if not dressed:
        raise ConfigError(
            "none of these targets has themes", hint="a blog has its own; name another with --to"
        )
    return settings, dressed


def _own(
    settings: Settings, dressed: tuple[Target, ...], file: Path | None
) -> Iterator[tuple[Target, Path, str]]:
    """Each target with the file to look at, and that file's name below the root (else as given)."""
    root = settings.root.resolve()
    for target in dressed:
        path = file.resolve() if file else root / str(getattr(target.settings, "theme", ""))
        if path.is_file():
            yield target, path, path.relative_to(root).as_posix() if path.is_relative_to(root) else str(file)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as why:
        raise ConfigError(f"{path} cannot be read: {why}", hint="save it as UTF-8 text") from None
