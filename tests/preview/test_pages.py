import re
from html import unescape
from pathlib import Path

from publisher.contract import Diagram, Page, Typeset
from publisher.errors import ConfigError, SourceError
from publisher.images.sniff import measure
from publisher.markdown.drawn import diagram_asset, formula_asset
from publisher.model.post import Asset, FileOrigin, Note, PostKey, WebOrigin
from publisher.model.rendition import Limits, Part, Rendition
from publisher.preview.budget import budget
from publisher.preview.pages import View, file_name, write_page
from publisher.preview.pictures import DRAWN
from publisher.typeset.tools import open_tools

REF = "asset:" + "0" * 64
FAR = "asset:" + "1" * 64


def page_of(tmp_path: Path, *views: View) -> str:
    return write_page(tmp_path / ".publish/preview", tmp_path, "hello", "content/hello.md", views).read_text(
        "utf-8"
    )


def test_every_target_stands_on_one_page(tmp_path: Path) -> None:
    page = Page(width=375, css="p{color:#333}", html="<p>字</p>")
    text = page_of(tmp_path, View("wechat", "题", page), View("blog", "题", Page(760, "", "<p>文</p>")))
    assert text.count("<iframe") == 2
    assert text.index('class="phone"') < text.index('class="window"')


def test_pictures_are_bound_to_files_of_the_site_and_remote_ones_are_not_fetched(tmp_path: Path) -> None:
    assets = {
        REF: Asset(REF, "图 1.png", FileOrigin("content/图 1.png")),
        FAR: Asset(FAR, "far.png", WebOrigin("https://example.com/far.png")),
    }
    page = Page(375, "", f'<img src="{REF}"><img src="{FAR}">')
    text = page_of(tmp_path, View("wechat", "题", page, assets))
    assert "../../content/%E5%9B%BE%201.png" in text
    assert text.count("https://example.com") == 1  # told in words, loaded nowhere
    assert not re.search(r"(src|href)=\W{0,6}https:", text)


def test_a_script_in_a_post_cannot_run_in_the_preview(tmp_path: Path) -> None:
    page = Page(375, "</style><script>alert(1)</script>", '<script>alert(1)</script><img onerror="alert(1)">')
    text = page_of(tmp_path, View("<script>", "<script>alert(1)</script>", page))
    assert "<script" not in text  # only ever inside the escaped srcdoc
    assert 'sandbox="allow-same-origin"' in text
    assert "default-src &#39;none&#39;" in text


def test_a_target_that_failed_says_why(tmp_path: Path) -> None:
    error = SourceError("no such picture", hint="add it", path="content/hello.md", line=3)
    text = page_of(
        tmp_path, View("zhihu", "题", error=error, notes=(Note("html-dropped", "<b>script</b>", 4),))
    )
    assert "content/hello.md:3: no such picture" in text
    assert "&lt;b&gt;script" in text


def test_keys_become_file_names_that_every_system_takes() -> None:
    assert file_name("hello-1") == "hello-1"
    assert "/" not in file_name("cs/nlp/文章")
    assert file_name("a/b") != file_name("a-b")


def rendition(body: str, *parts: Part) -> Rendition:
    return Rendition("wechat", PostKey("k"), "题", body, "html", "", "", parts=parts)


def test_formulas_and_diagrams_are_drawn_into_files_beside_the_page(tmp_path: Path) -> None:
    formula = formula_asset("x^2", False, "r")
    diagram = diagram_asset("mermaid", "graph TD\n  甲 --> 乙", "r", 92, 190)
    page = Page(375, "", f'<img src="{formula.ref}"><img src="{diagram.ref}"><img src="{diagram.ref}">')
    view = View("wechat", "题", page, {formula.ref: formula, diagram.ref: diagram})
    folder = tmp_path / ".publish/preview"
    text = write_page(folder, tmp_path, "k", "k.md", [view], open_tools(None)).read_text("utf-8")
    addresses = set(re.findall(r'src="(drawn/\w+\.png)"', unescape(text)))
    assert len(addresses) == 2
    assert all(measure((folder / address).read_bytes()).media_type == "image/png" for address in addresses)
    assert "graph TD" in text  # which of the pictures it is


class Unequipped:
    """A machine on which no diagram can be drawn."""

    lenient = False
    formula_recipe = diagram_recipe = "none"

    def typeset(self, tex: str, display: bool, /) -> Typeset:
        raise ConfigError("no engine", hint="install one")

    def draw(self, text: str, language: str, /) -> Diagram:
        raise ConfigError("no engine", hint="install one")

    def colour(self, code: str, language: str, /) -> tuple[()]:
        return ()


def test_what_cannot_be_drawn_has_a_stand_in_and_says_why_in_plain_sight(tmp_path: Path) -> None:
    diagram = diagram_asset("mermaid", "graph TD", "r", 92, 190)
    view = View("wechat", "题", Page(375, "", f'<img src="{diagram.ref}">'), {diagram.ref: diagram})
    path = write_page(tmp_path / "p", tmp_path, "k", "k.md", [view], Unequipped())
    text = path.read_text("utf-8")
    assert "data:image/svg+xml" in text
    assert "<details open>" in text
    assert "no engine (install one)" in text
    assert not (tmp_path / "p" / DRAWN).exists()


def test_the_bar_shows_what_costs_how_much_of_what_is_taken(tmp_path: Path) -> None:
    limits = Limits(body_chars_advised=200, address_chars=100)
    body = "字" * 150
    found = budget(rendition(body, Part("text", 100, 300, 1), Part("formula", 50, 150, 3)), limits)
    assert (found.characters, found.bytes, found.most, found.over) == (150, 450, 200, False)
    assert [(share.kind, share.characters, share.percent) for share in found.shares] == [
        ("text", 100, 50),
        ("formula", 50, 25),
    ]
    text = page_of(tmp_path, View("wechat", "题", Page(375, "", body), budget=found))
    assert "150 of 200 characters" in text
    assert 'class="text" style="width:50.00%"' in text


def test_a_body_too_long_is_said_to_be_and_the_mark_shows_where_the_limit_is(tmp_path: Path) -> None:
    found = budget(rendition("x" * 400, Part("code", 400, 400, 1)), Limits(body_chars_advised=100))
    assert (found.over, found.mark) == (True, 25)
    text = page_of(tmp_path, View("wechat", "题", Page(375, "", ""), budget=found))
    assert 'class="over"' in text
    assert "left:25.00%" in text


def test_references_count_as_the_addresses_they_become() -> None:
    assert budget(rendition(f'<img src="{REF}">'), Limits(address_chars=180)).characters == 12 + 180


def test_notes_stand_in_the_order_of_their_lines(tmp_path: Path) -> None:
    notes = (Note("late", "b", 9), Note("early", "a", 2), Note("whole", "c"))
    text = page_of(tmp_path, View("blog", "题", Page(760, "", ""), notes=notes))
    assert text.index("<b>whole") < text.index("<b>early") < text.index("<b>late")


def test_a_page_with_a_dark_mode_can_be_switched_to_it_without_a_script(tmp_path: Path) -> None:
    page = Page(375, "", "<p>hell</p>", dark=Page(375, "", "<p>dunkel</p>"))
    text = page_of(tmp_path, View("wechat", "题", page), View("blog", "题", Page(760, "", "<p>nur</p>")))
    assert text.count("<iframe") == 3
    assert text.count('type="radio"') == 2
    assert "<script" not in text


def test_the_cover_is_shown(tmp_path: Path) -> None:
    cover = Asset(REF, "cover.png", FileOrigin("cover.png"), "image/png", 900, 383, 5000)
    text = page_of(tmp_path, View("wechat", "题", Page(375, "", ""), {REF: cover}, cover=REF))
    assert 'class="cover" src="../../cover.png"' in text
    assert "1 picture · 5.0 KB" in text
