"""How readers will see an article: WeChat's own page around it, at a phone's width, light and dark."""

from __future__ import annotations

from html import escape

from publisher.contract import Page
from publisher.model.rendition import Rendition

PHONE = 375

CSS = """
body { margin: 0; background: #fff; color: #191919;
  font: 17px/1.6 -apple-system, system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
.wx-title { margin: 0 0 14px; font-size: 22px; line-height: 1.4; font-weight: 500 }
.wx-meta { margin: 0 0 22px; font-size: 15px; color: rgba(0, 0, 0, .3) }
.wx-meta b { font-weight: 400; color: #576b95 }
.wx-source { margin: 28px 0 0; font-size: 17px; color: #576b95 }
.wx-source small { display: block; font-size: 12px; color: rgba(0, 0, 0, .3); word-break: break-all }
img { max-width: 100%; height: auto }
"""
"""What the platform's style sheet sets beneath ours, as far as it shows."""
DARK = """
body { background: #191919; color: #a3a3a3; color-scheme: dark }
.wx-meta, .wx-source small { color: rgba(255, 255, 255, .3) }
.wx-meta b, .wx-source { color: #7d90a9 }
"""
"""And what it sets in dark mode."""


def show(rendition: Rendition) -> Page:
    """The article under its title, with the link to the original that stands at its foot."""
    from .night import night  # a tokenizer, for those who look at a page

    author = f"<b>{escape(rendition.author)}</b>" if rendition.author else ""
    source = rendition.source_url
    foot = f'<p class="wx-source">阅读原文<small>{escape(source)}</small></p>' if source else ""
    head = f'<h1 class="wx-title">{escape(rendition.title)}</h1><p class="wx-meta">{author}</p>'
    by_night = Page(width=PHONE, css=CSS + DARK, html=head + night(rendition.body) + foot)
    return Page(width=PHONE, css=CSS, html=head + rendition.body + foot, dark=by_night)
