"""The `publish:` table of a post's front matter: known keys only, each with a suggestion otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from publisher.markdown.blocks.listed import wanted
from publisher.markdown.front_matter import FrontMatter, start
from publisher.markdown.lines import LINE_END
from publisher.model.post import Note, Problem
from publisher.source.checks import AT, GROUP, PUBLISH, RELATED, RESERVED, SERIES, SILENCE
from publisher.source.entries import scalar
from publisher.source.settings import Settings
from publisher.source.tables import suggestion

Bind = Callable[[str, int], str]
OPTION = "publish-option"


def publish_table(
    settings: Settings, text: str, front: FrontMatter, bind: Bind
) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    """The table with covers bound (`publish.<target>.cover` becomes an asset reference), and what is wrong
    with it. `bind` makes a reference of a picture's address and line."""
    table = front.data.get(PUBLISH)
    if table is None:
        return {}, ()
    if not isinstance(table, dict):
        return {}, (
            Problem(
                "publish: must be a table",
                "write `publish: {TARGET: false}`",
                front.lines.get(PUBLISH, 0),
                OPTION,
            ),
        )
    line = Lines(text, front)
    problems = tuple(_problems(settings, table, line))
    bound: dict[str, object] = {}
    for name, options in table.items():
        cover = options.get("cover") if isinstance(options, dict) else None
        if name in settings.targets and isinstance(cover, str) and cover:
            options = {**options, "cover": bind(cover, line.of(name, "cover"))}
        bound[str(name)] = options
    return bound, problems


def misplaced(settings: Settings, front: FrontMatter) -> Iterator[Note]:
    """Targets' names among the front matter's own keys, where they say nothing."""
    for name in settings.targets:
        if name in front.data:
            yield Note(
                "front-matter",
                f"the key `{name}` says nothing here; did you mean `publish: {{{name}: …}}`?",
                front.lines.get(name, 0),
            )


def _problems(settings: Settings, table: Mapping[object, object], line: Lines) -> Iterator[Problem]:
    for name, options in table.items():
        target = settings.targets.get(name) if isinstance(name, str) else None
        if name == AT:
            yield from _at("publish.at", options, line.of(name))
        elif name == SILENCE:
            if not isinstance(options, list) or not all(isinstance(code, str) for code in options):
                hint = "write `publish: {silence: [picture-alt]}`"
                yield Problem("publish.silence must be a list of codes", hint, line.of(name), OPTION)
        elif name == RELATED:
            yield from _related(options, line.of(name))
        elif name in {SERIES, GROUP}:
            if options is not None and not scalar(options):
                hint = f"write `publish: {{{name}: NAME}}`"
                yield Problem(f"publish.{name} must be one name", hint, line.of(name), OPTION)
        elif target is None:
            known = (*settings.targets, *RESERVED)
            message = f"publish.{name}: unknown key{suggestion(str(name), known)}"
            yield Problem(message, line=line.of(name), code=OPTION)
        elif isinstance(options, dict):
            known = (*target.adapter.options, AT)
            for key in options:
                if key not in known:
                    message = f"publish.{name}.{key}: unknown key{suggestion(str(key), known)}"
                    yield Problem(message, line=line.of(name, key), code=OPTION)
            yield from _at(f"publish.{name}.at", options.get(AT), line.of(name, AT))
            if isinstance(options.get("cover"), list | dict):
                wrong = f"publish.{name}.cover must name one picture"
                yield Problem(wrong, "write `cover: picture.png`", line.of(name, "cover"), OPTION)
        elif not isinstance(options, bool) and options is not None:
            yield Problem(
                f"publish.{name} must be false or a table",
                f"write `{name}: false` to leave this target out",
                line.of(name),
                OPTION,
            )


def _related(value: object, line: int) -> Iterator[Problem]:
    if value is None:
        return
    try:
        wanted(value)
    except ValueError as why:
        hint = 'write `related: [KEY, path/of/post.md, "[title](https://…)", {GROUP: [KEY]}]`'
        yield Problem(f"publish.related: {why}", hint, line, OPTION)


def _at(key: str, value: object, line: int) -> Iterator[Problem]:
    if value is None:
        return
    try:
        start(value)
    except ValueError:
        hint = "write 2026-12-01 20:00, or +1d for a day after the post's date"
        yield Problem(f"{key} is no time: {value}", hint, line, OPTION)


class Lines:
    """Lines of keys and words inside the table: front matter tells only those of the top."""

    def __init__(self, text: str, front: FrontMatter) -> None:
        self.first = front.lines.get(PUBLISH, 0)
        self.lines = LINE_END.split(text)[: front.body_line]

    def saying(self, word: str, key: str) -> int:
        """The first line from that of the key on which the word stands."""
        first = self.of(key)
        written = re.compile(rf"(?<![\w.-]){re.escape(word)}(?![\w.-])")
        lines = range(first, len(self.lines) + 1)
        return next((number for number in lines if written.search(self.lines[number - 1])), first)

    def of(self, *keys: object) -> int:
        """The first line at or after that of the key before it in which a key stands."""
        found = self.first
        for key in keys:
            word = re.compile(rf"(?<![\w-])[\"']?{re.escape(str(key))}[\"']?\s*[:=\]]")
            lines = range(found, len(self.lines) + 1)
            found = next((number for number in lines if word.search(self.lines[number - 1])), found)
        return found
