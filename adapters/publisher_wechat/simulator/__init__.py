"""WeChat in memory, as strict as the real one: the sandbox and the tests talk to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from html import escape
from pathlib import Path
from typing import Any

from publisher.sandbox.kit import Arrived, Request, Response
from publisher.sandbox.messages import json_response
from publisher.sandbox.state import Store

from . import box, published, releases, tokens, uploads
from .account import Account
from .editor import reopened
from .refusals import Refused
from .sanitise import TAIL

Body = Mapping[str, Any]
BEIJING = timezone(timedelta(hours=8))

JSON_CALLS: Mapping[str, tuple[str, Callable[[Account, Body], Body]]] = {
    "/cgi-bin/draft/add": ("POST", box.add),
    "/cgi-bin/draft/update": ("POST", box.update),
    "/cgi-bin/draft/get": ("POST", box.get),
    "/cgi-bin/draft/batchget": ("POST", box.batchget),
    "/cgi-bin/draft/delete": ("POST", box.delete),
    "/cgi-bin/material/batchget_material": ("POST", uploads.batchget),
    "/cgi-bin/stable_token": ("POST", tokens.stable),
    "/cgi-bin/freepublish/batchget": ("POST", published.batchget),
    "/cgi-bin/freepublish/delete": ("POST", published.delete),
    "/cgi-bin/freepublish/getarticle": ("POST", published.getarticle),
    "/cgi-bin/freepublish/submit": ("POST", releases.submit),
    "/cgi-bin/freepublish/get": ("POST", releases.get),
}
UPLOADS: Mapping[str, Callable[[Account, Request], Body]] = {
    "/cgi-bin/media/uploadimg": uploads.uploadimg,
    "/cgi-bin/material/add_material": uploads.add_material,
}
FREEPUBLISH = frozenset(
    f"/cgi-bin/freepublish/{verb}" for verb in ("submit", "get", "delete", "getarticle", "batchget")
)
QUOTAS = {
    "/cgi-bin/token": 2000,
    "/cgi-bin/draft/add": 1000,
    "/cgi-bin/draft/update": 1000,
    "/cgi-bin/draft/get": 500,
    "/cgi-bin/draft/batchget": 1000,
    "/cgi-bin/draft/count": 1000,
    "/cgi-bin/draft/delete": 1000,
    "/cgi-bin/media/uploadimg": 100_000,
    "/cgi-bin/material/add_material": 100_000,
    "/cgi-bin/freepublish/batchget": 100,
    "/cgi-bin/freepublish/submit": 100,
    "/cgi-bin/freepublish/get": 100,
    "/cgi-bin/freepublish/delete": 10,
    "/cgi-bin/freepublish/getarticle": 100,
}
ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\(u[0-9a-fA-F]{4})")


class Simulator:
    """A Platform (see the sandbox's kit); `account` holds the traits a test may change."""

    def __init__(self, folder: Path) -> None:
        self.account = Account.open(Store(folder))
        self.account.quotas = dict(QUOTAS)

    @property
    def secrets(self) -> Mapping[str, str]:
        return {"sandbox:app_id": self.account.app_id, "sandbox:app_secret": self.account.app_secret}

    def settings(self, base: str) -> Mapping[str, object]:
        return {"app_id": "sandbox:app_id", "app_secret": "sandbox:app_secret", "endpoints": {"api": base}}

    def answer(self, request: Request) -> Response:
        if request.method == "POST" and (
            "content-length" not in request.headers or "transfer-encoding" in request.headers
        ):
            return Response(412)
        try:
            body = self._answer(request)
        except Refused as refused:
            body = refused.body()
        self.account.save()
        return json_response(body, media_type="text/plain", escape_slashes=True)

    def _answer(self, request: Request) -> Body:
        """In the platform's order: path, method, token, right, quota, body, fields."""
        path, account = request.path, self.account
        if path == "/cgi-bin/token":
            self._count(path)
            return tokens.classic(account, request.query)
        if (
            path not in JSON_CALLS
            and path not in UPLOADS
            and path not in FREEPUBLISH | {"/cgi-bin/draft/count"}
        ):
            raise Refused(40066)
        wanted = "GET" if path == "/cgi-bin/draft/count" else "POST"
        if request.method != wanted:
            raise Refused(43001 if wanted == "GET" else 43002)
        if path != "/cgi-bin/stable_token":
            tokens.check(account, request.query.get("access_token"))
        if path in FREEPUBLISH and not (self.account.verified and path in JSON_CALLS):
            raise Refused(48001)
        self._count(path)
        if path == "/cgi-bin/draft/count":
            return box.count(account)
        if not request.body:
            raise Refused(44002)
        if path in UPLOADS:
            return UPLOADS[path](account, request)
        return JSON_CALLS[path][1](account, _json(request.body))

    def _count(self, path: str) -> None:
        day = datetime.fromtimestamp(self.account.now(), BEIJING).date().isoformat()
        used = self.account.state["used"].setdefault(day, {})
        used[path] = used.get(path, 0) + 1
        if used[path] > self.account.quotas.get(path, 500_000):
            raise Refused(45009)

    # ── what a person does in the console ───────────────────────────────────────────────────────

    def arrived(self) -> tuple[Arrived, ...]:
        state = self.account.state
        kept = [(draft, "draft") for draft in state["drafts"]] + [
            (one, "published") for one in state["articles"]
        ]
        kept.sort(key=lambda one: (one[0]["create_time"], one[0]["serial"]))
        return tuple(_arrived(draft, name) for draft, name in kept)

    def pictures(self) -> Mapping[str, bytes]:
        return self.account.store.held({address: address for address in self.account.state["pictures"]})

    def edit(self, draft: str, words: str) -> None:
        article = box.found(self.account, draft)["articles"][0]
        content = reopened(article["content"].removesuffix(TAIL))
        article["content"] = f'{content}<p><span leaf="">{escape(words)}</span></p>{TAIL}'
        self.account.save()

    def reopen(self, draft: str) -> None:
        article = box.found(self.account, draft)["articles"][0]
        article["content"] = reopened(article["content"].removesuffix(TAIL)) + TAIL
        self.account.save()

    def remove(self, draft: str) -> None:
        self.account.state["drafts"].remove(box.found(self.account, draft))
        self.account.save()

    def publish(self, draft: str) -> str:
        address = published.release(self.account, draft)
        self.account.save()
        return address


def _json(body: bytes) -> Body:
    """The body as the platform reads it: \\uXXXX is not decoded, so it is stored and counted as it stands."""
    try:
        found = json.loads(ESCAPE.sub(rb"\1\\\\\2", body).decode("utf-8"))
    except ValueError:
        raise Refused(47001) from None
    if not isinstance(found, dict):
        raise Refused(47001)
    return found


def _arrived(draft: Mapping[str, Any], state: str) -> Arrived:
    article = draft["articles"][0]
    return Arrived(
        id=draft["media_id"],
        title=article["title"],
        html=article["content"].replace(" data-src=", " src="),
        source=article["source"],
        state=state,
        cover=uploads.served(article["thumb_url"]),
        width=375,
    )
