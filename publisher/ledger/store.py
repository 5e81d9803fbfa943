"""The ledger: facts about every post and every upload, in files made to be committed and merged."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from publisher.errors import Unavailable
from publisher.ledger.files import append_line, replace_text
from publisher.ledger.lines import ALL, Line, decode, encode
from publisher.ledger.locks import Locks
from publisher.ledger.names import file_name
from publisher.ledger.places import TELLING, Today, goes_by, on_site, places
from publisher.model.post import PostKey
from publisher.model.record import (
    Alias,
    Canonical,
    Fact,
    Fetched,
    History,
    Lost,
    Places,
    Upload,
    Uploaded,
)
from publisher.wire.patience import Clock

F = TypeVar("F", bound=Fact)
U = TypeVar("U", Upload, Lost)
TICK = timedelta(microseconds=1)


class Ledger:
    """What happened, below `folder` (`.publish`, or the sandbox's own).

    `ledger/<name>.jsonl` holds a post's facts, `ledger/uploads/<name>.jsonl` an account's pictures,
    `ledger/web/pictures.jsonl` what the web's were when they were fetched,
    `sent/<target>/<name>.txt` what was last sent, as readable text, `sent/<target>/there/<name>.txt`
    what the platform made of it, and `sent/<target>/replaced/` what people wrote there and was overwritten.
    Reading needs no lock and may happen while another run writes. Every method raises Unavailable when the
    disk will not have it.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._posts = folder / "ledger"
        self._uploads = folder / "ledger" / "uploads"
        self._pictures = folder / "ledger" / "web" / "pictures.jsonl"
        self._sent = folder / "sent"
        self._clock = clock
        self._locks = Locks(folder / "cache" / "locks")
        self._mutex = threading.Lock()
        self._names: dict[str, PostKey] | None = None

    def lock(self, key: PostKey) -> AbstractContextManager[None]:
        """Keep other runs from writing this post; all lanes of this run may. Raises Unavailable."""
        key = self.known_as(key)
        return self._locks.hold(file_name(key), f"another run is pushing this post ({key})")

    def history(self, key: PostKey) -> History:
        """Everything known of a post, under whichever of its names."""
        key = self.known_as(key)
        return History(key, tuple(line.fact for line in _read(self._post(key))))

    def histories(self, *kinds: type[Fact]) -> tuple[History, ...]:
        """Every post the ledger knows, by key, with all facts or those of some kinds."""
        facts: dict[PostKey, list[Fact]] = {}
        for path in sorted(self._posts.glob("*.jsonl")):
            for post, fact in _read(path, kinds):
                facts.setdefault(PostKey(post), []).append(fact)
        return tuple(History(key, tuple(found)) for key, found in sorted(facts.items()))

    def append(self, key: PostKey, fact: F) -> F:
        """Record a fact; it is on disk when this returns. A fact without an id gets one and the time.

        Times never run backwards within a post, whatever the clock does: the newest fact must also be the
        one that sorts last.
        """
        with self.lock(key), self._mutex:
            known = self.history(key)
            if not fact.id:
                newest = max((old.at for old in known.facts), default=None)
                fact = self._stamp(fact, newest)
            _append(self._post(known.key), Line(known.key, fact))
            if isinstance(fact, Alias) and self._names is not None:
                self._names[fact.name] = known.key
            if isinstance(fact, Canonical) and self._names is not None:
                self._names[fact.address] = known.key
        return fact

    def known_as(self, *names: str) -> PostKey:
        """The key a post stands under: the first of its names the ledger knows as a key, an alias or a post's
        newest address on the site, else the first name. So a key computed once never moves."""
        for name in names:
            if self._post(name).exists():
                return PostKey(name)
            found = self._aliases().get(name)
            if found is not None:
                return found
        return PostKey(names[0])

    def uploads(self, account: str) -> Mapping[str, Uploaded]:
        """What an account already holds, by the picture's reference; address and id may have come apart."""
        return self._held(account, lambda fact: fact.source)

    def contents(self, account: str) -> Mapping[str, Uploaded]:
        """The same by the SHA-256 of the bytes sent, as far as that was recorded."""
        return self._held(account, lambda fact: fact.content)

    def _held(self, account: str, name: Callable[[Upload], str]) -> Mapping[str, Uploaded]:
        facts = [fact for _, fact in _read(self._account(account))]
        lost = {fact.upload for fact in facts if isinstance(fact, Lost)}
        found: dict[str, Uploaded] = {}
        for fact in facts:
            if isinstance(fact, Upload) and name(fact):
                old, new = found.get(name(fact), Uploaded()), fact.uploaded
                id = new.id if new.id not in lost else ""
                found[name(fact)] = Uploaded(new.address or old.address, id or old.id)
        return found

    def record_upload(self, account: str, fact: U) -> U:
        """Record a picture the platform took, or does not have any more; several lanes may do so at once."""
        name = f"uploads-{file_name(account)}"
        with self._locks.hold(name, "another run is recording an upload", wait=30), self._mutex:
            fact = self._stamp(fact, None)
            _append(self._account(account), Line("", fact))
        return fact

    def sent_to(self, target: str) -> frozenset[str]:
        """The references of all pictures that were sent to a target, with whatever account."""
        facts = (fact for path in sorted(self._uploads.glob("*.jsonl")) for _, fact in _read(path))
        return frozenset(fact.source for fact in facts if isinstance(fact, Upload) and fact.target == target)

    def pictures(self) -> Mapping[str, Fetched]:
        """What the web's pictures were when they were last fetched, by address."""
        facts = (fact for _, fact in _read(self._pictures))
        return {fact.url: fact for fact in facts if isinstance(fact, Fetched)}  # the newest comes last

    def record_picture(self, fact: Fetched) -> Fetched:
        """Record what a picture of the web was when it was fetched."""
        with self._locks.hold("pictures", "another run is recording a picture", wait=30), self._mutex:
            fact = self._stamp(fact, None)
            _append(self._pictures, Line("", fact))
        return fact

    def places(self, today: Today = lambda _names: None) -> Places:
        """Where posts are public, on each target and by everything a post has gone by, and every address that
        leads or led to one; `today` tells what a post goes by now."""
        return replace(places(self.histories(*TELLING), today), pictures=self.pictures())

    def remember(self, key: PostKey, names: Iterable[str], address: str) -> None:
        """Record what a post goes by now, where that is news: further names (its key of today, its place) and
        its address on the site. Under these it is found when it is given others."""
        history = self.history(key)
        for name in names:
            if name and name not in goes_by(history) and not self._post(name).exists():
                self.append(key, Alias(name=name, target=""))
        if address and address != on_site(history):
            self.append(key, Canonical(address=address, target=""))

    def sent(self, target: str, key: PostKey) -> str | None:
        """The readable text last sent, None when nothing was."""
        return _text(self._text(target, key))

    def save_sent(self, target: str, key: PostKey, text: str) -> None:
        """Keep what was sent, as text; the one before it is replaced."""
        _replace(self._text(target, key), text)

    def there(self, target: str, key: PostKey) -> str | None:
        """What the platform had made of it right after, None when it was not read back."""
        return _text(self._text(target, key, "there"))

    def save_there(self, target: str, key: PostKey, text: str) -> None:
        """Keep what the platform made of it: compared with what stands there later, it shows an edit."""
        _replace(self._text(target, key, "there"), text)

    def save_replaced(self, target: str, key: PostKey, text: str) -> Path:
        """Keep what somebody else wrote there and a push is about to overwrite; where it is kept."""
        path = self._text(target, key, "replaced")
        path = path.with_name(f"{path.stem}.{self._clock.now():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}.txt")
        _replace(path, text)
        return path

    def _post(self, key: str) -> Path:
        return self._posts / f"{file_name(key)}.jsonl"

    def _account(self, account: str) -> Path:
        return self._uploads / f"{file_name(account)}.jsonl"

    def _text(self, target: str, key: PostKey, *folders: str) -> Path:
        return self._sent.joinpath(file_name(target), *folders, f"{file_name(self.known_as(key))}.txt")

    def _stamp(self, fact: F, newest: datetime | None) -> F:
        at = self._clock.now()
        if newest is not None:
            at = max(at, newest + TICK)
        return replace(fact, id=f"{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}", at=at)

    def _aliases(self) -> Mapping[str, PostKey]:
        if self._names is None:
            histories = self.histories(Alias, Canonical)
            told = sorted(
                (fact.at, fact.name, history.key)
                for history in histories
                for fact in history.facts
                if isinstance(fact, Alias)
            )
            newest = {name: key for _, name, key in told}
            self._names = newest | {on_site(history): history.key for history in histories}
        return self._names


def _read(path: Path, kinds: tuple[type[Fact], ...] = ()) -> Iterable[Line]:
    return decode(_bytes(path) or b"", frozenset(kinds) or ALL)


def _text(path: Path) -> str | None:
    data = _bytes(path)
    return None if data is None else data.decode("utf-8", "replace")


def _bytes(path: Path) -> bytes | None:
    """A file's bytes, None when there is none; one that cannot be read is not taken for an empty one."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable(
            f"the ledger cannot be read: {path}: {error.strerror or error}",
            hint="mend the file's rights; without its record a post might be sent twice",
        ) from error


def _replace(path: Path, text: str) -> None:
    try:
        replace_text(path, text)
    except OSError as error:
        raise _unwritable(path, error) from error


def _append(path: Path, line: Line) -> None:
    try:
        append_line(path, encode(line))
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Unavailable:
    return Unavailable(
        f"the ledger cannot be written: {path}: {error.strerror or error}",
        hint="make room on the disk and allow writing there; nothing may be sent without a record of it",
    )
