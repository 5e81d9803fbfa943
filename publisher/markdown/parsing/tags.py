"""Source tags such as `{% asset_img a.png %}`: found in a text, and matched with their end tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from publisher.markdown.parsing.tag_forms import NUNJUCKS, Form, Tag
from publisher.model.tree import Block, Blocks, Inline, Inlines, Node, Text

_MOST = 200  # tags of one name that may stand in one another beside fenced code
_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A tag that cannot be carried over: what is wrong, what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A tag of which something is lost: the Note's kind and detail, and what is left of it."""

    kind: str
    detail: str
    made: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Inline):
    """Stands for a value of the post's own front matter, and is replaced by it while the tree is made.
    `name` is its path (`author.name`), `shown` the tag in messages."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Inline):
    """Stands for what a tag was given as text, which is Markdown: read while the tree is made."""

    text: str


def worded(text: str) -> Inlines:
    return (Words(text=text),) if text else ()


Made = Node | Mistake | Remark | None
"""What a tag becomes; None where it leaves nothing."""


def kept(blocks: Blocks) -> Blocks:
    return blocks


@dataclass(frozen=True, slots=True)
class Container:
    """What an opened tag makes of the blocks up to its end tag (`kept`: they stay as they are), or `within`
    of their words. `kind` lets what stands inside know where it stands; in a `shield` tags are text;
    `remark` tells what is lost."""

    make: Callable[[Blocks], Block | Blocks] = kept
    within: Callable[[Inlines], Inline] | None = None
    kind: str = "tag"
    shield: bool = False
    remark: Remark | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TagSet:
    """The tags of a dialect, by name. All functions are given the text after the name.

    `inline` stand alone; `verbatim` are given the text up to their end tag too; `containers` hold
    Markdown; `raw` hold HTML that is no Markdown; `addresses` stand for an address, also within a
    link's destination (None: that one does not). A name may be both `inline` and one that holds something:
    what is written decides. A tag in none of them is a mistake, whose hint is `hint`, unless it has an end
    tag: then what it holds is kept, with a remark. The name of an output (`{{ x }}`) is "".
    """

    form: Form = NUNJUCKS
    inline: Mapping[str, Callable[[str], Made]] = field(default_factory=dict)
    verbatim: Mapping[str, Callable[[str, str], Made]] = field(default_factory=dict)
    containers: Mapping[str, Callable[[str], Container]] = field(default_factory=dict)
    raw: frozenset[str] = frozenset()
    addresses: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    code: Callable[[str], str] = str
    hint: str = ""

    def is_paired(self, name: str) -> bool:
        return name in self.verbatim or name in self.containers or name in self.raw

    def may_hold(self, name: str) -> bool:
        """Whether a tag may have an end tag."""
        return self.is_paired(name) or name not in self.inline

    def nests(self, name: str) -> bool:
        """Whether tags within a tag's content are tags."""
        return name not in self.verbatim and name not in self.raw


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag found in a text, from `begin` to `end`, its end tag included; `inner` is what lies between.

    `made` is a node, what to make of the Markdown between (Container), None for raw HTML between or
    for a tag that leaves nothing, a Mistake or a Remark.
    """

    begin: int
    end: int
    made: Made | Container
    inner: tuple[int, int] | None = None


def tag_at(text: str, at: int, limit: int, tags: TagSet) -> Tagged | None:
    """The tag that begins at a position, matched up to `limit`; None where none begins."""
    form = tags.form
    if not form.begins(text, at):
        return None
    tag = form.at(text, at, limit)
    if tag is None:
        return Tagged(at, at + 2, unfinished(text[at : at + 2]))
    if tag.literal:
        return Tagged(at, tag.end, Text(text=tag.literal))
    if tag.closes:
        return Tagged(at, tag.end, stray_end(tag.name, tags))
    closing = end_of(text, tag, limit, tags)
    if closing is None:
        return Tagged(at, tag.end, _single(tag, tags))
    inner = (tag.end, closing.begin)
    if tag.name in tags.verbatim:
        return Tagged(at, closing.end, tags.verbatim[tag.name](tag.arguments, text[slice(*inner)]))
    return Tagged(at, closing.end, made_of(tag, tags), inner)


def _single(tag: Tag, tags: TagSet) -> Made:
    if tag.name in tags.inline:
        return tags.inline[tag.name](tag.arguments)
    if tags.is_paired(tag.name):
        return unclosed(tag.name, tags)
    return Mistake(f"unknown tag {tags.form.show(tag.name)}", tags.hint)


def made_of(tag: Tag, tags: TagSet) -> Container | None:
    """What to make of the Markdown a paired tag holds; None for raw."""
    if tag.name in tags.raw:
        return None
    if tag.name in tags.containers:
        return tags.containers[tag.name](tag.arguments)
    detail = f"{tags.form.show(tag.name)} is not known here: only what it holds is kept"
    return Container(remark=Remark("tag-unwrapped", detail))


def end_of(text: str, tag: Tag, limit: int, tags: TagSet) -> Tag | None:
    """The end tag of an opened tag. The same tag may stand within unless it holds no tags at all, and code
    is passed over."""
    if tag.alone or not tags.may_hold(tag.name):
        return None
    pairs = _pairs(text, tags)
    if pairs.last.get(tag.name, 0) < tag.end:
        return None
    closing = pairs.ends.get(tag.begin)
    if pairs.has_fence(tag.end, closing.end if closing else limit):
        closing = _end_past_code(text, tag, pairs.named[tag.name], tags)
    return closing if closing and closing.end <= limit else None


@dataclass(frozen=True, slots=True)
class _Pairs:
    """`ends` are end tags by the place where what they end begins, code not yet considered; `named` all
    tags by name; `last` is where the last end tag of each name stands, `fences` where fences are."""

    ends: Mapping[int, Tag]
    named: Mapping[str, list[Tag]]
    last: Mapping[str, int]
    fences: tuple[int, ...]

    def has_fence(self, begin: int, end: int) -> bool:
        at = bisect_left(self.fences, begin)
        return at < len(self.fences) and self.fences[at] < end


@lru_cache(maxsize=4)
def _pairs(text: str, tags: TagSet) -> _Pairs:
    """One pass over a text, so that a page of unclosed tags does not take forever."""
    found = list(tags.form.all(text))
    named: dict[str, list[Tag]] = {}
    closing: dict[str, list[Tag]] = {}
    for tag in found:
        named.setdefault(tag.name, []).append(tag)
        if tag.closes:
            closing.setdefault(tag.name, []).append(tag)
    ends: dict[int, Tag] = {}
    opened: dict[str, list[Tag]] = {}
    for tag in found:
        if tag.closes:
            if waiting := opened.get(tag.name):
                ends[waiting.pop().begin] = tag
        elif tags.nests(tag.name):
            if not tag.alone and tags.may_hold(tag.name):
                opened.setdefault(tag.name, []).append(tag)
        elif candidates := closing.get(tag.name):
            at = bisect_left(candidates, tag.end, key=lambda end: end.begin)
            if at < len(candidates):
                ends[tag.begin] = candidates[at]
    last = {name: tags_of[-1].begin for name, tags_of in closing.items()}
    return _Pairs(ends, named, last, tuple(fence.start() for fence in re.finditer(r"```|~~~", text)))


def _end_past_code(text: str, opening: Tag, alike: list[Tag], tags: TagSet) -> Tag | None:
    """The end among tags of the same name, those in fenced code passed over."""
    depth, fence, at = 1, "", opening.end
    nests = tags.nests(opening.name)
    first = bisect_left(alike, opening.end, key=lambda tag: tag.begin)
    for tag in alike[first : first + _MOST]:
        if nests:
            fence = _fence_after(text[at : tag.begin], fence)
        at = tag.end
        if fence or (tag.alone and not tag.closes):
            continue
        if tag.closes:
            depth -= 1
        elif nests:
            depth += 1
        if not depth:
            return tag
    return None


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


def unfinished(sign: str) -> Mistake:
    ending = {"{%": "%}"}.get(sign, "}}")
    return Mistake(
        f"`{sign}` begins a tag that has no `{ending}`", "complete the tag, or put it in a code span (`…`)"
    )


def escaped(sign: str) -> Mistake:
    return Mistake(f"a backslash does not keep `{sign}` from being a tag", "put it in a code span (`…`)")


def unclosed(name: str, tags: TagSet) -> Mistake:
    return Mistake(
        f"the tag {tags.form.show(name)} is never closed",
        f"put {tags.form.show(name, end=True)} after what it holds, each of the two on a line of its own",
    )


def stray_end(name: str, tags: TagSet) -> Mistake | None:
    """None for the end of a tag that holds nothing: some authors write one all the same."""
    if not tags.may_hold(name):
        return None
    shown = tags.form.show(name, end=True)
    return Mistake(f"{shown} closes nothing", f"remove it, or put {tags.form.show(name)} before it")


@lru_cache(maxsize=4)
def masked(text: str, tags: TagSet | None) -> str:
    """A text of the same length whose tags are blanked out, quotes in them too: for rules that look for
    HTML around them."""
    if tags is None:
        return text
    made, done = [], 0
    for tag in tags.form.all(text):
        made += [text[done : tag.begin], "0" * (tag.end - tag.begin)]
        done = tag.end
    return "".join((*made, text[done:]))
