"""Addresses of own articles in the sources: whose they are, and which are other people's."""

from __future__ import annotations

import re

from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.planning.match import Confidence, Known, Match
from publisher.planning.mentions import Platform, Told, strengthened, told
from publisher.source.graph import Mention

POSTS = [
    Known(PostKey("rope"), ("理解LLM位置编码:RoPE",)),
    Known(PostKey("mha"), ("理解Attention：从起源到MHA",)),
]
HOME = "https://blog.example.com/"
ZHIHU = Platform("zhihu", lambda url: url if "zhuanlan" in url else "", frozenset({"知乎"}))
WECHAT = Platform("wechat", lambda url: url if "mp.weixin" in url else "", frozenset({"微信公众号"}))
LABELS = frozenset({"博客", "知乎", "微信公众号"})


def leads(url: str) -> PostKey | None:
    return PostKey(url.removeprefix(HOME)) if url.startswith(HOME) else None


def said(markdown: str) -> list[tuple[str, str, str]]:
    found = [
        Mention("a.md", number, url, words)
        for number, line in enumerate(markdown.splitlines(), 1)
        for words, url in re.findall(r"\[([^\]]*)\]\(([^)]*)\)", line)
    ]
    return [
        (each.match.article.address, str(each.match.confidence), ",".join(each.match.posts))
        for each in told(found, POSTS, (ZHIHU, WECHAT), LABELS, leads)
    ]


def test_words_that_are_a_posts_title_say_whose_article_it_is() -> None:
    line = "可参考[《理解Attention:从起源到MHA》](https://zhuanlan.zhihu.com/p/1)。"
    assert said(line) == [("https://zhuanlan.zhihu.com/p/1", "sure", "mha")]


def test_labels_in_a_row_behind_an_own_link_are_that_posts() -> None:
    line = f"已梳理：[博客]({HOME}rope) [知乎](https://zhuanlan/2) [微信公众号](https://mp.weixin/3)"
    assert said(line) == [("https://zhuanlan/2", "sure", "rope"), ("https://mp.weixin/3", "sure", "rope")]


def test_a_label_behind_an_own_link_of_other_words_is_only_likely() -> None:
    assert said(f"[前文]({HOME}rope)（[知乎](https://zhuanlan/2)）") == [
        ("https://zhuanlan/2", "likely", "rope")
    ]


def test_links_to_other_peoples_articles_say_nothing() -> None:
    assert said("引自[知乎一篇文章](https://zhuanlan/9)") == []
    assert said("[知乎](https://zhuanlan/9)") == []
    assert said("[博客](https://zhuanlan/9)里有分析") == []
    assert (
        said(f"[前文]({HOME}rope)和[某人的博客](https://elsewhere.example) [知乎](https://zhuanlan/9)") == []
    )
    assert said(f"[前文]({HOME}rope) [一篇讨论](https://zhuanlan/9) [知乎](https://zhuanlan/8)") == []
    assert said(f"[前文]({HOME}rope)\n[知乎](https://zhuanlan/9)") == []
    assert said("[](https://zhuanlan/9)") == []


def test_a_label_names_its_own_platform_alone() -> None:
    assert said(f"[博客]({HOME}rope) [知乎](https://mp.weixin/3)") == []


def test_what_a_source_says_makes_a_doubtful_match_sure_and_a_sure_one_stands() -> None:
    article = Article("https://zhuanlan/2", "x")
    hint = Match(article, Confidence.SURE, "a.md:3 says so", (PostKey("rope"),))
    unsure = Match(article, Confidence.UNSURE, "2 articles have this title", (PostKey("rope"),))
    likely = Match(article, Confidence.LIKELY, "nearly the same title", (PostKey("rope"),))
    other = Match(article, Confidence.LIKELY, "nearly the same title", (PostKey("mha"),))
    sure = Match(article, Confidence.SURE, "the same title", (PostKey("mha"),))
    assert strengthened(unsure, [hint]).confidence is Confidence.SURE
    assert strengthened(likely, [hint]).confidence is Confidence.SURE
    assert strengthened(sure, [hint]) == sure
    doubtful = strengthened(other, [hint])
    assert (doubtful.confidence, doubtful.posts) == (Confidence.UNSURE, ("mha", "rope"))


def test_sources_that_contradict_each_other_are_unsure() -> None:
    article = Article("https://zhuanlan/2", "x")
    hints = [Match(article, Confidence.SURE, "so", (PostKey(name),)) for name in ("rope", "mha")]
    nothing = Match(article, Confidence.NONE, "")
    assert strengthened(nothing, hints).confidence is Confidence.UNSURE
    assert Told("zhihu", hints[0]).match.posts == ("rope",)
