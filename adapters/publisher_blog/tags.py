"""Source tags of another generator (`{% note %}`, `{{< figure >}}`, `{% highlight %}`), said in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publisher.errors import SourceError
from publisher.markdown.dialects import DIALECTS
from publisher.markdown.lines import line_end
from publisher.markdown.own_links import POST, WIKI
from publisher.markdown.parsing.tag_forms import LIQUID
from publisher.markdown.parsing.tags import Container, Mistake, Remark, Tagged, TagSet, Words, tag_at
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import Edit
from publisher.markdown.walk import walk
from publisher.model.post import Post
from publisher.model.tree import (
    Alert,
    CodeBlock,
    Details,
    Division,
    Image,
    Link,
    Math,
    MathBlock,
    Node,
    Paragraph,
    Quote,
    Styled,
    Text,
    Toc,
)

from .generators import Generator
from .hazards import past_liquid, raw, signs_within
from .markup import Picture, markdown_address, markdown_image, markdown_words
from .passage import Passage
from .patches.boxes import quoted, wrapped
from .patches.callouts import in_kramdown, title_of, words_of
from .spans import Span, inside

_RAW_TAG = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_FORMULA = re.compile(r"\{\{<\s*math(?:jax)?\b")
"""Hugo's shortcodes for formulas within their delimiters: nobody reads Markdown in them."""
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->")


def translated(
    post: Post, found: Passage, dialect: str, rules: Generator, done: tuple[Edit, ...]
) -> Iterator[Edit]:
    """Edits for every tag outside code that no edit of `done` covers. SourceError for one that says what
    Markdown cannot."""
    tags = DIALECTS[dialect]
    if tags is None:
        return
    text, at = post.text, found.begin
    opening = re.compile("|".join(map(re.escape, tags.form.opens)))
    covered = [*found.code, *found.formulas(), *((edit.start, edit.end) for edit in done)]
    for edit in (*_pictures(found, opening, covered), *_shown(found, tags, rules)):
        covered.append((edit.start, edit.end))
        yield edit
    nodes = {
        node.span[0]: node
        for tree in (post.document, found.document)  # the second one's links are resolved
        for node in walk(tree)
        if node.span and isinstance(node, Link | Image)
    }
    ended: dict[int, int] = {}  # where the end tags of boxes stand that were opened already
    while begin := opening.search(text, at):
        at = begin.end()
        if begin.start() in ended:
            at = ended[begin.start()]
        elif not inside(begin.span(), covered) and (tag := tag_at(text, begin.start(), len(text), tags)):
            made = _said(found, tag, nodes, post, rules)
            yield from map(_for_jekyll, made) if rules.name == "jekyll" else made
            at = tag.end
            if tag.inner and isinstance(tag.made, Container) and not tag.made.shield:
                ended[tag.inner[1]] = tag.end
                at = tag.inner[0]


def own(found: Passage, dialect: str) -> tuple[Span, ...]:
    """What the author says to the generator itself: tags, with what they hold where that is no Markdown."""
    tags = DIALECTS[dialect]
    if tags is None:
        return ()
    spans: list[Span] = []
    opening, at = re.compile("|".join(map(re.escape, tags.form.opens))), found.begin
    while begin := opening.search(found.text, at):
        at = begin.end()
        tag = tag_at(found.text, begin.start(), len(found.text), tags)
        if tag and not inside(begin.span(), found.code):
            is_markdown = isinstance(tag.made, Container) and not _FORMULA.match(found.text, tag.begin)
            at = tag.inner[0] if tag.inner and is_markdown else tag.end
            spans.append((tag.begin, at))
    return tuple(spans)


def _shown(found: Passage, tags: TagSet, rules: Generator) -> Iterator[Edit]:
    """What the author's own generator would show as it is, in code too: `{{</* x */>}}`, `{% raw %}`."""
    code = found.code
    if tags.form.literal:
        for sign in tags.form.literal.finditer(found.text, found.begin):
            words = "".join(sign.groups())
            in_code = inside(sign.span(), code) or rules.name == "hugo"
            if rules.name == "jekyll" or not in_code:
                words = past_liquid(words)
            yield Edit(*sign.span(), words)
    if tags.form is LIQUID:
        for span in raw(found.text):
            if inside(span, code):
                yield Edit(*span, _RAW_TAG.sub("", found.text[slice(*span)]))


def _for_jekyll(edit: Edit) -> Edit:
    """Liquid runs over everything, and kramdown reads Markdown in HTML only where it is told to."""
    text = edit.text if edit.text.startswith("{%") else past_liquid(edit.text)
    return Edit(edit.start, edit.end, in_kramdown(text) if text.startswith(("<details>", "<div ")) else text)


def _pictures(found: Passage, opening: re.Pattern[str], covered: list[Span]) -> Iterator[Edit]:
    """`![x]({{ "/a.png" | relative_url }})`: the tag is the picture's address."""
    for image in found.placed(Image):
        assert image.span
        start, end = image.span
        tag = opening.search(found.text, start, end)
        if tag and tag.start() > start and not inside(image.span, covered):
            yield Edit(start, end, _words(image))


def excerpt_ends(found: Passage) -> Iterator[Edit]:
    """Hugo and Jekyll know the mark only without spaces."""
    for mark in _MORE.finditer(found.text):
        if not inside(mark.span(), found.code) and mark.group() != "<!--more-->":
            yield Edit(*mark.span(), "<!--more-->")


def _said(
    found: Passage, tag: Tagged, nodes: Mapping[int, Node], post: Post, rules: Generator
) -> Iterator[Edit]:
    made = tag.made.made if isinstance(tag.made, Remark) else tag.made
    if isinstance(made, Container):
        assert tag.inner
        yield from _box(found, tag, made, rules)
    elif tag.inner and made is None:
        html = ("", "") if rules.name == "hugo" else ("{% raw %}", "{% endraw %}")
        yield Edit(tag.begin, tag.inner[0], html[0])
        yield Edit(tag.inner[1], tag.end, html[1])
    elif isinstance(made, CodeBlock):
        yield from _block(found, tag, _fenced(found.text, made))
    elif isinstance(made, Math) and not made.display:
        yield Edit(tag.begin, tag.end, f"${made.tex.strip()}$")
    elif isinstance(made, Math | MathBlock):
        end = line_end(found.text)
        yield from _block(found, tag, f"$${end}{made.tex.strip()}{end}$$")
    elif made is None or isinstance(made, Image | Link | Text | Styled | Toc):
        yield Edit(tag.begin, tag.end, _words(nodes.get(tag.begin) or made))
    else:
        said = made.message if isinstance(made, Mistake) else found.text[tag.begin : tag.end].split("\n")[0]
        raise SourceError(
            f"{said}: it means nothing to {rules.name.capitalize()}",
            hint=made.hint if isinstance(made, Mistake) else "write what it says in Markdown",
            path=post.path,
            line=found.number(tag.begin),
        )


def _words(node: Node | None) -> str:
    """A tag within a line."""
    if isinstance(node, Image):
        return markdown_image(
            Picture(node.src, node.alt, node.title, node.width, node.height), markdown_address(node.src)
        )
    if isinstance(node, Link):
        words = words_of(node.inlines) if _unread(node) else markdown_words(plain(node))
        words = words or node.url.removeprefix(POST).removeprefix(WIKI)
        if node.url.startswith((POST, WIKI)):  # a post that the site does not have
            return words
        return f"<{node.url}>" if node.auto else f"[{words}]({markdown_address(node.url)})"
    if isinstance(node, Styled):
        return f"<{node.tag}>{words_of(node.inlines)}</{node.tag}>"
    return node.text if isinstance(node, Text) else ""


def _box(found: Passage, tag: Tagged, container: Container, rules: Generator) -> Iterator[Edit]:
    """What holds Markdown: a quote, HTML, or nothing but what it holds."""
    assert tag.inner
    first, last = found.number(tag.begin), found.number(tag.end - 1)
    made = container.make((Paragraph(),))
    alone = first < last and found.number(tag.inner[0]) < found.number(tag.inner[1])
    if alone and isinstance(made, Alert):
        yield from quoted(found, first, last, title_of(made), ends=True)
    elif alone and isinstance(made, Quote):
        yield from quoted(found, first, last, "", ends=True, said=_said_by(made))
    elif alone and isinstance(made, Details):
        before = f"<details><summary>{words_of(made.summary)}</summary>"
        yield from wrapped(found, first, last, before, "</details>", ends=True)
    elif alone and isinstance(made, Division) and made.align:
        yield from wrapped(found, first, last, f'<div align="{made.align}">', "</div>", ends=True)
    else:
        yield Edit(tag.begin, tag.inner[0], "")
        yield Edit(tag.inner[1], tag.end, "")
        if container.shield and rules.name == "hexo":
            yield from signs_within(found.text, tag.inner, found.code)


def _unread(node: Link) -> bool:
    """Whether a link's words are still the text a tag was given, which is Markdown."""
    return any(isinstance(part, Words) for part in node.inlines)


def _said_by(quote: Quote) -> str:
    """What a quote's tag says beneath the words quoted."""
    held = (block.inlines for block in quote.blocks if isinstance(block, Paragraph))
    return "".join(words_of(inlines) for inlines in held)


def _block(found: Passage, tag: Tagged, written: str) -> Iterator[Edit]:
    """A block in the place of a tag; empty lines keep it apart from what stands on the same lines."""
    newline = line_end(found.text)
    before = "" if found.opens_line(tag.begin) else newline * 2
    following = found.text[tag.end :].split("\n", 1)[0].strip()
    yield Edit(tag.begin, tag.end, before + written + (newline * 2 if following else ""))


def _fenced(text: str, node: CodeBlock) -> str:
    longest = max((len(run) for run in re.findall(r"`+", node.code)), default=0)
    fence = "`" * max(3, longest + 1)
    return line_end(text).join((fence + node.language, *re.split(r"\r\n|\r|\n", node.code), fence))
