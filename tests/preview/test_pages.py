from pathlib import Path

from publisher.contract import Page
from publisher.errors import SourceError
from publisher.model.post import Asset, FileOrigin, Note, WebOrigin
from publisher.preview.pages import View, file_name, write_page

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
    assert "https://example.com" not in text


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
