"""What the posts of a blog say of themselves, read quickly from their first bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BYTES = 16_384  # a front matter longer than this is not looked through
_FRONT = re.compile(r"\ufeff?(?:---[ \t]*\r?\n)?(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """`path` is POSIX, below the folder of posts; "" where the post names no title or abbrlink."""

    path: str
    title: str = ""
    abbrlink: str = ""


def heads(posts: Path) -> Iterator[Head]:
    """Every post below a folder, by path; hidden files and folders are passed over."""
    for file in sorted(posts.rglob("*")):
        path = file.relative_to(posts).as_posix()
        if file.suffix in {".md", ".markdown"} and "/." not in f"/{path}" and file.is_file():
            yield head(file, path)


def head(file: Path, path: str) -> Head:
    """What one post file says."""
    with file.open("rb") as stream:
        return head_of(stream.read(_BYTES).decode("utf-8", "replace"), path)


def head_of(text: str, path: str) -> Head:
    """The same from its text."""
    found = _FRONT.match(text)
    front = found.group(1) if found else ""
    return Head(path, scalar(front, "title"), scalar(front, "abbrlink"))


def scalar(front: str, key: str) -> str:
    """A top-level scalar as written, bare of quotes: reading YAML would turn `1736008` into a number."""
    found = re.search(
        rf"^{key}:[ \t]+(?:'((?:[^'\n]|'')*)'|\"([^\"\n]*)\"|([^\n]*?))[ \t]*(?:[ \t]#.*)?\r?$",
        front,
        re.MULTILINE,
    )
    if found is None:
        return ""
    single, double, bare = found.groups()
    return single.replace("''", "'") if single is not None else double if double is not None else bare.strip()
