"""Proxies: the target's own wins, the environment's is used otherwise, loopback is reached directly."""

from __future__ import annotations

import traceback

import pytest

from publisher.errors import ConfigError, InDoubt, Unavailable
from publisher.wire.client import Call, Client

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def get(client: Client, url: str) -> str:
    return client.send(Call("GET", url, "look"), lambda answer: answer.text)


def test_a_targets_proxy_is_asked_for_foreign_hosts(speaker, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    speaker.lines = [OK]
    proxy = speaker.url.replace("//", "//me:p4ssw0rd@")
    with Client(target="x", proxy=proxy) as client:
        assert get(client, "http://platform.invalid/a?b=c") == "ok"
    assert speaker.heard[0].startswith(b"GET http://platform.invalid/a?b=c HTTP/1.1\r\n")
    assert b"proxy-authorization: basic" in speaker.heard[0].lower()


def test_the_environments_proxy_is_used_when_the_target_names_none(speaker, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", speaker.url)
    speaker.lines = [OK]
    with Client(target="x") as client:
        assert get(client, "http://platform.invalid/") == "ok"
    assert speaker.heard[0].startswith(b"GET http://platform.invalid/ ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("own", ["", "http://127.0.0.1:1"])
def test_loopback_is_never_asked_through_a_proxy(own, host, speaker, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    speaker.lines = [OK]
    with Client(target="x", proxy=own) as client:
        assert get(client, f"http://{host}:{speaker.port}/") == "ok"


REFUSALS = {
    "says no": b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
    "hangs up": b"",
    "speaks nonsense": b"SSH-2.0\r\n",
}


@pytest.mark.parametrize("answer", REFUSALS.values(), ids=REFUSALS)
def test_a_tunnel_that_never_opened_lets_no_call_out_so_it_is_not_in_doubt(answer, speaker, time):
    speaker.lines = [answer]
    call = Call("POST", "https://platform.invalid/", "create the draft", safe=False, content=b"x")
    with (
        Client(target="x", proxy=speaker.url, clock=time.clock) as client,
        pytest.raises(Unavailable, match="tried 6 times"),
    ):
        client.send(call, lambda answer: answer)
    assert all(heard.startswith(b"CONNECT platform.invalid:443 ") for heard in speaker.heard)


def test_through_a_plain_proxy_the_call_may_have_got_on(speaker, time):
    speaker.lines = [b""]
    call = Call("POST", "http://platform.invalid/", "create the draft", safe=False, content=b"x")
    with Client(target="x", proxy=speaker.url, clock=time.clock) as client, pytest.raises(InDoubt):
        client.send(call, lambda answer: answer)
    assert len(speaker.heard) == 1


@pytest.mark.parametrize("proxy", ["gopher://me:p4ssw0rd@h:1", "http://me:p4ssw0rd@h:port"])
def test_a_proxy_that_cannot_be_used_is_an_error_of_the_settings_without_its_password(proxy):
    with Client(target="x", proxy=proxy) as client, pytest.raises(ConfigError) as caught:
        get(client, "http://platform.invalid/")
    assert "p4ssw0rd" not in "".join(traceback.format_exception(caught.value))
    assert "`proxy`" in caught.value.hint
