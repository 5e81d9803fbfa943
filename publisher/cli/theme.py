"""`publish theme`: the looks an article can have: list, copy, check them, and see a post in each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.cli import options
from publisher.cli.theme_files import check, copy, targets_with_themes
from publisher.errors import ConfigError

if TYPE_CHECKING:
    from publisher.preview.pages import View
    from publisher.source.settings import Target

EPILOG = """\b
Examples:
  publish theme                              themes and palettes, with a line about each
  publish theme try content/hello            the post in every theme, on one page, light and dark
  publish theme copy literary                a copy to edit, in styles/
  publish theme check styles/my-literary.css what would not be kept, with file:line
\b
A theme is chosen in publish.toml, or for one post in its front matter:
  [targets.NAME]  theme = "literary"  palette = "night"  accent = "#155093"
  publish: {NAME: {theme: literary, accent: "#155093"}}
A theme of your own is a CSS file in the site:  theme = "styles/mine.css"
\b
Exit codes: 0 all well · 1 `check` found something that is not kept · 2 wrong usage or settings."""


@click.group(epilog=EPILOG, invoke_without_command=True, subcommand_metavar="[copy | check | try]")
@options.targets
@options.site
@options.as_json
@click.pass_context
def command(context: click.Context, targets: tuple[str, ...], site: Path | None, as_json: bool) -> int | None:
    """List the themes a target's posts can have, and what colours its code; copy, check or try one.

    Only targets whose platform takes a style of ours have any.
    """
    if context.invoked_subcommand is not None:
        return None
    settings, dressed = targets_with_themes(site, targets)
    if as_json:
        click.echo(
            json.dumps(
                {"version": 1, "targets": [_described(t) for t in dressed]},
                ensure_ascii=False,
                indent=2,
            )
        )
        return 0
    for target in dressed:
        _list(target)
    first = next((path.relative_to(settings.root).as_posix() for path in settings.content[:1]), "content")
    click.echo(f"next: publish theme try {first}/POST   ·   publish theme copy NAME")
    return 0


@command.command(name="try")
@click.argument("post")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write the page; else .publish/preview.",
)
@options.targets
@options.site
def try_(post: str, out: Path | None, targets: tuple[str, ...], site: Path | None) -> int:
    """Write one page that shows a post in every theme side by side, light and dark, to choose by eye."""
    from publisher.cli import say
    from publisher.cli.workspace import open_workspace
    from publisher.preview.pages import write_page
    from publisher.preview.themes import sheets, views

    workspace = open_workspace(site, targets, (post,))
    tools = workspace.tools(lenient=True)
    renderer = workspace.renderer(tools, keep=False)
    found: list[View] = []
    name = source = ""
    for work in renderer.works(workspace.posts((post,), every=False), named=True):
        name, source = work.post.key, work.post.path
        if sheets(work.adapter.resources):
            found += views(work, renderer.prepare)
    if not found:
        raise ConfigError("none of these targets has themes", hint="name one with --to")
    page = write_page(
        out or workspace.root / ".publish" / "preview",
        workspace.root,
        f"{name}-themes",
        source,
        found,
        tools,
    )
    for view in found:
        if view.error is not None:
            say.fault(view.error)
    click.echo(f"{sum(view.page is not None for view in found)} looks: {page.resolve().as_uri()}")
    return 1 if any(view.error for view in found) else 0


for own in (copy, check):
    command.add_command(own)


def _list(target: Target) -> None:
    from publisher.preview.themes import sheets

    click.echo(click.style(target.name, bold=True) + f'  theme = "{getattr(target.settings, "theme", "")}"')
    found = sheets(target.adapter.resources)
    wide = max(len(sheet.name) for sheet in found)
    palettes = False
    for sheet in found:
        if sheet.palette and not palettes:
            click.echo("  palettes for code")
            palettes = True
        first, *more = sheet.about or ("",)
        click.echo(f"  {sheet.name:<{wide}}  {sheet.title}  {first}")
        for line in more:
            click.echo(f"  {'':<{wide}}  {click.style(line, dim=True)}")


def _described(target: Target) -> dict[str, object]:
    from publisher.preview.themes import sheets

    def listed(*, palettes: bool) -> list[dict[str, Any]]:
        return [
            {"name": sheet.name, "title": sheet.title, "about": list(sheet.about)}
            for sheet in sheets(target.adapter.resources)
            if sheet.palette is palettes
        ]

    chosen = {key: getattr(target.settings, key, "") for key in ("theme", "palette")}
    return {
        "target": target.name,
        **chosen,
        "themes": listed(palettes=False),
        "palettes": listed(palettes=True),
    }
