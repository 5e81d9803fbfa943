"""The pages on which drafts are read: complete, and harmless whatever a post holds."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from publisher.sandbox.page import write_pages

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
PIXEL = b"\x89PNG"


class Seen(HTMLParser):
    """Tags, attributes and text as a browser would understand them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data

    def all(self, tag: str, attribute: str) -> list[str]:
        return [found[attribute] or "" for name, found in self.tags if name == tag and attribute in found]


def test_the_index_lists_every_target_and_what_arrived_there(server, http, shelf):
    shelf("第一篇", draft="one")
    shelf("第二篇", draft="two", state="published")
    page = http.get(server.url)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    seen = Seen(page.text)
    assert re.search("notes.*2 drafts.*第二篇.*two.*1 picture.*published.*第一篇.*one", seen.text, re.DOTALL)
    assert re.search("公众号.*0 drafts.*Nothing has arrived yet", seen.text, re.DOTALL)


def test_every_link_of_the_index_leads_to_a_draft_and_its_picture(server, http, shelf):
    shelf("标题", draft="a/b?c#d%2F 图")
    (link,) = Seen(http.get(server.url).text).all("a", "href")
    page = http.get(urljoin(server.url, link))
    assert page.status_code == 200
    (paper,) = Seen(page.text).all("iframe", "srcdoc")
    (picture,) = Seen(paper).all("img", "src")
    answer = http.get(urljoin(server.url, picture))
    assert answer.content.startswith(PIXEL)
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_draft_can_be_read_and_its_source_be_seen(server, http, shelf):
    shelf("标题", html="<p>读得到 &amp; <b>粗</b></p>", draft="one")
    seen = Seen(http.get(server.url + "~read/notes/one").text)
    (paper,) = seen.all("iframe", "srcdoc")
    assert "<p>读得到 &amp; <b>粗</b></p>" in paper
    assert "<p>读得到 &amp; <b>粗</b></p>" in seen.text


@pytest.mark.parametrize(
    ("width", "first", "column"), [(375, "phone", 375), (414, "phone", 414), (0, "wide", 375)]
)
def test_a_phone_platform_opens_at_phone_width(width, first, column, server, http, shelf):
    shelf(draft="one", width=width)
    page = http.get(server.url + "~read/notes/one").text
    checked = [attrs["id"] for tag, attrs in Seen(page).tags if tag == "input" and "checked" in attrs]
    assert checked == [first]
    assert f"--column:{column}" in page


def test_the_page_is_harmless_whatever_a_post_holds(server, http, shelf):
    shelf(EVIL, html=EVIL + "</iframe></pre><script>x</script>", draft=EVIL, state=EVIL)
    index = http.get(server.url)
    (link,) = Seen(index.text).all("a", "href")
    for page in (index, http.get(urljoin(server.url, link))):
        seen = Seen(page.text)
        assert page.status_code == 200
        assert "script" not in [tag for tag, _ in seen.tags]
        assert not [attrs for _, attrs in seen.tags if any(name.startswith("on") for name in attrs)]
        assert EVIL in seen.text, "the title must be shown as it is"
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; img-src 'self'; style-src 'unsafe-inline'")
    assert seen.all("iframe", "sandbox") == [""]


@pytest.mark.parametrize("html", ["<p>正文</p>", "<article>\n<h1 id=a>标题</h1>正文</article>"])
def test_the_title_stands_above_the_text_once(html, server, http, shelf):
    shelf("标题", html=html, draft="one")
    (paper,) = Seen(http.get(server.url + "~read/notes/one").text).all("iframe", "srcdoc")
    assert len([tag for tag, _ in Seen(paper).tags if tag == "h1"]) == 1


def test_a_picture_served_under_two_addresses_counts_once(server, http, shelf):
    notebook = shelf(html='<img src="http://p/a.png"><img src="http://p/b.png?x&amp;y">', draft="one")
    notebook.stored |= {"http://p/a.png": b"1", "http://p/b.png?x&y": b"1", "http://p/unused.png": b"2"}
    assert "· 1 picture" in Seen(http.get(server.url).text).text


def test_a_picture_is_localised_only_where_it_is_an_address(server, http, shelf):
    address = "http://pictures.example/0?a=1&b=2"
    shelf(html=f'<img src="{address}"><i style="background:url({address})"></i><p>{address}</p>', draft="one")
    (paper,) = Seen(http.get(server.url + "~read/notes/one").text).all("iframe", "srcdoc")
    assert paper.count("/~picture/notes/") == 2
    assert f"<p>{address}</p>" in paper


@pytest.mark.parametrize(
    "path", ["~read/notes/none", "~read/nobody/one", "~picture/notes/none", "favicon.ico", "~read"]
)
def test_what_is_not_there_is_404(path, server, http, shelf):
    shelf(draft="one")
    assert http.get(server.url + path).status_code == 404


def test_the_same_pages_can_be_written_as_files_that_find_one_another(shelf, tmp_path):
    notebook = shelf(EVIL, draft="../../a/b", cover="http://pictures.example/0?a=1&b=2")
    index = write_pages({"notes": notebook, "公 众/号": notebook}, tmp_path / "pages")
    assert index == tmp_path / "pages" / "index.html"
    written = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(tmp_path / "pages") for path in written)
    seen = Seen(index.read_text(encoding="utf-8"))
    assert len(seen.all("a", "href")) == 2
    assert seen.all("meta", "content")[0].startswith("default-src 'none'")
    for link in seen.all("a", "href"):
        draft = index.parent / unquote(link)
        page = Seen(draft.read_text(encoding="utf-8"))
        (paper,) = page.all("iframe", "srcdoc")
        assert page.all("iframe", "sandbox") == ["allow-same-origin"], "pictures from files, but no scripts"
        (picture,) = Seen(paper).all("img", "src")
        assert (draft.parent / unquote(urlsplit(picture).path)).read_bytes().startswith(PIXEL)
        assert (draft.parent / page.all("a", "href")[0]).resolve() == index
    for picture in seen.all("img", "src"):
        assert (index.parent / unquote(picture)).suffix == ".png"
        assert (index.parent / unquote(picture)).is_file()


def test_a_lone_surrogate_in_a_title_breaks_no_page(server, http, shelf, tmp_path):
    notebook = shelf("half \ud83d", draft="one")
    assert "half ?" in unescape(http.get(server.url).text)
    assert write_pages({"notes": notebook}, tmp_path).is_file()
