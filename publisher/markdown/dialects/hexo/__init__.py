"""Hexo's source tags."""

from __future__ import annotations

from publisher.markdown.dialects.hexo import boxes, links, pictures
from publisher.markdown.parsing.tags import TagSet
from publisher.model.tree import Text

TAGS = TagSet(
    inline={
        "asset_img": pictures.asset_img,
        "img": pictures.img,
        "post_link": links.post_link,
        "asset_link": links.asset_link,
        "asset_path": lambda arguments: Text(text=links.asset_path(arguments)),
        "youtube": links.youtube,
        "vimeo": links.vimeo,
        "iframe": links.iframe,
        "link": links.link,
    },
    verbatim={"codeblock": boxes.codeblock, "code": boxes.codeblock, "mermaid": boxes.mermaid},
    containers={
        "blockquote": boxes.blockquote,
        "quote": boxes.blockquote,
        "centerquote": boxes.plain_quote,
        "cq": boxes.plain_quote,
        "pullquote": boxes.plain_quote,
        "note": boxes.note,
    },
    raw=frozenset({"raw"}),
    addresses={"asset_path": links.asset_path},
    hint="only Hexo's own tags are known here: write it in Markdown, or put it in a code span if it is text",
)
