"""The server: HTTP as a client meets it, one platform beside another, a log of everything."""

from __future__ import annotations

import socket
import threading
import time

import httpx
import pytest

from publisher.sandbox.kit import Response
from publisher.sandbox.server import Server


def raw(server: Server, data: bytes) -> bytes:
    """What comes back for bytes written to the socket, until the server closes."""
    with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0), timeout=5) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while piece := connection.recv(65536):
            found += piece
        return found


def host(server: Server) -> bytes:
    return httpx.URL(server.url).netloc


def test_a_platform_sees_the_request_under_its_own_base(server, notebook, http):
    answer = http.post(
        f"{server.base('notes')}/a%20b/c?q=中&q=二&empty=", content=b"x" * 9, headers={"X-A": "1"}
    )
    assert answer.json() == {"acts": 1}
    request = notebook.last
    assert (request.method, request.path, request.query) == ("POST", "/a b/c", {"q": "二", "empty": ""})
    assert request.headers["x-a"] == "1"
    assert request.body == b"x" * 9


@pytest.mark.parametrize(
    ("tail", "path"), [("", "/"), ("/", "/"), ("?a=b", "/"), ("/x/", "/x/"), ("//x", "//x")]
)
def test_the_path_below_the_base_is_kept_as_it_is(tail, path, server, notebook, http):
    http.get(server.base("notes") + tail)
    assert notebook.last.path == path


def test_a_target_may_have_any_name(server, http):
    assert http.get(server.base("公众号") + "/x").json() == {"acts": 1}
    assert server.log[0].platform == "公众号"
    with pytest.raises(KeyError):
        server.base("nobody")


def test_everything_is_logged_in_order_and_unredacted(server, http):
    http.get(server.base("notes") + "/one?access_token=t0k3n")
    http.put(server.base("公众号") + "/two", content=b"body")
    first, second = server.log
    assert (first.platform, first.method, first.path, first.status) == ("notes", "GET", "/one", 200)
    assert first.query == {"access_token": "t0k3n"}
    assert (second.platform, second.method, second.body) == ("公众号", "PUT", b"body")
    assert first.at <= second.at


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_reaches_the_platform_and_the_connection_is_kept(method, server, notebook, http):
    for turn in (1, 2, 3):
        assert http.request(method, server.base("notes") + "/x").json() == {"acts": turn}
    assert notebook.last.method == method


def test_head_and_204_have_no_body(server, notebook, http):
    assert http.head(server.base("notes") + "/x").content == b""
    notebook.answers["/none"] = Response(204)
    answer = http.delete(server.base("notes") + "/none")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-length" not in answer.headers
    assert http.get(server.base("notes") + "/x").json() == {"acts": 3}


def test_a_chunked_body_arrives_and_shows_as_such(server, notebook, http):
    http.post(server.base("notes") + "/x", content=iter([b"one", b"two"]))
    assert notebook.last.body == b"onetwo"
    assert notebook.last.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in notebook.last.headers


def test_a_post_without_any_length_arrives_empty_and_shows_as_such(server, notebook):
    raw(server, b"POST /notes/x HTTP/1.1\r\nHost: " + host(server) + b"\r\n\r\n")
    assert notebook.last.body == b""
    assert not {"content-length", "transfer-encoding"} & set(notebook.last.headers)


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ],
)
def test_a_body_of_unclear_length_is_refused(lines, server, notebook):
    found = raw(server, b"POST /notes/x HTTP/1.1\r\nHost: " + host(server) + b"\r\n" + lines)
    assert found.startswith(b"HTTP/1.1 400 ")
    assert notebook.acts == 0


def test_a_request_that_breaks_off_never_reaches_the_platform(server, notebook):
    head = b"POST /notes/x HTTP/1.1\r\nHost: " + host(server) + b"\r\nContent-Length: 9\r\n\r\nhalf"
    assert raw(server, head) == b""
    assert notebook.acts == 0
    assert server.crashes == []


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_name_is_refused(name, server, notebook, http):
    for path in ("/notes/x", "/"):
        assert http.get(server.url.rstrip("/") + path, headers={"Host": name}).status_code == 421
    assert notebook.acts == 0


def test_localhost_is_a_name_of_ours(server, http):
    assert http.get(server.base("notes").replace("127.0.0.1", "localhost")).status_code == 200


def test_only_loopback_is_listened_on(server):
    port = httpx.URL(server.url).port
    with pytest.raises((ConnectionError, TimeoutError)):
        socket.create_connection(("127.0.0.2", port), timeout=1).close()


def test_an_exception_in_a_platform_is_answered_500_and_kept_for_the_test(server, notebook, http):
    notebook.answers["/x"] = RuntimeError("a bug")
    assert http.get(server.base("notes") + "/x").status_code == 500
    assert "RuntimeError: a bug" in server.crashes[0]
    assert http.get(server.base("notes") + "/y").status_code == 200


def test_a_platform_is_asked_one_thing_at_a_time(server, notebook, http):
    inside: list[int] = []
    most: list[int] = []
    act = notebook.answer

    def slow(request):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.005)
        inside.pop()
        return act(request)

    notebook.answer = slow
    threads = [threading.Thread(target=http.get, args=(server.base("notes") + "/x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert notebook.acts == 8
    assert max(most) == 1


def test_it_is_fast_enough_to_test_with(server, http):
    started = time.perf_counter()
    for _ in range(100):
        http.post(server.base("notes") + "/x", content=b"x" * 2000)
    assert time.perf_counter() - started < 2.5, "40 ms a call means Nagle's algorithm is on"


def test_it_ends_at_once_even_with_open_connections_and_its_port_is_free_again(notebook, http):
    with Server({"notes": notebook}) as server:
        port = httpx.URL(server.url).port
        http.get(server.base("notes"))
        started = time.perf_counter()
    assert time.perf_counter() - started < 1
    with Server({"notes": notebook}, port=port) as again:
        assert again.base("notes") == f"http://127.0.0.1:{port}/notes"
        assert http.get(again.base("notes")).status_code == 200


def test_what_is_not_to_be_logged_is_not_held(notebook, http):
    with Server({"notes": notebook}, logged=False) as server:
        assert http.post(server.base("notes") + "/x", content=b"picture").status_code < 500
        assert server.log == []
