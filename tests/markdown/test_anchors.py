"""Places within a page: what generators call them, and no false alarm."""

import pytest

from publisher.markdown.anchors import Anchors, anchors, slug
from publisher.markdown.parse import parse

TEXT = """\
# 1、MoE 的 *前世* 与今生：`top-k`

## Attention & 机制

## Résumé

## 重复

## 重复

## 关于 $O(n^2)$ 的复杂度

## 自定 {#my-id}

<a id="here"></a> <a name='there'></a>

<h3 class=x id=bare>字</h3>

脚注[^甲]

[^甲]: 注
"""


def of(text: str, dialect: str = "hexo") -> Anchors:
    return anchors(parse(text, dialect=dialect).document, text, dialect)


@pytest.mark.parametrize(
    "fragment",
    [
        "1、MoE-的-前世-与今生：-top-k",  # hexo-renderer-marked
        "1moe-的-前世-与今生top-k",  # Hugo, GitHub
        "1%E3%80%81MoE-%E7%9A%84-%E5%89%8D%E4%B8%96-%E4%B8%8E%E4%BB%8A%E7%94%9F%EF%BC%9A-top-k",
        "Attention-amp-机制",
        "attention--机制",
        "Resume",
        "résumé",
        "重复",
        "重复-1",
        "关于-O-n-2-的复杂度",
        "关于-n-的复杂度",
        "my-id",
        "here",
        "there",
        "bare",
        "fn:甲",
        "fnref1",
        "top",
        "",
        ":~:text=字",
        "^block-1",
    ],
)
def test_whatever_a_generator_may_call_a_place_is_there(fragment: str) -> None:
    assert of(TEXT).has(fragment)


@pytest.mark.parametrize("fragment", ["重复-7", "没有", "MoE", "my-id-2", "her", "Attention-机制-1"])
def test_what_no_generator_calls_so_is_not(fragment: str) -> None:
    assert not of(TEXT).has(fragment)


def test_footnotes_have_places_only_where_there_are_any() -> None:
    assert not of("## 字").has("fn:1")


@pytest.mark.parametrize("fragment", ["moe", "1-moe-topk", "section"])
def test_ids_of_ascii_alone_belong_to_generators_that_make_them(fragment: str) -> None:
    text = "## 1. MoE\n\n## 1 MoE topk\n\n## 纯中文"
    assert of(text, "jekyll").has(fragment)
    assert of(text).has(fragment) is (fragment == "1-moe-topk")


@pytest.mark.parametrize(
    ("words", "dialect", "made"),
    [
        ("Hello, World!", "hexo", "Hello-World"),
        ("1、MoE 的今生：top-k", "hexo", "1、MoE-的今生：top-k"),
        ("Café (2)", "hexo", "Cafe-2"),
        ("Hello, World!", "hugo", "hello-world"),
        ("1、MoE 的今生", "jekyll", "1moe-的今生"),
        ("snake_case A", "plain", "snake_case-a"),
    ],
)
def test_a_heading_gets_the_id_its_generator_makes(words: str, dialect: str, made: str) -> None:
    assert slug(words, dialect) == made


def test_the_nearest_place_is_named_as_its_generator_does() -> None:
    assert of(TEXT).nearest("attention-机致", "hexo") == "Attention-机制"
    assert of(TEXT).nearest("my-ids", "hexo") == "my-id"
    assert of(TEXT).nearest("毫不相干的地方", "hexo") == ""
