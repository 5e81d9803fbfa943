"""What `publish doctor` says of the site and this machine: ledger, locks, git, fonts, engines."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from publisher.cli.init import IGNORED, MERGED
from publisher.cli.repository import ignores, merges_by_lines
from publisher.cli.workspace import Workspace
from publisher.errors import PublishError
from publisher.ledger.locks import Locks
from publisher.model.verdict import State, Verdict
from publisher.push.references import references

MERMAID = b"mermaid"
LEDGER = ".publish/ledger/post.jsonl"
CACHE = ".publish/cache/"


def surroundings(workspace: Workspace) -> Iterator[Verdict]:
    """Everything a push needs beside its targets. Leaves no file behind."""
    yield Verdict("settings", f"publish.toml is in order, {len(workspace.index.posts)} posts")
    yield from _ledger(workspace)
    yield from _locks(workspace)
    if not workspace.pretend:  # the sandbox's own is never committed
        yield from _git(workspace)
    yield from _fonts()
    yield from _formulas()
    yield from _diagrams(workspace)


def _ledger(workspace: Workspace) -> Iterator[Verdict]:
    folder = workspace.home / "ledger"
    try:
        known = len(workspace.ledger().histories())
    except PublishError as error:
        yield Verdict("ledger", error.message, State.ERROR, error.hint)
        return
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            yield Verdict("ledger", f"the ledger can be written and knows {known} posts")
    except OSError as error:
        message = f"the ledger cannot be written: {folder}: {error.strerror}"
        yield Verdict("ledger", message, State.ERROR, "allow writing there: nothing is sent without a record")


def _locks(workspace: Workspace) -> Iterator[Verdict]:
    place = workspace.home / "cache" / "locks"
    try:
        near = _nearest(place)
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir=near, prefix=".doctor-"))
            stack.enter_context(Locks(Path(folder)).hold("doctor", f"a lock in {near} is not given"))
    except PublishError as error:
        yield Verdict("locks", error.message, State.ERROR, error.hint)
    except OSError as error:
        message = f"no lock can be made in {place}: {error.strerror}"
        yield Verdict("locks", message, State.ERROR, "make that folder writable")


def _nearest(folder: Path) -> Path:
    """The folder, or the one above in which it would be made. Raises OSError where a file is in the way."""
    near = next(each for each in (folder, *folder.parents) if each.exists())
    if not near.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{near.name} is no folder")
    return near


def _git(workspace: Workspace) -> Iterator[Verdict]:
    """Whether the ledger gets to other machines, and what is private does not."""
    if workspace.settings.ledger.branch and shutil.which("git") is None:
        hint = "install it, and see that `git` is on the PATH"
        yield Verdict("git", "[ledger] branch needs git, which is not installed", State.ERROR, hint)
    ignored = ignores(workspace.root, LEDGER)
    if ignored is None:
        return
    if ignored:
        yield Verdict(
            "git",
            "git ignores the ledger: another machine, or CI, would send every post a second time",
            State.ERROR,
            f"ignore only {' '.join(IGNORED)} in .gitignore",
        )
    elif not merges_by_lines(workspace.root, LEDGER):
        message = "two machines' ledgers will not merge by themselves"
        yield Verdict("git", message, State.WARNING, f"write into .gitattributes: {MERGED}")
    private = [CACHE, *_secret_files(workspace)]
    for path in private:
        if ignores(workspace.root, path) is False:
            what = "access tokens are kept" if path == CACHE else "a secret is kept"
            message = f"git does not ignore {path}, where {what}"
            yield Verdict("git", message, State.WARNING, f"write into .gitignore: {path}")


def _secret_files(workspace: Workspace) -> Iterator[str]:
    """The files that hold secrets of targets."""
    for target in workspace.targets:
        for _, reference in references(target.settings):
            scheme, _, name = reference.partition(":")
            if scheme == "file":
                yield str(Path(name).expanduser())


def _fonts() -> Iterator[Verdict]:
    from publisher.images.fonts import INSTALL, has_chinese_font  # draws, to see it

    if not has_chinese_font():
        message = "no Chinese font is installed here: covers and diagrams with Chinese words cannot be drawn"
        yield Verdict("fonts", message, State.WARNING, INSTALL)


def _formulas() -> Iterator[Verdict]:
    from publisher.typeset.node import find_node

    if find_spec("quickjs") is None and find_node() is None:
        message = "formulas cannot be drawn: there is no QuickJS for this machine, and no Node"
        hint = "install Node.js (nodejs.org), and see that `node` is on the PATH"
        yield Verdict("formulas", message, State.WARNING, hint)


def _diagrams(workspace: Workspace) -> Iterator[Verdict]:
    """Only where a post has one: there is no engine for some machines."""
    if find_spec("merman") is not None:
        return
    for path in workspace.index.posts:
        try:
            holds = MERMAID in (workspace.root / path).read_bytes()
        except OSError:
            continue
        if holds:
            message = f"diagrams cannot be drawn, and {path} has one: the package merman is not installed"
            yield Verdict("diagrams", message, State.WARNING, "pip install 'yigao[diagrams]'")
            return
