"""From the words of a command line to the values the engine works on: settings, posts, works, ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.contract import Tools
from publisher.errors import ConfigError, SourceError
from publisher.ledger.store import Ledger
from publisher.model.post import Post, PostKey, Problem
from publisher.model.tree import Document
from publisher.planning.decision import Options
from publisher.planning.plan import Planned, make_plan
from publisher.planning.prepare import Work
from publisher.source.find import find_posts
from publisher.source.index import Index, build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, Target, load_settings
from publisher.source.view import view
from publisher.typeset.tools import open_tools
from publisher.wire.patience import SYSTEM


@dataclass(frozen=True, slots=True)
class Workspace:
    """A site as one command sees it. `home` is where state is kept: `.publish`, or `.publish/sandbox`;
    `pretend`: the targets are the sandbox's, and `secrets` theirs."""

    settings: Settings
    index: Index
    home: Path
    targets: tuple[Target, ...]
    pretend: bool = False
    secrets: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.settings.root

    def ledger(self) -> Ledger:
        return Ledger(self.home, SYSTEM)

    def tools(self, *, lenient: bool = False) -> Tools:
        return open_tools(self.settings.cache, lenient=lenient)

    def posts(self, names: Sequence[str], *, every: bool) -> tuple[str, ...]:
        """Paths below the root, in the site's order."""
        return find_posts(self.settings, self.index, names, every, Path.cwd())

    def load(self, path: str) -> Post:
        """A post; one that cannot be read at all comes back as a post with that one problem."""
        try:
            return load_post(self.settings, self.index, path)
        except SourceError as error:
            return unreadable(path, error)

    def works(self, paths: Sequence[str], *, named: bool) -> Iterator[Work]:
        """Every post for every target asked for, post by post."""
        ledger = self.ledger()
        sites = {
            target.name: view(self.settings, self.index, target, ledger.addresses(target.name))
            for target in self.targets
        }
        for path in paths:
            post = self.load(path)
            for target in self.targets:
                yield Work(
                    post=post,
                    target=target.name,
                    adapter=target.adapter,
                    settings=target.settings,
                    site=sites[target.name],
                    named=named,
                )

    def plan(self, works: Iterable[Work], options: Options, tools: Tools) -> tuple[Planned, ...]:
        """What should happen, decided from the ledger alone."""
        return make_plan(works, self.ledger(), tools, options, SYSTEM.now())


def unreadable(path: str, error: SourceError) -> Post:
    """A stand-in for a post that cannot be read, so that its steps fail and no others."""
    problem = Problem(error.message, error.hint, error.line)
    return Post(PostKey(path), path, "", Path(path).stem, Document(), problems=(problem,))


def open_workspace(
    site: Path | None, targets: Sequence[str], names: Sequence[str] = (), *, sandbox: bool = False
) -> Workspace:
    """Settings from `--site`, else upwards from the first post that is a file, else from here."""
    start = site or next((Path(name) for name in names if Path(name).exists()), Path.cwd())
    settings = load_settings(start)
    chosen = choose(settings, targets)
    home = settings.root / ".publish" / "sandbox" if sandbox else settings.root / ".publish"
    workspace = Workspace(settings, build_index(settings), home, chosen, pretend=sandbox)
    if not sandbox:
        return workspace
    from publisher.cli.sandboxed import unplugged  # the kit is needed here alone

    return unplugged(workspace)


def choose(settings: Settings, names: Sequence[str]) -> tuple[Target, ...]:
    """The targets named, or all of them; ConfigError for one that publish.toml does not have."""
    for name in names:
        if name not in settings.targets:
            known = ", ".join(settings.targets) or "none"
            raise ConfigError(f"there is no target named {name!r}", hint=f"publish.toml has: {known}")
    return tuple(target for name, target in settings.targets.items() if not names or name in names)
