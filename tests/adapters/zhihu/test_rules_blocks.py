"""Zhihu's dialect rule by rule, R10 to R26: what stands around text, and beside it (lists: test_lists)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.model.rendition import Rendition

Html = Callable[..., str]
Make = Callable[..., Rendition]
Noted = Callable[..., list[tuple[str, int]]]
Image = Callable[..., str]
COVER = "asset:" + "c" * 64
SUP = (
    '<sup data-text="{}" data-url="{}" data-draft-node="inline" data-draft-type="reference" '
    'data-numero="{}">[{}]</sup>'
)
CARD = (
    '<a data-draft-node="block" data-draft-type="link-card" href="{}" data-draft-title="{}" '
    'data-draft-cover="">{}</a>'
)


def picture(caption: str = "", size: str = "normal", ref: str = COVER) -> str:
    return (
        f'<img src="{ref}" data-caption="{caption}" data-size="{size}" data-rawwidth="640" '
        f'data-rawheight="480" data-watermark="original" data-original-src="{ref}" data-watermark-src="" '
        'data-private-watermark-src="">'
    )


def test_r10_a_quote_is_lines_and_inner_quotes_are_flattened(html: Html, noted: Noted) -> None:
    markdown = "> 一\n>\n> 二  \n> 三\n>\n> > 四"
    assert html(markdown) == "<blockquote>一<br>二<br>三<br>四</blockquote>"
    assert noted(markdown) == [("quote-nested", 1)]


def test_r10_a_list_in_a_quote_is_lines_with_typed_signs(html: Html) -> None:
    body = html("> 引\n> 1. 一\n>    - 甲\n> 2. 二")
    assert body == "<blockquote>引<br>1. 一<br>\u3000• 甲<br>2. 二</blockquote>"


def test_r10_what_a_quote_cannot_hold_leaves_it_and_it_goes_on(
    html: Html, noted: Noted, image: Image
) -> None:
    markdown = "> 前\n>\n> ```c\n> x\n> ```\n>\n> 中\n>\n> $$y$$\n>\n> 后"
    assert html(markdown) == (
        '<blockquote>前</blockquote><pre lang="c">x</pre><blockquote>中</blockquote>'
        f"<p>{image('y', 2)}</p><blockquote>后</blockquote>"
    )
    assert noted(markdown) == [("quote-split", 1)]


def test_r11_a_rule_is_hr(html: Html) -> None:
    assert html("***") == "<hr>"


def test_r15_a_table_has_its_data_attributes_and_no_thead(html: Html, image: Image) -> None:
    body = html("|名|值|\n|-|-|\n|`a`|$|x|$|\n")
    assert body == (
        '<table data-draft-node="block" data-draft-type="table" data-size="normal" '
        'data-row-style="normal"><tbody><tr><th>名</th><th>值</th></tr>'
        f"<tr><td><code>a</code></td><td>{image('|x|')}</td></tr></tbody></table>"
    )


def test_r15_rows_are_of_one_length_and_spans_are_filled_up(html: Html) -> None:
    body = html("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>")
    assert "<tr><td>甲</td><td>1</td></tr><tr><td></td><td>2</td></tr>" in body


def test_r15_a_caption_is_a_bold_line_above(html: Html) -> None:
    body = html("<table><caption>表<b>一</b></caption><tr><td>a</td></tr></table>")
    assert body.startswith("<p><b>表一</b></p><table ")


def test_r15_lost_alignment_is_told_only_where_it_tells_columns_apart(noted: Noted) -> None:
    assert noted("|a|b|\n|:-|-:|\n|1|2|") == [("table-align", 1)]
    assert noted("|a|b|\n|:-:|:-:|\n|1|2|") == []


def test_r15_formulas_in_cells_stand_in_line_with_a_word_of_doubt(html: Html, noted: Noted) -> None:
    markdown = "|a|\n|-|\n|$$x$$|"
    assert '<td><img eeimg="1"' in html(markdown)
    assert noted(markdown) == [("table-formula", 1), ("formula-in-line", 3)]


def test_r15_a_picture_in_a_cell_follows_the_table_under_the_same_name(html: Html, noted: Noted) -> None:
    markdown = "|a|\n|-|\n|甲![曲线](cover.png)乙|"
    assert "<td>甲（图 1）乙</td>" in html(markdown)
    assert html(markdown).endswith("</table>" + picture("（图 1）曲线"))
    assert noted(markdown) == [("table-picture", 1)]


def test_r15_a_table_of_pictures_is_its_pictures(html: Html) -> None:
    assert html("|![](cover.png)|![](cover.png)|\n|-|-|\n") == picture() * 2


def test_r16_only_web_addresses_stay_links(make: Make) -> None:
    rendition = make(
        "[写信](mailto:me@example.com)\n\n[上文](#above)\n\n[打](tel:+8610) [点](javascript:alert(1))\n\n"
        "[另一篇](other.html)\n\n<https://a.example>"
    )
    assert rendition.body == (
        "<p>写信（me@example.com）</p><p>上文</p><p>打（+8610） 点</p>"
        '<p><a href="https://blog.example.com/other.html">另一篇</a></p>'
        '<p><a href="https://a.example">https://a.example</a></p>'
    )
    forms = [(link.form, link.url) for link in rendition.links]
    assert ("text", "tel:+8610") in forms
    assert ("live", "https://a.example") in forms
    told = [(note.kind, note.line) for note in rendition.notes if note.kind.startswith("link")]
    assert told == [("link", 1), ("link-in-page", 3), ("link", 5)]


def test_r17_a_link_alone_becomes_a_card_only_when_asked(make: Make, html: Html) -> None:
    alone = "[甲 & 乙](https://a.example/x)"
    assert html(alone) == '<p><a href="https://a.example/x">甲 &amp; 乙</a></p>'
    card = CARD.format("https://a.example/x", "甲 &amp; 乙", "甲 &amp; 乙")
    carded = make(alone, settings={"cards": True})
    assert carded.body == card
    assert [use.form for use in (*make(alone).links, *carded.links)] == ["live", "card"]


def test_r17_a_link_alone_on_its_line_stands_alone(html: Html) -> None:
    lines = "看：\n[一](https://a.example/1)\n[二](https://a.example/2)\n还有[三](https://a.example/3)"
    third = '<p>还有<a href="https://a.example/3">三</a></p>'
    assert html(lines) == (
        '<p>看：</p><p><a href="https://a.example/1">一</a></p>'
        f'<p><a href="https://a.example/2">二</a></p>{third}'
    )
    cards = "".join(CARD.format(f"https://a.example/{n}", name, name) for n, name in ((1, "一"), (2, "二")))
    assert html(lines, settings={"cards": True}) == f"<p>看：</p>{cards}{third}"


def test_r17_no_card_stands_in_a_list_or_quote(html: Html) -> None:
    body = html("- [一](https://a.example)\n\n> [二](https://b.example)", settings={"cards": True})
    assert "link-card" not in body


def test_r19_footnotes_are_numbered_by_first_use_and_reused(html: Html) -> None:
    body = html("一[^b]二[^a]三[^b]\n\n[^a]: 甲\n[^b]: 见[论文](https://a.example)。\n")
    b, a = SUP.format("见论文。", "https://a.example", 1, 1), SUP.format("甲", "", 2, 2)
    assert body == f"<p>一{b}二{a}三{b}</p>"


def test_r19_a_note_that_text_cannot_carry_is_printed_at_the_end(html: Html, noted: Noted) -> None:
    markdown = "文[^f]\n\n[^f]: 因为 $x>0$\n"
    assert 'data-text="见文末注 1"' in html(markdown)
    assert "<p>注 1：因为 <img" in html(markdown)
    assert noted(markdown) == [("footnote-at-end", 3)]


def test_r19_further_addresses_of_a_note_stand_in_its_text(html: Html) -> None:
    body = html("文[^f]\n\n[^f]: [甲](https://a.example)[乙](https://b.example)\n")
    assert 'data-text="甲乙（https://b.example）" data-url="https://a.example"' in body


def test_r21_a_picture_is_a_block_with_its_size_and_caption(html: Html) -> None:
    assert html("![无](cover.png '图\"一\"')") == picture("图&quot;一&quot;")


@pytest.mark.parametrize(("width", "size"), [(0, "normal"), (200, "small"), (344, "small"), (345, "normal")])
def test_r21_a_picture_narrower_than_half_the_column_is_small(
    html: Html, noted: Noted, width: int, size: str
) -> None:
    markdown = f'<img src="cover.png" width="{width}">' if width else "![](cover.png)"
    assert html(markdown) == picture(size=size)
    assert noted(markdown) == ([("picture-size", 1)] if width else [])


def test_r21_a_picture_within_text_is_lifted_out(html: Html, noted: Noted) -> None:
    assert html('前![](cover.png "题")后') == f"<p>前</p>{picture('题')}<p>后</p>"
    assert noted("一\n\n前![](cover.png)后") == [("picture-in-text", 3)]


def test_r21_a_picture_on_a_line_of_its_own_needs_no_note(html: Html, noted: Noted) -> None:
    markdown = "前\n![](cover.png)\n后"
    assert html(markdown) == f"<p>前</p>{picture()}<p>后</p>"
    assert noted(markdown) == []


def test_r21_a_linked_picture_keeps_its_link_beneath_it(html: Html) -> None:
    body = html("[![徽章](cover.png)](https://a.example)")
    assert body == picture() + '<p><a href="https://a.example">徽章</a></p>'


def test_r21_a_line_beneath_a_centred_picture_is_its_caption(html: Html, noted: Noted) -> None:
    markdown = '<center><img src="cover.png"><br>图 1</center>'
    assert html(markdown) == picture("图 1")
    assert noted(markdown) == []


def test_r21_a_caption_with_a_formula_is_a_line_beneath(html: Html, noted: Noted, image: Image) -> None:
    markdown = "<center>\n\n![](cover.png)\n\n当 $n$\n\n</center>"
    assert html(markdown) == f"{picture()}<p>当 {image('n')}</p>"
    assert noted(markdown) == [("caption-below", 3)]


def test_r22_a_callout_is_a_quote_under_a_bold_title(html: Html, noted: Noted) -> None:
    assert html("> [!WARNING]\n> 小心") == "<blockquote><b>警告</b><br>小心</blockquote>"
    assert html("> [!NOTE] 自己的**题**\n> 文") == "<blockquote><b>自己的题</b><br>文</blockquote>"
    assert noted("> [!NOTE]\n> 文") == [("alert", 1)]


def test_r23_a_diagram_is_a_picture_about_as_large_as_it_was_drawn(make: Make) -> None:
    rendition = make("```mermaid\ngraph LR\n```")
    ((ref, asset),) = rendition.assets.items()
    sized = picture(size="small", ref=ref).replace("640", str(asset.width)).replace("480", str(asset.height))
    assert rendition.body == sized
    assert "picture-size" not in {note.kind for note in rendition.notes}


def test_r23_a_diagram_nobody_can_draw_stays_code_with_a_note(make: Make) -> None:
    rendition = make("一\n\n```plantuml\na -> b\n```")
    assert rendition.body == '<p>一</p><pre lang="plantuml">a -&gt; b</pre>'
    assert [note.line for note in rendition.notes] == [3]


def test_r23_embedded_pages_become_links_and_scripts_nothing(html: Html) -> None:
    body = html('<iframe src="https://v.example/1"></iframe>\n\n<script>alert(1)</script>\n\n文')
    assert body == '<p><a href="https://v.example/1">https://v.example/1</a></p><p>文</p>'


def test_r24_containers_are_unwrapped(html: Html, noted: Noted) -> None:
    assert (
        html("<div class=x><section>\n\n中\n\n</section></div>\n\n<!-- 注 -->\n\n后") == "<p>中</p><p>后</p>"
    )
    folded = "<details><summary>要<b>点</b></summary>\n\n详情\n\n</details>"
    assert html(folded) == "<p><b>要点</b></p><p>详情</p>"
    assert noted(folded) == [("details-open", 1)]
    assert html("<center>中</center>") == "<p>中</p>"
    assert noted("<center>中</center>") == [("alignment", 1)]


def test_r24_a_definition_is_a_bold_term_and_what_is_said_of_it(html: Html, noted: Noted) -> None:
    assert html("**词**\n: 义\n: 又义") == "<p><b>词</b></p><p>义</p><p>又义</p>"
    assert noted("词\n: 义") == [("definition-list", 1)]


def test_r25_the_table_of_contents_is_a_field_and_a_post_decides(make: Make) -> None:
    assert make("文").fields["table_of_contents"] is False
    asked = make("文", publish={"zhihu": {"toc": True, "topics": ["数学"]}})
    assert asked.fields == {"topics": ["数学"], "table_of_contents": True, "can_reward": False}
    assert [note.kind for note in asked.notes] == ["topics"]
    assert asked.authored_digest != make("文").authored_digest


def test_r25_a_marker_in_the_text_asks_for_it_and_is_not_printed(make: Make) -> None:
    marked = make("[TOC]\n\n# 一\n")
    assert marked.body == "<h2>一</h2>"
    assert marked.fields["table_of_contents"] is True
    assert [(note.kind, note.line) for note in marked.notes] == [("toc", 1)]
    refused = make("[TOC]\n\n# 一\n", publish={"zhihu": {"toc": False}})
    assert refused.fields["table_of_contents"] is False


def test_r26_unicode_emoji_pass_as_text(html: Html) -> None:
    assert html("好🎉👩‍💻") == "<p>好🎉👩‍💻</p>"
