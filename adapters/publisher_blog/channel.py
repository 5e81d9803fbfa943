"""Delivery to a directory: posts and pictures written into a generator's source tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.contract import Access
from publisher.errors import ConfigError, Rejected
from publisher.model.post import Asset, PostKey
from publisher.model.record import Draft, Remote, State, Uploaded, Use
from publisher.model.rendition import Payload, Rendition

from .files import Folders
from .generators import Generator
from .heads import Head, head, head_of, heads
from .settings import BlogSettings

_ABBRLINK = re.compile(r"^abbrlink:[^\r\n]*", re.MULTILINE)


def connect(settings: BlogSettings, access: Access) -> Directory:
    """A channel to the folder `path`, made with the first post where it is not there yet. ConfigError when
    something else stands in its place."""
    if settings.delivery != "directory":
        raise ConfigError(
            f'[targets.{access.target}] delivery = "{settings.delivery}" is not built yet: '
            "this version delivers to a directory",
            hint='set delivery = "directory" and `path` to the posts of a checkout of the blog',
        )
    try:
        to_static = settings.to_static()
    except ValueError as why:
        raise ConfigError(f"[targets.{access.target}] {why}") from why
    posts = (access.root / settings.path).resolve()
    if not settings.path or (posts.exists() and not posts.is_dir()):
        raise ConfigError(
            f"[targets.{access.target}] path {settings.path!r} is not a folder (looked at {posts})",
            hint="name the folder the blog's posts are in",
        )
    folders = Folders(posts, (posts / to_static).resolve(), access.target)
    return Directory(settings.path.replace("\\", "/").rstrip("/"), folders, settings.rules)


@dataclass(frozen=True, slots=True)
class Directory:
    """The `Channel` of a folder. A draft's id is the post file's path below it, and it keeps that path.

    `name` is the folder as the settings spell it, not as this machine does: it goes into a shared ledger.
    """

    name: str
    folders: Folders
    rules: Generator

    @property
    def account(self) -> str:
        return f"directory:{self.name}"

    def candidates(self, key: PostKey, rendition: Rendition) -> tuple[Draft, ...]:
        """The file where the post would go, and files of the same abbrlink or title anywhere below.

        Ours beyond doubt: the abbrlink is the one the author wrote, or the file stands where the post goes
        and has no abbrlink that contradicts the author's.
        """
        place, abbrlink = _text(rendition, "path"), _text(rendition, "abbrlink")
        given = bool(rendition.fields.get("abbrlink_given"))
        found: list[Draft] = []
        with self.folders.trouble("look through the blog's posts"):
            for other in heads(self.folders.posts):
                same = bool(abbrlink) and other.abbrlink == abbrlink
                contrary = given and bool(other.abbrlink) and not same
                sure = (same and given) or (other.path == place and not contrary)
                if sure or same or other.path == place or (other.title == rendition.title and not contrary):
                    found.append(self._draft(other, sure=sure))
        return tuple(sorted(found, key=lambda draft: (not draft.sure, draft.id != place, draft.id)))

    def read(self, draft: Draft) -> Remote:
        """The file's text with line ends made alike: a checkout that changes them is nobody's edit."""
        file = self.folders.post(draft.id)
        with self.folders.trouble(f"read {draft.id}"):
            if not file.is_file():
                return Remote(State.GONE)
            text = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return Remote(State.DRAFT, head_of(text, draft.id).title, text)

    def upload(self, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        """Never called: `Limits.files_with_text`."""
        raise Rejected(
            f"{asset.name} is not uploaded: a blog's pictures are placed beside the text",
            hint="report this: the program should not have asked",
            target=self.folders.target,
        )

    def create(self, key: PostKey, payload: Payload) -> Draft:
        """Write the pictures, then the post. Rejected when a file stands there: it is another post's."""
        place = _text(payload.rendition, "path")
        if self.folders.post(place).exists():
            raise Rejected(
                f"another post stands at {self.name}/{place}",
                hint="rename this post's file, or give both the same abbrlink if they are one post",
                target=self.folders.target,
            )
        return self._write(place, payload)

    def update(self, draft: Draft, payload: Payload) -> Draft:
        """Replace pictures and post where the post stands, even if its place in the content has moved."""
        return self._write(draft.id, payload)

    def _write(self, place: str, payload: Payload) -> Draft:
        post = self.folders.post(place)
        pictures = [(self.folders.picture(path), ref) for ref, path in self._files(place, payload)]
        body = self._body(place, payload)
        for file, ref in pictures:
            self.folders.write(file, payload.data[ref])  # one at a time: together they may fill the memory
        self.folders.write(post, body.encode("utf-8"))  # last: a post never names a picture that is not there
        return self._draft(Head(place, payload.rendition.title), sure=True)

    def _files(self, place: str, payload: Payload) -> list[tuple[str, str]]:
        """Where the pictures go: those that lie beside the post follow it to where it stands."""
        files, folder = payload.rendition.files, _text(payload.rendition, "folder")
        if place == _text(payload.rendition, "path") or folder.startswith("."):
            return list(files)
        beside = [(ref, path) for ref, path in files if path.startswith(f"{folder}/")]
        if beside and not self.rules.holds_pictures(place):
            raise Rejected(
                f"{self.name}/{place} has no folder of its own, so pictures cannot stand beside it",
                hint=f"move it to {place.rpartition('.')[0]}/index.md in the blog: its address stays",
                target=self.folders.target,
            )
        there = self.rules.folder(place, "")
        return [
            (ref, there + path.removeprefix(folder) if (ref, path) in beside else path) for ref, path in files
        ]

    def _body(self, place: str, payload: Payload) -> str:
        """The body, with the abbrlink the blog's file has where ours was only computed from the title: an
        address once given stays when the title changes."""
        fields, file = payload.rendition.fields, self.folders.post(place)
        if fields.get("abbrlink_given") or not fields.get("abbrlink") or not file.is_file():
            return payload.body
        with self.folders.trouble(f"read {place}"):
            stands = head(file, place).abbrlink
        line = "abbrlink: '" + stands.replace("'", "''") + "'"
        return _ABBRLINK.sub(lambda _: line, payload.body, count=1) if stands else payload.body

    def _draft(self, found: Head, *, sure: bool) -> Draft:
        return Draft(found.path, f"{self.name}/{found.path}", found.title, sure=sure)


def _text(rendition: Rendition, field: str) -> str:
    return str(rendition.fields.get(field, ""))
