"""Hugo's shortcodes, its own and those that many of its themes have."""

from __future__ import annotations

from functools import partial

from publisher.markdown.dialects.arguments import arguments
from publisher.markdown.dialects.hugo import boxes, links
from publisher.markdown.dialects.makers import FILMS, aligned, dropped, held, tabs
from publisher.markdown.parsing.html_names import names
from publisher.markdown.parsing.tag_forms import HUGO
from publisher.markdown.parsing.tags import Made, Mistake, Parameter, Remark, TagSet
from publisher.model.tree import Toc

_CALL_OUTS = boxes.GENERAL | names(
    "note tip info warning danger caution important success error question example quote-box"
)
_SIMPLE = names(
    "columns column steps cards raw-markdown lead typeit timeline gallery block section row col div"
)


def parameter(written: str) -> Made:
    """`param`: a value of the page's front matter, or of the site's settings, which are not known here."""
    name = arguments(written).at(0, "name")
    if not name:
        return Mistake("`{{< param >}}` names no parameter", "name it, or write the words themselves")
    return Parameter(name=name, shown=f"{{{{< param {name} >}}}}")


def icon(written: str) -> Made:
    return Remark("icon-dropped", f"the icon {written.strip()} is left out: it is no character")


TAGS = TagSet(
    form=HUGO,
    inline={
        **dict.fromkeys(names("figure image img picture"), links.picture),
        **dict.fromkeys(names("ref relref"), links.to_page),
        **{name: partial(links.film, name) for name in FILMS},
        **dict.fromkeys(names("tweet twitter twitter_simple x"), links.post),
        **{name: partial(links.address, name) for name in names("video audio iframe pdf music")},
        **dict.fromkeys(names("link button btn"), links.link),
        "param": parameter,
        "kbd": partial(boxes.styled, "kbd"),
        "badge": partial(boxes.styled, "mark"),
        **dict.fromkeys(names("icon fa fontawesome"), icon),
        **dict.fromkeys(names("toc table-of-contents"), lambda written: Toc()),
        **dict.fromkeys(names("katex math mathjax"), lambda written: None),  # loads an engine, shows nothing
    },
    verbatim={
        **dict.fromkeys(names("highlight code"), boxes.highlight),
        "mermaid": boxes.mermaid,
        "katex": boxes.formula,
        "comment": dropped,
    },
    containers={
        **{name: partial(boxes.call_out, name) for name in _CALL_OUTS},
        **dict.fromkeys(names("details expand collapse spoiler accordion"), boxes.details),
        **dict.fromkeys(names("quote blockquote"), boxes.quote),
        **dict.fromkeys(names("tabs tabpane tabgroup"), lambda written: tabs()),
        "tab": boxes.page,
        "center": lambda written: aligned("center"),
        "align": boxes.side,
        **dict.fromkeys(names("button btn link"), links.held_link),
        **dict.fromkeys(_SIMPLE | names("math mathjax"), lambda written: held()),
    },
    raw=names("rawhtml raw html"),
    addresses={"ref": links.ref, "relref": links.ref},
    code=boxes.shown,
    hint="only Hugo's own shortcodes and usual ones of themes are known here: write it in Markdown, or as "
    "`{{</* … */>}}` if it is text",
)
