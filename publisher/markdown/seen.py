"""What a platform shows of an article, as lines: the form in which drafts are compared, told and taken back.

One line per block or line break, blank ones left out. A line's words are escaped as in HTML; whatever is no
word stands in `<…>`: where bold begins and ends (`<b>`, `</b>`), an address after the words of its link, a
formula as `<$…$>`, a picture. Signs of the block (`## `, `> `, `• `, `#. `) are no letters. So whoever takes
out `<…>` and keeps letters and digits has what a reader reads, and two spellings of one text come out equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import escape, unescape

MARKS = ("b", "i", "u", "s", "code")
ATOM = re.compile(r"<[^>]*>|&(?:amp|lt|gt|quot|#x27);|[^<]", re.DOTALL)
TOKEN = re.compile(r"<[^>]*>")
SHOWN = {"b": "**", "i": "*", "u": "__", "s": "~~", "code": "`"}
FENCE = "```"

_BLANK = re.compile(r"[ \t\r\n\f\u00a0]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


class Lines:
    """Collects a text run by run, in reading order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.prefix = ""
        """What the next line that is not blank begins with."""
        self.before = ""
        """What every line begins with, further out than `prefix`."""
        self._line: list[str] = []
        self._open: Counter[str] = Counter()
        self._shown: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not "".join(self._line).strip()

    def text(self, data: str) -> None:
        """Words of a run; marks change only where a word does, since nobody sees a bold space."""
        data = _BLANK.sub(" ", _INVISIBLE.sub("", data))
        words = data.lstrip(" ")
        self._line.append(data[: len(data) - len(words)])
        if words:
            self._settle()
            self._line.append(escape(unicodedata.normalize("NFC", words), quote=False))

    def token(self, words: str) -> None:
        """What is no word of the text."""
        self._settle()
        self._line.append(token(words))

    def mark(self, name: str, *, on: bool) -> None:
        """A mark begins or ends; marks of one kind within each other are one."""
        self._open[name] += 1 if on else -1

    def indent(self, columns: int) -> None:
        """Spaces that are to be seen, at the beginning of a line of code."""
        if self.is_blank:
            self._line.append("\u3000" * columns)

    def end_line(self) -> None:
        self._settle(())
        line = _BLANK.sub(" ", "".join(self._line))
        self._line = []
        if line.strip():
            line = re.sub(r"^ *(\u3000*) *", lambda found: " " * len(found.group(1)), line.rstrip())
            self.lines.append(self.before + self.prefix + line)
            self.prefix = ""

    def alone(self, words: str) -> None:
        """A line of its own that is no text: a picture, a rule."""
        self.end_line()
        self.lines.append(self.before + words)

    def code(self, text: str) -> None:
        """A block of code whose white space is known exactly."""
        self.end_line()
        self.lines.extend(
            (FENCE, *(escape(line, quote=False) for line in text.strip("\n").split("\n")), FENCE)
        )

    def _settle(self, wanted: tuple[str, ...] | None = None) -> None:
        if wanted is None:
            wanted = tuple(name for name in MARKS if self._open[name] > 0)
        if wanted == self._shown:
            return
        ended = [name for name in self._shown[::-1] if name not in wanted]
        if ended:
            words = "".join(self._line)
            self._line = [words.rstrip(" "), *(f"</{name}>" for name in ended)]
            self._line.append(words[len(words.rstrip(" ")) :])
        self._line.extend(f"<{name}>" for name in wanted if name not in self._shown)
        self._shown = wanted


def token(words: str) -> str:
    """Something that is no word, as it stands in a line."""
    return f"<{escape(' '.join(words.split()), quote=False)}>"


def readable(text: str) -> str:
    """The lines for people's eyes: marks as Markdown has them, no escapes."""

    def shown(found: re.Match[str]) -> str:
        inner = found.group()[1:-1]
        return SHOWN.get(inner.removeprefix("/"), f"⟨{inner}⟩")

    return unescape(TOKEN.sub(shown, text))


def atoms(line: str) -> tuple[str, ...]:
    """A line taken apart into single characters, unescaped, and tokens with their brackets."""
    return tuple(
        found if found.startswith("<") and len(found) > 1 else unescape(found) for found in ATOM.findall(line)
    )
