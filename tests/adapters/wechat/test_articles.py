"""What an account has published through the interface, where it may ask."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.contract import Listable
from publisher.errors import Rejected, Throttled
from publisher.model.post import PostKey

LIST = "/cgi-bin/freepublish/batchget"


def publish(world: Any, count: int) -> Any:
    channel = world.channel()
    cover = world.cover(channel)
    for number in range(1, count + 1):
        payload = world.payload(cover, f"<p>第{number}篇的正文。</p>", title=f"题目{number}", summary="")
        world.simulator.publish(channel.create(PostKey(f"p{number}"), payload).id)
    return channel


def test_an_account_without_the_right_is_told_what_to_do_instead(world: Any) -> None:
    channel = world.channel()
    assert isinstance(channel, Listable)
    with pytest.raises(Rejected) as caught:
        list(channel.articles())
    assert caught.value.code == "48001"
    assert "--csv" in caught.value.hint
    assert "publish link" in caught.value.hint


def test_a_verified_account_lists_what_is_public_newest_first(world: Any) -> None:
    world.simulator.account.verified = True
    channel = publish(world, 23)
    found = list(channel.articles())
    assert [article.title for article in found] == [f"题目{number}" for number in range(23, 0, -1)]
    assert all(article.address.startswith("https://mp.weixin.qq.com/s?__biz=") for article in found)
    assert "chksm" not in found[0].address
    assert "第23篇的正文" in found[0].text
    assert found[0].published is not None
    assert len(world.calls(LIST)) == 2


def test_no_more_calls_are_made_than_the_setting_allows(world: Any) -> None:
    world.simulator.account.verified = True
    publish(world, 22)
    assert len(list(world.channel(articles_searched=20).articles())) == 20
    assert len(world.calls(LIST)) == 1


def test_the_days_calls_used_up_end_it_until_tomorrow(world: Any) -> None:
    world.simulator.account.verified = True
    world.simulator.account.quotas[LIST] = 0
    with pytest.raises(Throttled) as caught:
        list(world.channel().articles())
    assert caught.value.stop


def test_an_article_that_was_deleted_is_left_out(world: Any) -> None:
    world.simulator.account.verified = True
    channel = publish(world, 2)
    world.simulator.account.state["articles"][1]["deleted"] = True
    assert [article.title for article in channel.articles()] == ["题目1"]
