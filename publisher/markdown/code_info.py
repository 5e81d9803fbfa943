"""What a fence says beyond its language: title, marked lines, line numbers, in every dialect's spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.model.tree import CodeBlock

_MOST = 10_000  # lines one range may mark
_OPTION = re.compile(
    r"(?<![\w.-])(?P<name>[A-Za-z_][\w-]*)\s*(?P<sign>[=:])\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|\{[^{}]*\}|[\d,\- ]*\d(?=[\s,}]|\Z)|[^\s\"'\[\]{},]+)"
)
_COUNTED = re.compile(r"showLineNumbers\{(\d+)\}", re.IGNORECASE)
_BRACES = re.compile(r"(?:(?<=\s)|(?<=\w)|\A)\{(?P<lines>[\d\s,-]+)\}")
_BRACKETS = re.compile(r"(?<!\S)\[(?P<name>[^\[\]=]+)\]\s*\Z")
_LANGUAGE_FILE = re.compile(r"[\w+#-]+:(?P<rest>[^\s{:=]+)")
_URL = re.compile(r"(?:https?:)?//\S+|/\S+")
_FILE = re.compile(r"(?:[\w.@-]+/)*[\w@-]*\.?[\w@-]+(?:\.[A-Za-z][\w-]*)")
_MARKS = frozenset(
    {"mark", "hl_lines", "hl-lines", "highlight", "mark_lines", "highlightlines", "emphasize-lines"}
)
_NUMBERS = frozenset(
    {
        "linenos",
        "linenums",
        "line_number",
        "line-numbers",
        "showlinenumbers",
        "numberlines",
        "lineno",
        "linenumbers",
    }
)
_STARTS = frozenset({"linenostart", "first_line", "startfrom", "start", "lineno-start", "firstnumber"})
_TITLES = frozenset({"title", "caption", "name"})
_FILES = frozenset({"file", "filename", "path", "filepath"})
_OTHER = frozenset(
    {"lang", "style", "wrap", "anchorlinenos", "lineanchors", "linenoanchors", "include", "tabwidth"}
)
_OFF = frozenset({"false", "off", "no"})
_NO_NUMBERS = frozenset({"no-line-numbers", "nolinenumbers"})


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """`marked` are 1-based lines of the block to highlight; `numbers` is None where nothing is said of line
    numbers; `start` is the number of the first line; `file` names a file the code comes from, and is the
    `title` too where there is no other; `id` is what `{#id}` calls the block."""

    title: str = ""
    marked: frozenset[int] = frozenset()
    numbers: bool | None = None
    start: int = 1
    file: str = ""
    id: str = ""


def read(node: CodeBlock) -> CodeInfo:
    """What the info string of a block asks for. Never raises."""
    reading = _Reading()
    info = node.info
    if "lang:" not in info and node.language:
        reading.language(info.split(maxsplit=1)[0] if info.split() else "")
        info = _behind_language(info, node.language)
    rest = _OPTION.sub(reading.option, _COUNTED.sub(r"linenos=\1", info))
    rest = _BRACES.sub(reading.braces, rest)
    rest = _BRACKETS.sub(reading.brackets, rest)
    reading.words(rest)
    return reading.told()


def lines_of(text: str, first: int = 1) -> frozenset[int]:
    """`1,3-5`, `1 "3-5"`: the lines, counted from 1, where the text counts from `first`."""
    found: set[int] = set()
    for begin, end in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", text):
        low, high = int(begin[:9]), int((end or begin)[:9])
        found.update(range(low - first + 1, min(high, low + _MOST) - first + 2))
    return frozenset(line for line in found if line > 0)


class _Reading:
    """Collects what the parts of an info string say."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, bool]] = []
        self._title = self._file = self._id = ""
        self._numbers: bool | None = None
        self._start = 1

    def language(self, word: str) -> None:
        """The first word may say more than the language: `js:app.js`, `ts:line-numbers=5`, `js{1,3}`."""
        word = word.strip("{}")
        self._flag(word.partition(":")[2].partition("{")[0])
        if (found := _LANGUAGE_FILE.match(word)) and "." in found["rest"]:
            self._file = self._file or found["rest"]

    def option(self, found: re.Match[str]) -> str:
        """`name=value` or `name:value`; an unknown name with a colon is words."""
        name, value = found["name"].lower(), found["value"].strip()
        bare = value[1:-1] if value[:1] in "\"'[{" and len(value) > 1 else value
        if name in _MARKS and re.search(r"\d", bare):
            self._marks.append((bare, found["sign"] == ":"))  # Hexo's `mark:` counts from `first_line:`
        elif name in _STARTS:
            self._begin(bare)
        elif name in _NUMBERS:
            self._numbers = bare.lower() not in _OFF
            self._begin(bare)
        elif name in _TITLES:
            self._title = self._title or bare
        elif name in _FILES:
            self._file = self._file or bare
        elif name not in _OTHER | _MARKS and found["sign"] == ":":
            return found[0]
        return " "

    def braces(self, found: re.Match[str]) -> str:
        self._marks.append((found["lines"], False))
        return " "

    def brackets(self, found: re.Match[str]) -> str:
        """VitePress: the name of the tab a block stands in."""
        self._title = self._title or found["name"].strip()
        return " "

    def words(self, rest: str) -> None:
        """Bare words: flags, and Hexo's `title [address [text]]`."""
        words: list[str] = []
        for word in re.sub(r"[{}]", " ", rest).split():
            if _URL.fullmatch(word):
                break
            if word[0] == "#":
                self._id = self._id or word[1:]
            elif word[0] != "." and not self._flag(word):
                words.append(word)
        text = " ".join(words).strip(" ,\"'")
        if text and not self._title:
            self._title = text
            if _FILE.fullmatch(text):
                self._file = self._file or text

    def told(self) -> CodeInfo:
        marked = (lines_of(text, self._start if counted else 1) for text, counted in self._marks)
        return CodeInfo(
            title=self._title or self._file,
            marked=frozenset().union(*marked),
            numbers=self._numbers,
            start=self._start,
            file=self._file,
            id=self._id,
        )

    def _flag(self, word: str) -> bool:
        name, _, value = word.strip(",").lower().lstrip(":.").partition("=")
        if name in _NO_NUMBERS:
            self._numbers = False
        elif name in _NUMBERS:
            self._numbers = value not in _OFF
            self._begin(value)
        else:
            return name in _MARKS | _OTHER
        return True

    def _begin(self, value: str) -> None:
        if value.isdecimal() and value.isascii():
            self._start = int(value[:9])
            self._numbers = self._numbers is not False


def _behind_language(info: str, language: str) -> str:
    """What stands behind the language, or beside it in its braces."""
    at = info.lower().find(language)
    rest = info[at + len(language) :]
    return re.sub(r"\A:[^\s{]*", "", rest)
