"""The markdown-it parser, set up once per dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, backtick, emphasis, link, strikethrough
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from publisher.markdown.dialects import DIALECTS
from publisher.markdown.parsing.abbreviations import abbreviation
from publisher.markdown.parsing.attributes import attributes_inline, attributes_line, strip_headings
from publisher.markdown.parsing.autolinks import bare_link, bare_mail
from publisher.markdown.parsing.colons import colon_box, tab_line
from publisher.markdown.parsing.contents import contents
from publisher.markdown.parsing.emoji_names import emoji_name
from publisher.markdown.parsing.fence_rule import fence
from publisher.markdown.parsing.flanking import FriendlyInline
from publisher.markdown.parsing.html_tags import html_block, html_inline
from publisher.markdown.parsing.image_sizes import image_with_size
from publisher.markdown.parsing.indented_boxes import indented_box
from publisher.markdown.parsing.inline_notes import inline_note
from publisher.markdown.parsing.math_rules import formula_block, formula_inline, paragraph, setext_heading
from publisher.markdown.parsing.pairs import pair, pairs
from publisher.markdown.parsing.scripts import script
from publisher.markdown.parsing.tables import table
from publisher.markdown.parsing.tag_rules import use_tags
from publisher.markdown.parsing.tags import TagSet
from publisher.markdown.parsing.trace import InlineRule, spread, traced, traced_run
from publisher.markdown.parsing.wikilinks import wikilink

DEEPEST = 100  # containers within containers; the rest is text
BlockRule = Callable[[StateBlock, int, int, bool], bool]
_MARK, _SCRIPT = traced_run(pair), traced(script)
_ADDITIONS: Mapping[str, tuple[InlineRule, ...]] = {
    "~": (_SCRIPT,),
    "^": (_SCRIPT, inline_note),
    "=": (_MARK,),
    "+": (_MARK,),
    ":": (emoji_name,),
    "[": (wikilink,),
    "!": (wikilink,),
    "{": (attributes_inline,),
    "@": (bare_mail,),
}
"""Rules of ours within lines, by the sign that what they are about begins with."""
_BLOCK_ADDITIONS: Mapping[str, tuple[BlockRule, ...]] = {
    "$": (formula_block, contents),
    "\\": (formula_block,),
    ":": (colon_box,),
    "@": (tab_line, contents),
    "!": (indented_box,),
    "?": (indented_box,),
    "=": (indented_box,),
    "[": (contents,),
    "{": (attributes_line, contents),
    "<": (contents,),
    "*": (abbreviation,),
}
"""The same for blocks."""
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+(?=\S)|\Z)")


class Engine(MarkdownIt):
    """markdown-it that leaves addresses as the author spelt them; what is unsafe is dropped with a Note
    when the tree is made."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        del url
        return True


class PatientBlocks(ParserBlock):
    """Blocks nested deeper than allowed become one paragraph instead of nothing."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level < DEEPEST:
            super().tokenize(state, startLine, endLine)
            return
        state.push("paragraph_open", "p", 1).map = [startLine, endLine]
        token = state.push("inline", "", 0)
        token.content = state.getLines(startLine, endLine, state.blkIndent, False).strip()
        token.map = [startLine, endLine]
        token.children = []
        state.push("paragraph_close", "p", -1)
        state.line = endLine


@cache
def engine(dialect: str) -> MarkdownIt:
    """The parser for a dialect. Raises KeyError for an unknown one."""
    tags = DIALECTS[dialect]
    md = Engine("commonmark", {"maxNesting": DEEPEST})
    md.inline = FriendlyInline()
    md.block = PatientBlocks()
    footnote_plugin(md, inline=False, move_to_end=False)
    deflist_plugin(md)
    _set_block_rules(md)
    _set_inline_rules(md, tags)
    if tags:
        use_tags(md, tags)
    md.core.ruler.after("block", "tasks", find_tasks)
    md.core.ruler.after("block", "heading_attributes", strip_headings)
    md.core.ruler.enable(["tasks", "heading_attributes"])
    return md


def _set_block_rules(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    anywhere: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("fence", "additions", block_additions, anywhere)
    ruler.at("fence", fence, anywhere)
    ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    ruler.at("html_block", html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("lheading", setext_heading)
    ruler.at("paragraph", paragraph)


def _set_inline_rules(md: MarkdownIt, tags: TagSet | None) -> None:
    ruler = md.inline.ruler
    for sign in (".", *_ADDITIONS):
        md.inline.add_terminator_char(sign)
    ruler.before("escape", "formula", traced(formula_inline))
    ruler.at("linkify", bare_link)
    ruler.at("backticks", traced(backtick))
    ruler.at("strikethrough", traced_run(strikethrough.tokenize))
    ruler.at("emphasis", traced_run(emphasis.tokenize))
    ruler.at("footnote_ref", traced(footnote_ref))
    ruler.before("strikethrough", "additions", additions)
    ruler.at("link", traced(link))
    ruler.at("image", traced(image_with_size))
    ruler.at("autolink", traced(autolink))
    ruler.at("html_inline", traced(html_inline(tags)))
    md.inline.ruler2.before("strikethrough", "pairs", pairs)
    md.inline.ruler2.push("spread", spread)


def block_additions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """As `additions`, by a line's first sign."""
    at = state.bMarks[start] + state.tShift[start]
    sign = state.src[at : at + 1]
    return any(rule(state, start, end, silent) for rule in _BLOCK_ADDITIONS.get(sign, ()))


def additions(state: StateInline, silent: bool) -> bool:
    """The rules for the sign that stands here: one look-up, where each rule would look for itself."""
    return any(rule(state, silent) for rule in _ADDITIONS.get(state.src[state.pos], ()))


def find_tasks(state: StateCore) -> None:
    """Takes `[ ]` and `[x]` off the first paragraph of list items."""
    for item, opening, text in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and opening.type == "paragraph_open":
            found = _TASK.match(text.content)
            if found:
                item.meta["checked"] = found[1] != " "
                text.content = text.content[found.end() :]
