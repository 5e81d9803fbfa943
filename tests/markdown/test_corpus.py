"""A real blog: every post is read whole, counted by a second, simpler reader."""

import re
from pathlib import Path

import pytest

from publisher.markdown.front_matter import read
from publisher.markdown.parse import Parsed, parse
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Code, CodeBlock, Image, Link, Math, MathBlock, Text


@pytest.fixture(scope="module")
def posts(corpus: Path) -> dict[str, tuple[str, Parsed]]:
    """Body (line ends as line feeds, code blanked out) and reading of every post, by name."""
    made = {}
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_bytes().decode("utf-8")
        offset = read(text).body_offset
        body = re.sub(r"(?ms)^( *)(```|~~~).*?^ *\2[`~]*\s*?$", "", text[offset:].replace("\r\n", "\n"))
        made[path.stem] = (re.sub(r"`[^`\n]+`", "", body), parse(text, body_offset=offset))
    return made


def test_every_post_is_read_without_a_problem_or_a_loss(posts):
    assert posts
    assert {name: (read.problems, read.notes) for name, (_, read) in posts.items()} == dict.fromkeys(
        posts, ((), ())
    )


def test_every_picture_is_found(posts):
    for name, (body, parsed) in posts.items():
        images = [node for node in walk(parsed.document) if isinstance(node, Image)]
        assert sum(image.tag == "asset_img" for image in images) == body.count("{% asset_img"), name
        assert sum(not image.tag for image in images) == len(re.findall(r"!\[[^\]]*\]\(", body)), name


def test_every_formula_is_found_to_the_character(posts):
    for name, (body, parsed) in posts.items():
        display = re.findall(r"\$\$(.+?)\$\$", body, re.DOTALL)
        inline = re.findall(r"\$([^$\n]+)\$", re.sub(r"\$\$.+?\$\$", "", body, flags=re.DOTALL))
        nodes = [node for node in walk(parsed.document) if isinstance(node, Math | MathBlock)]
        assert sorted(node.tex for node in nodes if isinstance(node, Math) and not node.display) == sorted(
            inline
        ), name
        assert sorted(node.tex for node in nodes if isinstance(node, MathBlock) or node.display) == sorted(
            display
        ), name


def test_every_link_is_found(posts):
    for name, (body, parsed) in posts.items():
        written = re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", body)
        bare = re.findall(r"(?<![(\[])https?://[!-'*-Z^-~]+", re.sub(r"\]\([^)]*\)", "]()", body))
        links = [node for node in walk(parsed.document) if isinstance(node, Link)]
        assert sorted(link.url for link in links) == sorted(written + bare), name


def test_no_markup_is_left_among_the_words(posts):
    for name, (_, parsed) in posts.items():
        for node in walk(parsed.document):
            if isinstance(node, Text):
                assert not re.search(r"\{%|\*\*|\$\$|\\begin\{|~~|\]\(", node.text), (name, node)


def test_every_chinese_character_and_word_is_kept(posts):
    for name, (body, parsed) in posts.items():
        kept = plain(parsed.document)
        tagless = re.sub(r"\{%.*?%\}|\]\([^)]*\)|</?[a-z]+>", " ", body)
        lost = [word for word in re.findall(r"[一-鿿]+|[A-Za-z]{2,}", tagless) if word not in kept]
        assert lost == [], name


def test_every_code_block_is_found(posts, corpus):
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        fence, count = "", 0
        for line in text.splitlines():
            if marks := re.match(r" *(`{3,})", line):
                count += not fence
                closes = fence and marks[1].startswith(fence) and line.strip() == marks[1]
                fence = "" if closes else fence or marks[1]
        blocks = [n for n in walk(posts[path.stem][1].document) if isinstance(n, CodeBlock) and n.lines[0]]
        assert len(blocks) == count, path.stem
        assert all(block.code.split("\n")[0].strip() in text for block in blocks)


def test_spans_are_known_for_all_that_may_be_patched(posts):
    for name, (_, parsed) in posts.items():
        for node in walk(parsed.document):
            if isinstance(node, Image | Link | Math | MathBlock | Code):
                assert node.span, (name, node)
