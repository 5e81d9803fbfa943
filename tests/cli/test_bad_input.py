"""Whatever an author gets wrong is read right, or refused with file:line; nothing is half-sent."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FIRST = "content/first/index.md"


def head(title: str = "题", key: str = "cccc0001", more: str = "") -> str:
    return (
        f"---\ntitle: {title}\nabbrlink: {key}\ndate: 2026-01-03 08:00:00\n{more}---\n\n![图](/pic.png)\n\n"
    )


@pytest.fixture
def post(site: Path) -> Callable[[bytes | str], Path]:
    """Writes content/bad.md; a good picture stands at /pic.png."""
    (site / "content/static").mkdir()
    (site / "content/static/pic.png").write_bytes((site / "content/first/pic.png").read_bytes())

    def write(text: bytes | str) -> Path:
        path = site / "content" / "bad.md"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def refused(publish: Callable, *, line: int, words: str, hint: bool = True, target: str = "") -> None:
    """Every step of content/bad.md fails with this line and these words, and nothing of it is sent."""
    ran = publish("content/bad.md", "--sandbox", "--json")
    steps = [step for step in ran.json["steps"] if not target or step["target"] == target]
    assert ran.code in {1, 2}
    for step in steps:
        assert (step["action"], step["outcome"], step["draft"]) == ("blocked", "failed", None)
        error = step["error"]
        assert error["file"] == "content/bad.md"
        assert error["line"] == line
        assert words in error["message"]
        assert error["hint"] or not hint


def sent(publish: Callable) -> list[dict]:
    ran = publish("content/bad.md", "--sandbox", "--json")
    assert ran.code == 0
    assert {step["outcome"] for step in ran.json["steps"]} == {"done"}
    return ran.json["steps"]


def test_broken_yaml(publish: Callable, post: Callable) -> None:
    post("---\ntitle: Attention: 起源\ndate: 2026-01-03\n---\n字\n")
    refused(publish, line=2, words="")


def test_a_post_that_cannot_be_read_fails_alone(publish: Callable, post: Callable) -> None:
    post("---\ntitle: [\n---\n字\n")
    ran = publish("--all", "--sandbox", "--json")
    outcomes = {(step["post"], step["outcome"]) for step in ran.json["steps"]}
    assert ran.code == 1
    assert outcomes == {("content/bad.md", "failed"), (FIRST, "done")}


def test_no_front_matter_is_read_with_the_title_from_the_file_name(publish: Callable, post: Callable) -> None:
    post("只有正文。\n\n![图](/pic.png)\n")
    assert {step["key"] for step in sent(publish)} == {"bad"}


def test_two_posts_with_one_key(publish: Callable, post: Callable) -> None:
    post(head(key="aaaa0001") + "字\n")
    ran = publish("--all", "--sandbox", "--json")
    assert {step["outcome"] for step in ran.json["steps"]} == {"failed"}
    assert "aaaa0001" in ran.json["steps"][0]["error"]["message"]


def test_a_missing_picture(publish: Callable, post: Callable) -> None:
    post(head() + "{% asset_img nowhere.png 图 %}\n")
    refused(publish, line=9, words="nowhere.png")


@pytest.mark.parametrize("path", ["../../etc/passwd", "../../../../../../etc/passwd"])
def test_a_picture_outside_the_site(publish: Callable, post: Callable, path: str) -> None:
    post(head() + f"![]({path})\n")
    refused(publish, line=9, words="outside")


@pytest.mark.skipif(sys.platform == "win32", reason="making a symlink needs a right there")
def test_a_symlink_out_of_the_site(publish: Callable, post: Callable, site: Path, tmp_path_factory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    secret.write_bytes((site / "content/first/pic.png").read_bytes())
    (site / "content/link.png").symlink_to(secret)
    post(head() + "![](link.png)\n")
    refused(publish, line=9, words="outside")


def test_a_picture_that_is_none(publish: Callable, post: Callable, site: Path) -> None:
    (site / "content/fake.png").write_text("only words", encoding="utf-8")
    post(head() + "![](fake.png)\n")
    refused(publish, line=9, words="fake.png")


def test_a_bomb_of_sixty_megapixels(publish: Callable, post: Callable, site: Path, bomb: bytes) -> None:
    (site / "content/bomb.png").write_bytes(bomb)
    post(head() + "![](bomb.png)\n")
    refused(publish, line=9, words="megapixels")


def test_an_unknown_tag(publish: Callable, post: Callable) -> None:
    post(head() + "字\n\n{% pony big %}\n")
    refused(publish, line=11, words="pony")


def test_broken_tex(publish: Callable, post: Callable) -> None:
    post(head() + "字 $\\frac{1}{2$ 字\n")
    for target in ("wechat", "zhihu"):
        refused(publish, line=9, words="brace", target=target, hint=False)


def test_broken_tex_is_shown_as_source_when_asked(publish: Callable, post: Callable) -> None:
    post(head() + "字 $\\frac{1}{2$ 字\n")
    assert publish("content/bad.md", "--sandbox", "--lenient").code == 0


def test_a_title_that_is_too_long(publish: Callable, post: Callable) -> None:
    post(head(title="长" * 101) + "字\n")
    ran = publish("content/bad.md", "--sandbox", "--json")
    steps = {step["target"]: step for step in ran.json["steps"]}
    assert steps["blog"]["outcome"] == "done"
    for target in ("wechat", "zhihu"):
        assert steps[target]["error"]["kind"] == "limit"
        assert "title" in steps[target]["error"]["message"]


def test_markup_that_attacks_the_reader_never_leaves(publish: Callable, post: Callable, site: Path) -> None:
    post(
        head()
        + "甲<script>alert(1)</script>乙\n\n"
        + '<img src="/pic.png" onerror="alert(2)">\n\n<a href="javascript:alert(3)">丙</a>\n\n'
        + "[丁](javascript:alert(4))\n"
    )
    assert (
        publish("render", "content/bad.md", "--out", "rendered", "--to", "wechat", "--to", "zhihu").code == 0
    )
    for target in ("wechat", "zhihu"):
        body = (site / f"rendered/{target}/cccc0001/body.html").read_text(encoding="utf-8")
        assert not [bad for bad in ("<script", "onerror", "javascript:", "alert(1)") if bad in body]
        assert all(word in body for word in "甲乙丙丁")
    page = publish("content/bad.md", "--dry-run")
    assert page.code == 0


def test_a_byte_order_mark_and_crlf_are_read_right_and_kept(
    publish: Callable, post: Callable, site: Path
) -> None:
    raw = "\ufeff" + head().replace("\n", "\r\n") + "第一行  \r\n第二行 $x$\r\n"
    post(raw)
    sent(publish)
    delivered = site / ".publish/sandbox/state/blog/source/_posts/bad.md"
    assert delivered.read_bytes() == raw.encode()


def test_an_empty_file(publish: Callable, post: Callable) -> None:
    post("")
    ran = publish("content/bad.md", "--sandbox", "--json")
    assert ran.code in {0, 1, 2}
    assert all(step["error"] or step["outcome"] == "done" for step in ran.json["steps"])


def test_lone_surrogates(publish: Callable, post: Callable) -> None:
    post(head().encode() + "字\n".encode() + b"\xed\xa0\x80\n")
    refused(publish, line=10, words="surrogate")


def test_a_post_of_two_megabytes_is_read(publish: Callable, post: Callable) -> None:
    post(head() + "这一段很长。" * 20 + "\n\n" + ("普通的一段话，没有什么特别。\n\n" * 48000))
    ran = publish("content/bad.md", "--sandbox", "--json")
    steps = {step["target"]: step for step in ran.json["steps"]}
    assert steps["blog"]["outcome"] == "done"
    assert steps["wechat"]["error"]["kind"] == "limit"


def test_a_misspelt_key_in_the_settings(publish: Callable, site: Path) -> None:
    path = site / "publish.toml"
    text = (
        path.read_text(encoding="utf-8").replace("app_secret", "app_secrte").replace("permalink", "permalnik")
    )
    path.write_text(text, encoding="utf-8")
    ran = publish("--all", "--sandbox")
    assert ran.code == 2
    assert "publish.toml:7: " in ran.err
    assert 'did you mean "permalink"' in ran.err
    assert 'did you mean "app_secret"' in ran.err


def test_a_misspelt_key_in_a_post(publish: Callable, post: Callable) -> None:
    post(head(more="publish:\n  wechat: {digets: 摘要}\n") + "字\n")
    ran = publish("content/bad.md", "--sandbox", "--json")
    assert ran.code != 0
    assert any(
        "digest" in f"{step['error']['message']} {step['error']['hint']}" for step in ran.json["steps"]
    )


def test_a_site_without_settings(publish: Callable, tmp_path_factory: pytest.TempPathFactory) -> None:
    ran = publish("plan", "--site", str(tmp_path_factory.mktemp("empty")))
    assert ran.code == 2
    assert "publish init" in ran.err


def test_a_post_that_is_not_there(publish: Callable) -> None:
    ran = publish("content/frist/index.md", "--sandbox")
    assert ran.code == 2
    assert "first" in ran.err


def test_text_that_is_not_utf_8(publish: Callable, post: Callable) -> None:
    post(head().encode() + "正文".encode("gbk") + b"\n")
    refused(publish, line=9, words="UTF-8")


def test_a_root_relative_picture_cannot_climb_out_either(publish: Callable, post: Callable) -> None:
    post(head() + "![](/../../etc/passwd)\n")
    refused(publish, line=9, words="passwd")


def test_a_template_of_the_user_s_own_is_named_by_the_folder_it_stands_in(
    publish: Callable, post: Callable, site: Path
) -> None:
    (site / "mine").mkdir()
    (site / "mine/footer.md.j2").write_text("Thanks\n{{ nope }}\n", encoding="utf-8")
    toml = (site / "publish.toml").read_text(encoding="utf-8")
    toml = toml.replace("[targets.zhihu]", '[targets.zhihu]\ntemplates = "mine"')
    (site / "publish.toml").write_text(toml, encoding="utf-8")
    post(head() + "字\n\n***\n\n读到这了，点个赞吧\n")
    ran = publish("content/bad.md", "--to", "zhihu", "--sandbox", "--json")
    error = ran.json["steps"][0]["error"]
    assert (error["file"], error["line"]) == ("mine/footer.md.j2", 2)
