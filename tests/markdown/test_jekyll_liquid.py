"""Jekyll's Liquid: tags, outputs, and what kramdown adds."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Alert, CodeBlock, Figure, Image, Link, Math, MathBlock, Text, Toc

JEKYLL = {"dialect": "jekyll"}


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("{% post_url 2024-01-01-a %}", "post:2024-01-01-a"),
        ("{% post_url sub/2024-01-01-a %}#part", "post:sub/2024-01-01-a#part"),
        ("{% link _posts/2024-01-01-a.md %}", "post:2024-01-01-a"),
        ("{{ site.baseurl }}{% link _posts/2024-01-01-a.md %}", "post:2024-01-01-a"),
        ("{{ site.baseurl }}{% post_url 2024-01-01-a %}", "post:2024-01-01-a"),
        ("{% link files/a.pdf %}", "/files/a.pdf"),
        ("{{ site.url }}{{ site.baseurl }}/a/b.html", "/a/b.html"),
        ("{{site.baseurl}}/a", "/a"),
        ("{{ '/a.html' | relative_url }}", "/a.html"),
        ('{{ "/a" | absolute_url }}', "/a"),
        ('{{ "/a" | prepend: site.baseurl | prepend: site.url }}', "/a"),
    ],
)
def test_what_liquid_makes_of_an_address_is_known(found, written, url):
    text = f'见 [词]({written} "题")。'
    (link,) = found(text, Link, **JEKYLL)
    assert (link.url, link.title, text[slice(*link.span)]) == (url, "题", text[2:-1])
    assert parse(text, **JEKYLL).problems == ()


def test_pictures_references_and_html_know_such_addresses_too(found):
    text = (
        '![字]({{ "/a.png" | relative_url }}) <img src="{{ "/b.png" | relative_url }}" width="20">\n\n'
        '<div><img src="{{ site.baseurl }}/c.png"></div>\n\n[词][r] <a href="{% post_url x %}">词</a>\n\n'
        "[r]: {{ site.baseurl }}/d"
    )
    assert [image.src for image in found(text, Image, **JEKYLL)] == ["/a.png", "/b.png", "/c.png"]
    assert found(text, Image, **JEKYLL)[1].width == 20
    assert [link.url for link in found(text, Link, **JEKYLL)] == ["/d", "post:x"]
    assert parse(text, **JEKYLL).problems == ()


def test_a_post_named_alone_is_a_link_that_gets_its_title_later(found):
    assert [(link.url, link.inlines) for link in found("{% post_url 2024-01-01-a %}", Link, **JEKYLL)] == [
        ("post:2024-01-01-a", ())
    ]


def test_raw_is_markdown_in_which_nothing_is_a_tag(found, html):
    text = "{% raw %}\n```liquid\n{{ x }} {% y %}\n```\n\n**粗** {{ z }}\n{% endraw %}\n\n`{{ c }}`"
    parsed = parse(text, **JEKYLL)
    assert parsed.problems == ()
    assert plain(parsed.document) == "```liquid\n{{ x }} {% y %}\n```\n\n粗 {{ z }}\n\n`{{ c }}`"


def test_raw_within_a_line_stays_within_it():
    text = "前 {% raw %}`{{ x }}` {{ y }} **粗**{% endraw %} 后"
    assert plain(parse(text, **JEKYLL).document) == "前 `{{ x }}` {{ y }} 粗 后"


def test_raw_within_code_is_not_shown(found):
    text = "```\n{% raw %}\n{{ x }}\n{% endraw %}\n```\n\n`{% raw %}{{ y }}{% endraw %}`"
    assert [node.code for node in found(text, CodeBlock, **JEKYLL)] == ["{{ x }}"]
    assert plain(parse(text, **JEKYLL).document).endswith("`{{ y }}`")


def test_highlighted_code_keeps_its_text(found):
    text = "{% highlight Ruby linenos %}\n{% raw %}\na {{ b }}\n{% endraw %}\n{% endhighlight %}"
    (block,) = found(text, CodeBlock, **JEKYLL)
    assert (block.code, block.language, block.info) == ("a {{ b }}", "ruby", "Ruby linenos")


@pytest.mark.parametrize(
    "tag",
    [
        'include figure.html src="a.png" caption="说 *明*" alt="述" width="300px"',
        'include figure image_path="a.png" caption="说 *明*" alt="述" width="300"',
        'include image.html url="a.png" description="说 *明*" alt="述" width=300',
    ],
)
def test_an_include_that_shows_a_picture_is_a_figure(found, tag):
    text = f"{{% {tag} %}}"
    (figure,) = found(text, Figure, **JEKYLL)
    image = figure.image
    assert (image.src, image.alt, image.width, plain(figure.caption)) == ("a.png", "述", 300, "说 明")
    assert text[slice(*image.span)] == text


@pytest.mark.parametrize(
    ("tag", "kind", "words"),
    [
        ('include tip.html content="注 **意**"', "tip", "注 意"),
        ('include callout.html type="danger" content="注意"', "caution", "注意"),
        ('include alert.html text="注意"', "warning", "注意"),
    ],
)
def test_an_include_that_says_something_is_an_alert(found, tag, kind, words):
    (alert,) = found(f"{{% {tag} %}}", Alert, **JEKYLL)
    assert (alert.kind, plain(alert.blocks)) == (kind, words)


@pytest.mark.parametrize(
    ("text", "kinds", "words"),
    [
        (
            '{% include video id="abc" provider="youtube" %}',
            ["html-embed"],
            "https://www.youtube.com/watch?v=abc",
        ),
        ("{% gist a/1 %}", ["html-embed"], "https://gist.github.com/a/1"),
        ('{% include foo.html text="话" %}', ["tag-unwrapped"], "话"),
        ('{% include foo.html url="https://a.b" title="题" %}', ["tag-unwrapped"], "题"),
        ("前 {% include foo.html %}", ["tag-dropped"], "前"),
        ("{% if a %}\n留 **下**\n{% endif %}", ["tag-unwrapped"], "留 下"),
    ],
)
def test_of_what_is_not_known_the_words_are_kept_with_a_note(text, kinds, words):
    parsed = parse(text, **JEKYLL)
    assert ([note.kind for note in parsed.notes], plain(parsed.document)) == (kinds, words)
    assert parsed.problems == ()


def test_comments_are_left_out():
    text = "a\n\n{% comment %}\nb {{ c }}\n{% endcomment %}\n\n{::comment}\nd\n{:/comment}\n\n"
    text += '{::options x="1" /}\n\ne'
    parsed = parse(text, **JEKYLL)
    assert (plain(parsed.document), parsed.problems, parsed.notes) == ("a\n\ne", (), ())


def test_values_of_the_front_matter_are_put_in():
    front = "---\ntitle: 题\nauthor: {name: 张}\nn: 3\n---\n"
    text = front + "# {{ page.title }}：{{ page.author.name }}{{page.n}}\n"
    parsed = parse(text, body_offset=text.index("#"), **JEKYLL)
    assert (plain(parsed.document), parsed.problems) == ("# 题：张3", ())


def test_a_text_in_quotes_is_itself():
    assert (
        plain(parse("写作 {{ \"{{ x }}\" }} 与 {{ '{% y %}' }}", **JEKYLL).document)
        == "写作 {{ x }} 与 {% y %}"
    )


@pytest.mark.parametrize(
    ("text", "named", "line"),
    [
        ("a\n{{ site.time }} b", "{{ site.time }}", 2),
        ("{{ page.nothing }}", "{{ page.nothing }}", 1),
        ("a {{ b | c: 'd' }}", "b | c: 'd'", 1),
        ("{% assign a = 1 %}", "{% assign %}", 1),
        ("a {{ b", "`{{`", 1),
        ("[x]({{ site.nothing }}/a)", "site.nothing", 1),
    ],
)
def test_what_cannot_be_carried_over_is_a_problem_with_its_line(text, named, line):
    parsed = parse(text, **JEKYLL)
    assert [(named in problem.message, problem.line, bool(problem.hint)) for problem in parsed.problems] == [
        (True, line, True)
    ]
    assert not any("{{" in node.text for node in walk(parsed.document) if isinstance(node, Text))


def test_kramdown_s_double_dollars_stand_within_a_line_where_words_do(found):
    text = "文 $$x_1$$ 字\n\n$$y$$\n\n$$\nz\n$$\n\n| $$a|b$$ |\n|--|"
    assert [(node.tex, node.display) for node in found(text, Math, **JEKYLL)] == [
        ("x_1", False),
        ("a|b", False),
    ]
    assert [node.tex for node in found(text, MathBlock, **JEKYLL)] == ["y", "\nz\n"]


def test_brackets_that_kramdown_leaves_to_the_page_are_formulas(found):
    text = "文 \\\\(a_1\\\\) 字\n\n\\\\[\n\\frac{a}{b} \\\\\n+ c\n\\\\]"
    (inline,) = found(text, Math, **JEKYLL)
    assert (inline.tex, inline.display, text[slice(*inline.span)]) == ("a_1", False, "\\\\(a_1\\\\)")
    (block,) = found(text, MathBlock, **JEKYLL)
    assert (block.tex, text[slice(*block.span)]) == (
        "\n\\frac{a}{b} \\\\\n+ c\n",
        text[text.index("\\\\[") :],
    )


def test_a_list_below_which_toc_stands_is_a_table_of_contents(found):
    for text in ("* 目录\n{:toc}", "1. TOC\n{:toc}", "- x\n{: toc}\n\n后"):
        assert [toc.lines for toc in found(text, Toc, **JEKYLL)] == [(1, 2)]
        assert "TOC" not in plain(parse(text, **JEKYLL).document)


def test_a_formula_in_a_tag_stands_within_a_line_of_words(found):
    assert [node.display for node in found("是 {% katex %}x_1{% endkatex %} 的", Math, **JEKYLL)] == [False]
    assert [node.tex for node in found("{% katex %}x_1{% endkatex %}", MathBlock, **JEKYLL)] == ["x_1"]


def test_liquid_has_no_comments_in_such_brackets():
    assert plain(parse("甲{# 注 #}乙", **JEKYLL).document) == "甲{# 注 #}乙"
