"""How readers will see an article: WeChat's own page around it, at a phone's width, light and dark."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from publisher.contract import Page
from publisher.model.rendition import Rendition

from .cover import CROPS, read

PHONE = 375

CSS = """
* { margin: 0; padding: 0 }
body { background: #fff; color: #191919; letter-spacing: .034em;
  font: 17px/1.6 -apple-system, system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
.wx-feed { margin: 0 0 28px; border-radius: 8px; overflow: hidden; background: #f7f7f7 }
.wx-crop { position: relative; overflow: hidden }
.wx-crop img { position: absolute; max-width: none; object-fit: cover }
.wx-crop .wx-middle { width: 100%; height: 100% !important }
.wx-line { display: flex; align-items: flex-start; gap: 12px; padding: 12px 16px; line-height: 1.4 }
.wx-line p { flex: 1 }
.wx-line .wx-crop { width: 56px; flex: none; border-radius: 4px }
.wx-title { margin: 0 0 14px; font-size: 22px; line-height: 1.4; font-weight: 500 }
.wx-meta { margin: 0 0 22px; font-size: 15px; color: rgba(0, 0, 0, .3) }
.wx-meta b { font-weight: 400; color: #576b95 }
.wx-source { margin: 28px 0 0; font-size: 17px; color: #576b95 }
.wx-source small { display: block; font-size: 12px; color: rgba(0, 0, 0, .3); word-break: break-all }
h1, h2, h3, h4, h5, h6 { font-size: 16px; font-weight: 400 }
img { height: auto !important }
.wx-text { text-align: justify }
.wx-text * { max-width: 100% !important; box-sizing: border-box !important;
  overflow-wrap: break-word !important }
.wx-text p { min-height: 1em }
.wx-text blockquote { padding-left: 10px; border-left: 3px solid #dbdbdb }
"""
"""What the platform's style sheet sets beneath ours, as far as it shows, and above them what is important."""
DARK = """
body { background: #191919; color: #a3a3a3; color-scheme: dark }
.wx-feed { background: #222 }
.wx-meta, .wx-source small { color: rgba(255, 255, 255, .3) }
.wx-meta b, .wx-source { color: #7d90a9 }
"""
"""And what it sets in dark mode."""


def show(rendition: Rendition) -> Page:
    """The article as a feed shows it and as it is shared, the cover in both its crops; then the article under
    its title, with the link to the original that stands at its foot."""
    from .night import night  # a tokenizer, for those who look at a page

    author = f"<b>{escape(rendition.author)}</b>" if rendition.author else ""
    source = rendition.source_url
    foot = f'<p class="wx-source">阅读原文<small>{escape(source)}</small></p>' if source else ""
    feed = _feed(rendition) if rendition.cover else ""
    head = f'{feed}<h1 class="wx-title">{escape(rendition.title)}</h1><p class="wx-meta">{author}</p>'

    def page(css: str, body: str) -> Page:
        return Page(width=PHONE, css=css, html=f'{head}<div class="wx-text">{body}</div>{foot}')

    return replace(page(CSS, rendition.body), dark=page(CSS + DARK, night(rendition.body)))


def _feed(rendition: Rendition) -> str:
    """A banner over the title, and a square beside it."""
    banner, square = (
        f'<div class="wx-crop" style="aspect-ratio:{ratio:g}">{_cropped(rendition, name)}</div>'
        for name, ratio in CROPS.items()
    )
    line = f'<div class="wx-line"><p>{escape(rendition.title)}</p>{square}</div>'
    return f'<div class="wx-feed">{banner}{line}</div>'


def _cropped(rendition: Rendition, name: str) -> str:
    """The cover, laid so that its frame shows the box of that name; without one its middle, as there."""
    text = rendition.fields.get(name)
    if not isinstance(text, str):
        return f'<img class="wx-middle" src="{rendition.cover}" alt="">'
    box = read(text)
    wide, high = box.right - box.left, box.bottom - box.top
    place = f"width:{100 / wide:.3f}%;left:{-100 * box.left / wide:.3f}%;top:{-100 * box.top / high:.3f}%"
    return f'<img style="{place}" src="{rendition.cover}" alt="">'
