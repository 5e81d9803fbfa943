"""What stands around the body: cover, title, text, digests, preview."""

from __future__ import annotations

from collections.abc import Callable

import publisher_zhihu
from publisher.model.post import Note, Post
from publisher.model.rendition import REFERENCE, Rendition
from publisher_zhihu import ADAPTER

Make = Callable[..., Rendition]
COVER, CURVE = "asset:" + "c" * 64, "asset:" + "d" * 64


PICTURE, SECOND = "![](cover.png)", "![](curve.png)"


def test_the_adapter_is_named_after_its_folder() -> None:
    assert ADAPTER.name == publisher_zhihu.__name__.removeprefix("publisher_")


def test_the_cover_is_the_posts_for_this_target_else_its_own_else_the_first_picture(make: Make) -> None:
    assert make("文").cover == ""
    assert make(f"文\n\n{SECOND}\n\n{PICTURE}").cover == CURVE
    assert make(f"文\n\n{SECOND}", cover=COVER).cover == COVER
    asked = make("文", cover=COVER, publish={"zhihu": {"cover": CURVE}})
    assert asked.cover == CURVE
    assert set(asked.assets) == {CURVE}


def test_a_drawn_picture_is_no_cover(make: Make) -> None:
    assert make("```mermaid\ngraph LR\n```").cover == ""


def test_a_post_may_have_another_title_on_zhihu(make: Make) -> None:
    assert make("文").title == "标题"
    assert make("文", publish={"zhihu": {"title": " 短题 "}}).title == "短题"


def test_every_reference_is_an_asset_it_carries(make: Make) -> None:
    rendition = make(f"{PICTURE}\n\n{SECOND}")
    assert rendition.references() == set(rendition.assets) == {COVER, CURVE}


def test_the_same_post_has_the_same_digest_and_changed_words_another(make: Make) -> None:
    assert make("文").digest == make("文").digest
    assert make("文").authored_digest != make("字").authored_digest
    assert make("文").authored_digest != make("文", settings={"can_reward": True}).authored_digest
    assert make("文").digest == make("文", settings={"gap": 1.0}).digest


def test_the_canonical_address_and_readable_text_travel_along(make: Make) -> None:
    rendition = make("文\n\n$$x$$")
    assert rendition.source_url == "https://blog.example.com/post.html"
    assert rendition.text == "文\n\n$$x$$"


def test_links_are_recorded_as_readers_get_them(make: Make) -> None:
    rendition = make("一\n\n[甲](https://a.example)[^f]\n\n[^f]: [甲](https://a.example)\n")
    assert [(use.url, use.form, use.own, use.line) for use in rendition.links] == [
        ("https://a.example", "live", "", 3),
        ("https://a.example", "reference", "", 5),
    ]


def test_the_preview_shows_formulas_as_tex_and_asks_zhihu_for_nothing(make: Make) -> None:
    page = ADAPTER.show(make('式 $a<b$[^f]\n\n$$c$$\n\n![](cover.png "图 & 题")\n\n[^f]: 出处\n'))
    assert page.width == 690
    assert '<code class="formula inline">a&lt;b</code>' in page.html
    assert '<code class="formula display">c</code>' in page.html
    assert "<figcaption>图 &amp; 题</figcaption>" in page.html
    assert "<li>出处</li>" in page.html
    assert "zhihu.com" not in page.html
    assert set(REFERENCE.findall(page.html)) == {COVER}
    assert ".zhihu" in page.css


def test_notes_name_lines_of_the_authors_file(make: Make) -> None:
    assert make("一\n\n[信](mailto:a@b.example)").notes == (
        Note("link", "not a web address, kept as text: mailto:a@b.example", 3),
    )


def test_rendering_changes_nothing_of_the_post(make: Make) -> None:
    assert Post.__dataclass_params__.frozen  # type: ignore[attr-defined]
    first = make(f"文\n\n{PICTURE}")
    assert make(f"文\n\n{PICTURE}") == first
