"""Topics: a reminder, or attached where the settings say so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import Rejected
from publisher.model.post import PostKey
from publisher.model.rendition import Rendition
from publisher_zhihu.channel.topics import names_of

KEY = PostKey("post")
SEARCH, TOPICS = "/api/autocomplete/topics", "/topics"


def with_topics(rendition: Rendition, *topics: str) -> Rendition:
    return replace(rendition, fields={**rendition.fields, "topics": list(topics)})


def attached(zhihu: Any) -> tuple[str, ...]:
    (draft,) = zhihu.platform.state["drafts"].values()
    return names_of(draft)


def test_by_default_nothing_is_asked_or_attached(zhihu: Any, rendition: Rendition) -> None:
    zhihu.pushed(zhihu.open(), with_topics(rendition, "数学"))
    assert zhihu.calls("GET", SEARCH) == []
    assert attached(zhihu) == ()


def test_topics_are_found_by_their_exact_names_and_attached(zhihu: Any, rendition: Rendition) -> None:
    zhihu.pushed(zhihu.open(topics="attach"), with_topics(rendition, "数学", "python"))
    assert attached(zhihu) == ("数学", "Python")  # 数学建模 was offered, too
    assert zhihu.calls("POST", TOPICS)[0].headers["referer"].endswith("/edit")
    assert zhihu.platform.violations == []


def test_a_second_push_attaches_only_what_is_new_and_takes_none_off(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open(topics="attach")
    draft = zhihu.pushed(channel, with_topics(rendition, "数学"))
    channel.update(draft, zhihu.payload(channel, with_topics(rendition, "数学", "编程")))
    channel.update(draft, zhihu.payload(channel, with_topics(rendition, "编程")))
    assert attached(zhihu) == ("数学", "编程")
    assert len(zhihu.calls("POST", TOPICS)) == 2


def test_a_topic_that_does_not_exist_fails_the_push_but_not_the_text(
    zhihu: Any, rendition: Rendition
) -> None:
    channel = zhihu.open(topics="attach")
    sent = zhihu.payload(channel, with_topics(rendition, "没有的话题", "数学"))
    draft = channel.create(KEY, sent)
    with pytest.raises(Rejected, match="no topic called «没有的话题»") as caught:
        channel.update(draft, sent)
    assert "the text is there" in caught.value.hint
    assert zhihu.platform.arrived()[0].source == sent.body
    assert attached(zhihu) == ("数学",)


def test_a_refusal_that_stops_the_target_stops_here_too(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open(topics="attach")
    sent = zhihu.payload(channel, with_topics(rendition, "数学"))
    draft = channel.create(KEY, sent)
    zhihu.fault("answer", SEARCH, "GET", status=403, body=b'{"error":{"code":10003,"message":"x"}}')
    with pytest.raises(Rejected) as caught:
        channel.update(draft, sent)
    assert caught.value.stop
    assert zhihu.platform.arrived()[0].source == ""


@pytest.mark.parametrize(
    ("chosen", "told"),
    [("remind", ["choose these topics when you publish: 数学, 编程, Python, 机器学习"]),
     ("attach", ["choose these topics when you publish: 机器学习"])],
)  # fmt: skip
def test_the_plan_reminds_of_those_that_are_left(make: Any, chosen: str, told: list[str]) -> None:
    options = {"zhihu": {"topics": ["数学", "编程", "Python", "机器学习"]}}
    found = make("文", publish=options, settings={"topics": chosen})
    assert [note.detail for note in found.notes if note.kind == "topics"] == told


def test_attaching_makes_a_post_due(make: Any) -> None:
    one, other = (make("文", settings={"topics": chosen}) for chosen in ("remind", "attach"))
    assert one.authored_digest != other.authored_digest
