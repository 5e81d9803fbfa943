"""One call to WeChat: the token in the query, JSON as raw UTF-8, and what the answer means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from publisher.contract import Access
from publisher.errors import AuthError, PlatformError, Rejected
from publisher.wire.answers import Answer
from publisher.wire.client import Call, json_body, multipart

from . import errors
from .token import Tokens

JSON = {"content-type": "application/json; charset=utf-8"}


class Calls:
    """The account's calls. Every one is repeated once with a new token when the token is refused: the
    platform says so before it does anything."""

    def __init__(self, api: str, account: str, secret: str, access: Access) -> None:
        self._api = api.rstrip("/")
        self._account = account
        self._secret = secret
        self._access = access
        self._tokens = Tokens(access.folder, account, self._stable_token, access.clock.now)

    def post(
        self, path: str, body: Mapping[str, object], what: str, *needs: str, safe: bool = True
    ) -> Mapping[str, Any]:
        """A JSON call. Raises PlatformError; an answer that cannot be read, or lacks a field it `needs`, is
        InDoubt unless `safe`."""
        return self._send(path, {}, JSON, json_body(body), what, needs, safe=safe, timeout=60)

    def upload(
        self,
        path: str,
        params: Mapping[str, str],
        name: str,
        media_type: str,
        data: bytes,
        what: str,
        *needs: str,
    ) -> Mapping[str, Any]:
        """A picture as multipart part `media`. May be repeated: a second copy harms nobody."""
        content, kind = multipart({}, [("media", name, media_type, data)])
        return self._send(path, params, {"content-type": kind}, content, what, needs, safe=True, timeout=120)

    def _send(
        self,
        path: str,
        params: Mapping[str, str],
        headers: Mapping[str, str],
        content: bytes,
        what: str,
        needs: tuple[str, ...],
        *,
        safe: bool,
        timeout: float,
    ) -> Mapping[str, Any]:
        def once(token: str) -> Mapping[str, Any]:
            call = Call(
                "POST",
                f"{self._api}{path}",
                what,
                safe=safe,
                params={"access_token": token, **params},
                headers=headers,
                content=content,
                timeout=timeout,
            )
            return self._access.http.send(call, lambda answer: self._read(answer, what, needs, safe=safe))

        token = self._tokens.get()
        self._access.http.redact(token)
        try:
            return once(token)
        except AuthError as refused:
            if refused.code not in {str(code) for code in errors.TOKEN_REFUSED}:
                raise
        token = self._tokens.renew(token)
        self._access.http.redact(token)
        return once(token)

    def _stable_token(self, force: bool) -> tuple[str, float]:
        what = "get an access token"
        body = {
            "grant_type": "client_credential",
            "appid": self._account,
            "secret": self._secret,
            "force_refresh": force,
        }
        call = Call("POST", f"{self._api}/cgi-bin/stable_token", what, headers=JSON, content=json_body(body))
        needs = ("access_token", "expires_in")
        found = self._access.http.send(call, lambda answer: self._read(answer, what, needs, safe=True))
        token = str(found["access_token"])
        self._access.http.redact(token)
        return token, float(found["expires_in"])

    def _read(self, answer: Answer, what: str, needs: tuple[str, ...], *, safe: bool) -> Mapping[str, Any]:
        """No error code, or 0, is success. Raises PlatformError; ValueError for what is no answer."""
        if answer.status != 200:
            raise _unexpected(answer.status, what)
        found = answer.json()
        if not isinstance(found, dict):
            raise ValueError("not an object")
        code = int(found.get("errcode") or 0)
        if code:
            raise errors.error(code, str(found.get("errmsg", "")), what, self._access.clock.now(), safe=safe)
        if any(found.get(name) is None for name in needs):
            raise ValueError("a field is missing")
        return found


def _unexpected(status: int, what: str) -> PlatformError:
    hint = "check endpoints.api and proxy: this is not how WeChat answers"
    if status == 412:
        hint = "a proxy or relay drops Content-Length, which WeChat insists on: check endpoints.api and proxy"
    return Rejected(f"cannot {what}: HTTP {status}", hint=hint, code=f"http-{status}")
