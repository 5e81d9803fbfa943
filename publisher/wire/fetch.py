"""Fetching a picture an author linked to, from the public web and from nowhere else.

An address in a post may be anybody's idea, so it must not reach what only this machine can: every host is
resolved here, every address it has is checked, and the connection goes to the checked address itself, so
that a second look-up cannot answer differently. That is why no proxy is used: it would look names up anew.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

from publisher.errors import Rejected, Unavailable
from publisher.wire.patience import SYSTEM, Clock, retry_after
from publisher.wire.redaction import bare_address
from publisher.wire.repeats import Again, Done, repeat
from publisher.wire.transport import NEVER_LEFT, UNSENDABLE, USER_AGENT, reason, silence, untrusted

IP = IPv4Address | IPv6Address
REDIRECTS = 5
_BESIDE = "put the picture beside the post and refer to it there"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def is_public(ip: IP) -> bool:
    """Whether an address belongs to the public internet: not loopback, private, link-local, multicast,
    reserved, carrier-grade NAT, nor one of these wrapped in IPv6."""
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return ip.ipv4_mapped is not None and is_public(inner)
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


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
    silence()
    with httpx.Client(
        mounts={"all://": None, "http://": None, "https://": None},  # whatever HTTPS_PROXY says
        headers={"User-Agent": USER_AGENT},
        follow_redirects=False,
    ) as http:
        http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
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
        try:
            target = httpx.URL(url)
        except (httpx.InvalidURL, UnicodeError):
            target = httpx.URL()
        if target.scheme not in {"http", "https"} or not target.host or target.userinfo:
            raise Rejected(f"{where} is not a plain http or https address", hint=_BESIDE)
        failure = "it has no address"
        for ip in self._addresses(target, where):
            outcome = self._from(target, ip, where)
            if not isinstance(outcome, _NoConnection):
                return outcome
            failure = outcome.reason
        return Again(Unavailable(f"cannot fetch {where}: {failure}", hint=f"try again later, or {_BESIDE}"))

    def _addresses(self, target: httpx.URL, where: str) -> Iterator[str]:
        port = target.port or (443 if target.scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(target.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
        public = [address for address in addresses if self.allow(ip_address(address.partition("%")[0]))]
        if addresses and not public:
            raise Rejected(f"{where} is not on the public internet, so it is not fetched", hint=_BESIDE)
        yield from public

    def _from(self, target: httpx.URL, ip: str, where: str) -> Done[bytes] | Again | str | _NoConnection:
        """Ask one checked address, under the name the author wrote."""
        try:
            with self.http.stream(
                "GET",
                target.copy_with(host=ip, fragment=None),
                headers={"Host": target.netloc.decode("ascii")},
                timeout=max(0.05, self.remaining()),
                extensions={"sni_hostname": target.raw_host.decode("ascii").strip("[]")},
            ) as response:
                if response.is_redirect:
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
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > self.max_bytes:
                raise Rejected(f"{where} is larger than {self.max_bytes:,} bytes", hint=_BESIDE)
            if self.remaining() <= 0:
                return Again(Unavailable(f"cannot fetch {where}: it took too long", hint=_BESIDE))
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
