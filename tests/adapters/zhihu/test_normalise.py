"""Two spellings of the same article compare equal; two articles never do."""

from __future__ import annotations

import pytest

from publisher.model.record import Remote, State
from publisher.planning.marks import matches, words_mark
from publisher_zhihu.normalise import normalise, without_pictures

PICTURE = f"https://picx.zhimg.com/v2-{'a' * 32}.png"


@pytest.mark.parametrize(
    ("sent", "rewritten"),
    [
        ("<p>一</p><p>二</p>", "<p>一</p><p><br></p><p data-pid='x'>二</p>"),
        ("<p><strong>粗</strong><em>斜</em></p>", "<p><b>粗</b><i>斜</i></p>"),
        ("<h1>题</h1>", "<h2>题</h2>"),
        ("<blockquote>一<br>二</blockquote>", "<blockquote><p>一</p><p>二</p></blockquote>"),
        ('<p><a href="https://a.example">x</a></p>',
         '<p><a href="https://link.zhihu.com/?target=https%3A//a.example/" class="wrap external">x</a></p>'),
        ('<p><img eeimg="1" src="//www.zhihu.com/equation?tex=a%20b" alt="a b"></p>',
         '<p><img src="https://www.zhihu.com/equation?tex=a+b" alt="a b" eeimg="1"></p>'),
        ('<pre lang="c">a\n  b</pre>', '<pre lang="c"><code>a\n  b\n</code></pre>'),
        (f'<img src="{PICTURE}" data-caption="图" data-original-src="{PICTURE}">',
         f'<figure><img src="{PICTURE}" data-caption="图" data-original-token="v2"></figure>'),
        ("<ul><li>一</li><ul><li>二</li></ul></ul>", "<ul><li>一<ul><li>二</li></ul></li></ul>"),
        ("<p><b>a</b><b>b</b></p>", "<p><b>ab</b></p>"),
        ("<p>a&nbsp; b</p>", "<p>a b</p>"),
        ("<p>e\u0301</p>", "<p>\u00e9</p>"),
    ],
)  # fmt: skip
def test_the_editors_rewriting_changes_nothing(sent: str, rewritten: str) -> None:
    assert normalise(sent) == normalise(rewritten) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>一</p>", "<p>二</p>"),
        ("<h2>题</h2>", "<h3>题</h3>"),
        ("<h2>题</h2>", "<p>题</p>"),
        ("<p>粗</p>", "<p><b>粗</b></p>"),
        ("<p>引</p>", "<blockquote>引</blockquote>"),
        ("<ul><li>项</li></ul>", "<ol><li>项</li></ol>"),
        ('<p><a href="https://a.example">x</a></p>', '<p><a href="https://b.example">x</a></p>'),
        ('<p><img eeimg="1" alt="a"></p>', '<p><img eeimg="1" alt="b"></p>'),
        (f'<img src="{PICTURE}">', f'<img src="{PICTURE.replace("a", "b", 40)}">'),
        ("<pre>a\nb</pre>", "<pre>a\n b</pre>"),
        ("<p>一</p><hr>", "<p>一</p>"),
        ('<p>x<sup data-draft-type="reference" data-text="甲">[1]</sup></p>',
         '<p>x<sup data-draft-type="reference" data-text="乙">[1]</sup></p>'),
    ],
)  # fmt: skip
def test_a_persons_change_is_seen(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_what_a_reader_sees_can_be_foreseen_from_the_body() -> None:
    body = (
        '<h2>题</h2><ol><li>1 &lt;b&gt; x</li></ol><p>式<img eeimg="1" alt="a&gt;b"></p>'
        f'<img src="{PICTURE}" data-caption="图"><pre lang="c">if (a &lt; b &amp;&amp; c &gt; d)</pre>'
        '<p>注<sup data-draft-type="reference" data-text="文" data-url="https://a.example">[1]</sup></p>'
    )
    assert matches(words_mark("题", body), Remote(State.DRAFT, "题", normalise(body)))


def test_pictures_compare_before_they_are_uploaded() -> None:
    before, after = (
        f'<img src="asset:{"c" * 64}" data-caption="图">',
        f'<img src="{PICTURE}" data-caption="图">',
    )
    assert normalise(before) != normalise(after)
    assert without_pictures(normalise(before)) == without_pictures(normalise(after))
