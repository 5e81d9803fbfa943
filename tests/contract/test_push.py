"""What every adapter's channel promises, against its simulator through a real socket."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import InDoubt, PublishError
from publisher.ledger.lines import decode
from publisher.model.plan import Action, Outcome, Result
from publisher.model.post import PostKey
from publisher.model.record import Draft, Upload
from publisher.push.open import Connection


def done(outcome: Outcome) -> Outcome:
    assert outcome.result is Result.DONE, (outcome.step.reason, str(outcome.error))
    return outcome


def uploads(target: Any) -> list[str]:
    files = (target.root / ".publish" / "ledger" / "uploads").glob("*.jsonl")
    facts = [line.fact for file in files for line in decode(file.read_bytes())]
    return [fact.source for fact in facts if isinstance(fact, Upload)]


def told(outcome: Outcome) -> str:
    """Everything an outcome could show: its message, and its traceback under --debug."""
    error = outcome.error
    return "" if error is None else f"{error}{error!r}{''.join(traceback.format_exception(error))}"


@dataclass
class Deaf:
    """A channel whose answers to one verb are lost after the platform acted."""

    channel: Any
    verb: str

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.channel, name)
        if name != self.verb:
            return found

        def lost(*arguments: Any) -> Draft:
            found(*arguments)
            raise InDoubt("the answer was lost")

        return lost


def losing(target: Any, verb: str) -> Any:
    def connect(work: Any) -> Connection:
        opened = target.connect(work)
        return replace(opened, channel=Deaf(opened.channel, verb))

    return connect


def test_the_first_push_makes_one_draft_the_second_does_nothing(target: Any) -> None:
    first = done(target.push())
    assert first.step.action is Action.CREATE
    assert first.draft is not None
    assert first.draft.id
    arrived = target.only()
    assert arrived.title == "契约里的一篇"
    assert "开头一段" in arrived.html
    assert "asset:" not in arrived.source
    before = len(target.server.log)
    second = target.push()
    assert (second.result, second.step.reason) == (Result.SKIPPED, "up to date")
    assert len(target.server.log) == before, "nobody was asked"


def test_every_picture_of_the_text_is_on_the_platform(target: Any) -> None:
    done(target.push())
    html, pictures = target.only().html, target.platform.pictures()
    shown = [address for address in pictures if address in html]
    assert len(shown) >= 2, "both pictures are where the page says they are"
    assert all(pictures[address] for address in shown)


def test_a_changed_post_updates_the_same_draft_in_place(target: Any) -> None:
    first = done(target.push())
    for words in ("改过一次", "又改一次"):
        target.change(words)
        again = done(target.push())
        assert again.step.action is Action.UPDATE
        assert again.draft.id == first.draft.id
        assert words in target.only().html


def test_two_posts_are_two_drafts(target: Any) -> None:
    done(target.push("post"))
    done(target.push("other"))
    assert sorted(arrived.title for arrived in target.platform.arrived()) == ["另一篇", "契约里的一篇"]


def test_a_picture_is_uploaded_once_per_account(target: Any) -> None:
    if target.adapter.limits.files_with_text:
        done(target.push())
        assert uploads(target) == [], "pictures travel with the text"
        return
    done(target.push("post"))
    first = uploads(target)
    assert len(first) == len(set(first))
    stored = set(target.platform.pictures())
    target.change("改过一次")
    done(target.push("post"))
    done(target.push("other"))
    assert uploads(target) == first, "the other post has the same picture"
    assert set(target.platform.pictures()) == stored


def test_a_lost_answer_to_create_never_makes_a_second_draft(target: Any) -> None:
    lost = target.push(connect=losing(target, "create"))
    assert (lost.result, lost.error.kind) == (Result.IN_DOUBT, "in_doubt")
    assert target.plan()[0].step.action is Action.RECONCILE
    done(target.push())
    assert "开头一段" in target.only().html
    assert target.push().step.reason == "up to date"


def test_a_lost_answer_to_update_never_makes_a_second_draft(target: Any) -> None:
    first = done(target.push())
    target.change("改过一次")
    target.push(connect=losing(target, "update"))
    target.push()
    assert target.only().id == first.draft.id
    assert "改过一次" in target.only().html
    assert target.push().step.reason == "up to date"


@pytest.mark.parametrize("kind", ["lost", "reset", "truncated"])
def test_whatever_request_goes_wrong_the_next_run_leaves_one_draft(
    name: str, open_target: Any, nth_write: Any, kind: str
) -> None:
    """Each writing request of a first push in turn, over the socket."""
    whole = open_target(name, "whole")
    done(whole.push())
    for number in range(len(whole.writes())):
        target = open_target(name, f"site-{number}")
        target.fail(kind, when=nth_write(number))
        target.push()
        outcome = target.push()
        assert outcome.result in {Result.DONE, Result.SKIPPED}, (number, str(outcome.error))
        assert "开头一段" in target.only().html, number
        assert target.push().step.reason == "up to date", number


@pytest.mark.parametrize("kind", ["lost", "reset"])
def test_wherever_the_network_dies_the_next_run_leaves_one_draft(
    name: str, open_target: Any, from_nth_write: Any, kind: str
) -> None:
    """From each writing request of a first push on nothing comes back any more, until the next run."""
    whole = open_target(name, "whole")
    done(whole.push())
    for number in range(len(whole.writes())):
        target = open_target(name, f"site-{number}")
        target.fail(kind, when=from_nth_write(number), times=10_000)
        outcome = target.push()
        assert outcome.result in {Result.DONE, Result.FAILED, Result.IN_DOUBT}
        target.server.faults(name).clear()
        outcome = target.push()
        assert outcome.result in {Result.DONE, Result.SKIPPED}, (number, str(outcome.error))
        assert "开头一段" in target.only().html, number
        assert bool(target.only().cover) == bool(whole.only().cover), number
        assert target.push().step.reason == "up to date", number


@pytest.mark.parametrize("kind", ["lost", "reset"])
def test_wherever_the_network_dies_in_an_update_it_stays_one_draft(
    target: Any, from_nth_write: Any, kind: str
) -> None:
    first = done(target.push())
    before = len(target.writes())
    target.change("数一数")
    done(target.push())
    for number in range(len(target.writes()) - before):
        words = f"第{number}次改"
        target.change(words)
        target.fail(kind, when=from_nth_write(number), times=10_000)
        target.push()
        target.server.faults(target.name).clear()
        outcome = target.push()
        assert outcome.result in {Result.DONE, Result.SKIPPED}, (number, str(outcome.error))
        assert target.only().id == first.draft.id
        assert words in target.only().html
        assert target.push().step.reason == "up to date"


@pytest.mark.parametrize("kind", ["lost", "reset"])
def test_whatever_request_of_an_update_goes_wrong_it_stays_one_draft(
    target: Any, nth_write: Any, kind: str
) -> None:
    first = done(target.push())
    before = len(target.writes())
    target.change("数一数")
    done(target.push())
    for number in range(len(target.writes()) - before):
        words = f"第{number}次改"
        target.change(words)
        target.fail(kind, when=nth_write(number))
        target.push()
        outcome = target.push()
        assert outcome.result in {Result.DONE, Result.SKIPPED}, (number, str(outcome.error))
        assert target.only().id == first.draft.id
        assert words in target.only().html
        target.server.faults(target.name).clear()


def test_it_waits_as_long_as_told(target: Any, nth_write: Any) -> None:
    target.fail("status", when=nth_write(0), status=429, headers={"retry-after": "37"})
    done(target.push())
    asked = [each for each in target.server.log if each.fault == "status"]
    assert sum(target.timer.slept) >= 37 * len(asked)
    target.only()


def test_a_persons_edit_is_not_overwritten(target: Any) -> None:
    first = done(target.push())
    target.platform.edit(first.draft.id, "某人手写的一句")
    target.change("改过一次")
    outcome = target.push()
    assert (outcome.result, outcome.step.action) == (Result.FAILED, Action.BLOCKED)
    assert outcome.error.kind == "conflict"
    assert "某人手写的一句" in target.only().html
    assert "某人手写的一句" in outcome.step.diff, "the edit is shown"
    done(target.push(force=True))
    assert "改过一次" in target.only().html
    assert "某人手写的一句" not in target.only().html


def test_opening_the_editor_and_leaving_it_is_no_edit(target: Any) -> None:
    for which in ("post", "other"):
        first = done(target.push(which))
        target.platform.reopen(first.draft.id)
        target.change("改过一次", which)
        assert done(target.push(which)).draft.id == first.draft.id


def test_a_draft_that_is_gone_is_not_silently_made_again(target: Any) -> None:
    first = done(target.push())
    target.platform.remove(first.draft.id)
    target.change("改过一次")
    assert target.push().step.action is Action.BLOCKED
    assert target.platform.arrived() == ()
    done(target.push(create=True))
    target.only()


def test_a_ledger_that_was_lost_makes_no_second_draft(target: Any) -> None:
    first = done(target.push())
    (target.root / ".publish" / "ledger" / "c0ffee01.jsonl").unlink()
    outcome = target.push()
    assert outcome.step.action in {Action.UPDATE, Action.BLOCKED}
    assert target.only().id == first.draft.id


def test_refused_credentials_are_an_error_in_words_and_send_nothing(target: Any) -> None:
    wrong = dict.fromkeys(target.platform.secrets, f"wrong-{'x' * 24}")
    if not wrong:
        done(target.push())
        return
    target.platform = Wrong(target.platform, wrong)
    outcome = target.push()
    assert outcome.result is Result.FAILED
    assert outcome.error.kind in {"auth", "config"}
    assert outcome.error.hint
    assert target.platform.arrived() == ()


@dataclass
class Wrong:
    """A platform whose secrets somebody got wrong."""

    platform: Any
    secrets: dict[str, str]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.platform, name)


def test_no_secret_is_in_any_message_log_traceback_or_record(
    target: Any, nth_write: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "markdown_it")
    secrets = [part for value in target.platform.secrets.values() for part in (value, *parts(value))]
    echo = " ".join(target.platform.secrets.values()).encode()
    texts: list[str] = []
    for kind, about in (
        ("answer", {"status": 200, "body": echo}),
        ("answer", {"status": 403, "body": echo}),
        ("status", {"status": 502, "body": echo, "times": 9}),
        ("reset", {"times": 9}),
        ("truncated", {}),
        ("lost", {"when": nth_write(1)}),
    ):
        target.fail(kind, **about)
        texts.append(told(target.push(create=True)))
        target.server.faults(target.name).clear()
    texts.append(told(target.push(create=True, force=True)))
    target.only()
    texts.extend((caplog.text, *capfd.readouterr()))
    kept = [target.root / ".publish" / "ledger", target.root / ".publish" / "sent"]
    texts.extend(file.read_text("utf-8") for folder in kept for file in folder.rglob("*") if file.is_file())
    receipt = target.ledger().history(PostKey("c0ffee01")).receipt("there")
    account = receipt.account if receipt else ""  # an account's name may be shown, however it was given
    assert [each for each in secrets if each != account and any(each in text for text in texts)] == []


def parts(secret: str) -> list[str]:
    """The values in a cookie are secrets by themselves."""
    pairs = (pair.partition("=")[2].strip() for pair in secret.split(";"))
    return [value for value in pairs if len(value) >= 8]


def test_the_ledger_names_the_account_and_the_draft(target: Any) -> None:
    first = done(target.push())
    receipt = target.ledger().history(PostKey("c0ffee01")).receipt("there")
    assert receipt is not None
    assert receipt.account
    assert receipt.draft.id == first.draft.id


def test_a_picture_that_is_gone_fails_the_push_before_any_draft(target: Any) -> None:
    planned = target.plan()
    (target.root / "content" / "post" / "b.png").unlink()
    from publisher.planning.decision import Options
    from publisher.push.apply import apply
    from publisher.typeset.tools import open_tools

    (outcome,) = apply(planned, target.ledger(), Options(), target.connect, target.root, open_tools(None))
    assert isinstance(outcome.error, PublishError)
    assert "b.png" in outcome.error.message
    assert outcome.error.line > 1
    assert target.platform.arrived() == ()


def test_a_platform_remembers_between_runs_of_the_sandbox(target: Any, tmp_path: Path) -> None:
    done(target.push())
    again = type(target.platform)(tmp_path / "site-platform")
    assert [arrived.title for arrived in again.arrived()] == ["契约里的一篇"]
