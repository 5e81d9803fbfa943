"""A Hexo blog in a folder, as strict as the real one about what it serves: sandbox and tests use it."""

from __future__ import annotations

import json
import posixpath
import shutil
from collections.abc import Mapping
from html import escape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote, unquote

from publisher.sandbox.kit import Arrived, Request, Response
from publisher.sandbox.state import Held

from .heads import Head, head_of, heads
from .show import CSS, page


class Simulator:
    """`folder` holds the blog (`source/_posts`, `source/images`…) and what was published of it."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "source"
        self._posts = self._source / "_posts"
        self._posts.mkdir(parents=True, exist_ok=True)
        (folder / "_config.yml").touch()  # by which Hexo knows its own
        self._published = folder / "published.json"
        self._base = ""

    @property
    def secrets(self) -> Mapping[str, str]:
        return {}

    def settings(self, base: str) -> Mapping[str, object]:
        self._base = base
        return {"generator": "hexo", "delivery": "directory", "path": str(self._posts), "static": ""}

    def answer(self, request: Request) -> Response:
        """The built site: the list of posts, a page for each, and the pictures. Nothing can be written."""
        if request.method not in {"GET", "HEAD"}:
            return Response(405, b"this blog takes files, not requests", {"allow": "GET, HEAD"})
        path = unquote(request.path)
        if path == "/":
            return _html(
                "".join(f'<li><a href="{self._page(h)}">{escape(h.title)}</a></li>' for h in self._heads())
            )
        for found in self._heads():
            if self._base + quote(path) == self._page(found):
                return _html(self._render(found))
        data = self.pictures().get(self._base + quote(path))
        if data is None:
            return Response(404, b"not found")
        return Response(200, data, {"content-type": guess_type(path)[0] or "application/octet-stream"})

    def arrived(self) -> tuple[Arrived, ...]:
        """Every post, oldest file first."""
        published = self._read_published()
        return tuple(
            Arrived(
                id=found.path,
                title=found.title,
                html=self._render(found),
                source=self._text(found.path),
                state="published" if found.path in published else "draft",
            )
            for found in sorted(
                self._heads(), key=lambda found: (self._posts / found.path).stat().st_mtime_ns
            )
        )

    def pictures(self) -> Mapping[str, bytes]:
        """As Hexo serves them: a post's asset folder below the post's address, `source/…` as it is."""
        found: dict[str, Path] = {}
        folders = {self._posts / _stem(post.path): self._folder(post) for post in self._heads()}
        for file in sorted(self._source.rglob("*")):
            if not file.is_file() or file.suffix in {".md", ".markdown"}:
                continue
            for folder, address in folders.items():
                if file.is_relative_to(folder):
                    found[f"{address}/{quote(file.relative_to(folder).as_posix())}"] = file
            if not file.is_relative_to(self._posts):
                found[f"{self._base}/{quote(file.relative_to(self._source).as_posix())}"] = file
        return Held(found)

    def edit(self, draft: str, words: str) -> None:
        file = self._file(draft)
        file.write_bytes(file.read_bytes() + f"\n\n{words}\n".encode())

    def reopen(self, draft: str) -> None:
        """An editor saves the file as it was, only its line ends changed."""
        file = self._file(draft)
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def remove(self, draft: str) -> None:
        self._file(draft).unlink()
        shutil.rmtree(self._posts / _stem(draft), ignore_errors=True)

    def publish(self, draft: str) -> str:
        found = head_of(self._text(draft), draft)
        self._published.write_text(json.dumps({**self._read_published(), draft: self._page(found)}), "utf-8")
        return self._page(found)

    def _heads(self) -> tuple[Head, ...]:
        return tuple(heads(self._posts))

    def _text(self, draft: str) -> str:
        return self._file(draft).read_bytes().decode("utf-8")

    def _file(self, draft: str) -> Path:
        file = self._posts / draft
        if not file.resolve().is_relative_to(self._posts.resolve()) or not file.is_file():
            raise KeyError(f"no post {draft}")
        return file

    def _read_published(self) -> dict[str, str]:
        return dict(json.loads(self._published.read_text("utf-8"))) if self._published.exists() else {}

    def _folder(self, found: Head) -> str:
        return f"{self._base}/{quote(found.abbrlink or _stem(found.path))}"

    def _page(self, found: Head) -> str:
        return f"{self._folder(found)}.html"

    def _render(self, found: Head) -> str:
        """The article; a picture that is not there is left out, as Hexo does."""
        stored, folder = self.pictures(), self._folder(found)

        def address(src: str) -> str:
            path = quote(unquote(posixpath.normpath(src)))
            wanted = f"{self._base}{path}" if src.startswith("/") else f"{folder}/{path}"
            return wanted if wanted in stored else ""

        return page(self._text(found.path), "hexo", address)


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def _html(fragment: str) -> Response:
    text = f'<!doctype html><meta charset="utf-8"><style>{CSS}</style>{fragment}'
    return Response(200, text.encode("utf-8"), {"content-type": "text/html; charset=utf-8"})
