"""Which article is which post: by title, by words, by date, and never twice."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from publisher.model.article import Article
from publisher.model.post import PostKey
from publisher.planning.match import Confidence, Known, Match, match, settled
from publisher.planning.titles import key, numbers, series

WORDS = "注意力机制让每个位置都能看到整个序列，代价是平方的显存。多头把它分成几份，各看各的，再拼回一起。"
OTHER = "位置编码告诉模型词的先后。旋转位置编码把位置写进查询与键的夹角里，因此只与相对距离有关，外推更稳。"
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def post(name: str, *titles: str, date: datetime | None = None) -> Known:
    return Known(PostKey(name), titles or (name,), date)


def article(title: str, text: str = "", number: int = 1, date: datetime | None = None) -> Article:
    return Article(f"https://zhuanlan.zhihu.com/p/{number}", title, text, date)


def matched(
    posts: list[Known], articles: list[Article], texts: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    return match(posts, articles, lambda one: (texts or {}).get(one, ""))


def only(posts: list[Known], one: Article, texts: Mapping[str, str] | None = None) -> tuple[str, list[str]]:
    found = matched(posts, [one], texts)[0]
    return str(found.confidence), list(found.posts)


# ── titles ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "理解Attention:从起源到MHA,MQA和GQA",
        "《理解Attention：从起源到MHA，MQA和GQA》",
        "「理解 attention — 从起源到 MHA、MQA 和 GQA」",
        "理解Ａttention：从起源到MHA,MQA和GQA ",
    ],
)
def test_punctuation_brackets_width_and_case_make_no_other_title(title: str) -> None:
    assert key(title) == key("理解Attention:从起源到MHA,MQA和GQA")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("大模型算法题(3)", 3),
        ("大模型算法题（三）", 3),
        ("大模型算法题【12】", 12),
        ("大模型算法题 第十二篇", 12),
        ("大模型面试·下", 3),
        ("笔记（上）", 1),
        ("Attention, Part II", 2),
        ("读论文-4", 4),
        ("Qwen2.5技术报告", None),
        ("Llama3.1", None),
        ("理解RoPE", None),
    ],
)
def test_a_place_in_a_series_is_read_however_it_is_written(title: str, part: int | None) -> None:
    assert series(title) == part


def test_two_spellings_of_one_part_are_one_title_and_two_parts_are_not() -> None:
    assert key("大模型算法题(2)") == key("大模型算法题（二）")
    assert key("大模型算法题(1)") != key("大模型算法题(2)")
    assert key("Qwen2.5") != key("Qwen25")
    assert numbers("Qwen2.5解读（二）") == ("2.5", "2")


def test_one_post_and_one_article_of_a_title_are_sure() -> None:
    assert only([post("a", "甲篇"), post("b", "乙篇")], article("《甲篇》")) == ("sure", ["a"])


def test_a_title_the_post_had_when_it_was_pushed_counts_too() -> None:
    assert only([post("a", "现在的题", "从前的题")], article("从前的题")) == ("sure", ["a"])


def test_an_article_of_nobodys_title_and_words_matches_nothing() -> None:
    found = matched([post("a", "甲篇")], [article("完全无关的一篇", WORDS)], {"a": OTHER})[0]
    assert (found.confidence, found.posts) == (Confidence.NONE, ())
    assert found.reason


def test_a_title_of_signs_alone_matches_nothing() -> None:
    assert only([post("a", "！！！")], article("???")) == ("none", [])


def test_one_part_of_a_series_is_never_another_whatever_its_words() -> None:
    posts = [post("one", "大模型算法题(1)")]
    for title in ("大模型算法题(2)", "大模型算法题（二）", "重写的题目（二）"):
        assert only(posts, article(title, WORDS * 3), {"one": WORDS * 3}) == ("none", [])


def test_each_part_of_a_series_finds_its_own_post() -> None:
    posts = [post(str(n), f"大模型算法题({n})") for n in range(1, 10)]
    found = matched(
        posts,
        [article(f"大模型算法题（{sign}）", number=n) for n, sign in enumerate("一二三四五六七八九", 1)],
    )
    assert [(str(each.confidence), each.posts) for each in found] == [
        ("sure", (str(n),)) for n in range(1, 10)
    ]


def test_two_articles_of_one_title_are_unsure_and_both_are_shown() -> None:
    found = matched([post("a", "甲篇")], [article("甲篇", number=1), article("甲篇。", number=2)])
    assert [(str(each.confidence), each.posts) for each in found] == [("unsure", ("a",))] * 2
    assert "2 articles" in found[0].reason


def test_of_two_posts_with_one_title_the_words_tell() -> None:
    posts = [post("a", "年终总结"), post("b", "年终总结")]
    assert only(posts, article("年终总结", OTHER), {"a": WORDS, "b": OTHER}) == ("likely", ["b"])


def test_of_two_posts_with_one_title_the_nearest_date_tells_where_words_do_not() -> None:
    posts = [post("a", "年终总结", date=DAY), post("b", "年终总结", date=DAY - timedelta(days=365))]
    assert only(posts, article("年终总结", date=DAY + timedelta(days=2))) == ("likely", ["a"])
    assert only(posts, article("年终总结", date=DAY + timedelta(days=180))) == ("unsure", ["a", "b"])
    assert only(posts, article("年终总结")) == ("unsure", ["a", "b"])


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def test_an_article_of_another_title_is_likely_by_its_words() -> None:
    posts = [post("a", "注意力"), post("b", "位置编码")]
    found = matched(posts, [article("三分钟看懂 Transformer", WORDS)], {"a": WORDS + OTHER[:20], "b": OTHER})[
        0
    ]
    assert (str(found.confidence), found.posts) == ("likely", ("a",))
    assert "%" in found.reason


def test_an_excerpt_is_enough() -> None:
    long = "".join(f"第{n}段讲了第{n * 7}件事，与别处都不同。" for n in range(300))
    posts = [post("a", "长文"), post("b", "位置编码")]
    assert only(posts, article("换了题目", long[400:520]), {"a": long, "b": OTHER}) == ("likely", ["a"])


def test_markup_formulas_and_line_breaks_of_the_source_do_not_matter() -> None:
    source = (
        WORDS.replace("注意力机制", "**注意力机制**").replace("，", "，\n\n> ")
        + "\n[链接](https://a.example/b)"
    )
    assert only([post("a", "甲")], article("乙", WORDS), {"a": source}) == ("likely", ["a"])


def test_nearly_the_same_title_and_the_same_words_are_sure() -> None:
    posts = [post("a", "理解LLM位置编码：RoPE"), post("b", "理解注意力")]
    one = article("【大模型】理解LLM位置编码：RoPE", OTHER)
    assert only(posts, one, {"a": OTHER, "b": WORDS}) == ("sure", ["a"])


def test_titles_that_differ_by_a_name_or_a_number_are_not_nearly_the_same() -> None:
    posts = [post("a", "大模型偏好对齐与优化的方法：DPO"), post("b", "最近阅读的论文2：多模态")]
    assert only(posts, article("大模型偏好对齐与优化的方法：IPO")) == ("none", [])
    assert only(posts, article("最近阅读的论文3：多模态")) == ("none", [])


def test_nearly_the_same_title_alone_is_likely() -> None:
    posts = [post("a", "理解LLM位置编码：RoPE"), post("b", "苹果的模型")]
    assert only(posts, article("理解LLM的位置编码：RoPE")) == ("likely", ["a"])


def test_quite_other_words_speak_against_a_title_that_is_nearly_the_same() -> None:
    posts = [post("a", "理解LLM位置编码：RoPE")]
    mine, others = ("".join(f"第{n}段说{sign}{n * 31}。" for n in range(80)) for sign in ("频率", "相位"))
    assert only(posts, article("理解LLM的位置编码：RoPE", others), {"a": mine}) == ("none", [])
    assert only(posts, article("理解LLM的位置编码：RoPE", mine), {"a": mine}) == ("sure", ["a"])


def test_a_list_of_other_posts_in_every_post_is_no_evidence() -> None:
    titles = [f"第{n}个题目说的是{chr(0x4E00 + n * 37)}{chr(0x5E00 + n * 41)}这件事情" for n in range(60)]
    footer = "".join(titles)
    posts = [post(str(n), title) for n, title in enumerate(titles)]
    texts = {str(n): f"{chr(0x6000 + n * 13)}" * 40 + footer for n in range(60)}
    assert only(posts, article("别人转的目录", footer), texts)[0] in {"none", "unsure"}


def test_words_that_are_in_two_posts_alike_are_unsure_until_a_date_tells() -> None:
    early, late = DAY - timedelta(days=300), DAY
    posts = [post("a", "初稿", date=early), post("b", "定稿", date=late)]
    texts = {"a": WORDS, "b": WORDS}
    assert only(posts, article("发表的", WORDS), texts) == ("unsure", ["a", "b"])
    assert only(posts, article("发表的", WORDS, date=late), texts) == ("likely", ["b"])


def test_texts_are_asked_for_only_where_titles_do_not_tell() -> None:
    def text(one: PostKey) -> str:
        raise AssertionError(one)

    found = match([post("a", "甲篇"), post("b", "乙篇")], [article("甲篇", WORDS)], text)
    assert found[0].confidence is Confidence.SURE


# ── one to one ──────────────────────────────────────────────────────────────────────────────────


def test_a_post_that_surely_is_one_article_is_likely_no_other() -> None:
    found = matched(
        [post("a", "理解LLM位置编码RoPE", "理解大模型位置编码RoPE")],
        [article("理解LLM位置编码RoPE", number=1), article("理解大模型位置编码RoPE", number=2)],
    )
    assert {str(each.confidence) for each in found} == {"unsure"}
    sure, likely = (
        Match(article("x", number=n), how, "so", (PostKey("a"),))
        for n, how in ((1, Confidence.SURE), (2, Confidence.LIKELY))
    )
    assert [each.confidence for each in settled([likely, sure])] == [Confidence.UNSURE, Confidence.SURE]


def test_the_order_of_articles_changes_nothing() -> None:
    posts = [post(str(n), f"题目{n}", date=DAY + timedelta(days=n)) for n in range(30)]
    articles = [article(f"题目{n}", number=n) for n in range(40)]
    shuffled = random.Random(7).sample(articles, len(articles))
    found = {each.article: each for each in matched(posts, articles)}
    assert {each.article: each for each in matched(posts, shuffled)} == found


def test_a_thousand_posts_and_a_thousand_articles_take_a_moment() -> None:
    rng = random.Random(11)
    signs = [chr(0x4E00 + n) for n in range(3000)]
    texts = {str(n): "".join(rng.choices(signs, k=2000)) for n in range(1000)}
    posts = [post(str(n), "".join(rng.choices(signs, k=14))) for n in range(1000)]
    articles = [
        article(each.titles[0] if n % 4 else f"改题{n}", texts[each.key][300:420], number=n)
        for n, each in enumerate(posts)
    ]
    began = time.perf_counter()
    found = matched(posts, articles, texts)
    assert time.perf_counter() - began < 4.0  # a second on a quiet machine
    assert all(each.posts == (str(n),) for n, each in enumerate(found))
    assert {str(each.confidence) for each in found} == {"sure", "likely"}
