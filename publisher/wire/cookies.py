"""A browser's session as people can get at it → the Cookie header it is: pasted, or a file of any usual form.

Read are a Cookie header, Netscape's cookies.txt (as curl and browser extensions write it) and JSON: a list of
cookies, one under "cookies", or an object of names and values. Messages never quote what was given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from publisher.errors import ConfigError

_HTTP_ONLY = "#HttpOnly_"
_SENDABLE = re.compile(r"[\x21-\x7e]*")
_ONE_LINE = "copy the value of the Cookie header in one piece, without breaking the line"
_EMPTY = "copy the value of a request's Cookie header, or export the browser's cookies to a file"


@dataclass(frozen=True, slots=True)
class _Cookie:
    """`ends` is in seconds since 1970, 0 = with the browser's session; `host` "" = not told."""

    name: str
    value: str
    host: str
    ends: float


def cookie_header(text: str, hosts: Sequence[str], now: datetime) -> str:
    """The Cookie header for any of `hosts` (of files also their subdomains' cookies). Raises ConfigError."""
    text = text.lstrip("\ufeff").strip()
    if text[:1] in {"[", "{"}:
        return _joined(_from_json(text), hosts, now)
    if "\t" in text:
        return _joined(_from_netscape(text), hosts, now)
    return _checked(re.sub(r"(?i)^cookie:\s*", "", text))


def _checked(header: str) -> str:
    """A header as it was pasted."""
    if not header:
        raise ConfigError("there is no cookie: nothing was given", hint=_EMPTY)
    if header.startswith("curl "):
        raise ConfigError("that is a whole command, not a cookie", hint=_ONE_LINE)
    if re.search(r"[\r\n]", header):
        raise ConfigError("the cookie has line breaks in it", hint=_ONE_LINE)
    strange = next((sign for sign in header if not " " <= sign <= "~"), "")
    if strange:
        message = f"the cookie has a character that no cookie can have (U+{ord(strange):04X})"
        raise ConfigError(message, hint=f"{_ONE_LINE}; a display that shortens it with … will not do")
    if "=" not in header:
        raise ConfigError("that is no cookie: it has no name=value in it", hint=_EMPTY)
    return header


def _joined(cookies: Iterable[_Cookie], hosts: Sequence[str], now: datetime) -> str:
    """The cookies of these hosts. Of several of one name the widest host's counts, then what lasts."""
    ours = [each for each in cookies if not each.host or _is_of(each.host, hosts)]
    if not ours:
        message = f"the file has no cookies of {' or '.join(hosts)}"
        raise ConfigError(message, hint="log in there first, then export that site's cookies")
    good = [each for each in ours if not 0 < each.ends <= now.timestamp()]
    if not good:
        raise ConfigError("every cookie in the file has run out", hint="log in again, then export them anew")
    good.sort(key=lambda each: (-len(each.host), each.ends or float("inf")))
    named = {each.name: each.value for each in good if _SENDABLE.fullmatch(each.name + each.value)}
    return _checked("; ".join(f"{name}={value}" for name, value in named.items()))


def _is_of(host: str, hosts: Sequence[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in hosts)


def _from_netscape(text: str) -> Iterator[_Cookie]:
    """Host, subdomains, path, secure, end, name, value between tabs (curl's http-cookies document)."""
    for line in text.splitlines():
        line = line.removeprefix(_HTTP_ONLY)
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 6:
            continue
        host, _, _, _, ends, name, value = (*fields, "")[:7]
        yield _Cookie(name.strip(), value.strip(), host.lower().lstrip("."), _number(ends))


def _from_json(text: str) -> Iterator[_Cookie]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        message = "it looks like JSON, and cannot be read as that"
        raise ConfigError(message, hint="export the cookies again, whole") from None
    if isinstance(found, dict) and isinstance(found.get("cookies"), list | dict):
        found = found["cookies"]
    if isinstance(found, dict):
        found = [{"name": name, "value": value} for name, value in found.items()]
    yield from (
        _cookie(each) for each in found if isinstance(each, dict) and isinstance(each.get("name"), str)
    )


def _cookie(told: dict[str, Any]) -> _Cookie:
    host = str(told.get("domain") or told.get("host") or "").lower().lstrip(".")
    ends = _number(told.get("expirationDate", told.get("expires", 0)))
    value = told.get("value")
    return _Cookie(told["name"], value if isinstance(value, str) else "", host, ends)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 0.0
