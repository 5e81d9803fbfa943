"""Rules for markdown-it: source tags as blocks and within lines."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from publisher.markdown.parsing.tags import TAG, Container, Tagged, TagSet, escaped, find_end, made_of, tag_at


def use_tags(md: MarkdownIt, tags: TagSet) -> None:
    """Makes a parser read these tags."""
    md.block.ruler.before(
        "fence", "tag", block_rule(tags), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("escape", "tag", inline_rule(tags))
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=helpers.parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkDestination=_destination(tags),
    )


def inline_rule(tags: TagSet) -> Callable[[StateInline, bool], bool]:
    def tag_inline(state: StateInline, silent: bool) -> bool:
        if state.src.startswith("\\{%", state.pos):
            tagged: Tagged | None = Tagged(state.pos, state.pos + 3, escaped())
        else:
            tagged = tag_at(state.src, state.pos, state.posMax, tags)
        if tagged is None:
            return False
        if not silent:
            at = (tagged.begin, tagged.end)
            if tagged.inner is None:
                token = state.push("tag", "", 0)
                token.meta = {"made": tagged.made, "at": at}
            elif isinstance(tagged.made, Container):
                state.push("tag_open", "", 1).meta = {"made": tagged.made, "at": at}
                limit, state.pos, state.posMax = state.posMax, *tagged.inner
                state.md.inline.tokenize(state)
                state.posMax = limit
                state.push("tag_close", "", -1)
            else:
                token = state.push("raw", "", 0)
                token.content = state.src[slice(*tagged.inner)]
                token.meta = {"at": tagged.inner}
        state.pos = tagged.end
        return True

    return tag_inline


def block_rule(tags: TagSet) -> Callable[[StateBlock, int, int, bool], bool]:
    """Paired tags that begin a line and close on a later one; all others are left to the inline rule."""

    def tag_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if not state.src.startswith("{%", at) or state.is_code_block(start):
            return False
        opening = TAG.match(state.src, at, state.eMarks[start])
        if not opening or not tags.is_paired(opening[1]):
            return False
        name, arguments = opening[1], opening[2].strip()
        if state.src.find(f"end{name}", at) < 0:
            return False
        last = start + 1
        while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
            last += 1
        limit = state.eMarks[last - 1]
        closing = find_end(state.src, opening.end(), limit, name, nested=name in tags.containers)
        if closing is None or closing.start() <= state.eMarks[start]:
            return False
        if silent:
            return True
        last = next(line for line in range(start, last) if closing.start() < state.eMarks[line])
        inner = (opening.end(), closing.start())
        if name in tags.verbatim:
            token = state.push("tag_block", "", 0)
            token.meta = {"made": tags.verbatim[name](arguments, _text(state, start, last, inner))}
            token.map = [start, last + 1]
        elif made := made_of(name, arguments, tags):
            state.push("tag_open", "", 1).map = [start, last + 1]
            state.tokens[-1].meta = {"made": made}
            _tokenize(state, start, last, inner)
            state.push("tag_close", "", -1)
        else:
            token = state.push("raw", "", 0)
            token.content = _text(state, start, last, inner)
            token.map = [start, last + 1]
        _continue_after(state, last, closing.end())
        return True

    return tag_block


def _text(state: StateBlock, start: int, last: int, inner: tuple[int, int]) -> str:
    """What stands between two places of the body, less the prefixes of the containers around."""
    lines = state.getLines(start, last + 1, state.blkIndent, False)
    head = state.eMarks[start] - inner[0]
    first_end = lines.index("\n")
    return lines[first_end - head : len(lines) - (state.eMarks[last] - inner[1])]


def _tokenize(state: StateBlock, start: int, last: int, inner: tuple[int, int]) -> None:
    """Reads the Markdown between the tags, their lines cut down to what is not tag."""
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
    state.md.block.tokenize(state, start, state.lineMax)
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


def _destination(tags: TagSet) -> Callable[[str, int, int], Any]:
    """markdown-it's, save that `[x]({% asset_path a.pdf %})` is a link to a.pdf."""

    def parse(string: str, at: int, limit: int) -> Any:
        found = TAG.match(string, at, limit)
        if found and found[1] in tags.addresses:
            result = helpers.parseLinkDestination("", 0, 0)
            result.ok, result.pos = True, found.end()
            result.str = tags.addresses[found[1]](found[2].strip())
            return result
        return helpers.parseLinkDestination(string, at, limit)

    return parse
