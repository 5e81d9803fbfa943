"""Hugo's shortcodes: its own, those of its themes, and those shown as text."""

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
    Figure,
    Image,
    Link,
    Math,
    MathBlock,
    Quote,
    Styled,
    Text,
    Toc,
)

HUGO = {"dialect": "hugo"}


def kinds(text):
    return [note.kind for note in parse(text, **HUGO).notes]


def test_a_figure_has_a_caption_a_description_and_a_size(found):
    text = '前\n\n{{< figure src="a b.png" alt="述" caption="说 **明**" width="300" >}}\n\n后'
    (figure,) = found(text, Figure, **HUGO)
    image = figure.image
    assert (image.src, image.alt, image.width, plain(figure.caption)) == ("a b.png", "述", 300, "说 明")
    assert text[slice(*image.span)] == '{{< figure src="a b.png" alt="述" caption="说 **明**" width="300" >}}'
    assert figure.lines == (3, 3)


def test_a_figure_over_several_lines_is_no_quote(found):
    text = '{{< figure\n  src="a.png"\n  caption="x > y"\n>}}\n\n后'
    (figure,) = found(text, Figure, **HUGO)
    assert (figure.image.src, plain(figure.caption), figure.lines) == ("a.png", "x > y", (1, 4))
    assert found(text, Quote, **HUGO) == []


def test_a_figure_that_is_a_link_stays_one(found):
    text = '{{< figure src="a.png" link="https://a.b" caption="题" >}}'
    (link,) = found(text, Link, **HUGO)
    assert (link.url, isinstance(link.inlines[0], Image)) == ("https://a.b", True)
    assert plain(parse(text, **HUGO).document).endswith("题")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ('{{< ref "posts/a.md" >}}', "post:posts/a"),
        ('{{< relref "../b.md#part" >}}', "post:b#part"),
        ('{{% ref "/posts/c/index.md" %}}', "post:posts/c"),
        ("{{< ref d >}}", "post:d"),
        ('{{< ref "e.zh-cn.md" >}}', "post:e"),
        ('{{< ref "#part" >}}', "#part"),
        ('{{< ref path="f.md" lang="zh" >}}', "post:f"),
        ('{{< ref "g.md" >}}#part', "post:g#part"),
    ],
)
def test_a_page_is_named_in_an_address(found, written, url):
    text = f"见 [词]({written})。"
    (link,) = found(text, Link, **HUGO)
    assert (link.url, plain(link), text[slice(*link.span)]) == (url, "词", f"[词]({written})")


def test_a_page_named_alone_is_a_link_that_gets_its_title_later(found):
    assert [(link.url, link.inlines) for link in found('见 {{< ref "a.md" >}}。', Link, **HUGO)] == [
        ("post:a", ())
    ]


def test_a_reference_to_nothing_is_a_problem():
    (problem,) = parse("\n{{< ref >}}", **HUGO).problems
    assert (problem.line, problem.code) == (2, "tag-broken")


def test_highlighted_code_keeps_its_text_and_says_what_is_marked(found):
    code = "func a() {}\n\n  **b** {{</* c */>}}"
    text = f'{{{{< highlight go "linenos=table,hl_lines=2" >}}}}\n{code}\n{{{{< /highlight >}}}}'
    (block,) = found(text, CodeBlock, **HUGO)
    assert (block.language, block.code) == ("go", "func a() {}\n\n  **b** {{< c >}}")
    assert (block.info, block.lines) == ("go {linenos=table,hl_lines=2}", (1, 5))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("{{< youtube abc >}}", "https://www.youtube.com/watch?v=abc"),
        ('{{< youtube id="abc" title="x" >}}', "https://www.youtube.com/watch?v=abc"),
        ("{{< vimeo 1 >}}", "https://vimeo.com/1"),
        ("{{< gist user 12 >}}", "https://gist.github.com/user/12"),
        ('{{< tweet user="a" id="1" >}}', "https://x.com/a/status/1"),
        ("{{< x 1 >}}", "https://x.com/i/status/1"),
        ("{{< bilibili BV1 >}}", "https://www.bilibili.com/video/BV1"),
        ('{{< video src="https://a.b/c.mp4" >}}', "https://a.b/c.mp4"),
    ],
)
def test_what_is_embedded_becomes_a_link_with_a_note(found, text, url):
    assert [(link.url, link.auto) for link in found(text, Link, **HUGO)] == [(url, True)]
    assert kinds(text) == ["html-embed"]


@pytest.mark.parametrize(
    ("opening", "kind", "title"),
    [
        ("notice tip", "tip", ""),
        ('notice warning "小 **心**"', "warning", "小 心"),
        ('admonition type=danger title="危"', "caution", "危"),
        ('admonition note "题" true', "note", "题"),
        ('callout type="warning"', "warning", ""),
        ("callout", "note", ""),
        ('callout emoji="🌐"', "note", ""),
        ('alert title="题" color="warning"', "warning", "题"),
        ('alert "circle-info"', "note", ""),
        ("hint info", "note", ""),
        ("tip", "tip", ""),
        ('warning "题"', "warning", "题"),
        ("admonition bug", "caution", "bug"),
    ],
)
def test_themes_boxes_are_alerts(found, opening, kind, title):
    name = opening.split()[0]
    text = f"{{{{< {opening} >}}}}\n- a **b**\n{{{{< /{name} >}}}}"
    (alert,) = found(text, Alert, **HUGO)
    assert (alert.kind, plain(alert.title), plain(alert.blocks), alert.lines) == (
        kind,
        title,
        "- a b",
        (1, 3),
    )
    assert (parse(text, **HUGO).problems, kinds(text)) == ((), [])


@pytest.mark.parametrize(
    "opening",
    ['details summary="题"', 'details title="题" open=true', 'expand "题"', 'collapse summary="题"'],
)
def test_what_is_to_be_opened_has_a_summary(found, opening):
    name = opening.split()[0]
    (details,) = found(f"{{{{% {opening} %}}}}\na\n{{{{% /{name} %}}}}", Details, **HUGO)
    assert (plain(details.summary), plain(details.blocks)) == ("题", "a")


def test_boxes_may_stand_in_lists_and_in_each_other(found):
    inner = "  {{< notice note >}}\n  b\n  {{< /notice >}}\n"
    text = f"- x\n\n  {{{{< notice tip >}}}}\n  a\n\n{inner}  {{{{< /notice >}}}}\n- y"
    outer, within = found(text, Alert, **HUGO)
    assert (outer.kind, outer.lines, within.kind, within.lines) == ("tip", (3, 9), "note", (6, 8))
    assert parse(text, **HUGO).problems == ()


def test_tabs_stand_one_below_the_other_under_their_names():
    first, second = '{{< tab "甲" >}}\na\n{{< /tab >}}', '{{% tab name="乙" %}}\nb\n{{% /tab %}}'
    text = f"{{{{< tabs >}}}}\n{first}\n{second}\n{{{{< /tabs >}}}}"
    made = parse(text, **HUGO)
    assert plain(made.document) == "甲\n\na\n\n乙\n\nb"
    assert [note.kind for note in made.notes] == ["tabs-flattened"]


def test_diagrams_and_formulas_of_themes(found):
    text = "{{< mermaid >}}\ngraph TD\n{{< /mermaid >}}\n\n{{< katex >}}x_1{{< /katex >}} 是\n\n"
    text += "{{< katex display >}}\ny\n{{< /katex >}}"
    assert [(node.language, node.code) for node in found(text, CodeBlock, **HUGO)] == [
        ("mermaid", "graph TD")
    ]
    assert [node.tex for node in found(text, Math, **HUGO)] == ["x_1"]
    assert [node.tex for node in found(text, MathBlock, **HUGO)] == ["\ny\n"]


def test_a_button_is_a_link_and_a_table_of_contents_a_marker(found):
    text = '前 {{< button href="https://a.b" >}}按 **钮**{{< /button >}} 后\n\n{{< toc >}}'
    (link,) = found(text, Link, **HUGO)
    assert (link.url, plain(link)) == ("https://a.b", "按 钮")
    assert len(found(text, Toc, **HUGO)) == 1
    assert plain(parse(text, **HUGO).document) == "前 按 钮 后"


def test_words_of_a_certain_look(found):
    text = '{{< center >}}\n中\n{{< /center >}}\n\n{{< kbd "Ctrl" >}}'
    assert [node.align for node in found(text, Division, **HUGO)] == ["center"]
    assert [node.tag for node in found(text, Styled, **HUGO)] == ["kbd"]


def test_a_parameter_is_read_from_the_front_matter():
    front = "---\ntitle: 题\nauthor:\n  name: 张\n---\n"
    text = front + "{{< param title >}}、{{% param author.name %}}\n\n{{< param no >}}"
    parsed = parse(text, body_offset=text.index("{{<"), **HUGO)
    assert plain(parsed.document) == "题、张"
    assert [(problem.line, "param no" in problem.message) for problem in parsed.problems] == [(8, True)]


def test_a_shortcode_in_comment_signs_is_shown(found):
    text = '写 {{</* figure src="x" */>}} 或 `{{%/* y */%}}`\n\n```\n{{</* z */>}}\n```'
    assert plain(parse(text, **HUGO).document).startswith('写 {{< figure src="x" >}} 或 `{{% y %}}`')
    assert [node.text for node in found(text, Code, **HUGO)] == ["{{% y %}}"]
    assert [node.code for node in found(text, CodeBlock, **HUGO)] == ["{{< z >}}"]
    assert parse(text, **HUGO).problems == ()


def test_comments_and_what_loads_an_engine_leave_nothing():
    assert (
        plain(parse("a\n\n{{< comment >}}\nb\n{{< /comment >}}\n\n{{< katex />}}\n\nc", **HUGO).document)
        == "a\n\nc"
    )


@pytest.mark.parametrize(
    "text", ["前 {{< foo a=1 >}}中{{< /foo >}} 后", "{{% foo %}}\n前\n\n- 中\n\n后\n{{% /foo %}}"]
)
def test_of_an_unknown_shortcode_that_is_closed_the_content_is_kept_with_a_note(text):
    parsed = parse(text, **HUGO)
    assert (parsed.problems, [note.kind for note in parsed.notes]) == ((), ["tag-unwrapped"])
    assert [word for word in ("前", "中", "后") if word not in plain(parsed.document)] == []


@pytest.mark.parametrize(
    ("text", "named", "line"),
    [
        ("a\n\n{{< foo >}} b", "{{< foo >}}", 3),
        ("a\n{{< notice >}} b", "{{< notice >}}", 2),
        ("a {{< /notice >}}", "{{< /notice >}}", 1),
        ("a\nb {{< c", "`{{`", 2),
        ("{{< figure >}}", "no address", 1),
        ("{{< youtube >}}", "youtube", 1),
    ],
)
def test_what_cannot_be_carried_over_is_a_problem_with_its_line(text, named, line):
    parsed = parse(text, **HUGO)
    assert [(named in problem.message, problem.line, bool(problem.hint)) for problem in parsed.problems] == [
        (True, line, True)
    ]
    assert not any("{{<" in node.text for node in walk(parsed.document) if isinstance(node, Text))


def test_double_braces_alone_are_words():
    assert plain(parse("a {{ b }} {{c}}", **HUGO).document) == "a {{ b }} {{c}}"


def test_an_unsafe_address_in_a_shortcode_does_not_get_in(found):
    assert found('{{< button href="javascript:x" >}}a{{< /button >}}', Link, **HUGO) == []
    assert found('{{< iframe "javascript:x" >}}', Link, **HUGO) == []
