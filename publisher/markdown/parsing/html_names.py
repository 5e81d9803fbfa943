"""Which names are HTML elements, and how each kind of element is treated."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASING = names(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var ruby rb rt rp rtc"
)
"""Stand within a line. One without attributes that is never closed was a word: `<s>`, `List<b>`."""

VOID = names("area base br col embed hr img input link meta param source track wbr")

DROPPED = names(
    "script style iframe object embed form input button textarea select option svg applet frame frameset "
    "noscript template canvas video audio dialog head title meta link base"
)
"""Go with all they hold: they run, ask, or need what no platform takes. Each leaves a Note."""

EMBEDS = frozenset({"iframe", "video", "audio", "embed"})
"""Become a link where they name an address on the web."""

BLOCKS = names(
    "address article aside blockquote body caption center col colgroup dd details dir div dl dt fieldset "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p "
    "pre search section summary table tbody td tfoot th thead tr ul"
)

MATHML = names(
    "annotation annotation-xml maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded "
    "mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover semantics"
)
"""What stands within `math`."""

UNMAPPED = MATHML | names(
    "area map math meter noframes output picture progress source track param slot nobr acronym blink marquee "
    "noembed xmp"
)
"""HTML as well, but without a counterpart in the tree: unwrapped with a Note."""

ELEMENTS = PHRASING | VOID | DROPPED | BLOCKS | UNMAPPED
"""Every name that acts as HTML. Anything else in angle brackets is the author's word: `<think>`, `<bos>`."""

CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "tr": frozenset({"tr", "td", "th", "p", "caption", "colgroup"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "rt": frozenset({"rt", "rp", "rb"}),
    "rp": frozenset({"rt", "rp", "rb"}),
    "rb": frozenset({"rt", "rp", "rb"}),
    "option": frozenset({"option"}),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "p", "caption", "colgroup"}),
    ),
    **dict.fromkeys(
        names(
            "address article aside blockquote center details div dl fieldset figcaption figure footer "
            "h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul"
        ),
        frozenset({"p"}),
    ),
}
"""Elements whose start ends an open one without its end tag, as HTML allows."""
