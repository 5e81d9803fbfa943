"""What every adapter's render promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import LimitError
from publisher.model.rendition import REFERENCE
from publisher.model.tree import Code, CodeBlock, Node, Region, Text
from publisher.planning.check.limits import check
from publisher.planning.prepare import prepare
from publisher.typeset.tools import open_tools

DIGESTS = """
import json, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[2])
from publisher.planning.prepare import Work, prepare
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings
from publisher.source.view import view
from publisher.typeset.tools import open_tools
settings = load_settings(Path(sys.argv[1]))
index = build_index(settings)
target = settings.targets["there"]
post = load_post(settings, index, "content/post/index.md")
work = Work(post, "there", target.adapter, target.settings, view(settings, index, target))
rendition = prepare(work, open_tools(None)).rendition
print(rendition.digest, rendition.authored_digest)
"""


class Visible(HTMLParser):
    """The text a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.unseen = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.unseen += tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text += data


def visible(html: str) -> str:
    reader = Visible()
    reader.feed(html)
    reader.close()
    return letters(reader.text)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def authored(node: Node) -> Iterator[str]:
    """Every run of words the author wrote outside the blocks; formulas are not words."""
    if isinstance(node, Region):
        return
    if isinstance(node, Text | Code):
        yield node.text
    elif isinstance(node, CodeBlock):
        yield from node.code.splitlines()
    for name in node.__dataclass_fields__:
        yield from _within(getattr(node, name))


def _within(value: object) -> Iterator[str]:
    if isinstance(value, Node):
        yield from authored(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each)


def test_the_adapters_name_is_its_folders(name: str, target: Any) -> None:
    assert target.adapter.name == name


def test_same_input_same_digest(target: Any) -> None:
    one, other = target.render(), target.render()
    assert (one.digest, one.authored_digest) == (other.digest, other.authored_digest)


def test_same_digest_in_another_process_with_another_seed(target: Any) -> None:
    paths = json.dumps([path for path in sys.path if path])
    found = subprocess.run(
        [sys.executable, "-c", DIGESTS, str(target.root), paths],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rendition = target.render()
    assert found.stdout.split() == [rendition.digest, rendition.authored_digest]


def test_another_word_is_another_digest_and_a_generated_part_is_no_word(target: Any) -> None:
    before = target.render()
    target.change("新的字")
    assert target.render().authored_digest != before.authored_digest
    text = target.path("post").read_text(encoding="utf-8")
    target.path("post").write_text(
        text.replace("新的字 ", "").replace("来一发点赞", "点个赞"), encoding="utf-8"
    )
    assert target.render().authored_digest == before.authored_digest


def test_rendering_opens_no_socket(target: Any, network: Callable[[Callable[[], Any]], list[str]]) -> None:
    tools = open_tools(None)
    work = target.work()
    assert network(lambda: prepare(work, tools)) == []


def test_showing_opens_no_socket_and_makes_a_page(target: Any, network: Any) -> None:
    rendition = target.render()
    assert network(lambda: target.adapter.show(rendition)) == []
    page = target.adapter.show(rendition)
    assert page.width > 0
    assert "开头一段" in page.html


@pytest.mark.parametrize("which", ["post", "other"])
def test_every_reference_is_an_asset_the_rendition_carries(target: Any, which: str) -> None:
    rendition = target.render(which)
    assert rendition.references() <= set(rendition.assets)
    assert {ref for ref, _ in rendition.files} <= set(rendition.assets)
    shown = set(REFERENCE.findall(target.adapter.show(rendition).html))
    assert shown <= set(rendition.assets), "the preview needs no other picture"
    assert set(REFERENCE.findall(target.adapter.show(rendition).html)), "the preview shows pictures"


def test_no_picture_is_lost(target: Any) -> None:
    post, rendition = target.post(), target.render()
    names = {post.assets[ref].name for ref in post.assets}
    assert {"a.png", "b.png"} <= {asset.name for asset in rendition.assets.values()} <= names


def test_it_fits_its_own_limits_or_says_so(target: Any) -> None:
    rendition, limits = target.render(), target.adapter.limits
    check(rendition, limits, target.post())
    work = target.work()
    long = replace(work, post=replace(work.post, title="长" * 400))
    found = prepare(long, open_tools(None))
    if limits.title_chars or limits.title_bytes:
        assert isinstance(found.error, LimitError)
        assert found.error.path == "content/post/index.md"
    else:
        assert found.error is None


def test_every_word_outside_the_blocks_is_kept(target: Any) -> None:
    shown = visible(target.adapter.show(target.render()).html)
    lost = [text for text in authored(target.post().document) if letters(text) not in shown]
    assert lost == []


def test_no_source_markup_is_left_in_the_text(target: Any) -> None:
    html = re.sub(r"<(pre|code)\b.*?</\1>", "", target.adapter.show(target.render()).html, flags=re.DOTALL)
    reader = Visible()
    reader.feed(html)
    assert "{%" not in reader.text
    assert "**" not in reader.text


def test_every_formula_and_link_is_accounted_for(target: Any) -> None:
    rendition = target.render()
    assert {"e^{i\\pi}+1=0", "a<b"} <= {formula.tex for formula in rendition.formulas}
    assert "https://example.com/page?a=1&b=2" in {link.url for link in rendition.links}


def test_its_own_templates_come_with_it(target: Any) -> None:
    assert any(path.startswith("templates/") for path in target.adapter.resources)


def test_its_readme_gives_its_facts(name: str) -> None:
    from publisher import registry

    folder = Path(sys.modules[registry.package(name)].__file__ or "").parent
    assert (folder / "README.md").is_file()
