"""What every adapter promises `publish doctor` and `publish login`."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.contract import Examinable, Owned
from publisher.errors import ConfigError
from publisher.model.verdict import State, Verdict
from publisher.push.examine import examine_there
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.source.settings import Target
from publisher.wire.dates import Dates


def told(target: Any, secrets: dict[str, str] | None = None) -> tuple[Verdict, ...]:
    """All that is said of a target, here and there."""
    work, dates = target.work(), Dates()
    known = Secrets({}, target.platform.secrets if secrets is None else secrets)
    opener = Opener(target.root, target.root / "tokens", known, target.timer.clock(), trace=dates)
    there = Target(work.target, work.adapter, work.settings)
    return (*work.adapter.survey(work.settings, target.root), *examine_there(there, opener, dates, ()))


def test_an_account_that_can_push_is_well_and_looking_changes_nothing(target: Any) -> None:
    found = told(target)
    assert [each for each in found if each.state is State.ERROR] == []
    assert target.platform.arrived() == ()


def test_what_is_wrong_comes_with_what_to_do(target: Any) -> None:
    wrong = dict.fromkeys(target.platform.secrets, f"wrong-{'x' * 24}")
    if not wrong:  # what it needs instead has tests of its own
        return
    found = [each for each in told(target, wrong) if each.state is State.ERROR]
    assert found
    assert all(each.message and each.hint for each in found)
    assert not [each for each in found if "wrong-x" in each.message + each.hint]


def test_a_platform_that_repeats_what_it_was_told_gives_no_secret_away(target: Any) -> None:
    secrets = tuple(target.platform.secrets.values())
    echo = " ".join(secrets).encode()
    target.fail("answer", status=400, body=echo, times=50)
    shown = "".join(each.message + each.hint for each in told(target))
    assert not [secret for secret in secrets if secret in shown]


def test_whoever_takes_a_pasted_session_refuses_nonsense_without_repeating_it(target: Any) -> None:
    work = target.work()
    login = work.adapter.login
    if login is None:
        return
    assert isinstance(getattr(work.settings, login.setting), str)
    assert login.how
    assert login.hosts
    with pytest.raises(ConfigError) as caught:
        login.check("canary=4711")
    assert "4711" not in str(caught.value)
    connection = target.connect(work)
    try:
        assert isinstance(connection.channel, Owned)
        assert connection.channel.owner
        assert isinstance(connection.channel, Examinable)
    finally:
        connection.close()
