"""Any text at all: read without an error, no word lost, no span wrong."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.markdown.code_info import read
from publisher.markdown.html_rules import HTML
from publisher.markdown.lines import lines_of
from publisher.markdown.parse import parse
from publisher.markdown.parsing.languages import language_of
from publisher.markdown.passes import figures, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.render import render
from publisher.markdown.walk import walk
from publisher.model.tree import (
    Code,
    CodeBlock,
    Emphasis,
    FootnoteRef,
    Image,
    Link,
    Math,
    MathBlock,
    Strike,
    Strong,
    Text,
)

MARKS = [
    "*",
    "**",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "$",
    "$$",
    "\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "|",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "#",
    "-",
    "+",
    "=",
    ":",
    ";",
    "&",
    "{",
    "}",
    "{%",
    "%}",
    "{{",
    "}}",
    "^",
    "~",
    '"',
    "'",
    "%",
    ".",
    ",",
    "<b>",
    "</b>",
    "<s>",
    "</s>",
    "<center>",
    "</center>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<details>",
    "<summary>",
    "</details>",
    "<p>",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ruby>",
    "<rt>",
    "<br>",
    "<hr>",
    "<form>",
    "<select>",
    "<svg>",
    "</svg>",
    "<iframe>",
    "<video>",
    "<think>",
    "<!--",
    "-->",
    "<dl>",
    "<dt>",
    "<dd>",
    "<thead>",
    "<figure>",
    "<figcaption>",
    "\\begin{align}",
    "\\end{align}",
    "&amp;",
    "&#0;",
    "https://a.b/c",
    "www.x.y",
    "中文",
    "，",
    "。",
    "“",
    "”",
    "🎉",
    "️",
    "a",
    "b1",
    "5",
    "é",
    "==",
    "++",
    "^[",
    "[[",
    "]]",
    "![[",
    ":::",
    ":smile:",
    "H~2~O",
    "x^2^",
    "@b.cn",
    "$`",
    "`$",
    "\\\\(",
    "\\\\)",
    "{#a}",
    "{: .a}",
    "{{<",
    ">}}",
    "{{/*",
]
LINES = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "  \n",
    "\t",
    " ",
    "    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n---\n",
    "\n===\n",
    "\n    ",
    "\n  - ",
    "\n> > ",
]
WHOLE = [
    "```\n",
    "~~~\n",
    "$$\n",
    "|--|--|\n",
    "a|b\n-|-\n",
    "[^1]",
    "[^1]: ",
    "[a](b)",
    "![a](b c)",
    "[a]: b\n",
    "\n: d",
    "{% raw %}",
    "{% endraw %}",
    "{% note info %}",
    "{% endnote %}",
    "{% asset_img a.png b %}",
    "{% codeblock %}",
    "{% endcodeblock %}",
    "{% foo %}",
    "{% endfoo %}",
    "{% tabs a %}",
    "<!-- tab b -->",
    "{% endtabs %}",
    "{% label a@b %}",
    "{{< foo >}}",
    "{{< /foo >}}",
    "{{< note >}}",
    "{{< /note >}}",
    "{{< figure src=a.png caption=b >}}",
    "{{< highlight go >}}",
    "{{< /highlight >}}",
    '{{< ref "a.md" >}}',
    '[a]({{< ref "b" >}})',
    "{{</* a */>}}",
    "{{ page.title }}",
    "{{ site.url }}",
    '{{ "/a" | relative_url }}',
    "{% include figure.html src=a.png caption=b %}",
    "{% post_url 2024-01-01-a %}",
    "{% comment %}",
    "{% endcomment %}",
    "\n:::note\n",
    "\n:::: tip b\n",
    "\n:::\n",
    "\n::::\n",
    '\n!!! note "a"\n    ',
    "\n??? tip\n    ",
    '\n=== "a"\n    ',
    "\n@tab a\n",
    "\n[TOC]\n",
    "\n{:toc}\n",
    "\n{::comment}\n",
    "\n{:/comment}\n",
    "\n<!-- toc -->\n",
    "[[a|b]]",
    "![[a.png|3]]",
    "^[a]",
    "```math\n",
    "> [!info]- a\n",
    "{:toc}",
    "{% cq %}",
    "{% endcq %}",
    "<td colspan=3 rowspan=2>",
    "<div align=center>",
    "<img src=a>",
    '<a href="x">',
    '<a href="javascript:x">',
    "</a>",
    '<iframe src="//x.y">',
    "<!-- more -->",
    "\0",
    "\ud800",
    "\ufeff",
    "\u3000",
    "\u2028",
]
SOUP = st.lists(st.sampled_from(MARKS + LINES + WHOLE), max_size=50).map("".join)


@settings(max_examples=300, deadline=None)
@given(SOUP | st.text(), st.sampled_from(["hexo", "hugo", "jekyll", "plain"]))
def test_any_text_is_read_and_written_without_an_error(text, dialect):
    document = parse(text, dialect=dialect).document
    last = len(lines_of(text))
    for tree in (document, figures.lift(softbreaks.join(document))):
        render(tree, HTML)
        plain(tree)
        fingerprint(tree)
        for node in walk(tree):
            assert 0 <= node.lines[0] <= node.lines[1] <= last
            if isinstance(node, CodeBlock):
                read(node)


@settings(max_examples=100, deadline=None)
@given(SOUP, st.sampled_from(["hexo", "hugo", "jekyll", "plain"]))
def test_the_same_text_is_always_read_as_the_same_tree(text, dialect):
    assert parse(text, dialect=dialect) == parse(text, dialect=dialect)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="`{}%<>/*=-:.[]()^~\\\"' \n\t1aA中", max_size=60))
def test_any_info_string_is_read_without_an_error(info):
    told = read(CodeBlock(code="a", language=language_of(info), info=info))
    assert told.start >= 0
    assert all(line > 0 for line in told.marked)


@settings(max_examples=300, deadline=None)
@given(SOUP, st.sampled_from(["hexo", "hugo", "jekyll", "plain"]))
def test_a_span_begins_and_ends_with_what_makes_its_node(text, dialect):
    tag = r"\{%.*%\}|\{\{[<%].*[>%]\}\}"
    ends = {
        Image: rf"!\[.*[\])]|<img.*>|{tag}",
        Link: rf"\[.*[\])]|!\[\[.*\]\]|<.*>|{tag}|\w+:.*|www.*|.*@.*",
        Math: r"\$.*\$|\\\\?\(.*\\\)|\\\\?\[.*\\\]|\\begin.*\}",
        MathBlock: r"\$.*\$|\\\\?\[.*\\\]|\\begin.*\}",
        Code: r"`.*`",
        Strong: r"(\*\*|__).*(\*\*|__)",
        Emphasis: r"[*_].*[*_]",
        Strike: r"~~.*~~",
        FootnoteRef: r"\[\^.*\]|\^\[.*\]",
    }
    for node in walk(parse(text, dialect=dialect).document):
        if node.span and type(node) in ends:
            assert re.fullmatch(ends[type(node)], text[slice(*node.span)], re.DOTALL | re.IGNORECASE)


WORDS = st.lists(st.from_regex(r"[a-z]{4,6}|[中文字词]{2,3}", fullmatch=True), min_size=1, max_size=8)
GLUE = st.sampled_from(
    [
        "==",
        " ==",
        "++",
        "~",
        "^",
        " ^[",
        "] ",
        "[[",
        "]]",
        "|",
        "\n\n:::note ",
        "\n:::\n",
        '\n\n!!! tip "',
        '"\n    ',
        "\n\n??? note\n    ",
        "\n\n> [!info] ",
        "\n: ",
        " :a: ",
        " {#a}\n\n# ",
        "\n\n```\n",
        "\n```\n\n",
        "\n  - ",
        "@",
        "{{<",
        ">}}",
        " ",
        " **",
        "** ",
        " *",
        "* ",
        "`",
        " $",
        "$ ",
        "\n",
        "\n\n",
        "，",
        "。",
        "“",
        "”",
        "~~",
        "|",
        "<b>",
        "</b>",
        "<center>",
        "</center>",
        "\n- ",
        "\n> ",
        "<u>",
        "{{",
        "}}",
        "<think>",
        "\n\n| ",
        " |\n|--|\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(["hexo", "hugo", "jekyll", "plain"]))
def test_no_word_of_the_author_s_is_lost(data, dialect):
    words = data.draw(WORDS)
    text = "".join(word + data.draw(GLUE) for word in words)
    parsed = parse(text, dialect=dialect)
    if not parsed.problems:  # `{{<word>}}` is a tag, and an unknown one is told
        kept = _words(parsed.document)
        assert [word for word in words if word not in kept] == []


def _words(document):
    """All words of a tree, those of addresses and of fences' first lines too."""
    nodes = tuple(walk(document))
    links = " ".join(node.url for node in nodes if isinstance(node, Link))
    infos = " ".join(node.info for node in nodes if isinstance(node, CodeBlock))
    return f"{plain(document)} {links} {infos}"


@given(st.text(alphabet="ab{}%中"))
def test_a_tag_unknown_or_unfinished_is_a_problem_and_never_reaches_the_words(text):
    parsed = parse(text)
    assert not any("{%" in node.text for node in walk(parsed.document) if isinstance(node, Text))
    assert bool(parsed.problems) == ("{%" in text)
