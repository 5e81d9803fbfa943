"""How dialects write their tags: `{% name … %}`, `{{ … }}`, `{{< name … >}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written, from `begin` to `end` of a text; `closes` for an end tag, which carries the name of
    what it ends; `alone` for one that says itself that no end tag follows. A `literal` tag is text: what the
    author wants to be read."""

    begin: int
    end: int
    name: str
    arguments: str = ""
    closes: bool = False
    alone: bool = False
    literal: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """`opens` are the signs a tag begins with. `pattern` has the groups `name` and `arguments`, and maybe
    `closes`, `alone` and `output` (arguments of a tag without a name); `literal` matches tags that are to be
    shown, by its groups. `shown` and `ended` write a tag and its end in messages. `comment` are the signs
    around what nobody reads."""

    opens: tuple[str, ...]
    pattern: re.Pattern[str]
    shown: str
    ended: str
    end_prefix: str = ""
    literal: re.Pattern[str] | None = None
    comment: tuple[str, str] | None = None

    def begins(self, text: str, at: int) -> bool:
        return text.startswith(self.opens, at)

    def at(self, text: str, at: int, limit: int) -> Tag | None:
        """The tag that begins exactly there and ends before `limit`."""
        if self.literal and (shown := self.literal.match(text, at, limit)):
            return Tag(at, shown.end(), "", literal="".join(shown.groups()))
        found = self.pattern.match(text, at, limit)
        return self._tag(found) if found else None

    def comment_end(self, text: str, at: int, limit: int) -> int:
        """Where the comment that begins at a position ends; -1 where none does before `limit`."""
        if not self.comment or not text.startswith(self.comment[0], at):
            return -1
        end = text.find(self.comment[1], at + len(self.comment[0]), limit)
        return end + len(self.comment[1]) if end >= 0 else -1

    def all(self, text: str, begin: int = 0) -> Iterator[Tag]:
        """Every tag of a text from a position on that is not literal, in order."""
        for found in self.pattern.finditer(text, begin):
            yield self._tag(found)

    def show(self, name: str, *, end: bool = False) -> str:
        return (self.ended if end else self.shown).format(name or "…")

    def _tag(self, found: re.Match[str]) -> Tag:
        parts = found.groupdict(default="")
        name, closes = parts["name"], bool(parts.get("closes"))
        arguments = parts["arguments"] or parts.get("output", "")
        if self.end_prefix and name.startswith(self.end_prefix) and name != self.end_prefix:
            name, closes = name.removeprefix(self.end_prefix), True
        alone = bool(parts.get("alone"))
        return Tag(found.start(), found.end(), name, arguments.strip(), closes, alone)


_TAG = r"\{%[-~]?\s*(?P<name>[A-Za-z_][\w-]*)(?P<arguments>(?:(?!\{%).)*?)\s*[-~]?%\}"
_QUOTED = r"\"(?:\\.|[^\"\\])*+\"|'[^']*+'"

NUNJUCKS = Form(
    opens=("{%",),
    pattern=re.compile(_TAG, re.DOTALL),
    shown="`{{% {} %}}`",
    ended="`{{% end{} %}}`",
    end_prefix="end",
    comment=("{#", "#}"),
)
"""Hexo's."""

LIQUID = Form(
    opens=("{%", "{{"),
    pattern=re.compile(
        rf"{_TAG}"
        rf"|\{{\{{-?\s*(?P<output>(?>{_QUOTED}|(?!-?\}}\}}|\{{\{{).)*+)-?\}}\}}",
        re.DOTALL,
    ),
    shown="`{{% {} %}}`",
    ended="`{{% end{} %}}`",
    end_prefix="end",
)
"""Jekyll's. An output, `{{ expression }}`, is a tag without a name, the expression its arguments."""

HUGO = Form(
    opens=("{{<", "{{%"),
    pattern=re.compile(
        r"\{\{(?:<|%)\s*(?P<closes>/?)\s*(?P<name>[A-Za-z_][\w./-]*)"
        r"(?P<arguments>(?>\"(?:\\.|[^\"\\])*+\"|`[^`]*+`|(?!/?\s*[>%]\}\}|\{\{[<%]).)*+)"
        r"(?P<alone>/?)\s*[>%]\}\}",
        re.DOTALL,
    ),
    literal=re.compile(r"(\{\{[<%])/\*((?:(?!\*/[>%]\}\}|\{\{[<%]/\*).)*+)\*/([>%]\}\})", re.DOTALL),
    shown="`{{{{< {} >}}}}`",
    ended="`{{{{< /{} >}}}}`",
)
"""Hugo's shortcodes."""
