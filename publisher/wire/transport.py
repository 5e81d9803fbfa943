"""One exchange over HTTP: an Answer, or how it failed, as values. Only it and `public` open httpx clients."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx

from publisher import __version__
from publisher.errors import ConfigError
from publisher.wire.answers import Answer
from publisher.wire.call import Call

USER_AGENT = f"yigao/{__version__}"
LARGEST = 64 * 1024 * 1024
"""Bytes an answer may have, decompressed."""

_LOOPBACK = ("all://127.0.0.1", "all://localhost", "all://[::1]")
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
UNSENDABLE = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL, UnicodeError)
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. `left`: some of the request may have reached the platform. `final`: trying
    again cannot help. `reason` holds no address and no content; `trace` is for a developer's eyes."""

    reason: str
    left: bool
    final: bool = False
    trace: str = ""


class _TimeUp(Exception):
    """The time for the whole exchange is over."""


def open_http(proxy: str = "") -> httpx.Client:
    """An httpx client that keeps nothing between calls but connections: no cookies, no redirects.

    `proxy` wins over HTTPS_PROXY and its kin; loopback is reached directly either way. Raises ConfigError
    for a proxy that cannot be used, without showing it: its address may hold a password.
    """
    silence()
    broken = False
    try:
        http = httpx.Client(
            proxy=proxy or None,
            mounts=dict.fromkeys(_LOOPBACK),
            headers={"User-Agent": USER_AGENT},
            follow_redirects=False,
            verify=_trusted(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
        )
    except (ValueError, httpx.InvalidURL):
        broken = True
    if broken:  # outside the handler: the exception there shows the address
        hint = "give the target a `proxy` like http://host:port or socks5://host:port"
        raise ConfigError("the proxy's address cannot be read", hint=hint)
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return http


@lru_cache(maxsize=2)
def _trusted(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """Whose certificates are trusted, as httpx has it: reading them takes longer than a short call, and is
    done once for all targets."""
    return httpx.create_ssl_context()


def silence() -> None:
    """httpx and httpcore log whole addresses and headers, tokens included: nothing of it is let through."""
    known = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in {"httpx", "httpcore"}]
    for name in known:
        logging.getLogger(name).addFilter(_drop)


def _drop(_record: logging.LogRecord) -> bool:
    return False


def exchange(http: httpx.Client, call: Call, remaining: Callable[[], float]) -> Answer | Failure:
    """One request, one answer; `remaining` tells the seconds left for all of it."""
    steps: set[str] = set()
    tunnel = False

    def trace(event: str, info: dict[str, Any]) -> None:
        nonlocal tunnel
        if event.endswith("send_request_headers.started"):
            tunnel = info["request"].method == b"CONNECT"  # this one only reaches a proxy
        if not tunnel:
            steps.add(event.rpartition(".send_request_")[2])

    def pieces() -> Iterator[bytes]:
        view = memoryview(call.content)
        for start in range(0, len(view), _PIECE):
            if remaining() <= 0:
                raise _TimeUp
            yield bytes(view[start : start + _PIECE])

    headers = dict(call.headers)
    if call.content:
        headers["Content-Length"] = str(len(call.content))
    try:
        with http.stream(
            call.method,
            call.address(),
            headers=headers,
            content=pieces() if call.content else None,
            timeout=max(0.05, min(call.timeout, remaining())),
            extensions={"trace": trace},
        ) as response:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > LARGEST:
                    return Failure(f"the answer is larger than {LARGEST >> 20} MB", left=True, final=True)
                if remaining() <= 0:
                    raise _TimeUp
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, names, bytes(content))
    except _TimeUp:
        return Failure("it took too long in all", left=True)
    except NEVER_LEFT as error:
        return Failure(reason(error), left=False, final=untrusted(error))
    except UNSENDABLE as error:
        return Failure(reason(error), left="headers.complete" in steps, final=True)
    except httpx.HTTPError as error:
        return Failure(reason(error), left="headers.started" in steps)


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.PoolTimeout, "no free connection in time"),
    (httpx.ProxyError, "the proxy refused"),
    (httpx.ReadTimeout, "no answer in time"),
    (httpx.WriteTimeout, "it could not be sent in time"),
    (httpx.DecodingError, "the answer is damaged"),
    (httpx.RemoteProtocolError, "the connection ended before the whole answer"),
    (httpx.UnsupportedProtocol, "the address is not one of http or https"),
    (httpx.LocalProtocolError, "a header holds characters that cannot be sent"),
    (UnicodeError, "a header or the address holds characters that cannot be sent"),
    (httpx.InvalidURL, "the address cannot be read"),
    (httpx.ConnectError, "no connection"),
    (httpx.TransportError, "the connection was lost"),
)


def reason(error: Exception) -> str:
    """Words of our own; of the exception only what the operating system said, for its text may show
    headers or addresses."""
    words = next((words for kind, words in _REASONS if isinstance(error, kind)), type(error).__name__)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"{words}: certificate not trusted ({cause.verify_message})"
        if isinstance(cause, OSError) and cause.strerror:
            return f"{words}: {cause.strerror}"
    if isinstance(error, httpx.ProxyError):
        with suppress(ValueError):
            return f"{words}: HTTP {int(str(error)[:3])}"
    return words


def untrusted(error: Exception) -> bool:
    """Whether a certificate was refused: the next try would meet the same one."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
