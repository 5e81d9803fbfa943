"""What was sent against what stands there: what did not arrive, in words, and whether the draft is worth
anything. Pure.

Compared is what no platform rewrites: the words line by line, headings, the number of pictures and formulas,
where links lead, the title, and what stands around the text.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from publisher.markdown.seen import TOKEN
from publisher.model.record import Remote
from publisher.planning.marks import is_blank, words

HEADING = re.compile(r"(?:> )*#{1,6} ")
ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}")
TAKEN_OUT = re.compile(r"\]\([^)\s]*[^)]*\)|<[^>]*>|https?://\S+")
MOST_TOLD = 5
MOST_COMPARED = 4000
SHOWN = 30
LEAST = 4
"""Letters and digits by which a line of the author's is known again, where it is not the whole line."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that was sent and does not stand there. `words`: those of its line ("" = it has none);
    `picture`: its number among the pictures of the text, from 0."""

    what: str
    words: str = ""
    picture: int | None = None


def lacks(wanted: Remote, there: Remote) -> tuple[Lack, ...]:
    """All of it, the gravest first; () where everything arrived."""
    return (
        *_title(wanted, there),
        *_escapes(wanted, there),
        *_words(wanted, there),
        *_tokens(wanted, there),
        *_about(wanted, there),
    )


def is_cut(wanted: Remote, there: Remote) -> bool:
    """Whether the text is gone, or ends before its end: nothing that may be called arrived."""
    if is_blank(wanted):
        return False
    sent, kept = words(wanted.text), words(there.text)
    return is_blank(there) or (len(kept) < len(sent) and sent.startswith(kept))


def line_of(sought: str, source: str, first: int = 1, after: int = 0) -> int:
    """The author's line that most of these words stand on, 0 where none is known again. `sought` as `words`
    gives them; looked for from line `first` to before `after` (0 = to the end)."""
    best, found = LEAST - 1, 0
    for number, line in enumerate(source.split("\n"), 1):
        if number < first or (after and number >= after):
            continue
        said = words(TAKEN_OUT.sub(" ", line))
        if said and said == sought:
            return number
        shared = min(len(said), len(sought)) if said and (said in sought or sought in said) else 0
        if shared > best:
            best, found = shared, number
    return found


def _title(wanted: Remote, there: Remote) -> Iterator[Lack]:
    if _plain(wanted.title) != _plain(there.title):
        yield Lack(f"the title (there: «{there.title}»)")


def _escapes(wanted: Remote, there: Remote) -> Iterator[Lack]:
    def counted(remote: Remote) -> int:
        return len(ESCAPE.findall(f"{remote.title}\n{remote.text}"))

    if counted(there) > counted(wanted):
        yield Lack("characters, which stand there as \\u escapes: something on the way rewrites them")


def _words(wanted: Remote, there: Remote) -> Iterator[Lack]:
    """Lines whose words are gone, or others; how they are split into lines does not count."""
    lines = [line for line in wanted.text.split("\n") if words(line)]
    sent, kept = [words(line) for line in lines], list(filter(None, map(words, there.text.split("\n"))))
    if "".join(sent) == "".join(kept):
        return
    if len(sent) + len(kept) > MOST_COMPARED:  # difflib takes quadratic time
        yield Lack("the text")
        return
    gone: list[Lack] = []
    for kind, low, high, start, end in difflib.SequenceMatcher(None, sent, kept, False).get_opcodes():
        standing = "".join(kept[start:end])
        if kind != "equal" and "".join(sent[low:high]) != standing:
            gone += [_gone(line) for line in lines[low:high] if words(line) not in standing]
    yield from gone[:MOST_TOLD]
    if len(gone) > MOST_TOLD:
        yield Lack(f"{len(gone) - MOST_TOLD} more lines")
    if not gone:
        yield Lack("the text, which has more or other words there")


def _gone(line: str) -> Lack:
    text = unescape(TOKEN.sub("", HEADING.sub("", line))).strip()
    short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return Lack(f"the {'heading' if HEADING.match(line) else 'text'} «{short}»", words(line))


def _tokens(wanted: Remote, there: Remote) -> Iterator[Lack]:
    """Pictures and formulas by number, since a platform may give them names of its own; links by target."""
    sent, kept = tuple(_found(wanted.text)), tuple(_found(there.text))
    pictures, left = (
        [_name(one) for one in sent if _is_picture(one)],
        Counter(map(_name, filter(_is_picture, kept))),
    )
    if len(pictures) > left.total():
        unknown = [number for number, name in enumerate(pictures) if not left[name]]
        several = len(pictures) - left.total() != len(unknown)
        if several:
            yield Lack(f"{len(pictures) - left.total()} of {len(pictures)} pictures")
        else:
            yield from (Lack(f"picture {number + 1}", picture=number) for number in unknown)
    formulas = sum(map(_is_formula, sent)) - sum(map(_is_formula, kept))
    if formulas > 0:
        yield Lack(f"{formulas} of {sum(map(_is_formula, sent))} formulas")
    for link in Counter(filter(_is_link, sent)) - Counter(filter(_is_link, kept)):
        yield Lack(f"the link to {link}")


def _found(text: str) -> Iterable[str]:
    return (unescape(token[1:-1]) for token in TOKEN.findall(text))


def _is_picture(token: str) -> bool:
    return token.startswith("图 ")


def _is_formula(token: str) -> bool:
    return token.startswith(("$", "式 "))


def _is_link(token: str) -> bool:
    return token.startswith(("http://", "https://"))


def _name(picture: str) -> str:
    """Without its caption."""
    return picture.split(" ")[1]


def _about(wanted: Remote, there: Remote) -> Iterator[Lack]:
    for name, value in (wanted.about or {}).items():
        told = (there.about or {}).get(name, "")
        if there.about is not None and _plain(told) != _plain(value):
            yield Lack(f"the {name} (another one is there)" if told else f"the {name}")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unescape(text)).split())
