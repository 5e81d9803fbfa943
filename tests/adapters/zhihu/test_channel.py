"""The channel against the simulator, through a real socket: drafts, pictures, and what goes wrong."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from publisher.contract import Access, Channel
from publisher.errors import AuthError, ConfigError, InDoubt, PublishError, Rejected, Unavailable
from publisher.model.post import Asset, FileOrigin, PostKey
from publisher.model.record import Draft, State, Uploaded, Use
from publisher.model.rendition import Payload, Rendition, bind
from publisher.model.tree import (
    CodeBlock,
    Figure,
    Image,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Text,
)
from publisher.sandbox.kit import Exchange, Fault, Request
from publisher.sandbox.server import Server
from publisher.wire.client import Client
from publisher_zhihu import ADAPTER
from publisher_zhihu.channel.session import read_cookie
from publisher_zhihu.settings import Settings
from publisher_zhihu.simulator import Simulator

KEY = PostKey("post")
LINK = Link(url="https://a.example", inlines=(Text(text="链接"),))
COVER = "asset:" + "c" * 64
BOTH = frozenset({Use.BODY, Use.COVER})
Make = Callable[..., Rendition]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass
class Zhihu:
    """A running simulator and a way to open channels to it."""

    platform: Simulator
    server: Server
    folder: Path
    time: Any
    clients: list[Client] = field(default_factory=list)

    def open(self, *, cookie: str | None = None, **settings: Any) -> Channel:
        secrets = dict(self.platform.secrets)
        if cookie is not None:
            secrets["sandbox:cookie"] = cookie
        http = Client(target="zhihu", calls_per_minute=200, clock=self.time.clock)
        self.clients.append(http)
        table = {"adapter": "zhihu", **self.platform.settings(self.server.base("zhihu")), **settings}

        def secret(reference: str) -> str:
            http.redact(secrets[reference])
            return secrets[reference]

        access = Access(http, secret, self.folder, self.folder, self.time.clock, "zhihu")
        return ADAPTER.connect(msgspec.convert(table, Settings), access)

    def fault(self, kind: str, path: str, method: str = "", **more: Any) -> None:
        def when(request: Request) -> bool:
            return request.path.endswith(path) and method in {"", request.method}

        self.server.faults("zhihu").append(Fault(kind=kind, when=when, **more))

    def calls(self, method: str, path: str) -> list[Exchange]:
        return [e for e in self.server.log if e.method == method and e.path.endswith(path)]


@pytest.fixture
def zhihu(tmp_path: Path, time: Any) -> Iterator[Zhihu]:
    platform = Simulator(tmp_path / "zhihu")
    with Server({"zhihu": platform}) as server:
        running = Zhihu(platform, server, tmp_path, time)
        yield running
        for client in running.clients:
            client.close()
    assert server.crashes == []
    assert platform.forbidden == []


@pytest.fixture
def rendition(make: Make) -> Rendition:
    return make(
        Paragraph(inlines=(Text(text="正文 <&> "), Math(tex="a<b"), LINK)),
        Figure(image=Image(src="cover.png", asset=COVER), caption=(Text(text="图"),)),
        MathBlock(tex=r"\begin{matrix} a & b \end{matrix}"),
        CodeBlock(code="if a < b:\n    pass", language="python"),
        List(ordered=False, items=(Item(blocks=(Paragraph(inlines=(Text(text="项"),)),)),)),
        Quote(blocks=(Paragraph(inlines=(Text(text="引"),)), Paragraph(inlines=(Text(text="文"),)))),
    )


def asset(name: str = "cover.png") -> Asset:
    return Asset(COVER, name, FileOrigin(name))


def payload(channel: Channel, rendition: Rendition) -> Payload:
    cover = channel.upload(asset(), PNG, BOTH)
    return Payload(rendition, bind(rendition.body, {COVER: cover.address}), cover)


def pushed(channel: Channel, rendition: Rendition) -> Draft:
    sent = payload(channel, rendition)
    return channel.update(channel.create(KEY, sent), sent)


# ── session ─────────────────────────────────────────────────────────────────────────────────────


def test_a_channel_carries_the_accounts_id(zhihu: Zhihu) -> None:
    channel = zhihu.open()
    assert channel.account == "5a" * 16
    assert "sandbox-login-token" not in repr(channel)


@pytest.mark.parametrize(
    ("cookie", "told"),
    [
        ("", "empty"),
        ("z_c0=secret-token;\n _xsrf=x; d_c0=y", "line breaks"),
        ("z_c0=密码; _xsrf=x; d_c0=y", "characters"),
        ("z_c0=secret-token; other=1", "_xsrf, d_c0"),
    ],
)
def test_an_unusable_cookie_is_told_before_anything_is_sent(zhihu: Zhihu, cookie: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        zhihu.open(cookie=cookie)
    assert "secret-token" not in str(caught.value)
    assert caught.value.hint
    assert zhihu.server.log == []


def test_a_refused_cookie_is_an_auth_error_that_stops_the_run(zhihu: Zhihu) -> None:
    with pytest.raises(AuthError) as caught:
        zhihu.open(cookie="z_c0=stale-token-value; _xsrf=some-xsrf-value; d_c0=some-device-id")
    assert caught.value.stop
    assert caught.value.code == "100"
    assert "cookie" in caught.value.hint
    assert "stale-token-value" not in f"{caught.value!r}{caught.value}"


def test_a_cookie_pasted_with_its_header_name_is_read() -> None:
    assert read_cookie("Cookie: z_c0=a; _xsrf=b; d_c0=c", "env:X")["z_c0"] == "a"


# ── drafts ──────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_made_with_its_title_alone_and_then_completed(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    sent = payload(channel, rendition)
    made = channel.create(KEY, sent)
    assert not made.complete
    assert made.url.endswith(f"/zhuanlan/p/{made.id}/edit")
    assert channel.read(made).text == ""

    done = channel.update(made, sent)
    assert done == replace(made, complete=True)
    (arrived,) = zhihu.platform.arrived()
    assert (arrived.id, arrived.title, arrived.source) == (made.id, "标题", sent.body)
    assert zhihu.platform.violations == []


def test_the_cover_goes_alone_and_before_the_text_that_makes_the_draft_complete(
    zhihu: Zhihu, rendition: Rendition
) -> None:
    pushed(zhihu.open(), rendition)
    first, second = (request.body for request in zhihu.calls("PATCH", "/draft"))
    assert b"titleImage" in first
    assert b'"content"' not in first
    assert b'"content"' in second
    assert b"titleImage" not in second
    assert zhihu.platform.arrived()[0].cover in zhihu.platform.pictures()


def test_an_update_replaces_the_same_draft(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = pushed(channel, rendition)
    changed = replace(rendition, title="新标题", body="<p>新</p>", fields={"table_of_contents": True})
    channel.update(draft, Payload(changed, changed.body))
    (arrived,) = zhihu.platform.arrived()
    assert (arrived.id, arrived.title, arrived.source) == (draft.id, "新标题", "<p>新</p>")


def test_ids_stay_text_even_when_zhihu_writes_numbers(
    zhihu: Zhihu, rendition: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Simulator, "numeric_ids", True)
    channel = zhihu.open()
    draft = pushed(channel, rendition)
    assert draft.id == zhihu.platform.arrived()[0].id
    assert int(draft.id) > 2**53


def test_calls_keep_their_distance(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open(gap=0.3)
    for _ in range(5):
        channel.candidates(KEY, rendition)
    assert sum(zhihu.time.slept) == pytest.approx(5 * 0.3)


def test_opening_a_draft_in_the_browser_is_no_edit_but_added_words_are(
    zhihu: Zhihu, rendition: Rendition
) -> None:
    channel = zhihu.open()
    draft = pushed(channel, rendition)
    before = channel.read(draft)
    assert before.state is State.DRAFT
    stored = zhihu.platform.arrived()[0].source
    zhihu.platform.reopen(draft.id)
    assert zhihu.platform.arrived()[0].source != stored
    assert channel.read(draft) == before
    zhihu.platform.edit(draft.id, "有人加了一句")
    assert channel.read(draft).text == before.text + "\n有人加了一句"


def test_a_deleted_draft_is_gone_and_a_published_one_has_an_address(
    zhihu: Zhihu, rendition: Rendition
) -> None:
    channel = zhihu.open()
    kept, lost = pushed(channel, rendition), pushed(channel, rendition)
    zhihu.platform.remove(lost.id)
    assert channel.read(lost).state is State.GONE
    address = zhihu.platform.publish(kept.id)
    remote = channel.read(kept)
    assert (remote.state, remote.address) == (State.PUBLISHED, address)
    assert address == f"https://zhuanlan.zhihu.com/p/{kept.id}"
    with pytest.raises(Rejected, match="4041"):
        channel.update(lost, Payload(rendition, "<p>x</p>"))


def test_candidates_are_sure_only_when_the_text_agrees(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    assert channel.candidates(KEY, rendition) == ()
    full = pushed(channel, rendition)
    empty = channel.create(KEY, Payload(rendition, ""))
    pushed(channel, replace(rendition, title="别的"))
    zhihu.platform.reopen(full.id)
    found = {draft.id: draft for draft in channel.candidates(KEY, rendition)}
    assert set(found) == {full.id, empty.id}
    assert found[full.id].sure
    assert not found[empty.id].sure
    assert all(draft.created is not None for draft in found.values())


def test_the_list_of_drafts_is_read_page_by_page_up_to_a_bound(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open(drafts_searched=40)
    oldest = channel.create(KEY, Payload(rendition, ""))
    other = replace(rendition, title="别的")
    for _ in range(39):
        channel.create(KEY, Payload(other, ""))
    assert [draft.id for draft in channel.candidates(KEY, rendition)] == [oldest.id]
    channel.create(KEY, Payload(other, ""))
    assert channel.candidates(KEY, rendition) == ()
    assert len(zhihu.calls("GET", "/my_drafts")) == 4


def test_an_account_that_may_not_list_its_drafts_is_told_the_way_out(
    zhihu: Zhihu, rendition: Rendition
) -> None:
    zhihu.fault("answer", "/my_drafts", status=403, body=envelope(10003))
    with pytest.raises(Rejected) as caught:
        zhihu.open().candidates(KEY, rendition)
    assert "drafts_searched = 0" in caught.value.hint
    assert zhihu.open(drafts_searched=0).candidates(KEY, rendition) == ()


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_one_upload_serves_body_and_cover_and_known_bytes_are_not_sent_again(zhihu: Zhihu) -> None:
    channel = zhihu.open()
    first = channel.upload(asset(), PNG, BOTH)
    again = channel.upload(asset("copy.png"), PNG, BOTH)
    assert first == again
    assert zhihu.platform.pictures()[first.address] == PNG
    assert zhihu.platform.pictures()[first.id] == PNG
    assert len([e for e in zhihu.server.log if e.path.startswith("/upload/")]) == 1


def test_the_store_gets_no_cookie(zhihu: Zhihu) -> None:
    zhihu.open().upload(asset(), PNG, BOTH)
    (sent,) = [e for e in zhihu.server.log if e.path.startswith("/upload/")]
    assert "cookie" not in sent.headers


def test_a_gif_goes_up_in_parts(zhihu: Zhihu) -> None:
    data = GIF[:-1] + b"!\xfe" + b"".join(b"\xff" + b"x" * 255 for _ in range(8300)) + b"\x00;"
    uploaded = zhihu.open().upload(asset("a.gif"), data, BOTH)
    assert uploaded.address.endswith(".gif")
    assert zhihu.platform.pictures()[uploaded.address] == data
    parts = [e.query["partNumber"] for e in zhihu.server.log if "partNumber" in e.query]
    assert parts == ["1", "2", "3"]


def test_temporary_addresses_are_rebuilt(zhihu: Zhihu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulator, "private", True)
    uploaded = zhihu.open().upload(asset(), PNG, BOTH)
    for address in (uploaded.address, uploaded.id):
        assert address.startswith("https://picx.zhimg.com/v2-")
        assert "auth_key" not in address


def test_a_picture_that_takes_too_long_is_used_anyway(zhihu: Zhihu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulator, "polls", 1000)
    uploaded = zhihu.open().upload(asset(), PNG, BOTH)
    assert uploaded.address in zhihu.platform.pictures()
    assert sum(zhihu.time.slept) < 60


def test_a_refused_signature_names_the_picture_and_no_secret(zhihu: Zhihu) -> None:
    channel = zhihu.open()
    body = b"<Error><Code>SignatureDoesNotMatch</Code><Message>sandbox-access-key is wrong</Message></Error>"
    zhihu.server.faults("zhihu").append(
        Fault("answer", lambda request: request.path.startswith("/upload/"), status=403, body=body)
    )
    with pytest.raises(Rejected, match=r"curve\.png.*SignatureDoesNotMatch") as caught:
        channel.upload(asset("curve.png"), PNG, BOTH)
    assert "sandbox-access-key" not in str(caught.value)


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["lost", "truncated"])
def test_a_lost_answer_to_create_makes_one_draft(zhihu: Zhihu, rendition: Rendition, kind: str) -> None:
    channel = zhihu.open()
    zhihu.fault(kind, "/drafts", "POST")
    with pytest.raises(InDoubt):
        channel.create(KEY, Payload(rendition, ""))
    assert len(zhihu.platform.arrived()) == 1
    (found,) = channel.candidates(KEY, rendition)
    assert found.created is not None


@pytest.mark.parametrize("kind", ["reset", "lost", "truncated", "status"])
def test_an_update_is_repeated_until_it_arrives(zhihu: Zhihu, rendition: Rendition, kind: str) -> None:
    channel = zhihu.open()
    sent = payload(channel, rendition)
    draft = channel.create(KEY, sent)
    zhihu.fault(kind, "/draft", "PATCH")
    channel.update(draft, sent)
    assert zhihu.platform.arrived()[0].source == sent.body


def test_an_empty_204_is_taken_as_saved(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = channel.create(KEY, Payload(rendition, ""))
    zhihu.fault("answer", "/draft", "PATCH", status=204)
    assert channel.update(draft, Payload(rendition, "<p>x</p>")).complete


def envelope(code: int, **more: Any) -> bytes:
    return msgspec.json.encode({"error": {"code": code, "message": "说明", **more}})


@pytest.mark.parametrize(
    ("status", "body", "kind", "stops", "hint"),
    [
        (401, envelope(100), AuthError, True, "cookie"),
        (403, envelope(10001), Rejected, True, "log in again"),
        (403, envelope(10003), Rejected, True, "log in again"),
        (
            403,
            envelope(40352, redirect="https://www.zhihu.com/account/unhuman"),
            Rejected,
            True,
            "verification",
        ),
        (403, envelope(40353, need_login=True), AuthError, True, "log in"),
        (403, envelope(40362), Rejected, True, "hours"),
        (
            200,
            "<title>安全验证 - 知乎</title>".encode(),
            Rejected,
            True,
            "browser",
        ),
        (302, b"", Rejected, False, ""),
        (400, envelope(400, name="MalformRequestException"), Rejected, False, ""),
        (200, envelope(40362), Rejected, True, "hours"),
    ],
)
def test_refusals_say_what_a_person_must_do(
    zhihu: Zhihu,
    rendition: Rendition,
    status: int,
    body: bytes,
    kind: type[PublishError],
    stops: bool,
    hint: str,
) -> None:
    channel = zhihu.open()
    zhihu.fault("answer", "/drafts", "POST", status=status, body=body)
    with pytest.raises(kind) as caught:
        channel.create(KEY, Payload(rendition, ""))
    assert "could not create the draft" in str(caught.value)
    assert caught.value.stop is stops  # type: ignore[attr-defined]
    assert hint in caught.value.hint
    assert caught.value.target == "zhihu"  # type: ignore[attr-defined]
    assert len(zhihu.calls("POST", "/drafts")) == 1


def test_a_platform_that_stays_down_is_unavailable(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    cookie: Mapping[str, str] = zhihu.platform.secrets
    token = read_cookie(cookie["sandbox:cookie"], "x")["z_c0"]
    zhihu.fault("status", "/draft", "GET", status=503, body=token.encode(), times=50)
    with pytest.raises(Unavailable) as caught:
        channel.read(Draft("1"))
    assert token not in f"{caught.value!r}{caught.value}"


# ── strictness of the simulator itself ──────────────────────────────────────────────────────────


def test_the_simulator_refuses_bodies_the_editor_would_damage(zhihu: Zhihu, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = channel.create(KEY, Payload(rendition, ""))
    with pytest.raises(Rejected, match="blank-between-blocks"):
        channel.update(draft, Payload(rendition, "<p>a</p>\n<p>b</p>"))
    foreign = rendition.body.replace(COVER, f"https://picx.zhimg.com/v2-{'0' * 32}.png")
    with pytest.raises(Rejected, match="unknown-picture"):
        channel.update(draft, Payload(rendition, foreign))
    with pytest.raises(Rejected, match="图片地址不合法"):
        channel.update(draft, Payload(rendition, "<p>a</p>", Uploaded(id="https://example.com/a.png")))


def test_the_simulator_refuses_long_titles_and_a_missing_xsrf(zhihu: Zhihu, rendition: Rendition) -> None:
    with pytest.raises(Rejected, match="标题过长"):
        zhihu.open().create(KEY, Payload(replace(rendition, title="长" * 101), ""))
    with pytest.raises(Rejected, match="10003"):
        zhihu.open(xsrf=False).create(KEY, Payload(rendition, ""))


def test_the_simulator_remembers_between_runs(zhihu: Zhihu, rendition: Rendition) -> None:
    draft = pushed(zhihu.open(), rendition)
    again = Simulator(zhihu.folder / "zhihu")
    assert again.arrived() == zhihu.platform.arrived()
    assert again.pictures() == zhihu.platform.pictures()
    assert again.arrived()[0].id == draft.id


def test_formulas_and_captions_can_be_read_on_the_sandboxs_page(zhihu: Zhihu, rendition: Rendition) -> None:
    pushed(zhihu.open(), rendition)
    html = zhihu.platform.arrived()[0].html
    assert '<code class="formula">a&lt;b</code>' in html
    assert "<figcaption>图</figcaption>" in html
    assert any(f'src="{address}"' in html for address in zhihu.platform.pictures())
