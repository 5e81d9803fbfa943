"""A target's template for one block: Markdown out of what the author kept, the site and the post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.errors import SourceError
from publisher.markdown.blocks.kept import kept, related
from publisher.markdown.blocks.recognise import heading
from publisher.markdown.lines import LINE_END, lines_of
from publisher.model.post import Post, Site
from publisher.model.tree import Region

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates/"
_SPECIAL = re.compile(r"([\\`*_{}<>$~|&])")
_BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})  # a backslash would make them a formula's
_AT_START = re.compile(r"^(\d*)([#+\-=:]|(?<=\d)[.)])")


def path(name: str) -> str:
    """Where `Site.resources` has the template of a block."""
    return f"{_FOLDER}{name}.md.j2"


def markdown(name: str, regions: tuple[Region, ...], post: Post, site: Site) -> str:
    """What the template of block `name` makes: Markdown without blank lines around it, "" = no block.

    `regions` are all of that name in the post, () for a block put in anew. SourceError names the
    template and its line.
    """
    templates = tuple(sorted((key, text) for key, text in site.resources.items() if key.startswith(_FOLDER)))
    links = related(regions, site)
    context = {
        "post": post,
        "site": site,
        "target": site.target,
        "profiles": site.profiles,
        "heading": _heading(name, regions, post, site),
        "related": links,
        "groups": links.groups,
        "links": links.links,
        "kept": kept(regions, post, site),
    }
    return _rendered(path(name), templates, context)


def escape(text: object) -> str:
    """Text that Markdown takes for text: the filter `md`."""
    one_line = " ".join(str(text).split())
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line).translate(_BRACKETS))


def _heading(name: str, regions: tuple[Region, ...], post: Post, site: Site) -> str:
    """The start line as the author wrote it, bare of decoration; for a new block the first one the rules
    know; "" for blocks that have none."""
    rule = next((rule for rule in site.blocks if rule.name == name), None)
    if rule is None or not rule.starts:
        return ""
    if regions and regions[0].lines[0]:
        return heading(lines_of(post.text)[regions[0].lines[0] - 1])
    return heading(rule.starts[0].removesuffix("*"))


def _rendered(name: str, templates: tuple[tuple[str, str], ...], context: Mapping[str, object]) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError  # --help must not pay for it

    try:
        text = _environment(templates).get_template(name.removeprefix(_FOLDER)).render(context)
    except TemplateSyntaxError as why:
        raise _broken(why.name or name, why.lineno, why.message or "") from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:
        raise _broken(name, _line(why), str(why)) from None
    lines = (line if line.strip() and line.endswith("  ") else line.rstrip() for line in LINE_END.split(text))
    return "\n".join(lines).strip("\n ")


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Compiled templates are kept with their environment: a site's posts all share a target's."""
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=DictLoader({key.removeprefix(_FOLDER): text for key, text in templates}),
        autoescape=False,  # the output is Markdown; HTML in it is sanitised like the author's
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["md"] = escape
    return environment


def _broken(name: str, line: int, reason: str) -> SourceError:
    where = name if name.startswith(_FOLDER) else _FOLDER + name
    return SourceError(f"the template fails: {reason}", hint="mend the template", path=where, line=line)


def _line(error: BaseException) -> int:
    """The template's line: Jinja rewrites tracebacks so that its frames count in template lines."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
