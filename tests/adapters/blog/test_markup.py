from __future__ import annotations

import pytest

from publisher.markdown.front_matter.abbrlink import abbrlink
from publisher_blog.markup import (
    Picture,
    asset_path,
    asset_tag,
    html_image,
    markdown_address,
    markdown_image,
    path_address,
    shortcode,
)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("大模型算法题(1)", "3345028a"),
        ("LLM长上下文的问题", "c4da56c0"),
        ("", "0"),
        ("大模型算法题(3)", "1736008"),
    ],
)
def test_an_abbrlink_is_what_hexos_plugin_computes(title: str, wanted: str) -> None:
    assert abbrlink(title) == wanted


@pytest.mark.parametrize(
    ("picture", "wanted"),
    [
        (Picture("a.png"), "{% asset_img a.png %}"),
        (Picture("a.png", "alt", "标题 one"), """{% asset_img a.png '"标题 one" "alt"' %}"""),
        (Picture("a.png", "alt"), """{% asset_img a.png '"" "alt"' %}"""),
        (Picture("a.png", "", "300"), """{% asset_img a.png '"300" ""' %}"""),
        (Picture("sub/a.png", width=100, height=20), "{% asset_img sub/a.png 100 20 %}"),
        (Picture("评测 1.png"), "{% asset_img '评测 1.png' %}"),
        (Picture("it's.png"), """{% asset_img "it's.png" %}"""),
        (Picture("a.png", "x", "it's"), r"""{% asset_img a.png "\"it's\" \"x\"" %}"""),
        (Picture("a.png", 'a "b" & <c>'), """{% asset_img a.png '"" "a &quot;b&quot; &amp; &lt;c&gt;"' %}"""),
    ],
)
def test_a_hexo_tag_says_title_and_alt_in_one_argument(picture: Picture, wanted: str) -> None:
    assert asset_tag(picture) == wanted


def test_a_hexo_address_in_html_is_a_tag_too() -> None:
    assert asset_path("a.png") == "{% asset_path a.png %}"


def test_markdown_is_escaped_so_that_it_reads_back() -> None:
    picture = Picture("a", "x [y] *z* $a$", 'q "r"')
    wanted = r"""![x \[y\] \*z\* \$a\$](p%20%281%29.png "q \"r\"")"""
    assert markdown_image(picture, path_address("p (1).png")) == wanted


def test_an_address_keeps_its_own_encoding_and_a_file_name_gets_one() -> None:
    assert markdown_address("http://a/%E5%9B%BE?x=(1)#y") == "http://a/%E5%9B%BE?x=%281%29#y"
    assert path_address("图 100%#?.png") == "图%20100%25%23%3F.png"


def test_a_size_needs_a_shortcode_in_hugo_and_html_in_jekyll() -> None:
    picture = Picture("a b.png", "x", 'q "r"', 100, 20)
    assert (
        shortcode(picture)
        == r'{{< figure src="a b.png" alt="x" caption="q \"r\"" width="100" height="20" >}}'
    )
    assert html_image(picture, "/a%20b.png") == (
        '<img src="/a%20b.png" alt="x" title="q &quot;r&quot;" width="100" height="20">'
    )
