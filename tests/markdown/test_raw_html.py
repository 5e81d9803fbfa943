"""Raw HTML: parsed into the tree, never kept as markup."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.model.tree import (
    Code,
    CodeBlock,
    Details,
    Division,
    Figure,
    HardBreak,
    Heading,
    Image,
    Link,
    List,
    More,
    Paragraph,
    Ruby,
    Styled,
    Table,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>a</b> <strong>b</strong>", "<p><strong>a</strong> <strong>b</strong></p>"),
        ("<i>a</i> <em>b</em>", "<p><em>a</em> <em>b</em></p>"),
        ("<s>a</s> <del>b</del>", "<p><del>a</del> <del>b</del></p>"),
        ("a<br>b<br/>c", "<p>a<br>\nb<br>\nc</p>"),
        ("<big><u>**x**</u></big>", "<p><big><u><strong>x</strong></u></big></p>"),
        ("H<sub>2</sub>O <kbd>Ctrl</kbd>", "<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>"),
        ('<font color="red">a</font><span>b</span>', "<p>ab</p>"),
        ('<a href="x" title="t">a *b*</a>', '<p><a href="x" title="t">a <em>b</em></a></p>'),
        ("a &lt;b&gt; &copy; &#x4e2d;", "<p>a &lt;b&gt; © 中</p>"),
        ("<code>a &lt; b</code>", "<p><code>a &lt; b</code></p>"),
        (
            "文字<center>中</center>后",
            '<p>文字</p>\n<div style="text-align: center">\n<p>中</p>\n</div>\n<p>后</p>',
        ),
        ("<h2>a <b>b</b></h2>", "<h2>a <strong>b</strong></h2>"),
        ("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3">\n<li>a</li>\n</ol>'),
        ("<blockquote>a</blockquote>", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl>\n<dt>a</dt>\n<dd><p>b</p>\n</dd>\n</dl>"),
        ("a\n<hr>\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("<p>a\nb</p>\n<p>c", "<p>a\nb</p>\n<p>c</p>"),
        ("<div><p>a</p>b</div>", "<p>a</p>\n<p>b</p>"),
        ("<q>a</q>", "<p>“a”</p>"),
    ],
)
def test_elements_become_nodes(html, text, expected):
    assert html(text) == expected


def test_an_element_wraps_the_markdown_between_its_tags(found):
    (division,) = found("<center>\n\n| a |\n|---|\n\n</center>\n\nb", Division)
    assert (division.align, [type(block) for block in division.blocks]) == ("center", [Table])
    assert division.lines == (1, 6)


def test_details_have_a_summary_and_markdown(found):
    (details,) = found("<details><summary>s <b>t</b></summary>\n\n**md**\n\n- a\n\n</details>", Details)
    assert plain(details.summary) == "s t"
    assert [type(block) for block in details.blocks] == [Paragraph, List]


@pytest.mark.parametrize(
    "tag", ['div align="center"', 'p style="text-align: center"', 'section align="CENTER"']
)
def test_alignment_is_kept(found, tag):
    name = tag.split()[0]
    assert [node.align for node in found(f"<{tag}>a</{name}>", Division)] == ["center"]


def test_a_picture_has_its_size_and_words(found):
    (image,) = found('<img src="图 1.png" alt=\'a"b\' title="t" width="200px" height="50%">', Image)
    assert (image.src, image.alt, image.title, image.width, image.height) == ("图 1.png", 'a"b', "t", 200, 0)


def test_a_figure_takes_its_caption(found):
    (figure,) = found("<figure><img src=a.png><figcaption>图 <b>1</b></figcaption></figure>", Figure)
    assert (figure.image.src, plain(figure.caption)) == ("a.png", "图 1")


def test_ruby_pairs_each_base_with_its_reading(found):
    made = found("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>", Ruby)
    assert [(plain(ruby.base), ruby.reading) for ruby in made] == [("漢", "かん"), ("字", "じ")]


def test_a_pre_is_code_with_its_language(found):
    (block,) = found('<pre><code class="language-py">\na &lt; b\n\n  c</code></pre>', CodeBlock)
    assert (block.code, block.language) == ("a < b\n\n  c", "py")


def test_a_table_without_a_head_has_none_and_spans_are_filled_up(found):
    (table,) = found("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c</table>", Table)
    assert table.head is None
    assert plain(table) == "| a | b |  |\n|  | c |  |"


def test_a_table_s_head_caption_and_cells_with_blocks(found):
    text = "<table><caption>t</caption><thead><tr><th>a</thead><tr><td><p>b</p><ul><li>c</ul></table>"
    (table,) = found(text, Table)
    assert table.head is not None
    assert (plain(table.caption), plain(table.head)) == ("t", "| a |")
    assert plain(table.rows) == "| b\n• c |"


def test_formulas_and_pictures_are_found_in_raw_html(found):
    (cell,) = found("<table><tr><td>$a<b$ {% asset_img a.png %}</table>", Table)[0].rows[0].cells
    assert plain(cell.inlines) == "$a<b$ [图]"


@pytest.mark.parametrize(
    "text",
    [
        "<zip object at 0x...>",
        "List<int> 和 vector<string>",
        "<bos> 开头",
        "<think>想</think>",
        "<|endoftext|>",
        "a < b > c",
        "i<j<k",
        "用 <s> 开头",
        "以 </s> 结束",
        "<unk>",
        "<my-widget a='b'>",
        "pair<b>",
        "<input>",
        "标签 <template> 里",
    ],
)
def test_words_in_angle_brackets_stay_as_written(text):
    parsed = parse(text)
    assert plain(parsed.document) == text
    assert parsed.notes == ()


def test_markdown_below_a_word_in_angle_brackets_is_markdown(html):
    assert html("<think>\n**a**\n</think>") == "<p>&lt;think&gt;\n<strong>a</strong>\n&lt;/think&gt;</p>"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a <script>alert(1)</script> b", "a  b"),
        ("<script>\nif (a<b) x('</p>')\n</script>\n\nb", "b"),
        ("a <style>b{}</style>", "a"),
        ("<svg viewBox='0 0 1 1'><path d='x'/></svg>a", "a"),
        ('<form action="x">a <input name="b"></form>\n\nb', "b"),
        ('a <input type="checkbox"> b', "a  b"),
        ('<object data="x">a</object>', ""),
        ("<button>a</button>\n\nb", "b"),
    ],
)
def test_what_runs_or_asks_is_dropped_and_noted(text, kept):
    parsed = parse(text)
    assert plain(parsed.document) == kept
    assert {note.kind for note in parsed.notes} == {"html-dropped"}


def test_handlers_and_addresses_that_run_are_dropped_and_noted_with_their_line(found):
    text = (
        '<img src="a.png" onerror="x()">\n\n<a href="java\tscript:x">字</a>\n\n[z](JavaScript:x)\n\n'
        "![p](data:text/html,x)\n\n<img src='vbscript:x'>"
    )
    assert [image.src for image in found(text, Image)] == ["a.png"]
    assert found(text, Link) == []
    parsed = parse(text)
    assert plain(parsed.document) == "[图]\n\n字\n\nz\n\np"
    assert [(note.kind, note.line) for note in parsed.notes] == [("html-dropped", n) for n in (1, 3, 5, 7, 9)]


def test_a_picture_s_own_bytes_are_no_danger(found):
    assert len(found("![a](data:image/png;base64,iVBO)", Image)) == 1


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ('<iframe src="//player.bilibili.com/x"></iframe>', "https://player.bilibili.com/x"),
        ('<video controls src="https://a.b/c.mp4">no</video>', "https://a.b/c.mp4"),
        ('<video><source src="https://a.b/c.mp4"></video>', "https://a.b/c.mp4"),
        ('<embed src="http://a.b/c">', "http://a.b/c"),
    ],
)
def test_embedded_pages_become_links(found, text, url):
    assert [(link.url, plain(link.inlines)) for link in found(text, Link)] == [(url, url)]
    assert [note.kind for note in parse(text).notes] == ["html-embed"]


def test_an_element_without_a_counterpart_keeps_its_words_and_is_noted():
    parsed = parse("<meter value=1>a</meter>")
    assert plain(parsed.document) == "a"
    assert [note.kind for note in parsed.notes] == ["html-unwrapped"]


@pytest.mark.parametrize(
    ("text", "words", "noted"),
    [
        ("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", "x=1", ["<math>"]),
        ("<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>", "x", ["<math>"]),
        ("<marquee>a</marquee>", "a", ["<marquee>"]),
        ("List<map> 和 <mi>", "List<map> 和 <mi>", []),
    ],
)
def test_names_of_html_and_mathml_act_as_such(text, words, noted):
    parsed = parse(text)
    assert plain(parsed.document) == words
    assert [note.detail.split()[0] for note in parsed.notes] == noted


@pytest.mark.parametrize("text", ["<b>a<i>b</b>c</i>", "**a<i>b**c</i>", "<div><b>a<i>b</b>c</i></div>"])
def test_crossed_tags_are_not_shown(html, text):
    assert html(text) == "<p><strong>a<em>b</em></strong>c</p>"


def test_a_comment_that_never_ends_is_noted_with_its_line():
    parsed = parse("a\n\n<!-- b\n\nc\n")
    assert plain(parsed.document) == "a"
    assert [(note.kind, note.line) for note in parsed.notes] == [("html-dropped", 3)]


def test_an_element_closes_with_the_container_it_opened_in(html):
    assert html("> <big class=x>a\n\nb</big>") == "<blockquote>\n<p><big>a</big></p>\n</blockquote>\n<p>b</p>"


def test_stray_and_crossed_tags_lose_no_words():
    assert plain(parse("a</div> b</b> <b><i class=x>c</b>d</i> *e</i>*").document) == "a b cd e"


def test_an_end_tag_behind_the_last_words_closes_what_began_before_them(found):
    text = "<center>\n\n图 1</center>\n\n后文"
    assert [plain(node) for node in found(text, Division)] == ["图 1"]


@pytest.mark.parametrize("text", ["a\n\n<!-- more -->\n\nb", "a<!--more-->b", "a\n<!-- More -->\nb"])
def test_the_mark_of_an_excerpt_s_end_is_a_block(found, text):
    assert len(found(text, More)) == 1
    assert plain(parse(text).document) == "a\n\nb"


def test_comments_leave_nothing():
    parsed = parse("a <!-- b --> c\n\n<!-- d\n\n -- e\n-->\n\nf")
    assert plain(parsed.document) == "a  c\n\nf"
    assert parsed.notes == ()


def test_inline_elements_around_blocks_go_into_their_texts(html):
    assert html("<u>\n\na\n\n- b\n\n</u>") == "<p><u>a</u></p>\n<ul>\n<li><u>b</u></li>\n</ul>"


def test_an_abbreviation_keeps_what_it_stands_for(found):
    assert found('<abbr title="x y">z</abbr>', Styled)[0].title == "x y"


def test_a_code_element_is_no_place_for_breaks(found):
    assert [node.text for node in found("<code>a\nb</code>", Code)] == ["a b"]
    assert found("<code>a\nb</code>", HardBreak) == []


def test_a_heading_holds_no_blocks(found):
    assert [plain(node.inlines) for node in found("# a<div>b</div>", Heading)] == ["a\nb"]
