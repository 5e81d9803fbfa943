"""A whole real blog through the command line: nothing lost, nothing raw, everything arrives once.

What must be found is counted from the source by simple means of this file's own, not by our parser.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main

from .conftest import copied

RAW = ("{%", "**", "$$", r"\begin", r"\frac", r"\mathbb", "![")
FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1\s*$", re.DOTALL | re.MULTILINE)
DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
GUARDED = re.compile(r"(?:<wbr>)?\{% raw %\}\n?([$].*?[$])\n?\{% endraw %\}", re.DOTALL)
INLINE = re.compile(r"(?<!\\)\$([^$\n]+?)\$")


@dataclass
class Source:
    """What a post holds, counted roughly but independently."""

    path: Path
    formulas: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        text = self.path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        text = re.sub(r"`[^`\n]+`", " ", FENCE.sub("", text))
        displays, rest = DISPLAY.findall(text), DISPLAY.sub(" ", text)
        self.formulas = sorted(squeezed(tex) for tex in [*displays, *INLINE.findall(rest)])
        rest = INLINE.sub(" ", rest)
        self.links = set(re.findall(r"(?<!!)\[[^\]]*\]\((http[^)\s]+)\)", rest))
        self.pictures = {
            name.rsplit("/", 1)[-1]
            for pair in re.findall(r"\{% asset_img (\S+)|!\[[^\]]*\]\(([^)\s]+)", rest)
            for name in pair
            if name
        }
        prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r" \1 ", re.sub(r"\{%.*?%\}|<[^>]+>", " ", rest))
        self.words = set(re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z]{3,}", prose))


class Page(HTMLParser):
    """What a reader sees of a body, code apart."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.code, self.references = "", "", ""
        self.attributes: list[dict[str, str | None]] = []
        self.depth = 0
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in {"pre", "code"}
        self.attributes.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in {"pre", "code"}

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.code += data
        else:
            self.text += data


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def blog(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("real") / "site"
    copied(corpus, root)
    return root


@pytest.fixture(scope="module")
def rendered(blog: Path) -> Path:
    out = blog.parent / "rendered"
    assert main(["render", "--all", "--site", str(blog), "--out", str(out)]) == 0
    return out


def renditions(blog: Path, rendered: Path) -> Iterator[tuple[Source, str, dict[str, Any], str]]:
    sources = {path.relative_to(blog).as_posix(): Source(path) for path in blog.glob("_posts/**/*.md")}
    found = sorted(rendered.glob("*/*/rendition.json"))
    assert len(found) == 3 * len(sources)
    for path in found:
        about = json.loads(path.read_text(encoding="utf-8"))
        body = (path.parent / f"body.{about['format']}").read_bytes().decode("utf-8")
        yield sources[about["post"]], about["target"], about, body


def test_every_formula_is_there_unchanged_on_every_target(blog: Path, rendered: Path) -> None:
    for source, _target, about, _body in renditions(blog, rendered):
        assert sorted(squeezed(use["tex"]) for use in about["formulas"]) == source.formulas, source.path


def test_every_picture_is_there_on_every_target(blog: Path, rendered: Path) -> None:
    for source, target, about, body in renditions(blog, rendered):
        names = {picture["name"] for picture in about["assets"].values()}
        said = [note for note in about["notes"] if note["kind"] == "qr-code-left-out"]
        left_out = {"qrcode.jpg"} if said else set()
        assert bool(said) == (target == "zhihu" and "qrcode.jpg" in source.pictures), (source.path, target)
        assert source.pictures - left_out <= names, (source.path, target)
        if about["format"] == "html":
            assert all(ref in body for ref in about["assets"] if ref != about["cover"]), (source.path, target)


def test_every_link_is_there_on_every_target(blog: Path, rendered: Path) -> None:
    for source, target, _about, body in renditions(blog, rendered):
        shown = body.replace("&amp;", "&").replace("https://www.linsight", "http://www.linsight")
        lost = {
            u for u in source.links if u.replace("https://www.linsight", "http://www.linsight") not in shown
        }
        assert not lost, (source.path, target)


def test_no_word_is_lost_and_nothing_raw_is_shown(blog: Path, rendered: Path) -> None:
    for source, target, about, body in renditions(blog, rendered):
        if about["format"] == "md":
            assert all(word in body for word in source.words), (source.path, target)
            continue
        page = Page(body)
        assert not [sign for sign in RAW if sign in page.text], (source.path, target)
        whole = squeezed(re.sub(r"\[\d+\]", "", page.text) + page.code)
        assert not [word for word in source.words if word not in whole], (source.path, target)


def test_the_blog_s_text_differs_only_inside_blocks_and_guarded_formulas(blog: Path, rendered: Path) -> None:
    starts = re.compile(r"^(往期|【往期|【推荐|读到这了|博客：|【本文已在)")
    for source, target, _about, body in renditions(blog, rendered):
        if target == "blog":
            text = source.path.read_bytes().decode("utf-8")
            if not any(starts.match(line) for line in text.splitlines()):
                assert GUARDED.sub(kept, body) == text


def kept(formula: re.Match[str]) -> str:
    """A formula that a blog's renderer would have changed, as its author wrote it."""
    return formula[1].replace("&lt;", "<").replace("&amp;", "&")


def test_the_whole_blog_arrives_once_and_each_picture_is_sent_once(
    blog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--all", "--site", str(blog), "--sandbox", "--yes", "--json"]
    assert main(words) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert {step["outcome"] for step in steps} == {"done"}
    for file in (blog / ".publish/sandbox/ledger/uploads").glob("*.jsonl"):
        sent = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert len({json.dumps(line["source"]) for line in sent}) == len(sent)
    assert main(words) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert {(step["action"], step["outcome"]) for step in steps} == {("skip", "skipped")}
