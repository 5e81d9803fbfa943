"""What can be told of a blog's target on this machine: its folder, the project it lies in, git."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from publisher.model.verdict import State, Verdict

from .settings import BlogSettings

_HUGO = tuple(f"{name}.{kind}" for name in ("hugo", "config") for kind in ("toml", "yaml", "yml", "json"))
_SIGNS: Mapping[str, tuple[str, ...]] = {
    "hexo": ("_config.yml", "_config.yaml", "_config.json"),
    "hugo": (*_HUGO, "config/_default"),
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
}
"""What the root of a project holds: hexo.io/docs/configuration, gohugo.io/configuration,
jekyllrb.com/docs/configuration."""


def survey(settings: BlogSettings, root: Path, /) -> tuple[Verdict, ...]:
    """See contract.Survey."""
    found = _folder(settings, root) if settings.delivery == "directory" else _tools(settings)
    return tuple(found)


def _tools(settings: BlogSettings) -> Iterator[Verdict]:
    if settings.delivery == "git":
        if shutil.which("git") is None:
            hint = 'install it, and see that `git` is on the PATH; or deliver by delivery = "github"'
            yield Verdict("git", "git is not installed: it delivers this blog", State.ERROR, hint)
        else:
            yield Verdict("git", "git is installed")


def _folder(settings: BlogSettings, root: Path) -> Iterator[Verdict]:
    posts = (root / settings.path).resolve()
    project = _project(settings.generator, posts)
    name = settings.generator.capitalize()
    if posts.exists() and not posts.is_dir():
        yield Verdict(
            "folder", f"{posts} is no folder", State.ERROR, "set `path` to the blog's folder of posts"
        )
        return
    if not posts.is_dir() and project is None:
        message = f"there is no folder {posts}, and no {name} project around it"
        yield Verdict("folder", message, State.ERROR, "set `path` to the folder the blog's posts are in")
        return
    why = _unwritable(posts)
    if why:
        yield Verdict("folder", f"{posts} cannot be written: {why}", State.ERROR, "allow writing there")
    elif posts.is_dir():
        yield Verdict("folder", f"posts go to {posts}")
    else:
        yield Verdict("folder", f"the folder {posts} will be made with the first post")
    if project is None:
        other = next((kind for kind in _SIGNS if _project(kind, posts)), "")
        message = f"{posts} lies in no {name} project: there is no {_SIGNS[settings.generator][0]} above it"
        hint = (
            f'set generator = "{other}"' if other else "see that `path` leads into the project that is built"
        )
        yield Verdict("project", message, State.WARNING, hint)
    else:
        yield Verdict("project", f"in the {name} project {project}")


def _project(generator: str, posts: Path) -> Path | None:
    """The project's root: the nearest folder at or above the posts that holds its settings."""
    for folder in (posts, *posts.parents):
        if any((folder / sign).exists() for sign in _SIGNS[generator]):
            return folder
    return None


def _unwritable(posts: Path) -> str:
    """Why nothing can be written there, "" where something can. What is tried leaves nothing behind."""
    near = next(each for each in (posts, *posts.parents) if each.exists())
    if not near.is_dir():
        return f"{near} is no folder"
    try:
        with tempfile.TemporaryFile(dir=near, prefix="."):  # hidden: generators that watch pass over it
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__
