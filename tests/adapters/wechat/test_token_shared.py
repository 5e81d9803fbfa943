"""One token for all processes of an account: whoever comes second takes what the first one got."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from publisher.errors import Unavailable
from publisher_wechat.channel.token import Tokens

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from publisher.contract import Access
from publisher.wire.client import Client
from publisher.wire.patience import SYSTEM
from publisher_wechat.channel import connect
from publisher_wechat.settings import Settings

folder, table = Path(sys.argv[1]), msgspec.json.decode(sys.argv[2])
now = SYSTEM.__class__(lambda: datetime(2026, 11, 24, 4, tzinfo=UTC), SYSTEM.monotonic, SYSTEM.sleep)
secrets = msgspec.json.decode(sys.stdin.buffer.read())
print("ready", flush=True)
with Client(target="wechat", clock=now) as client:
    access = Access(client, secrets.__getitem__, folder, folder, now, "wechat")
    print(len(connect(msgspec.convert(table, Settings), access).examine()))
"""


def begin(world: Any) -> subprocess.Popen[str]:
    table = {"adapter": "wechat", **world.simulator.settings(world.server.base("wechat"))}
    root = Path(__file__).parents[3]
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(world.folder), json.dumps(table)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={"PYTHONPATH": f"{root}:{root / 'adapters'}", "PATH": "/usr/bin", "SYSTEMROOT": "C:\\Windows"},
    )
    assert child.stdin
    child.stdin.write(json.dumps(dict(world.simulator.secrets)))
    child.stdin.close()
    return child


def ended(child: subprocess.Popen[str]) -> None:
    assert child.stdout
    told = child.stdout.read().split()
    child.stdout.close()
    assert (child.wait(), told) == (0, ["ready", "3"])


def asked(world: Any) -> list[Any]:
    return [json.loads(each.body)["force_refresh"] for each in world.calls("/cgi-bin/stable_token")]


def test_processes_that_begin_at_once_fetch_one_token_between_them(world: Any) -> None:
    for child in [begin(world) for _ in range(4)]:
        ended(child)
    assert asked(world) == [False]
    (kept,) = world.folder.glob("token-*.json")
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_processes_whose_token_is_refused_renew_it_once_between_them(world: Any) -> None:
    world.channel().examine()
    slot = world.simulator.account.state["tokens"]["stable"]
    slot["value"], slot["former"] = "86_" + "x" * 90, ""  # somebody else renewed it
    for child in [begin(world) for _ in range(4)]:
        ended(child)
    assert asked(world) == [False, False]


def test_a_killed_writer_leaves_a_file_that_can_be_read(world: Any) -> None:
    world.channel().examine()
    (kept,) = world.folder.glob("token-*.json")
    kept.write_text('{"token": "86_', encoding="utf-8")  # as no writer of ours leaves it
    assert len(world.channel().examine()) == 3
    assert json.loads(kept.read_text(encoding="utf-8"))["token"].startswith("86_")


def test_accounts_in_one_folder_keep_their_tokens_apart(world: Any, tmp_path: Path) -> None:
    made = {
        name: Tokens(tmp_path, name, lambda _force, name=name: (f"token-of-{name}", 7200.0), world.time.now)
        for name in ("wx1", "wx2")
    }
    assert {name: tokens.get() for name, tokens in made.items()} == {
        "wx1": "token-of-wx1",
        "wx2": "token-of-wx2",
    }
    again = Tokens(tmp_path, "wx1", lambda _force: ("another", 7200.0), world.time.now)
    assert again.get() == "token-of-wx1"
    assert not [path for path in tmp_path.iterdir() if "wx" in path.name]  # hashed: an appid may be anything


def test_a_process_that_never_finishes_is_not_waited_for_without_end(world: Any, tmp_path: Path) -> None:
    def fetch(_force: bool) -> tuple[str, float]:
        raise AssertionError("nobody may fetch while another does")

    tokens = Tokens(tmp_path, "wx1", lambda _force: ("first", 7200.0), world.time.now)
    tokens.get()
    (lock,) = tmp_path.glob("*.lock")
    with FileLock(lock), pytest.raises(Unavailable, match="another process") as caught:
        Tokens(tmp_path, "wx1", fetch, lambda: world.time.now() + timedelta(hours=9), wait=0.1).get()
    assert caught.value.hint


def test_a_folder_in_which_nothing_can_be_locked_says_so(world: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    tokens = Tokens(tmp_path / "file" / "folder", "wx1", lambda _force: ("first", 7200.0), world.time.now)
    with pytest.raises(Unavailable, match="no lock can be made"):
        tokens.get()
