"""What stands around the body: cover, title, text, digests, preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import publisher_zhihu
from publisher.model.post import Note, Post
from publisher.model.rendition import REFERENCE, Rendition
from publisher.model.tree import (
    Figure,
    Footnote,
    FootnoteRef,
    Footnotes,
    Image,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Text,
)
from publisher_zhihu import ADAPTER

Make = Callable[..., Rendition]
COVER, CURVE = "asset:" + "c" * 64, "asset:" + "d" * 64


def p(text: str) -> Paragraph:
    return Paragraph(inlines=(Text(text=text),))


def figure(ref: str, **more: Any) -> Figure:
    return Figure(image=Image(src="x.png", asset=ref, **more), caption=(Text(text="图 & 题"),))


def test_the_adapter_is_named_after_its_folder() -> None:
    assert ADAPTER.name == publisher_zhihu.__name__.removeprefix("publisher_")


def test_the_cover_is_the_posts_for_this_target_else_its_own_else_the_first_picture(make: Make) -> None:
    assert make(p("文")).cover == ""
    assert make(p("文"), figure(CURVE), figure(COVER)).cover == CURVE
    assert make(p("文"), figure(CURVE), cover=COVER).cover == COVER
    asked = make(p("文"), cover=COVER, publish={"zhihu": {"cover": CURVE}})
    assert asked.cover == CURVE
    assert set(asked.assets) == {CURVE}


def test_a_post_may_have_another_title_on_zhihu(make: Make) -> None:
    assert make(p("文")).title == "标题"
    assert make(p("文"), publish={"zhihu": {"title": " 短题 "}}).title == "短题"


def test_every_reference_is_an_asset_it_carries(make: Make) -> None:
    rendition = make(figure(COVER), figure(CURVE))
    assert rendition.references() == set(rendition.assets) == {COVER, CURVE}


def test_the_same_post_has_the_same_digest_and_changed_words_another(make: Make) -> None:
    assert make(p("文")).digest == make(p("文")).digest
    assert make(p("文")).authored_digest != make(p("字")).authored_digest
    assert make(p("文")).authored_digest != make(p("文"), settings={"can_reward": True}).authored_digest
    assert make(p("文")).digest == make(p("文"), settings={"gap": 1.0}).digest


def test_the_canonical_address_and_readable_text_travel_along(make: Make) -> None:
    rendition = make(p("文"), MathBlock(tex="x"))
    assert rendition.source_url == "https://blog.example.com/post.html"
    assert rendition.text == "文\n\n$$x$$"


def test_links_are_recorded_as_readers_get_them(make: Make) -> None:
    link = Link(url="https://a.example", inlines=(Text(text="甲"),), own="other", lines=(4, 4))
    notes = Footnotes(notes=(Footnote(label="f", number=1, blocks=(Paragraph(inlines=(link,)),)),))
    rendition = make(Paragraph(inlines=(link, FootnoteRef(label="f", number=1))), notes)
    assert [(use.url, use.form, use.own, use.line) for use in rendition.links] == [
        ("https://a.example", "live", "other", 4),
        ("https://a.example", "reference", "other", 4),
    ]


def test_a_size_the_author_asked_for_is_noted(make: Make) -> None:
    assert [note.kind for note in make(figure(COVER, width=300)).notes] == ["picture-size"]


def test_the_preview_shows_formulas_as_tex_and_asks_zhihu_for_nothing(make: Make) -> None:
    notes = Footnotes(notes=(Footnote(label="f", number=1, blocks=(p("出处"),)),))
    inline = Paragraph(inlines=(Text(text="式"), Math(tex="a<b"), FootnoteRef(label="f", number=1)))
    page = ADAPTER.show(make(inline, MathBlock(tex="c"), figure(COVER), notes))
    assert page.width == 690
    assert '<code class="formula inline">a&lt;b</code>' in page.html
    assert '<code class="formula display">c</code>' in page.html
    assert "<figcaption>图 &amp; 题</figcaption>" in page.html
    assert "<li>出处</li>" in page.html
    assert "zhihu.com" not in page.html
    assert set(REFERENCE.findall(page.html)) == {COVER}
    assert ".zhihu" in page.css


def test_notes_name_lines_of_the_authors_file(make: Make) -> None:
    link = Link(url="mailto:a@b.example", inlines=(Text(text="信"),), lines=(7, 7))
    assert make(Paragraph(inlines=(link,))).notes == (
        Note("link", "not a web address, kept as text: mailto:a@b.example", 7),
    )


def test_rendering_changes_nothing_of_the_post(make: Make) -> None:
    assert Post.__dataclass_params__.frozen  # type: ignore[attr-defined]
    first = make(p("文"), figure(COVER))
    assert make(p("文"), figure(COVER)) == first
