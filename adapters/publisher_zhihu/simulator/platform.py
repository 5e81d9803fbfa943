"""The class `Simulator` (publisher.sandbox.kit.Platform): Zhihu's four hosts under one base address."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from publisher.sandbox.kit import Arrived, Request, Response
from publisher.sandbox.state import Store

from . import articles, images, lists, topics
from .checks import Refused, answered, check_session, check_write, cookie_header, malformed, refused
from .editor import readable, reopened
from .lint import Violation, lint

ACCOUNT = "5a" * 16
HOSTS = ("zhuanlan", "www", "api", "upload")


class Simulator:
    """Zhihu for one account, remembered in a folder.

    `strict_content`: a body the linter finds fault with is refused; either way `violations` has it.
    `forbidden` lists calls a client that only drafts must never make. `polls` is how often a picture is
    "processing" before it is ready; `private`: pictures' addresses run out; `numeric_ids`: ids as numbers;
    `account` is whose it is; `signed` are the lists of articles (creator, member) that want a signature.
    """

    strict_content: ClassVar[bool] = True
    polls: ClassVar[int] = 1
    private: ClassVar[bool] = False
    numeric_ids: ClassVar[bool] = False
    account: ClassVar[str] = ACCOUNT
    signed: ClassVar[frozenset[str]] = frozenset({"member"})

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.state: dict[str, Any] = {
            "drafts": {},
            "images": {},
            "uploads": {},
            "created": 0,
            "published": [],
        } | self.store.load()
        self.violations: list[Violation] = []
        self.forbidden: list[str] = []

    @property
    def secrets(self) -> Mapping[str, str]:
        return {"sandbox:cookie": cookie_header()}

    def settings(self, base: str) -> Mapping[str, object]:
        endpoints = {host: f"{base}/{host}" for host in HOSTS}
        return {"cookie": "sandbox:cookie", "endpoints": endpoints, "gap": 0.0}

    def answer(self, request: Request) -> Response:
        """By host, then by route; what a request changed is saved before it is answered."""
        host, _, rest = request.path.removeprefix("/").partition("/")
        inner = Request(request.method, "/" + rest, request.query, request.headers, request.body)
        try:
            if host == "upload":
                response = images.stored(self.state, self.store, inner)
            else:
                check_session(inner)
                if inner.method != "GET":
                    check_write(inner)
                response = self._route(host, inner)
        except Refused as error:
            response = error.response
        except ValueError:
            response = malformed("请求体不是 JSON").response
        if inner.method != "GET" or host == "api":
            self.store.save(self.state)
        return response

    def _route(self, host: str, request: Request) -> Response:
        call = f"{request.method} {host}{request.path}"
        if re.search(r"/publish$", request.path):
            self.forbidden.append(call)
            raise refused(403, 10003, "drafts only: this must never be called")
        match call:
            case "GET www/api/v4/me":
                return answered(articles.author(self.account))
            case "GET www/api/v4/articles/my_drafts":
                return lists.drafts(self.state, request)
            case "GET www/api/v4/articles/my_drafts/count":
                return answered({"count": len(self._drafts()), "scheduled_count": 0})
            case "GET www/api/v4/creators/creations/v2/article":
                return lists.created(self.state, request, signed="creator" in self.signed)
            case "GET www/api/v4/members/sandbox-author/articles":
                return self._ids(lists.shown(self.state, request, signed="member" in self.signed))
            case "POST zhuanlan/api/articles/drafts":
                return self._ids(articles.create(self.state, request, self.account, self._lint))
            case "POST api/images":
                return images.register(self.state, request)
            case "GET zhuanlan/api/autocomplete/topics":
                return topics.search(request)
        if found := re.fullmatch(r"POST zhuanlan/api/articles/(\d+)/topics", call):
            return topics.attach(self._kept(found.group(1)), request)
        if found := re.fullmatch(r"zhuanlan/api/articles/(\d+)/draft", call.partition(" ")[2]):
            return self._ids(self._draft(request, found.group(1)))
        if found := re.fullmatch(r"PUT api/images/(\d+)/uploading_status", call):
            return images.confirm(self.state, request, found.group(1))
        if found := re.fullmatch(r"GET api/images/(\d+)", call):
            return images.status(self.state, found.group(1), self.polls, self.private)
        raise refused(404, 4041, "资源不存在")

    def _draft(self, request: Request, draft: str) -> Response:
        found = self._kept(draft)
        match request.method:
            case "GET":
                return answered(found)
            case "PATCH":
                return articles.patch(found, request, self._lint)
            case "DELETE":
                del self.state["drafts"][draft]
                return Response(204)
        raise refused(404, 4041, "资源不存在")

    def _kept(self, draft: str) -> dict[str, Any]:
        found: dict[str, Any] | None = self.state["drafts"].get(draft)
        if found is None:
            raise refused(404, 4041, "草稿不存在或已被删除")
        return found

    def _lint(self, html: str) -> None:
        found = lint(html)
        self.violations.extend(found)
        for address in re.findall(r'<img src="(https://[^"]+\.zhimg\.com/[^"]*)"', html):
            if address not in self.pictures():
                found = (*found, Violation("unknown-picture", address))
                self.violations.append(found[-1])
        if found and self.strict_content:
            raise malformed(f"内容格式错误: {found[0].code} {found[0].detail}")

    def _ids(self, response: Response) -> Response:
        """Zhihu writes the same id as text in one place and as a bare number in another."""
        if not self.numeric_ids:
            return response
        body = re.sub(rb'"id": "(\d{19})"', rb'"id": \1', response.body)
        return Response(response.status, body, response.headers)

    def _drafts(self) -> list[dict[str, Any]]:
        return [draft for draft in self.state["drafts"].values() if draft["state"] == "draft"]

    # ── what a person sees and does ─────────────────────────────────────────────────────────────

    def arrived(self) -> tuple[Arrived, ...]:
        return tuple(
            Arrived(
                id=draft["id"],
                title=draft["title"],
                html=readable(draft["content"]),
                source=draft["content"],
                state=draft["state"],
                cover=draft["title_image"],
                width=690,
            )
            for draft in self.state["drafts"].values()
        )

    def pictures(self) -> Mapping[str, bytes]:
        """By every address a picture is served at: with its extension, and bare as covers name it."""
        found: dict[str, str] = {}
        for digest, image in self.state["images"].items():
            if image["type"]:
                found[f"{images.HOST}/v2-{digest}"] = f"v2-{digest}"
                found[f"{images.HOST}/v2-{digest}.{images.TYPES[image['type']]}"] = f"v2-{digest}"
        return self.store.held(found)

    def edit(self, draft: str, words: str) -> None:
        found = self.state["drafts"][draft]
        self._write(found, reopened(found["content"]) + f"<p>{escape(words, quote=False)}</p>")

    def reopen(self, draft: str) -> None:
        found = self.state["drafts"][draft]
        self._write(found, reopened(found["content"]))

    def remove(self, draft: str) -> None:
        del self.state["drafts"][draft]
        self.store.save(self.state)

    def publish(self, draft: str) -> str:
        found = self.state["drafts"][draft]
        found["state"] = "published"
        found["created"] = int(time.time())
        self.state["published"].append(draft)
        self._write(found, found["content"])
        return str(found["url"])

    def _write(self, draft: dict[str, Any], content: str) -> None:
        draft["content"] = content
        draft["updated"] = int(time.time())
        self.store.save(self.state)
