"""The `[targets.X]` table of a blog: which generator builds it and how posts are delivered to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from publisher.contract import TargetSettings

from .generators import GENERATORS, Generator
from .place import static_root
from .renderers import RENDERERS, Construct, Renderer, without


class Endpoints(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the forge's API is spoken to, for relays and simulators."""

    api: str = "https://api.github.com"


class BlogSettings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`path` is the folder of posts (`…/source/_posts`, `…/content/posts`, `…/_posts`), relative to the
    site; `static` the folder that a root-relative `/images/x.png` means, worked out from `path` when empty.

    `renderer` is what turns Markdown into HTML there: Hexo's marked, pandoc, markdown-it or kramed, or "any"
    of the first three ("" = formulas for any, the rest for marked); Hugo's goldmark ("" = with its
    passthrough extension). `supports` names what plugins of the blog render: it stays as written.
    `drafts` marks every delivered post as unpublished in the generator's own way. `protect_math`: guard
    formulas never, always, or ("auto") where template engine or renderer would change them.
    `remote branch mode` belong to delivery "git", `repository branch token endpoints` to "github".
    """

    generator: Literal["hexo", "hugo", "jekyll"] = "hexo"
    delivery: Literal["directory", "git", "github"] = "directory"
    renderer: Literal["", "any", "marked", "pandoc", "markdown-it", "kramed", "goldmark", "kramdown"] = ""
    supports: tuple[Construct, ...] = ()
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

    @property
    def markdown(self) -> Renderer:
        return RENDERERS.get((self.generator, self.renderer)) or RENDERERS[self.generator, ""]

    @property
    def patches(self) -> frozenset[str]:
        return without(self.markdown.patches, self.supports)

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
        known = [name for generator, name in RENDERERS if generator == self.generator and name]
        if self.renderer and self.renderer not in known:
            yield (
                f"`renderer` {self.renderer} is none of {self.generator}'s: "
                f"{'choose one of ' + ', '.join(known) if known else 'remove it'}"
            )
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
