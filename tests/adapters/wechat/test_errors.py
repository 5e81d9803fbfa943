"""WeChat's codes become kinds of errors with advice."""

from datetime import UTC, datetime

import pytest

from publisher.errors import AuthError, InDoubt, PlatformError, Rejected, Throttled, Unavailable
from publisher_wechat.channel.errors import error

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)  # noon in Beijing
RID = " rid: 658cff8e-7783352d-44cb33e5"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (40001, AuthError),
        (40013, AuthError),
        (40125, AuthError),
        (40164, AuthError),
        (40243, AuthError),
        (50007, AuthError),
        (89503, AuthError),
        (40007, Rejected),
        (45003, Rejected),
        (45166, Rejected),
        (48001, Rejected),
        (88000, Rejected),
        (99999, Rejected),
        (45009, Throttled),
        (45011, Throttled),
        (-1, Unavailable),
    ],
)
def test_each_code_is_an_error_of_the_right_kind_with_advice(code: int, kind: type[PlatformError]) -> None:
    found = error(code, "some reason" + RID, "create the draft", NOON)
    assert type(found) is kind
    assert found.code == str(code)
    assert found.hint
    assert "create the draft" in found.message
    assert "rid" not in found.message


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist" + RID, "203.0.113.7"),
        ("invalid ip 203.0.113.7, not in whitelist hint: [abcd]", "203.0.113.7"),
        ("invalid ip 2001:db8::1, not in whitelist", "2001:db8::1"),
    ],
)
def test_the_address_to_allow_is_read_from_the_refusal(text: str, address: str) -> None:
    assert f"add the address {address} to" in error(40164, text, "get an access token", NOON).hint


def test_busy_is_a_doubt_where_a_repetition_would_make_a_second_draft() -> None:
    assert type(error(-1, "system error", "create the draft", NOON, safe=False)) is InDoubt


def test_a_day_ends_at_midnight_in_beijing() -> None:
    late = error(45009, "reach max api daily quota limit", "read the draft", NOON)
    assert isinstance(late, Throttled)
    assert late.retry_after == 12 * 3600


def test_an_unknown_code_keeps_what_support_asks_for() -> None:
    assert "658cff8e-7783352d-44cb33e5" in error(99999, "odd" + RID, "read the draft", NOON).hint


DRAFT = {40007, 40033, 40114, 41039, 44002, 44003, 44004, 45002, 45003, 45004, 45005, 45006, 45007, 45008}
DRAFT |= {45106, 45110, 45166, 47001, 48001, 48004, 50002, 53402, 53404, 53405, 53406, 87009, 87014, 88000}
TOKEN = {40001, 40002, 40013, 40014, 40125, 40164, 40243, 41001, 41002, 41004, 42001, 43002, 45009, 45011}
TOKEN |= {50004, 50007, 89503, 89506, 89507, 50001, 43001, 43003, 40035, 40066, 48006}
UPLOAD = {40004, 40005, 40006, 40007, 40009, 40010, 40011, 40012, 40113, 40118, 40121, 40137, 41005, 41006}
UPLOAD |= {44001, 45001, 45002, 48005}
PUBLISH = {48001, 53503, 53504, 53505, 53600, 88001, 88002, 76001, 76002, 76003, 76004, 76021, 76022}


@pytest.mark.parametrize("code", sorted(DRAFT | TOKEN | UPLOAD | PUBLISH))
def test_every_code_that_is_known_comes_with_advice_of_its_own(code: int) -> None:
    found = error(code, "some reason" + RID, "create the draft", NOON)
    assert "see WeChat's list" not in found.hint
    assert "ask WeChat" not in found.hint
    assert len(found.hint) > 15


@pytest.mark.parametrize(
    "code", [40013, 40125, 40164, 40243, 41002, 41004, 45009, 48001, 48004, 50002, 50007, 89503, 89506, 89507]
)
def test_what_would_be_refused_again_stops_the_target(code: int) -> None:
    assert error(code, "no", "create the draft", NOON).stop


@pytest.mark.parametrize("code", [40007, 45003, 45166, 45011, 53402])
def test_what_concerns_one_post_or_one_minute_does_not(code: int) -> None:
    assert not error(code, "no", "create the draft", NOON).stop
