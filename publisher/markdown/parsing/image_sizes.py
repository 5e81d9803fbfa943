"""`![](a.png =400x300)`, also `=400x` and `=50%x`: a picture's size as markdown-it-imsize has it."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline, image

_SIDE = r"\d{1,5}(?:px)?|\d{1,3}%"
_SIZE = re.compile(rf"[ \t]=(?P<width>{_SIDE})?x(?P<height>{_SIDE})?[ \t]*\)")
_FARTHEST = 2000
"""Characters of such a picture: more is no address, and looking for its end at every `!` would take long."""


def image_with_size(state: StateInline, silent: bool) -> bool:
    """A picture; where Markdown's own rule finds none, it looks again with blanks where a size stands."""
    if image(state, silent):
        return True
    text, begin = state.src, state.pos
    end = min(state.posMax, begin + _FARTHEST)
    if not text.startswith("![", begin) or not _SIZE.search(text, begin, end):
        return False
    label = state.md.helpers.parseLinkLabel(state, begin + 1, False) + 1
    if label < 1 or not text.startswith("(", label):
        return False
    size = _SIZE.search(text, label, end)
    if size is None or not (size["width"] or size["height"]):
        return False
    state.src = f"{text[: size.start()]}{' ' * (len(size[0]) - 1)}){text[size.end() :]}"
    try:
        found = image(state, silent) and state.pos == size.end()
    finally:
        state.src = text
    if not found:
        state.pos = begin
    elif not silent:
        asked = size.groupdict(default="")
        state.tokens[-1].meta["attributes"] = {name: asked[name] for name in ("width", "height")}
    return found
