"""Rules for markdown-it: formulas as blocks and within lines, ahead of what would cut into them."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.lheading import lheading
from markdown_it.rules_inline import StateInline

from publisher.markdown.parsing.formulas import (
    LONGEST_ENVIRONMENT,
    Formula,
    environment_end,
    formula_at,
    looks_like_prose,
    opens_formula,
)

CLOSERS = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]", "\\begin{": "\\end{"}


def formula_inline(state: StateInline, silent: bool) -> bool:
    """`$x$`, `$$x$$`, `\\(x\\)`, `\\[x\\]` and environments within a paragraph."""
    if state.src[state.pos] not in "$\\":
        return False
    formula = formula_at(state.src, state.pos, state.posMax)
    if not formula:
        return _dollars(state, silent)
    if not silent:
        token = state.push("formula", "", 0)
        token.content = formula.tex
        token.meta = {"display": formula.display}
        token.markup = state.src[formula.begin : formula.begin + 2]
    state.pos = formula.end
    return True


def _dollars(state: StateInline, silent: bool) -> bool:
    """A run of three dollars or more that encloses nothing is text, all of it: `价格 $$$`."""
    end = state.pos
    while end < state.posMax and state.src[end] == "$":
        end += 1
    if end - state.pos < 3:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A display formula that has its lines to itself; text beside it makes it part of a paragraph."""
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : at + 1] not in "$\\" or state.is_code_block(start):
        return False
    opener = next((sign for sign in CLOSERS if state.src.startswith(sign, at)), "")
    if not opener:
        return False
    closer, behind = CLOSERS[opener], at + len(opener)
    if (environment_end(state.src, at) if closer == "\\end{" else state.src.find(closer, behind)) < 0:
        return False
    found = _closed(state, start, end, opener)
    if found is None:
        return False
    formula, last, column = found
    if silent:
        return True
    token = state.push("formula_block", "", 0)
    token.content = formula.tex
    token.map = [start, last + 1]
    token.meta = {"body_span": (at, column)}
    state.line = last + 1
    return True


def _closed(state: StateBlock, start: int, end: int, opener: str) -> tuple[Formula, int, int] | None:
    """The formula, its last line and its end in the body, when nothing but spaces follows it there."""
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    closer = CLOSERS[opener]
    alone = text.strip() == opener
    may_skip_blanks = alone or closer == "\\end{"
    skipped = False
    line = start
    while len(text) <= LONGEST_ENVIRONMENT:
        tail = text if line == start else state.getLines(line, line + 1, state.blkIndent, False)
        if closer in (tail[len(opener) :] if line == start else tail):
            formula = formula_at(text, 0, len(text))
            if formula and formula.display:
                if text[formula.end :].strip() or (
                    skipped and alone and not _may_span_blanks(formula.tex, tail, closer)
                ):
                    return None
                return formula, line, state.eMarks[line] - (len(text) - formula.end)
        line += 1
        if line >= end or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            return None
        if state.isEmpty(line):
            if not may_skip_blanks:
                return None
            skipped = True
        text += "\n" + state.getLines(line, line + 1, state.blkIndent, False)
    return None


def _may_span_blanks(tex: str, last_line: str, closer: str) -> bool:
    """Blank lines stand in a formula only where both delimiters have lines of their own and no paragraph
    between is prose: an unclosed `$$` must not swallow the text up to the next formula."""
    return (
        last_line.strip() == closer and "$" not in tex and not any(map(looks_like_prose, tex.split("\n\n")))
    )


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's paragraph, save that a line inside an open `$$` never starts another block."""
    del silent
    end = state.lineMax
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    inside = _leaves_open(state, start, end)
    line = start + 1
    while line < end and not state.isEmpty(line):
        free = inside or state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0
        if not free and any(rule(state, line, end, True) for rule in terminators):
            break
        inside ^= opens_formula(state.src[state.bMarks[line] : state.eMarks[line]])
        line += 1
    content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    state.line = line
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, line]
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [start, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.parentType = parent
    return True


def setext_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's, save that the `=` of an open `$$` underlines nothing."""
    return not _leaves_open(state, start, end) and lheading(state, start, end, silent)


def _leaves_open(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line opens a `$$` that a later line of the same stretch of text closes."""
    if not opens_formula(state.src[state.bMarks[start] : state.eMarks[start]]):
        return False
    for line in range(start + 1, end):
        if state.isEmpty(line):
            return False
        if "$$" in state.src[state.bMarks[line] : state.eMarks[line]]:
            return True
    return False
