"""A rendition's pictures on the platform: each sent once per account, side by side, before any draft."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from publisher.contract import Channel, Tools
from publisher.errors import InDoubt, PlatformError, PublishError, SourceError, Throttled, Unavailable
from publisher.ledger.store import Ledger
from publisher.markdown.walk import walk
from publisher.model.post import Asset, DiagramOrigin, FormulaOrigin, Note, Post
from publisher.model.record import Upload, Uploaded, Use
from publisher.model.rendition import REFERENCE, Limits, Payload, Rendition, bind
from publisher.model.tree import CodeBlock, Image
from publisher.push.pixels import pixels

A = TypeVar("A")
B = TypeVar("B")


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
    ledger's uploads know it; `progress` is told (name, done, total) for each one sent."""

    root: Path
    tools: Tools
    ledger: Ledger
    holder: str
    limits: Limits
    at_once: SideBySide
    progress: Callable[[str, int, int], None]

    def payload(self, channel: Channel, rendition: Rendition, post: Post, target: str) -> Arrived:
        """The rendition with addresses for references, everything missing sent first.

        Raises the first failure, naming picture and line; what had arrived is recorded and not sent again.
        """
        if self.limits.files_with_text:
            return Arrived(self._beside(rendition, post))
        wants = wanted(rendition, self.ledger.uploads(self.holder), post)
        notes = self._send(channel, wants, post, target)
        held = self.ledger.uploads(self.holder)
        addresses = {ref: held[ref].address for ref in REFERENCE.findall(rendition.body)}
        cover = held[rendition.cover] if rendition.cover else None
        return Arrived(Payload(rendition, bind(rendition, addresses), cover), len(wants), notes)

    def _beside(self, rendition: Rendition, post: Post) -> Payload:
        data: dict[str, bytes] = {}
        for ref in dict(rendition.files):
            asset = rendition.assets[ref]
            try:
                data[ref] = pixels(asset, self.root, self.tools)
            except PublishError as error:
                raise _located(error, asset, post, drawn_line(post, rendition, ref)) from error
        return Payload(rendition, bind(rendition, dict(rendition.files)), data=data)

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
        from publisher.images.fit import fit  # Pillow is loaded only when a picture is sent
        from publisher.images.sniff import ImageError

        asset = want.asset
        try:
            fitted = fit(pixels(asset, self.root, self.tools), self.limits)
        except ImageError as error:
            raise SourceError(error.message, hint=error.hint) from error
        fitting = replace(
            asset,
            media_type=fitted.media_type,
            width=fitted.width,
            height=fitted.height,
            size=len(fitted.data),
        )
        try:
            uploaded = channel.upload(fitting, fitted.data, want.uses)
        except InDoubt as error:  # a picture more harms nobody: it is simply sent again
            raise Unavailable(error.message, hint="run this again", code=error.code) from error
        _complete(uploaded, want)
        fact = Upload(target=target, account=channel.account, source=asset.ref, uploaded=uploaded)
        self.ledger.record_upload(self.holder, fact)
        return Note("picture-converted", f"{asset.name}: {fitted.note}", want.line) if fitted.note else None


def wanted(rendition: Rendition, held: Mapping[str, Uploaded], post: Post) -> tuple[Want, ...]:
    """What the account lacks of a rendition's pictures, in the order of the text, the cover last."""
    uses: dict[str, set[Use]] = {}
    for ref in REFERENCE.findall(rendition.body):
        uses.setdefault(ref, set()).add(Use.BODY)
    if rendition.cover:
        uses.setdefault(rendition.cover, set()).add(Use.COVER)
    found: list[Want] = []
    for ref, asked in uses.items():
        have = held.get(ref, Uploaded())
        lacking = asked - ({Use.BODY} if have.address else set()) - ({Use.COVER} if have.id else set())
        if lacking:
            found.append(Want(rendition.assets[ref], frozenset(lacking), drawn_line(post, rendition, ref)))
    return tuple(found)


def line_of(post: Post, ref: str) -> int:
    """The author's line a picture first stands on, 0 when only the front matter or a template names it."""
    return next((n.lines[0] for n in walk(post.document) if isinstance(n, Image) and n.asset == ref), 0)


def drawn_line(post: Post, rendition: Rendition, ref: str) -> int:
    """The same for a picture that may be drawn from a formula or from code."""
    origin = rendition.assets[ref].origin
    if isinstance(origin, FormulaOrigin):  # what is drawn may begin with definitions of the post's
        return next((use.line for use in rendition.formulas if origin.tex.endswith(use.tex)), 0)
    if isinstance(origin, DiagramOrigin):
        codes = (node for node in walk(post.document) if isinstance(node, CodeBlock))
        return next((node.lines[0] for node in codes if node.code == origin.text), 0)
    return line_of(post, ref)


def _complete(uploaded: Uploaded, want: Want) -> None:
    if (Use.BODY in want.uses and not uploaded.address) or (Use.COVER in want.uses and not uploaded.id):
        raise PlatformError("the platform took it, but the adapter gave no address for it")


def _located(error: PublishError, asset: Asset, post: Post, line: int) -> PublishError:
    """The same error, saying which picture of which post."""
    error.message = f"picture {asset.name}: {error.message}"
    error.args = (error.message,)
    error.path, error.line = error.path or post.path, error.line or line
    return error
