"""What a fence says beyond its language, in every spelling there is."""

import pytest

from publisher.markdown.code_info import CodeInfo, read
from publisher.markdown.parse import parse
from publisher.markdown.walk import walk
from publisher.model.tree import CodeBlock


def info(text, dialect="hexo"):
    (block,) = (node for node in walk(parse(text, dialect=dialect).document) if isinstance(node, CodeBlock))
    return read(block)


def fence(written):
    return info(f"~~~{written}\na\n~~~")


@pytest.mark.parametrize("written", ["", "python", "{.python}", "c++", "diff", "{r, echo=FALSE}", "{python}"])
def test_a_language_alone_says_nothing_more(written):
    assert fence(written) == CodeInfo()


@pytest.mark.parametrize(
    "written",
    [
        "js {1,3-5}",
        "js{1,3-5}",
        "js {1, 3-5}",
        'go {hl_lines=[1,"3-5"]}',
        'go {linenos=false, hl_lines=["1","3-5"]}',
        'py hl_lines="1 3-5"',
        "js mark:1,3-5",
        "python 标题 mark:1,3-5 wrap:true",
        'js title="a" {1,3-5}',
    ],
)
def test_marked_lines(written):
    assert fence(written).marked == {1, 3, 4, 5}


@pytest.mark.parametrize(
    ("written", "numbers", "start"),
    [
        ("js showLineNumbers", True, 1),
        ("js showLineNumbers=false", False, 1),
        ("js showLineNumbers{5}", True, 5),
        ("ts:line-numbers", True, 1),
        ("ts:line-numbers=5 {1}", True, 5),
        ("ts:no-line-numbers", False, 1),
        ("go {linenos=true}", True, 1),
        ("go {linenos=table,linenostart=199}", True, 199),
        ("go {linenos=false}", False, 1),
        ('py linenums="7"', True, 7),
        ('{.python .numberLines startFrom="100"}', True, 100),
        ("python line_number:false", False, 1),
        ("python first_line:5", True, 5),
    ],
)
def test_line_numbers(written, numbers, start):
    assert (fence(written).numbers, fence(written).start) == (numbers, start)


def test_hexo_counts_marked_lines_from_the_first_line_s_number():
    assert fence("python first_line:5 mark:5,7-8").marked == {1, 3, 4}
    assert fence("go {linenostart=5, hl_lines=[1]}").marked == {1}


@pytest.mark.parametrize(
    ("written", "title", "file"),
    [
        ('js title="a b.js"', "a b.js", ""),
        ("js title='甲 乙'", "甲 乙", ""),
        ("js title=甲", "甲", ""),
        ("js [甲 乙]", "甲 乙", ""),
        ("python 标题 一 https://a.b 链接", "标题 一", ""),
        ("js:src/app.js", "src/app.js", "src/app.js"),
        ("js src/app.js", "src/app.js", "src/app.js"),
        ('js filename="app.js" title="题"', "题", "app.js"),
        ("sh 10:30 时 a:b", "10:30 时 a:b", ""),
    ],
)
def test_titles_and_files(written, title, file):
    assert (fence(written).title, fence(written).file) == (title, file)


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        (
            "hexo",
            "{% codeblock 标 题 lang:python https://a.b 文 mark:2 first_line:2 %}\na\n{% endcodeblock %}",
            CodeInfo(title="标 题", marked=frozenset({1}), numbers=True, start=2),
        ),
        ("hexo", "{% codeblock line_number:false %}\na\n{% endcodeblock %}", CodeInfo(numbers=False)),
        (
            "hugo",
            '{{< highlight go "linenos=table,hl_lines=8 15-17,linenostart=199" >}}\na\n{{< /highlight >}}',
            CodeInfo(marked=frozenset({8, 15, 16, 17}), numbers=True, start=199),
        ),
        (
            "hugo",
            '{{< highlight go linenos=inline hl_lines="1" >}}\na\n{{< /highlight >}}',
            CodeInfo(marked=frozenset({1}), numbers=True),
        ),
        (
            "jekyll",
            '{% highlight ruby linenos mark_lines="1 2" %}\na\n{% endhighlight %}',
            CodeInfo(marked=frozenset({1, 2}), numbers=True),
        ),
    ],
)
def test_tags_say_it_too(dialect, text, expected):
    assert info(text, dialect) == expected


def test_a_range_without_end_marks_no_million_lines():
    assert len(fence("js {1-999999999}").marked) < 20_000
