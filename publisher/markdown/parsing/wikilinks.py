"""`[[Title]]`, `[[Title#heading|words]]` and `![[picture.png|300]]` as Obsidian writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from publisher.markdown.own_links import WIKI

_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{0,200}))?\]\](?![(\[\]])"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)\Z", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_VALUES = re.compile(r"[-+\w.]{1,3}(?:\s*[,;]\s*[-+\w.]{1,3})+|[-+\w.]{1,2}", re.ASCII)


def wikilink(state: StateInline, silent: bool) -> bool:
    """A title in two brackets. `[[1]](address)`, footnotes and what looks like a list of values are not."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found or (state.linkLevel and not found["embed"]) or state.src[state.pos - 1 : state.pos] == "[":
        return False
    target = found["target"].strip().removesuffix("\\")
    if not _is_title(found["target"], target, state.env.get("references", {})):
        return False
    if not silent:
        at = (state.pos, found.end())
        words = (found["words"] or "").strip()
        if found["embed"] and _PICTURE.search(target):
            _picture(state, target, words, at)
        else:
            _link(state, target, words, at, embed=bool(found["embed"]))
    state.pos = found.end()
    return True


def _is_title(written: str, target: str, references: Mapping[str, object]) -> bool:
    if not target or written[0].isspace() or target[0] == "^":
        return False
    if not any(character.isalpha() for character in target) or _VALUES.fullmatch(target):
        return False
    return normalizeReference(target) not in references


def _picture(state: StateInline, target: str, words: str, at: tuple[int, int]) -> None:
    size = _SIZE.fullmatch(words)
    token = state.push("image", "img", 0)
    token.attrs = {"src": target, "alt": ""}
    token.meta = {"at": at, "tag": "wiki", "alt": "" if size else words}
    token.meta["attributes"] = (
        dict(zip(("width", "height"), size.groups(default=""), strict=True)) if size else {}
    )


def _link(state: StateInline, target: str, words: str, at: tuple[int, int], *, embed: bool) -> None:
    page, _, heading = target.partition("#")
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": f"{WIKI if page else ''}{target}"}
    opening.meta = {"at": at, "embed": embed}
    shown = words or " > ".join(filter(None, (page, heading.replace("#", " > "))))
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1)
