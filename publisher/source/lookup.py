"""Finding a picture's file by the name an author wrote: exactly, and never outside the site."""

from __future__ import annotations

import difflib
import os
import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from publisher.model.post import Problem

_SIMILAR = 3


@dataclass(slots=True)
class Lookup:
    """Looks below `root` (symlinks resolved). Names are compared letter by letter on every system, so that
    what is found on macOS or Windows is found on Linux; only the two Unicode forms of one name are alike."""

    root: Path
    looks: Callable[[str], object] = lambda _path: None
    listings: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def find(self, src: str, bases: Iterable[str]) -> str | Problem:
        """The POSIX path below the root of the file that `src` means from the first of `bases` (POSIX
        folders below the root) that has it; otherwise what is wrong."""
        bases = tuple(dict.fromkeys(bases))
        wrong: list[Problem] = []
        for base in bases:
            for name in _spellings(src):
                found = self._walk(base, name, src)
                if isinstance(found, str):
                    return found
                if found is not None:
                    wrong.append(found)
        return wrong[0] if wrong else self._missing(src, bases)

    def _walk(self, base: str, name: str, src: str) -> str | Problem | None:
        path = posixpath.normpath(posixpath.join(base, name.lstrip("/")))
        if path.startswith("../") or path == "..":
            return _outside(src)
        at, given = "", len(posixpath.commonpath([path, base]).split("/")) if base else 0
        for depth, part in enumerate(path.split("/")):
            self.looks(posixpath.join(at, part))
            names = self._names(at)
            exact = names.get(unicodedata.normalize("NFC", part))
            if exact is None:
                alike = [there for there in names.values() if there.casefold() == part.casefold()]
                return _misspelt(src, part, alike[0]) if alike and depth >= given else None
            at = posixpath.join(at, exact)
        return self._file(at, src)

    def _file(self, path: str, src: str) -> str | Problem | None:
        try:
            real = (self.root / path).resolve(strict=True)
        except (OSError, RuntimeError):  # a link into nothing, or in a circle
            return None
        if not real.is_relative_to(self.root):
            return _outside(src)
        return path if real.is_file() else None

    def _names(self, folder: str) -> Mapping[str, str]:
        """NFC form → name as the disk has it; nothing for what is no folder of the site."""
        if folder not in self.listings:
            try:
                real = (self.root / folder).resolve(strict=True)
                names = os.listdir(real) if real.is_relative_to(self.root) else []  # noqa: PTH208 - names only
                self.listings[folder] = {unicodedata.normalize("NFC", name): name for name in names}
            except (OSError, RuntimeError):
                self.listings[folder] = {}
        return self.listings[folder]

    def _missing(self, src: str, bases: Iterable[str]) -> Problem:
        wanted = posixpath.basename(unquote(src))
        names = {name for base in bases for name in self._names(base).values() if not name.startswith(".")}
        similar = difflib.get_close_matches(wanted, sorted(names), n=_SIMILAR, cutoff=0.5)
        looked = ", ".join(f"{base or '.'}/" for base in bases if self._names(base))
        hint = f"did you mean {' or '.join(similar)}?" if similar else f"looked in {looked}" if looked else ""
        return Problem(f"picture {src} is missing", hint, code="picture-missing")


def _spellings(src: str) -> tuple[str, ...]:
    """As written, bare of query and fragment, and percent-decoded."""
    path = urlsplit(src).path
    return tuple(dict.fromkeys(name for name in (src, path, unquote(path)) if name.strip("/")))


def _outside(src: str) -> Problem:
    return Problem(f"picture {src} lies outside the site", "copy it next to the post", code="picture-outside")


def _misspelt(src: str, part: str, exact: str) -> Problem:
    return Problem(
        f"picture {src}: {part} is written {exact} on disk; capital letters count on other systems",
        f"write {exact}",
        code="picture-missing",
    )
