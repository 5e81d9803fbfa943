"""Writing into a blog's folders: whole files or nothing, and never outside of them."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import Rejected, Unavailable

_STANDING = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EEXIST}
_FOR_GOOD = _STANDING | {errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}


@dataclass(frozen=True, slots=True)
class Folders:
    """`posts` is where relative paths start from, `static` the other folder pictures may lie in; both are
    resolved paths."""

    posts: Path
    static: Path
    target: str

    def post(self, path: str) -> Path:
        """The real file a post's path means, symbolic links followed; Rejected where it lies outside."""
        return self._below(path, self.posts)

    def picture(self, path: str) -> Path:
        """The same for a picture, which may also lie below `static`."""
        return self._below(path, self.posts, self.static)

    def write(self, file: Path, data: bytes) -> None:
        """Make the file hold these bytes, in one step: a reader sees the old or the new, never a part.

        A file that holds them already is left alone. Rejected when it may not be written, Unavailable when
        it could not be now (disk full): the old file then still stands.
        """
        with self.trouble(f"write {file}"):
            if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data:
                return
            file.parent.mkdir(parents=True, exist_ok=True)
            _replace(file, data)

    @contextmanager
    def trouble(self, doing: str) -> Iterator[None]:
        """What the operating system has to say, as errors of ours."""
        try:
            yield
        except OSError as why:
            kind = Rejected if why.errno in _FOR_GOOD else Unavailable
            raise kind(
                f"cannot {doing}: {why.strerror or why}",
                hint="mend what stands in the way there, then push again",
                target=self.target,
            ) from why

    def _below(self, path: str, *roots: Path) -> Path:
        with self.trouble(f"follow {path}"), suppress(ValueError, RuntimeError):  # a NUL; a loop of links
            found = (self.posts / path).resolve()
            if any(found != root and found.is_relative_to(root) for root in roots):
                return found
        raise Rejected(
            f"{path!r} would lie outside the blog's folders",
            hint=f"mend the name, or the symbolic link, that leads out of {roots[-1]}",
            target=self.target,
        )


def _replace(file: Path, data: bytes) -> None:
    temporary = file.with_name(f".{secrets.token_hex(8)}.tmp")  # hidden: generators pass over it
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, temporary)
        temporary.replace(file)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where a folder can be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
