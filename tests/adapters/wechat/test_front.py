"""Title, author, digest, cover and comments: whose word counts, and what fits."""

from typing import Any

import pytest

from publisher.errors import SourceError
from publisher.model.post import Asset, FileOrigin, Post, PostKey, Site
from publisher.model.tree import Code, Document, FootnoteRef, Heading, Image, Math, Paragraph, Region, Text
from publisher_wechat.front import Front, read, without_regions
from publisher_wechat.settings import Settings


def asset(letter: str, **more: Any) -> Asset:
    known: dict[str, Any] = {"media_type": "image/png", "width": 800, "height": 600}
    return Asset(
        ref="asset:" + letter * 64, name=f"{letter}.png", origin=FileOrigin(f"{letter}.png"), **known | more
    )


def image(letter: str) -> Paragraph:
    return Paragraph(inlines=(Image(src=f"{letter}.png", asset="asset:" + letter * 64),))


def words(text: str) -> Paragraph:
    return Paragraph(inlines=(Text(text=text),))


def front(*blocks: Any, options: dict[str, object] | None = None, author: str = "", **post: Any) -> Front:
    document = Document(blocks=blocks)
    known: dict[str, Any] = {"key": PostKey("k"), "path": "k.md", "text": "", "title": "标题"}
    made = Post(**{**known, "document": document, "publish": {"wechat": options or {}}, **post})
    site = Site(target="wechat", author="站长")
    return read(made, site, Settings(adapter="wechat", author=author), without_regions(document))


def kinds(found: Front) -> list[str]:
    return [note.kind for note in found.notes]


def test_the_post_s_own_options_come_first() -> None:
    found = front(
        image("a"),
        options={
            "title": "短",
            "digest": "摘",
            "author": "甲",
            "theme": "mine",
            "comments": "followers",
            "at": "+1d",
        },
        author="乙",
        assets={"asset:" + "a" * 64: asset("a")},
    )
    assert (found.title, found.digest, found.author, found.look.theme) == ("短", "摘", "甲", "mine")
    assert found.comments == "followers"


def test_without_options_the_settings_the_post_and_the_site_speak() -> None:
    assert front(author="乙").author == "乙"
    assert front(author="").author == "站长"
    assert front(author="", summary="说明").digest == "说明"
    assert front().comments == "closed"


def test_comments_may_be_switched_by_yes_and_no() -> None:
    assert front(options={"comments": True}).comments == "open"
    assert front(options={"comments": False}).comments == "closed"


def test_a_wrong_option_is_the_author_s_to_mend() -> None:
    with pytest.raises(SourceError) as caught:
        front(options={"title": ["a"]})
    assert caught.value.path == "k.md"


def test_a_digest_is_made_of_the_first_words_the_author_wrote() -> None:
    found = front(
        Region(name="related", blocks=(words("往期文章"),)),
        Heading(level=1, inlines=(Text(text="一"),)),
        Paragraph(
            inlines=(
                Text(text="公式 "),
                Math(tex="x^2"),
                Code(text="x"),
                Text(text="很短"),
                FootnoteRef(label="1", number=1),
            )
        ),
        words("第二段。"),
    )
    assert found.digest == "公式 x很短 第二段。"


def test_a_digest_ends_with_a_sentence_and_fits_every_account() -> None:
    sentence = "这是一句十一个字的话啊。"
    found = front(words(sentence * 9))
    assert found.digest == sentence * 3
    assert len(found.digest.encode()) <= 120


def test_a_digest_without_a_sentence_ends_with_an_ellipsis() -> None:
    digest = front(words("字" * 100)).digest
    assert digest == "字" * 39 + "…"


def test_a_description_too_long_is_cut_and_said() -> None:
    found = front(summary="字" * 60)
    assert len(found.digest.encode()) <= 120
    assert "digest-cut" in kinds(found)


def test_a_digest_asked_for_is_never_cut() -> None:
    found = front(options={"digest": "字" * 60})
    assert found.digest == "字" * 60


def test_a_title_some_accounts_refuse_is_never_cut() -> None:
    assert front(title="字" * 22).title == "字" * 22
