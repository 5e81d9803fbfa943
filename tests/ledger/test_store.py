"""The ledger on disk."""

import json
import multiprocessing
import random
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from publisher.errors import Unavailable
from publisher.ledger.store import Ledger
from publisher.model.post import PostKey
from publisher.model.record import (
    Alias,
    Canonical,
    Closed,
    Draft,
    Gone,
    Intent,
    Lost,
    Published,
    Receipt,
    Upload,
    Uploaded,
)
from publisher.wire.patience import SYSTEM, Clock

KEY = PostKey("hello")


def intent(**changes: str) -> Intent:
    return Intent(**{"target": "there", "action": "create", "digest": "d", "authored": "a", **changes})  # type: ignore[arg-type]


def receipt(closes: str = "", draft: str = "1", **changes: str) -> Receipt:
    fields = {"target": "there", "digest": "d", "authored": "a", **changes}
    return Receipt(closes=closes, draft=Draft(draft, f"https://x.test/{draft}"), **fields)  # type: ignore[arg-type]


def file(folder: Path) -> Path:
    return folder / "ledger" / "hello.jsonl"


def test_what_was_appended_is_there_for_the_next_run(tmp_path: Path) -> None:
    ours = Ledger(tmp_path, SYSTEM)
    opened = ours.append(KEY, intent(wanted="text:1"))
    closed = ours.append(KEY, receipt(opened.id))
    history = Ledger(tmp_path, SYSTEM).history(KEY)
    assert history.facts == (opened, closed)
    assert history.open_intent("there") is None
    assert history.receipt("there") == closed


def test_a_line_is_readable_json_with_the_post_it_is_about(tmp_path: Path) -> None:
    Ledger(tmp_path, SYSTEM).append(PostKey("你好"), receipt())
    line = json.loads((tmp_path / "ledger" / "%E4%BD%A0%E5%A5%BD.jsonl").read_text(encoding="utf-8"))
    assert (line["kind"], line["post"], line["draft"]["id"]) == ("receipt", "你好", "1")


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "none", SYSTEM)
    assert ledger.history(KEY).facts == ()
    assert ledger.histories() == ()
    assert ledger.uploads("me") == {}
    assert ledger.sent("there", KEY) is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_last_line_cut_short_is_ignored_and_the_next_starts_afresh(tmp_path: Path, cut: int) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    first = ledger.append(KEY, intent())
    ledger.append(KEY, receipt(first.id))
    data = file(tmp_path).read_bytes()
    file(tmp_path).write_bytes(data[:-cut] if cut > 1 else data[:-2])
    assert ledger.history(KEY).facts == (first,)
    later = ledger.append(KEY, receipt(first.id))
    assert ledger.history(KEY).facts == (first, later)


def test_a_kind_from_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    known = ledger.append(KEY, receipt(remote="text:1"))
    with file(tmp_path).open("a", encoding="utf-8") as lines:
        lines.write('{"kind": "withdrawn", "id": "x", "at": "2030-01-01T00:00:00Z", "target": "there"}\n')
    assert ledger.history(KEY).facts == (known,)


def test_a_field_from_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    known = ledger.append(KEY, receipt())
    line = json.loads(file(tmp_path).read_text(encoding="utf-8"))
    file(tmp_path).write_text(json.dumps(line | {"weather": "fine"}) + "\n", encoding="utf-8")
    assert ledger.history(KEY).facts == (known,)


def test_two_machines_files_merge_line_by_line_in_any_order(tmp_path: Path) -> None:
    laptop, runner = Ledger(tmp_path / "a", SYSTEM), Ledger(tmp_path / "b", SYSTEM)
    shared = laptop.append(KEY, intent())
    file(tmp_path / "b").parent.mkdir(parents=True)
    file(tmp_path / "b").write_bytes(file(tmp_path / "a").read_bytes())
    one, other = (
        laptop.append(KEY, receipt(shared.id)),
        runner.append(KEY, receipt(draft="2", target="elsewhere")),
    )
    lines = file(tmp_path / "a").read_bytes().splitlines() + file(tmp_path / "b").read_bytes().splitlines()
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        union = tmp_path / f"union{seed}"
        file(union).parent.mkdir(parents=True)
        file(union).write_bytes(b"\r\n".join([b"<<<<<<< ours", *lines]))
        history = Ledger(union, SYSTEM).history(KEY)
        assert sorted(fact.id for fact in history.facts) == sorted({shared.id, one.id, other.id})
        assert history.receipt("there") == one
        assert history.open_intent("there") is None


def test_the_newest_fact_counts_even_when_the_clock_was_set_back(tmp_path: Path) -> None:
    times = iter([datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)])
    ledger = Ledger(tmp_path, Clock(lambda: next(times), SYSTEM.monotonic, SYSTEM.sleep))
    ledger.append(KEY, receipt(draft="old"))
    ledger.append(KEY, receipt(draft="new"))
    newest = ledger.history(KEY).receipt("there")
    assert newest is not None
    assert newest.draft.id == "new"


def test_identities_sort_by_time_and_never_repeat(tmp_path: Path) -> None:
    still = Clock(lambda: datetime(2026, 1, 1, tzinfo=UTC), SYSTEM.monotonic, SYSTEM.sleep)
    ledger = Ledger(tmp_path, still)
    ids = [ledger.append(KEY, receipt()).id for _ in range(20)]
    assert ids == sorted(set(ids))


def _append_with_a_full_disk(folder: Path) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    with pytest.raises(Unavailable, match="the ledger cannot be written"):
        Ledger(folder, SYSTEM).append(KEY, intent())


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited here")
def test_a_full_disk_is_an_error_that_says_so_and_leaves_no_fact(tmp_path: Path) -> None:
    worker = multiprocessing.get_context("spawn").Process(target=_append_with_a_full_disk, args=(tmp_path,))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert file(tmp_path).stat().st_size == 100, "half a line was written"
    ledger = Ledger(tmp_path, SYSTEM)
    assert ledger.history(KEY).facts == ()
    fact = ledger.append(KEY, intent())
    assert ledger.history(KEY).facts == (fact,)


def test_a_ledger_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    file(tmp_path).mkdir(parents=True)
    with pytest.raises(Unavailable, match="the ledger cannot be read"):
        Ledger(tmp_path, SYSTEM).history(KEY)


def test_an_account_keeps_address_and_id_that_came_apart(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    for uploaded in (Uploaded(address="https://x.test/a.png"), Uploaded(id="m1")):
        ledger.record_upload("me", Upload(target="there", source="asset:1", uploaded=uploaded))
    assert Ledger(tmp_path, SYSTEM).uploads("me") == {"asset:1": Uploaded("https://x.test/a.png", "m1")}
    assert ledger.uploads("somebody else") == {}


def test_an_id_the_platform_lost_is_held_no_more_whatever_the_order_of_a_merge(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    first, second = Uploaded("https://x.test/a.png", "m1"), Uploaded(id="m2")
    lost = Lost(target="there", upload="m1")
    for fact in (lost, Upload(target="there", source="asset:1", content="c", uploaded=first)):
        ledger.record_upload("me", fact)
    assert ledger.uploads("me") == {"asset:1": Uploaded("https://x.test/a.png")}
    assert ledger.contents("me") == {"c": Uploaded("https://x.test/a.png")}
    ledger.record_upload("me", Upload(target="there", source="asset:1", uploaded=second))
    assert ledger.uploads("me") == {"asset:1": Uploaded("https://x.test/a.png", "m2")}


def test_uploads_of_many_threads_are_all_kept(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)

    def record(n: int) -> None:
        for m in range(10):
            fact = Upload(target="t", source=f"asset:{n}-{m}", uploaded=Uploaded(f"u{n}-{m}"))
            ledger.record_upload("me", fact)

    threads = [threading.Thread(target=record, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.uploads("me")) == 40


def _many(folder: Path, name: str) -> None:
    ledger = Ledger(folder, SYSTEM)
    for n in range(25):
        fact = Upload(target=name, source=f"asset:{name}{n}", uploaded=Uploaded("x" * 2000))
        ledger.record_upload("me", fact)


def test_processes_that_append_at_once_lose_and_tear_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_many, args=(tmp_path, name)) for name in ("a", "b")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(Ledger(tmp_path, SYSTEM).uploads("me")) == 50
    for line in (tmp_path / "ledger" / "uploads" / "me.jsonl").read_bytes().splitlines():
        json.loads(line)


def test_one_run_at_a_time_writes_a_post(tmp_path: Path) -> None:
    ours, theirs = Ledger(tmp_path, SYSTEM), Ledger(tmp_path, SYSTEM)
    with ours.lock(KEY):
        with pytest.raises(Unavailable, match="another run is pushing this post"), theirs.lock(KEY):
            pass
        with theirs.lock(PostKey("another")):
            pass
    with theirs.lock(KEY):
        pass


def test_the_lanes_of_one_run_share_a_posts_lock(tmp_path: Path) -> None:
    ours, theirs = Ledger(tmp_path, SYSTEM), Ledger(tmp_path, SYSTEM)
    inside = threading.Barrier(2)

    def lane() -> None:
        with ours.lock(KEY):
            inside.wait(5)

    thread = threading.Thread(target=lane)
    with ours.lock(KEY):
        thread.start()
        inside.wait(5)
        thread.join()
        with pytest.raises(Unavailable), theirs.lock(KEY):
            pass


def _hold(folder: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with Ledger(folder, SYSTEM).lock(KEY):
        ready.set()
        threading.Event().wait()


def test_a_lock_does_not_outlive_its_process(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    holder = spawn.Process(target=_hold, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(20)
    with pytest.raises(Unavailable), Ledger(tmp_path, SYSTEM).lock(KEY):
        pass
    holder.kill()
    holder.join()
    with Ledger(tmp_path, SYSTEM).lock(KEY):
        pass


def test_what_was_sent_is_kept_as_text_and_replaced_whole(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.save_sent("there", KEY, "一\n")
    ledger.save_sent("there", KEY, "二\n")
    assert ledger.sent("there", KEY) == "二\n"
    assert [path.name for path in (tmp_path / "sent" / "there").iterdir()] == ["hello.txt"]


def test_what_the_platform_made_of_it_is_kept_apart(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.save_sent("there", KEY, "ours")
    ledger.save_there("there", KEY, "theirs")
    assert (ledger.sent("there", KEY), ledger.there("there", KEY)) == ("ours", "theirs")


def test_a_key_computed_once_never_moves(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.append(KEY, receipt())
    assert ledger.known_as("3345028a", "hello") == "hello", "the post was given an abbrlink"
    ledger.append(KEY, Alias(name="3345028a", target=""))
    for same in (ledger, Ledger(tmp_path, SYSTEM)):
        assert same.known_as("3345028a", "moved/elsewhere") == "hello"
        assert same.history(PostKey("3345028a")).receipt("there") is not None
    Ledger(tmp_path, SYSTEM).append(PostKey("3345028a"), receipt(draft="2"))
    assert [path.name for path in (tmp_path / "ledger").glob("*.jsonl")] == ["hello.jsonl"]


def test_addresses_are_known_by_every_name_of_a_post(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.append(KEY, Alias(name="3345028a", target=""))
    ledger.append(KEY, Published(target="there", address="https://x.test/p/1"))
    ledger.append(KEY, Published(target="there", address="https://x.test/p/2"))
    assert ledger.places().there["there"] == {"hello": "https://x.test/p/2", "3345028a": "https://x.test/p/2"}
    assert "elsewhere" not in ledger.places().there


def test_only_what_nothing_closes_is_open(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    first = ledger.append(KEY, intent())
    second = ledger.append(KEY, intent())
    ledger.append(KEY, Closed(closes=second.id, target="there"))
    assert ledger.history(KEY).open_intent("there") == first


def test_times_are_kept_to_the_microsecond_in_utc(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
    ledger = Ledger(tmp_path, Clock(lambda: moment, SYSTEM.monotonic, SYSTEM.sleep))
    ledger.append(KEY, receipt())
    (fact,) = ledger.history(KEY).facts
    assert fact.at == moment
    assert fact.at.utcoffset() == timedelta(0)


def test_the_addresses_links_got_are_kept_and_a_line_without_them_says_not_known(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    sent = ledger.append(
        KEY, Intent(target="there", action="create", digest="d", authored="a", links={"a": "b"})
    )
    line = json.loads(file(tmp_path).read_text(encoding="utf-8"))
    assert line["links"] == {"a": "b"}
    old = {name: value for name, value in line.items() if name != "links"} | {"id": "older"}
    with file(tmp_path).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(old) + "\n")
    links = {fact.id: fact.links for fact in ledger.history(KEY).facts if isinstance(fact, Intent)}
    assert links == {sent.id: {"a": "b"}, "older": None}


def test_histories_can_be_had_of_some_kinds_of_fact_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.append(KEY, receipt())
    told = ledger.append(KEY, Published(target="there", address="https://x.test/p/1"))
    assert [history.facts for history in ledger.histories(Published)] == [(told,)]
    assert len(ledger.histories()[0].facts) == 2


class TestRemembering:
    def test_a_post_is_found_by_every_name_and_address_that_was_remembered(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, SYSTEM)
        ledger.append(KEY, receipt())
        ledger.remember(KEY, ("hello", "notes/hello"), "https://s.test/hello.html")
        for same in (ledger, Ledger(tmp_path, SYSTEM)):
            assert same.known_as("fresh", "notes/hello") == "hello"
            assert same.known_as("fresh", "https://s.test/hello.html") == "hello"
            assert same.known_as("fresh", "https://s.test/other.html") == "fresh"

    def test_what_is_known_is_not_written_again(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, SYSTEM)
        for _ in range(3):
            ledger.remember(KEY, ("hello", "notes/hello"), "https://s.test/hello.html")
        kinds = [type(fact) for fact in ledger.history(KEY).facts]
        assert kinds == [Alias, Canonical]
        ledger.remember(KEY, ("hello",), "https://s.test/renamed.html")
        assert [type(fact) for fact in ledger.history(KEY).facts] == [Alias, Canonical, Canonical]

    def test_only_the_newest_address_is_the_post_s_own_and_not_another_post_s(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, SYSTEM)
        ledger.remember(KEY, (), "https://s.test/hello.html")
        ledger.remember(KEY, (), "https://s.test/renamed.html")
        assert Ledger(tmp_path, SYSTEM).known_as("fresh", "https://s.test/hello.html") == "fresh"

    def test_a_name_goes_to_the_post_that_had_it_last(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, SYSTEM)
        ledger.remember(PostKey("z"), ("notes/today",), "")
        ledger.remember(PostKey("a"), ("notes/today",), "")
        assert Ledger(tmp_path, SYSTEM).known_as("notes/today") == "a"


def test_a_draft_is_gone_until_a_newer_one_is_made(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, SYSTEM)
    ledger.append(KEY, receipt())
    assert not ledger.history(KEY).is_gone("there")
    ledger.append(KEY, Gone(target="there", draft="1"))
    assert ledger.history(KEY).is_gone("there")
    assert not ledger.history(KEY).is_gone("elsewhere")
    ledger.append(KEY, receipt(draft="2"))
    assert not ledger.history(KEY).is_gone("there")
