"""A platform with two drafts, and a plain way to speak to a server: httpx, as a client would."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping

import httpx
import pytest

from publisher.sandbox.kit import Arrived, Request, Response
from publisher.sandbox.messages import json_response
from publisher.sandbox.server import Server

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ADDRESS = "http://pictures.example/0?a=1&b=2"


class Notebook:
    """Counts what it is asked; `answers` holds an answer for a path, or an exception to raise."""

    def __init__(self) -> None:
        self.acts = 0
        self.last: Request | None = None
        self.answers: dict[str, Response | Exception] = {}
        self.drafts: tuple[Arrived, ...] = ()
        self.stored: dict[str, bytes] = {}

    def answer(self, request: Request) -> Response:
        self.acts += 1
        self.last = request
        found = self.answers.get(request.path, json_response({"acts": self.acts}))
        if isinstance(found, Exception):
            raise found
        return found

    def arrived(self) -> tuple[Arrived, ...]:
        return self.drafts

    def pictures(self) -> Mapping[str, bytes]:
        return self.stored


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def server(notebook) -> Iterator[Server]:
    with Server({"notes": notebook, "公众号": Notebook()}) as server:
        yield server


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=5) as http:
        yield http


@pytest.fixture
def shelf(notebook) -> Callable[..., Notebook]:
    """Lets a draft with a picture arrive."""

    def put(title: str = "标题", html: str = "", draft: str = "a/b?c", **more: object) -> Notebook:
        html = html or f"<p>正文</p><img src='{ADDRESS.replace('&', '&amp;')}'>"
        notebook.drafts += (Arrived(draft, title, html, html, **more),)  # type: ignore[arg-type]
        notebook.stored[ADDRESS] = PNG
        return notebook

    return put
