"""Source tags such as `{% asset_img a.png %}`: found in a text, and matched with their end tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publisher.model.tree import Block, Blocks, Inline, Node

TAG = re.compile(r"\{%[-~]?\s*([A-Za-z_][\w-]*)((?:(?!\{%).)*?)\s*[-~]?%\}", re.DOTALL)
_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A tag that cannot be carried over: what is wrong, what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Container:
    """What an opened tag makes of the blocks up to its end tag."""

    make: Callable[[Blocks], Block]


@dataclass(frozen=True, slots=True)
class TagSet:
    """The tags of a dialect, by name. All functions are given the text after the name.

    `inline` stand alone; `verbatim` are given the text up to their end tag too; `containers` hold
    Markdown; `raw` hold HTML that is no Markdown; `addresses` stand for an address, also within a
    link's destination. A tag in none of them is a mistake; its hint is `hint`.
    """

    inline: Mapping[str, Callable[[str], Inline | Mistake]] = field(default_factory=dict)
    verbatim: Mapping[str, Callable[[str, str], Block]] = field(default_factory=dict)
    containers: Mapping[str, Callable[[str], Container]] = field(default_factory=dict)
    raw: frozenset[str] = frozenset()
    addresses: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    hint: str = ""

    def is_paired(self, name: str) -> bool:
        return name in self.verbatim or name in self.containers or name in self.raw


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag found in a text, from `begin` to `end`, its end tag included; `inner` is what lies between.

    `made` is a node, what to make of the Markdown between (Container), None for raw HTML between or
    for a tag that leaves nothing, or a Mistake.
    """

    begin: int
    end: int
    made: Node | Container | Mistake | None
    inner: tuple[int, int] | None = None


def tag_at(text: str, at: int, limit: int, tags: TagSet) -> Tagged | None:
    """The tag that begins with `{%` at a position, matched up to `limit`; None where no `{%` is."""
    if not text.startswith("{%", at):
        return None
    opening = TAG.match(text, at, limit)
    if not opening:
        return Tagged(at, at + 2, unfinished())
    name, arguments = opening[1], opening[2].strip()
    begin = opening.end()
    if name in tags.inline:
        return Tagged(at, begin, tags.inline[name](arguments))
    if not tags.is_paired(name):
        return Tagged(at, begin, unknown(name, tags))
    closing = find_end(text, begin, limit, name, nested=name in tags.containers)
    if closing is None:
        return Tagged(at, begin, unclosed(name))
    inner = (begin, closing.start())
    if name in tags.verbatim:
        return Tagged(at, closing.end(), tags.verbatim[name](arguments, text[slice(*inner)]))
    return Tagged(at, closing.end(), made_of(name, arguments, tags), inner)


def made_of(name: str, arguments: str, tags: TagSet) -> Container | None:
    """What to make of the Markdown a paired tag holds; None for raw."""
    return tags.containers[name](arguments) if name in tags.containers else None


def find_end(text: str, begin: int, limit: int, name: str, *, nested: bool) -> re.Match[str] | None:
    """The end tag of an opened tag; with `nested`, the same tag may stand within, and code is passed over."""
    if text.rfind(f"end{name}", begin, limit) < 0:  # a page of unclosed tags must not take forever
        return None
    pattern = re.compile(rf"\{{%[-~]?\s*(end)?{re.escape(name)}(?:\s(?:(?!%\}}).)*)?[-~]?%\}}", re.DOTALL)
    depth, fence, at = 1, "", begin
    while True:
        found = pattern.search(text, at, limit)
        if not found:
            return None
        if nested:
            fence = _fence_after(text[at : found.start()], fence)
        if fence:
            at = found.end()
            continue
        if found[1]:
            depth -= 1
        elif nested:
            depth += 1
        if not depth:
            return found
        at = found.end()


def _fence_after(text: str, fence: str) -> str:
    """The code fence that is open at the end of a text, given the one open at its beginning."""
    for line in text.split("\n"):
        if not (found := _FENCE.match(line)):
            continue
        if not fence:
            fence = found[1]
        elif found[1].startswith(fence) and not line[found.end() :].strip():
            fence = ""
    return fence


def unfinished() -> Mistake:
    return Mistake("`{%` begins a tag that has no `%}`", "complete the tag, or put it in a code span (`…`)")


def escaped() -> Mistake:
    return Mistake("a backslash does not keep `{%` from being a tag", "put it in a code span (`…`)")


def unclosed(name: str) -> Mistake:
    return Mistake(
        f"the tag `{{% {name} %}}` is never closed",
        f"put `{{% end{name} %}}` after what it holds, each of the two on a line of its own",
    )


def unknown(name: str, tags: TagSet) -> Mistake | None:
    """None for the end of an unknown tag: its beginning was reported."""
    bare = name.removeprefix("end")
    if bare != name and tags.is_paired(bare):
        return Mistake(f"`{{% {name} %}}` closes nothing", f"remove it, or put `{{% {bare} %}}` before it")
    return None if bare != name else Mistake(f"unknown tag `{{% {name} %}}`", tags.hint)
