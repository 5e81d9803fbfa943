"""How readers will see a rendition: Zhihu's column; formulas as their TeX, since only Zhihu draws them."""

from __future__ import annotations

import re
from html import escape, unescape
from importlib.resources import files

from publisher.contract import Page
from publisher.model.rendition import Rendition

from .rules import COLUMN

_FORMULA = re.compile(r'<img eeimg="([12])"[^>]* alt="([^"]*)">')
_PICTURE = re.compile(
    r'<img src="(asset:[0-9a-f]{64})" data-caption="([^"]*)" data-size="(normal|small)"[^>]*>'
)
_REFERENCE = re.compile(r'<sup data-text="([^"]*)" data-url="([^"]*)"[^>]*>\[(\d+)\]</sup>')
_CARD = re.compile(r'<a data-draft-node="block"')


def show(rendition: Rendition, /) -> Page:
    """The article as a fragment; references are listed at the end, as Zhihu does."""
    body = _FORMULA.sub(_formula, rendition.body)
    body = _PICTURE.sub(_picture, body)
    body = _CARD.sub('<a class="card"', body)
    cover = f'<img class="cover" src="{rendition.cover}">' if rendition.cover else ""
    return Page(
        width=COLUMN,
        css=(files(__package__) / "show.css").read_text(encoding="utf-8"),
        html=(
            f'<article class="zhihu">{cover}<h1>{escape(rendition.title)}</h1>'
            f'<div class="body">{body}</div>{_listed(rendition.body)}</article>'
        ),
    )


def _formula(found: re.Match[str]) -> str:
    tex = escape(unescape(found.group(2)), quote=False)
    kind = "display" if found.group(1) == "2" else "inline"
    return f'<code class="formula {kind}">{tex}</code>'


def _picture(found: re.Match[str]) -> str:
    caption = f"<figcaption>{found.group(2)}</figcaption>" if found.group(2) else ""
    return f'<figure class="{found.group(3)}"><img src="{found.group(1)}" alt="">{caption}</figure>'


def _listed(body: str) -> str:
    """The references by number, each once."""
    found: dict[int, tuple[str, str]] = {}
    for text, url, number in _REFERENCE.findall(body):
        found.setdefault(int(number), (text, url))
    if not found:
        return ""
    items = "".join(
        f"<li>{text}" + (f' <a href="{url}">{url}</a>' if url else "") + "</li>"
        for _, (text, url) in sorted(found.items())
    )
    return f'<section class="references"><h2>参考</h2><ol>{items}</ol></section>'
