"""General HTML: a rule for every node kind, and nothing unescaped."""

from dataclasses import replace

import pytest

from publisher.markdown.html_rules import HTML
from publisher.markdown.parse import parse
from publisher.markdown.plain import PLAIN
from publisher.markdown.render import render
from publisher.model import tree
from publisher.model.tree import Block, Figure, Image, Inline, Link, Node, Paragraph, Region, Text


@pytest.mark.parametrize("rules", [HTML, PLAIN], ids=["html", "plain"])
def test_every_node_kind_has_a_rule(rules):
    kinds = {kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, Node)}
    assert kinds - {Node, Block, Inline} == set(rules)


def test_an_adapter_overrides_entries_of_the_mapping():
    rules = {**HTML, Text: lambda node, write: node.text.upper()}
    assert render(parse("a *b*").document, rules) == "<p>A <em>B</em></p>\n"


def test_a_kind_without_a_rule_is_a_type_error():
    with pytest.raises(TypeError, match="Text"):
        render(parse("a").document, {kind: rule for kind, rule in HTML.items() if kind is not Text})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a <b & "c"', '<p>a &lt;b &amp; "c"</p>'),
        ("`<b>&`", "<p><code>&lt;b&gt;&amp;</code></p>"),
        ('$a<b"$', '<p><span class="math">a&lt;b&quot;</span></p>'),
        ("$$\n<\n$$", '<div class="math">\n&lt;\n</div>'),
        ('[a](<b"><c> "d<")', '<p>[a](&lt;b"&gt;&lt;c&gt; "d&lt;")</p>'),
        ("[a](b\"c 'd\"')", '<p><a href="b&quot;c" title="d&quot;">a</a></p>'),
        ('```a"b\n<\n```', '<pre><code class="language-a">&lt;\n</code></pre>'),
        ('![a"](https://b.c/d"e.png)', '<p><img src="https://b.c/d&quot;e.png" alt="a&quot;"></p>'),
        ("![a](b.png)", "<p>[a]</p>"),
        ("[a](post:b)", "<p>a</p>"),
        (
            "> [!TIP]\n> a",
            '<blockquote class="alert tip">\n<p><strong>Tip</strong></p>\n<p>a</p>\n</blockquote>',
        ),
        ("- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>"),
    ],
)
def test_text_is_escaped_and_structure_kept(html, text, expected):
    assert html(text) == expected


def test_a_footnote_is_linked_to_its_mark(html):
    assert html("a[^1]\n\n[^1]: b") == (
        '<p>a<sup><a href="#fn1">[1]</a></sup></p>\n'
        '<ol class="footnotes">\n<li id="fn1" value="1"><p>b</p>\n</li>\n</ol>'
    )


def test_a_bound_picture_shows_its_asset():
    image = Image(src="a.png", alt="b", asset="asset:" + "0" * 64, width=10)
    assert render(image, HTML) == f'<img src="asset:{"0" * 64}" alt="b" width="10">'
    assert render(Figure(image=image, caption=(Text(text="c"),)), HTML).endswith(
        "<figcaption>c</figcaption></figure>\n"
    )


@pytest.mark.parametrize(
    "url", ["javascript:x", "java\nscript:x", "data:text/html,x", "vbscript:x", "//[", "file:///x"]
)
def test_an_address_that_could_run_something_is_not_linked(url):
    html = render(Link(url=url, inlines=(Text(text="a"),)), HTML)
    assert html == "a"


def test_a_region_shows_what_it_holds():
    region = Region(name="x", blocks=(Paragraph(inlines=(Text(text="a"),)),))
    assert render(replace(region, keep=False), HTML) == "<p>a</p>\n"
