"""Each content goes up once per account, what was made is kept, the web's pictures are known once fetched."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from publisher.errors import Rejected, SourceError, Unavailable
from publisher.images.fit import fit
from publisher.images.sniff import ImageError
from publisher.model.plan import Result
from publisher.model.post import Asset, FileOrigin, WebOrigin
from publisher.model.record import Fetched, Upload, Uploaded
from publisher.model.rendition import Limits
from publisher.planning.decision import Options
from publisher.push.apply import apply
from publisher.push.making import Making
from publisher.push.open import Connection
from publisher.push.room import Once, Room
from publisher.push.shelf import Shelf
from publisher.push.web import Web, to_fetch
from publisher.typeset.tools import open_tools
from publisher.wire.client import Client

URL = "https://pictures.example/a.png"


def png(colour: str = "red", size: int = 8) -> bytes:
    file = BytesIO()
    Picture.new("RGB", (size, size), colour).save(file, "PNG")
    return file.getvalue()


def web_asset(url: str = URL) -> Asset:
    return Asset(f"asset:{hashlib.sha256(url.encode()).hexdigest()}", "a.png", WebOrigin(url))


def pushed(world: Any, faults: Any, posts: tuple[Any, ...], making: Making) -> Any:
    return apply(
        world.plan(*posts),
        world.ledger(),
        Options(),
        lambda _work: Connection(world.channel(faults()), Client(target="desk")),
        world.root,
        open_tools(None),
        making=making,
    )


def local(world: Any, name: str, data: bytes) -> Asset:
    (world.root / name).write_bytes(data)
    ref = f"asset:{hashlib.sha256(data).hexdigest()}"
    return Asset(ref, name, FileOrigin(name), "image/png", 8, 8, len(data))


def with_assets(post: Any, *assets: Asset) -> Any:
    return replace(post, assets={asset.ref: asset for asset in assets})


def test_a_remote_and_a_local_copy_of_the_same_bytes_go_up_once(world: Any, faults: Any) -> None:
    making = Making(web=Web(world.ledger(), fetch=lambda _url: png()))
    post = with_assets(world.post(), local(world, "b.png", png()), web_asset())
    (outcome,) = pushed(world, faults, (post,), making)
    assert outcome.result is Result.DONE
    assert len(world.desk.pictures) == 1
    assert len(world.ledger().uploads("desk:me")) == 2


def test_files_that_differ_only_in_metadata_go_up_once_also_across_posts(world: Any, faults: Any) -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", "where I live")
    file = BytesIO()
    Picture.new("RGB", (8, 8), "red").save(file, "PNG", pnginfo=told)
    first = with_assets(world.post(key="a", title="one"), local(world, "a.png", png()))
    second = with_assets(world.post(key="b", title="two"), local(world, "b.png", file.getvalue()))
    pushed(world, faults, (first, second), Making())
    assert len([ref for ref, _uses in world.desk.pictures]) == 1
    assert all(b"where I live" not in data for data in world.desk.bytes.values())


def test_a_ledger_without_contents_is_still_read(world: Any) -> None:
    ledger = world.ledger()
    ledger.record_upload("desk:me", Upload(target="desk", source="asset:x", uploaded=Uploaded("here")))
    path = next((world.root / ".publish/ledger/uploads").iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace(',"content":""', ""), encoding="utf-8")
    assert world.ledger().uploads("desk:me") == {"asset:x": Uploaded("here")}
    assert world.ledger().contents("desk:me") == {}


def test_what_cannot_be_fetched_fails_its_step_by_name_before_any_draft(world: Any, faults: Any) -> None:
    def gone(_url: str) -> bytes:
        raise Rejected("cannot fetch: HTTP 404", hint="put it beside the post")

    (outcome,) = pushed(
        world, faults, (with_assets(world.post(), web_asset()),), Making(web=Web(world.ledger(), fetch=gone))
    )
    assert outcome.result is Result.FAILED
    assert "a.png: cannot fetch: HTTP 404" in outcome.error.message
    assert outcome.error.path == "k.md"
    assert not world.desk.drafts


@pytest.mark.parametrize("answer", [b"", b"<!doctype html>", png()[:40]])
def test_an_answer_that_is_no_picture_is_rejected_and_not_recorded(world: Any, answer: bytes) -> None:
    web = Web(world.ledger(), fetch=lambda _url: answer)
    assert web.learn(URL) is False
    with pytest.raises(Rejected, match="what is at its address"):
        web.bytes_of(URL)
    assert world.ledger().pictures() == {}


def test_a_picture_of_the_web_is_known_by_what_it_was(world: Any, tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return png(size=9)

    web = Web(world.ledger(), Shelf(tmp_path / "shelf"), fetch)
    assert web.learn(URL) is True
    assert web.learn(URL) is False
    assert web.bytes_of(URL) == png(size=9)
    assert asked == [URL]
    known = world.ledger().places().pictures[URL]
    assert (known.width, known.height, known.media_type) == (9, 9, "image/png")
    assert known.sha256 == hashlib.sha256(png(size=9)).hexdigest()


def test_one_that_changed_is_told_and_right_from_the_next_run_on(world: Any) -> None:
    Web(world.ledger(), fetch=lambda _url: png("red")).learn(URL)
    later = Web(world.ledger(), fetch=lambda _url: png("blue"))
    with pytest.raises(SourceError, match="has changed"):
        later.bytes_of(URL)
    assert Web(world.ledger(), fetch=lambda _url: png("blue")).bytes_of(URL) == png("blue")


def test_one_that_vanished_does_not_break_a_post_already_sent(world: Any, faults: Any) -> None:
    post = with_assets(world.post(), web_asset())
    pushed(world, faults, (post,), Making(web=Web(world.ledger(), fetch=lambda _url: png())))

    def gone(_url: str) -> bytes:
        raise Unavailable("gone")

    changed = replace(post, text="anders")
    assert to_fetch(world.plan(changed), world.ledger()) == ()
    (outcome,) = pushed(world, faults, (changed,), Making(web=Web(world.ledger(), fetch=gone)))
    assert outcome.result is Result.DONE


def test_what_steps_need_and_nobody_knows_is_to_fetch(world: Any) -> None:
    post = with_assets(world.post(), web_asset())
    assert to_fetch(world.plan(post), world.ledger()) == (URL,)
    world.limits = Limits(files_with_text=True)
    assert to_fetch(world.plan(post), world.ledger()) == ()


def test_what_was_made_is_kept_by_content_and_limits(tmp_path: Path) -> None:
    making = Making.open(tmp_path)
    limits = Limits(picture_types=frozenset({"image/jpeg"}))
    made = making.fitted(png(), limits)
    assert made == fit(png(), limits) == Making.open(tmp_path).fitted(png(), limits)
    (kept,) = (tmp_path / "transforms").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])
    assert Making.open(tmp_path).fitted(png(), limits) == made
    making.fitted(png(), Limits())
    assert len(list((tmp_path / "transforms").iterdir())) == 2
    with pytest.raises(ImageError):
        making.fitted(b"no picture", limits)


def test_the_oldest_leave_a_full_shelf(tmp_path: Path) -> None:
    import os

    shelf = Shelf(tmp_path, most=1000)
    for number in range(8):
        shelf.put(str(number), bytes([number]) * 300)
        if (tmp_path / f"{number}.kept").exists():
            os.utime(tmp_path / f"{number}.kept", ns=(number, number))
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 1000
    assert shelf.get("7") == b"\x07" * 300
    assert shelf.get("0") is None
    shelf.put("large", bytes(2000))
    assert shelf.get("large") is None


def test_a_room_is_never_fuller_than_it_is_large_and_nobody_waits_for_ever() -> None:
    room, held, most, mutex = Room(100), [0], [0], threading.Lock()

    def work(wanted: int) -> None:
        with room.taking(wanted) as taken:
            with mutex:
                held[0] += taken.size
                most[0] = max(most[0], held[0])
            with mutex:
                held[0] -= taken.size
            taken.keep(taken.size // 2)

    threads = [threading.Thread(target=work, args=(wanted,)) for wanted in (60, 500, 30, 100, 1, 0) * 20]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert 0 < most[0] <= 100


def test_one_at_a_time_for_each_name() -> None:
    once, inside, most = Once(), [0], [0]

    def work() -> None:
        with once.only("name"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == [1]


def test_a_picture_is_bound_with_the_size_it_had_when_it_was_fetched(tmp_path: Path) -> None:
    from publisher.source.index import build_index
    from publisher.source.load import load_post
    from publisher.source.settings import load_settings

    (tmp_path / "content").mkdir()
    (tmp_path / "publish.toml").write_text(
        '[site]\ntitle = "t"\nurl = "https://a.example"\n', encoding="utf-8"
    )
    (tmp_path / "content/p.md").write_text(f"---\ntitle: t\n---\n\n![x]({URL})\n", encoding="utf-8")
    settings = load_settings(tmp_path)
    index = build_index(settings)
    (before,) = load_post(settings, index, "content/p.md").assets.values()
    fact = Fetched(target="", url=URL, sha256="1" * 64, media_type="image/png", width=7, height=5, size=99)
    (after,) = load_post(settings, index, "content/p.md", fetched={URL: fact}).assets.values()
    assert (after.width, after.height, after.media_type, after.size) == (7, 5, "image/png", 99)
    assert after.ref == before.ref  # what it shows may change, what the author wrote did not
