"""`publish init`: look at the folder, write a publish.toml that fits it, and the git files beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from publisher import registry
from publisher.errors import ConfigError
from publisher.source.hexo import hexo_config

IGNORED = (".publish/cache/", ".publish/preview/", ".publish/sandbox/", ".publish/queue*")
MERGED = ".publish/ledger/**/*.jsonl merge=union"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--url", default="", help="The canonical address of the blog.")
@click.option("--title", default="", help="The site's title.")
def command(folder: Path, url: str, title: str) -> None:
    """Make a publish.toml for the site in FOLDER (default: here). Nothing that exists is overwritten.

    A Hexo, Hugo or Jekyll source tree is recognised, and what Hexo's _config.yml says is taken over.
    `since` is set to today on every target, so that the first run leaves your back catalogue alone; name
    a post to push it all the same.
    """
    path = folder / "publish.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already", hint="edit it, or remove it first")
    folder.mkdir(parents=True, exist_ok=True)
    kind, content, static = look(folder)
    known = hexo_config(folder) if kind == "hexo" else {}
    (folder / content).mkdir(parents=True, exist_ok=True)
    text = settings_text(
        url=url or known.get("url") or "https://blog.example.com",
        title=title or known.get("title") or folder.resolve().name,
        permalink=known.get("permalink") or ":abbrlink.html",
        timezone=known.get("timezone") or "Asia/Shanghai",
        author=known.get("author") or "",
        content=content,
        static=static,
        dialect=kind,
        today=date.today(),
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    add_lines(folder / ".gitignore", IGNORED)
    add_lines(folder / ".gitattributes", (MERGED,))
    click.echo(f"wrote {path} ({kind} source, posts in {content}/)")
    click.echo("next: set url and the targets in it, then  publish new TITLE  or  publish POST --dry-run")


def look(folder: Path) -> tuple[str, str, str]:
    """(dialect, content folder, static folder) of what stands there already."""
    if (folder / "source" / "_posts").is_dir():
        return "hexo", "source/_posts", "source"
    if any((folder / name).is_file() for name in ("hugo.toml", "hugo.yaml", "config.toml")):
        return "hugo", "content", "static"
    if (folder / "_posts").is_dir():
        return "jekyll", "_posts", "."
    return "hexo", "content", "content/static"


def settings_text(
    *,
    url: str,
    title: str,
    permalink: str,
    timezone: str,
    author: str,
    content: str,
    static: str,
    dialect: str,
    today: date,
) -> str:
    """A complete publish.toml with a target for every adapter at hand, secrets only named."""
    return f"""\
[site]
title = {quoted(title)}
url = {quoted(url)}                       # canonical addresses of posts
# aliases = ["http://blog.example.com"]   # other spellings of our own address
content = "{content}"               # a folder, or a list of folders
static = "{static}"                 # what a root-relative /images/x.png means
permalink = {quoted(permalink)}        # Hexo's tokens
timezone = {quoted(timezone)}
author = {quoted(author)}
dialect = "{dialect}"               # hexo | hugo | jekyll | plain

[profiles]                          # handed to the footer's template
blog = {quoted(url)}

# Regions of a post that are generated, not authored; place = "top" | "end" puts one where there is none.
[[blocks]]
name = "related"
starts = ["往期文章", "【往期文章】", "往期回顾", "推荐文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
""" + "".join(target_text(name, dialect, today) for name in registry.names())


def quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)


def target_text(name: str, dialect: str, today: date) -> str:
    """One `[targets.X]` table, from what its adapter says of itself."""
    lines = registry.adapter(name).example(dialect).strip()
    return f"""
[targets.{name}]
adapter = "{name}"
{lines}
since = {today}   # older posts are left alone unless named
"""


def add_lines(path: Path, lines: tuple[str, ...]) -> None:
    """Append those of the lines that the file lacks."""
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in lines if line not in there.splitlines()]
    if missing:
        glue = "" if not there or there.endswith("\n") else "\n"
        path.write_text(there + glue + "\n".join(missing) + "\n", encoding="utf-8", newline="\n")
