"""A rendition's pictures on the platform: each sent once per account, side by side, before any draft."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from publisher.contract import Channel, Tools
from publisher.errors import InDoubt, PlatformError, PublishError, Throttled, Unavailable
from publisher.ledger.store import Ledger
from publisher.markdown.walk import walk
from publisher.model.post import Asset, DiagramOrigin, FormulaOrigin, Note, Post
from publisher.model.record import Upload, Uploaded, Use
from publisher.model.rendition import REFERENCE, Limits, Payload, Rendition, bind
from publisher.model.tree import Image
from publisher.push.making import Making

A = TypeVar("A")
B = TypeVar("B")

_KINDS = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


class SideBySide(Protocol):
    """How several calls are made: like `map`, at once or one after the other."""

    def __call__(self, call: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]: ...


@dataclass(frozen=True, slots=True)
class Want:
    """A picture that is still to be sent, and what for."""

    asset: Asset
    uses: frozenset[Use]
    line: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """A payload, and what was done for it: pictures sent now, remarks on them."""

    payload: Payload
    sent: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where pictures come from and go to. `tools` draw those that are drawn; `holder` is the account as the
    ledger's uploads know it; `progress` is told (name, done, total) for each one sent; `making` is shared by
    all steps of a run, `covers` are the pictures one of them shows in front."""

    root: Path
    tools: Tools
    ledger: Ledger
    holder: str
    limits: Limits
    at_once: SideBySide
    progress: Callable[[str, int, int], None]
    making: Making = field(default_factory=Making)
    covers: frozenset[str] = frozenset()

    def payload(self, channel: Channel, rendition: Rendition, post: Post, target: str) -> Arrived:
        """The rendition with addresses for references, everything missing sent first.

        Raises the first failure, naming picture and line; what had arrived is recorded and not sent again.
        """
        if self.limits.files_with_text:
            return self._beside(rendition, post)
        wants = wanted(rendition, self.ledger.uploads(self.holder), post, self.covers)
        notes = self._send(channel, wants, post, target)
        held = self.ledger.uploads(self.holder)
        addresses = {ref: held[ref].address for ref in REFERENCE.findall(rendition.body)}
        cover = held[rendition.cover] if rendition.cover else None
        payload = Payload(rendition, bind(rendition, addresses), cover, addresses=addresses)
        return Arrived(payload, len(wants), notes)

    def _beside(self, rendition: Rendition, post: Post) -> Arrived:
        """The files that go with the text: each is looked at now, and made again when it is written, so that
        they need not all be held."""
        files = dict(rendition.files)
        notes: list[Note] = []

        def made(ref: str) -> bytes:
            asset, line = rendition.assets[ref], drawn_line(post, rendition, ref)
            limits = _as_named(self.limits, asset, files[ref])
            try:
                with self.making.made(asset, self.root, self.tools, limits) as fitted:
                    if fitted.note:
                        notes.append(Note(fitted.kind, f"{asset.name}: {fitted.note}", line))
                    return fitted.data
            except PublishError as error:
                raise _located(error, asset, post, line) from error

        for ref in files:
            made(ref)
        told = tuple(dict.fromkeys(notes))
        return Arrived(Payload(rendition, bind(rendition, files), data=Files(made, tuple(files))), 0, told)

    def _send(self, channel: Channel, wants: tuple[Want, ...], post: Post, target: str) -> tuple[Note, ...]:
        halted = threading.Event()
        done: list[str] = []

        def send(want: Want) -> Note | PublishError | None:
            if halted.is_set():
                return None
            try:
                note = self._upload(channel, want, target)
            except PublishError as error:
                if isinstance(error, Throttled | Unavailable) or getattr(error, "stop", False):
                    halted.set()  # the others would fare no better
                return _located(error, want.asset, post, want.line)
            done.append(want.asset.name)
            self.progress(want.asset.name, len(done), len(wants))
            return note

        results = tuple(self.at_once(send, wants))
        errors = [result for result in results if isinstance(result, PublishError)]
        if errors:
            raise min(errors, key=lambda error: not getattr(error, "stop", False))
        return tuple(result for result in results if isinstance(result, Note))

    def _upload(self, channel: Channel, want: Want, target: str) -> Note | None:
        asset = want.asset
        with self.making.made(asset, self.root, self.tools, self.limits) as fitted:
            fitting = replace(
                asset,
                media_type=fitted.media_type,
                width=fitted.width,
                height=fitted.height,
                size=len(fitted.data),
            )
            content = hashlib.sha256(fitted.data).hexdigest()
            with self.making.once.only((self.holder, content)):
                there = self.ledger.contents(self.holder).get(content, Uploaded())
                lacking = _lacking(want.uses, there)
                uploaded = self._sent(channel, fitting, fitted.data, lacking) if lacking else there
                uploaded = Uploaded(uploaded.address or there.address, uploaded.id or there.id)
                _complete(uploaded, want)
                fact = Upload(
                    target=target,
                    account=channel.account,
                    source=asset.ref,
                    uploaded=uploaded,
                    content=content,
                )
                self.ledger.record_upload(self.holder, fact)
        return Note(fitted.kind, f"{asset.name}: {fitted.note}", want.line) if fitted.note else None

    def _sent(self, channel: Channel, asset: Asset, data: bytes, uses: frozenset[Use]) -> Uploaded:
        try:
            return channel.upload(asset, data, uses)
        except InDoubt as error:  # a picture more harms nobody: it is simply sent again
            raise Unavailable(error.message, hint="run this again", code=error.code) from error


@dataclass(frozen=True, slots=True)
class Files(Mapping[str, bytes]):
    """Bytes by reference, made when they are asked for."""

    make: Callable[[str], bytes]
    refs: tuple[str, ...]

    def __getitem__(self, ref: str) -> bytes:
        if ref not in self.refs:
            raise KeyError(ref)
        return self.make(ref)

    def __iter__(self) -> Iterator[str]:
        return iter(self.refs)

    def __len__(self) -> int:
        return len(self.refs)


def wanted(
    rendition: Rendition, held: Mapping[str, Uploaded], post: Post, covers: frozenset[str] = frozenset()
) -> tuple[Want, ...]:
    """What the account lacks of a rendition's pictures, in the order of the text, the cover last. What is to
    be sent anyway and is one of `covers`, those of other posts, is sent as a cover at once."""
    uses: dict[str, set[Use]] = {}
    for ref in REFERENCE.findall(rendition.body):
        uses.setdefault(ref, set()).add(Use.BODY)
    if rendition.cover:
        uses.setdefault(rendition.cover, set()).add(Use.COVER)
    found: list[Want] = []
    for ref, asked in uses.items():
        lacking = _lacking(frozenset(asked), held.get(ref, Uploaded()))
        if lacking:
            if ref in covers:
                lacking |= _lacking(frozenset({Use.COVER}), held.get(ref, Uploaded()))
            found.append(Want(rendition.assets[ref], lacking, drawn_line(post, rendition, ref)))
    return tuple(found)


def shown(rendition: Rendition) -> tuple[str, ...]:
    """References of a rendition's pictures, in the order of the text, the cover last."""
    return tuple(dict.fromkeys(filter(None, (*REFERENCE.findall(rendition.body), rendition.cover))))


def line_of(post: Post, ref: str) -> int:
    """The author's line a picture first stands on, 0 when only the front matter or a template names it."""
    return next((n.lines[0] for n in walk(post.document) if isinstance(n, Image) and n.asset == ref), 0)


def drawn_line(post: Post, rendition: Rendition, ref: str) -> int:
    """The same for a picture that may be drawn from a formula or from code."""
    origin = rendition.assets[ref].origin
    if isinstance(origin, FormulaOrigin):  # what is drawn may begin with definitions of the post's
        return next((use.line for use in rendition.formulas if origin.tex.endswith(use.tex)), 0)
    if isinstance(origin, DiagramOrigin):
        return origin.line
    return line_of(post, ref)


def _lacking(uses: frozenset[Use], have: Uploaded) -> frozenset[Use]:
    """The uses for which an account holds nothing yet."""
    return uses - ({Use.BODY} if have.address else set()) - ({Use.COVER} if have.id else set())


def _as_named(limits: Limits, asset: Asset, path: str) -> Limits:
    """What cannot stay of its kind becomes what the file's name says."""
    if not asset.media_type or asset.media_type in limits.picture_types:
        return limits
    kind = _KINDS.get(path.rpartition(".")[2].lower())
    return replace(limits, picture_types=frozenset({kind})) if kind else limits


def _complete(uploaded: Uploaded, want: Want) -> None:
    if (Use.BODY in want.uses and not uploaded.address) or (Use.COVER in want.uses and not uploaded.id):
        raise PlatformError("the platform took it, but the adapter gave no address for it")


def _located(error: PublishError, asset: Asset, post: Post, line: int) -> PublishError:
    """The same error, saying which picture of which post."""
    error.message = f"picture {asset.name}: {error.message}"
    error.args = (error.message,)
    error.path, error.line = error.path or post.path, error.line or line
    return error
