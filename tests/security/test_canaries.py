"""A secret is where it was put and nowhere else, whatever is run and whatever goes wrong."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FIRST = "content/first"
COOKIE = "z_c0=2|1:0|sandbox-login-token; _xsrf=sandbox-xsrf-token; d_c0=sandbox-device-id"
JSON = {"content-type": "application/json"}


def kept(watched: Any) -> None:
    """The session, stored as a user does it."""
    watched.run("login", "zhihu", text=COOKIE)


def edit(watched: Any, words: str) -> None:
    path = watched.site / FIRST / "index.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


def test_the_canaries_are_really_sent(watched: Any) -> None:
    kept(watched)
    watched.run(FIRST)
    heard = b"".join(each.body + repr(each.headers).encode() for each in watched.server.log)
    assert b"sandbox-login-token" in heard
    assert watched.platforms["wechat"].account.app_secret.encode() in heard
    assert COOKIE in watched.cookie_file.read_text(encoding="utf-8")
    assert any("publisher" in each for each in watched.arguments) or not Path("/proc/self/cmdline").exists()


def test_a_leak_would_be_seen(watched: Any) -> None:
    token = "sandbox-login-token"
    (watched.site / "log.txt").write_text(base64.b64encode(token.encode()).decode(), encoding="utf-8")
    watched.said.append(f"publish push\nCookie: {token}")
    expected = ["publish push", "log.txt"]
    if Path("/proc/self/cmdline").exists():
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.3)", token], check=True)
        expected.insert(1, f"arguments of {sys.executable} -c import time; time.sleep(0.3)"[:53])
    assert [each[:53] for each in watched.leaks()] == expected


def test_no_secret_is_told_while_all_goes_well(watched: Any) -> None:
    kept(watched)
    watched.run("doctor", "--detail")
    watched.run("doctor", "--json", "--trace", "doctor.har")
    watched.run("plan")
    watched.run("plan", "--json")
    watched.run("check", "--json", code=None)
    watched.run(FIRST, "--trace", "push.har")
    edit(watched, "新的一段。")
    watched.run("--debug", "push", FIRST, "--json", "--trace", "again.har")
    watched.run("status")
    watched.run("status", "--json")
    watched.run("discover", "--json", code=None)
    watched.run("render", FIRST, "--out", "rendered")
    watched.run("login", "zhihu", "--file", str(watched.cookie_file))
    assert watched.leaks() == []
    entries = json.loads((watched.site / "push.har").read_text(encoding="utf-8"))["log"]["entries"]
    assert len(entries) > 8


ECHO = f'{{"error": {{"code": 400, "message": "bad header Cookie: {COOKIE}"}}}}'.encode()


def echo(watched: Any) -> bytes:
    """WeChat, repeating what it was told."""
    secret = watched.platforms["wechat"].account.app_secret
    return json.dumps({"errcode": 40125, "errmsg": f"invalid appsecret {secret} for appid"}).encode()


FAULTS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("zhihu", "/api/v4/me", "answer", {"status": 400, "body": ECHO, "headers": JSON}),
    ("zhihu", "/articles/drafts", "answer", {"status": 400, "body": ECHO, "headers": JSON}),
    ("zhihu", "/articles/drafts", "lost", {}),
    ("zhihu", "/draft", "truncated", {}),
    ("zhihu", "/upload/", "status", {"status": 403, "body": b"<Error>sandbox-security-token</Error>"}),
    ("wechat", "/stable_token", "echo", {"status": 200}),
    ("wechat", "/draft/add", "lost", {}),
    ("wechat", "/draft/add", "status", {"status": 302, "headers": {"location": "/login?app=canary"}}),
    ("wechat", "/uploadimg", "truncated", {"times": 1}),
]


def test_no_secret_is_told_when_things_go_wrong(watched: Any) -> None:
    """One site, one fault after the other: what each run leaves is there for the next."""
    kept(watched)
    for number, (target, path, kind, more) in enumerate(FAULTS):
        if kind == "echo":
            kind, more = "answer", {**more, "body": echo(watched)}
            for token in watched.site.glob(".publish/cache/*/token-*.json"):
                token.unlink()
        watched.fault(target, path, kind, **more)
        edit(watched, f"第 {number} 段。")
        watched.run("--debug", "push", FIRST, "--to", target, "--json", "--trace", f"{number}.har", code=None)
        watched.run("--debug", "doctor", "--to", target, code=None)
        watched.well()
    assert watched.leaks() == []


def test_no_secret_is_told_when_it_is_the_secret_that_is_wrong(watched: Any) -> None:
    watched.cookie_file.parent.mkdir()
    for wrong in (
        COOKIE.replace("; ", ";\n"),
        f"{COOKIE}；中文",
        COOKIE.replace("d_c0", "x_c0"),
        f"{COOKIE}\x00",
    ):
        watched.cookie_file.write_text(wrong, encoding="utf-8")
        watched.cookie_file.chmod(0o600)
        watched.run("--debug", "push", FIRST, "--to", "zhihu", "--json", code=1)
        watched.run("--debug", "doctor", "--to", "zhihu", code=1)
        watched.run("--debug", "login", "zhihu", text=wrong, code=None)
    watched.cookie_file.write_text(COOKIE, encoding="utf-8")
    watched.cookie_file.chmod(0o644)
    watched.run("--debug", "push", FIRST, "--to", "zhihu", code=1)
    watched.platforms["wechat"].account.app_secret = "another-one-than-the-users"
    watched.run("--debug", "push", FIRST, "--to", "wechat", code=1)
    assert watched.leaks() == []


def test_a_secret_written_into_the_settings_stays_there(watched: Any) -> None:
    path = watched.site / "publish.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("file:secrets/zhihu.cookie", COOKIE.replace("_xsrf", "_csrf")), encoding="utf-8"
    )
    watched.run("--debug", "push", FIRST, "--json", code=1)
    watched.run("--debug", "doctor", code=1)
    watched.run("plan", "--json")
    watched.run("status", "--json")
    assert watched.leaks() == ["publish.toml"]
