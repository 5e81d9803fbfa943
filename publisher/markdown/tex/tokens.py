"""TeX cut into tokens, and the arguments that follow a command. Joined, tokens are the text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Tokens = tuple[str, ...]

_TOKEN = re.compile(
    r"\\verb\*?(?P<quote>[^A-Za-z\s*]).{0,500}?(?P=quote)"  # like an address: % is no comment there
    r"|\\(?:href|url)\s*\{[^{}]*\}"
    r"|\\(?:[A-Za-z]+|.)|%[^\n]*|\s+|.",
    re.DOTALL,
)
_WORD = re.compile(r"\\[A-Za-z]+")


def tokens(tex: str) -> Tokens:
    """Commands (`\\alpha`, `\\,`), comments up to the end of their line, runs of spaces, characters."""
    return tuple(found.group() for found in _TOKEN.finditer(tex))


def joined(parts: Iterable[str]) -> str:
    """Tokens as text again, with a space where a command would swallow the letter after it."""
    made: list[str] = []
    for part in parts:
        if made and part[:1].isascii() and part[:1].isalpha() and _WORD.fullmatch(made[-1]):
            made.append(" ")
        made.append(part)
    return "".join(made)


def is_word(part: str) -> bool:
    """Whether it is a command spelt with letters."""
    return _WORD.fullmatch(part) is not None


def is_blank(part: str) -> bool:
    """White space or a comment."""
    return part.isspace() or part.startswith("%")


def token_at(parts: Sequence[str], at: int) -> str:
    """\"\" behind the end."""
    return parts[at] if at < len(parts) else ""


def bare(parts: Sequence[str]) -> str:
    """The text without comments and outer white space: how names are compared."""
    return "".join(part for part in parts if not part.startswith("%")).strip()


def skip(parts: Sequence[str], at: int) -> int:
    """Past white space and comments."""
    while at < len(parts) and is_blank(parts[at]):
        at += 1
    return at


def argument(parts: Sequence[str], at: int) -> tuple[Tokens, int] | None:
    """The next argument, a group without its braces or one token, and where it ends; None where there is
    none or its group is not closed."""
    at = skip(parts, at)
    if at >= len(parts) or parts[at] == "}":
        return None
    if parts[at] != "{":
        return (parts[at],), at + 1
    end = _closing(parts, at + 1, "}")
    return None if end is None else (tuple(parts[at + 1 : end]), end + 1)


def bracketed(parts: Sequence[str], at: int) -> tuple[Tokens, int] | None:
    """The next `[…]` without its brackets and where it ends; None where none follows."""
    at = skip(parts, at)
    if at >= len(parts) or parts[at] != "[":
        return None
    end = _closing(parts, at + 1, "]")
    return None if end is None else (tuple(parts[at + 1 : end]), end + 1)


def _closing(parts: Sequence[str], at: int, closer: str) -> int | None:
    depth = 0
    for index in range(at, len(parts)):
        if parts[index] == closer and not depth:
            return index
        depth += (parts[index] == "{") - (parts[index] == "}")
        if depth < 0:
            return None
    return None
