"""Generated regions: recognised in old posts, replaced by templates, and never growing."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.markdown.blocks import fill, recognise, replacements
from publisher.markdown.front_matter import read
from publisher.markdown.parse import parse
from publisher.markdown.plain import fingerprint, plain
from publisher.markdown.rewrite import apply
from publisher.markdown.walk import transform, walk
from publisher.model.post import BlockRule, Entry, Post, PostKey, Site
from publisher.model.tree import Document, Image, Link, Node, Region, ThematicBreak

RULES = (
    BlockRule("related", ("Earlier", "【往期文章】")),
    BlockRule("footer", ("Thanks*", "Blog：*")),
    BlockRule("notice", line=r"^【also on.*】$"),
)
RELATED = """\
{% if links %}
{{ heading }}

{% for name, members in groups %}
{% if name %}
- {{ name | md }}
{% endif %}
{% for link in members %}
{{ "  " if name }}- [{{ link.title | md }}]({{ link.url }}){{ link.remark | md }}
{% endfor %}

{% endfor %}
{% endif %}
"""
FOOTER = """\
{{ heading }}

{% for name, value in profiles.items() %}
{{ name }}: {{ value | md }}
{% endfor %}

{% for picture in kept.pictures %}
![{{ picture.alt | md }}]({{ picture.src }})

{% endfor %}
"""
TEMPLATES = {"templates/related.md.j2": RELATED, "templates/footer.md.j2": FOOTER}


def post(text: str, rules: tuple[BlockRule, ...] = RULES) -> Post:
    """A post as it is loaded, with every picture bound."""
    front = read(text)
    parsed = parse(text, body_offset=front.body_offset)
    document = recognise(parsed.document, text, rules, parsed.wrappers)

    def bind(node: Node) -> Node:
        return replace(node, asset="asset:" + "0" * 64) if isinstance(node, Image) else node

    return Post(PostKey("k"), "posts/k.md", text, "T", transform(document, bind), body_line=front.body_line)


def site(templates: Mapping[str, str] = TEMPLATES, rules: tuple[BlockRule, ...] = RULES) -> Site:
    own = PostKey("own")
    return Site(
        url="https://here.example",
        profiles={"wechat": "Me"},
        blocks=rules,
        resources=templates,
        target="t",
        entries={own: Entry(own, "posts/own.md", "Own", "https://here.example/own.html", listed=False)},
        index={"own.html": own},
        addresses={own: "https://platform.example/own"},
    )


def regions(text: str, rules: tuple[BlockRule, ...] = RULES) -> list[tuple[str, tuple[int, int], bool]]:
    blocks = post(text, rules).document.blocks
    return [(block.name, block.lines, block.keep) for block in blocks if isinstance(block, Region)]


def patched(text: str, at: Site | None = None, rules: tuple[BlockRule, ...] = RULES) -> str:
    found, _ = replacements(post(text, rules), at or site(rules=rules))
    return apply(text, [replacement.edit for replacement in found])


def filled(text: str, at: Site | None = None, rules: tuple[BlockRule, ...] = RULES) -> Document:
    made = post(text, rules)
    return fill(made.document, at or site(rules=rules), made)[0]


# ── recognising ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "start",
    [
        "Earlier",
        "**Earlier**",
        "Earlier:",
        "**Earlier：**",
        "  Earlier  ",
        "## Earlier",
        "Earlier\n---",
        "__Earlier__：",
    ],
)
def test_a_block_begins_with_a_line_bare_of_decoration(start: str) -> None:
    ((name, (first, last), keep),) = regions(f"text\n\n{start}\n\n- [a](b)\n")
    assert (name, first, keep) == ("related", 3, True)
    assert last >= 5


@pytest.mark.parametrize(
    "line", ["Earlier posts", "See Earlier", "> Earlier", "- Earlier", "`Earlier`", "`text\nEarlier`"]
)
def test_other_lines_begin_no_block(line: str) -> None:
    assert regions(f"{line}\n\n[a](b)\n") == []


def test_a_star_lets_the_line_go_on() -> None:
    assert regions("Thanks for reading~\n\nmore") == [("footer", (1, 3), True)]
    assert regions("Blog：[x](y)  \nmore") == [("footer", (1, 2), True)]


@pytest.mark.parametrize("end", ["***", "# Heading", "Thanks", "【also on x】", "<!-- more -->"])
def test_a_block_ends_at_a_rule_a_heading_another_block_or_the_end(end: str) -> None:
    assert regions(f"Earlier\n\n[a](b)\n\n{end}\n\ntext\n")[0] == ("related", (1, 3), True)
    assert regions("text\n\nEarlier\n\n[a](b)\n\n[c](d)\n") == [("related", (3, 7), True)]


def test_a_start_inside_its_own_block_continues_it() -> None:
    assert regions("Thanks\n\nBlog：x\n\ny\n") == [("footer", (1, 5), True)]


def test_a_line_rule_is_that_paragraph_alone() -> None:
    assert regions("【also on x】\n\ntext\n") == [("notice", (1, 1), True)]


def test_a_line_with_text_right_below_it_is_that_line_alone() -> None:
    assert regions("【also on x】\ngoes on\n") == [("notice", (1, 1), True)]
    assert plain(post("【also on x】\ngoes on\n").document).split("\n") == ["【also on x】", "", "goes on"]
    assert regions("text\n【also on x】\n") == []


def test_a_block_may_begin_within_a_paragraph() -> None:
    made = post("text **b**  \nmore\nEarlier\n[a](u1)\nThanks\n")
    first, related, footer = made.document.blocks
    assert (plain(first), first.lines) == ("text b\nmore", (1, 2))
    assert isinstance(related, Region)
    assert (related.name, related.lines, plain(related)) == ("related", (3, 4), "Earlier\na")
    assert isinstance(footer, Region)
    assert (footer.name, footer.lines) == ("footer", (5, 5))
    assert patched(made.text).startswith("text **b**  \nmore\n\nEarlier\n\n- [a](u1)\n\nThanks\n")


@pytest.mark.parametrize(
    "text",
    [
        "**text\nEarlier**",
        "[text\nEarlier](u)",
        "<span>text\nEarlier</span>",
        "$a\nEarlier$",
        "text<br>Earlier",
    ],
)
def test_a_line_inside_something_else_begins_no_block(text: str) -> None:
    assert regions(text) == []
    assert plain(post(text).document) == plain(parse(text).document)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div>", "</div>"),
        ("<section>\n", "\n</section>"),
        ("<div>\n<div>\n", "</div>\n\n</div>"),
        ("{% raw %}", "{% endraw %}"),
        ("<details>\n", "</details>"),
        ("</p>", ""),
    ],
)
def test_what_stands_in_html_begins_no_block(above: str, below: str) -> None:
    text = f"{above}\nEarlier\n\n[a](u1)\n{below}\n\ntext\n"
    assert regions(text) == []
    assert patched(text) == text


def test_a_block_holds_html_that_begins_in_it_to_its_end() -> None:
    text = "Earlier\n\n<div>\n\n[a](u1)\n\n***\n\n</div>\n\n***\n\ntext\n"
    assert regions(text) == [("related", (1, 9), True)]
    assert patched(text) == "Earlier\n\n- [a](u1)\n\n***\n\ntext\n"


def test_below_html_that_is_never_closed_there_are_no_blocks() -> None:
    assert regions("Earlier\n\n[a](u1)\n\n<div>\n\n[b](u2)\n\nThanks\n") == [("related", (1, 3), True)]
    assert regions("<p>\n\nEarlier\n") == [("related", (3, 3), True)]


def test_further_blocks_of_a_name_are_marked_for_removal() -> None:
    found = regions("Earlier\n\n[a](b)\n\n***\n\ntext\n\n***\n\nEarlier\n\n[a](b)\n")
    assert found == [("related", (1, 3), True), ("related", (11, 13), False)]


def test_footnotes_belong_to_the_post_and_not_to_its_last_block() -> None:
    found = post("text[^1]\n\n[^1]: note\n\nEarlier\n\n[a](b)\n").document.blocks
    assert [type(block).__name__ for block in found] == ["Paragraph", "Region", "Footnotes"]


def test_lines_count_in_the_whole_file() -> None:
    text = "\ufeff---\r\ntitle: x\r\n---\r\n\r\ntext\r\n\r\nEarlier\r\n\r\n[a](b)\r\n"
    assert regions(text) == [("related", (7, 9), True)]


PLACED = (BlockRule("related", ("Earlier",), place="top"), BlockRule("footer", ("Thanks*",), place="end"))


def test_a_missing_block_gets_the_place_its_rule_says() -> None:
    assert regions("text\n", PLACED) == [("related", (0, 0), True), ("footer", (0, 0), True)]
    assert regions("text\n\nThanks\n", PLACED) == [("related", (0, 0), True), ("footer", (3, 3), True)]
    assert regions("text\n") == []


# ── what the author kept ────────────────────────────────────────────────────────────────────────


def shown(template: str, text: str, name: str = "related") -> str:
    return plain(
        filled(text, site({f"templates/{name}.md.j2": "Earlier\n\n```\n" + template + "\n```"}))
    ).split("```")[1]


GROUPS = (
    "{% for name, links in groups %}{{ name }}:"
    "{% for l in links %} {{ l.title }}={{ l.url }}{{ l.remark }}{% endfor %}|{% endfor %}"
)


@pytest.mark.parametrize(
    ("kept", "groups"),
    [
        ("[a](u1)  \n[b](u2)", ": a=u1 b=u2|"),
        ("[a](u1)\n\n[b](u2)", ": a=u1 b=u2|"),
        ("- [a](u1)\n- [b](u2)", ": a=u1 b=u2|"),
        ("- One：  \n[a](u1)  \n[b](u2)\n- Two  \n[c](u3)", "One: a=u1 b=u2|Two: c=u3|"),
        ("- One:\n  - [a](u1)\n  - [b](u2)\n- Two:\n  - [c](u3)", "One: a=u1 b=u2|Two: c=u3|"),
        ("**One**\n\n- [a](u1)\n\n**Two**\n\n- [b](u2)", "One: a=u1|Two: b=u2|"),
        ("- Quiz：  \n[(1)](u1)、\n[(2)](u2)、\n[(3)](u3)", "Quiz: (1)=u1 (2)=u2 (3)=u3|"),
        ("- One\n[a](u1)\n\n[b](u2)", ": b=u2|One: a=u1|"),
        ("- One:\n  - [a](u1)\n- [b](u2)", ": b=u2|One: a=u1|"),
        ("- One\n- [b](u2)", ": b=u2|One:|"),
        ("1. **[a](u1)** — good\n2. [b](u2)", ": a=u1 — good b=u2|"),
        ("[a](u1)\n\nmore to come", ": a=u1|more to come:|"),
        ("[a](u1) [a](u1) [b](u1)", ": a=u1 b=u1|"),
        ("[x](https://here.example/own.html)", ": x=https://platform.example/own|"),
        ("[](https://here.example/own.html)", ": Own=https://platform.example/own|"),
    ],
)
def test_links_come_in_order_under_the_words_they_stood_under(kept: str, groups: str) -> None:
    assert shown(GROUPS, f"Earlier\n\n{kept}\n").strip() == groups


def test_links_behind_the_start_line_in_one_paragraph_are_found() -> None:
    assert shown(GROUPS, "【往期文章】  \n[a](u1)  \n[b](u2)\n").strip() == ": a=u1 b=u2|"


def test_all_blocks_of_a_name_are_one_list_and_the_first_spelling_wins() -> None:
    text = "Earlier\n\n[a](u1)\n\n[b](u2)\n\n***\n\ntext\n\n***\n\nEarlier\n\n[A](u1)\n\n[c](u3)\n"
    assert shown(GROUPS, text).strip() == ": a=u1 b=u2 c=u3|"
    assert (
        shown(
            "{% for name, group in related %}{{ group | length }}{% endfor %} {{ related.links | length }}",
            text,
        ).strip()
        == "3 3"
    )


def test_the_rest_is_kept_too() -> None:
    text = "Thanks for all\n\nBlog：[x](u1)  \nmy card:  \n![qr](/q.png)\n"
    template = (
        "{{ heading }}/{{ kept.links[0].url }}/{{ kept.pictures[0].alt }}={{ kept.pictures[0].src }}"
        "/{{ kept.lines | join(';') }}"
    )
    assert (
        shown(template, text, "footer").strip()
        == "Thanks for all/u1/qr=/q.png/Blog：[x](u1);my card:;![qr](/q.png)"
    )
    assert shown("{{ kept.markdown }}", text, "footer").strip() == text.strip()


def test_a_template_knows_post_site_and_target() -> None:
    assert shown(
        "{{ post.title }} {{ site.url }} {{ target }} {{ profiles.wechat }}", "Earlier\n"
    ).strip() == ("T https://here.example t Me")


# ── filling ─────────────────────────────────────────────────────────────────────────────────────


def test_a_region_becomes_what_its_template_makes() -> None:
    document = filled("Earlier\n\n[x](https://here.example/own.html)\n\n***\n\ntext\n")
    region = document.blocks[0]
    assert isinstance(region, Region)
    assert all(node.lines == (0, 0) for block in region.blocks for node in walk(block))
    (link,) = (node for node in walk(region) if isinstance(node, Link))
    assert (link.url, link.own) == ("https://platform.example/own", "own")


def test_without_a_template_the_author_s_own_stay() -> None:
    text = "Earlier\n\n[a](b)\n\n***\n\ntext\n\n***\n\nEarlier\n\n[c](d)\n"
    assert plain(filled(text, site({}))) == plain(post(text).document)
    assert patched(text, site({})) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Earlier\n\n***\n\ntext", "text"),
        ("text\n\n***\n\nEarlier", "text"),
        ("text\n\n***\n\nEarlier\n\n***\n\nmore", "text\n\n***\n\nmore"),
        ("text\n\nEarlier\n\n# more", "text\n\n# more"),
        ("***\n\ntext\n\n***\n\n***\n\nmore\n\n***\n\nEarlier", "***\n\ntext\n\n***\n\n***\n\nmore"),
        ("Earlier\n\n***\n\n【also on x】\n\n***\n\ntext", "【also on x】\n\n***\n\ntext"),
        ("text[^1]\n\n***\n\nEarlier\n\n[^1]: note", "text[1]\n\n[1] note"),
    ],
)
def test_a_template_that_says_nothing_removes_the_block_and_the_rule_it_stood_behind(
    text: str, left: str
) -> None:
    nothing = site({"templates/related.md.j2": " \n{# nothing #}\n "})
    assert plain(filled(text, nothing)).replace("\n\n\n", "\n\n") == left
    again = plain(post(patched(text, nothing)).document)
    assert again.replace("\n\n\n", "\n\n") == left


def test_a_missing_block_is_set_apart_by_a_rule() -> None:
    templates = {"templates/related.md.j2": "Earlier\n\n- x", "templates/footer.md.j2": "Thanks\n\ny"}
    document = filled("text\n", site(templates, PLACED), PLACED)
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Region", "ThematicBreak", "Paragraph", "ThematicBreak", "Region"]
    assert patched("text", site(templates, PLACED), PLACED) == (
        "Earlier\n\n- x\n\n***\n\ntext\n\n***\n\nThanks\n\ny\n"
    )


def test_a_missing_block_whose_template_says_nothing_leaves_the_text_alone() -> None:
    text = "***\n\ntext\n\n***\n"
    nothing = site({"templates/related.md.j2": "", "templates/footer.md.j2": ""}, PLACED)
    assert patched(text, nothing, PLACED) == text
    assert isinstance(filled(text, nothing, PLACED).blocks[0], ThematicBreak)


def test_a_new_block_has_the_first_heading_its_rule_knows() -> None:
    templates = {"templates/footer.md.j2": "{{ heading }} you"}
    assert plain(filled("text", site(templates, PLACED), PLACED)) == "text\n\n***\n\nThanks you"


def test_generated_blocks_do_not_count_as_the_author_s_words() -> None:
    one = filled("Earlier\n\n[a](b)\n\n***\n\ntext\n")
    two = filled("Earlier\n\n[a](b)\n\n[c](d)\n\n***\n\ntext\n")
    assert fingerprint(one) == fingerprint(two)


def test_pictures_of_a_template_are_bound() -> None:
    document = filled("Thanks\n\n![a b](</x y (1).png>)\n")
    (image,) = (node for node in walk(document) if isinstance(node, Image))
    assert image.asset == "asset:" + "0" * 64


def test_a_picture_nobody_knows_is_an_error_that_names_the_template() -> None:
    with pytest.raises(SourceError, match=r"not known: /other\.png") as caught:
        filled("Thanks\n", site({"templates/footer.md.j2": "Thanks\n\n![](/other.png)"}))
    assert caught.value.path == "templates/footer.md.j2"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("{{ heading }}\n{% if %}", 2, "Expected an expression"),
        ("{{ heading }}\n\n{{ nothing }}", 3, "'nothing' is undefined"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("\n{{ heading.nothing.at_all }}", 2, "has no attribute"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{% include 'gone.md.j2' %}", 1, "gone.md.j2"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(template: str, line: int, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        filled("Earlier\n", site({"templates/related.md.j2": template}))
    assert (caught.value.path, caught.value.line) == ("templates/related.md.j2", line)


def test_templates_may_include_each_other() -> None:
    templates = {
        "templates/related.md.j2": "Earlier {% include 'part.md.j2' %}",
        "templates/part.md.j2": "{{ target }}",
    }
    assert plain(filled("Earlier\n", site(templates))) == "Earlier t"


@example("a [^1] \\[x\\] (y) {{ z }} {% raw %} $1$ ~~b~~ *c* _d_ `e` <f> &amp; https://g.example")
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
def test_the_filter_md_keeps_text_as_it_is(text: str) -> None:
    made = post("Earlier\n\n[a](b)\n")
    made = replace(made, title=text)
    document = fill(
        made.document, site({"templates/related.md.j2": "Earlier\n\nx {{ post.title | md }}"}), made
    )[0]
    paragraph = plain(document).removeprefix("Earlier\n\nx").strip()
    assert paragraph == " ".join(text.split())


# ── patching the text ───────────────────────────────────────────────────────────────────────────


def test_every_other_byte_stays() -> None:
    front, body = "\ufeff---\r\ntitle: x\r\n---\r\n\r\n", "***  \r\n\r\ntext\t\r\n"
    text = f"{front}Earlier  \r\n[a](u1)  \r\n\r\n{body}\r\n***\r\n\r\nEarlier\r\n[b](u2)"
    assert patched(text) == f"{front}Earlier\r\n\r\n- [a](u1)\r\n- [b](u2)\r\n\r\n{body}"


def test_replacements_say_which_lines_become_what() -> None:
    found, _ = replacements(post("text\n\nEarlier\n[a](u1)\n\n***\n\nmore\n"), site())
    assert [(r.first_line, r.last_line, r.text) for r in found] == [(3, 4, "Earlier\n\n- [a](u1)")]


def test_a_definition_among_a_block_s_lines_is_not_lost() -> None:
    text = "see [it] and[^1]\n\nEarlier\n\n[a](u1)\n\n[it]: https://x.example\n[^1]: note\n\n[b](u2)\n"
    made = patched(text)
    assert "[it]: https://x.example" in made
    assert "[^1]: note" in made
    assert plain(post(made).document).startswith("see it and[1]")
    assert patched(made) == made


OPEN = [
    "```\ncode",
    "~~~",
    "<details>\n\nx",
    "<!-- x\n\ny",
    "<div>\n\nx",
    "<pre>\nx",
    "Earlier\n\n```\n[a](u1)",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("open_", OPEN)
def test_nothing_is_put_below_a_text_that_ends_inside_something(open_: str, newline: str) -> None:
    text = f"text\n\n{open_}\n".replace("\n", newline)
    once = patched(text, site(rules=ENDED), ENDED)
    assert "Thanks" not in once
    assert patched(once, site(rules=ENDED), ENDED) == once


ENDED = tuple(replace(rule, place="end") for rule in RULES)


@pytest.mark.parametrize(
    "closed", ["```\ncode\n```", "- a\n\n  ```\n  b", "> ```\n> b", "<!-- x -->", "<p>x"]
)
def test_a_block_is_put_below_what_is_closed(closed: str) -> None:
    once = patched(f"text\n\n{closed}\n", site(rules=ENDED), ENDED)
    assert once.endswith(f"{closed}\n\n***\n\nThanks\n\nwechat: Me\n")
    assert patched(once, site(rules=ENDED), ENDED) == once


@pytest.mark.parametrize("front", ["", "\ufeff", "---\ntitle: x\n---\n", "---\ntitle: x\n---\n\n\n"])
@pytest.mark.parametrize(
    "body",
    ["text", "{% raw %}\n{{ x }}\n{% endraw %}", "<div>\n\ntext\n</div>", "<!-- x -->\n\ntext", "[a]: u"],
)
def test_a_block_at_the_top_stands_above_the_first_line_whatever_that_is(front: str, body: str) -> None:
    at = site({"templates/related.md.j2": "Earlier\n\n- x"}, PLACED)
    once = patched(f"{front}{body}\n", at, PLACED)
    assert once == f"{front}Earlier\n\n- x\n\n***\n\n{body}\n"
    assert patched(once, at, PLACED) == once


LINE = st.sampled_from(
    [
        "Earlier",
        "**Earlier**：",
        "【往期文章】",
        "Thanks for reading",
        "Blog：[x](https://blog.example/)",
        "【also on a / [b](c)】",
        "***",
        "# Heading",
        "text",
        "- Group：",
        "- [a *b*](https://x.example/1)",
        '  - [c](https://x.example/2 "title")',
        "[d](https://x.example/3)",
        "[own](https://here.example/own.html)",
        "![qr](/q.png)",
        "> quote",
        "```\nEarlier\n```",
        "```",
        "<details>\n",
        "</details>\n",
        "<div>\nEarlier\n",
        "</div>\ntext\n",
        "<!-- open",
        "{% raw %}\n{{ x }}\n{% endraw %}",
        "<!-- more -->",
        "",
        "",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINE, max_size=14), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_a_post_made_from_its_own_output_does_not_grow(
    lines: list[str], newline: str, front: bool, placed: bool
) -> None:
    rules = (
        tuple(replace(rule, place="end" if rule.name == "footer" else "top") for rule in RULES)
        if placed
        else RULES
    )
    text = "\n".join([*(["---", "title: x", "---"] if front else []), *lines]).replace("\n", newline)
    at = replace(site(rules=rules), addresses={})
    once = patched(text, at, rules)
    assert patched(once, at, rules) == once
    assert fingerprint(filled(once, at, rules)) == fingerprint(filled(text, at, rules))
    assert listed(text, rules) <= listed(once, rules)


def listed(text: str, rules: tuple[BlockRule, ...]) -> set[str]:
    """Where the links of a post's related regions lead."""
    found = (block for block in post(text, rules).document.blocks if isinstance(block, Region))
    nodes = (node for region in found if region.name == "related" for node in walk(region))
    return {node.url for node in nodes if isinstance(node, Link)}
