"""The table in Client's docstring, row by row, over real sockets."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

import pytest

from publisher.errors import AuthError, InDoubt, PublishError, Rejected, Throttled, Unavailable
from publisher.sandbox.kit import Fault, Request, Response
from publisher.sandbox.messages import json_response
from publisher.sandbox.server import Server
from publisher.wire.client import Answer, Call, Client


class Counter:
    """A platform that counts how often it acted."""

    def __init__(self) -> None:
        self.acts = 0

    def answer(self, request: Request) -> Response:
        self.acts += 1
        return json_response(
            {"count": self.acts, "said": request.body.decode("utf-8", "replace"), "long": "x" * 1000}
        )

    arrived = pictures = lambda self: ()


@pytest.fixture
def platform() -> Counter:
    return Counter()


@pytest.fixture
def server(platform) -> Iterator[Server]:
    with Server({"p": platform}) as server:
        yield server
    assert server.crashes == []


@pytest.fixture
def client(time) -> Iterator[Client]:
    with Client(target="p", clock=time.clock) as client:
        yield client


def count(answer: Answer) -> int:
    return answer.json()["count"]


def create(server: Server, *, safe: bool, timeout: float = 30.0) -> Call:
    url = server.base("p") + "/drafts"
    return Call("POST", url, "create the draft", safe=safe, content=b"canary", timeout=timeout)


AFTER_LEAVING = {
    "reset": Fault("reset"),
    "lost": Fault("lost"),
    "truncated": Fault("truncated"),
    "slow": Fault("slow", seconds=30),
    "500": Fault("status", status=500),
    "502": Fault("status", status=502, body=b"<html>bad gateway</html>"),
    "503": Fault("status", status=503, headers={"retry-after": "2"}),
    "empty": Fault("answer", status=200, body=b""),
    "html": Fault("answer", status=200, body=b"<html>please wait</html>"),
    "half json": Fault("answer", status=200, body=b'{"count": '),
    "other json": Fault("answer", status=200, body=b'{"errcode": 0}'),
    "a list": Fault("answer", status=200, body=b"[]"),
}


@pytest.mark.parametrize("fault", AFTER_LEAVING.values(), ids=AFTER_LEAVING)
def test_a_safe_call_is_repeated_after_every_fault(fault, server, client):
    server.faults("p").append(fault)
    assert client.send(create(server, safe=True, timeout=0.3), count) in {1, 2}
    assert len(server.log) == 2


@pytest.mark.parametrize("fault", AFTER_LEAVING.values(), ids=AFTER_LEAVING)
def test_an_unsafe_call_is_never_repeated_once_it_may_have_arrived(fault, server, client):
    server.faults("p").append(fault)
    with pytest.raises(InDoubt, match="create the draft") as caught:
        client.send(create(server, safe=False, timeout=0.3), count)
    assert len(server.log) == 1
    assert caught.value.target == "p"


@pytest.mark.parametrize("fault", AFTER_LEAVING.values(), ids=AFTER_LEAVING)
def test_a_safe_call_that_never_succeeds_ends_as_unavailable(fault, server, client, time):
    server.faults("p").extend([fault] * 1000)
    with pytest.raises(Unavailable, match=r"cannot create the draft: .*\(tried \d+ times\)"):
        client.send(create(server, safe=True, timeout=0.05), count)
    assert time.passed <= 120
    assert len(server.log) >= 6


@pytest.mark.parametrize("safe", [True, False])
def test_a_call_that_never_left_is_repeated_then_unavailable(safe, closed_port, client, time):
    call = Call("POST", f"http://127.0.0.1:{closed_port}/", "create the draft", safe=safe, content=b"hi")
    with pytest.raises(Unavailable, match=r"no connection: .+ \(tried 6 times\)"):
        client.send(call, count)
    assert len(time.slept) == 5


@pytest.mark.parametrize("safe", [True, False])
def test_a_server_that_comes_up_late_is_reached(safe, closed_port, client, time, platform):
    server = None

    def come_up() -> None:
        nonlocal server
        if len(time.slept) == 3:
            server = Server({"p": platform}, port=closed_port)
            server.__enter__()

    time.on_sleep = come_up
    call = Call("POST", f"http://127.0.0.1:{closed_port}/p/drafts", "create the draft", safe=safe)
    try:
        assert client.send(call, count) == 1
    finally:
        assert server is not None
        server.__exit__(None, None, None)


@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("ftp://127.0.0.1/", {}),
        ("127.0.0.1/x", {}),
        ("http://[::1/", {}),
        ("http://127.0.0.1:{port}/", {"Cookie": "中文"}),
        ("http://127.0.0.1:{port}/", {"Cookie": "a\nb"}),
    ],
)
def test_what_cannot_be_sent_fails_at_once_as_unavailable(safe, url, headers, server, client, time):
    call = Call("POST", url.format(port=server.url[-6:-1]), "create the draft", safe=safe, headers=headers)
    with pytest.raises(Unavailable, match="cannot create the draft"):
        client.send(call, count)
    assert time.slept == []
    assert server.log == []


@pytest.mark.parametrize("safe", [True, False])
def test_429_is_repeated_after_the_time_it_names_even_when_unsafe(safe, server, client, time):
    server.faults("p").append(Fault("status", status=429, headers={"Retry-After": "17"}))
    assert client.send(create(server, safe=safe), count) == 1
    assert 17 <= sum(time.slept) < 18


def test_a_date_in_retry_after_is_waited_for(server, client, time):
    after = {"Retry-After": "Tue, 24 Nov 2026 08:00:40 GMT"}  # the test's clock stands at 08:00:00
    server.faults("p").append(Fault("status", status=429, headers=after))
    assert client.send(create(server, safe=False), count) == 1
    assert 40 <= sum(time.slept) < 41


@pytest.mark.parametrize("safe", [True, False])
def test_429_without_a_time_backs_off_and_ends_as_throttled(safe, server, client, time):
    server.faults("p").append(Fault("status", status=429, times=100))
    with pytest.raises(Throttled) as caught:
        client.send(create(server, safe=safe), count)
    assert caught.value.retry_after is None
    assert len(time.slept) == 5
    assert all(0.25 <= pause / 2**turn <= 0.5 for turn, pause in enumerate(time.slept))


def test_a_wait_beyond_our_patience_is_not_begun(server, client, time):
    server.faults("p").append(Fault("status", status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(Throttled, match="too many calls") as caught:
        client.send(create(server, safe=True), count)
    assert caught.value.retry_after == 3600
    assert time.slept == []
    with pytest.raises(Throttled, match="asked for a pause") as again:
        client.send(create(server, safe=True), count)
    assert again.value.retry_after == pytest.approx(3600)
    assert len(server.log) == 1, "the second call must not be sent at all"
    time.sleep(3600)
    assert client.send(create(server, safe=True), count) == 1


def test_patience_bounds_the_whole_however_often_the_platform_says_soon(server, time):
    server.faults("p").append(Fault("status", status=429, times=1000, headers={"Retry-After": "0"}))
    with Client(target="p", clock=time.clock, patience=60) as client, pytest.raises(Throttled):
        client.send(create(server, safe=True), count)
    assert 20 <= time.passed <= 60


@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize("error", [Throttled("later"), Unavailable("busy")])
def test_what_read_knows_to_have_done_nothing_is_repeated(safe, error, server, client):
    refusals = [error]

    def read(answer: Answer) -> int:
        if refusals:
            raise refusals.pop()
        return count(answer)

    assert client.send(create(server, safe=safe), read) == 2


def test_a_time_named_by_read_is_waited_for(server, client, time):
    later = Throttled("later")
    later.retry_after = 30
    refusals: list[PublishError] = [later]

    def read(answer: Answer) -> int:
        if refusals:
            raise refusals.pop()
        return count(answer)

    client.send(create(server, safe=False), read)
    assert 30 <= sum(time.slept) < 31


@pytest.mark.parametrize("error", [Rejected("no"), AuthError("who?"), InDoubt("hm")])
def test_any_other_error_of_read_is_raised_at_once_with_the_target(error, server, client):
    def read(answer: Answer) -> int:
        raise error

    with pytest.raises(type(error)) as caught:
        client.send(create(server, safe=True), read)
    assert caught.value is error
    assert caught.value.target == "p"
    assert len(server.log) == 1


def test_a_mistake_in_read_is_traceable_but_quotes_nothing(server, client):
    def read(answer: Answer) -> int:
        return int(answer.json()["said"])

    with pytest.raises(InDoubt) as caught:
        client.send(create(server, safe=False), read)
    assert "in read" in caught.value.__notes__[0]
    assert "canary" not in "".join(traceback.format_exception(caught.value))


def test_a_redirect_is_not_followed(server, client):
    server.faults("p").append(Fault("answer", status=302, headers={"location": server.base("p") + "/other"}))
    assert client.send(create(server, safe=True), lambda answer: answer.status) == 302
    assert len(server.log) == 1


def test_an_answer_is_decoded_as_utf8_whatever_its_header_says(server, client):
    body = '{"count": "数"}'.encode()
    fault = Fault("answer", status=200, body=body, headers={"Content-Type": "text/plain; charset=latin-1"})
    server.faults("p").append(fault)
    assert client.send(create(server, safe=True), lambda answer: answer.json()["count"]) == "数"


def test_nothing_is_kept_between_calls_not_even_a_cookie(server, client):
    server.faults("p").append(Fault("answer", status=200, body=b"{}", headers={"Set-Cookie": "a=b; Path=/"}))
    client.send(create(server, safe=True), lambda answer: answer.status)
    client.send(create(server, safe=True), count)
    assert "cookie" not in server.log[1].headers


def test_a_body_always_travels_with_its_length(server, client):
    big = bytes(range(256)) * 8000
    call = Call("PUT", server.base("p") + "/x", "upload", content=big, headers={"User-Agent": "Custom/1"})
    client.send(call, lambda answer: answer.status)
    client.send(Call("POST", server.base("p") + "/x", "poke"), lambda answer: answer.status)
    assert server.log[0].headers["content-length"] == str(len(big))
    assert server.log[0].body == big
    assert server.log[0].headers["user-agent"] == "Custom/1"
    assert server.log[1].headers["content-length"] == "0"
    assert server.log[1].headers["user-agent"].startswith("yigao/")
    assert all("transfer-encoding" not in exchange.headers for exchange in server.log)


def test_parameters_are_added_to_an_address_whose_own_query_stays_as_it_is(server, client):
    url = server.base("p") + "/x?sign=a%2Bb%7e&uploads"
    client.send(Call("GET", url, "look", params={"q": "中 &+"}), count)
    assert server.log[0].query == {"sign": "a+b~", "uploads": "", "q": "中 &+"}


def test_an_address_without_parameters_is_sent_to_the_byte(speaker, client):
    speaker.lines = [b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]
    client.send(Call("PUT", speaker.url + "/v2-a%2Fb.png?uploads&b=%7e", "upload"), lambda answer: answer)
    assert speaker.heard[0].startswith(b"PUT /v2-a%2Fb.png?uploads&b=%7e HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nrubb",
        b"SSH-2.0-OpenSSH_9.6\r\n",
    ],
)
def test_an_answer_cut_short_or_damaged_counts_as_lost(said, speaker, client):
    speaker.lines = [said, b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"count":1}']
    assert client.send(Call("GET", speaker.url, "look"), count) == 1
    speaker.lines = [said]
    with pytest.raises(InDoubt):
        client.send(Call("POST", speaker.url, "create the draft", safe=False), count)


def test_an_endless_answer_is_cut_off(speaker, client, monkeypatch):
    monkeypatch.setattr("publisher.wire.transport.LARGEST", 1 << 20)
    speaker.lines = [b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + bytes(3_000_000)]
    with pytest.raises(Unavailable, match="larger than 1 MB"):
        client.send(Call("GET", speaker.url, "look"), count)
    with pytest.raises(InDoubt, match="larger than 1 MB"):
        client.send(Call("POST", speaker.url, "create the draft", safe=False), count)
