"""One tree out of two streams of events: Markdown's tokens and HTML's tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from publisher.markdown.parsing.content import Lines, blocks_of
from publisher.markdown.parsing.html_names import CLOSES, DROPPED, PHRASING, UNMAPPED
from publisher.model.post import Note, Problem
from publisher.model.tree import Footnote, FootnoteRef, Inlines, Node, Text

DEEPEST = 60
"""Containers within containers; deeper ones give up their own form and keep their words, so that every
pass may go through a tree recursively."""

RUNS = frozenset({"script", "style"})
_IMPLIED = frozenset().union(*CLOSES.values())
"""Elements that need no end tag; bare ones are only a gap to authors."""


@dataclass(slots=True)
class Frame:
    """A container that is open: what it holds so far, and what closing it makes of that.

    `element` is the HTML element's name, "" for a container of Markdown's; `mark` lets a closer tell
    frames apart; `slots` are parts a child left for its parent (a table's caption); `after` are end
    tags met inside that belong to a container around.
    """

    close: Callable[[Frame], Iterable[Node]]
    lines: Lines
    mark: str = ""
    element: str = ""
    raw: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    slots: dict[str, Inlines] = field(default_factory=dict)
    after: list[str] = field(default_factory=list)
    span: tuple[int, int] | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Wrapper:
    """An HTML element, a stretch of HTML, or Hexo's `{% raw %}`, around several lines: of most the tree
    shows only what they hold. One that is not `closed` holds all that follows."""

    name: str
    lines: Lines
    closed: bool = True

    def holds(self, line: int) -> bool:
        """Whether a line lies inside; its first line stands before it."""
        return self.lines[0] < line and (line <= self.lines[1] or not self.closed)


class Builder:
    """Frames from the document inwards. HTML elements match only within one container of Markdown's."""

    def __init__(self) -> None:
        self.stack: list[Frame] = [Frame(lambda frame: frame.children, (0, 0), "document")]
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self.wrappers: list[Wrapper] = []
        self.inline_notes: list[Footnote] = []
        """Footnotes written where they are referred to; they belong at the document's end."""
        self.line = 0
        self.coming: Counter[str] = Counter()
        """End tags the stretch being read still has: `<b>a<i>b</b>c</i>` ends its `<i>` with the `<b>`."""

    @property
    def top(self) -> Frame:
        return self.stack[-1]

    def add(self, *nodes: Node) -> None:
        self.top.children.extend(nodes)

    def say(self, text: str) -> None:
        """Words, on the current line."""
        if text:
            self.add(Text(text=text, lines=(self.line, self.line)))

    def note(self, kind: str, detail: str) -> None:
        self.notes.append(Note(kind, detail, self.line))

    def inline_note(self, frame: Frame) -> Iterable[Node]:
        """Closes a footnote that is written within a line."""
        label = f"^{len(self.inline_notes) + 1}"
        note = Footnote(label=label, number=0, blocks=blocks_of(frame.children), lines=frame.lines)
        self.inline_notes.append(note)
        return (FootnoteRef(label=label, number=0, span=frame.span, lines=frame.lines),)

    def open(self, frame: Frame) -> None:
        """Opens a container of Markdown's."""
        if len(self.stack) > DEEPEST:
            frame.close = lambda closed: closed.children
        self.stack.append(frame)

    def close(self) -> Frame:
        """Ends the innermost container of Markdown's, and whatever HTML is left open in it."""
        while self.top.element:
            self._pop(ended=self._is_ended_later())
        frame = self._pop(ended=True)
        for name in frame.after:
            self.end(name)
        return frame

    def start(self, frame: Frame) -> None:
        """Opens an HTML element, ending those that its start ends."""
        while self.top.element in CLOSES.get(frame.element, ()):
            self._pop(ended=True)
        if len(self.stack) <= DEEPEST:
            self.stack.append(frame)

    def end(self, name: str) -> bool:
        """Ends the nearest open element of a name; False when there is none in this container."""
        self.coming[name] -= 1
        at = len(self.stack) - 1
        while at > 0 and self.stack[at].element:
            if self.stack[at].element == name:
                while len(self.stack) - 1 > at:
                    self._pop(ended=self._is_ended_later())
                self.wrappers.append(Wrapper(name, self._pop(ended=True).lines))
                return True
            at -= 1
        if name in PHRASING or self.stack[at].mark != "paragraph":
            return False
        # `文字</center>` at a paragraph's end closes what was opened before the paragraph
        self.stack[at].after.append(name)
        return True

    def around(self, *elements: str) -> Frame | None:
        """The nearest of these elements that is open in this container."""
        for frame in reversed(self.stack):
            if not frame.element:
                return None
            if frame.element in elements:
                return frame
        return None

    def finish(self) -> list[Node]:
        for frame in self.stack[1:]:
            if frame.element and not _is_word(frame) and (frame.attributes or frame.element not in _IMPLIED):
                self.wrappers.append(Wrapper(frame.element, frame.lines, closed=False))
        while len(self.stack) > 1:
            self._pop(ended=False)
        return self.top.children

    def _is_ended_later(self) -> bool:
        """Whether the innermost element's end tag comes yet, too late: a slip, and no word in brackets."""
        return self.coming[self.top.element] > 0

    def _pop(self, *, ended: bool) -> Frame:
        frame = self.stack.pop()
        if frame.element:
            frame.lines = (frame.lines[0], max(frame.lines[0], self.line))
        if ended:
            self.add(*frame.close(frame))
        elif _is_word(frame):
            self.add(Text(text=frame.raw, lines=(frame.lines[0], frame.lines[0])), *frame.children)
        elif frame.element in DROPPED - RUNS:
            # nothing says where it would end: better too much than too little
            self.add(*frame.close(frame), *frame.children)
        else:
            self.add(*frame.close(frame))
        return frame


def _is_word(frame: Frame) -> bool:
    """A bare tag that is never closed was meant as text: `<s>`, `vector<b>`, `<template>`."""
    return frame.element in PHRASING | UNMAPPED | DROPPED - RUNS and not frame.attributes and bool(frame.raw)
