"""Fingerprints of what stands on a platform: to tell our own words from a person's edit. Pure.

A mark names how it was made: `text:` of exactly what the platform gave, `words:` of the letters and
digits a reader sees, which is all that can be foreseen without the platform's own normalisation. `about:`,
after a blank, is of what stands around the text (digest, cover); a mark without it says nothing of that.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata

from publisher.model.record import Receipt, Remote

UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def text_mark(title: str, text: str) -> str:
    """Of a title and a normalised text, white space at the ends of lines and Unicode spelling aside."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return "text:" + _digest(" ".join(title.split()), lines.strip())


def mark(remote: Remote) -> str:
    """Of all that a platform tells."""
    return " ".join(filter(None, (text_mark(remote.title, remote.text), _about_mark(remote))))


def words_mark(title: str, body: str) -> str:
    """Of the words in a title and a body, whatever its markup."""
    return "words:" + _digest(words(title), words(body))


def matches(mark: str, remote: Remote) -> bool:
    """Whether what stands there is what the mark was made of; "" is the mark of an empty draft."""
    if not mark:
        return is_blank(remote)
    text, _, about = mark.partition(" ")
    return _is_text(text, remote) and about in {"", _about_mark(remote)}


def is_between(before: str, wanted: str, remote: Remote) -> bool:
    """Whether a write of several calls may have ended here: the text, and what stands around it, are each
    as before or as wanted. Nothing of a person's is there then."""
    (text, _, about), (new_text, _, new_about) = before.partition(" "), wanted.partition(" ")
    is_text = _is_text(new_text, remote) or (_is_text(text, remote) if text else is_blank(remote))
    return is_text and ("" in {about, new_about} or _about_mark(remote) in {about, new_about})


def is_blank(remote: Remote) -> bool:
    """A draft that has no content yet: nothing in it can be lost."""
    return not remote.text.strip()


def is_edited(receipt: Receipt, remote: Remote) -> bool:
    """Whether a person changed the draft since our receipt."""
    if receipt.remote or not receipt.draft.complete:
        return not matches(receipt.remote, remote)
    return False


def _is_text(mark: str, remote: Remote) -> bool:
    if mark.startswith("words:"):
        return words_mark(remote.title, remote.text) == mark
    return text_mark(remote.title, remote.text) == mark


def _about_mark(remote: Remote) -> str:
    """ "" where the platform does not tell."""
    if remote.about is None:
        return ""
    told = sorted((name, " ".join(value.split())) for name, value in remote.about.items() if value)
    return "about:" + _digest(*(part for pair in told for part in pair))


def words(markup: str) -> str:
    """The letters and digits a reader sees, run together."""
    text = html.unescape(TAG.sub("", UNSEEN.sub("", markup)))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _digest(*parts: str) -> str:
    text = "\0".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
