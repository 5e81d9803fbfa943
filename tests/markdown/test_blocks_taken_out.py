"""Regions taken out of a source: what the author wrote around them stays, in whichever order they go."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.markdown.blocks import recognise
from publisher.markdown.blocks.replacements import outside
from publisher.markdown.blocks.replacements import without as taken_out
from publisher.markdown.front_matter import read
from publisher.markdown.parse import parse
from publisher.markdown.plain import fingerprint
from publisher.model.post import BlockRule, Post, PostKey
from publisher.model.tree import Region

RULES = (
    BlockRule("related", ("Earlier",)),
    BlockRule("footer", ("Thanks*",)),
    BlockRule("notice", line=r"^【also on.*】$"),
)
PLACED = tuple(replace(rule, place="end") for rule in RULES)
NAMES = ("related", "footer", "notice")


def post(text: str, rules: tuple[BlockRule, ...] = RULES) -> Post:
    front = read(text)
    parsed = parse(text, body_offset=front.body_offset)
    document = recognise(parsed.document, text, rules, parsed.wrappers)
    return Post(PostKey("k"), "k.md", text, "T", document, body_line=front.body_line)


def without(text: str, *names: str, rules: tuple[BlockRule, ...] = RULES) -> str:
    return taken_out(post(text, rules), names)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\n\nEarlier\n\n- [a](b)\n\n***\n\ntwo\n", "one\n\n***\n\ntwo\n"),
        ("one\n\n***\n\nEarlier\n- [a](b)\n\n***\n\ntwo\n", "one\n\n***\n\ntwo\n"),
        ("one  \n\n***  \n\nEarlier\n\n[a](b)  \n", "one  \n"),
        ("one\n\n***\n\nEarlier\n\n[a](b)", "one\n"),
        ("Earlier\n\n[a](b)\n\n***\n\n\ntwo", "two"),
        ("\n\nEarlier\n\n[a](b)\n\n***\n\ntwo\n\n\n", "\n\ntwo\n\n\n"),
        ("***\n\none\n\n***\n", "***\n\none\n\n***\n"),
        ("one\n\n***\n\n***\n\nEarlier\n[a](b)\n\n# Two\n", "one\n\n***\n\n***\n\n# Two\n"),
        ("one\n\n***\n\nEarlier\n[a](b)\n\n***\n\n# R\n\n[^1]: x\n", "one\n\n***\n\n# R\n\n[^1]: x\n"),
        ("Earlier\n\n[a](b)\n", ""),
    ],
)
def test_a_list_goes_with_the_rule_that_only_set_it_apart(before: str, after: str, end: str) -> None:
    assert without(before.replace("\n", end), "related") == after.replace("\n", end)


def test_the_front_matter_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff---\ntitle: x\n---\n\nEarlier\n\n[a](b)\n\n***\n\none\n"
    assert without(text, "related") == "\ufeff---\ntitle: x\n---\n\none\n"


def test_what_only_sets_a_region_apart_is_not_what_the_author_wrote() -> None:
    text = "one\n\n***\n\nThanks\n\n***\n\nEarlier\n\n[a](b)\n\n***\n\n# R\n"
    bare = "one\n\n***\n\n# R\n"
    assert fingerprint(post(text).document) == fingerprint(post(bare).document)
    assert fingerprint(post(text, PLACED).document) == fingerprint(post(bare, PLACED).document)
    assert fingerprint(post(bare).document) != fingerprint(post("one\n\n# R\n").document)


PARTS = st.sampled_from(
    [
        "words\nof mine",
        "- a list\n- of mine",
        "***",
        "---",
        "# Heading",
        "Earlier\n\n- [a](b)\n- [c](d)",
        "**Earlier**\n[a](b)  \n[c](d)",
        "Thanks for reading\n\n![](qr.png)",
        "【also on x】",
        "```\nEarlier\n```",
        "> Thanks",
        "noted[^1]\n\n[^1]: a note",
    ]
)
TEXTS = st.builds(
    lambda parts, gap, tail, end: (gap.join(parts) + tail).replace("\n", end),
    st.lists(PARTS, max_size=9),
    st.sampled_from(["\n\n", "\n\n\n"]),
    st.sampled_from(["", "\n", "\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
)


@settings(max_examples=400)
@given(TEXTS, st.permutations(NAMES), st.sampled_from([RULES, PLACED]))
def test_taken_out_one_by_one_or_all_at_once_the_author_keeps_the_same(
    text: str, order: list[str], rules: tuple[BlockRule, ...]
) -> None:
    whole = post(text, rules)
    left = text
    for name in order:
        taken = without(left, name, rules=rules)
        if fingerprint(post(taken, rules).document) != fingerprint(whole.document):
            return  # a paragraph below became part of one above, say: such a block is not taken out
        left = taken
    if not any(isinstance(block, Region) and block.blocks for block in post(left, rules).document.blocks):
        assert left == outside(whole)
        assert outside(post(left, rules)) == left
