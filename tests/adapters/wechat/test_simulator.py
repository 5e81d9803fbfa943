"""The simulated platform is as strict as the real one: what a careless client sends is refused."""

import json
import urllib.error
import urllib.request
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

ADD, GET, UPLOADIMG = "/cgi-bin/draft/add", "/cgi-bin/draft/get", "/cgi-bin/media/uploadimg"


class Caller:
    """Plain calls, as any program could make them."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.base = world.server.base("wechat")
        self.secrets = world.simulator.secrets

    def post(self, path: str, body: bytes | object, **headers: str) -> dict[str, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        request = urllib.request.Request(f"{self.base}{path}", data, headers, method="POST")
        with urllib.request.urlopen(request) as answer:
            return dict(json.loads(answer.read()))

    def token(self, **more: object) -> dict[str, Any]:
        body = {
            "grant_type": "client_credential",
            "appid": self.secrets["sandbox:app_id"],
            "secret": self.secrets["sandbox:app_secret"],
        }
        return self.post("/cgi-bin/stable_token", body | more)

    def code(self, path: str, body: bytes | object, **headers: str) -> int:
        token = self.token()["access_token"]
        mark = "&" if "?" in path else "?"
        return int(self.post(f"{path}{mark}access_token={token}", body, **headers).get("errcode", 0))

    def add(self, **article: object) -> int:
        cover = self.world.cover(self.world.channel())
        whole = {"title": "题", "content": "<p>文</p>", "thumb_media_id": cover.id}
        return self.code(ADD, {"articles": [whole | article]})


@pytest.fixture
def caller(world: Any) -> Caller:
    return Caller(world)


def test_a_body_without_a_length_is_refused_by_http(caller: Caller) -> None:
    parts = urlsplit(caller.base)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    connection.request("POST", f"{parts.path}{ADD}", iter([b"{}"]), encode_chunked=True)
    assert connection.getresponse().status == 412
    connection.close()


def test_answers_look_like_theirs(caller: Caller) -> None:
    request = urllib.request.Request(f"{caller.base}{GET}", b"{}", method="POST")
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/plain"
        body = json.loads(answer.read())
    assert body["errcode"] == 41001
    assert " rid: " in body["errmsg"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"grant_type": "x"}, 40002),
        ({"appid": ""}, 41002),
        ({"secret": ""}, 41004),
        ({"appid": "wx"}, 40013),
        ({"secret": "wrong"}, 40125),
    ],
)
def test_wrong_credentials_are_told_apart(caller: Caller, given: dict[str, object], code: int) -> None:
    assert caller.token(**given)["errcode"] == code


def test_a_stable_token_stays_the_same_with_the_time_it_has_left(caller: Caller, world: Any) -> None:
    first = caller.token()
    world.time.sleep(100)
    second = caller.token()
    assert second["access_token"] == first["access_token"]
    assert second["expires_in"] == first["expires_in"] - 100


def test_a_forced_token_ends_the_old_one_but_not_twice_within_half_a_minute(
    caller: Caller, world: Any
) -> None:
    first = caller.token()["access_token"]
    forced = caller.token(force_refresh=True)["access_token"]
    assert forced != first
    assert caller.token(force_refresh=True)["access_token"] == forced
    assert caller.post(f"{GET}?access_token={first}", {})["errcode"] == 40001
    world.time.sleep(8000)
    assert caller.post(f"{GET}?access_token={forced}", {})["errcode"] == 42001
    assert caller.post(f"{GET}?access_token=short", {})["errcode"] == 40014


def test_paths_methods_and_bodies_are_checked_in_order(caller: Caller) -> None:
    assert caller.code("/cgi-bin/draft/nope", {}) == 40066
    assert caller.code("/cgi-bin/draft/count", {}) == 43001
    assert caller.code("/cgi-bin/freepublish/submit", {}) == 48001
    assert caller.code(ADD, b"") == 44002
    assert caller.code(ADD, b"{") == 47001
    assert caller.code(ADD, {"articles": {}}) == 44003
    assert caller.code("/cgi-bin/draft/update", {"articles": []}) == 47001
    assert caller.code("/cgi-bin/draft/batchget", {"offset": 0, "count": 21}) == 40035


@pytest.mark.parametrize(
    ("article", "code"),
    [
        ({}, 0),
        ({"title": " "}, 44004),
        ({"content": ""}, 44004),
        ({"title": "长" * 65}, 45003),
        ({"author": "长" * 17}, 45110),
        ({"digest": "长" * 129}, 45004),
        ({"content": "<p>" + "长" * 230_000 + "</p>"}, 45002),
        ({"content": '<p><a href="#top">上</a></p>'}, 45166),
        ({"content": '<p><a href="https://example.com/">出</a></p>'}, 45166),
        ({"content": "<script>1</script>"}, 45166),
        ({"content": '<p><img src="http://mmbiz.qpic.cn/x"></p>'}, 45166),
        ({"content_source_url": "blog"}, 41039),
        ({"thumb_media_id": "made-up"}, 40007),
        ({"need_open_comment": 1}, 88000),
    ],
)
def test_articles_are_checked(caller: Caller, article: dict[str, object], code: int) -> None:
    assert caller.add(**article) == code


@pytest.mark.parametrize(("profile", "code"), [("measured", 0), ("documented", 45003), ("paranoid", 45003)])
def test_lengths_can_be_read_in_three_ways(caller: Caller, world: Any, profile: str, code: int) -> None:
    world.simulator.account.profile = profile
    assert caller.add(title="长" * 33) == code


def test_escaped_text_is_counted_and_stored_as_it_stands(caller: Caller, world: Any) -> None:
    cover = world.cover(world.channel())
    body = json.dumps({"articles": [{"title": "题" * 5, "content": "文", "thumb_media_id": cover.id}]})
    assert caller.code(ADD, body.encode()) == 0
    assert world.simulator.arrived()[0].title == "\\u9898" * 5
    long = json.dumps({"articles": [{"title": "题" * 11, "content": "文", "thumb_media_id": cover.id}]})
    assert caller.code(ADD, long.encode()) == 45003


def form(disposition: str, data: bytes) -> tuple[bytes, dict[str, str]]:
    head = f"--x\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: image/png\r\n\r\n"
    return head.encode() + data + b"\r\n--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(
    ("disposition", "data", "code"),
    [
        ('name="media"; filename="a.png"', None, 0),
        ('name="file"; filename="a.png"', None, 41005),
        ("name=\"media\"; filename*=utf-8''%E5%9B%BE.png", None, 41005),
        ('name="media"; filename="a.txt"', None, 40113),
        ('name="media"; filename="a.png"', b"", 44001),
        ('name="media"; filename="a.png"', b"RIFF\0\0\0\0WEBPVP8 ", 40113),
        ('name="media"; filename="a.png"', b"<svg/>", 40137),
        ('name="media"; filename="a.gif"', b"GIF89a", 40005),
    ],
)
def test_uploads_are_checked(
    caller: Caller, world: Any, disposition: str, data: bytes | None, code: int
) -> None:
    body, headers = form(disposition, world.picture() if data is None else data)
    assert caller.code(UPLOADIMG, body, **headers) == code


def test_a_large_picture_is_for_the_library_only(caller: Caller, world: Any) -> None:
    large = world.picture()[:-12] + b"\0" * 1_100_000 + world.picture()[-12:]
    body, headers = form('name="media"; filename="a.png"', large)
    assert caller.code(UPLOADIMG, body, **headers) == 40009
    assert caller.code("/cgi-bin/material/add_material?type=image", body, **headers) == 0
    assert caller.code("/cgi-bin/material/add_material?type=film", body, **headers) == 40004


def test_what_is_stored_is_what_the_platform_makes_of_it(caller: Caller, world: Any) -> None:
    content = (
        '<section id="a" class="b" onclick="c"><p style="color:#ff0000;position:fixed">一<br>二</p>'
        '<code style="color:red">c</code><img src="https://elsewhere.example/x.png">'
        '<svg viewBox="0 0 1 1"><a><path d="M0 0"></path></a></svg>'
        "<details><summary>三</summary></details></section>"
    )
    assert caller.add(content=content) == 0
    (arrived,) = world.simulator.arrived()
    assert arrived.html == (
        '<section><p style="color:rgb(255, 0, 0);">一<br  />二</p><code>c</code>'
        '<svg viewbox="0 0 1 1"><path d="M0 0"></path></svg>三</section>'
        '<p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p>'
    )
    assert arrived.source == content


def test_a_style_that_reaches_outside_is_dropped(caller: Caller, world: Any) -> None:
    caller.add(content='<p style="color:var(--x);background:url(//e.example);--x:red;margin:0">一</p>')
    (arrived,) = world.simulator.arrived()
    assert arrived.html.startswith('<p style="margin:0;">一</p>')


def test_a_digest_is_made_when_none_is_sent(caller: Caller, world: Any) -> None:
    caller.add(content=f"<p>{'字' * 60}</p>")
    (draft,) = world.simulator.account.state["drafts"]
    assert draft["articles"][0]["digest"] == "字" * 54


def test_state_outlives_the_process(caller: Caller, world: Any) -> None:
    caller.add()
    again = type(world.simulator)(world.folder.parent / "platform")
    assert [one.id for one in again.arrived()] == [one.id for one in world.simulator.arrived()]
    assert again.pictures() == world.simulator.pictures() != {}


def test_published_articles_leave_the_box_and_get_an_address(caller: Caller, world: Any) -> None:
    caller.add()
    (draft,) = world.simulator.arrived()
    assert world.simulator.publish(draft.id).startswith("https://mp.weixin.qq.com/s/")
    (article,) = world.simulator.arrived()
    assert article.state == "published"
    assert caller.code(GET, {"media_id": draft.id}) == 40007
