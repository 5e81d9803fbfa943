"""`publish push --trace FILE`: what was said to the platforms, for anybody to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

FIRST = "content/first/index.md"


def test_a_push_can_be_traced(publish: Callable[..., Any], online: Any) -> None:
    online.write(online.zhihu(), online.wechat())
    online.environment(
        ZHIHU_COOKIE=online.secret("zhihu", "cookie"),
        WECHAT_APP_ID=online.secret("wechat", "app_id"),
        WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
    )
    path = online.site / "push.har"
    assert publish(FIRST, "--trace", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    entries = json.loads(text)["log"]["entries"]
    assert len(entries) == len(online.server.log)
    assert {entry["comment"].partition(":")[0] for entry in entries} == {"zhihu", "wechat"}


def test_a_trace_that_cannot_be_written_stops_before_anything_is_sent(
    publish: Callable[..., Any], online: Any
) -> None:
    online.write(online.wechat())
    ran = publish(FIRST, "--trace", str(online.site / "none" / "push.har"))
    assert ran.code == 2
    assert "the trace cannot be written" in ran.err
    assert online.server.log == []
