"""Posts and targets → renditions in order: kept ones at once, the others made, by several processes where
there are many."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.contract import Tools
from publisher.errors import SourceError
from publisher.model.post import Post, PostKey, Problem, Site
from publisher.model.record import Places
from publisher.model.tree import Document
from publisher.planning.prepare import Prepared, Work, prepare
from publisher.rendering.inputs import inputs
from publisher.rendering.kept import Kept, Made
from publisher.rendering.plain import lightened
from publisher.rendering.workers import Job, helpers
from publisher.source.graph import Graph
from publisher.source.index import Index
from publisher.source.load import load_post
from publisher.source.settings import Settings, Target
from publisher.source.view import view


@dataclass(slots=True)
class Renderer:
    """The renditions of one site for some targets. `folder` is where they are kept (None = nowhere);
    `places` says where which post stands, `graph` which posts link to which; `processes` is how many may
    work at once. Holds no more than one post at a time."""

    settings: Settings
    index: Index
    targets: tuple[Target, ...]
    places: Places
    tools: Tools
    graph: Graph = field(default_factory=Graph)
    folder: Path | None = None
    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    kept: Kept | None = field(init=False, default=None)
    sites: Mapping[str, Site] = field(init=False)
    _inputs: dict[str, str] = field(init=False, default_factory=dict)
    _found: dict[str, Prepared] = field(init=False, default_factory=dict)
    _reads: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.sites = {
            target.name: view(self.settings, self.index, target, self.places, self.graph)
            for target in self.targets
        }
        if self.folder is not None:
            self.kept = Kept(self.settings.root, self.folder, self.places.pictures)
            self._inputs = {
                target.name: inputs(
                    self.settings, self.index, target, self.sites[target.name], lenient=self.tools.lenient
                )
                for target in self.targets
            }

    def works(self, paths: Sequence[str], *, named: bool) -> Iterator[Work]:
        """Every post for every target, post by post. Each must be given to `prepare` before the next one is
        asked for; a post whose rendition is kept comes without its text."""
        with helpers(self._job(), self._stale(paths), self.processes) as others:
            for path in paths:
                others.wait(path)
                yield from self._works(path, named=named)

    def prepare(self, work: Work) -> Prepared:
        """`planning.prepare` for a work of `works`."""
        found = self._found.pop(work.target, None)
        if found is not None:
            return replace(found, work=work)
        prepared = prepare(work, self.tools)
        if prepared.error is not None or prepared.rendition is None:
            return prepared
        if self.kept is not None:
            made = Made(work.post, prepared.rendition, prepared.notes)
            self.kept.keep(work.target, self._inputs[work.target], sorted(self._reads), made)
        return replace(prepared, work=replace(work, post=lightened(work.post)))

    def _works(self, path: str, *, named: bool) -> Iterator[Work]:
        self._found.clear()
        whole: Post | None = None
        for target in self.targets:
            made = self._made(path, target.name)
            if made is not None:
                self._found[target.name] = Prepared(
                    self._work(made.post, target, named=named), made.rendition, notes=made.notes
                )
                yield self._found[target.name].work
                continue
            whole = whole or self._load(path)
            yield self._work(whole, target, named=named)

    def _work(self, post: Post, target: Target, *, named: bool) -> Work:
        return Work(post, target.name, target.adapter, target.settings, self.sites[target.name], named)

    def _load(self, path: str) -> Post:
        """A post; one that cannot be read at all comes back as a post with that one problem."""
        self._reads = set()

        def looks(name: str) -> None:
            self._reads.add(name)
            if self.kept is not None:
                self.kept.note(name)

        try:
            return load_post(self.settings, self.index, path, looks, fetched=self.places.pictures)
        except SourceError as error:
            return unreadable(path, error)

    def _made(self, path: str, target: str) -> Made | None:
        return self.kept.find(path, target, self._inputs[target]) if self.kept is not None else None

    def _stale(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The posts to be made that other processes could make: they tell what they made by keeping it."""
        kept = self.kept
        if kept is None:
            return ()
        wanted = self._inputs.items()
        return tuple(path for path in paths if not all(kept.has(path, *each) for each in wanted))

    def _job(self) -> Job:
        return Job(
            self.settings.root,
            {target.name: target.table for target in self.targets},
            self.places,
            self.graph,
            self.folder or Path(),
            self.tools.lenient,
        )


def unreadable(path: str, error: SourceError) -> Post:
    """A stand-in for a post that cannot be read, so that its steps fail and no others."""
    problem = Problem(error.message, error.hint, error.line, "post-unreadable")
    return Post(PostKey(path), path, "", Path(path).stem, Document(), problems=(problem,))
