"""The kinds of call-outs, as all the tools that have them name them."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.markdown.parsing.html_names import names
from publisher.model.tree import Inlines, Text

_ALIKE: Mapping[str, str] = {
    "note": "note info message notice default",
    "tip": "tip hint success",
    "important": "important primary",
    "warning": "warning warn attention alert",
    "caution": "caution danger error",
}
"""Words that say no more than the kind they lead to."""

_NARROWER: Mapping[str, str] = {
    "note": "abstract summary tldr todo question help faq example quote cite seealso aside",
    "tip": "check done",
    "caution": "failure fail missing bug critical severe",
}
"""Words that say more, and so stay as a title where there is none."""

KINDS: Mapping[str, str] = {
    word: kind for table in (_ALIKE, _NARROWER) for kind, words in table.items() for word in names(words)
}
"""Word in lower case → note | tip | important | warning | caution."""

_SAID = frozenset(word for words in _ALIKE.values() for word in names(words))

FOLDED = names("details collapse spoiler fold folding folded expand toggle hide")
"""Words for what a reader has to open."""


def kind_of(word: str, title: str) -> tuple[str, str]:
    """The kind a word means, and the title that keeps what it says: an unknown word is a note with that word
    as a title, before the author's own."""
    lower = word.lower()
    if lower in _SAID:
        return KINDS[lower], title
    if lower in KINDS:
        return KINDS[lower], title or word
    return "note", f"{word} {title}".strip()


def titled(text: str) -> Inlines:
    return (Text(text=text),) if text else ()
