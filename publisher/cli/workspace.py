"""From the words of a command line to the values the engine works on: settings, posts, works, ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.contract import Tools
from publisher.errors import ConfigError
from publisher.ledger.places import by_index, keys_of_today
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.record import History, Places
from publisher.planning.decision import Options
from publisher.planning.plan import Planned, key_of, make_plan
from publisher.planning.prepare import Work
from publisher.rendering.renderer import Renderer
from publisher.source.find import find_posts
from publisher.source.graph import Graph, build_graph
from publisher.source.index import Index, build_index
from publisher.source.load import load_post
from publisher.source.settings import Settings, Target, load_settings
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

    def places(self) -> Places:
        """Where the ledger knows the site's posts to stand, by the keys they have today."""
        return self.ledger().places(by_index(self.index.entries, self.index.index))

    def histories(self) -> Mapping[PostKey, History]:
        """What is known of each post, by the key it has today."""
        found = {history.key: history for history in self.ledger().histories()}
        today = by_index(self.index.entries, self.index.index)
        return {now: found[key] for key, now in keys_of_today(tuple(found.values()), today).items()}

    def key_of(self, path: str, ledger: Ledger) -> PostKey:
        """The key under which the ledger keeps the post at `path`. Raises SourceError where it cannot be
        read."""
        return key_of(load_post(self.settings, self.index, path), self.index.entries, ledger)

    def tools(self, *, lenient: bool = False) -> Tools:
        return open_tools(self.settings.cache, lenient=lenient)

    def posts(self, names: Sequence[str], *, every: bool) -> tuple[str, ...]:
        """Paths below the root, in the site's order."""
        return find_posts(self.settings, self.index, names, every, Path.cwd())

    def renderer(self, tools: Tools, *, keep: bool = True) -> Renderer:
        """The site's renditions for the targets asked for. `keep`: those of the last run are used where
        nothing changed; they come without their posts' texts."""
        places = self.places()
        return Renderer(
            self.settings,
            self.index,
            self.targets,
            places,
            tools,
            self._graph(places),
            self.home / "cache" / "renditions" if keep else None,
        )

    def _graph(self, places: Places) -> Graph:
        """What generated blocks are made of; a site that has none does without."""
        if not self.settings.blocks:
            return Graph()
        return build_graph(self.settings, self.index, places.elsewhere)

    def works(self, paths: Sequence[str], *, named: bool) -> Iterator[Work]:
        """Every post for every target asked for, post by post."""
        return self.renderer(self.tools(), keep=False).works(paths, named=named)

    def plan(
        self, paths: Sequence[str], options: Options, tools: Tools, *, named: bool
    ) -> tuple[Planned, ...]:
        """What should happen with the posts at `paths`, decided from the ledger alone; `named`: the user
        asked for these very posts."""
        renderer = self.renderer(tools)
        works = renderer.works(paths, named=named)
        return make_plan(works, self.ledger(), renderer.prepare, options, SYSTEM.now())


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
