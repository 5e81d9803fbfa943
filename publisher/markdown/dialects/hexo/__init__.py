"""Hexo's source tags, and those of its themes that many posts use."""

from __future__ import annotations

from functools import partial

from publisher.markdown.dialects.hexo import boxes, links, pictures, spans
from publisher.markdown.dialects.makers import FILMS, aligned, box, held, tabs
from publisher.markdown.parsing.html_names import names
from publisher.markdown.parsing.tags import TagSet
from publisher.model.tree import Text, Toc

TAGS = TagSet(
    inline={
        "asset_img": pictures.asset_img,
        "img": pictures.img,
        "image": pictures.img,
        **dict.fromkeys(names("fullimage fi lazyimage li"), spans.listed_picture),
        "inlineImg": spans.small_picture,
        "post_link": links.post_link,
        "asset_link": links.asset_link,
        "asset_path": lambda arguments: Text(text=links.asset_path(arguments)),
        "link": links.link,
        "exturl": links.link,
        "url_for": spans.url_for,
        "full_url_for": spans.url_for,
        **{name: links.by_name(name) for name in FILMS},
        "youtube": links.youtube,
        **{name: links.address(name) for name in names("iframe video audio pdf dplayer aplayer mp4")},
        "label": spans.label,
        **dict.fromkeys(names("button btn"), spans.button),
        "span": spans.last,
        "p": spans.last,
        "kbd": spans.styled("kbd"),
        **dict.fromkeys(names("u emp wavy"), spans.styled("u")),
        "del": spans.struck,
        "psw": spans.plain,
        "hideInline": spans.hidden,
        **dict.fromkeys(names("checkbox radio"), spans.ticked),
        "icon": spans.icon,
        "toc": lambda arguments: Toc(),
        "include_code": boxes.include_code,
    },
    verbatim={
        **dict.fromkeys(names("codeblock code"), boxes.codeblock),
        "mermaid": boxes.mermaid,
        **dict.fromkeys(names("math katex"), boxes.math),
        "linkgrid": boxes.links,
    },
    containers={
        **dict.fromkeys(names("blockquote quote"), boxes.blockquote),
        **dict.fromkeys(names("centerquote cq pullquote"), boxes.plain_quote),
        "note": boxes.note,
        **{kind: partial(box, kind) for kind in names("tip warning success")},
        "hideToggle": boxes.toggle,
        "hideBlock": boxes.toggle,
        "folding": boxes.folding,
        **dict.fromkeys(names("tabs subtabs subsubtabs"), lambda arguments: tabs()),
        **dict.fromkeys(names("grouppicture gp gallery timeline"), lambda arguments: held()),
        "centerBlock": lambda arguments: aligned("center"),
    },
    raw=frozenset({"raw"}),
    addresses={"asset_path": links.asset_path, "post_path": links.post_path},
    hint="only Hexo's own tags are known here: write it in Markdown, or put it in a code span if it is text",
)
