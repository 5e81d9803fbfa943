"""`[[Title]]`, `[[Title#heading|words]]` and `![[picture.png|300]]` as Obsidian writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from publisher.markdown.own_links import WIKI

_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,200})(?:\|(?P<words>[^\[\]\n]{0,200}))?\]\](?![(\[\]])"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)\Z", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_VALUES = re.compile(r"[-+\w.]{1,3}(?:\s*[,;]\s*[-+\w.]{1,3})+|[-+\w.]{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Title:
    """What stands in two brackets: the `target`, the `words` given for it ("" = none), where it ends in the
    text, and whether what it names is to be embedded."""

    target: str
    words: str
    end: int
    embed: bool

    @property
    def url(self) -> str:
        return self.target if self.target.startswith("#") else f"{WIKI}{self.target}"

    @property
    def shown(self) -> str:
        page, _, heading = self.target.partition("#")
        return self.words or " > ".join(filter(None, (page, heading.replace("#", " > "))))


def wikilink(state: StateInline, silent: bool) -> bool:
    """A title in two brackets. `[[1]](address)`, footnotes and what looks like a list of values are not."""
    title = title_at(state.src, state.pos, state.posMax, state.env.get("references", {}))
    if title is None or (state.linkLevel and not title.embed):
        return False
    if not silent:
        at = (state.pos, title.end)
        if title.embed and _PICTURE.search(title.target):
            _picture(state, title.target, title.words, at)
        else:
            _link(state, title, at)
    state.pos = title.end
    return True


def title_at(text: str, at: int, limit: int, references: Mapping[str, object]) -> Title | None:
    """The title in two brackets that begins at a position."""
    if not text.startswith(("[[", "![["), at) or text[at - 1 : at] == "[":
        return None
    found = _LINK.match(text, at, limit)
    target = found["target"].strip().removesuffix("\\") if found else ""
    if not found or not _is_title(found["target"], target, references):
        return None
    return Title(target, (found["words"] or "").strip(), found.end(), embed=bool(found["embed"]))


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


def _link(state: StateInline, title: Title, at: tuple[int, int]) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": title.url}
    opening.meta = {"at": at, "embed": title.embed}
    state.push("text", "", 0).content = title.shown
    state.push("link_close", "a", -1)
