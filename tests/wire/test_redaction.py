"""No secret in any message, log or traceback, however it was encoded on the way."""

from __future__ import annotations

import base64
import json
import logging
import traceback
from urllib.parse import quote, quote_plus, urlencode

import pytest

from publisher.errors import PublishError, Rejected, Throttled, Unavailable
from publisher.sandbox.kit import Fault, Response
from publisher.sandbox.server import Server
from publisher.wire.client import Call, Client
from publisher.wire.redaction import Redactor, bare_address

CANARY = "s3cr3t/+ =&'\"\\é密码~canary"
WORD = "canary"  # stands in every spelling but the base64 ones


@pytest.mark.parametrize(
    "spelt",
    [
        CANARY,
        quote(CANARY),
        quote(CANARY, safe=""),
        quote(CANARY).lower(),
        quote_plus(CANARY),
        urlencode({"token": CANARY}),
        json.dumps(CANARY),
        json.dumps({"a": [CANARY]}, ensure_ascii=False),
        json.dumps(CANARY).replace("/", "\\/"),
        repr(CANARY),
        repr(CANARY.encode()),
        base64.b64encode(CANARY.encode()).decode(),
        base64.urlsafe_b64encode(CANARY.encode()).decode(),
        base64.b64encode(b"appid:" + CANARY.encode()).decode(),
        base64.b64encode(b"user1:" + CANARY.encode() + b":more").decode(),
        base64.b64encode(b"u:" + CANARY.encode()).decode(),
    ],
)
def test_every_spelling_of_a_secret_is_hidden(spelt):
    redactor = Redactor()
    redactor.add(CANARY)
    cleaned = redactor.clean(f"before {spelt} after")
    assert cleaned.startswith("before ")
    assert cleaned.endswith(" after")
    assert "***" in cleaned
    assert WORD not in cleaned
    core = base64.b64encode(CANARY.encode()).decode()[8:24]
    assert core not in cleaned


def test_the_values_in_a_cookie_are_secrets_each_by_itself():
    redactor = Redactor()
    redactor.add('z_c0="2|1:0|10:1700000000|4:z_c0"; _xsrf=AbCdEfGhIjKl; theme=dark')
    assert redactor.clean("x-xsrftoken: AbCdEfGhIjKl") == "x-xsrftoken: ***"
    assert redactor.clean("2|1:0|10:1700000000|4:z_c0") == "***"
    assert redactor.clean("theme=dark") == "theme=dark"


def test_the_password_of_a_proxy_is_a_secret_by_itself():
    client = Client(target="x", proxy="http://me:p%40ssword@proxy.example:3128")
    assert client.clean("p%40ssword and p@ssword") == "*** and ***"


def test_a_secret_with_a_line_break_is_known_without_it_too():
    redactor = Redactor()
    redactor.add("abcdefgh\n")
    assert redactor.clean("(abcdefgh)") == "(***)"


@pytest.mark.parametrize("nothing", ["", " ", "\n", "a", "abc"])
def test_what_is_too_short_to_be_a_secret_tears_no_text_apart(nothing):
    redactor = Redactor()
    redactor.add(nothing)
    assert redactor.clean("an abc of words\n") == "an abc of words\n"


def test_one_secret_inside_another_leaves_no_rest():
    redactor = Redactor()
    redactor.add("token")
    redactor.add("token-longer")
    assert redactor.clean("a token-longer, a token") == "a ***, a ***"


def test_an_address_in_a_message_shows_neither_query_nor_credentials():
    assert bare_address("https://me:pw@h.example:8443/a/b?token=x#y") == "https://h.example:8443/a/b"
    assert bare_address("http://[::1]:80/x?y") == "http://[::1]:80/x"
    assert bare_address("http://[broken") == "an unreadable address"


def test_the_repr_of_calls_and_answers_shows_no_content():
    call = Call("POST", f"http://h/?t={CANARY}", "look", params={"t": CANARY}, content=CANARY.encode())
    assert WORD not in repr(call)


class Echo:
    """Answers with everything it was told, like a platform that quotes the bad token in its message."""

    def answer(self, request) -> Response:
        said = json.dumps(
            {**request.query, **request.headers, "body": request.body.decode("utf-8", "replace")}
        )
        return Response(200, said.encode())

    arrived = pictures = lambda self: ()


def _reject(answer):
    raise Rejected(f"the platform said: {answer.text}", hint=f"look at {answer.text}", code=answer.text)


def _reject_with_cause(answer):
    try:
        json.loads(answer.text + "}")
        raise AssertionError
    except ValueError as error:
        try:
            raise RuntimeError(answer.text) from error
        except RuntimeError as worse:
            raise Rejected("no") from worse


def _throttle(answer):
    raise Throttled(answer.text)


def _unavailable(answer):
    raise Unavailable(answer.text)


def _stumble(answer):
    raise ValueError(answer.text)


FAULTS = ("", "reset", "lost", "truncated", "status", "slow", "429")


@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize("read", [_reject, _reject_with_cause, _throttle, _unavailable, _stumble])
@pytest.mark.parametrize("kind", FAULTS)
def test_no_error_path_shows_a_secret(kind, read, safe, time, caplog):
    caplog.set_level(logging.DEBUG)
    with Server({"p": Echo()}) as server, Client(target="p", clock=time.clock) as client:
        client.redact(CANARY)
        if kind:
            known = {"429": Fault("status", times=9, status=429)}
            server.faults("p").append(known.get(kind) or Fault(kind, times=9, seconds=9))
        call = Call(
            "POST",
            f"{server.base('p')}/path/{quote(CANARY)}?old={quote(CANARY)}",
            f"create the draft {CANARY}",
            safe=safe,
            params={"access_token": CANARY},
            headers={"Authorization": "Basic " + base64.b64encode(CANARY.encode()).decode()},
            content=CANARY.encode(),
            timeout=0.05,
        )
        with pytest.raises(PublishError) as caught:
            client.send(call, read)
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + str(vars(caught.value))
    assert WORD not in shown
    assert quote("密码") not in shown
    assert base64.b64encode(CANARY.encode()).decode()[:12] not in shown
    assert not [record for record in caplog.records if record.name.startswith(("httpx", "httpcore"))]


@pytest.mark.parametrize("header", [f"{CANARY}\n", f"a\r\n{CANARY}", "密码canary"])
def test_a_header_that_cannot_be_sent_is_not_quoted(header, time, closed_port):
    url = f"http://127.0.0.1:{closed_port}/?t={quote(CANARY)}"
    with Client(target="p", clock=time.clock) as client, pytest.raises(PublishError) as caught:
        client.send(Call("GET", url, "look", headers={"Cookie": header}), lambda answer: answer)
    assert WORD not in "".join(traceback.format_exception(caught.value))


def test_a_connection_error_shows_no_address(time, closed_port):
    url = f"http://127.0.0.1:{closed_port}/{WORD}?t={WORD}"
    with Client(target="p", clock=time.clock) as client, pytest.raises(PublishError) as caught:
        client.send(Call("GET", url, "look"), lambda answer: answer)
    assert WORD not in "".join(traceback.format_exception(caught.value))
