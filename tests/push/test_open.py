"""Secrets and channels."""

from __future__ import annotations

import stat
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publisher.contract import Access, Adapter, TargetSettings
from publisher.errors import ConfigError, PlatformError, PublishError
from publisher.model.rendition import Limits
from publisher.push.open import Opener
from publisher.push.secrets import Secrets
from publisher.wire.client import Call
from publisher.wire.patience import SYSTEM, Clock


class Settings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    cookie: str = "env:COOKIE"


def opener(tmp_path: Path, environment: dict[str, str], given: dict[str, str] | None = None) -> Opener:
    return Opener(tmp_path, tmp_path / "targets", Secrets(environment, given or {}), SYSTEM)


def adapter(connect: Any) -> Adapter[Any]:
    return Adapter("x", Limits(), Settings, lambda *_: None, lambda _: None, connect)  # type: ignore[arg-type, return-value]


def test_a_secret_is_read_when_the_channel_opens_and_hidden_from_then_on(tmp_path: Path) -> None:
    def connect(settings: Settings, access: Access) -> Any:
        return access.secret(settings.cookie)

    with (
        opener(tmp_path, {"COOKIE": "canary-123"})
        .open("x", adapter(connect), Settings(adapter="x"))
        .client as client
    ):
        assert client.clean("the cookie is canary-123") == "the cookie is ***"


def test_a_missing_secret_names_setting_and_variable(tmp_path: Path) -> None:
    def connect(settings: Settings, access: Access) -> Any:
        return access.secret(settings.cookie)

    with pytest.raises(ConfigError) as caught:
        opener(tmp_path, {"COOKIE": " "}).open("blog2", adapter(connect), Settings(adapter="x"))
    assert "[targets.blog2] cookie" in caught.value.message
    assert caught.value.hint.startswith("set the environment variable COOKIE")
    assert '"file:PATH"' in caught.value.hint
    assert '"keyring:SERVICE/NAME"' in caught.value.hint


def test_a_proxy_may_be_a_secret_too(tmp_path: Path) -> None:
    settings = Settings(adapter="x", proxy="env:PROXY")
    with pytest.raises(ConfigError, match=r"\[targets\.x\] proxy"):
        opener(tmp_path, {}).open("x", adapter(lambda *_: None), settings)
    proxied = opener(tmp_path, {"PROXY": "http://me:canary-pw@127.0.0.1:1"}).open(
        "x", adapter(lambda *_: None), settings
    )
    assert "canary-pw" not in proxied.client.clean("http://me:canary-pw@127.0.0.1:1")


def test_each_target_has_a_folder_of_its_own_for_tokens(tmp_path: Path) -> None:
    folders: list[Path] = []
    for name in ("x", "X"):
        opener(tmp_path, {}).open(
            name, adapter(lambda _, access: folders.append(access.folder)), Settings(adapter="x")
        )
    assert len(set(folders)) == 2
    if sys.platform != "win32":
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_a_fault_in_an_adapter_shows_no_secret(tmp_path: Path) -> None:
    def connect(settings: Settings, access: Access) -> Any:
        raise RuntimeError(f"bad header {access.secret(settings.cookie)}")

    with pytest.raises(PublishError) as caught:
        opener(tmp_path, {"COOKIE": "canary-123"}).open("x", adapter(connect), Settings(adapter="x"))
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None


class TestReferences:
    def test_the_sandboxs_secrets_need_no_environment(self) -> None:
        assert Secrets({}, {"sandbox:cookie": "c"}).value("sandbox:cookie", "cookie") == "c"
        assert Secrets({}, {"env:COOKIE": "c"}).value("env:COOKIE", "cookie") == "c"

    def test_outside_the_sandbox_they_are_refused(self) -> None:
        with pytest.raises(ConfigError, match="sandbox only"):
            Secrets({}).value("sandbox:cookie", "cookie")

    def test_what_is_no_reference_is_the_value(self) -> None:
        assert Secrets({}).value("wx12345678", "app_id") == "wx12345678"

    def test_an_empty_one_is_refused(self) -> None:
        with pytest.raises(ConfigError, match="cookie is empty"):
            Secrets({}).value("", "cookie")

    @pytest.mark.parametrize(
        "reference", ["keyring:", "keyring:service", "keyring:/name", "keyring:service/"]
    )
    def test_a_keyring_entry_has_two_names(self, reference: str) -> None:
        with pytest.raises(ConfigError, match="names no entry"):
            Secrets({}).value(reference, "cookie")

    def test_a_keyring_that_is_not_installed_is_an_error_with_a_way_out(self, tmp_path: Path) -> None:
        if "keyring" in sys.modules:
            del sys.modules["keyring"]
        finder = Nothing("keyring")
        sys.meta_path.insert(0, finder)
        try:
            with pytest.raises(ConfigError, match="keyring is not installed"):
                Secrets({}).value("keyring:yigao/cookie", "cookie")
        finally:
            sys.meta_path.remove(finder)

    def test_a_keyring_is_asked_for_service_and_name(self) -> None:
        class Ring:
            @staticmethod
            def get_password(service: str, name: str) -> str | None:
                return {"yigao/cookie": "c"}.get(f"{service}/{name}")

        sys.modules["keyring"] = Ring  # type: ignore[assignment]
        try:
            assert Secrets({}).value("keyring:yigao/cookie", "cookie") == "c"
            with pytest.raises(ConfigError, match="keyring set yigao other"):
                Secrets({}).value("keyring:yigao/other", "cookie")
        finally:
            del sys.modules["keyring"]


class Nothing:
    """An import finder that knows of one package only that it is not there."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name == self._name:
            raise ImportError(name)


@pytest.mark.parametrize(("wanted", "seconds"), [(None, 60.0), (2.0, 30.0), (0.0, 0.0)])
def test_a_target_may_set_its_own_pace(tmp_path: Path, wanted: float | None, seconds: float) -> None:
    slept: list[float] = []
    passed = [0.0]

    def sleep(span: float) -> None:
        slept.append(span)
        passed[0] += span

    slow = replace(adapter(lambda *_: None), limits=Limits(calls_per_minute=1))
    clock = Clock(now=SYSTEM.now, monotonic=lambda: 1000.0 + passed[0], sleep=sleep)
    made = Opener(tmp_path, tmp_path / "targets", Secrets({}), clock)
    settings = Settings(adapter="x", calls_per_minute=wanted)
    with made.open("x", slow, settings).client as client:
        for _ in range(2):
            with suppress(PlatformError):
                client.send(Call("GET", "ftp://127.0.0.1/", "look"), lambda answer: answer)
    assert sum(span for span in slept if span >= 20) == pytest.approx(seconds, abs=0.01)
