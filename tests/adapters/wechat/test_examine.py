"""What the channel says of its account: which interfaces it may use, each asked in the cheapest way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from publisher.contract import Examinable
from publisher.model.verdict import State
from publisher.sandbox.kit import Fault, Request


def refusing(code: int, path: str, message: str = "no") -> Fault:
    def when(request: Request) -> bool:
        return path in request.path

    body = json.dumps({"errcode": code, "errmsg": f"{message} rid: 684d20cd-4e3b2108-3ad934e2"}).encode()
    return Fault(kind="answer", status=200, body=body, when=when, times=3)


def examined(world: Any) -> dict[str, tuple[State, str]]:
    channel = world.channel()
    assert isinstance(channel, Examinable)
    return {each.what: (each.state, each.message) for each in channel.examine()}


def test_an_ordinary_account_may_draft_and_may_not_publish_and_all_is_well(world: Any) -> None:
    found = examined(world)
    assert {what: state for what, (state, _) in found.items()} == dict.fromkeys(
        ("drafts", "material", "freepublish"), State.OK
    )
    assert "lacks the right to publish" in found["freepublish"][1]


def test_it_asks_once_for_each_right_and_changes_nothing(world: Any) -> None:
    examined(world)
    assert [each.path.rpartition("/")[2] for each in world.server.log] == [
        "stable_token",
        "batchget",
        "batchget_material",
        "batchget",
    ]
    assert world.simulator.arrived() == ()


@pytest.mark.parametrize(("path", "what"), [("/draft/", "drafts"), ("/material/", "material")])
def test_a_right_it_cannot_do_without_is_an_error(world: Any, path: str, what: str) -> None:
    world.server.faults("wechat").append(refusing(48001, path))
    found = examined(world)
    assert found[what][0] is State.ERROR
    assert "lacks the right" in found[what][1]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("code", "message", "what", "advice"),
    [
        (
            40164,
            "invalid ip 198.51.100.9 ipv6 ::ffff:198.51.100.9, not in whitelist",
            "address",
            "198.51.100.9",
        ),
        (40164, "invalid ip 2001:db8::7, not in whitelist hint: [x]", "address", "2001:db8::7"),
        (40125, "invalid appsecret", "session", "app_secret"),
        (40013, "invalid appid", "session", "app_id"),
        (40243, "appsecret is frozen", "session", "unfreeze"),
    ],
)
def test_what_refuses_the_account_itself_is_told_once(
    world: Any, code: int, message: str, what: str, advice: str
) -> None:
    world.server.faults("wechat").append(refusing(code, "/stable_token", message))
    (found,) = world.channel().examine()
    assert (found.what, found.state) == (what, State.ERROR)
    assert advice in found.hint
    assert len(world.server.log) == 1


def test_a_quota_that_is_used_up_is_no_fault_of_what_is_optional(world: Any) -> None:
    world.server.faults("wechat").append(refusing(45009, "/freepublish/", "reach max api daily quota limit"))
    found = examined(world)
    assert found["freepublish"][0] is State.WARNING
    assert found["drafts"][0] is State.OK


def test_a_library_that_is_nearly_full_is_told(world: Any) -> None:
    body = json.dumps({"total_count": 99_000, "item_count": 0, "item": []}).encode()

    def when(request: Request) -> bool:
        return "batchget_material" in request.path

    world.server.faults("wechat").append(Fault("answer", when, status=200, body=body))
    found = examined(world)
    assert found["material"][0] is State.WARNING
    assert "99000" in found["material"][1]
