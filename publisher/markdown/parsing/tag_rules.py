"""Rules for markdown-it: source tags as blocks and within lines."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from publisher.markdown.parsing.tag_addresses import use_addresses
from publisher.markdown.parsing.tag_forms import Tag
from publisher.markdown.parsing.tags import Container, Tagged, TagSet, end_of, escaped, made_of, tag_at
from publisher.model.tree import Text

SHIELD = "shielded"
"""Set where tags are text: in the environment while reading, in the meta of the tokens made."""


def use_tags(md: MarkdownIt, tags: TagSet) -> None:
    """Makes a parser read these tags."""
    md.block.ruler.before(
        "fence", "tag", block_rule(tags), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("escape", "tag", inline_rule(tags))
    md.core.ruler.at("inline", read_inlines)
    use_addresses(md, tags)


def read_inlines(state: StateCore) -> None:
    """markdown-it's, save that it tells the rules where tags are text."""
    for token in state.tokens:
        if token.type == "inline":
            state.env[SHIELD] = token.meta.get(SHIELD, False)
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            state.env[SHIELD] = False


def inline_rule(tags: TagSet) -> Callable[[StateInline, bool], bool]:
    def tag_inline(state: StateInline, silent: bool) -> bool:
        sign = state.src[state.pos]
        if sign not in "{\\" or state.env.get(SHIELD):
            return False
        if sign == "\\":
            if not tags.form.begins(state.src, state.pos + 1):
                return False
            opens = state.src[state.pos + 1 : state.pos + 3]
            tagged: Tagged | None = Tagged(state.pos, state.pos + 3, escaped(opens))
        elif (end := tags.form.comment_end(state.src, state.pos, state.posMax)) > 0:
            tagged = Tagged(state.pos, end, Text(text=""))
        else:
            tagged = tag_at(state.src, state.pos, state.posMax, tags)
        if tagged is None:
            return False
        if not silent:
            _push(state, tagged)
        state.pos = tagged.end
        return True

    return tag_inline


def _push(state: StateInline, tagged: Tagged) -> None:
    at = (tagged.begin, tagged.end)
    if tagged.inner is None:
        token = state.push("tag", "", 0)
        token.meta = {"made": tagged.made, "at": at}
    elif isinstance(tagged.made, Container):
        state.push("tag_open", "", 1).meta = {"made": tagged.made, "at": at}
        limit, state.pos, state.posMax = state.posMax, *tagged.inner
        state.env[SHIELD] = tagged.made.shield
        state.md.inline.tokenize(state)
        state.env[SHIELD] = False
        state.posMax = limit
        state.push("tag_close", "", -1)
    else:
        token = state.push("raw", "", 0)
        token.content = state.src[slice(*tagged.inner)]
        token.meta = {"at": tagged.inner}


def block_rule(tags: TagSet) -> Callable[[StateBlock, int, int, bool], bool]:
    """Paired tags that begin a line and close on a later one; all others are left to the inline rule."""

    def tag_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if not tags.form.begins(state.src, at) or state.is_code_block(start) or state.env.get(SHIELD):
            return False
        opening = tags.form.at(state.src, at, len(state.src))
        if not opening or opening.literal or opening.closes:
            return False
        first = _line_of(state, start, opening.end)
        closing = end_of(state.src, opening, len(state.src), tags)
        if closing is None:
            return first > start and _spread(state, start, first, end, opening, silent)
        last = _line_of(state, first, closing.begin)
        if last == first or last >= end or not _holds(state, start + 1, last):
            return False
        if silent:
            return True
        inner = (opening.end, closing.begin)
        if opening.name in tags.verbatim:
            token = state.push("tag_block", "", 0)
            text = _text(state, first, last, inner)
            token.meta = {"made": tags.verbatim[opening.name](opening.arguments, text)}
            token.map = [start, last + 1]
        elif made := made_of(opening, tags):
            state.push("tag_open", "", 1).map = [start, last + 1]
            state.tokens[-1].meta = {"made": made}
            _tokenize(state, first, last, inner, shield=made.shield)
            state.push("tag_close", "", -1)
        else:
            token = state.push("raw", "", 0)
            token.content = _text(state, first, last, inner)
            token.map = [start, last + 1]
        _continue_after(state, last, closing.end)
        return True

    def _spread(state: StateBlock, start: int, last: int, end: int, opening: Tag, silent: bool) -> bool:
        """A single tag written over several lines, which may begin like a quote or a list."""
        if last >= end or not _holds(state, start + 1, last):
            return False
        if not silent:
            token = state.push("tag_block", "", 0)
            tagged = tag_at(state.src, opening.begin, opening.end, tags)
            token.meta = {"made": tagged.made if tagged else None, "body_span": (opening.begin, opening.end)}
            token.map = [start, last + 1]
            _continue_after(state, last, opening.end)
        return True

    return tag_block


def _line_of(state: StateBlock, line: int, position: int) -> int:
    """The line, from one on, in which a position of the body lies."""
    while line < state.lineMax and state.eMarks[line] < position:
        line += 1
    return line


def _holds(state: StateBlock, first: int, last: int) -> bool:
    """Whether all these lines belong to the container that is being read."""
    return all(
        state.isEmpty(line) or state.sCount[line] >= state.blkIndent for line in range(first, last + 1)
    )


def _text(state: StateBlock, start: int, last: int, inner: tuple[int, int]) -> str:
    """What stands between two places of the body, less the prefixes of the containers around."""
    lines = state.getLines(start, last + 1, state.blkIndent, False)
    head = state.eMarks[start] - inner[0]
    first_end = lines.index("\n")
    return lines[first_end - head : len(lines) - (state.eMarks[last] - inner[1])]


def _tokenize(
    state: StateBlock, start: int, last: int, inner: tuple[int, int], *, shield: bool = False
) -> None:
    """Reads the Markdown between the tags, their lines cut down to what is not tag."""
    made = len(state.tokens)
    saved = (state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last])
    limit, parent = state.lineMax, state.parentType
    _cut(state, start, inner[0])
    if inner[1] <= state.bMarks[last] + state.tShift[last]:
        state.lineMax = last
    else:
        # rules may take one character more than a line has, for its line feed
        state.src = state.src[: inner[1]] + "\n" + state.src[inner[1] + 1 :]
        state.eMarks[last] = inner[1]
        state.lineMax = last + 1
    state.parentType = "tag"
    state.env[SHIELD] = shield or state.env.get(SHIELD, False)
    state.md.block.tokenize(state, start, state.lineMax)
    state.env[SHIELD] = state.env[SHIELD] and not shield
    if shield:
        for token in state.tokens[made:]:
            token.meta[SHIELD] = True
    state.parentType, state.lineMax = parent, limit
    state.bMarks[start], state.tShift[start], state.sCount[start], state.eMarks[last] = saved


def _continue_after(state: StateBlock, last: int, end: int) -> None:
    """Goes on behind the end tag: on the next line, or with what follows it on its own."""
    if not state.src[end : state.eMarks[last]].strip():
        state.line = last + 1
        return
    _cut(state, last, end)
    state.line = last


def _cut(state: StateBlock, line: int, begin: int) -> None:
    """Makes a line begin later."""
    shift = 0
    while begin + shift < state.eMarks[line] and state.src[begin + shift] in " \t":
        shift += 1
    state.bMarks[line] = begin
    state.tShift[line] = shift
    state.sCount[line] = state.blkIndent
