"""`H~2~O` and `x^2^` as pandoc writes them, told from ranges (`10~20元，30~40元`) and faces (`^_^`).

A single tilde strikes nothing out here, as it does on GitHub: `~~` is what authors write for that, and a
tilde between numbers means "to" in Chinese.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from publisher.markdown.cjk import is_cjk

_WORDS = r"(?:[A-Za-z0-9\u0370-\u03ff+\-−±*/=×·.,'′†‡°∞∗()]|\\[ ~^])"
_CHINESE = r"[\u3400-\u9fff\uf900-\ufaff]"
_LONGEST = 40
_SCRIPT = {
    "~": re.compile(rf"~(?!~)(?P<text>{_WORDS}{{1,{_LONGEST}}}|{_CHINESE}{{1,{_LONGEST}}})~(?!~)"),
    "^": re.compile(
        rf"\^(?!\^)(?P<text>{_WORDS}{{1,{_LONGEST}}}|{_CHINESE}{{1,{_LONGEST}}}|\[[\w,，–-]{{1,20}}\]|[①-⑳])\^(?!\^)"
    ),
}
_TAGS = {"~": "sub", "^": "sup"}
_FACES = frozenset("oOvVwW-._0")
_SHORT = re.compile(r"\d+[+\-−]?|[a-z]+|[A-Za-z\u0370-\u03ff]")
_NUMBER = re.compile(r"[+\-−]?\d+[+\-−]?")


def script(state: StateInline, silent: bool) -> bool:
    """What stands lower or higher, right behind what it belongs to."""
    sign, at = state.src[state.pos], state.pos
    if sign not in _TAGS or not at or state.src[at - 1] in "~^" or state.src[at - 1].isspace():
        return False
    found = _SCRIPT[sign].match(state.src, at, state.posMax)
    if not found or _ends_face(state):
        return False
    text = re.sub(r"\\(.)", r"\1", found["text"])
    after = state.src[found.end()] if found.end() < state.posMax else " "
    if not (_is_lower if sign == "~" else _is_higher)(state.src[at - 1], text, after):
        return False
    if not silent:
        token = state.push("script", "", 0)
        token.content, token.tag = text, _TAGS[sign]
    state.pos = found.end()
    return True


def _ends_face(state: StateInline) -> bool:
    """Whether the sign before a sign's base is one that began nothing: `^o^`."""
    at = state.pos
    if at < 2 or state.src[at - 2] != state.src[at]:
        return False
    return len(state.pending) > 1 or not state.tokens or state.tokens[-1].type != "script"


def _is_lower(before: str, text: str, after: str) -> bool:
    if is_cjk(before) or not (before.isalnum() or before in ")]}*`$"):
        return False
    if before.isdigit() and (after.isdigit() or not text.isalnum() or is_cjk(text[0])):
        return False  # a range: 10~20,30~40
    if after.isalnum() and not is_cjk(after) and not _SHORT.fullmatch(text):
        return False  # a~zA~Z0~9
    return _is_whole(text)


def _is_higher(before: str, text: str, after: str) -> bool:
    if text[0] == "[" or "①" <= text[0] <= "⑳":
        return True
    if not (before.isalnum() or before in ")]}*`$”」》%" or is_cjk(before)):
        return False
    if is_cjk(before) and text in _FACES:
        return False
    if after.isalnum() and not is_cjk(after):  # `a^b^c` is a computation; `x^2^y` is not
        return bool(_NUMBER.fullmatch(text)) and not after.isdigit()
    return _is_whole(text)


def _is_whole(text: str) -> bool:
    """Whether every bracket in it is closed."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0
