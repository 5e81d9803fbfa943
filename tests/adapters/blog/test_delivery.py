"""The channel on real folders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from publisher.contract import Access, Channel
from publisher.errors import ConfigError, Rejected, Unavailable
from publisher.model.post import Asset, FileOrigin, PostKey
from publisher.model.record import Draft, State, Use
from publisher.model.rendition import Payload, Rendition
from publisher_blog.channel import Directory, connect
from publisher_blog.settings import BlogSettings

KEY = PostKey("3345028a")
PICTURE = "asset:" + "1" * 64
COVER = "asset:" + "2" * 64


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "blog/source/_posts").mkdir(parents=True)
    return tmp_path


def channel(root: Path, **settings: Any) -> Directory:
    table = BlogSettings(**{"adapter": "blog", "path": "blog/source/_posts", **settings})
    access = Access(
        http=cast("Any", None), secret=str, folder=root, root=root, clock=cast("Any", None), target="blog"
    )
    return connect(table, access)


def payload(
    body: str,
    *,
    path: str = "cs/seed.md",
    abbrlink: str = "3345028a",
    given: bool = True,
    title: str = "Seed",
    files: tuple[tuple[str, str], ...] = (),
    data: Mapping[str, bytes] | None = None,
) -> Payload:
    folder = path.removesuffix(".md")
    fields = {"path": path, "folder": folder, "abbrlink": abbrlink, "abbrlink_given": given}
    rendition = Rendition("blog", KEY, title, body, "md", body, body, fields=fields, files=files)
    return Payload(rendition, body, data=data or {})


def text(abbrlink: str = "3345028a", title: str = "Seed", body: str = "hello") -> str:
    link = f"abbrlink: {abbrlink}\n" if abbrlink else ""
    return f"---\ntitle: {title}\n{link}---\n\n{body}\n"


def test_it_is_a_channel(root: Path) -> None:
    typed: Channel = channel(root)
    assert typed.account == "directory:blog/source/_posts"


def test_post_and_pictures_are_written_where_they_belong(root: Path) -> None:
    sent = payload(
        "\ufeff---\r\ntitle: 甲\r\n---\r\nx  \r\n",
        files=((PICTURE, "cs/seed/评测.png"), (COVER, "../images/cover.png")),
        data={PICTURE: b"one", COVER: b"two"},
    )
    draft = channel(root).create(KEY, sent)
    source = root / "blog/source"
    assert (source / "_posts/cs/seed.md").read_bytes() == sent.body.encode()
    assert (source / "_posts/cs/seed/评测.png").read_bytes() == b"one"
    assert (source / "images/cover.png").read_bytes() == b"two"
    assert draft == Draft("cs/seed.md", "blog/source/_posts/cs/seed.md", "Seed", sure=True)


def test_what_was_written_is_read_back_with_line_ends_alike(root: Path) -> None:
    draft = channel(root).create(KEY, payload("---\r\ntitle: 'It''s'\r\n---\r\nx\r\n"))
    remote = channel(root).read(draft)
    assert (remote.state, remote.title, remote.text) == (State.DRAFT, "It's", "---\ntitle: 'It''s'\n---\nx\n")


def test_a_post_that_was_deleted_is_gone(root: Path) -> None:
    assert channel(root).read(Draft("cs/seed.md")).state is State.GONE


def test_an_equal_file_is_not_written_again(root: Path) -> None:
    sent = payload(text(), files=((PICTURE, "cs/seed/a.png"),), data={PICTURE: b"one"})
    draft = channel(root).create(KEY, sent)
    files = [root / "blog/source/_posts/cs/seed.md", root / "blog/source/_posts/cs/seed/a.png"]
    before = [file.stat().st_ino for file in files]
    channel(root).update(draft, sent)
    assert [file.stat().st_ino for file in files] == before


def test_another_posts_file_is_never_overwritten_by_create(root: Path) -> None:
    post = root / "blog/source/_posts/cs/seed.md"
    post.parent.mkdir()
    post.write_text(text("ffffffff"), encoding="utf-8")
    with pytest.raises(Rejected, match="another post"):
        channel(root).create(KEY, payload(text()))
    assert post.read_text(encoding="utf-8") == text("ffffffff")


def write(root: Path, path: str, content: str) -> None:
    file = root / "blog/source/_posts" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def found(root: Path, sent: Payload) -> list[tuple[str, bool]]:
    return [(draft.id, draft.sure) for draft in channel(root).candidates(KEY, sent.rendition)]


def test_a_post_of_the_same_abbrlink_is_ours_wherever_it_stands(root: Path) -> None:
    write(root, "old/place.md", text(title="An old title"))
    write(root, "other.md", text("ffffffff", "Another"))
    assert found(root, payload(text())) == [("old/place.md", True)]


@pytest.mark.parametrize("spelt", ["1736008", "'1736008'", '"1736008"', "1736008  # ours"])
def test_an_abbrlink_is_compared_as_text_however_it_is_quoted(root: Path, spelt: str) -> None:
    write(root, "a.md", text(spelt, "Old"))
    assert found(root, payload(text(), abbrlink="1736008")) == [("a.md", True)]


def test_a_post_at_the_same_place_is_ours_unless_its_abbrlink_says_otherwise(root: Path) -> None:
    write(root, "cs/seed.md", text("", "Old"))
    assert found(root, payload(text())) == [("cs/seed.md", True)]
    write(root, "cs/seed.md", text("ffffffff", "Old"))
    assert found(root, payload(text())) == [("cs/seed.md", False)]


def test_an_abbrlink_that_was_only_computed_claims_no_other_file(root: Path) -> None:
    write(root, "cs/other.md", text())
    assert found(root, payload(text(), given=False)) == [("cs/other.md", False)]


def test_a_post_of_the_same_title_is_a_candidate_but_not_surely_ours(root: Path) -> None:
    write(root, "elsewhere.md", text(""))
    write(root, "different.md", text("ffffffff"))
    write(root, ".trash/seed.md", text())
    assert found(root, payload(text())) == [("elsewhere.md", False)]


def test_a_post_is_updated_where_it_stands_and_its_pictures_with_it(root: Path) -> None:
    write(root, "old/place.md", text())
    sent = payload(
        text(body="new"),
        files=((PICTURE, "cs/seed/sub/a.png"), (COVER, "../images/cover.png")),
        data={PICTURE: b"one", COVER: b"two"},
    )
    draft = channel(root).update(Draft("old/place.md"), sent)
    posts = root / "blog/source/_posts"
    assert draft.id == "old/place.md"
    assert (posts / "old/place.md").read_text(encoding="utf-8") == text(body="new")
    assert (posts / "old/place/sub/a.png").read_bytes() == b"one"
    assert (root / "blog/source/images/cover.png").read_bytes() == b"two"
    assert not (posts / "cs").exists()


def test_an_address_once_given_stays_when_the_title_changes(root: Path) -> None:
    write(root, "cs/seed.md", text("aaaaaaaa", "Old title"))
    sent = payload(text("bbbbbbbb", "New title"), abbrlink="bbbbbbbb", given=False, title="New title")
    assert found(root, sent) == [("cs/seed.md", True)]
    channel(root).update(Draft("cs/seed.md"), sent)
    stands = (root / "blog/source/_posts/cs/seed.md").read_text(encoding="utf-8")
    assert stands == text("'aaaaaaaa'", "New title")


@pytest.mark.parametrize(
    "path", ["../escaped.md", "/tmp/escaped.md", "a/../../escaped.md", "..", "", "a\0b.md"]
)
def test_a_post_is_never_written_outside_the_folder_of_posts(root: Path, path: str) -> None:
    with pytest.raises(Rejected, match="outside"):
        channel(root).update(Draft(path), payload(text()))
    assert not list(root.rglob("escaped*"))


def test_a_picture_is_never_written_outside_the_blog(root: Path) -> None:
    sent = payload(text(), files=((PICTURE, "../../../escaped.png"),), data={PICTURE: b"one"})
    with pytest.raises(Rejected, match="outside"):
        channel(root).create(KEY, sent)
    assert not list(root.rglob("escaped*"))
    assert not list(root.rglob("*.md"))


def test_a_symbolic_link_that_leads_out_of_the_blog_is_refused(root: Path) -> None:
    (root / "elsewhere").mkdir()
    try:
        (root / "blog/source/_posts/cs").symlink_to(root / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("symbolic links are not allowed here")
    with pytest.raises(Rejected, match="outside"):
        channel(root).create(KEY, payload(text()))
    assert not list((root / "elsewhere").iterdir())


def test_a_symbolic_link_within_the_blog_is_written_through(root: Path) -> None:
    write(root, "real.md", text())
    try:
        (root / "blog/source/_posts/linked.md").symlink_to(root / "blog/source/_posts/real.md")
    except OSError:
        pytest.skip("symbolic links are not allowed here")
    channel(root).update(Draft("linked.md"), payload(text(body="new")))
    assert (root / "blog/source/_posts/linked.md").is_symlink()
    assert (root / "blog/source/_posts/real.md").read_text(encoding="utf-8") == text(body="new")


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(root: Path) -> None:
    resource = pytest.importorskip("resource", reason="a file too large is provoked the POSIX way")
    write(root, "cs/seed.md", text(body="old"))
    blog, sent = channel(root), payload(text(body="new" * 100_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, hard))
    try:
        with pytest.raises(Unavailable, match="File too large"):
            blog.update(Draft("cs/seed.md"), sent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [file.name for file in (root / "blog/source/_posts/cs").iterdir()] == ["seed.md"]
    assert (root / "blog/source/_posts/cs/seed.md").read_text(encoding="utf-8") == text(body="old")


def test_a_picture_that_cannot_be_written_keeps_the_post_as_it_was(root: Path) -> None:
    write(root, "cs/seed.md", text(body="old"))
    (root / "blog/source/_posts/cs/seed").write_text("a file where the folder should be", encoding="utf-8")
    sent = payload(text(body="new"), files=((PICTURE, "cs/seed/a.png"),), data={PICTURE: b"one"})
    with pytest.raises(Rejected, match="cannot write"):
        channel(root).update(Draft("cs/seed.md"), sent)
    assert (root / "blog/source/_posts/cs/seed.md").read_text(encoding="utf-8") == text(body="old")


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_keeps_its_mode(root: Path) -> None:
    write(root, "cs/seed.md", text())
    file = root / "blog/source/_posts/cs/seed.md"
    file.chmod(0o640)
    channel(root).update(Draft("cs/seed.md"), payload(text(body="new")))
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_hugo_page_without_a_folder_cannot_take_pictures(root: Path) -> None:
    (root / "hugo/content/posts").mkdir(parents=True)
    page = root / "hugo/content/posts/old.md"
    page.write_text(text(), encoding="utf-8")
    hugo = channel(root, generator="hugo", path="hugo/content/posts")
    sent = payload(text(), path="new/index.md", files=((PICTURE, "new/a.png"),), data={PICTURE: b"one"})
    fields = {**sent.rendition.fields, "folder": "new"}
    rendition = Rendition(
        "blog", KEY, "Seed", text(), "md", "", "", fields=fields, files=sent.rendition.files
    )
    with pytest.raises(Rejected, match="folder of its own"):
        hugo.update(Draft("old.md"), Payload(rendition, text(), data=sent.data))
    hugo.update(Draft("old/index.md"), Payload(rendition, text(), data=sent.data))
    assert (root / "hugo/content/posts/old/a.png").read_bytes() == b"one"


def test_pictures_are_never_uploaded(root: Path) -> None:
    with pytest.raises(Rejected, match="not uploaded"):
        channel(root).upload(Asset(PICTURE, "a.png", FileOrigin("a.png")), b"one", frozenset({Use.BODY}))


@pytest.mark.parametrize("delivery", ["git", "github"])
def test_a_delivery_of_a_later_version_is_refused_with_what_to_do(root: Path, delivery: str) -> None:
    with pytest.raises(ConfigError, match="delivers to a directory"):
        channel(root, delivery=delivery)


def test_a_folder_that_is_not_there_is_not_made_before_there_is_something_to_write(root: Path) -> None:
    assert channel(root, path="new/source/_posts").account == "directory:new/source/_posts"
    assert not (root / "new").exists()


def test_a_file_in_the_folder_s_place_is_refused(root: Path) -> None:
    (root / "_posts").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="not a folder"):
        channel(root, path="_posts")
