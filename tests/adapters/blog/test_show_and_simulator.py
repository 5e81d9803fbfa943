"""The preview, and the blog that sandbox and tests use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from publisher.contract import Access
from publisher.model.record import Draft, State
from publisher.model.rendition import REFERENCE, Payload, Rendition
from publisher.sandbox.kit import Platform, Request
from publisher_blog import ADAPTER
from publisher_blog.settings import BlogSettings
from publisher_blog.simulator import Simulator

FRONT = "---\ntitle: A & B\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09\n---\n"
BASE = "http://127.0.0.1:1/blog"
TEXT = FRONT + (
    "\n{% asset_img eval.png 评测 %}\n\n![](/images/c.png)\n\n![x](pic.png)\n\n"
    "<center><img src='pic.png'></center>\n\n$x<y$ <script>alert(1)</script>\n"
)


@pytest.fixture
def post(disk: Any) -> Any:
    disk.picture("content/hello/eval.png", 1)
    disk.picture("content/static/images/c.png", 2)
    disk.picture("content/hello/pic.png", 3)
    disk.write("content/hello/index.md", TEXT)
    return disk


def get(blog: Simulator, path: str, method: str = "GET") -> tuple[int, bytes]:
    answer = blog.answer(Request(method, path, {}, {}, b""))
    return answer.status, answer.body


def deliver(disk: Any, blog: Simulator) -> tuple[Any, Draft, Rendition]:
    """Push the post to the blog by way of the settings that it hands out itself."""
    table = BlogSettings(**{"adapter": "blog", **cast("dict[str, Any]", blog.settings(BASE))})
    unused = cast("Any", None)  # a folder needs neither HTTP nor a clock
    access = Access(http=unused, secret=str, folder=disk.root, root=disk.root, clock=unused, target="blog")
    rendition = disk.render("content/hello/index.md")
    data = {ref: (disk.root / rendition.assets[ref].origin.path).read_bytes() for ref, _ in rendition.files}
    channel = ADAPTER.connect(table, access)
    return channel, channel.create(rendition.key, Payload(rendition, rendition.body, data=data)), rendition


def test_the_preview_shows_every_picture_of_the_post(post: Any) -> None:
    rendition = post.render("content/hello/index.md")
    page = ADAPTER.show(rendition)
    assert set(REFERENCE.findall(page.html)) == set(rendition.assets)
    assert page.width == 760
    assert "<h1" in page.html
    assert "A &amp; B" in page.html


def test_the_preview_runs_nothing(post: Any) -> None:
    assert "<script" not in ADAPTER.show(post.render("content/hello/index.md")).html


@pytest.mark.parametrize(("generator", "path"), [("hugo", "blog/content/posts"), ("jekyll", "blog/_posts")])
def test_the_preview_shows_the_pictures_of_other_generators_too(post: Any, generator: str, path: str) -> None:
    post.target.update(generator=generator, path=path)
    post.write("content/hello/index.md", TEXT.replace("eval.png 评测", "eval.png 300 200 评测"))
    rendition = post.render("content/hello/index.md")
    assert set(REFERENCE.findall(ADAPTER.show(rendition).html)) == set(rendition.assets)


def test_a_rendition_can_be_written_as_json(post: Any) -> None:
    fields = post.render("content/hello/index.md").fields
    assert json.loads(json.dumps(fields)) == fields


def test_a_delivered_post_is_served_with_its_pictures(post: Any, tmp_path: Path) -> None:
    blog = Simulator(tmp_path / "sandbox")
    typed: Platform = blog
    _, draft, rendition = deliver(post, blog)
    (arrived,) = typed.arrived()
    assert (arrived.id, arrived.title, arrived.state) == ("hello.md", "A & B", "draft")
    assert arrived.source == rendition.body
    assert draft.id == arrived.id
    for address, data in blog.pictures().items():
        assert address in arrived.html
        assert get(blog, address.removeprefix(BASE)) == (200, data)
    assert set(blog.pictures()) == {f"{BASE}/{path}" for path in (
        "3345028a/eval.png", "3345028a/pic.png", "images/c.png",
    )}  # fmt: skip
    assert get(blog, "/3345028a.html")[0] == 200
    assert b"A &amp; B" in get(blog, "/")[1]


def test_the_blog_serves_nothing_else_and_takes_nothing(post: Any, tmp_path: Path) -> None:
    blog = Simulator(tmp_path / "sandbox")
    deliver(post, blog)
    for path in ("/hello.md", "/../published.json", "/%2e%2e/published.json", "/_posts/hello.md", "/nothing"):
        assert get(blog, path)[0] == 404
    assert get(blog, "/", "POST")[0] == 405


def test_a_picture_that_is_not_there_is_left_out_as_hexo_does(post: Any, tmp_path: Path) -> None:
    blog = Simulator(tmp_path / "sandbox")
    deliver(post, blog)
    (tmp_path / "sandbox/source/_posts/hello/eval.png").unlink()
    (arrived,) = blog.arrived()
    assert "eval.png" not in arrived.html.replace("[", "")


def test_what_a_person_does_on_the_blog_is_seen(post: Any, tmp_path: Path) -> None:
    blog = Simulator(tmp_path / "sandbox")
    channel, draft, _ = deliver(post, blog)
    before = channel.read(draft)
    assert before.state is State.DRAFT
    blog.reopen(draft.id)
    assert channel.read(draft) == before
    blog.edit(draft.id, "A thought")
    assert "A thought" in channel.read(draft).text
    assert blog.publish(draft.id) == f"{BASE}/3345028a.html"
    assert blog.arrived()[0].state == "published"
    blog.remove(draft.id)
    assert channel.read(draft).state is State.GONE
    assert blog.pictures().keys() == {f"{BASE}/images/c.png"}


def test_the_blog_remembers(post: Any, tmp_path: Path) -> None:
    deliver(post, Simulator(tmp_path / "sandbox"))
    assert [arrived.id for arrived in Simulator(tmp_path / "sandbox").arrived()] == ["hello.md"]
