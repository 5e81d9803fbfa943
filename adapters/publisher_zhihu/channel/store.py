"""The picture store behind Zhihu (Aliyun OSS): signed PUT, and multipart for animated GIFs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from publisher.errors import Rejected
from publisher.wire.answers import Answer
from publisher.wire.client import Call, Client
from publisher.wire.patience import Clock

from .signature import signature

AGENT = "aliyun-sdk-js/6.8.0"
PART = 1024 * 1024
TIMEOUT = 60.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Store:
    """One upload's way into the store, with the short-lived token Zhihu gave for it."""

    http: Client
    clock: Clock
    host: str
    token: Mapping[str, Any] = field(repr=False)
    name: str

    def put(self, key: str, data: bytes, media_type: str) -> None:
        """The whole object in one request."""
        self._send("PUT", key, "", media_type, data, lambda answer: None)

    def put_in_parts(self, key: str, data: bytes, media_type: str) -> None:
        """The object in parts of 1 MiB: sent whole, an animated GIF is re-encoded to ten times its size."""
        upload = self._send("POST", key, "uploads", media_type, b"", _upload_id)
        tags: list[str] = []
        for start in range(0, len(data), PART):
            number = len(tags) + 1
            query = f"partNumber={number}&uploadId={upload}"
            part = data[start : start + PART]
            tags.append(self._send("PUT", key, query, "application/octet-stream", part, _tag))
        parts = "".join(
            f"<Part><PartNumber>{number}</PartNumber><ETag>{escape(tag)}</ETag></Part>"
            for number, tag in enumerate(tags, 1)
        )
        done = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
        self._send("POST", key, f"uploadId={upload}", "application/xml", done, lambda answer: None)

    def _send(
        self, method: str, key: str, query: str, media_type: str, data: bytes, read: Callable[[Answer], T]
    ) -> T:
        date = format_datetime(self.clock.now(), usegmt=True)
        signed = {
            "x-oss-date": date,
            "x-oss-security-token": str(self.token.get("access_token", "")),
            "x-oss-user-agent": AGENT,
        }
        resource = f"{key}?{query}" if query else key
        sign = signature(method, resource, media_type, date, signed, str(self.token.get("access_key", "")))
        headers = {
            **signed,
            "Content-Type": media_type,
            "Authorization": f"OSS {self.token.get('access_id', '')}:{sign}",
        }
        what = f"upload the picture {self.name}"
        call = Call(
            method, f"{self.host}/{resource}", what, headers=headers, content=data, timeout=TIMEOUT
        )  # every step may be repeated: the object's key is the hash of its bytes

        def checked(answer: Answer) -> T:
            if "html" in answer.headers.get("content-type", ""):
                raise ValueError("a web page: nothing that the store says")
            if 200 <= answer.status < 300:
                return read(answer)
            code = _element(answer.text, "Code") or str(answer.status)
            said = _element(answer.text, "Message") or "no reason given"
            hint = "check this machine's clock" if answer.status == 403 else "try another picture"
            raise Rejected(f"could not {what}: the picture store said {code}: {said}", hint=hint, code=code)

        return self.http.send(call, checked)


def _upload_id(answer: Answer) -> str:
    found = _element(answer.text, "UploadId")
    if not found:
        raise ValueError("no UploadId")
    return found


def _tag(answer: Answer) -> str:
    return answer.headers["etag"]


def _element(xml: str, name: str) -> str:
    found = re.search(rf"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found.group(1).strip() if found else ""
