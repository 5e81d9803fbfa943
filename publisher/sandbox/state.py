"""What a simulated platform remembers between runs: a JSON document and files, in a folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publisher.errors import ConfigError


class Held(Mapping[str, bytes]):
    """Files' bytes by any text, read when they are asked for: together they could fill the memory."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._files[name].read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Store:
    """A folder that belongs to one platform; it is made when first written to.

    Every write replaces the whole file at once: a process killed in the middle leaves the old one. It is
    not synced to the disk, since only a power cut could tell, and the state is a sandbox's.
    """

    def __init__(self, folder: Path) -> None:
        self._document = folder / "state.json"
        self._files = folder / "files"

    def load(self) -> dict[str, Any]:
        """The document as last saved, {} before that. Raises ConfigError when somebody damaged it."""
        try:
            found = json.loads(self._document.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise ConfigError(
                "the sandbox's memory is damaged",
                hint="delete the folder it is in; the sandbox then starts empty",
                path=str(self._document),
            )
        return found

    def save(self, document: Mapping[str, Any]) -> None:
        """Keep the document: anything JSON can hold."""
        text = json.dumps(document, ensure_ascii=False, indent=1)
        _replace(self._document, text.encode("utf-8"))

    def put_file(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, which may be any text (an address, say)."""
        _replace(self._path(name), data)

    def get_file(self, name: str) -> bytes:
        """The bytes kept under a name; KeyError when there are none."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def held(self, names: Mapping[str, str]) -> Held:
        """The bytes kept under the names that are the values, by the keys."""
        return Held({key: self._path(name) for key, name in names.items()})

    def _path(self, name: str) -> Path:
        """Readable, and made unique by a hash: file systems disagree on case, length and characters."""
        readable = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[-40:].strip(".-")
        digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:20]
        return self._files / f"{digest}-{readable}"


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
