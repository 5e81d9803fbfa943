"""Signs that are text to the author and orders to the generator's template engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from publisher.markdown.rewrite import Edit

from .spans import Span, inside

_HEXO = re.compile(r"\{\{|\{%|\{#|#\}")
_LIQUID = re.compile(r"\{\{|\{%")
_SHORTCODE = re.compile(r"\{\{(?P<open>[<%])(?P<inner>(?!/\*).*?)(?P<close>[>%])\}\}", re.DOTALL)
_HTML = re.compile(r"<[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)


def for_hexo(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Nunjucks leaves code alone."""
    yield from _printed(_HEXO, text, (*code, *raw(text)))


def for_jekyll(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Liquid runs before Markdown, and so in code too."""
    del code
    yield from _printed(_LIQUID, text, raw(text))


def for_hugo(text: str, code: tuple[Span, ...]) -> Iterator[Edit]:
    """Shortcodes run in code too; `{{ x }}` is text to Hugo."""
    del code
    for found in _SHORTCODE.finditer(text):
        new = f"{{{{{found['open']}/*{found['inner']}*/{found['close']}}}}}"
        yield Edit(*found.span(), new)


HAZARDS: dict[str, Callable[[str, tuple[Span, ...]], Iterator[Edit]]] = {
    "hexo": for_hexo,
    "jekyll": for_jekyll,
    "hugo": for_hugo,
}
"""By generator. For sources of another dialect: in its own, such signs are the author's orders."""


def shortcodes(text: str, code: tuple[Span, ...]) -> Iterator[re.Match[str]]:
    """What Hugo would act on in the author's own text."""
    for found in _SHORTCODE.finditer(text):
        if not inside(found.span(), code):
            yield found


def html(text: str, code: tuple[Span, ...]) -> Iterator[int]:
    """Where HTML begins, which Hugo leaves out of the page unless its renderer is set to `unsafe`."""
    for found in _HTML.finditer(text):
        if not inside(found.span(), code):
            yield found.start()


def raw(text: str) -> tuple[Span, ...]:
    """Stretches between `{% raw %}` and `{% endraw %}`, the tags included."""
    return tuple(found.span() for found in _RAW.finditer(text))


def _printed(signs: re.Pattern[str], text: str, safe: tuple[Span, ...]) -> Iterator[Edit]:
    for found in signs.finditer(text):
        if not inside(found.span(), safe):
            yield Edit(*found.span(), f"{{{{ '{found.group()}' }}}}")
