"""`publish render [POST…] --out DIR`: write what would be sent, target by target."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from publisher.cli import options
from publisher.cli.visible import visible
from publisher.errors import ConfigError

if TYPE_CHECKING:
    from publisher.cli.workspace import Workspace
    from publisher.contract import Tools
    from publisher.model.post import Asset
    from publisher.model.rendition import Rendition
    from publisher.planning.prepare import Prepared


@click.command()
@options.posts
@options.every
@options.targets
@options.site
@options.as_json
@options.lenient
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Where to write.",
)
@click.option(
    "--assets", is_flag=True, help="Write the pictures too, into DIR/assets, and refer to them there."
)
def command(
    posts: tuple[str, ...],
    every: bool,
    targets: tuple[str, ...],
    site: Path | None,
    as_json: bool,
    lenient: bool,
    out: Path,
    assets: bool,
) -> int:
    """Write what would be sent for these posts (default: all) below DIR; nothing is sent.

    \b
    DIR/<target>/<key>/body.html or body.md   the body; pictures stand in it as asset:<sha256>
    DIR/<target>/<key>/rendition.json         title, digest, cover, links, notes, formulas, pictures
    """
    from publisher.cli import say
    from publisher.cli.workspace import open_workspace

    workspace = open_workspace(site, targets, posts)
    keep_out(out, workspace)
    tools = workspace.tools(lenient=lenient)
    documents: list[dict[str, object]] = []
    failed = written = 0
    renderer = workspace.renderer(tools)
    for work in renderer.works(workspace.posts(posts, every=every or not posts), named=True):
        prepared = renderer.prepare(work)
        if prepared.error is not None:
            failed += prepared.rendition is None
            click.echo(f"✗ {work.target:<8} {visible(work.post.path)}", err=True)
            say.fault(prepared.error)
        if prepared.rendition is None:
            continue
        written += 1
        folder = out / work.target / inside(work.post.key)
        document = description(prepared, prepared.rendition)
        write(workspace, prepared.rendition, folder, document, out / "assets" if assets else None, tools)
        if as_json:
            documents.append(document)
    if as_json:
        click.echo(json.dumps({"version": 1, "renditions": documents}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{written} renditions written below {out}" + (f", {failed} failed" if failed else ""))
    return 0 if not failed else 1 if written else 2


def keep_out(out: Path, workspace: Workspace) -> None:
    """Raises ConfigError for a folder that would put renditions among the posts, or that is none."""
    for folder in workspace.settings.content:
        if out.resolve().is_relative_to(folder.resolve()):
            raise ConfigError(
                f"--out {out} lies in the content folder: what is written there would be taken for posts",
                hint="name a folder outside it",
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"--out {out} cannot be written: {error.strerror}", hint="name a folder") from None


def description(prepared: Prepared, rendition: Rendition) -> dict[str, object]:
    """rendition.json: everything about a rendition but its body."""
    post = prepared.work.post
    return {
        "version": 1,
        "post": post.path,
        "key": rendition.key,
        "target": rendition.target,
        "format": rendition.format,
        "title": rendition.title,
        "digest": rendition.summary,
        "author": rendition.author,
        "cover": rendition.cover,
        "source_url": rendition.source_url,
        "fields": dict(rendition.fields),
        "digests": {"authored": rendition.authored_digest, "full": rendition.digest},
        "size": {"characters": len(rendition.body), "bytes": len(rendition.body.encode())},
        "links": [
            {"url": use.url, "text": use.text, "form": use.form, "own": use.own, "line": use.line}
            for use in rendition.links
        ],
        "formulas": [
            {"tex": use.tex, "display": use.display, "form": use.form, "line": use.line}
            for use in rendition.formulas
        ],
        "notes": [{"kind": n.kind, "detail": n.detail, "line": n.line} for n in prepared.notes],
        "assets": {ref: picture(rendition, ref) for ref in sorted(rendition.assets)},
        "files": {path: ref for ref, path in rendition.files},
    }


def inside(key: str) -> Path:
    """A key as a path that stays below its folder, whatever a front matter calls itself."""
    return Path(*(part for part in PurePosixPath(key).parts if part not in {"..", "/"}))


def picture(rendition: Rendition, ref: str) -> dict[str, object]:
    asset = rendition.assets[ref]
    origin = asset.origin
    return {
        "name": asset.name,
        "kind": type(origin).__name__.removesuffix("Origin").lower(),
        "source": getattr(origin, "path", "") or getattr(origin, "url", ""),
        "media_type": asset.media_type,
        "width": asset.width,
        "height": asset.height,
        "size": asset.size,
    }


def write(
    workspace: Workspace,
    rendition: Rendition,
    folder: Path,
    document: dict[str, object],
    assets: Path | None,
    tools: Tools,
) -> None:
    """The two files of a rendition, and its pictures where asked for."""
    import msgspec  # --help does without it

    from publisher.model.rendition import REFERENCE

    folder.mkdir(parents=True, exist_ok=True)
    body = rendition.body
    if assets is not None:
        assets.mkdir(parents=True, exist_ok=True)
        found = {ref: local(workspace.root, asset, assets, tools) for ref, asset in rendition.assets.items()}
        names = {ref: Path(os.path.relpath(file, folder)).as_posix() for ref, file in found.items() if file}
        body = REFERENCE.sub(lambda found: names.get(found.group(), found.group()), body)
    (folder / f"body.{rendition.format}").write_bytes(body.encode("utf-8"))
    data = msgspec.json.format(msgspec.json.encode(document), indent=2)
    (folder / "rendition.json").write_bytes(data + b"\n")


def local(root: Path, asset: Asset, assets: Path, tools: Tools) -> Path | None:
    """A picture's file in the folder `assets`, copied or drawn into it; one that cannot be drawn has a
    stand-in there that says why. None for one of the web: it is fetched when it is sent."""
    from publisher.errors import PublishError
    from publisher.model.post import FileOrigin, WebOrigin
    from publisher.preview.pictures import draw_into, stand_in
    from publisher.source.files import store

    origin = asset.origin
    if isinstance(origin, WebOrigin):
        return None
    if not isinstance(origin, FileOrigin):
        try:
            return draw_into(assets, asset, tools)
        except PublishError as error:
            click.echo(visible(f"picture {asset.name}: {error}"), err=True)
            copy = assets / f"{asset.ref.removeprefix('asset:')}.svg"
            copy.write_bytes(stand_in(asset, error.message))
            return copy
    source = root / origin.path
    copy = assets / (asset.ref.removeprefix("asset:") + source.suffix.lower())
    if not copy.exists():
        store(copy, source.read_bytes())
    return copy
