"""One test per rule of Zhihu's dialect, from R10 on: what stands around and within text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from publisher.model.post import Note
from publisher.model.rendition import Rendition
from publisher.model.tree import (
    Alert,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Division,
    Figure,
    Footnote,
    FootnoteRef,
    Footnotes,
    HardBreak,
    Image,
    Inline,
    Link,
    Math,
    MathBlock,
    More,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    ThematicBreak,
)

Html = Callable[..., str]
Make = Callable[..., Rendition]
COVER = "asset:" + "c" * 64


def p(*parts: Inline | str) -> Paragraph:
    return Paragraph(inlines=tuple(Text(text=x) if isinstance(x, str) else x for x in parts))


def words(*parts: str) -> tuple[Text, ...]:
    return tuple(Text(text=part) for part in parts)


def picture(**more: Any) -> Image:
    return Image(src="cover.png", asset=COVER, **more)


def kinds(notes: Iterable[Note]) -> set[str]:
    return {note.kind for note in notes}


def test_r10_a_quote_is_lines_and_inner_quotes_are_flattened(html: Html) -> None:
    body = html(Quote(blocks=(p("一"), p("二", HardBreak(), "三"), Quote(blocks=(p("四"),)))))
    assert body == "<blockquote>一<br>二<br>三<br>四</blockquote>"


def test_r11_a_rule_is_hr(html: Html) -> None:
    assert html(ThematicBreak()) == "<hr>"


def test_r15_a_table_has_its_data_attributes_and_no_thead(html: Html) -> None:
    head = Row(cells=(Cell(inlines=words("名"), align="center"), Cell(inlines=words("值"))))
    row = Row(cells=(Cell(inlines=(Code(text="a"),)), Cell(inlines=(Math(tex="x^2"),))))
    body = html(Table(head=head, rows=(row,), caption=words("表一")))
    assert body.startswith(
        '<p><b>表一</b></p><table data-draft-node="block" data-draft-type="table" '
        'data-size="normal" data-row-style="normal"><tbody><tr><th>名</th><th>值</th></tr>'
        "<tr><td><code>a</code>"
    )
    assert "thead" not in body
    assert 'eeimg="1"' in body


def test_r15_a_picture_in_a_cell_follows_the_table_under_the_same_name(html: Html) -> None:
    body = html(Table(rows=(Row(cells=(Cell(inlines=(*words("甲"), picture(alt="曲线"))),)),)))
    assert "<td>甲（图 1）</td>" in body
    assert 'data-caption="（图 1）曲线"' in body.partition("</table>")[2]


def test_r16_only_web_addresses_stay_links(make: Make) -> None:
    rendition = make(
        p(Link(url="mailto:me@example.com", inlines=words("写信"))),
        p(Link(url="#above", inlines=words("上文"))),
        p(Link(url="javascript:alert(1)", inlines=words("点"))),
        p(Link(url="other.html", inlines=words("另一篇"))),
        p(Link(url="https://a.example", auto=True)),
    )
    assert rendition.body == (
        "<p>写信（me@example.com）</p><p>上文</p><p>点</p>"
        '<p><a href="https://blog.example.com/other.html">另一篇</a></p>'
        '<p><a href="https://a.example">https://a.example</a></p>'
    )
    forms = [(link.form, link.url) for link in rendition.links]
    assert ("text", "javascript:alert(1)") in forms
    assert ("live", "https://a.example") in forms
    assert len([note for note in rendition.notes if note.kind == "link"]) == 3


def test_r17_a_link_alone_becomes_a_card_only_when_asked(html: Html) -> None:
    alone = p(Link(url="https://a.example/x", inlines=words("甲 & 乙")))
    assert html(alone) == '<p><a href="https://a.example/x">甲 &amp; 乙</a></p>'
    assert html(alone, settings={"cards": True}) == (
        '<a data-draft-node="block" data-draft-type="link-card" href="https://a.example/x" '
        'data-draft-title="甲 &amp; 乙" data-draft-cover="">甲 &amp; 乙</a>'
    )


def test_r19_footnotes_are_numbered_by_first_use_and_reused(html: Html) -> None:
    link = Link(url="https://a.example", inlines=words("论文"))
    notes = Footnotes(
        notes=(
            Footnote(label="a", number=1, blocks=(p("甲"),)),
            Footnote(label="b", number=2, blocks=(p("见", link, "。"),)),
        )
    )
    ref = FootnoteRef(label="b", number=2)
    body = html(p("一", ref, "二", FootnoteRef(label="a", number=1), "三", ref), notes)
    sup = (
        '<sup data-text="{}" data-url="{}" data-draft-node="inline" data-draft-type="reference" '
        'data-numero="{}">[{}]</sup>'
    )
    b, a = sup.format("见论文。", "https://a.example", 1, 1), sup.format("甲", "", 2, 2)
    assert body == f"<p>一{b}二{a}三{b}</p>"


def test_r19_a_note_that_text_cannot_carry_is_printed_at_the_end(html: Html) -> None:
    notes = Footnotes(notes=(Footnote(label="f", number=1, blocks=(p("因为", Math(tex="x>0")),)),))
    body = html(p("文", FootnoteRef(label="f", number=1)), notes)
    assert 'data-text="见文末注 1"' in body
    assert body.endswith('alt="x&gt;0"></p>')
    assert "<p>注 1：因为<img" in body


def test_r19_further_addresses_of_a_note_stand_in_its_text(html: Html) -> None:
    links = (
        Link(url="https://a.example", inlines=words("甲")),
        Link(url="https://b.example", inlines=words("乙")),
    )
    notes = Footnotes(notes=(Footnote(label="f", number=1, blocks=(p(*links),)),))
    body = html(p("文", FootnoteRef(label="f", number=1)), notes)
    assert 'data-text="甲乙（https://b.example）" data-url="https://a.example"' in body


def test_r20_a_formula_carries_its_tex_in_alt_and_percent_encoded(html: Html) -> None:
    tex = r"\begin{matrix} a & b \\ c & d \end{matrix} < \text{中文} + 1"
    body = html(p("式", Math(tex=tex)))
    assert f'alt="{tex.replace("&", "&amp;").replace("<", "&lt;")}"' in body
    encoded = body.partition("equation?tex=")[2].partition('"')[0]
    assert unquote(encoded) == tex
    assert not set("&+#< ") & set(encoded)
    assert 'eeimg="1"' in body


def test_r20_a_display_formula_is_kind_2_alone_in_its_paragraph(html: Html) -> None:
    alone = '<p><img eeimg="2" src="//www.zhihu.com/equation?tex=x" alt="x"></p>'
    assert html(MathBlock(tex="x")) == alone
    assert html(p("前", Math(tex="x", display=True), "后")) == f"<p>前</p>{alone}<p>后</p>"


def test_r20_a_display_formula_splits_bold_text_and_keeps_it_bold(html: Html) -> None:
    body = html(p(Strong(inlines=(*words("前"), Math(tex="x", display=True), *words("后")))))
    assert body.startswith("<p><b>前</b></p><p><img")
    assert body.endswith("</p><p><b>后</b></p>")


def test_r21_a_picture_is_a_block_with_its_size_and_caption(html: Html) -> None:
    figure = Figure(image=picture(), caption=words('图"一"'))
    assert html(figure) == (
        f'<img src="{COVER}" data-caption="图&quot;一&quot;" data-size="normal" data-rawwidth="640" '
        f'data-rawheight="480" data-watermark="original" data-original-src="{COVER}" data-watermark-src="" '
        'data-private-watermark-src="">'
    )


def test_r21_a_picture_within_text_is_lifted_out(make: Make) -> None:
    rendition = make(p("前", picture(title="题"), "后"))
    assert rendition.body.startswith("<p>前</p><img src=")
    assert rendition.body.endswith("<p>后</p>")
    assert 'data-caption="题"' in rendition.body
    assert "picture" in kinds(rendition.notes)


def test_r21_a_linked_picture_keeps_its_link_beneath_it(html: Html) -> None:
    body = html(p(Link(url="https://a.example", inlines=(picture(alt="徽章"),))))
    assert body.endswith('<p><a href="https://a.example">徽章</a></p>')


def test_r21_a_caption_with_a_formula_is_a_line_of_its_own(html: Html) -> None:
    body = html(Figure(image=picture(), caption=(*words("当 "), Math(tex="n"))))
    assert 'data-caption=""' in body
    assert body.endswith('alt="n"></p>')


def test_r22_a_callout_is_a_quote_under_a_bold_title(html: Html) -> None:
    assert html(Alert(kind="warning", blocks=(p("小心"),))) == "<blockquote><b>警告</b><br>小心</blockquote>"
    named = Alert(kind="note", title=words("题"), blocks=(p("文"),))
    assert html(named) == "<blockquote><b>题</b><br>文</blockquote>"


def test_r24_containers_are_unwrapped(html: Html) -> None:
    assert html(Division(align="center", blocks=(p("中"),)), More(), p("后")) == "<p>中</p><p>后</p>"
    assert html(Details(summary=words("要点"), blocks=(p("详情"),))) == "<p><b>要点</b></p><p>详情</p>"
    terms = DefinitionList(items=(Definition(term=words("词"), descriptions=((p("义"),),)),))
    assert html(terms) == "<p><b>词</b></p><p>义</p>"


def test_r25_the_table_of_contents_is_a_field_and_a_post_decides(make: Make) -> None:
    assert make(p("文")).fields["table_of_contents"] is False
    asked = make(p("文"), publish={"zhihu": {"toc": True, "topics": ["数学"]}})
    assert asked.fields == {"topics": ["数学"], "table_of_contents": True, "can_reward": False}
    assert "topics" in kinds(asked.notes)
    assert asked.authored_digest != make(p("文")).authored_digest
