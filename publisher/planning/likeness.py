"""How much of an article's words stand in a post: an excerpt is enough. Pure.

Texts are compared by runs of letters, bare of all else, so that markup, punctuation and line breaks do not
matter. Of the runs only those are kept that begin with certain characters: the same ones on both sides, so
that long texts cost little.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from publisher.model.post import PostKey

RUN = 8
"""Characters of a run: shorter ones are idioms, longer ones break at every small change."""
EVERY = 4
"""About one run in so many is kept."""
LEAST = 8
"""Runs a text must have to say anything: about thirty characters."""
LONGEST = 40_000
"""Characters of a text that are looked at."""
COMMON = 2
"""A run in more posts than this belongs to a footer or a list that they share."""

_ADDRESS = re.compile(r"https?://[^\s)>\"'\]]+")
_NO_LETTER = re.compile(r"[\W_]+")


def runs(text: str) -> frozenset[str]:
    """The runs of a text: of prose, Markdown or anything else that holds the words."""
    bare = _ADDRESS.sub(" ", text[:LONGEST])
    letters = _NO_LETTER.sub("", unicodedata.normalize("NFKC", bare).casefold())
    return frozenset(
        letters[at : at + RUN] for at in range(len(letters) - RUN + 1) if not ord(letters[at]) % EVERY
    )


class Library:
    """Posts by the runs of their texts. Runs of `titles` (lists of other posts hold them) and runs that many
    posts share are no evidence for any."""

    def __init__(self, texts: Mapping[PostKey, str], titles: Iterable[str]) -> None:
        self._posts: defaultdict[str, list[PostKey]] = defaultdict(list)
        for key, text in texts.items():
            for run in runs(text):
                self._posts[run].append(key)
        self._void = {run for title in titles for run in runs(title)}
        self._void |= {run for run, keys in self._posts.items() if len(keys) > COMMON}
        self._sizes = Counter(
            key for run, keys in self._posts.items() if run not in self._void for key in keys
        )

    def nearest(self, text: str) -> tuple[tuple[float, PostKey], ...]:
        """Posts by the share (0 to 1) of the shorter of the two texts that stands in the longer one, best
        first. Empty where the text is too short to say anything."""
        own = runs(text) - self._void
        if len(own) < LEAST:
            return ()
        shared = Counter(key for run in own for key in self._posts.get(run, ()))
        found = [
            (count / min(len(own), self._sizes[key]), key)
            for key, count in shared.items()
            if self._sizes[key] >= LEAST
        ]
        return tuple(sorted(found, key=lambda each: (-each[0], each[1])))
