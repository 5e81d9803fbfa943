"""The `[targets.X]` table of a blog: which generator builds it and how posts are delivered to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from publisher.contract import TargetSettings

from .generators import GENERATORS, Generator
from .place import static_root


class Endpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the forge's API is spoken to, for relays and simulators."""

    api: str = "https://api.github.com"


class BlogSettings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`path` is the folder of posts (`…/source/_posts`, `…/content/posts`, `…/_posts`), relative to the
    site; `static` the folder that a root-relative `/images/x.png` means, worked out from `path` when empty.

    `drafts` marks every delivered post as unpublished in the generator's own way. `protect_math`: wrap
    formulas in `{% raw %}` never, always, or ("auto") where the generator would trip over them.
    `remote branch mode` belong to delivery "git", `repository branch token endpoints` to "github".
    """

    generator: Literal["hexo", "hugo", "jekyll"] = "hexo"
    delivery: Literal["directory", "git", "github"] = "directory"
    path: str = ""
    static: str = ""
    drafts: bool = False
    protect_math: Literal["auto", "always", "never"] = "auto"
    remote: str = ""
    branch: str = ""
    mode: Literal["branch", "direct"] = "branch"
    repository: str = ""
    token: str = ""
    endpoints: Endpoints = msgspec.field(default_factory=Endpoints)

    @property
    def rules(self) -> Generator:
        return GENERATORS[self.generator]

    def to_static(self) -> str:
        """The way from `path` to the folder that `/` means there; ValueError when nothing tells."""
        return static_root(self.path, self.static, self.rules.marker, self.rules.below)

    def problems(self, root: Path, content: tuple[Path, ...]) -> tuple[str, ...]:
        """What is wrong with this table in a site at `root` whose posts lie in `content`."""
        return tuple(self._problems(root, content))

    def _problems(self, root: Path, content: tuple[Path, ...]) -> Iterator[str]:
        if not self.path:
            yield '`path` is missing: name the folder the blog\'s posts are in, e.g. "../blog/source/_posts"'
            return
        try:
            self.to_static()
        except ValueError as why:
            yield str(why)
        if self.delivery == "git" and not self.remote:
            yield '`remote` is missing: delivery = "git" needs the repository to push to'
        if self.delivery == "github" and not self.repository:
            yield '`repository` is missing: delivery = "github" needs one, e.g. "me/blog"'
        if self.delivery == "directory":
            path = (root / self.path).resolve()
            for folder in content:
                if _inside(path, folder.resolve()) or _inside(folder.resolve(), path):
                    yield (
                        f"`path` {self.path} and the content folder {folder.name} lie within each other: "
                        "deliver to a folder of its own, or the posts delivered are taken for sources"
                    )


def _inside(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder's visible part (hidden folders hold no posts: the sandbox's blog)."""
    return path.is_relative_to(folder) and not any(
        part.startswith(".") for part in path.relative_to(folder).parts
    )


def example(dialect: str) -> str:
    """What `publish init` writes: the blog is taken to be made by the generator whose dialect is written."""
    generator = dialect if dialect in GENERATORS else "hexo"
    folder = {"hexo": "source/_posts", "hugo": "content/posts", "jekyll": "_posts"}[generator]
    return f"""generator = "{generator}"
delivery = "directory"
path = "../blog/{folder}"   # outside the content folder
"""
