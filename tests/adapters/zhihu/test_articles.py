"""The account's published articles, from either of Zhihu's lists."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.contract import Listable
from publisher.errors import Rejected
from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.model.rendition import Payload, Rendition
from publisher.sandbox.kit import Fault
from publisher_zhihu.simulator import Simulator

LIST = "/www/api/v4/creators/creations/v2/article"


def publish(zhihu: Any, channel: Any, count: int) -> None:
    for number in range(1, count + 1):
        body = f"<p>第{number}篇的正文。</p>"
        rendition = Rendition(
            target="zhihu",
            key=PostKey(f"p{number}"),
            title=f"题目{number}",
            body=body,
            format="html",
            authored="",
            text="",
        )
        draft = channel.create(PostKey(f"p{number}"), Payload(rendition, body))
        zhihu.platform.publish(channel.update(draft, Payload(rendition, body)).id)


@pytest.mark.parametrize("name", ["creator", "member"])
def test_published_articles_are_listed_newest_first_over_all_pages(
    zhihu: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Simulator, "signed", frozenset())
    channel = zhihu.open(article_list=name)
    assert isinstance(channel, Listable)
    publish(zhihu, channel, 23)
    channel.create(PostKey("d"), _blank())
    found = list(channel.articles())
    assert [article.title for article in found] == [f"题目{number}" for number in range(23, 0, -1)]
    assert found[0].address.startswith("https://zhuanlan.zhihu.com/p/")
    assert "第23篇的正文" in found[0].text
    assert found[0].published is not None


def test_no_more_are_asked_for_than_the_setting_allows(zhihu: Any) -> None:
    channel = zhihu.open(articles_searched=20)
    publish(zhihu, channel, 22)
    assert len(list(channel.articles())) == 20
    assert sum(call.path == LIST for call in zhihu.server.log) == 1


def test_numbers_for_ids_are_no_trouble(zhihu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Simulator, "signed", frozenset())
    monkeypatch.setattr(Simulator, "numeric_ids", True)
    channel = zhihu.open(article_list="member")
    publish(zhihu, channel, 1)
    assert next(channel.articles()).address == "https://zhuanlan.zhihu.com/p/1923542694602474001"


@pytest.mark.parametrize(("name", "other"), [("creator", "member"), ("member", "creator")])
def test_a_list_that_wants_a_signature_is_refused_with_what_to_do(
    zhihu: Any, monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    monkeypatch.setattr(Simulator, "signed", frozenset({"creator", "member"}))
    with pytest.raises(Rejected, match="10003") as caught:
        list(zhihu.open(article_list=name).articles())
    assert f'article_list = "{other}"' in caught.value.hint
    assert "publish link" in caught.value.hint


def test_answers_of_another_form_end_the_list_and_no_more(zhihu: Any) -> None:
    entries = b'{"id": "x1", "title": "no"}, 7, {"data": {"id": 12, "title": null}}'
    odd = b'{"data": [' + entries + b'], "paging": {"is_end": false}}'
    zhihu.server.faults("zhihu").append(
        Fault(kind="answer", status=200, body=odd, when=_listing, headers=JSON)
    )
    zhihu.server.faults("zhihu").append(
        Fault(kind="answer", status=200, body=b"[]", when=_listing, headers=JSON)
    )
    assert list(zhihu.open().articles()) == [Article("https://zhuanlan.zhihu.com/p/12", "")]


JSON = {"content-type": "application/json"}


def _listing(request: Any) -> bool:
    return bool(request.path == LIST)


def _blank() -> Payload:
    return Payload(
        Rendition(
            target="zhihu", key=PostKey("d"), title="草稿", body="", format="html", authored="", text=""
        ),
        "",
    )
