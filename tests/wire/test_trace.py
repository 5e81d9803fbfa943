"""A trace is a HAR anyone may be shown: whole after every exchange, and without a secret in it."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import ConfigError, PlatformError
from publisher.wire.client import Answer, Call, Client
from publisher.wire.trace import Trace

from .conftest import Speaker, Time

TOKEN = "canary-token-4711"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: z_c0=cookie-canary; HttpOnly\r\n"
OK = HEAD + b"Content-Length: %d\r\n\r\n%s"


def entries(path: Path) -> list[dict[str, Any]]:
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["log"]["version"] == "1.2"
    found: list[dict[str, Any]] = document["log"]["entries"]
    return found


def said(body: bytes) -> bytes:
    return OK % (len(body), body)


def test_a_trace_tells_what_was_asked_and_answered(tmp_path: Path, speaker: Speaker, time: Time) -> None:
    speaker.lines = [said('{"title":"草稿"}'.encode())]
    path = tmp_path / "trace.har"
    with Trace(path) as trace, Client(target="desk", clock=time.clock, trace=trace) as client:
        call = Call("POST", f"{speaker.url}/drafts", "create the draft", content='{"正文":"字"}'.encode())
        client.send(call, Answer.json)
        (entry,) = entries(path)  # while it is still being written
    assert entry["request"]["method"] == "POST"
    assert entry["request"]["postData"]["text"] == '{"正文":"字"}'
    assert entry["response"]["status"] == 200
    assert entry["response"]["content"]["text"] == '{"title":"草稿"}'
    assert entry["comment"] == "desk: create the draft"
    assert entries(path) == [entry]


def test_no_secret_reaches_a_trace_whoever_knows_it(tmp_path: Path, speaker: Speaker, time: Time) -> None:
    speaker.lines = [said(f'{{"access_token":"{TOKEN}","expires_in":7200}}'.encode()), said(b"{}")]
    path = tmp_path / "trace.har"
    with Trace(path) as trace, Client(target="desk", clock=time.clock, trace=trace) as client:
        client.redact("app-secret-canary")
        asked = b'{"grant_type":"client_credential","secret":"app-secret-canary"}'
        token = client.send(
            Call("POST", f"{speaker.url}/token", "fetch a token", content=asked),
            lambda answer: str(answer.json()["access_token"]),
        )
        again = Call(
            "GET",
            f"{speaker.url}/draft",
            "read the draft",
            params={"access_token": token, "id": "7"},
            headers={"Cookie": "z_c0=cookie-canary", "Authorization": "OSS sts-canary"},
        )
        client.send(again, Answer.json)
    text = path.read_text(encoding="utf-8")
    for secret in (TOKEN, "app-secret-canary", "cookie-canary", "sts-canary"):
        assert secret not in text
    assert {"name": "id", "value": "7"} in entries(path)[1]["request"]["queryString"]


def test_an_exchange_without_an_answer_is_told_with_its_reason(
    tmp_path: Path, speaker: Speaker, time: Time
) -> None:
    speaker.lines = [b""]
    path = tmp_path / "trace.har"
    with Trace(path) as trace, Client(target="desk", clock=time.clock, trace=trace) as client:
        call = Call("POST", f"{speaker.url}/drafts", "create the draft", safe=False)
        with pytest.raises(PlatformError):
            client.send(call, Answer.json)
    (entry,) = entries(path)
    assert entry["response"]["status"] == 0
    assert "connection ended" in entry["response"]["statusText"]


def test_a_picture_is_told_by_its_size_alone(tmp_path: Path, speaker: Speaker, time: Time) -> None:
    speaker.lines = [said(b"{}")]
    path = tmp_path / "trace.har"
    with Trace(path) as trace, Client(target="desk", clock=time.clock, trace=trace) as client:
        client.send(Call("PUT", f"{speaker.url}/p", "upload", content=b"\x89PNG\xff\xfe"), Answer.json)
    assert entries(path)[0]["request"]["postData"]["comment"] == "6 bytes, left out"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are the profile's there")
def test_a_trace_is_for_its_owner_alone(tmp_path: Path) -> None:
    with Trace(tmp_path / "trace.har"):
        assert stat.S_IMODE((tmp_path / "trace.har").stat().st_mode) == 0o600


def test_a_trace_that_cannot_be_written_says_so_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"the trace cannot be written"):
        Trace(tmp_path / "none" / "trace.har")
