"""What we left on a platform, as the text that is kept of it, and what has become of it. Pure.

The text: `title: …` and what else stands around the words, a line each, a blank line, the words.
"""

from __future__ import annotations

from publisher.markdown.seen import readable
from publisher.model.record import Receipt, Remote, State
from publisher.planning.difference import difference
from publisher.planning.marks import matches

TITLE = "title"


def as_text(remote: Remote) -> str:
    """What stands there, whole; `as_remote` reads it back."""
    named = {TITLE: remote.title} | dict(remote.about or {})
    head = [f"{name}: {' '.join(value.split())}" for name, value in named.items() if value or name == TITLE]
    return "\n".join((*head, "", remote.text))


def as_remote(text: str) -> Remote:
    """What `as_text` made a text of."""
    head, _, words = text.partition("\n\n")
    named = dict(line.partition(": ")[::2] for line in head.split("\n"))
    title = named.pop(TITLE, "")
    return Remote(
        State.DRAFT, title.strip(), words, about={name: value.strip() for name, value in named.items()}
    )


def left(receipt: Receipt, kept: str | None) -> Remote | None:
    """What we left there, where the text kept is that of the newest receipt; None where it is not known."""
    found = as_remote(kept) if kept is not None else None
    text, _, _ = receipt.remote.partition(" ")
    return found if found is not None and text and matches(text, found) else None


def edit(before: Remote, now: Remote) -> str:
    """What a person changed, as a text difference for people's eyes; "" when nothing did."""
    return difference(shown(before, now), shown(now, now))


def shown(remote: Remote, now: Remote) -> str:
    """The text for people's eyes; what the platform keeps as it is (`now` has no other source) is told so."""
    text = as_text(remote)
    return readable(text) if now.source else text
