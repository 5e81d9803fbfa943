"""An author's file is written whole or not at all, and only over what was read."""

import sys
from pathlib import Path

import pytest

from publisher.errors import SourceError
from publisher.source.save import save


def test_the_text_is_written_to_the_byte_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "文.md").write_bytes("\ufeff一\r\n二".encode())
    save(tmp_path, "文.md", "\ufeff一\r\n二", "\ufeff一\r\n三")
    assert (tmp_path / "文.md").read_bytes() == "\ufeff一\r\n三".encode()
    assert [file.name for file in tmp_path.iterdir()] == ["文.md"]


def test_a_file_that_was_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"mine")
    with pytest.raises(SourceError, match="changed meanwhile") as caught:
        save(tmp_path, "a.md", "read", "wanted")
    assert (caught.value.path, caught.value.hint) == ("a.md", "run this again")
    assert (tmp_path / "a.md").read_bytes() == b"mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        save(tmp_path, "a.md", "read", "wanted")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_rights_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real = tmp_path / "there" / "a.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "a.md").symlink_to(real)
    save(tmp_path, "a.md", "old", "new")
    assert (tmp_path / "a.md").is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)
