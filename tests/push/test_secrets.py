"""A reference in the settings becomes its secret, or a message that says what to set; never the secret."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publisher.errors import ConfigError
from publisher.push.secrets import Secrets


def test_a_file_only_its_owner_may_read_is_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "cookie.txt"
    path.write_text("z_c0=甲; d_c0=乙\n", encoding="utf-8")
    path.chmod(0o600)
    assert Secrets({}, root=tmp_path).value("file:cookie.txt", "[targets.zhihu] cookie") == "z_c0=甲; d_c0=乙"
    assert Secrets({}).value(f"file:{path}", "cookie") == "z_c0=甲; d_c0=乙"


@pytest.mark.skipif(os.name != "posix", reason="rights are the profile's there")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o606])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "cookie.txt"
    path.write_text("canary-4711", encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(ConfigError) as refused:
        Secrets({}, root=tmp_path).value("file:cookie.txt", "cookie")
    assert refused.value.hint == f"chmod 600 {path}"
    assert "canary" not in f"{refused.value.message}{refused.value.hint}"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\x00"])
def test_a_file_without_a_secret_is_told_by_its_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cookie.txt"
    if content is not None:
        path.write_bytes(content)
        path.chmod(0o600)
    with pytest.raises(ConfigError, match=r"cookie\.txt"):
        Secrets({}, root=tmp_path).value("file:cookie.txt", "cookie")


def test_a_variable_that_is_not_set_is_named() -> None:
    with pytest.raises(ConfigError, match=r"there is no NAME in the environment"):
        Secrets({}).value("env:NAME", "cookie")
    assert Secrets({"NAME": " v "}).value("env:NAME", "cookie") == "v"
