"""A rendition against its target's limits: what will be refused, and what some accounts refuse. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from publisher.errors import LimitError
from publisher.markdown.lines import lines_of
from publisher.markdown.width import columns
from publisher.model.finding import Finding, Level
from publisher.model.post import Note, Post
from publisher.model.rendition import Limits, Rendition, bound_size
from publisher.planning.check.size import costs, split_hint

SUMMARY = ("description", "excerpt", "summary")
Bound = tuple[str, int]
"""A unit (characters | columns | bytes) and the most that is taken of it; 0 = any."""


def check(rendition: Rendition, limits: Limits, post: Post) -> tuple[Note, ...]:
    """Remarks on what is only advised; raises LimitError with all that the platform will not take."""
    found = judge(rendition, limits, post)
    errors = [each for each in found if each.level is Level.ERROR]
    if errors:
        raise LimitError(
            tuple(each.message for each in errors),
            hint=errors[0].hint,
            path=post.path,
            line=errors[0].line,
        )
    return tuple(Note(each.code, each.message, each.line) for each in found)


def judge(rendition: Rendition, limits: Limits, post: Post) -> tuple[Finding, ...]:
    """Every limit passed, errors first. Characters are Unicode code points after NFC, bytes are UTF-8,
    columns are those of a terminal."""
    target = rendition.target
    found = (
        *_title(rendition, limits, post),
        *_field(
            ("author-too-long", [("characters", limits.author_chars)]),
            ("author-long", [("columns", limits.author_columns_advised)]),
            ("the author's name", rendition.author, _line(post, target, "author")),
        ),
        *_field(
            ("summary-too-long", [("characters", limits.summary_chars), ("bytes", limits.summary_bytes)]),
            ("summary-long", [("bytes", limits.summary_bytes_advised)]),
            ("the summary", rendition.summary, _line(post, target, "digest", *SUMMARY)),
        ),
        *_field(
            ("source-url-too-long", [("bytes", limits.source_url_bytes)]),
            ("", []),
            ("the address of the original", rendition.source_url, 0),
        ),
        *_body(rendition, limits, post),
        *_cover(rendition, limits),
    )
    placed = (
        Finding(each.code, each.level, each.message, each.hint, post.path, each.line, targets=(target,))
        for each in found
    )
    return tuple(sorted(placed, key=lambda each: each.level.rank))


def _title(rendition: Rendition, limits: Limits, post: Post) -> Iterator[Finding]:
    line = _line(post, rendition.target, "title")
    if not rendition.title.strip():
        yield Finding("title-empty", Level.ERROR, "the title is empty", "write one: title: …", line=line)
    yield from _field(
        ("title-too-long", [("characters", limits.title_chars), ("bytes", limits.title_bytes)]),
        (
            "title-long",
            [("characters", limits.title_chars_advised), ("bytes", limits.title_bytes_advised)],
        ),
        ("the title", rendition.title, line),
        f"shorten it, or give this target its own: publish: {{{rendition.target}: {{title: …}}}}",
    )


def _field(
    refused: tuple[str, list[Bound]],
    advised: tuple[str, list[Bound]],
    field: tuple[str, str, int],
    hint: str = "",
) -> Iterator[Finding]:
    """One finding at most: too long for the platform, else longer than some accounts take."""
    what, text, line = field
    sizes = {
        "characters": len(unicodedata.normalize("NFC", text)),
        "columns": columns(unicodedata.normalize("NFC", text)),
        "bytes": len(text.encode("utf-8", "surrogatepass")),
    }
    told = (
        f"{what} has {sizes['characters']:,} characters "
        f"({sizes['columns']:,} columns, {sizes['bytes']:,} bytes)"
    )
    for level, (code, bounds) in ((Level.ERROR, refused), (Level.WARNING, advised)):
        set_ = [(unit, most) for unit, most in bounds if most]
        if any(sizes[unit] > most for unit, most in set_):
            allowed = " and ".join(f"{most:,} {unit}" for unit, most in set_)
            limit = (
                f"at most {allowed} are taken"
                if level is Level.ERROR
                else f"some accounts take only {allowed}"
            )
            yield Finding(code, level, f"{told}; {limit}", hint, line=line)
            return


def _body(rendition: Rendition, limits: Limits, post: Post) -> Iterator[Finding]:
    characters, size = bound_size(rendition.body, limits)
    told = f"the body has {characters:,} characters ({size:,} bytes)"
    if limits.body_bytes and size > limits.body_bytes:
        code, level, limit = "body-too-long", Level.ERROR, f"at most {limits.body_bytes:,} bytes are taken"
    elif limits.body_chars_advised and characters > limits.body_chars_advised:
        code, level = "body-long", Level.WARNING
        limit = f"some accounts take only {limits.body_chars_advised:,} characters"
    else:
        return
    most = limits.body_chars_advised or limits.body_bytes // 2
    message = "; ".join(filter(None, (told, limit, costs(rendition.parts))))
    yield Finding(code, level, message, split_hint(rendition, post, most, characters))


def _cover(rendition: Rendition, limits: Limits) -> Iterator[Finding]:
    if limits.needs_cover and not rendition.cover:
        yield Finding(
            "cover-missing",
            Level.ERROR,
            "there is no cover, and this platform needs one",
            "name one in the front matter (cover: picture.png), or for every post: [site] cover",
        )


def _line(post: Post, target: str, *names: str) -> int:
    """The line of the front matter on which one of these keys stands, the target's own before the post's; 0
    when none does."""
    front = lines_of(post.text)[: max(0, post.body_line - 1)]
    key = re.compile(rf"(?P<in>\s*)(?:.*[{{,]\s*)?[\"']?(?:{'|'.join(names)})[\"']?\s*[:=]")
    found = [(number, match) for number, text in enumerate(front, 1) if (match := key.match(text))]
    if not post.options(target).keys().isdisjoint(names):
        begins = next((number for number, text in enumerate(front, 1) if "publish" in text), 0)
        found = [(number, match) for number, match in found if number >= begins] or found
    else:
        found = [(number, match) for number, match in found if not match["in"]]
    return found[0][0] if found else 0
