"""What was said on the wire, as a HAR file a person may pass on: every secret in it is blacked out."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self
from urllib.parse import parse_qsl, urlsplit

from publisher import __version__
from publisher.errors import ConfigError
from publisher.wire.answers import Answer
from publisher.wire.call import Call
from publisher.wire.redaction import MARK

MOST_TEXT = 200_000
"""Characters of a body that are kept: an article is smaller, and a trace is read by people."""
_CALLED = (
    r"(?:[\w-]*(?:token|secret|password|passwd|cookie|signature|authorization)|access_(?:key|id)|z_c0|d_c0)"
)
_NAME = re.compile(rf"(?i){_CALLED}")
_IN_JSON = re.compile(rf'(?i)("{_CALLED}"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[^\s,}}\]]+)')
_IN_QUERY = re.compile(rf"(?i)(?<![\w-])({_CALLED}=)[^&\s\"'<>]+")
_END = b"\n]}}\n"

Clean = Callable[[str], str]
Pairs = list[dict[str, str]]


class Recorder(Protocol):
    """What a client tells of every exchange: when it began (aware) and how many seconds it took; `answer` is
    the reason where none came. `clean` blacks out what the client knows as secret. Must not raise."""

    def record(
        self, target: str, call: Call, answer: Answer | str, began: datetime, seconds: float, clean: Clean
    ) -> None: ...


def tracing(path: Path | None) -> AbstractContextManager[Trace | None]:
    """A Trace while the block lasts, None where none is wanted. Raises ConfigError."""
    return nullcontext() if path is None else Trace(path)


class Trace:
    """A HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/) that is whole after every exchange.

    Any number of clients and threads may record into it. What a client knows as secret is blacked out, and
    so is everything that is called like one: headers, parameters of addresses, values in JSON.
    """

    def __init__(self, path: Path) -> None:
        """Raises ConfigError where the file cannot be written."""
        self._mutex = threading.Lock()
        self._empty = True
        head = {"version": "1.2", "creator": {"name": "yigao", "version": __version__}}
        try:
            self._file: BinaryIO = path.open("wb")
            path.chmod(0o600)  # drafts are private, too
        except OSError as error:
            message = f"the trace cannot be written: {path}: {error.strerror}"
            raise ConfigError(message, hint="name a file in a folder that is there") from error
        text = json.dumps({"log": {**head, "entries": []}}, ensure_ascii=False)
        self._file.write(text.removesuffix("]}}").encode() + _END)
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._mutex:
            self._file.close()

    def record(
        self, target: str, call: Call, answer: Answer | str, began: datetime, seconds: float, clean: Clean
    ) -> None:
        """One exchange; `answer` is the reason where none came. Never raises: nothing may fail for it."""
        entry = _entry(target, call, answer, began, seconds, lambda text: _black(clean(text)))
        data = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
        with self._mutex:
            if self._file.closed:
                return
            try:
                self._file.seek(-len(_END), 2)
                self._file.write((b"\n" if self._empty else b",\n") + data + _END)
                self._file.flush()
                self._empty = False
            except OSError:
                return


def _entry(
    target: str, call: Call, answer: Answer | str, began: datetime, seconds: float, clean: Clean
) -> Mapping[str, Any]:
    address, milliseconds = call.address(), round(seconds * 1000, 1)
    lost = isinstance(answer, str)
    return {
        "startedDateTime": began.astimezone(UTC).isoformat(timespec="milliseconds"),
        "time": milliseconds,
        "request": {
            "method": call.method,
            "url": clean(address),
            "httpVersion": "HTTP/1.1",
            "headers": _pairs(call.headers.items(), clean),
            "queryString": _pairs(parse_qsl(urlsplit(address).query, keep_blank_values=True), clean),
            "cookies": [],
            "headersSize": -1,
            "bodySize": len(call.content),
            **({"postData": _body(call.content, _type(call.headers), clean)} if call.content else {}),
        },
        "response": _no_response(clean(answer)) if isinstance(answer, str) else _response(answer, clean),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": f"{target}: {call.what}" + (" (no answer)" if lost else ""),
    }


def _response(answer: Answer, clean: Clean) -> Mapping[str, Any]:
    return {
        "status": answer.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "headers": _pairs(answer.headers.items(), clean),
        "cookies": [],
        "content": {"size": len(answer.content), **_body(answer.content, _type(answer.headers), clean)},
        "redirectURL": clean(answer.headers.get("location", "")),
        "headersSize": -1,
        "bodySize": len(answer.content),
    }


def _no_response(reason: str) -> Mapping[str, Any]:
    """As browsers write an exchange that came to nothing."""
    empty: Mapping[str, Any] = {"size": 0, "mimeType": "x-unknown"}
    return {
        "status": 0,
        "statusText": reason,
        "httpVersion": "",
        "headers": [],
        "cookies": [],
        "content": empty,
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
        "_error": reason,
    }


def _body(content: bytes, media_type: str, clean: Clean) -> Mapping[str, str]:
    """Text as it is; of pictures only that they were there."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return {"mimeType": media_type, "comment": f"{len(content)} bytes, left out"}
    cut = "" if len(text) <= MOST_TEXT else f"… ({len(text) - MOST_TEXT} characters more)"
    return {"mimeType": media_type, "text": clean(text)[:MOST_TEXT] + cut}


def _pairs(items: Iterable[tuple[str, str]], clean: Clean) -> Pairs:
    return [{"name": name, "value": MARK if _NAME.fullmatch(name) else clean(value)} for name, value in items]


def _type(headers: Mapping[str, str]) -> str:
    return next((value for name, value in headers.items() if name.lower() == "content-type"), "x-unknown")


def _black(text: str) -> str:
    """What is called like a secret, whoever knows it."""
    return _IN_QUERY.sub(rf"\1{MARK}", _IN_JSON.sub(rf'\1"{MARK}"', text))
