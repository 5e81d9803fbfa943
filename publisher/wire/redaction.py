"""Keeping secrets out of messages, logs and tracebacks, in every spelling they take on the way."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, unquote, urlsplit

SHORTEST = 4
"""A shorter value is no secret, and hiding it would tear every text apart."""

MARK = "***"


class Redactor:
    """Knows the secrets of one target. Adding is rare, cleaning frequent; both are safe in threads."""

    def __init__(self) -> None:
        self._spellings: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None

    def add(self, secret: str) -> None:
        """Hide this value from now on; of a cookie or an address with a password, each value in it too."""
        found = {
            spelling
            for part in _parts(secret)
            if len(part) >= SHORTEST
            for spelling in _spellings(part)
            if len(spelling) >= SHORTEST
        }
        if not found <= self._spellings:
            self._spellings |= found
            longest_first = sorted(self._spellings, key=lambda spelling: (-len(spelling), spelling))
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def clean(self, text: str) -> str:
        """The text with every known secret replaced by ***."""
        return self._pattern.sub(MARK, text) if self._pattern else text


def _parts(secret: str) -> Iterator[str]:
    """The secret, and what in it is secret by itself."""
    yield secret
    yield secret.strip()
    yield from (line.strip() for line in secret.splitlines())
    for pair in secret.split(";"):  # a cookie: names are known, values are not
        _, equals, value = pair.strip().partition("=")
        if equals and len(value) >= 8:  # "theme=dark" hides nothing
            yield value.strip().strip('"')
    if "://" in secret and "@" in secret:
        password = secret.rpartition("@")[0].partition("://")[2].partition(":")[2]
        yield from (password, unquote(password))


def _spellings(secret: str) -> Iterator[str]:
    """How a secret may be written: raw, percent- or form-encoded, in JSON, HTML, a Python repr, base64."""
    raw = secret.encode("utf-8", "surrogatepass")
    yield secret
    for encoded in (quote(raw, safe=""), quote(raw), quote(raw, safe="!$&'()*+,;=:@/?~"), quote_plus(raw)):
        yield encoded
        yield re.sub("%[0-9A-F]{2}", lambda match: match[0].lower(), encoded)
    for escaped in (json.dumps(secret), json.dumps(secret, ensure_ascii=False)):
        yield escaped[1:-1]
        yield escaped[1:-1].replace("/", "\\/")
    yield repr(secret)[1:-1]
    yield repr(raw)[2:-1]
    yield html.escape(secret)
    for encode in (b64encode, urlsafe_b64encode):
        yield encode(raw).decode("ascii").rstrip("=")
        for offset in range(3):  # inside something longer, as in "user:password"
            inside = encode(bytes(offset) + raw).decode("ascii").rstrip("=")
            core = inside[-(-offset * 8 // 6) : (offset + len(raw)) * 8 // 6]
            if len(core) >= 8:
                yield core


def bare_address(url: str) -> str:
    """An address fit for a message: no credentials, no query, no fragment."""
    try:
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an unreadable address"
    return f"{parts.scheme}://{host}{port}{parts.path}"
