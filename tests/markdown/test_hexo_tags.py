"""Hexo's source tags become nodes, and what is not known is an error with its line."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import (
    Alert,
    Code,
    CodeBlock,
    Details,
    Division,
    Image,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    SoftBreak,
    Strong,
    Text,
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("asset_img a.png", ("a.png", "", "", 0, 0)),
        ("asset_img a.png 评测", ("a.png", "评测", "", 0, 0)),
        ("asset_img a.png MHA/GQA 对比 图", ("a.png", "MHA/GQA 对比 图", "", 0, 0)),
        ("asset_img 图.png 字", ("图.png", "字", "", 0, 0)),
        ("asset_img dir/name.png 字", ("dir/name.png", "字", "", 0, 0)),
        ('asset_img "a b.png" "t u" "v w"', ("a b.png", "t u", "v w", 0, 0)),
        ("asset_img 'a b.png'", ("a b.png", "", "", 0, 0)),
        ("asset_img a.png 200", ("a.png", "", "", 200, 0)),
        ("asset_img a.png 200 100 t", ("a.png", "t", "", 200, 100)),
        ('asset_img a.png 200px "2024 t"', ("a.png", "2024 t", "", 200, 0)),
        ("asset_img right round a.JPG t", ("a.JPG", "t", "", 0, 0)),
        ('asset_img a.png \'"t u" "v"\'', ("a.png", "t u", "v", 0, 0)),
        ("asset_img a\\ b.png t", ("a b.png", "t", "", 0, 0)),
        ("asset_img a.png Bob's t", ("a.png", "Bob's t", "", 0, 0)),
        ("asset_img diagram", ("diagram", "", "", 0, 0)),
    ],
)
def test_asset_img_in_all_its_forms(found, tag, expected):
    text = f"{{% {tag} %}}"
    (image,) = found(text, Image)
    assert (image.src, image.title, image.alt, image.width, image.height) == expected
    assert (image.tag, image.span) == ("asset_img", (0, len(text)))


@pytest.mark.parametrize(
    "around",
    [
        "前{}后",
        "# {}",
        "- {}",
        "> {}",
        "| {} |\n|--|",
        "**{}**",
        "[{}](a)",
        "<center>{}</center>",
        "<b>\n{}\n</b>",
    ],
)
def test_a_tag_is_recognised_wherever_text_may_stand(found, around):
    text = around.format("{% asset_img a.png 字 %}")
    (image,) = found(text, Image)
    assert text[slice(*image.span)] == "{% asset_img a.png 字 %}"


@pytest.mark.parametrize(
    "text", ["`{% x %}`", "```\n{% x %}\n```", "    {% x %}", "a `` {% asset_img a.png %} ``"]
)
def test_code_holds_no_tags(found, text):
    assert parse(text).problems == ()
    assert found(text, Image) == []
    assert any("{%" in node.code for node in found(text, CodeBlock)) or any(
        "{%" in node.text for node in found(text, Code)
    )


def test_two_tags_on_two_lines_stay_two_pictures(found):
    paragraph = found("{% asset_img a.png %}\n{% asset_img b.png %}", Paragraph)[0]
    assert [type(inline) for inline in paragraph.inlines] == [Image, SoftBreak, Image]


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        ("{% post_link a/b-c %}", "post:a/b-c", ""),
        ("{% post_link slug 标题 字 %}", "post:slug", "标题 字"),
        ('{% post_link slug "a b" false %}', "post:slug", "a b"),
        ("{% asset_link a.pdf 文件 %}", "a.pdf", "文件"),
        ("{% asset_link a.pdf %}", "a.pdf", "a.pdf"),
        ("[文件]({% asset_path a.pdf %})", "a.pdf", "文件"),
        ('[文件]({% asset_path "a b.pdf" %} "t")', "a b.pdf", "文件"),
        ('<a href="{% asset_path a.pdf %}">文件</a>', "a.pdf", "文件"),
        ("[文件][x]\n\n[x]: {% asset_path a.pdf %}", "a.pdf", "文件"),
        ("{% youtube abc %}", "https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc"),
        ("{% link a b https://c.d true t %}", "https://c.d", "a b"),
        ("{% iframe https://c.d 1 2 %}", "https://c.d", "https://c.d"),
    ],
)
def test_tags_that_lead_somewhere_are_links(found, text, url, words):
    assert parse(text).problems == ()
    assert [(link.url, plain(link.inlines)) for link in found(text, Link)] == [(url, words)]


def test_a_path_to_a_file_may_be_a_picture_s_address(found):
    text = "![字]({% asset_path 图.png %})"
    (image,) = found(text, Image)
    assert (image.src, image.alt, text[slice(*image.span)]) == ("图.png", "字", text)


def test_raw_holds_html_but_no_markdown(html):
    assert html("a {% raw %}**b** <b>c</b> $x &lt; y_{{1}}${% endraw %} d") == (
        '<p>a **b** <strong>c</strong> <span class="math">x &lt; y_{{1}}</span> d</p>'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a {% raw %}{% y %} {{ z }}{% endraw %} b", "a {% y %} {{ z }} b"),
        ("{% raw %}\n<p>{% if x %}a{% endif %}</p>\n{% endraw %}", "{% if x %}a{% endif %}"),
        ("| {% raw %}{% y %}{% endraw %} |\n|--|", "| {% y %} |"),
    ],
)
def test_tags_within_raw_are_the_author_s_text(text, shown):
    parsed = parse(text)
    assert (plain(parsed.document), parsed.problems) == (shown, ())


def test_fences_within_raw_are_code_since_hexo_sees_them_first(found):
    text = "{% raw %}\n<b>a</b>\n\n```js title\n{% y %}\n\n<i>\n```\n\n$b_1$\n{% endraw %}\n\n$c$"
    (block,) = found(text, CodeBlock)
    assert (block.code, block.language, block.lines) == ("{% y %}\n\n<i>", "js", (4, 8))
    assert [(node.tex, node.lines[0], text[slice(*node.span)]) for node in found(text, Math)] == [
        ("b_1", 10, "$b_1$"),
        ("c", 13, "$c$"),
    ]
    assert parse(text).problems == ()
    assert found("{% raw %}\n```\na\n{% endraw %}", CodeBlock) == []


def test_raw_on_lines_of_its_own_is_a_block(found):
    text = "{% raw %}\n\n$$a_{{1}}$$\n\n{% endraw %}\n\nb"
    assert [(node.tex, node.lines) for node in found(text, MathBlock)] == [("a_{{1}}", (3, 3))]
    assert parse(text).problems == ()


def test_double_braces_in_prose_are_words():
    assert plain(parse("a {{ b }} c").document) == "a {{ b }} c"


@pytest.mark.parametrize(
    ("text", "kind", "title", "words"),
    [
        ("{% note %}\na\n{% endnote %}", "note", "", ["a"]),
        ("{% note danger 小 心 %}\na\n\n- b\n{% endnote %}", "caution", "小 心", ["a", "- b"]),
        ("{% note success no-icon %}\n**a**\n{% endnote %}", "tip", "", ["a"]),
        ("{% note info %} a {% endnote %}", "note", "", ["a"]),
        ("{% note %}\n```\n{% endnote %}\n```\n{% endnote %}", "note", "", ["```\n{% endnote %}\n```"]),
    ],
)
def test_a_note_is_an_alert(found, text, kind, title, words):
    assert parse(text).problems == ()
    (alert,) = found(text, Alert)
    assert (alert.kind, plain(alert.title), [plain(block) for block in alert.blocks]) == (kind, title, words)


def test_notes_may_stand_in_lists_and_in_each_other(found):
    text = "- x\n\n  {% note %}\n  a\n\n  {% note warning %}\n  b\n  {% endnote %}\n\n  {% endnote %}\n- y"
    outer, inner = found(text, Alert)
    assert (outer.lines, inner.lines, inner.kind) == ((3, 10), (6, 8), "warning")
    assert len(found(text, List)[0].items) == 2
    assert parse(text).problems == ()


@pytest.mark.parametrize("name", ["quote", "blockquote", "cq", "centerquote", "pullquote"])
def test_quotes(found, name):
    (quote,) = found(f"{{% {name} %}}\na **b**\n{{% end{name} %}} 后", Quote)
    assert (plain(quote.blocks), quote.lines) == ("a b", (1, 3))


def test_a_quote_names_who_said_it(found):
    text = "{% blockquote Seth Godin http://a.b 书 %}\na\n{% endblockquote %}"
    assert plain(found(text, Quote)[0].blocks) == "a\n\n—— Seth Godin http://a.b 书"


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        (
            "{% codeblock 题 lang:Python %}\na  {% b %}\n\n  **c**\n{% endcodeblock %}",
            "python",
            "a  {% b %}\n\n  **c**",
        ),
        ("{% code %}\na\n{% endcode %}", "", "a"),
        ("{% mermaid graph TD %}\nA --> B\n{% endmermaid %}", "mermaid", "graph TD\nA --> B"),
        ("{% mermaid %}\ngraph TD\n{% endmermaid %}", "mermaid", "graph TD"),
        ("> {% codeblock %}\n> a\n>   b\n> {% endcodeblock %}", "", "a\n  b"),
    ],
)
def test_code_tags_keep_their_text(found, text, language, code):
    assert [(node.language, node.code) for node in found(text, CodeBlock)] == [(language, code)]
    assert parse(text).problems == ()


@pytest.mark.parametrize(
    ("text", "named", "line"),
    [
        ("a\n\n{% foo bar %} b", "{% foo %}", 3),
        ("{% include_code a.py %}", "include_code", 1),
        ("a\n{% note %} b", "{% note %}", 2),
        ("a\n{% raw %}\n\nb", "{% raw %}", 2),
        ("a {% endnote %}", "{% endnote %}", 1),
        ("a\nb {% c", "`{%`", 2),
        ("a \\{% asset_img a.png %}", "`{%`", 1),
        ("<div>\n{% foo %}\n</div>", "{% foo %}", 2),
        ("{% asset_img %}", "asset_img", 1),
        ("{% post_link %}", "post_link", 1),
        ("{% link a %}", "link", 1),
    ],
)
def test_what_cannot_be_carried_over_is_a_problem_with_its_line(text, named, line):
    parsed = parse(text)
    assert [(named in problem.message, problem.line, bool(problem.hint)) for problem in parsed.problems] == [
        (True, line, True)
    ]
    assert not any("{%" in node.text for node in walk(parsed.document) if isinstance(node, Text))


def test_a_formula_is_no_place_for_tags(found):
    assert [node.tex for node in found("$a {% b %}$", Math)] == ["a {% b %}"]


def test_an_unknown_tag_costs_no_words(found):
    assert plain(parse("前 {% foo %} **后**").document).split() == ["前", "后"]
    assert len(found("前 {% foo %} **后**", Strong)) == 1


def test_containers_keep_the_lines_of_what_they_hold(found):
    text = "{% note %}\na\n\n<center>b</center>\n{% endnote %}"
    assert found(text, Division)[0].lines == (4, 4)


@pytest.mark.parametrize("dialect", ["plain", "hugo"])
def test_other_dialects_take_tags_for_text(dialect):
    parsed = parse("a {% foo %} b", dialect=dialect)
    assert (plain(parsed.document), parsed.problems) == ("a {% foo %} b", ())


@pytest.mark.parametrize(
    "text", ["前 {% foo a %}中 **粗**{% endfoo %} 后", "{% foo a %}\n前 **中**\n\n后\n{% endfoo %}"]
)
def test_of_an_unknown_tag_that_is_closed_the_content_is_kept_with_a_note(text):
    parsed = parse(text)
    assert parsed.problems == ()
    assert [(note.kind, note.line) for note in parsed.notes] == [("tag-unwrapped", 1)]
    assert [word for word in ("前", "中", "后") if word not in plain(parsed.document)] == []


def test_tabs_stand_one_below_the_other_under_their_names(html):
    text = (
        "{% tabs 名, 2 %}\n<!-- tab 甲@fas fa-x -->\na\n<!-- endtab -->\n"
        "<!-- tab 乙 -->\n- b\n<!-- endtab -->\n{% endtabs %}"
    )
    assert html(text) == (
        "<p><strong>甲</strong></p>\n<p>a</p>\n<p><strong>乙</strong></p>\n<ul>\n<li>b</li>\n</ul>"
    )
    assert [(note.kind, note.line) for note in parse(text).notes] == [("tabs-flattened", 1)]


def test_a_comment_about_tabs_says_nothing_elsewhere():
    assert plain(parse("a\n\n<!-- tab 甲 -->\n\nb").document) == "a\n\nb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% label primary@文字 %}", "<mark>文字</mark>"),
        ("{% label 文字 red %}", "<mark>文字</mark>"),
        ("{% btn https://a.b, 按 钮, home fa-fw, 题 %}", '<a href="https://a.b" title="题">按 钮</a>'),
        ("{% kbd Ctrl %}", "<kbd>Ctrl</kbd>"),
        ("{% span red, 红 %}", "红"),
        ("{% checkbox checked, 好 %}", "☑ 好"),
        ("{% checkbox 未 %}", "☐ 未"),
        ("{% url_for 关于 about/ %}", '<a href="/about/">关于</a>'),
    ],
)
def test_what_themes_add_within_a_line(html, text, expected):
    assert parse(text).problems == ()
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("{% video https://a.b/c.mp4 %}", "https://a.b/c.mp4"),
        ("{% pdf /files/a.pdf %}", "/files/a.pdf"),
        ('{% dplayer "url=https://a.b/c.mp4" "loop=yes" %}', "https://a.b/c.mp4"),
        ("{% gist user/12 %}", "https://gist.github.com/user/12"),
        ("{% bilibili BV1 %}", "https://www.bilibili.com/video/BV1"),
    ],
)
def test_what_is_embedded_becomes_a_link_with_a_note(found, text, url):
    assert [link.url for link in found(text, Link)] == [url]
    assert [note.kind for note in parse(text).notes] == ["html-embed"]


def test_a_grid_of_links_is_a_list(html):
    text = "{% linkgrid %}\n甲 | https://a.b | 说明 | a.png\n乙 | https://c.d\n{% endlinkgrid %}"
    assert html(text) == (
        '<ul>\n<li><a href="https://a.b">甲</a>：说明</li>\n<li><a href="https://c.d">乙</a></li>\n</ul>'
    )


@pytest.mark.parametrize("name", ["hideToggle 题 目", "hideBlock 题 目,red", "folding green open, 题 目"])
def test_what_is_to_be_opened_has_a_summary(found, name):
    (details,) = found(f"{{% {name} %}}\n**a**\n{{% end{name.split()[0]} %}}", Details)
    assert (plain(details.summary), plain(details.blocks)) == ("题 目", "a")


def test_a_group_of_pictures_is_its_pictures(found):
    assert [image.src for image in found("{% gp 2-2 %}\n![](a.png)\n![](b.png)\n{% endgp %}", Image)] == [
        "a.png",
        "b.png",
    ]


def test_a_formula_may_stand_in_a_tag(found):
    assert [node.tex for node in found("{% math %}\nx_1\n{% endmath %}", MathBlock)] == ["\nx_1\n"]


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("是 {% math %}x_1{% endmath %} 的", [False]),
        ("是 {% katex %}\nx_1\n{% endkatex %} 的", [False]),
        ("**{% katex %}x_1{% endkatex %}**", [False]),
        ("甲\n{% math %}x_1{% endmath %}\n乙", [True]),
        ("甲\n{% math %}x_1{% endmath %} 乙", [False]),
    ],
)
def test_a_formula_in_a_tag_is_a_display_where_it_has_its_lines_to_itself(found, text, display):
    assert [node.display for node in found(text, Math)] == display
    assert len(found(text, Paragraph)) == 1


def test_a_formula_in_a_tag_that_fills_its_paragraph_is_a_block(found):
    text = "{% math %}x_1{% endmath %}\n\n{% math %}\na\n{% endmath %}\n{% math %}\nb\n{% endmath %} 乙"
    assert [node.tex for node in found(text, MathBlock)] == ["x_1", "\na\n", "\nb\n"]
    assert found(text, Math) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲{# 注 #}乙", "甲乙"),
        ("甲 **{# *注* #}乙**", "甲 乙"),
        ("甲\n\n{# 注 #}\n\n乙", "甲\n\n乙"),
        ("# 题{# 注 #}", "# 题"),
        ("甲{# 注\n注 #}乙", "甲乙"),
    ],
)
def test_a_comment_of_nunjucks_is_not_shown(text, shown):
    assert plain(parse(text).document) == shown


@pytest.mark.parametrize("text", ["甲{# 注", "甲{# 注\n\n#}", "`{# 注 #}`", "{% raw %}{# 注 #}{% endraw %}"])
def test_what_is_no_comment_or_is_code_stays(text):
    assert "{#" in plain(parse(text).document)


def test_a_comment_of_several_lines_leaves_the_lines_below_their_numbers(found):
    (image,) = found("甲{# 注\n注 #}\n![](a.png)", Image)
    assert image.lines == (3, 3)


def test_a_title_in_a_tag_is_markdown(found):
    (alert,) = found("{% note info **重** $x$ %}\na\n{% endnote %}", Alert)
    assert [type(inline) for inline in alert.title] == [Strong, Text, Math]
    assert all(node.lines == (1, 1) for inline in alert.title for node in walk(inline))


def test_the_address_of_a_post_may_stand_in_a_link(found):
    assert [link.url for link in found("[x]({% post_path a/b %}#c)", Link)] == ["post:a/b#c"]


def test_a_tag_may_be_written_over_several_lines(found):
    text = "{% asset_img a.png\n> 字 %}\n后"
    (image,) = found(text, Image)
    assert (image.src, text[slice(*image.span)]) == ("a.png", "{% asset_img a.png\n> 字 %}")
    assert plain(parse(text).document).endswith("后")


def test_a_mention_of_raw_in_code_does_not_take_the_real_one_s_end():
    text = "写作 `{% raw %}`\n\n{% raw %}\n<b>{{ a }}</b>\n{% endraw %}\n\n后"
    parsed = parse(text)
    assert (parsed.problems, plain(parsed.document)) == ((), "写作 `{% raw %}`\n\n{{ a }}\n\n后")
