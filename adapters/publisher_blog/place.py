"""Where a post's file and pictures go in the blog's folders: paths only, no disk."""

from __future__ import annotations

import posixpath
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from publisher.model.post import Post


def stem(post: Post) -> PurePosixPath:
    """A post's place below its content folder, bare of extension and `/index`."""
    path = PurePosixPath(post.place or post.path)
    folders = path.parent if post.place else PurePosixPath(path.parent.name)
    if path.stem == "index" and folders.name:
        return folders
    return (folders if post.place else PurePosixPath()) / path.stem


def static_root(path: str, static: str, marker: str, below: str) -> str:
    """The way from the folder of posts to the folder that `/` means, e.g. `..` or `../../static`.

    It is the `static` setting, else found by the generator's marker folder in `path`, else the folder of
    posts itself: nothing is ever written outside a folder that was named. ValueError when `static` cannot
    be reached from `path`.
    """
    folders = PurePosixPath(posixpath.normpath(path.replace("\\", "/"))).parts
    if static:
        wanted = PurePosixPath(posixpath.normpath(static.replace("\\", "/"))).parts
        same = len(posixpath.commonprefix([folders, wanted]))
        if ".." in folders[same:]:
            raise ValueError(f"`static` {static} cannot be reached from `path` {path}: write both alike")
        return "/".join((*[".."] * (len(folders) - same), *wanted[same:])) or "."
    if marker not in folders:
        return "."
    return "/".join((*[".."] * (folders[::-1].index(marker) + 1), *((below,) if below else ())))


def root_relative(src: str) -> str:
    """`/images/x.png?v=1` as a path below the static root; "" where it would leave it."""
    path = posixpath.normpath(unquote(urlsplit(src).path).lstrip("/"))
    return path if safe(path) else ""


def own_name(src: str, origin: str, name: str) -> str:
    """The name a picture keeps in its post's own folder: as the author wrote it, bare of the folder's own
    `name` in front, else (it points elsewhere) its file's."""
    path = posixpath.normpath(unquote(urlsplit(src).path))
    path = path.removeprefix(f"{name}/") if name else path
    return path if safe(path) else PurePosixPath(origin).name


def safe(path: str) -> bool:
    """Whether a relative path stays below the folder it starts from, on every system."""
    return bool(path) and not any(
        part in {"", ".", ".."} or any(sign in part for sign in '\\:*?"<>|') or not part.isprintable()
        for part in path.split("/")
    )


class Names:
    """Gives each picture of one post a name of its own, whatever the file system thinks of upper case."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def name(self, ref: str, wanted: str) -> str:
        """`wanted`, or with a number where another picture has it; the same again for the same picture."""
        number = 1
        path = PurePosixPath(wanted)
        while True:
            name = str(path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}"))
            folded = unicodedata.normalize("NFC", name).casefold()
            if self._taken.setdefault(folded, ref) == ref:
                return name
            number += 1
