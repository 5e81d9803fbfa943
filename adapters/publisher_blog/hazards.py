"""Signs that are text to the author and orders to the generator's template engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from publisher.markdown.rewrite import Edit

from .spans import Span, inside

_HEXO = re.compile(r"\{\{|\{%|\{#|#\}")
_LIQUID = re.compile(r"\{\{|\{%")
_SHORTCODE = re.compile(r"\{\{(?P<open>[<%])(?P<inner>(?!/\*).*?)(?P<close>[>%])\}\}", re.DOTALL)
_UNCLOSED = re.compile(r"\{\{(?P<sign>[<%])(?!/\*)")
_HTML = re.compile(r"<[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_BOX = re.compile(
    r"\{%-?\s*(?P<name>(?!raw\b)[A-Za-z]\w*)\b(?:(?!%\}).)*%\}.*?\{%-?\s*end(?P=name)\s*-?%\}", re.DOTALL
)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)


def for_hexo(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Nunjucks leaves code alone."""
    yield from _printed(_HEXO, text, (*code, *raw(text)))


def signs_within(text: str, span: Span, code: tuple[Span, ...]) -> Iterator[Edit]:
    """The same for a stretch that another engine's `{% raw %}` kept."""
    for found in _HEXO.finditer(text, *span):
        if not inside(found.span(), code):
            yield Edit(*found.span(), f"{{{{ '{found.group()}' }}}}")


def for_jekyll(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Liquid runs before Markdown, and so in code too."""
    del code
    yield from _printed(_LIQUID, text, raw(text))


def for_hugo(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Shortcodes run in code too; `{{ x }}` is text to Hugo. One that is never closed stops it (0.168.0)."""
    done: list[Span] = []
    for found in _SHORTCODE.finditer(text):
        new = f"{{{{{found['open']}/*{found['inner']}*/{found['close']}}}}}"
        done.append(found.span())
        yield Edit(*found.span(), new)
    for found in _UNCLOSED.finditer(text):
        if not inside(found.span(), (*done, *code)):
            yield Edit(*found.span(), f"{{&#123;{found['sign']}")


def past_liquid(text: str) -> str:
    """Text that reads the same behind Liquid."""
    return _LIQUID.sub(lambda found: f"{{{{ '{found.group()}' }}}}", text)


HAZARDS: dict[str, Callable[[str, tuple[Span, ...]], Iterator[Edit]]] = {
    "hexo": for_hexo,
    "jekyll": for_jekyll,
    "hugo": for_hugo,
}
"""By generator. For sources of another dialect: in its own, such signs are the author's orders."""


def html(text: str, code: tuple[Span, ...]) -> Iterator[int]:
    """Where HTML begins, which Hugo leaves out of the page unless its renderer is set to `unsafe`."""
    for found in _HTML.finditer(text):
        if not inside(found.span(), code):
            yield found.start()


def raw(text: str) -> tuple[Span, ...]:
    """Stretches between `{% raw %}` and `{% endraw %}`, the tags included."""
    return tuple(found.span() for found in _RAW.finditer(text))


def boxes(text: str) -> tuple[Span, ...]:
    """Stretches between a tag that holds something and its end, `raw` apart."""
    return tuple(found.span() for found in _BOX.finditer(text))


def _printed(signs: re.Pattern[str], text: str, safe: tuple[Span, ...]) -> Iterator[Edit]:
    for found in signs.finditer(text):
        if not inside(found.span(), safe):
            yield Edit(*found.span(), f"{{{{ '{found.group()}' }}}}")
