"""The linter finds each fault it is there for, and none in what the renderer makes of any tree."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.contract import Colour, Diagram, Typeset
from publisher.model.post import Asset, FileOrigin, Post, PostKey, Site
from publisher.model.rendition import REFERENCE
from publisher.model.tree import (
    Alert,
    Block,
    Cell,
    Code,
    CodeBlock,
    Details,
    Division,
    Document,
    Emphasis,
    Figure,
    FootnoteRef,
    HardBreak,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Row,
    SoftBreak,
    Strike,
    Strong,
    Styled,
    Table,
    Text,
    ThematicBreak,
)
from publisher_zhihu import ADAPTER
from publisher_zhihu.normalise import normalise, without_pictures
from publisher_zhihu.settings import Settings
from publisher_zhihu.simulator.editor import reopened
from publisher_zhihu.simulator.lint import lint

PICTURE = (
    '<img src="https://picx.zhimg.com/v2-{h}.png" data-caption="" data-size="normal" data-rawwidth="1" '
    'data-rawheight="1" data-original-src="https://picx.zhimg.com/v2-{h}.png">'
).format(h="a" * 32)
TABLE = '<table data-draft-node="block" data-draft-type="table" data-size="normal">'
SUP = (
    '<sup data-text="{t}" data-url="" data-draft-node="inline" data-draft-type="reference" data-numero="{n}">'
)
CARD = (
    '<a data-draft-node="block" data-draft-type="link-card" href="https://a.example" data-draft-title="t" '
    'data-draft-cover="">t</a>'
)


def formula(alt: str, src: str | None = None, kind: int = 1) -> str:
    src = quote(alt, safe="") if src is None else src
    return f'<img eeimg="{kind}" src="//www.zhihu.com/equation?tex={src}" alt="{escape(alt)}">'


def reference(number: int, text: str = "t") -> str:
    return SUP.format(n=number, t=text) + f"[{number}]</sup>"


FAULTS = [
    ("R1", "<p>a</p>\n<p>b</p>", "blank-between-blocks"),
    ("R1", "<ul> <li>a</li></ul>", "blank-between-blocks"),
    ("R1", "a<p>b</p>", "text-outside-block"),
    ("R1", "<b>a</b>", "inline-outside-block"),
    ("R2", "<p></p>", "empty-block"),
    ("R3", "<p>a\nb</p>", "newline-in-text"),
    ("R4", "<p>a</p><p><br></p><p>b</p>", "empty-line"),
    ("R5", "<h1>a</h1>", "heading-level"),
    ("R5", "<h4>a</h4>", "heading-level"),
    ("R5", "<h2>a<br>b</h2>", "break-in-heading"),
    ("R6", "<p><del>a</del></p>", "unknown-tag"),
    ("R6", "<p><mark>a</mark></p>", "unknown-tag"),
    ("R6", "<p><b>a<strong>b</strong></b></p>", "style-twice"),
    ("R6", '<p style="color:red">a</p>', "unknown-attribute"),
    ("R6", '<p class="x">a</p>', "unknown-attribute"),
    ("R6", '<h2 id="x">a</h2>', "unknown-attribute"),
    ("R7", "<p><code>a<b>c</b></code></p>", "tag-in-code"),
    ("R8", '<pre lang="c"><code>a</code></pre>', "tag-in-pre"),
    ("R8", '<pre lang="c">a</pre><pre lang="c">b</pre>', "adjacent-pre"),
    ("R8", "<pre>a</pre>", "pre-language"),
    ("R8", '<pre lang="c">a\n</pre>', "pre-edge"),
    ("R8", '<ul><li><pre lang="c">a</pre></li></ul>', "block-in-item"),
    ("R9", "<p>a & b</p>", "unescaped"),
    ("R9", '<p><a href="https://a.example/?a=1&b=2">a</a></p>', "unescaped"),
    ("R10", "<blockquote><p>a</p></blockquote>", "block-in-quote"),
    ("R10", "<blockquote>a<blockquote>b</blockquote></blockquote>", "block-in-quote"),
    ("R10", "<blockquote><ul><li>a</li></ul></blockquote>", "block-in-quote"),
    ("R11", "<p><hr></p>", "block-in-text"),
    ("R12", "<ul><li><p>a</p></li></ul>", "block-in-item"),
    ("R12", "<ul><p>a</p></ul>", "not-an-item"),
    ("R12", "<li>a</li>", "item-outside-list"),
    ("R12", '<ol start="3"><li>a</li></ol>', "unknown-attribute"),
    ("R12", "<ol><li>a</li></ol><ol><li>b</li></ol>", "adjacent-ol"),
    ("R12", "<p><ul><li>a</li></ul></p>", "block-in-text"),
    ("R13", "<ul><li>a<ul><li>b</li></ul></li></ul>", "list-in-item"),
    ("R13", "<ul><ul><li>b</li></ul></ul>", "list-without-item"),
    ("R14", '<ul><li><input type="checkbox">a</li></ul>', "unknown-tag"),
    ("R15", "<table><tbody><tr><td>a</td></tr></tbody></table>", "table-attributes"),
    ("R15", f"{TABLE}<thead><tr><th>a</th></tr></thead></table>", "table-parts"),
    ("R15", f"{TABLE}<colgroup></colgroup><tbody><tr><td>a</td></tr></tbody></table>", "table-parts"),
    ("R15", f"{TABLE}<tbody><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>", "table-rows"),
    ("R15", f'{TABLE}<tbody><tr><td align="left">a</td></tr></tbody></table>', "unknown-attribute"),
    ("R15", f"{TABLE}<tbody><tr><td><p>a</p></td></tr></tbody></table>", "block-in-cell"),
    ("R15", f"{TABLE}<tbody><tr><td>{PICTURE}</td></tr></tbody></table>", "block-in-cell"),
    ("R16", '<p><a href="javascript:x">a</a></p>', "link-address"),
    ("R16", '<p><a href="/a">a</a></p>', "link-address"),
    ("R16", '<p><a href="https://a.example"></a></p>', "link-empty"),
    ("R16", '<p><a href="https://a.example">a<a href="https://b.example">b</a></a></p>', "link-in-link"),
    ("R17", f"<p>{CARD}</p>", "card-in-text"),
    ("R17", CARD.replace(' data-draft-title="t"', ""), "card-form"),
    ("R18", '<p><a class="member_mention" href="/people/x">@x</a></p>', "mention-hash"),
    ("R19", "<p><sup>1</sup></p>", "reference-attributes"),
    ("R19", f"<p>{reference(2)}</p>", "reference-number"),
    ("R19", f"<p>{reference(1)}{reference(1, 'u')}</p>", "reference-differs"),
    ("R20", f"<p>a{formula('x', kind=3)}</p>", "formula-kind"),
    ("R20", f"<p>a{formula('')}</p>", "formula-alt"),
    ("R20", f"<p>a{formula('[公式]')}</p>", "formula-alt"),
    ("R20", f"<p>a{formula('x' + chr(10) + 'y').replace(chr(10), '&#10;')}</p>", "formula-alt"),
    ("R20", f"<p>a{formula('y', 'x')}</p>", "formula-address"),
    ("R20", f"<p>a{formula('a & b', 'a%20&%20b')}</p>", "formula-address"),
    ("R20", f"<p>a{formula('a+b', 'a+b')}</p>", "formula-encoding"),
    ("R20", f"<p>a{formula(chr(92) + 'def' + chr(92) + 'x{}')}</p>", "formula-macro"),
    ("R20", f"<p>a{formula(chr(92) + 'bm{x}')}</p>", "formula-macro"),
    ("R20", f"<p>a{formula(chr(92) + 'eqref{x}')}</p>", "formula-reference"),
    ("R20", f"<p>a{formula('{' + chr(92) + 'color{red} x}')}</p>", "formula-colour"),
    ("R20", f"<p>a{formula('x%')}</p>", "formula-comment"),
    ("R20", f"<p>a{formula('x', kind=2)}</p>", "display-not-alone"),
    ("R20", formula("x", kind=2), "display-not-alone"),
    ("R20", f"<p>{formula('x' + chr(92) * 2, kind=2)}</p>", "display-twice"),
    ("R21", PICTURE.replace("picx.zhimg.com", "example.com"), "foreign-picture"),
    ("R21", PICTURE.replace('.png"', '.png?auth_key=1"'), "temporary-picture"),
    ("R21", PICTURE.replace('data-rawwidth="1"', ""), "picture-size"),
    ("R21", PICTURE.replace('data-size="normal"', 'data-size="large"'), "picture-size"),
    ("R21", PICTURE.replace('data-caption=""', ""), "picture-caption"),
    ("R21", f"<p>a{PICTURE}</p>", "picture-in-text"),
    ("R23", "<svg></svg>", "unknown-tag"),
    ("R23", '<iframe src="https://a.example"></iframe>', "unknown-tag"),
    ("R24", "<!-- a --><p>b</p>", "unknown-tag"),
    ("R24", "<div>a</div>", "unknown-tag"),
]


@pytest.mark.parametrize(("rule", "html", "code"), FAULTS)
def test_each_fault_against_a_rule_has_its_code(rule: str, html: str, code: str) -> None:
    assert code in {violation.code for violation in lint(html)}


def test_the_editors_own_forms_are_clean() -> None:
    body = (
        f'<h2>a</h2><p>b<b>c</b>{formula("x")}<a href="https://a.example">d</a><br>e</p>{PICTURE}{CARD}'
        f'<pre lang="c">a</pre><p><br></p><pre lang="c">b</pre><blockquote>a<br>b</blockquote>'
        f"<ul><li>a</li><ul><li>b</li></ul></ul><p>{formula('x & y', kind=2)}</p>"
        f"{TABLE}<tbody><tr><th>a</th></tr></tbody></table><p>{reference(1)}{reference(1)}{reference(2)}</p><hr>"
    )
    assert lint(body) == ()


class Tools:
    lenient = False
    formula_recipe = diagram_recipe = "test"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        return Typeset("<svg/>", 1, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)

    def draw(self, text: str, language: str, /) -> Diagram:
        return Diagram("<svg/>", 30, 20)


REF = "asset:" + "c" * 64
ASSETS = {REF: Asset(REF, "c.png", FileOrigin("c.png"), "image/png", 2, 2)}
text = st.text(st.sampled_from("ab中文。 <&>\"'*_`\\{%\n\u3000"), max_size=8)
tex = st.text(st.sampled_from("xy\\{}^_&<>%\n $"), min_size=1, max_size=8)
leaf: st.SearchStrategy[Inline] = st.one_of(
    text.map(lambda t: Text(text=t)),
    text.map(lambda t: Code(text=t)),
    tex.map(lambda t: Math(tex=t)),
    tex.map(lambda t: Math(tex=t, display=True)),
    text.map(lambda t: Image(src="c.png", asset=REF, alt=t, title=t)),
    st.just(SoftBreak()),
    st.just(HardBreak()),
    st.just(FootnoteRef(label="none", number=1)),
)


def spans(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        some.map(lambda x: Strong(inlines=x)),
        some.map(lambda x: Emphasis(inlines=x)),
        some.map(lambda x: Strike(inlines=x)),
        some.map(lambda x: Styled(tag="sup", inlines=x)),
        some.map(lambda x: Styled(tag="u", inlines=x)),
    )


inlines = st.lists(st.recursive(leaf, spans, max_leaves=4), max_size=4).map(tuple)
linked = st.one_of(
    inlines,
    st.builds(
        lambda url, x: (Link(url=url, inlines=x),),
        st.sampled_from(["https://a.example/?a=1&b=2", "mailto:a@b.c", "#x", "javascript:x", "rel.html", ""]),
        inlines,
    ),
)
paragraph = linked.map(lambda x: Paragraph(inlines=x))
flat: st.SearchStrategy[Block] = st.one_of(
    paragraph,
    st.builds(lambda level, x: Heading(level=level, inlines=x), st.integers(1, 6), linked),
    text.map(lambda t: CodeBlock(code=t, language="python")),
    text.map(lambda t: CodeBlock(code=t, language="mermaid")),
    tex.map(lambda t: MathBlock(tex=t)),
    st.just(ThematicBreak()),
    st.just(Figure(image=Image(src="c.png", asset=REF))),
    linked.map(lambda x: Table(head=Row(cells=(Cell(inlines=x),)), rows=(Row(cells=(Cell(inlines=x),)),))),
)


def containers(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(
        st.builds(
            lambda blocks, checked: Item(blocks=blocks, checked=checked), some, st.sampled_from([None, True])
        ),
        max_size=3,
    ).map(tuple)
    return st.one_of(
        some.map(lambda x: Quote(blocks=x)),
        some.map(lambda x: Alert(kind="note", blocks=x)),
        some.map(lambda x: Details(summary=(Text(text="s"),), blocks=x)),
        some.map(lambda x: Division(blocks=x)),
        st.builds(
            lambda ordered, start, x: List(ordered=ordered, start=start, items=x),
            st.booleans(),
            st.sampled_from([1, 1, 3]),
            items,
        ),
    )


documents = st.lists(st.recursive(flat, containers, max_leaves=8), max_size=5).map(tuple)


def rendered(blocks: tuple[Block, ...]) -> str:
    post = Post(
        PostKey("p"), "p.md", "", "题", Document(blocks=blocks), "https://b.example/p.html", assets=ASSETS
    )
    site = Site(url="https://b.example", target="zhihu")
    body = ADAPTER.render(post, site, Settings(adapter="zhihu"), Tools()).body
    return REFERENCE.sub(lambda found: f"https://picx.zhimg.com/v2-{found.group()[6:38]}.png", body)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_whatever_the_tree_the_body_is_clean(blocks: tuple[Block, ...]) -> None:
    assert lint(rendered(blocks)) == ()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_whatever_the_tree_reopening_the_draft_is_no_edit(blocks: tuple[Block, ...]) -> None:
    body = rendered(blocks)
    assert normalise(reopened(body)) == normalise(body)
    assert without_pictures(normalise(body)).count("<图") == body.count("data-rawwidth")
