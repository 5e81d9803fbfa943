"""Each fault, as a client sees it and as the platform knows it."""

from __future__ import annotations

import time

import httpx
import pytest

from publisher.sandbox.kit import Fault
from publisher.sandbox.server import Server

OK = {"acts": 1}


def test_reset_drops_the_connection_before_the_platform_acts(server, notebook, http):
    server.faults("notes").append(Fault("reset"))
    with pytest.raises(httpx.ReadError, match=r"reset|forcibly"):
        http.post(server.base("notes") + "/x", content=b"x")
    assert notebook.acts == 0
    assert (server.log[0].status, server.log[0].fault) == (0, "reset")
    assert http.get(server.base("notes") + "/x").json() == OK


def test_lost_drops_the_connection_after_the_platform_acted(server, notebook, http):
    server.faults("notes").append(Fault("lost"))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        http.post(server.base("notes") + "/x", content=b"x")
    assert notebook.acts == 1
    assert (server.log[0].status, server.log[0].fault) == (200, "lost")


def test_truncated_sends_half_of_what_it_promised(server, notebook, http):
    server.faults("notes").append(Fault("truncated"))
    with pytest.raises(httpx.RemoteProtocolError, match="received 5 bytes, expected 10"):
        http.get(server.base("notes") + "/x")
    assert notebook.acts == 1


def test_truncated_without_a_body_breaks_off_in_the_headers(server, http):
    server.faults("notes").append(Fault("truncated"))
    with pytest.raises(httpx.RemoteProtocolError):
        http.head(server.base("notes") + "/x")


@pytest.mark.parametrize("kind", ["status", "answer"])
def test_status_and_answer_stand_in_for_the_platform(kind, server, notebook, http):
    fault = Fault(kind, status=503, body=b"<html>", headers={"Retry-After": "3", "Content-Type": "text/html"})
    server.faults("notes").append(fault)
    found = http.get(server.base("notes") + "/x")
    assert (found.status_code, found.content, found.headers["retry-after"]) == (503, b"<html>", "3")
    assert notebook.acts == 0
    assert http.get(server.base("notes") + "/x").json() == OK


def test_masked_acts_and_lets_something_else_answer(server, notebook, http):
    server.faults("notes").append(Fault("masked", status=502, body=b"<html>"))
    found = http.get(server.base("notes") + "/x")
    assert (found.status_code, found.content, notebook.acts) == (502, b"<html>", 1)
    assert (server.log[0].status, server.log[0].fault) == (502, "masked")


def test_slow_acts_at_once_and_answers_late(server, notebook, http):
    server.faults("notes").append(Fault("slow", seconds=0.2, times=2))
    started = time.perf_counter()
    assert http.get(server.base("notes") + "/x").json() == OK
    assert time.perf_counter() - started >= 0.2
    with pytest.raises(httpx.ReadTimeout):
        http.get(server.base("notes") + "/x", timeout=0.05)
    assert notebook.acts == 2


def test_slow_holds_up_nobody_else_and_not_the_end_of_the_server(notebook, http):
    with Server({"notes": notebook}) as server:
        server.faults("notes").append(Fault("slow", seconds=60))
        with pytest.raises(httpx.ReadTimeout):
            http.get(server.base("notes") + "/x", timeout=0.05)
        assert http.get(server.base("notes") + "/x").json() == {"acts": 2}
        started = time.perf_counter()
    assert time.perf_counter() - started < 1


def test_faults_are_used_up_in_order_by_the_requests_they_pick(server, http):
    server.faults("notes").extend(
        [
            Fault("status", when=lambda request: request.path == "/draft", times=2, status=501),
            Fault("status", when=lambda request: request.method == "POST", status=502),
            Fault("status", status=503),
        ]
    )
    base = server.base("notes")
    said = [http.get(base + "/draft"), http.post(base + "/draft"), http.post(base + "/draft")]
    assert [answer.status_code for answer in said] == [501, 501, 502]
    assert [http.get(base + "/x").status_code for _ in range(2)] == [503, 200]
    assert server.faults("notes") == []


def test_faults_of_one_platform_leave_the_other_alone(server, http):
    server.faults("notes").append(Fault("reset"))
    assert http.get(server.base("公众号")).status_code == 200
    assert len(server.faults("notes")) == 1


def test_a_fault_that_does_not_exist_is_noticed_at_once():
    with pytest.raises(ValueError, match="no fault named 'sloow'"):
        Fault("sloow")
