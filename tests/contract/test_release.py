"""What every adapter promises `publish release`."""

from __future__ import annotations

from typing import Any

from publisher.contract import Releasable
from publisher.model.plan import Result


def test_it_says_how_a_person_makes_a_draft_public(target: Any) -> None:
    assert target.work().adapter.by_hand


def test_its_channels_make_drafts_public_if_and_only_if_it_says_so(target: Any) -> None:
    work = target.work()
    connection = target.connect(work)
    try:
        assert isinstance(connection.channel, Releasable) == work.adapter.releases
    finally:
        connection.close()


def test_it_is_off_where_the_settings_say_nothing_and_a_push_makes_nothing_public(target: Any) -> None:
    assert target.work().settings.release == "no"
    assert target.push().result is Result.DONE
    assert {each.state for each in target.platform.arrived()} == {"draft"}
