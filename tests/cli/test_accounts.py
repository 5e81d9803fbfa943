"""Several accounts of one platform: tokens, pictures and drafts of one never meet those of another."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FIRST = "content/first/index.md"


@pytest.fixture
def two(online: Any) -> Any:
    online.write(online.wechat(), online.wechat("second", "SECOND"))
    online.environment(
        WECHAT_APP_ID=online.secret("wechat", "app_id"),
        WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
        SECOND_APP_ID=online.secret("second", "app_id"),
        SECOND_APP_SECRET=online.secret("second", "app_secret"),
    )
    return online


def tokens(site: Path) -> dict[str, Path]:
    """The token file of each target."""
    return {path.parent.name: path for path in (site / ".publish/cache").glob("*/token-*.json")}


def test_each_account_gets_its_own_draft_with_its_own_token_and_pictures(
    publish: Callable[..., Any], two: Any
) -> None:
    assert publish(FIRST).code == 0
    files = tokens(two.site)
    assert set(files) == {"wechat", "second"}
    kept = {name: json.loads(path.read_text(encoding="utf-8"))["token"] for name, path in files.items()}
    assert kept["wechat"] != kept["second"]
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
        assert {stat.S_IMODE(path.parent.stat().st_mode) for path in files.values()} == {0o700}
    for name in ("wechat", "second"):
        assert len(two.platforms[name].arrived()) == 1
        used = {each.query.get("access_token") for each in two.server.log if each.platform == name}
        assert used == {kept[name], None}  # None: the call that fetches it
    uploads = {path.name for path in (two.site / ".publish/ledger/uploads").iterdir()}
    assert len(uploads) == 2


def test_a_second_push_fetches_no_token_and_sends_no_picture_again(
    publish: Callable[..., Any], two: Any
) -> None:
    publish(FIRST)
    (two.site / FIRST).write_text(
        (two.site / FIRST).read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8"
    )
    before = len(two.server.log)
    assert publish(FIRST).code == 0
    later = [each.path for each in two.server.log[before:]]
    assert "/cgi-bin/stable_token" not in later
    assert not [path for path in later if "media" in path or "material" in path]


def test_one_accounts_secret_that_is_missing_keeps_no_other_back(
    publish: Callable[..., Any], two: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECOND_APP_SECRET")
    ran = publish(FIRST, "--json")
    assert {step["target"]: step["outcome"] for step in ran.json["steps"]} == {
        "wechat": "done",
        "second": "failed",
    }


def test_a_target_that_is_pointed_to_another_account_is_blocked(
    publish: Callable[..., Any], two: Any
) -> None:
    publish(FIRST)
    two.environment(
        WECHAT_APP_ID=two.secret("second", "app_id"), WECHAT_APP_SECRET=two.secret("second", "app_secret")
    )
    table = two.wechat("second").replace("targets.second", "targets.wechat")
    two.write(table)
    (two.site / FIRST).write_text(
        (two.site / FIRST).read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8"
    )
    ran = publish(FIRST, "--json")
    (step,) = ran.json["steps"]
    assert (ran.code != 0, step["action"]) == (True, "blocked")
    assert "another account" in step["reason"]
    assert len(two.platforms["second"].arrived()) == 1
