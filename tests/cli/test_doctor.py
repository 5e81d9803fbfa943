"""`publish doctor`: one line for each target, from any machine, and never a secret."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from publisher.sandbox.kit import Fault, Request, Response


def lines(ran: Any) -> Mapping[str, str]:
    """The line of each target by its name."""
    return {line.split()[1]: line for line in ran.out.splitlines()}


def verdicts(ran: Any, target: str) -> Mapping[str, Mapping[str, str]]:
    """What was found of a target, by what was looked at."""
    (found,) = [each for each in ran.json["targets"] if each["target"] == target]
    return {each["what"]: each for each in found["verdicts"]}


@pytest.fixture
def ready(online: Any) -> Any:
    """A site where all is well."""
    (online.site / "out/source/_posts").mkdir(parents=True)
    (online.site / "out/_config.yml").touch()
    online.write(online.blog(), online.zhihu(), online.wechat())
    online.environment(
        ZHIHU_COOKIE=online.secret("zhihu", "cookie"),
        WECHAT_APP_ID=online.secret("wechat", "app_id"),
        WECHAT_APP_SECRET=online.secret("wechat", "app_secret"),
    )
    return online


def test_where_all_is_well_each_target_has_one_line_that_says_so(
    publish: Callable[..., Any], ready: Any
) -> None:
    ran = publish("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[:2] for line in ran.out.splitlines()] == [
        ["✓", "site"],
        ["✓", "blog"],
        ["✓", "zhihu"],
        ["✓", "wechat"],
    ]
    assert "«沙盒作者»" in lines(ran)["zhihu"]
    assert "Hexo project" in lines(ran)["blog"]


def test_it_changes_nothing_there_and_leaves_nothing_here(publish: Callable[..., Any], ready: Any) -> None:
    before = {path for path in ready.site.rglob("*") if ".publish/cache" not in path.as_posix()}
    publish("doctor")
    after = {path for path in ready.site.rglob("*") if ".publish/cache" not in path.as_posix()}
    assert after - before <= {ready.site / ".publish"}
    assert all(not platform.arrived() for platform in ready.platforms.values())
    assert {each.method for each in ready.server.log if each.platform == "zhihu"} == {"GET"}


def test_secrets_that_are_missing_are_named_with_the_three_ways_to_give_them(
    publish: Callable[..., Any], online: Any
) -> None:
    online.write(online.zhihu(), online.wechat())
    ran = publish("doctor")
    assert ran.code == 1
    assert "no WECHAT_APP_ID and no WECHAT_APP_SECRET is set" in lines(ran)["wechat"]
    assert all(way in lines(ran)["wechat"] for way in ("in CI", "file:PATH", "keyring:SERVICE/NAME"))
    assert "publish login zhihu" in lines(ran)["zhihu"]
    assert online.server.log == []


def test_an_address_that_is_not_allowed_is_the_one_wechat_saw(
    publish: Callable[..., Any], ready: Any
) -> None:
    ready.platforms["wechat"].account.address_allowed = False
    ran = publish("doctor", "--to", "wechat", "--json")
    assert ran.code == 1
    told = verdicts(ran, "wechat")["address"]
    assert told["state"] == "error"
    assert "add the address 203.0.113.7 to the IP allow-list" in told["hint"]
    assert len(ready.server.log) == 1  # everything else would be refused, too


def test_a_right_one_can_do_without_is_no_fault(publish: Callable[..., Any], ready: Any) -> None:
    ran = publish("doctor", "--to", "wechat", "--json")
    assert ran.code == 0
    told = verdicts(ran, "wechat")
    assert {what: told[what]["state"] for what in ("drafts", "material", "freepublish")} == {
        "drafts": "ok",
        "material": "ok",
        "freepublish": "ok",
    }
    assert "lacks the right" in told["freepublish"]["message"]


def test_a_verified_account_may_publish(publish: Callable[..., Any], ready: Any) -> None:
    ready.platforms["wechat"].account.verified = True
    told = verdicts(publish("doctor", "--to", "wechat", "--json"), "wechat")
    assert told["freepublish"]["message"] == "it may publish through the interface"


def test_without_the_right_to_drafts_nothing_works(publish: Callable[..., Any], ready: Any) -> None:
    body = json.dumps({"errcode": 48001, "errmsg": "api unauthorized rid: 1-2-3"}).encode()

    def drafts(request: Request) -> bool:
        return "/draft/" in request.path

    ready.server.faults("wechat").append(Fault("answer", drafts, status=200, body=body))
    ran = publish("doctor", "--to", "wechat", "--json")
    assert ran.code == 1
    told = verdicts(ran, "wechat")
    assert "lacks the right to use the draft box" in told["drafts"]["message"]
    assert told["material"]["state"] == "ok"


def test_a_session_that_ran_out_says_how_to_get_another(publish: Callable[..., Any], ready: Any) -> None:
    ready.environment(ZHIHU_COOKIE='z_c0="2|1:0|gone-canary"; _xsrf="xsrf-canary"; d_c0="device-canary"')
    ran = publish("doctor", "--to", "zhihu")
    assert ran.code == 1
    assert "log in to zhihu.com in a browser" in lines(ran)["zhihu"]
    assert "canary" not in ran.out + ran.err


def test_another_account_than_the_drafts_were_made_with_is_told(
    publish: Callable[..., Any], ready: Any
) -> None:
    assert publish("content/first/index.md", "--to", "wechat").code == 0
    ready.write(ready.blog(), ready.wechat("second").replace("targets.second", "targets.wechat"))
    ready.environment(
        WECHAT_APP_ID=ready.secret("second", "app_id"), WECHAT_APP_SECRET=ready.secret("second", "app_secret")
    )
    ran = publish("doctor", "--to", "wechat", "--json")
    assert ran.code == 1
    assert "another account" in verdicts(ran, "wechat")["account"]["message"]


@pytest.mark.parametrize(
    ("minutes", "words"), [(-11, "11 minutes ahead"), (11, "11 minutes behind"), (1, "agrees")]
)
def test_a_clock_that_is_off_is_told_by_how_much(
    publish: Callable[..., Any], ready: Any, minutes: int, words: str
) -> None:
    platform = ready.platforms["zhihu"]
    answer = platform.answer

    def dated(request: Request) -> Response:
        response = answer(request)
        date = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
        return replace(response, headers={**response.headers, "date": date})

    platform.answer = dated
    ran = publish("doctor", "--to", "zhihu", "--json")
    told = verdicts(ran, "zhihu")["clock"]
    assert words in told["message"]
    assert ran.code == int(abs(minutes) > 3)


def test_offline_asks_nobody(publish: Callable[..., Any], ready: Any) -> None:
    ran = publish("doctor", "--offline")
    assert ran.code == 0
    assert list(lines(ran)) == ["site", "blog", "zhihu", "wechat"]
    assert ready.server.log == []


def test_a_platform_that_cannot_be_reached_fails_its_own_line(
    publish: Callable[..., Any], ready: Any
) -> None:
    ready.server.faults("zhihu").append(Fault("status", status=403, body=b"<html>verify</html>"))
    ran = publish("doctor")
    assert ran.code == 1
    assert lines(ran)["zhihu"].startswith("✗")
    assert lines(ran)["wechat"].startswith("✓")


def test_the_sandbox_needs_no_secret_and_is_well(publish: Callable[..., Any]) -> None:
    ran = publish("doctor", "--sandbox")
    assert (ran.code, ran.err) == (0, "")
    assert all(line.startswith("✓") for line in ran.out.splitlines())


def test_detail_has_a_line_for_everything_that_was_looked_at(publish: Callable[..., Any], ready: Any) -> None:
    ran = publish("doctor", "--detail", "--to", "wechat")
    told = [line.split()[1] for line in ran.out.splitlines() if line.startswith("  ")]
    assert told[-4:] == ["secrets", "drafts", "material", "freepublish"]


def test_settings_that_cannot_be_used_are_exit_code_2(publish: Callable[..., Any], site: Path) -> None:
    with (site / "publish.toml").open("a", encoding="utf-8") as file:
        file.write("\ncokie = 1\n")
    ran = publish("doctor", "--json")
    assert ran.code == 2
    assert "cokie" in ran.json["error"]["message"]


def test_a_secret_in_the_settings_themselves_is_told_without_being_shown(
    publish: Callable[..., Any], ready: Any
) -> None:
    ready.write(ready.zhihu(cookie=ready.secret("zhihu", "cookie").replace('"', "")))
    ran = publish("doctor", "--json")
    assert ran.code == 0
    assert "holds the secret itself" in verdicts(ran, "zhihu")["secrets"]["message"]
    assert "sandbox-login-token" not in ran.out + ran.err


def test_a_broken_cookie_in_the_settings_is_not_quoted(publish: Callable[..., Any], ready: Any) -> None:
    ready.write(ready.zhihu(cookie="z_c0=login-canary; d_c0=device-canary"))
    ran = publish("--debug", "doctor")
    assert ran.code == 1
    assert "lacks _xsrf" in lines(ran)["zhihu"]
    assert "canary" not in ran.out + ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="rights are the profile's there")
def test_a_secrets_file_others_may_read_is_refused(publish: Callable[..., Any], ready: Any) -> None:
    kept = ready.site / "cookie.txt"
    kept.write_text(ready.secret("zhihu", "cookie"), encoding="utf-8")
    kept.chmod(0o644)
    ready.write(ready.zhihu(cookie="file:cookie.txt"))
    ran = publish("doctor")
    assert ran.code == 1
    assert f"chmod 600 {kept}" in lines(ran)["zhihu"]
    kept.chmod(0o600)
    assert publish("doctor").code == 0


class TestTheBlog:
    @pytest.mark.parametrize("path", ["nowhere/source/_posts", "out/_config.yml"])
    def test_a_folder_that_is_not_there_is_an_error(
        self, publish: Callable[..., Any], ready: Any, path: str
    ) -> None:
        ready.write(ready.blog(path))
        ran = publish("doctor", "--offline")
        assert ran.code == 1
        assert "set `path`" in lines(ran)["blog"]

    def test_a_folder_yet_to_be_made_in_a_project_is_well(
        self, publish: Callable[..., Any], ready: Any
    ) -> None:
        ready.write(ready.blog("out/source/_drafts"))
        ran = publish("doctor", "--offline")
        assert ran.code == 0
        assert "will be made" in lines(ran)["blog"]

    def test_another_generators_project_is_told(self, publish: Callable[..., Any], ready: Any) -> None:
        (ready.site / "out/_config.yml").rename(ready.site / "out/hugo.toml")
        ran = publish("doctor", "--offline", "--json")
        assert ran.code == 0
        assert verdicts(ran, "blog")["project"]["state"] == "warning"
        assert verdicts(ran, "blog")["project"]["hint"] == 'set generator = "hugo"'


class TestTheSite:
    def test_a_ledger_that_cannot_be_written_is_an_error(
        self, publish: Callable[..., Any], ready: Any
    ) -> None:
        (ready.site / ".publish").mkdir()
        (ready.site / ".publish/ledger").write_text("a file in its place", encoding="utf-8")
        ran = publish("doctor", "--offline", "--json")
        assert ran.code == 1
        (told,) = [each for each in ran.json["site"] if each["what"] == "ledger"]
        assert (told["state"], "cannot be written" in told["message"]) == ("error", True)

    def test_where_no_lock_can_be_taken_nothing_can_be_pushed(
        self, publish: Callable[..., Any], ready: Any
    ) -> None:
        (ready.site / ".publish").mkdir()
        (ready.site / ".publish/cache").write_text("a file in its place", encoding="utf-8")
        ran = publish("doctor", "--offline", "--json")
        assert ran.code == 1
        assert [each["what"] for each in ran.json["site"] if each["state"] == "error"] == ["locks"]

    @pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
    def test_git_must_carry_the_ledger_and_pass_over_tokens(
        self, publish: Callable[..., Any], ready: Any
    ) -> None:
        subprocess.run(["git", "init", "-q", str(ready.site)], check=True)
        told = self.git(publish)
        assert [each["state"] for each in told] == ["warning", "warning"]
        (ready.site / ".gitignore").write_text(".publish/\n", encoding="utf-8")
        (told,) = self.git(publish)
        assert told["state"] == "error"
        assert "a second time" in told["message"]
        (ready.site / ".gitignore").write_text(".publish/cache/\n", encoding="utf-8")
        rule = ".publish/ledger/**/*.jsonl merge=union\n"
        (ready.site / ".gitattributes").write_text(rule, encoding="utf-8")
        assert self.git(publish) == []

    @staticmethod
    def git(publish: Callable[..., Any]) -> list[Mapping[str, str]]:
        ran = publish("doctor", "--offline", "--json")
        return [each for each in ran.json["site"] if each["what"] == "git"]

    @pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
    def test_a_secrets_file_that_git_would_commit_is_told(
        self, publish: Callable[..., Any], ready: Any
    ) -> None:
        subprocess.run(["git", "init", "-q", str(ready.site)], check=True)
        kept = ready.site / "cookie.txt"
        kept.write_text(ready.secret("zhihu", "cookie"), encoding="utf-8")
        kept.chmod(0o600)
        ready.write(ready.zhihu(cookie="file:cookie.txt"))
        assert any("cookie.txt" in each["message"] for each in self.git(publish))


def test_a_trace_of_a_doctors_questions_has_no_secret(publish: Callable[..., Any], ready: Any) -> None:
    path = ready.site / "seen.har"
    assert publish("doctor", "--trace", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert len(json.loads(text)["log"]["entries"]) >= 5
    for target, name in (("zhihu", "cookie"), ("wechat", "app_secret")):
        assert ready.secret(target, name) not in text
    assert "sandbox-login-token" not in text
