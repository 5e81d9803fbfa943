"""Bare addresses become links, and end where a Chinese writer means them to: `见https://a.b/c。后文`."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.rules_inline import StateInline

from publisher.markdown.cjk import is_chinese_text

_BEFORE = re.compile(r"(?:^|(?<=[^A-Za-z0-9]))(https?|ftp)\Z", re.IGNORECASE)
_BEFORE_WWW = re.compile(r"(?:^|(?<=[^A-Za-z0-9./@:_-]))(www)\Z", re.IGNORECASE)
_HOST = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.?[A-Za-z0-9]|[A-Za-z0-9]|\[[0-9A-Fa-f:.]+\]"
)
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_STOPS = frozenset('<>"`{}|\\^\u00ad')
_TRAILING = "?!.,:*_~'\";"
_LONGEST_SCHEME = 8
_LOCAL = re.compile(r"(?:^|(?<=[^\w.+/@:-]))([A-Za-z0-9][A-Za-z0-9._+-]*)\Z", re.ASCII)
_MAIL_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?![\w@-]|[:/.]\w)", re.ASCII
)
_LONGEST_LOCAL = 64


class BareAddress(NamedTuple):
    """Where an address stands, and what it is with its scheme."""

    begin: int
    end: int
    url: str


def bare_link(state: StateInline, silent: bool) -> bool:
    """`https://…`, `http://…`, `ftp://…` and `www.…` (GFM), outside links."""
    if silent or state.linkLevel > 0:
        return False
    address = bare_address(state.src, state.pos, state.posMax)
    if address is None or not state.pending.endswith(state.src[address.begin : state.pos]):
        return False
    state.pending = state.pending[: address.begin - state.pos]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address.url}
    opening.info = "auto"
    opening.meta["at"] = (address.begin, address.end)
    state.push("text", "", 0).content = state.src[address.begin : address.end]
    state.push("link_close", "a", -1)
    state.pos = address.end
    return True


def bare_address(text: str, at: int, limit: int) -> BareAddress | None:
    """The address whose `://`, or the `.` behind its `www`, stands at a position."""
    if text.startswith("://", at):
        found, host = _BEFORE.search(text, max(0, at - _LONGEST_SCHEME), at), at + 3
    elif text.startswith(".", at):
        found, host = _BEFORE_WWW.search(text, max(0, at - _LONGEST_SCHEME), at), at + 1
    else:
        return None
    if not found or not _HOST.match(text, host, limit):
        return None
    begin, end = found.start(1), _end(text, host, limit)
    if end <= host:
        return None
    written = text[begin:end]
    return BareAddress(begin, end, written if text[at] == ":" else f"http://{written}")


def bare_mail(state: StateInline, silent: bool) -> bool:
    """`name@example.com` (GFM), save where it is an account on a machine: `git@host.com:path`."""
    if silent or state.linkLevel > 0 or state.src[state.pos] != "@":
        return False
    at = state.pos
    found = _LOCAL.search(state.src, max(0, at - _LONGEST_LOCAL), at)
    host = _MAIL_HOST.match(state.src, at + 1, state.posMax)
    if not found or not host or not state.pending.endswith(found[1]):
        return False
    address = state.src[found.start(1) : host.end()]
    state.pending = state.pending[: -len(found[1])]
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": f"mailto:{address}"}, "auto"
    opening.meta["at"] = (found.start(1), host.end())
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = host.end()
    return True


def _end(text: str, begin: int, limit: int) -> int:
    """Where an address ends: before space, `<`, quotes, anything Chinese, and the sentence's own marks."""
    end = begin
    while end < limit and not (text[end].isspace() or text[end] in _STOPS or is_chinese_text(text[end])):
        end += 1
    while end > begin:
        last = text[end - 1]
        if last == ";" and (entity := _ENTITY.search(text, begin, end)):
            end = entity.start()
        elif (
            last in _TRAILING
            or (last == ")" and _unbalanced(text[begin:end], "()"))
            or (last == "]" and _unbalanced(text[begin:end], "[]"))
        ):
            end -= 1
        else:
            break
    return end


def _unbalanced(text: str, pair: str) -> bool:
    return text.count(pair[1]) > text.count(pair[0])
