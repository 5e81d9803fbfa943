"""A text's blocks, line by line: which lines are words that may hold links, and what stands at the top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from publisher.markdown.parsing.formulas import opens_formula
from publisher.markdown.scan import signs
from publisher.markdown.scan.extents import below, fence_end, formula_end, least_indent, leaves_open, table
from publisher.markdown.scan.parts import Block, Outline, Stretch, Unsure


def outline(lines: Sequence[str]) -> Outline:
    """The outline of a body without front matter. Raises Unsure."""
    return _Outliner(lines).run()


@dataclass(slots=True)
class _Outliner:
    """`open` holds the lines of the words being read, from line `begun` on; `held` says that they stand in a
    list or quote, `inside` that a `$$` is open, below which no line begins anything. `item` and `inner` are
    where an outermost and an innermost list item's words begin, 0 = in no list. `linked` says whether there
    are links around the quote that ends before the line `seen`."""

    lines: Sequence[str]
    stretches: list[Stretch] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    begun: int = 0
    inside: bool = False
    held: bool = False
    quoted: bool = False
    item: int = 0
    inner: int = 0
    seen: int = 0
    linked: bool = False

    def run(self) -> Outline:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if not line or line.isspace():
                self._close()
                self.quoted = False
                at += 1
            else:
                at = self._line(at, line.expandtabs(4))
        self._close()
        return Outline(self.stretches, self.blocks, self.definitions)

    def _line(self, at: int, line: str) -> int:
        """Reads what begins on a line; the line to go on with."""
        indent = signs.indent_of(line)
        if self.open and self.inside:
            if signs.UNDERLINE.match(line):
                raise Unsure  # it makes a heading of what stands above, or is part of the formula
            return self._go_on(at, line.lstrip(" "))
        if not self.open:
            if self.item and indent < self.item and not signs.MARKER.match(line):
                self.item = self.inner = 0
            if indent >= (self.inner if self.item else 0) + 4:
                if self.item and signs.LINKS.search(line):
                    raise Unsure
                self._other(at)
                return at + 1
        if self._is_head(at):
            return self._table(at)
        fence = signs.FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            return self._fence(at, fence)
        words = line.lstrip(" ")
        if self.item and indent >= self.item and signs.UNDERLINE.match(words):
            self._close()
            self._other(at)
            return at + 1
        if indent < 4:
            if signs.RULE.match(line) and not (self._is_top_text() and signs.UNDERLINE.match(line)):
                return self._rule(at, indent)
            if self._is_top_text() and signs.UNDERLINE.match(line):
                if opens_formula(self.open[0]):
                    raise Unsure
                self._close("h", at)
                return at + 1
            if heading := signs.HEADING.match(line):
                return self._heading(at, indent, heading[1] or "")
        if words[0] in "$\\" and (formula := self._formula(at, words)):
            return formula
        if words[0] in "<:!?=@*{$[" and self._begins_something(at, words, indent):
            return at + 1
        if words[0] == ">":
            return self._quote(at, line)
        marker = signs.MARKER.match(line)
        if marker and self._is_item(marker, indent):
            return self._item(at, marker, line)
        return self._go_on(at, words) if self.open else self._begin(at, words, held=bool(self.item))

    def _begins_something(self, at: int, words: str, indent: int) -> bool:
        """Whether a line is one that holds no words of its own: a comment, a definition."""
        if signs.STRANGE.match(words) and not (
            words[0] == "[" and not words.lower().startswith(("[toc]", "[["))
        ):
            raise Unsure
        if words[0] == "<":
            if signs.AUTOLINK.match(words):
                return False
            if signs.MORE.match(words) or signs.COMMENT.match(words):
                if indent > 3 or self.item or self.quoted or "toc" in words.lower():
                    raise Unsure
                self._close()
                if signs.MORE.match(words):
                    self.blocks.append(Block("end", at, at))
                return True
            if re.match(r"<[A-Za-z/!?]", words):
                raise Unsure
        if words[0] == "[" and not self.open and self._spreads(at, words):
            raise Unsure
        if words[0] == "[" and not self.open and signs.DEFINITION.match(words):
            found = signs.SIMPLE_DEFINITION.match(words)
            if not found or words[1] == "^" or self.item or indent > 3 or self._goes_on(at):
                raise Unsure
            self.definitions.setdefault(signs.label_of(found[1]), found[2] or found[3])
            return True
        return False

    def _spreads(self, at: int, words: str) -> bool:
        """Whether words in brackets may go on to a later line and define something there."""
        if "]" in words:
            return "\\]" in words and "]:" in words
        return any("]:" in line for line in below(self.lines, at))

    def _goes_on(self, at: int) -> bool:
        """Whether the next line could be the rest of a definition: its title."""
        following = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        return following[:1] in {'"', "'", "("}

    def _is_head(self, at: int) -> bool:
        following = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        piped = "|" in following or "|" in self.lines[at]
        return piped and "-" in following and signs.DELIMITERS.match(following) is not None

    def _is_top_text(self) -> bool:
        return bool(self.open) and not self.held

    def _is_item(self, marker: re.Match[str], indent: int) -> bool:
        if self._is_top_text():
            return indent < 4 and bool(marker[3]) and marker[2] in {"-", "+", "*", "1.", "1)"}
        return indent < 4 or bool(self.item)

    def _item(self, at: int, marker: re.Match[str], line: str) -> int:
        indent, gap = len(marker[1]), len(marker[3] or " ")
        words = indent + len(marker[2]) + (gap if gap < 5 else 1)
        if not self.item and indent > 3:
            raise Unsure
        if self.quoted:
            raise Unsure
        if not self.item or indent < self.item:
            self.item = words
        self.inner = words
        self._close()
        rest = line[marker.end() :]
        if gap >= 5 and signs.LINKS.search(rest):
            raise Unsure
        if not rest:
            if not next(below(self.lines, at), ""):
                raise Unsure  # an item of nothing ends at once
            return at + 1
        if signs.MARKER.match(rest) or (signs.SPECIAL.match(rest) and not signs.AUTOLINK.match(rest)):
            raise Unsure
        if formula := self._formula(at, rest):
            return formula
        return self._begin(at, rest, held=True)

    def _quote(self, at: int, line: str) -> int:
        if self.item or (self.open and not self.quoted):
            self._close()
        if self.item and signs.LINKS.search(line):
            raise Unsure
        prefix = signs.QUOTE.match(line)
        assert prefix
        words = line[prefix.end() :]
        if not words.strip():
            self._close()
            self.quoted = False
            self._other(at)
            return at + 1
        special = signs.MARKER.match(words) or signs.HEADING.match(words) or signs.RULE.match(words)
        strange = (
            signs.STRANGE.match(words.lstrip())
            or signs.DEFINITION.match(words)
            or re.match(r" {4}|\s*<", words)
        )
        if (special or strange or opens_formula(words) or "|" in words) and self._quote_links(at):
            raise Unsure
        if self.open and self.quoted:
            return self._go_on(at, words.lstrip())
        self._close()
        self.quoted = True
        return self._begin(at, words.lstrip(), held=True)

    def _quote_links(self, at: int) -> bool:
        """Whether the lines around a quote's, up to blank ones, hold anything that could be a link."""
        if at >= self.seen:
            first = self.seen = at
            while first and self.lines[first - 1].strip():
                first -= 1
            while self.seen < len(self.lines) and self.lines[self.seen].strip():
                self.seen += 1
            self.linked = any(signs.LINKS.search(line) for line in self.lines[first : self.seen])
        return self.linked

    def _fence(self, at: int, fence: re.Match[str]) -> int:
        before, indent = fence[1].strip(), len(fence[1])
        if not (before or indent < 4) and (self.quoted or not self.item):
            raise Unsure
        if before and (self.quoted or ">" in before):
            raise Unsure
        end = fence_end(self.lines, at, fence, held=bool(self.item or before))
        if self.item and not before and indent < self.item:
            self.item = self.inner = 0
        elif before:
            self.item = self.item or indent
        if self.item and least_indent(self.lines[at + 1 : end + 1]) < indent:
            raise Unsure
        self._close()
        self.blocks.append(Block("other", at, end))
        return end + 1

    def _rule(self, at: int, indent: int) -> int:
        self._close()
        if self.item and indent >= self.item:
            self._other(at)
        else:
            self.item = self.inner = 0
            self.blocks.append(Block("end", at, at))
        self.quoted = False
        return at + 1

    def _heading(self, at: int, indent: int, words: str) -> int:
        self._close()
        if self.item and indent >= self.item:
            self.stretches.append(Stretch(at, words))
            self._other(at)
        else:
            self.item = self.inner = 0
            self.stretches.append(Stretch(at, words))
            self.blocks.append(Block("h", at, at))
        self.quoted = False
        return at + 1

    def _table(self, at: int) -> int:
        if self.open or self.item:
            raise Unsure
        cells, end = table(self.lines, at)
        self.stretches += cells
        self.blocks.append(Block("other", at, end - 1))
        return end

    def _formula(self, at: int, words: str) -> int:
        """The line behind a display formula that begins on this one and has its lines to itself; 0 = none."""
        end = formula_end(self.lines, at, words, self.inner)
        if end < 0:
            return 0
        self._close()
        self.blocks.append(Block("other", at, end))
        return end + 1

    def _begin(self, at: int, words: str, *, held: bool) -> int:
        self.open, self.begun, self.held, self.inside = [words], at, held, leaves_open(self.lines, at)
        return at + 1

    def _go_on(self, at: int, words: str) -> int:
        if self.quoted and opens_formula(words):
            raise Unsure
        self.open.append(words)
        self.inside ^= opens_formula(words)
        return at + 1

    def _close(self, kind: str = "p", last: int = 0) -> None:
        if not self.open:
            return
        end = self.begun + len(self.open) - 1
        self.stretches.append(Stretch(self.begun, "\n".join(self.open)))
        self.blocks.append(Block("other" if self.held else kind, self.begun, last or end))
        self.open = []

    def _other(self, at: int) -> None:
        self.blocks.append(Block("other", at, at))
