"""`publish login`: a session goes from a browser to where the target's setting says, and nowhere else."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

COOKIE = "z_c0=2|1:0|sandbox-login-token; _xsrf=sandbox-xsrf-token; d_c0=sandbox-device-id"
"""What the simulated platform takes."""
CANARIES = ("sandbox-login-token", "sandbox-xsrf-token", "sandbox-device-id")
NEVER = 2**33


class Piped(io.StringIO):
    def isatty(self) -> bool:
        return False


@pytest.fixture
def login(publish: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs `publish login` with a text piped in; what it says never holds a secret."""

    def run(*words: str, text: str = "") -> Any:
        monkeypatch.setattr(sys, "stdin", Piped(text))
        ran = publish("login", *words)
        assert not [canary for canary in CANARIES if canary in ran.out + ran.err]
        return ran

    return run


class Ring:
    """A keyring in memory; `deaf` forgets what it is told, `locked` has a back end that fails."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.deaf = self.locked = False

    def set_password(self, service: str, name: str, secret: str) -> None:
        if self.locked:
            raise RuntimeError(f"locked: cannot take {secret}")
        if not self.deaf:
            self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring = Ring()
    monkeypatch.setitem(sys.modules, "keyring", ring)  # type: ignore[arg-type]
    return ring


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder


# ── where it goes ───────────────────────────────────────────────────────────────────────────────


def test_a_session_goes_into_the_file_the_setting_names_for_its_owner_alone(login: Any, online: Any) -> None:
    online.write(online.zhihu(cookie="file:secrets/zhihu.cookie"))
    ran = login("zhihu", text=COOKIE + "\n")
    assert ran.code == 0
    assert "logged in as «沙盒作者»" in ran.out
    kept = online.site / "secrets/zhihu.cookie"
    assert kept.read_text(encoding="utf-8") == COOKIE + "\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["zhihu.cookie"]


def test_what_was_stored_is_what_a_push_then_uses(
    login: Any, online: Any, publish: Callable[..., Any]
) -> None:
    online.write(online.zhihu(cookie="file:secrets/zhihu.cookie"))
    assert publish("content/first/index.md").code == 1
    login("zhihu", text=COOKIE)
    assert publish("content/first/index.md").code == 0
    assert len(online.platforms["zhihu"].arrived()) == 1


def test_a_session_goes_into_the_keyring_the_setting_names(login: Any, online: Any, ring: Ring) -> None:
    online.write(online.zhihu(cookie="keyring:me/zhihu"))
    ran = login("zhihu", text=COOKIE)
    assert (ran.code, ring.kept) == (0, {("me", "zhihu"): COOKIE})
    assert "under me/zhihu" in ran.out


def test_a_variable_cannot_be_set_and_what_to_do_is_said(login: Any, online: Any) -> None:
    online.write(online.zhihu())
    ran = login("zhihu", text=COOKIE)
    assert ran.code == 1
    assert "the session is good, but nothing was stored" in ran.out
    assert all(way in ran.out for way in ("ZHIHU_COOKIE", "--store keyring", "--store file", "in CI"))


def test_store_says_the_line_for_the_settings(login: Any, online: Any, ring: Ring) -> None:
    online.write(online.zhihu())
    ran = login("zhihu", "--store", "keyring", text=COOKIE)
    assert ran.code == 0
    assert f'cookie = "keyring:yigao/{online.site.name}-zhihu"' in ran.out
    assert ring.kept == {("yigao", f"{online.site.name}-zhihu"): COOKIE}


def test_a_file_of_our_choice_lies_outside_the_site_and_is_found_again(
    login: Any, online: Any, home: Path, publish: Callable[..., Any]
) -> None:
    online.write(online.zhihu())
    ran = login("zhihu", "--store", "file", text=COOKIE)
    (line,) = [line.strip() for line in ran.out.splitlines() if line.strip().startswith("cookie = ")]
    reference = line.removeprefix('cookie = "').removesuffix('"')
    assert (home / reference.removeprefix("file:~/")).read_text(encoding="utf-8").strip() == COOKIE
    online.write(online.zhihu(cookie=reference))
    assert publish("doctor", "--to", "zhihu").code == 0


def test_a_keyring_that_keeps_nothing_or_is_locked_stores_nothing(
    login: Any, online: Any, ring: Ring
) -> None:
    online.write(online.zhihu(cookie="keyring:me/zhihu"))
    ring.deaf = True
    assert login("zhihu", text=COOKIE).code == 2
    ring.deaf, ring.locked = False, True
    ran = login("zhihu", text=COOKIE)
    assert ran.code == 2
    assert "--store file" in ran.err


# ── whose it is ─────────────────────────────────────────────────────────────────────────────────


def test_a_session_the_platform_does_not_know_is_not_stored(login: Any, online: Any) -> None:
    online.write(online.zhihu(cookie="file:zhihu.cookie"))
    ran = login("zhihu", text="z_c0=old-canary; _xsrf=x-canary-1; d_c0=d-canary-1")
    assert ran.code == 1
    assert "nothing was stored" in ran.err
    assert "log in to zhihu.com in a browser" in ran.err
    assert "canary" not in ran.out + ran.err
    assert not (online.site / "zhihu.cookie").exists()


def test_another_account_is_told_before_anything_is_stored(
    login: Any, online: Any, publish: Callable[..., Any]
) -> None:
    online.write(online.zhihu(cookie="file:zhihu.cookie"))
    login("zhihu", text=COOKIE)
    publish("content/first/index.md")
    (online.site / "zhihu.cookie").unlink()
    online.platforms["zhihu"].account = "7b" * 16
    ran = login("zhihu", text=COOKIE)
    assert ran.code == 1
    assert "made with another account" in ran.err
    assert not (online.site / "zhihu.cookie").exists()
    ran = login("zhihu", "--yes", text=COOKIE)
    assert ran.code == 0
    assert "made with another account" in ran.err
    assert (online.site / "zhihu.cookie").exists()


def test_a_target_that_takes_no_session_says_which_do(login: Any, online: Any) -> None:
    online.write(online.zhihu(), online.wechat())
    ran = login("wechat", text=COOKIE)
    assert ran.code == 2
    assert "targets that do: zhihu" in ran.err
    assert online.server.log == []


@pytest.mark.parametrize("words", [("zhihu", COOKIE), (COOKIE,)])
def test_a_cookie_as_an_argument_is_refused_and_not_repeated(
    login: Any, online: Any, words: tuple[str, ...]
) -> None:
    online.write(online.zhihu())
    ran = login(*words)
    assert ran.code == 2
    assert "never given as an argument" in ran.err


# ── what is handed over ─────────────────────────────────────────────────────────────────────────


def netscape() -> str:
    """As browser extensions write it, with other sites' cookies, ours of other hosts, and what ran out."""
    rows = [
        (".zhihu.com", "TRUE", "/", "TRUE", NEVER, "z_c0", "2|1:0|sandbox-login-token"),
        (".zhihu.com", "TRUE", "/", "TRUE", NEVER, "_xsrf", "sandbox-xsrf-token"),
        ("www.zhihu.com", "FALSE", "/", "TRUE", NEVER, "d_c0", "of-a-narrower-host"),
        (".zhihu.com", "TRUE", "/", "FALSE", 0, "d_c0", "sandbox-device-id"),
        (".zhihu.com", "TRUE", "/", "FALSE", 12, "BEC", "ran-out"),
        (".nozhihu.com", "TRUE", "/", "TRUE", NEVER, "z_c0", "of-another-site"),
    ]
    lines = ["# Netscape HTTP Cookie File", ""]
    lines += ["\t".join(map(str, row)) for row in rows]
    lines[2] = f"#HttpOnly_{lines[2]}"
    return "\r\n".join(lines) + "\r\n"


def exported() -> list[dict[str, Any]]:
    """As extensions export it to JSON."""
    return [
        {
            "domain": ".zhihu.com",
            "name": "z_c0",
            "value": "2|1:0|sandbox-login-token",
            "expirationDate": NEVER + 0.5,
        },
        {"domain": ".zhihu.com", "name": "_xsrf", "value": "sandbox-xsrf-token", "session": True},
        {"domain": ".zhihu.com", "name": "d_c0", "value": "sandbox-device-id", "expires": -1},
        {"domain": ".zhihu.com", "name": "note", "value": "中文"},
        {"domain": ".example.com", "name": "z_c0", "value": "of-another-site"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        COOKIE,
        f"Cookie: {COOKIE}\n",
        f"\ufeff  {COOKIE}  \r\n",
        netscape(),
        json.dumps(exported()),
        json.dumps({"cookies": exported(), "origins": []}, indent=2),
        json.dumps(dict(pair.split("=", 1) for pair in COOKIE.split("; "))),
    ],
    ids=["header", "named", "padded", "netscape", "extension", "storage-state", "object"],
)
def test_every_usual_form_of_a_session_is_taken(login: Any, online: Any, text: str) -> None:
    online.write(online.zhihu(cookie="file:zhihu.cookie"))
    file = online.site / "given"
    file.write_text(text, encoding="utf-8", newline="")
    assert login("zhihu", "--file", str(file)).code == 0
    kept = (online.site / "zhihu.cookie").read_text(encoding="utf-8").strip()
    assert sorted(kept.split("; ")) == sorted(COOKIE.split("; "))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing was given"),
        (COOKIE.replace("; ", ";\n"), "line breaks"),
        (COOKIE + "；", "U+FF1B"),
        (COOKIE[:20] + "…", "U+2026"),
        ("hello", "no name=value"),
        ("curl 'https://www.zhihu.com/' -H 'cookie: a=b'", "a whole command"),
        ("[{", "looks like JSON"),
        ("[" * 100_000, "looks like JSON"),
        (netscape().replace("zhihu.com", "example.com"), "no cookies of zhihu.com"),
        (netscape().replace(str(NEVER), "9").replace("\t0\t", "\t9\t"), "has run out"),
        ("_xsrf=sandbox-xsrf-token; d_c0=sandbox-device-id", "lacks z_c0"),
    ],
    ids=[
        "nothing",
        "broken",
        "full-width",
        "shortened",
        "word",
        "curl",
        "json",
        "deep",
        "other-site",
        "old",
        "less",
    ],
)
def test_what_is_no_session_is_refused_before_anybody_is_asked(
    login: Any, online: Any, text: str, words: str
) -> None:
    online.write(online.zhihu(cookie="file:zhihu.cookie"))
    ran = login("zhihu", text=text)
    assert ran.code == 2
    assert words in ran.err
    assert "try: " in ran.err
    assert online.server.log == []


# ── a terminal ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The far end of a terminal that stands in for standard input."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")
    far, near = pty.openpty()
    with os.fdopen(near, "r", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        yield far
    os.close(far)


def test_a_paste_longer_than_a_terminals_line_arrives_whole_and_unseen(
    terminal: int, capfd: pytest.CaptureFixture[str]
) -> None:
    import threading

    from publisher.cli.hidden import ask_hidden

    long = "z_c0=" + "a1b2" * 2500

    def paste() -> None:
        import time

        time.sleep(0.2)
        for start in range(0, len(long), 1000):
            os.write(terminal, long[start : start + 1000].encode())
            time.sleep(0.01)
        os.write(terminal, b"\n")

    writer = threading.Thread(target=paste)
    writer.start()
    assert ask_hidden("paste: ") == long
    writer.join()
    os.set_blocking(terminal, False)
    try:
        echoed = os.read(terminal, 100_000)
    except BlockingIOError:
        echoed = b""
    assert b"a1b2" not in echoed
    assert "a1b2" not in capfd.readouterr().err


def test_a_broken_paste_is_taken_whole_so_that_none_of_it_reaches_the_shell(terminal: int) -> None:
    import threading

    from publisher.cli.hidden import ask_hidden

    def paste() -> None:
        import time

        time.sleep(0.2)
        os.write(terminal, b"z_c0=one;\nd_c0=two;\nrm -rf x\n")

    writer = threading.Thread(target=paste)
    writer.start()
    assert ask_hidden("paste: ") == "z_c0=one;\nd_c0=two;\nrm -rf x"
    writer.join()


def test_what_was_typed_wrong_can_be_erased() -> None:
    from publisher.cli.hidden import edited

    assert edited("abc\x7fd\n") == "abd"
    assert edited("wrong\x15right\r") == "right"
    assert edited("\x1b[200~a=b\x1b[201~\n") == "a=b"
