"""One logged-in session: the cookie, the headers every call carries, and calls that answer in JSON."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from publisher.contract import Access
from publisher.errors import AuthError, ConfigError
from publisher.wire.answers import Answer
from publisher.wire.client import Call, Client, json_body
from publisher.wire.patience import Clock

from ..settings import Endpoints, Settings
from .cookie import Cookie
from .errors import LOGIN, json_reader

NEEDED = ("z_c0", "_xsrf", "d_c0")
HOME = "https://www.zhihu.com/"
SITE = "https://zhuanlan.zhihu.com"
"""What Origin and Referer name, whichever endpoint is spoken to."""

_COPY = "copy the value of the Cookie header, in one line, from a browser that is logged in to zhihu.com"


class Gap:
    """A minimum of time between the starts of two calls, for all threads together. (The client's rate
    lets a handful of calls go at once, which Zhihu's risk control may mistake for a machine's.)"""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._due = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            now = self._clock.monotonic()
            start = max(now, self._due)
            self._due = start + self._seconds
        if start > now:
            self._clock.sleep(start - now)


@dataclass(frozen=True, slots=True)
class Session:
    """Calls to Zhihu's JSON interfaces, as one account."""

    http: Client
    endpoints: Endpoints
    headers: Mapping[str, str] = field(repr=False)
    cookie: Cookie = field(repr=False)
    gap: Gap

    def call(
        self,
        method: str,
        url: str,
        what: str,
        *needs: str,
        body: Mapping[str, object] | None = None,
        params: Mapping[str, str] | None = None,
        safe: bool = True,
        referer: str = "/write",
    ) -> Any:
        """The answer's JSON, {} where there may be none. `what` completes "could not …"; an answer without a
        field it `needs` is taken for damaged."""
        page = SITE + referer if referer.startswith("/") else referer
        headers = {**self.headers, "Cookie": self.cookie.header(), "Referer": page}
        content = b""
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json_body(body)
        call = Call(
            method=method,
            url=url,
            what=what,
            safe=safe,
            params=params or {},
            headers=headers,
            content=content,
        )
        understood = json_reader(call, needs)

        def read(answer: Answer) -> Any:
            self.cookie.take(answer.headers.get("set-cookie", ""))
            return understood(answer)

        self.gap.wait()
        return self.http.send(call, read)


def open_session(settings: Settings, access: Access) -> Session:
    """Reads the secret and makes the headers; nothing is sent yet. ConfigError for an unusable cookie."""
    cookie = access.secret(settings.cookie).strip()
    values = read_cookie(cookie, settings.cookie)
    for name in NEEDED:
        access.http.redact(values[name])
    headers = {
        "User-Agent": settings.user_agent,
        "Accept": "application/json, text/plain, */*",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
        "Origin": SITE,
        "x-requested-with": "fetch",
    }
    if settings.xsrf:
        headers["x-xsrftoken"] = values["_xsrf"]
    kept = Cookie(cookie.removeprefix("Cookie:").strip(), access.http.redact)
    return Session(access.http, settings.endpoints, headers, kept, Gap(settings.gap, access.clock))


def read_cookie(cookie: str, source: str) -> Mapping[str, str]:
    """Name → value of a Cookie header. `source` names the secret; the cookie itself is never quoted."""
    if not cookie:
        raise ConfigError(f"the Zhihu cookie ({source}) is empty", hint=_COPY)
    if re.search(r"[\r\n]", cookie):
        raise ConfigError(f"the Zhihu cookie ({source}) has line breaks in it", hint=_COPY)
    if not re.fullmatch(r"[\x20-\x7e]+", cookie):
        raise ConfigError(f"the Zhihu cookie ({source}) has characters no cookie can have", hint=_COPY)
    pairs = (part.strip().partition("=") for part in cookie.removeprefix("Cookie:").split(";"))
    values = {name: value.strip('"') for name, _, value in pairs if name}
    missing = [name for name in NEEDED if not values.get(name)]
    if missing:
        raise ConfigError(f"the Zhihu cookie ({source}) lacks {', '.join(missing)}", hint=_COPY)
    return values


class Owner(NamedTuple):
    """Whose session it is: the account's id (32 hex digits), its name in addresses, its pen name."""

    account: str
    slug: str
    name: str


def me(session: Session) -> Owner:
    """AuthError when it is not logged in."""
    url = f"{session.endpoints.www}/api/v4/me"
    found = session.call("GET", url, "check the login", "id", referer=HOME)
    account = str(found["id"] or "")
    if account in {"", "0"} or found.get("name") == "知乎用户":
        raise AuthError("Zhihu does not know this session", hint=LOGIN, code="100", stop=True)
    return Owner(account, str(found.get("url_token") or ""), str(found.get("name") or ""))
