"""`publish new TITLE`: start a post where this site keeps them, in its dialect."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from publisher.cli import options
from publisher.errors import ConfigError
from publisher.markdown.front_matter.abbrlink import abbrlink


@click.command()
@click.argument("title")
@click.option("--slug", help="The file's name; made from the title when not given.")
@options.site
def command(title: str, slug: str | None, site: Path | None) -> None:
    """Start a new post: front matter with title, date and a stable address, and a line to write on.

    The address key (abbrlink) is computed once from the title and never changes afterwards, also when
    the title does.
    """
    if not title.strip():
        raise click.UsageError("the title is empty")
    from publisher.source.settings import load_settings

    settings = load_settings(site or Path.cwd())
    now = datetime.now(ZoneInfo(settings.site.timezone))
    name = slug or "-".join(re.findall(r"\w+", title.lower())) or "post"
    folder = settings.content[0]
    if settings.site.dialect == "jekyll":
        path = folder / f"{now:%Y-%m-%d}-{name}.md"
    else:
        path = folder / name / "index.md"
    if path.exists() or Path(name).name != name:
        raise ConfigError(f"{path} is there already", hint="choose another name with --slug")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manuscript(title, now, settings.site.dialect), encoding="utf-8", newline="\n")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    click.echo(f"wrote {shown}\nnext: write, then  publish {shown} --dry-run")


def manuscript(title: str, now: datetime, dialect: str) -> str:
    """The first text of a post. Hexo reads naive local dates, the others need the offset."""
    date = f"{now:%Y-%m-%d %H:%M:%S}" if dialect == "hexo" else now.isoformat(timespec="seconds")
    key = abbrlink(title)
    lines = [
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f'abbrlink: "{key}"' if dialect == "hexo" else f'slug: "{key}"',
        f"date: {date}",
        "tags: []",
        "categories: []",
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
