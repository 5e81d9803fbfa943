"""What a site, a post or a comment in it wants to hear no more of; errors are always heard. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from publisher.markdown.lines import lines_of
from publisher.markdown.walk import walk
from publisher.model.finding import Explanation, Finding, Level
from publisher.model.post import Post
from publisher.model.tree import Block, Document

_COMMENT = re.compile(r"<!--\s*publish-check:\s*silence\s+([\w\s,-]+?)\s*-->")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Quiet:
    """One code that is silenced in the files of a glob, between two lines (0 = to the end)."""

    code: str
    glob: str = "*"
    first: int = 0
    last: int = 0

    def covers(self, finding: Finding) -> bool:
        return (
            finding.level is not Level.ERROR
            and finding.code == self.code
            and fnmatchcase(finding.path, self.glob)
            and (
                not self.last
                or all(self.first <= line <= self.last for line in (finding.line, *finding.more))
            )
        )


def of_site(silence: Iterable[str]) -> tuple[Quiet, ...]:
    """`[check] silence`: "code", or "code:glob" for the files whose paths below the site's root match."""
    return tuple(
        Quiet(code.strip(), glob.strip() or "*") for code, _, glob in (one.partition(":") for one in silence)
    )


def of_post(post: Post) -> tuple[Quiet, ...]:
    """`publish: {silence: […]}` of the front matter, and comments `<!-- publish-check: silence code -->`,
    which cover their own line and the block that follows."""
    glob = re.sub(r"([*?[])", r"[\1]", post.path)
    wanted = post.publish.get("silence")
    codes = [code for code in wanted if isinstance(code, str)] if isinstance(wanted, list) else []
    return (*(Quiet(code.strip(), glob) for code in codes), *_comments(post, glob))


def heard(findings: Iterable[Finding], quiets: Sequence[Quiet]) -> tuple[Finding, ...]:
    """The findings that nobody silenced."""
    return tuple(each for each in findings if not any(quiet.covers(each) for quiet in quiets))


def mistakes(
    quiets: Iterable[Quiet], table: Mapping[str, Explanation], path: str, text: str
) -> Iterator[Finding]:
    """Silenced codes that do not exist, or cannot be silenced; `text` is the file they are written in."""
    for code in dict.fromkeys(quiet.code for quiet in quiets):
        if code not in table:
            close = difflib.get_close_matches(code, table, n=1)
            message = f'there is no code "{code}" to silence'
            hint = f'did you mean "{close[0]}"?' if close else table["silence-wrong"].remedy
        elif table[code].level is Level.ERROR:
            message = f'"{code}" is an error: errors cannot be silenced'
            hint = table[code].remedy
        else:
            continue
        yield Finding("silence-wrong", Level.WARNING, message, hint, path, _line(text, code))


def _comments(post: Post, glob: str) -> Iterator[Quiet]:
    if "publish-check" not in post.text:
        return
    for number, line in enumerate(lines_of(post.text), 1):
        for found in _COMMENT.finditer(line):
            last = _end_of_next_block(post.document, number)
            yield from (Quiet(code, glob, number, last) for code in _WORD.findall(found[1]))


def _end_of_next_block(document: Document, line: int) -> int:
    """The last line of what begins on a line or first after it; the line itself behind everything."""
    below = [node.lines for block in document.blocks for node in walk(block) if isinstance(node, Block)]
    first = min((first for first, _ in below if first >= line), default=0)
    return max((last for begin, last in below if begin == first), default=line) if first else line


def _line(text: str, code: str) -> int:
    """Where a code is written behind the word silence, 0 where it cannot be found."""
    word = re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    begun = False
    for number, line in enumerate(lines_of(text), 1):
        begun = begun or "silence" in line
        if begun and word.search(line):
            return number
    return 0
