"""The codes of what is written otherwise for a blog's generator, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.finding import Explanation, Level

CODES: Mapping[str, Explanation] = {
    "formula": Explanation(
        Level.WARNING,
        "The blog would change a formula, and where it stands could not be told.",
        "give it lines of its own, outside HTML",
    ),
    "footnote": Explanation(
        Level.NOTE,
        "A footnote is written as a numbered paragraph where it stands: the renderer knows none.",
        'where a plugin of the blog renders them, set supports = ["footnotes"]',
    ),
    "callout": Explanation(
        Level.NOTE,
        "A call-out is written as a quote with a title: the renderer knows none.",
        'where a plugin of the blog renders them, set supports = ["callouts"]',
    ),
    "contents": Explanation(
        Level.NOTE,
        "The mark for a table of contents is left out: themes show one beside the text.",
        'where a plugin of the blog fills it, set supports = ["contents"]',
    ),
    "diagram": Explanation(
        Level.NOTE,
        "A diagram is shown as code unless the blog is set up to draw it.",
        'where it is, set supports = ["diagrams"]',
    ),
    "picture": Explanation(
        Level.NOTE,
        "A picture is written as the generator finds it.",
        "",
    ),
    "html": Explanation(
        Level.NOTE,
        "The generator leaves out the post's HTML.",
        "turn its HTML on (Hugo: markup.goldmark.renderer.unsafe)",
    ),
}
