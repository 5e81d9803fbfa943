"""Every picture goes to an account once, whatever it is for and however many posts show it."""

from __future__ import annotations

from typing import Any

PICTURES = {"wechat": 4 + 4 + 2 + 4 + 1 + 1, "zhihu": 4 + 4 + 2 + 1}
"""Of both posts, shared ones, formulas (WeChat; three of their own and one of all), the diagram, the card."""


def test_each_distinct_picture_is_sent_once_and_a_second_push_sends_none(small: Any) -> None:
    ran = small.run()
    assert (ran.code, {step["outcome"] for step in ran.steps}) == (0, {"done"}), ran.err
    for name, sent in small.sent().items():
        assert set(sent.values()) == {1}, name
        assert len(sent) == PICTURES[name], name
    assert {step["action"] for step in small.run().steps} == {"skip"}
    assert not any(small.sent().values())
    assert {len(titles) for titles in small.drafts().values()} == {3}


def test_a_cover_that_is_in_a_text_too_is_sent_once_for_both(small: Any) -> None:
    small.run()
    calls = [call for call in small.server.log if call.path == "/cgi-bin/material/add_material"]
    drafts = small.server.platforms["wechat"].account.state["drafts"]
    assert len(calls) == 3, "the covers of three posts, and nothing else, are in the library"
    for draft in drafts:
        article = draft["articles"][0]
        kept = article["thumb_url"].replace("http://", "https://")
        assert (kept in article["content"]) is (article["title"] != "第3篇")
    for draft in small.server.platforms["zhihu"].arrived():
        assert bool(draft.cover) is (draft.title != "第3篇")
        assert draft.cover in draft.html


def test_only_what_a_changed_post_newly_shows_is_sent(small: Any) -> None:
    small.run()
    small.sent()
    post = small.root / "content/3/index.md"
    text = post.read_text(encoding="utf-8") + "\n![](/shared.png)\n\n![](../1/p0.png)\n"
    post.write_text(text, encoding="utf-8")
    (small.root / "content/1/p3.png").write_bytes((small.root / "content/2/p3.png").read_bytes())
    ran = small.run()
    assert {step["action"] for step in ran.steps} == {"update", "skip"}
    assert not any(small.sent()["zhihu"].values()), "the account holds all of them already"
    assert not any(small.sent()["wechat"].values())


def test_a_picture_in_a_text_that_becomes_a_cover_later_is_sent_once_more_where_the_library_needs_it(
    small: Any,
) -> None:
    small.run()
    small.sent()
    post = small.root / "content/1/index.md"
    text = post.read_text(encoding="utf-8").replace("date:", "cover: p1.png\ndate:")
    post.write_text(text, encoding="utf-8")
    assert small.run().code == 0
    sent = small.sent()
    assert sum(sent["wechat"].values()) == 1
    assert not sent["zhihu"]
