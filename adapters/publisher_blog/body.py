"""What is changed in the author's own Markdown, span by span, and what there is to tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from publisher.markdown.lines import line_at, line_starts
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Note, Post, Site
from publisher.model.tree import Block, Document, Image, Region

from .formulas import protect
from .hazards import HAZARDS, html
from .links import to_addresses
from .openings import guarded, tags
from .passage import Passage, passage
from .patches import PATCHES
from .pictures import Album
from .settings import BlogSettings
from .spans import Span, inside, lines
from .tags import excerpt_ends, translated
from .tags import own as own_tags

_HTML_IS_LEFT_OUT = "Hugo leaves HTML out of the page unless markup.goldmark.renderer.unsafe is true there"


def changes(
    post: Post, site: Site, settings: BlogSettings, album: Album, authored: Document
) -> tuple[tuple[Edit, ...], tuple[Note, ...]]:
    """Edits of the text outside its regions. `authored` is the tree without them, own links resolved."""
    found = passage(post.text, authored, post.body_line)
    own = site.dialect == settings.rules.name
    kept = own_tags(found, site.dialect) if own else ()
    made = [*_patched(found, settings, kept, own=own), *_placed(found, post, site, settings, album)]
    edits = list(_outermost(part for part in made if isinstance(part, Edit)))
    if not own:
        edits += _hazards(post, settings, found, edits)
    return tuple(edits), tuple(part for part in made if isinstance(part, Note))


def _outermost(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits within a stretch that another one replaces are left out, and so are those that begin in one."""
    end = -1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = max(end, edit.end if edit.end > edit.start else end)


def authored_part(document: Document) -> Document:
    """The tree without regions; a footnote in one is not told apart."""
    blocks: tuple[Block, ...] = tuple(block for block in document.blocks if not isinstance(block, Region))
    return replace(document, blocks=blocks)


def regions(post: Post) -> tuple[Span, ...]:
    """Where the post's generated regions stand."""
    starts = line_starts(post.text)
    found = (block.lines for block in post.document.blocks if isinstance(block, Region) and block.lines[0])
    return tuple(lines(starts, between, len(post.text)) for between in found)


def _patched(
    found: Passage, settings: BlogSettings, kept: tuple[Span, ...], *, own: bool
) -> Iterator[Edit | Note]:
    """What the renderer needs; `own`: the author writes for this generator, in tags that are `kept`."""
    wanted, renderer = settings.patches, settings.markdown
    for name, patch in PATCHES.items():
        if name in wanted:
            yield from (made for made in patch(found) if isinstance(made, Note) or not _within(made, kept))
    yield from protect(
        found, renderer.harms_own if own else renderer.harms, renderer.form, settings.protect_math, kept
    )


def _within(edit: Edit, spans: tuple[Span, ...]) -> bool:
    """Whether an edit changes nothing but what stands in one of the spans."""
    return any(
        start <= edit.start and edit.end <= end and inside((edit.start, edit.end), ((start, end),))
        for start, end in spans
    )


def _placed(
    found: Passage, post: Post, site: Site, settings: BlogSettings, album: Album
) -> Iterator[Edit | Note]:
    """What the generator needs: its own way to say pictures, links and tags."""
    text, rules = post.text, settings.rules
    images = tuple(node for node in walk(found.document) if isinstance(node, Image))
    pictures = tuple(guarded(found, album.edits(text, images)))
    yield from pictures
    own = site.dialect == rules.name
    files = (site.dialect, rules.name) != ("hugo", "hugo")  # Hugo leads links to files itself
    links = tuple(to_addresses(found, authored_part(post.document), site, own=own, files=files))
    yield from links
    outside = (*pictures, *links, *(Edit(*span, "") for span in regions(post)))
    if rules.name == "hexo":
        yield from tags(found, outside)
    else:
        yield from excerpt_ends(found)
    if rules.name == "hugo":
        for start in islice(html(text, found.code), 1):
            yield Note("html", _HTML_IS_LEFT_OUT, line_at(text, start))
    if site.dialect != rules.name:
        yield from translated(post, found, site.dialect, rules, outside)


def _hazards(post: Post, settings: BlogSettings, found: Passage, edits: list[Edit]) -> Iterator[Edit]:
    """Signs that the generator's template engine would act on, in a source of another dialect."""
    taken = [*regions(post), *((edit.start, edit.end) for edit in edits)]
    for edit in HAZARDS[settings.rules.name](post.text, found.code):
        if edit.start >= found.begin and not inside((edit.start, edit.end), taken):
            yield edit
