"""Fetching a picture an author linked to, from the public web and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx

from publisher.errors import Rejected, Unavailable
from publisher.wire.bounds import ended_after, unpacked
from publisher.wire.patience import SYSTEM, Clock, retry_after
from publisher.wire.public import IP, addresses, ask, open_direct, plain
from publisher.wire.public import is_public as is_public
from publisher.wire.redaction import bare_address
from publisher.wire.repeats import Again, Done, repeat
from publisher.wire.transport import NEVER_LEFT, UNSENDABLE, reason, untrusted

REDIRECTS = 5
_BESIDE = "put the picture beside the post and refer to it there"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def fetch_public(
    url: str,
    *,
    max_bytes: int,
    timeout: float,
    picture: bool = False,
    allow: Callable[[IP], bool] = is_public,
    clock: Clock = SYSTEM,
) -> bytes:
    """The bytes at an http(s) address, redirects followed (each checked anew, 5 at most).

    `timeout` bounds the whole, in seconds. `picture`: refuse what does not begin like one (PNG, JPEG, GIF,
    WebP, AVIF, HEIC, BMP, SVG). `allow` says which IP addresses may be connected to. Raises Rejected (not
    public, not there, too large, not a picture) or Unavailable (no answer, HTTP 429 or 5xx).
    """
    deadline = clock.monotonic() + timeout
    with open_direct() as http:
        fetch = _Fetch(http, max_bytes, allow, lambda: deadline - clock.monotonic(), clock)
        data = repeat(lambda: fetch.attempt(url), deadline=deadline, clock=clock, rest=clock.sleep)
    if picture and not _looks_like_picture(data):
        raise Rejected(f"what is at {bare_address(url)} is not a picture", hint=_BESIDE)
    return data


@dataclass(frozen=True, slots=True)
class _Fetch:
    http: httpx.Client
    max_bytes: int
    allow: Callable[[IP], bool]
    remaining: Callable[[], float]
    clock: Clock

    def attempt(self, url: str) -> Done[bytes] | Again:
        """From the first address to the last redirect."""
        for _hop in range(REDIRECTS + 1):
            found = self._get(url)
            if not isinstance(found, str):
                return found
            url = found
        raise Rejected(f"{bare_address(url)}: too many redirects", hint=_BESIDE)

    def _get(self, url: str) -> Done[bytes] | Again | str:
        """The bytes, a failure that may pass, or the address to go on to."""
        where = bare_address(url)
        target = plain(url)
        if target is None:
            raise Rejected(f"{where} is not a plain http or https address", hint=_BESIDE)
        try:
            found = addresses(target, self.allow)
        except OSError:
            found = ()
        if found is None:
            raise Rejected(f"{where} is not on the public internet, so it is not fetched", hint=_BESIDE)
        failure = "it has no address"
        for ip in found:
            outcome = self._from(target, ip, where)
            if not isinstance(outcome, _NoConnection):
                return outcome
            failure = outcome.reason
        return Again(Unavailable(f"cannot fetch {where}: {failure}", hint=f"try again later, or {_BESIDE}"))

    def _from(self, target: httpx.URL, ip: str, where: str) -> Done[bytes] | Again | str | _NoConnection:
        """Ask one checked address, under the name the author wrote."""
        try:
            with (
                ended_after(self.remaining()) as trace,
                ask(self.http, "GET", target, ip, max(0.05, self.remaining()), trace) as response,
            ):
                if response.has_redirect_location:
                    return str(target.join(response.headers["location"]))
                return self._read(response, where)
        except (*NEVER_LEFT, *UNSENDABLE) as error:
            failure = reason(error)
            if isinstance(error, NEVER_LEFT) and not untrusted(error):
                return _NoConnection(failure)
        except httpx.HTTPError as error:
            return Again(Unavailable(f"cannot fetch {where}: {reason(error)}", hint="try again later"))
        raise Rejected(f"cannot fetch {where}: {failure}", hint=_BESIDE)

    def _read(self, response: httpx.Response, where: str) -> Done[bytes] | Again:
        status = response.status_code
        if status == 429 or status >= 500:
            error = Unavailable(f"cannot fetch {where}: HTTP {status}", hint="try again later")
            return Again(error, retry_after(response.headers.get("retry-after", ""), self.clock.now()))
        if status != 200:
            raise Rejected(f"cannot fetch {where}: HTTP {status}", hint=_BESIDE)
        too_large = Rejected(f"{where} is larger than {self.max_bytes:,} bytes", hint=_BESIDE)
        said = response.headers.get("content-length", "")
        if said.isascii() and said.isdigit() and int(said[:15]) > self.max_bytes:
            raise too_large
        data = bytearray()
        try:
            for chunk in unpacked(response.iter_raw(), response.headers.get("content-encoding", "")):
                data += chunk
                if len(data) > self.max_bytes:
                    raise too_large
                if self.remaining() <= 0:
                    return Again(Unavailable(f"cannot fetch {where}: it took too long", hint=_BESIDE))
        except ValueError as error:
            raise Rejected(f"cannot fetch {where}: {error}", hint=_BESIDE) from None
        return Done(bytes(data))


@dataclass(frozen=True, slots=True)
class _NoConnection:
    reason: str


def _looks_like_picture(data: bytes) -> bool:
    head = data[:512].lstrip()
    return (
        data.startswith(_PICTURES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or data[4:8] == b"ftyp"
        or (head.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in data[:4096])
    )
