"""What a simulator remembers between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import ConfigError
from publisher.sandbox.state import Store

NAMES = ["a.png", "A.PNG", "http://h/0?x=1&y", "../../etc/passwd", "", ".", "图", "x" * 5000, "con", "a\x00b"]


def test_a_document_and_files_survive_a_restart(tmp_path):
    store = Store(tmp_path / "deep" / "er")
    assert store.load() == {}
    store.save({"drafts": [{"title": "标题 \u2028", "n": 1}]})
    store.save({"drafts": [{"title": "第二"}]})
    for turn, name in enumerate(NAMES):
        store.put_file(name, bytes([turn]))
    again = Store(tmp_path / "deep" / "er")
    assert again.load() == {"drafts": [{"title": "第二"}]}
    assert [again.get_file(name) for name in NAMES] == [bytes([turn]) for turn in range(len(NAMES))]


def test_every_file_stays_in_the_folder_under_a_name_of_its_own(tmp_path):
    store = Store(tmp_path / "state")
    for name in NAMES:
        store.put_file(name, b"x")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len({path.name.lower() for path in written}) == len(NAMES)
    assert all(path.parent == tmp_path / "state" / "files" for path in written)


def test_a_file_that_was_never_put_is_a_key_error(tmp_path):
    with pytest.raises(KeyError):
        Store(tmp_path).get_file("nothing")


def test_what_cannot_be_saved_leaves_the_old_document(tmp_path):
    store = Store(tmp_path)
    store.save({"a": 1})
    with pytest.raises(TypeError):
        store.save({"a": object()})
    assert store.load() == {"a": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("damage", ["[]", "{", ""])
def test_a_damaged_document_is_not_taken_for_an_empty_one(damage, tmp_path):
    (tmp_path / "state.json").write_text(damage, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"state\.json"):
        Store(tmp_path).load()


def test_many_files_are_held_without_being_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put_file("kept", b"bytes")
    held = store.held({"https://a.example/1": "kept", "https://a.example/2": "gone"})
    assert set(held) == {"https://a.example/1", "https://a.example/2"}
    assert "https://a.example/2" in held
    assert held["https://a.example/1"] == b"bytes"
    with pytest.raises(KeyError):
        held["https://a.example/2"]
