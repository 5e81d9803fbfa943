"""Templates run in a sandbox: what fails names its line, and what goes on for ever stops."""

import pytest

from publisher.errors import SourceError
from publisher.markdown.blocks.template import rendered
from publisher.model.post import Entry, Post, PostKey, Site
from publisher.model.tree import Document

KEY = PostKey("k")
POST = Post(KEY, "k.md", "text", "A *title* [x](y) $z$", Document(), tags=("a", "b"))
SITE = Site(entries={KEY: Entry(KEY, "k.md", "K", "https://here.example/k")}, profiles={"wechat": "Me"})


def made(template: str, **others: str) -> str:
    resources = {f"templates/{name}.md.j2": text for name, text in {"block": template, **others}.items()}
    context = {"post": POST, "site": SITE, "profiles": SITE.profiles, "text": "word " * 1000}
    return rendered("block", resources, context)


@pytest.mark.parametrize(
    ("template", "output"),
    [
        ("{{ post.title | md }}", r"A \*title\* &#91;x&#93;(y) \$z\$"),
        ("{% for t in post.tags %}{{ loop.index }}{{ t }}{{ ',' if not loop.last }}{% endfor %}", "1a,2b"),
        ("{{ post.tags | join('、') }} {{ post.tags | length }}", "a、b 2"),
        ("{% set n = namespace(n=0) %}{% for i in [9] %}{% set n.n = n.n + i %}{% endfor %}{{ n.n }}", "9"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(1) }}{{ m('a' ~ 2 ~ [1, 2][0]) }}", "<1><a21>"),
        ("{% for name, value in profiles.items() %}{{ name }}={{ value }}{% endfor %}", "wechat=Me"),
        ("{{ 'a:b'.split(':')[1].upper() }} {{ '=' * 5 }} {{ 7 % 4 }} {{ 2 ** 10 }}", "B ===== 3 1024"),
        ("{{ ['b', 'a'] | sort | join }} {{ {'x': 1}.x }} {{ text | truncate(9) }}", "ab 1 word..."),
        ("{% for a in [[1, [2]], [3]] recursive %}{{ loop(a) if a is iterable else a }}{% endfor %}", "123"),
    ],
)  # fmt: skip
def test_what_templates_need_works(template: str, output: str) -> None:
    assert made(template) == output


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in text %}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}a long line of words, printed again and again{{ text }}{% endfor %}",
        "{% set x %}{% for a in range(9999) %}{{ text }}{% endfor %}{% endset %}",
        "{% macro m(n) %}{% for a in range(99) %}{{ m(n + 1) }}{% endfor %}{% endmacro %}{{ m(0) }}",
        "{% set ns = namespace(x='ab') %}{% for a in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x='ab') %}{% for a in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}",
        "{% set n = namespace(x=1) %}{% for a in range(60) %}{% set n.x = {1: n.x, 2: n.x} %}{% endfor %}",
        "{% set ns = namespace(x=9) %}{% for a in range(60) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
        "{% set n=namespace(x='a') %}{% for a in '1'*60 %}{% set n.x %}{{n.x}}{{n.x}}{%endset%}{% endfor %}",
        "{{ 'x' * 99999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ [1] * 99999999 }}",
        "{{ 'x'.ljust(99999999999) }}",
        "{{ 'x' | center(99999999999) }}",
        "{{ ('\t' * 9999).expandtabs(9999) }}",
        "{{ text | replace('w', text) | replace('o', text) | replace('r', text) }}",
        "{{ text.replace('w', text).replace('o', text).replace('r', text) }}",
        "{{ [1] | batch(99999999, 'x') | list }}",
        "{{ range(99999999) | list }}",
        "{{ ([text] * 9999) | join }}",
        "{% for a in range(9999) %}{{ text | upper | lower | replace('a', 'b') }}{% endfor %}",
        "{% for a in range(9999) %}{{ range(9999) | map('string') | list | length }}{% endfor %}",
        "{% include 'block.md.j2' %}",
        "{% extends 'block.md.j2' %}",
    ],
)
def test_what_goes_on_for_ever_or_grows_too_large_is_stopped(template: str) -> None:
    with pytest.raises(SourceError, match="the template fails: ") as caught:
        made("\n" + template)
    assert (caught.value.path, caught.value.line) == ("templates/block.md.j2", 2)


def test_two_renderings_do_not_share_a_budget() -> None:
    template = "{% for a in range(9000) %}{% for b in range(9) %}{% endfor %}{% endfor %}x"
    assert [made(template) for _ in range(4)] == ["x"] * 4


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ post.__init__.__globals__ }}", "unsafe"),
        ("{{ site.entries.clear() }}", "not safely callable|unsafe"),
        ("{{ site.entries.update({}) }}", "not safely callable|unsafe"),
        ("{{ '{0.__class__}'.format(post) }}", "use ~"),
        ("{{ '%s' % post.title }}", "use ~"),
        ("{{ [1, 2] | random }}", "No filter named 'random'"),
        ("{{ lipsum() }}", "undefined"),
        ("{{ post.tags }}", "only words can be printed"),
        ("{{ 'x' ~ post }}", "only words can be printed"),
        ("{% import 'os' as os %}", "os"),
    ],
)
def test_what_a_template_is_not_to_do_is_named_with_its_line(template: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        made("words\n\n" + template)
    assert caught.value.line == 3


@pytest.mark.parametrize("mistake", ["{% if %}", "{{ nope }}", "{{ 'a' * 10 ** 9 }}", "{% include 'x' %}"])
def test_a_mistake_in_an_included_template_names_that_one(mistake: str) -> None:
    with pytest.raises(SourceError) as caught:
        made("{% include 'part.md.j2' %}", part=f"a\n{mistake}")
    assert (caught.value.path, caught.value.line) == ("templates/part.md.j2", 2)


def test_a_template_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SourceError) as caught:
        made("{% include '/etc/passwd' %}", part="")
    assert 'no template "/etc/passwd"; there are block.md.j2, part.md.j2' in str(caught.value)


def test_rendering_leaves_the_site_as_it_was() -> None:
    with pytest.raises(SourceError):
        made("{{ site.entries.pop('k') }}")
    assert KEY in SITE.entries
