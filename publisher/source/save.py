"""Writing an author's file: whole or not at all, and only over what was read."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from publisher.errors import SourceError


def save(root: Path, path: str, before: str, after: str) -> None:
    """The file at `path` (POSIX, below the site's root) says `after`; its rights stay as they are, and a
    link stays a link. SourceError, and nothing is changed, where it no longer says `before` or cannot be
    written."""
    temporary = ""
    try:
        file = (root / path).resolve(strict=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name[:80]}.", delete=False) as new:
            temporary = new.name
            new.write(after.encode("utf-8"))
            new.flush()
            os.fsync(new.fileno())
        shutil.copymode(file, temporary)
        if file.read_bytes() != before.encode("utf-8"):
            raise SourceError(
                "the file was changed meanwhile: nothing was written", hint="run this again", path=path
            )
        os.replace(temporary, file)  # noqa: PTH105 - Path.replace is the same call
    except OSError as why:
        raise SourceError(
            f"cannot be written: {why.strerror}",
            hint="check the rights of the file and its folder",
            path=path,
        ) from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()
