"""A target's template for one block, rendered: Markdown, or an error that names template and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.errors import SourceError
from publisher.markdown.lines import LINE_END

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates/"
_SPECIAL = re.compile(r"([\\`*_{}<>$~|&])")
_BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})  # a backslash would make them a formula's
_AT_START = re.compile(r"^(\d*)([#+\-=:]|(?<=\d)[.)])")


def path(name: str) -> str:
    """Where `Site.resources` has the template of a block."""
    return f"{_FOLDER}{name}.md.j2"


def rendered(name: str, resources: Mapping[str, str], context: Mapping[str, object]) -> str:
    """What the template of block `name` makes: Markdown without blank lines around it, "" = no block.

    SourceError names the template and its line, also for one that does not end or makes too much.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError  # --help must not pay for it

    from publisher.markdown.blocks.meter import metered

    templates = tuple(sorted((key, text) for key, text in resources.items() if key.startswith(_FOLDER)))
    where = path(name)
    try:
        with metered():
            text = _environment(templates).get_template(where.removeprefix(_FOLDER)).render(context)
    except TemplateSyntaxError as why:
        raise _broken(why.name or where, why.lineno, why.message or "") from None
    except TemplateNotFound as why:
        known = ", ".join(key.removeprefix(_FOLDER) for key, _ in templates)
        raise _broken(*_place(why, where), f'there is no template "{why}"; there are {known}') from None
    except RecursionError as why:
        raise _broken(*_place(why, where), "it calls itself without an end") from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:
        raise _broken(*_place(why, where), str(why)) from None
    lines = (line if line.strip() and line.endswith("  ") else line.rstrip() for line in LINE_END.split(text))
    return "\n".join(lines).strip("\n ")


def escape(text: object) -> str:
    """Text that Markdown takes for text: the filter `md`."""
    one_line = " ".join(str(text).split())
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line).translate(_BRACKETS))


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Compiled templates are kept with their environment: a site's posts all share a target's."""
    from publisher.markdown.blocks.bounded import Bounded

    return Bounded({key.removeprefix(_FOLDER): (key, text) for key, text in templates}, {"md": escape})


def _broken(name: str, line: int, reason: str) -> SourceError:
    where = name if name.startswith(_FOLDER) else _FOLDER + name
    return SourceError(f"the template fails: {reason}", hint="mend the template", path=where, line=line)


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """The template, included ones too, and its line: Jinja rewrites tracebacks so that its frames count in
    template lines. `name` where no frame is a template's."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(_FOLDER):
            name, line = file, trace.tb_lineno
        trace = trace.tb_next
    return name, line
