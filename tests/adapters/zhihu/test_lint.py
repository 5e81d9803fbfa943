"""The linter finds each fault it is there for, and none in what the renderer makes of any tree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.contract import Colour, Typeset
from publisher.model.post import Asset, FileOrigin, Post, PostKey, Site
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
    '<img src="https://picx.zhimg.com/v2-{h}.png" data-size="normal" data-rawwidth="1" data-rawheight="1" '
    'data-original-src="https://picx.zhimg.com/v2-{h}.png">'
).format(h="a" * 32)
TABLE = '<table data-draft-node="block" data-draft-type="table" data-size="normal">'
SUP = '<sup data-text="t" data-url="" data-draft-node="inline" data-draft-type="reference" data-numero="{n}">'
FORMULA = '<img eeimg="{kind}" src="//www.zhihu.com/equation?tex={src}" alt="{alt}">'


def formula(alt: str, src: str = "x", kind: int = 1) -> str:
    return FORMULA.format(kind=kind, src=src, alt=alt)


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>a</p>\n<p>b</p>", "blank-between-blocks"),
        ("<ul> <li>a</li></ul>", "blank-between-blocks"),
        ("<p>a\nb</p>", "newline-in-text"),
        ("a<p>b</p>", "text-outside-block"),
        ("<p></p>", "empty-block"),
        ("<h1>a</h1>", "heading-level"),
        ("<p><del>a</del></p>", "unknown-tag"),
        ("<!-- a --><p>b</p>", "unknown-tag"),
        ("<div>a</div>", "unknown-tag"),
        ('<p style="color:red">a</p>', "unknown-attribute"),
        ('<p class="x">a</p>', "unknown-attribute"),
        ("<b>a</b>", "inline-outside-block"),
        ('<pre lang="c"><code>a</code></pre>', "tag-in-pre"),
        ("<pre>a</pre><pre>b</pre>", "adjacent-pre"),
        ("<ul><li><p>a</p></li></ul>", "block-in-item"),
        ("<ul><li><pre>a</pre></li></ul>", "block-in-item"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "list-in-item"),
        ("<ul><p>a</p></ul>", "not-an-item"),
        ("<li>a</li>", "item-outside-list"),
        ("<blockquote><p>a</p></blockquote>", "block-in-quote"),
        ("<p><ul><li>a</li></ul></p>", "block-in-text"),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", "table-attributes"),
        (f"{TABLE}<thead><tr><th>a</th></tr></thead></table>", "table-parts"),
        (f"{TABLE}<tbody><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>", "table-rows"),
        (f"{TABLE}<tbody><tr><td><p>a</p></td></tr></tbody></table>", "block-in-cell"),
        (PICTURE.replace("picx.zhimg.com", "example.com"), "foreign-picture"),
        (PICTURE.replace('.png"', '.png?auth_key=1"'), "temporary-picture"),
        (PICTURE.replace('data-rawwidth="1"', ""), "picture-size"),
        (f"<p>a{PICTURE}</p>", "picture-in-text"),
        (f"<p>a{formula('x', kind=3)}</p>", "formula-kind"),
        (f"<p>a{formula('')}</p>", "formula-alt"),
        (f"<p>a{formula('x&#10;y', 'x%0Ay')}</p>", "formula-alt"),
        (f"<p>a{formula('y')}</p>", "formula-address"),
        (f"<p>a{formula('a &amp; b', 'a%20&%20b')}</p>", "formula-address"),
        (
            f"<p>a{formula('%5Cdef%5Cx%7B%7D'.replace('%5C', chr(92)), '%5Cdef%5Cx%7B%7D')}</p>",
            "formula-macro",
        ),
        (f"<p>a{formula('x%', 'x%25')}</p>", "formula-comment"),
        (f"<p>a{formula('x', kind=2)}</p>", "display-not-alone"),
        (f"<p>{formula('x' + chr(92) * 2, 'x%5C%5C', kind=2)}</p>", "display-twice"),
        ('<p><a href="javascript:x">a</a></p>', "link-address"),
        ('<p><a href="https://a.example"></a></p>', "link-empty"),
        ('<p><a data-draft-type="link-card" href="https://a.example">a</a></p>', "card-in-text"),
        ("<p><sup>1</sup></p>", "reference-attributes"),
        (f"<p>{SUP.format(n=2)}[2]</sup></p>", "reference-number"),
    ],
)
def test_each_fault_has_its_code(html: str, code: str) -> None:
    assert code in {violation.code for violation in lint(html)}


def test_the_editors_own_forms_are_clean() -> None:
    body = (
        f'<h2>a</h2><p>b<b>c</b>{formula("x")}<a href="https://a.example">d</a><br>e</p><p><br></p>{PICTURE}'
        f"<ul><li>a</li><ul><li>b</li></ul></ul><p>{formula('x', kind=2)}</p>"
        f"{TABLE}<tbody><tr><th>a</th></tr></tbody></table><p>{SUP.format(n=1)}[1]</sup></p><hr>"
    )
    assert lint(body) == ()


class Tools:
    lenient = False

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        return Typeset("<svg/>", 1, 1, 0)

    def colour(self, code: str, language: str, /) -> tuple[Colour, ...]:
        return (Colour("", code),)


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
    return body.replace(REF, f"https://picx.zhimg.com/v2-{'c' * 32}.png")


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
