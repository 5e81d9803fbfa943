"""Any text at all: read without an error, no word lost, no span wrong."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.markdown.html_rules import HTML
from publisher.markdown.parse import parse
from publisher.markdown.passes import figures, softbreaks
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.render import render
from publisher.markdown.walk import walk
from publisher.model.tree import Code, Image, Link, Math, MathBlock, Text

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
@given(SOUP | st.text(), st.sampled_from(["hexo", "jekyll", "plain"]))
def test_any_text_is_read_and_written_without_an_error(text, dialect):
    document = parse(text, dialect=dialect).document
    for tree in (document, figures.lift(softbreaks.join(document))):
        render(tree, HTML)
        plain(tree)
        fingerprint(tree)
        for node in walk(tree):
            assert 0 <= node.lines[0] <= node.lines[1]


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_a_span_begins_and_ends_with_what_makes_its_node(text):
    ends = {
        Image: r"!\[.*[\])]|<img.*>|\{%.*%\}",
        Link: r"\[.*[\])]|<.*>|\{%.*%\}|\w+:.*|www.*",
        Math: r"\$.*\$|\\\(.*\\\)|\\\[.*\\\]|\\begin.*\}",
        MathBlock: r"\$.*\$|\\\[.*\\\]|\\begin.*\}",
        Code: r"`.*`",
    }
    for node in walk(parse(text).document):
        if node.span and type(node) in ends:
            assert re.fullmatch(ends[type(node)], text[slice(*node.span)], re.DOTALL | re.IGNORECASE)


WORDS = st.lists(st.from_regex(r"[a-z]{4,6}|[中文字词]{2,3}", fullmatch=True), min_size=1, max_size=8)
GLUE = st.sampled_from(
    [
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
@given(st.data())
def test_no_word_of_the_author_s_is_lost(data):
    words = data.draw(WORDS)
    text = "".join(word + data.draw(GLUE) for word in words)
    read = plain(parse(text).document)
    assert [word for word in words if word not in read] == []


@given(st.text(alphabet="ab{}%中"))
def test_a_tag_unknown_or_unfinished_is_a_problem_and_never_reaches_the_words(text):
    parsed = parse(text)
    assert not any("{%" in node.text for node in walk(parsed.document) if isinstance(node, Text))
    assert bool(parsed.problems) == ("{%" in text)
