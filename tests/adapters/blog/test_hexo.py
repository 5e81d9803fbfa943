"""What a Hexo blog gets."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from publisher.errors import SourceError

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09\n---\n"


def rendered(disk: Any, text: str, path: str = "content/seed.md") -> str:
    disk.write(path, text)
    return str(disk.render(path).body)


def details(disk: Any, path: str = "content/seed.md") -> str:
    return "\n".join(note.detail for note in disk.render(path).notes)


# ── the author's text ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        FRONT + "\nwords  \nmore words\t\n\n\n*  odd   list\n\n\tcode\n",
        "\ufeff" + FRONT + "\nwith a mark\n",
        (FRONT + "\nline  \nends\n").replace("\n", "\r\n"),
        FRONT + "no line end at the end",
        FRONT + "\n$$\na_i*b_j*c \\\\ x\n$$\n\nand $x < y$ & `{{ code }}`\n",
        FRONT + "\n```\n{% unknown %} {{ x }}\n```\n\n| a | b |\n|---|---|\n| $x|y$ | 中文**重点。**后文 |\n",
        FRONT + "\n<center>html</center>\n\n[own](/3345028a.html) {% raw %}{{ x }}{% endraw %}\n",
        "title: Seed\nabbrlink: 3345028a\n---\nno first line\n",
    ],
    ids=["spaces", "mark", "crlf", "no end", "formulas", "code", "html", "unopened"],
)  # fmt: skip
def test_what_needs_no_change_arrives_byte_for_byte(disk: Any, text: str) -> None:
    disk.target["renderer"] = "pandoc"
    assert rendered(disk, text) == text


def test_a_post_is_delivered_under_its_place_in_the_content(disk: Any) -> None:
    disk.write("content/cs/nlp/大模型算法题-1.md", FRONT + "x\n")
    assert disk.render("content/cs/nlp/大模型算法题-1.md").fields["path"] == "cs/nlp/大模型算法题-1.md"
    disk.write("content/hello/index.md", FRONT.replace("3345028a", "aa") + "x\n")
    assert disk.render("content/hello/index.md").fields["path"] == "hello.md"


# ── front matter ────────────────────────────────────────────────────────────────────────────────────


def test_our_own_key_is_taken_out_and_nothing_else(disk: Any) -> None:
    text = FRONT.replace("date:", "publish:\n  at: 2026-12-01 20:00\n  blog: {}\n# kept\ndate:") + "x\n"
    assert rendered(disk, text) == FRONT.replace("date:", "# kept\ndate:") + "x\n"


def test_a_missing_abbrlink_is_added_as_hexos_plugin_would_and_said(disk: Any) -> None:
    text = "---\ntitle: 大模型算法题(1)\ndate: 2024-03-17 10:46:09\ntags: [a, b]\n---\nx\n"
    assert rendered(disk, text) == text.replace("tags: [a, b]\n", "tags: [a, b]\nabbrlink: 3345028a\n")
    assert "abbrlink added: 3345028a" in details(disk)
    assert disk.render().fields["abbrlink_given"] is False


def test_an_abbrlink_of_digits_is_added_in_quotes(disk: Any) -> None:
    assert "\nabbrlink: '1736008'\n" in rendered(
        disk, "---\ntitle: 大模型算法题(3)\ndate: 2024-01-01\n---\nx\n"
    )


def test_no_abbrlink_is_added_where_addresses_are_not_made_of_it(disk: Any) -> None:
    disk.site["permalink"] = ":year/:title/"
    text = "---\ntitle: Seed\ndate: 2024-03-17 10:46:09\n---\nx\n"
    assert rendered(disk, text) == text


def test_a_present_abbrlink_never_changes_whatever_the_title(disk: Any) -> None:
    text = FRONT.replace("title: Seed", "title: Another title") + "x\n"
    assert rendered(disk, text) == text


@pytest.mark.parametrize("link", ["12345e67", "1736008", "01234567", "0x12ab", "1e10", "00123", "0x1f"])
def test_an_abbrlink_that_yaml_would_misread_is_put_in_quotes(disk: Any, link: str) -> None:
    text = FRONT.replace("3345028a", f"{link}  # mine") + "x\n"
    assert f"\nabbrlink: '{link}'" in rendered(disk, text)
    quoted = FRONT.replace("3345028a", f"'{link}'") + "x\n"
    assert rendered(disk, quoted) == quoted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2024-03-17T02:46:09Z", "2024-03-17 10:46:09"),
        ("2024-03-17 22:46:09 -0500", "2024-03-18 11:46:09"),
        ("2024-03-17 10:46:09", "2024-03-17 10:46:09"),
        ("2024-03-17", "2024-03-17"),
    ],
)
def test_a_date_is_written_in_the_sites_time(disk: Any, written: str, wanted: str) -> None:
    text = FRONT.replace("2024-03-17 10:46:09", written) + "x\n"
    assert rendered(disk, text) == FRONT.replace("2024-03-17 10:46:09", wanted) + "x\n"


def test_a_post_without_front_matter_gets_one(disk: Any) -> None:
    assert rendered(disk, "\ufeffJust words.\r\n", "content/大模型算法题(1).md") == (
        "\ufeff---\r\ntitle: 大模型算法题(1)\r\nabbrlink: 3345028a\r\n---\r\n\r\nJust words.\r\n"
    )


@pytest.mark.parametrize("said", ["", "draft: true\n", "published: false\n"])
def test_a_post_kept_back_stays_so_in_hexos_words(disk: Any, said: str) -> None:
    disk.target["drafts"] = not said
    body = rendered(disk, FRONT.replace("date:", f"{said}date:") + "x\n")
    assert body.count("\npublished: false\n") == 1


def test_front_matter_that_cannot_be_edited_is_refused_with_its_file(disk: Any) -> None:
    whole = '"title": "Seed",\n"abbrlink": "3345028a",\n"date": "2024-03-17 10:46:09"\n;;;\nx\n'
    assert rendered(disk, whole) == whole
    with pytest.raises(SourceError) as caught:
        rendered(disk, whole.replace('"abbrlink": "3345028a",\n', ""))
    assert caught.value.path == "content/seed.md"


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────


def test_a_hexo_authors_tags_stay_and_their_pictures_go_to_the_asset_folder(disk: Any) -> None:
    disk.picture("content/cs/seed/eval.png", 1)
    disk.picture("content/cs/seed/评测 图.png", 2)
    text = FRONT + "\n{% asset_img eval.png 评测 %}  \n\n{% asset_img '评测 图.png' 100 '\"t\" \"a\"' %}\n"
    assert rendered(disk, text, "content/cs/seed.md") == text
    found = disk.render("content/cs/seed.md")
    assert sorted(path for _, path in found.files) == ["cs/seed/eval.png", "cs/seed/评测 图.png"]
    assert {ref for ref, _ in found.files} == set(found.assets)


def test_a_root_relative_picture_keeps_its_address_and_goes_to_the_source_folder(disk: Any) -> None:
    disk.picture("content/static/images/cover.png")
    text = FRONT + "\n![](/images/cover.png)  \n"
    assert rendered(disk, text) == text
    assert [path for _, path in disk.render().files] == ["../images/cover.png"]


def test_a_relative_markdown_picture_becomes_a_tag_since_hexo_would_lose_it(disk: Any) -> None:
    disk.picture("content/hello/pic.png", 1)
    disk.picture("content/hello/img/图 1.png", 2)
    text = FRONT + '\nword ![Alt *it*](pic.png "A title") word\n\n![](<img/图 1.png>)\n\n![x](./pic.png)\n'
    assert rendered(disk, text, "content/hello/index.md") == FRONT + (
        """\nword {% asset_img pic.png '"A title" "Alt it"' %} word\n\n"""
        """{% asset_img 'img/图 1.png' %}\n\n{% asset_img pic.png '"" "x"' %}\n"""
    )
    assert sorted(path for _, path in disk.render("content/hello/index.md").files) == [
        "hello/img/图 1.png", "hello/pic.png",
    ]  # fmt: skip


def test_a_relative_picture_in_html_keeps_its_markup(disk: Any) -> None:
    disk.picture("content/hello/pic.png")
    text = FRONT + '\n<center><img width="300" src="pic.png" alt="x"></center>\n'
    assert rendered(disk, text, "content/hello/index.md") == FRONT + (
        '\n<center><img width="300" src="{% asset_path pic.png %}" alt="x"></center>\n'
    )


def test_pictures_of_one_name_from_two_folders_do_not_overwrite_each_other(disk: Any) -> None:
    disk.picture("content/a/x.png", 1)
    disk.picture("content/b/x.png", 2)
    disk.picture("content/seed/x.png", 3)
    body = rendered(disk, FRONT + "\n![](a/x.png)\n\n![](../content/b/x.png)\n\n{% asset_img x.png %}\n")
    found = disk.render()
    assert body.endswith("{% asset_img a/x.png %}\n\n{% asset_img x-2.png %}\n\n{% asset_img x.png %}\n")
    assert len({ref for ref, _ in found.files}) == len({path for _, path in found.files}) == 3


def test_remote_pictures_and_data_stay_as_they_are(disk: Any) -> None:
    data = b64encode(disk.picture("content/seed/a.png")).decode()
    text = FRONT + f"\n![](https://example.com/a.png)\n\n![](data:image/png;base64,{data})\n"
    assert rendered(disk, text) == text
    assert disk.render().files == ()


def test_a_cover_named_in_the_front_matter_is_delivered_too(disk: Any) -> None:
    disk.picture("content/static/images/c.png")
    disk.write("content/seed.md", FRONT.replace("date:", "cover: /images/c.png\ndate:") + "x\n")
    assert [path for _, path in disk.render().files] == ["../images/c.png"]


# ── links ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_to_another_posts_file_leads_to_its_address(disk: Any) -> None:
    disk.write("content/b/index.md", "---\ntitle: B\nabbrlink: bb\n---\nx\n")
    disk.picture("content/seed/a.png")
    own, others = "[B](b/index.md#p 't') [![](seed/a.png)](<b/index.md>)", "[C](c.md) [D](http://a.b/d.md)"
    there = "http://www.example.cn/bb.html"
    assert rendered(disk, f"{FRONT}\n{own} {others}\n") == (
        f"{FRONT}\n[B]({there}#p 't') [{{% asset_img a.png %}}]({there}) {others}\n"
    )


def test_own_links_stay_as_the_author_spelt_them(disk: Any) -> None:
    disk.write("content/b.md", "---\ntitle: B\nabbrlink: bb\n---\nx\n")
    text = FRONT + "\n[B](/bb.html) <http://www.example.cn/bb.html> {% post_link b %} [C](/cc.html)\n"
    assert rendered(disk, text) == text


# ── formulas ────────────────────────────────────────────────────────────────────────────────────────


def test_a_formula_hexo_would_act_on_is_wrapped_and_others_are_not(disk: Any) -> None:
    text = FRONT + "\nA $k_n^{{2}}$ & $a<b$.\n\n$$\nx^{{2}} & < \\\\\n$$\n"
    assert rendered(disk, text) == FRONT + (
        "\nA {% raw %}$k_n^{{2}}${% endraw %} & $a<b$.\n\n"
        "{% raw %}\n$$\nx^{{2}} &amp; &lt; \\\\\n$$\n{% endraw %}\n"
    )


@pytest.mark.parametrize(("mode", "wrapped"), [("never", 0), ("always", 3)])
def test_protection_can_be_switched_off_and_extended_to_all(disk: Any, mode: str, wrapped: int) -> None:
    disk.target["protect_math"] = mode
    body = rendered(disk, FRONT + "\n$a$ and $b^{{2}}$ and {% raw %}$c${% endraw %}\n")
    assert body.count("{% raw %}") == wrapped if wrapped else body.count("{% raw %}") == 1


def test_a_formula_in_a_quote_loses_the_signs_of_the_quote(disk: Any) -> None:
    body = rendered(disk, FRONT + "\n> $$\n> x^{{2}}\n> $$\n")
    assert body.endswith("\n> {% raw %}$$ x^{{2}} $${% endraw %}\n")


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────

OLD = (
    "\n【本文已在微信上线】  \n\n***\n\nwords\n\n***\n\n往期回顾\n\n[A](http://www.example.cn/aa.html)  \n\n"
    "***\n\n读到这了，来一发~\n\n博客：[here](http://www.example.cn/)  \n![](/images/qr.png)\n\n***\n\n"
    "往期回顾\n\n[B](http://www.example.cn/bb.html)  "
)


def test_a_block_is_made_anew_where_it_stands_and_further_ones_go(disk: Any) -> None:
    disk.picture("content/static/images/qr.png")
    body = rendered(disk, FRONT + OLD)
    assert body == FRONT + (
        "\n【本文已在微信上线】\n\n***\n\nwords\n\n***\n\n往期回顾\n\n"
        "[A](http://www.example.cn/aa.html)  \n[B](http://www.example.cn/bb.html)\n\n***\n\n"
        "读到这了，来一发~\n\n"
        "博客：[http://www.example.cn/](http://www.example.cn/)  \n微信公众号：Linsight  \n"
        "![](/images/qr.png)\n"
    )
    assert [path for _, path in disk.render().files] == ["../images/qr.png"]


def test_a_change_in_a_block_alone_does_not_make_a_post_due(disk: Any) -> None:
    disk.picture("content/static/images/qr.png")
    disk.write("content/seed.md", FRONT + OLD)
    before = disk.render()
    disk.write("content/seed.md", FRONT + OLD.replace("[A]", "[C](http://www.example.cn/cc.html)  \n[A]"))
    after = disk.render()
    assert after.digest != before.digest
    assert after.authored_digest == before.authored_digest


def test_a_block_that_leaves_the_source_with_its_rule_does_not_make_a_post_due(disk: Any) -> None:
    disk.picture("content/static/images/qr.png")
    disk.write("content/seed.md", FRONT + OLD)
    before = disk.render()
    front = FRONT.removesuffix("---\n") + 'publish: {related: ["[A](http://www.example.cn/aa.html)"]}\n---\n'
    disk.write("content/seed.md", front + "\nwords\n")
    assert disk.render().authored_digest == before.authored_digest


@pytest.mark.parametrize(
    ("old", "new"),
    [("words", "wordz"), ("title: Seed", "title: Seat"), ("words", "words\n\n***\n\nw"), ("words", " words")],
)
def test_any_other_change_of_the_author_does(disk: Any, old: str, new: str) -> None:
    disk.picture("content/static/images/qr.png")
    disk.write("content/seed.md", FRONT + OLD)
    before = disk.render()
    disk.write("content/seed.md", (FRONT + OLD).replace(old, new))
    assert disk.render().authored_digest != before.authored_digest


def test_a_changed_picture_makes_a_post_due(disk: Any) -> None:
    disk.picture("content/seed/a.png", 1)
    disk.write("content/seed.md", FRONT + "\n{% asset_img a.png %}\n")
    before = disk.render()
    disk.picture("content/seed/a.png", 2)
    assert disk.render().authored_digest != before.authored_digest


def test_our_own_key_does_not_make_a_post_due(disk: Any) -> None:
    disk.write("content/seed.md", FRONT + "x\n")
    before = disk.render()
    disk.write("content/seed.md", FRONT.replace("date:", "publish: {blog: {at: +1d}}\ndate:") + "x\n")
    assert disk.render().digest == before.digest


def test_formulas_and_links_are_listed_with_their_lines(disk: Any) -> None:
    disk.write("content/seed.md", FRONT + "\n$x$ [A](http://a.example/)\n\n$$\ny\n$$\n")
    found = disk.render()
    assert [(f.tex.strip(), f.display, f.form, f.line) for f in found.formulas] == [
        ("x", False, "markdown", 7), ("y", True, "markdown", 9),
    ]  # fmt: skip
    assert [(link.url, link.text, link.form, link.line) for link in found.links] == [
        ("http://a.example/", "A", "live", 7)
    ]


@pytest.mark.parametrize("fragment", ["#part", "#%E4%BA%8C", "#二", "?v=1#part"])
def test_a_link_to_a_post_s_file_keeps_its_place_in_there(disk: Any, fragment: str) -> None:
    disk.write("content/other.md", "---\ntitle: O\nabbrlink: aa\n---\nx\n")
    text = FRONT + f"\n[x](../other.md{fragment})\n"
    disk.write("content/deep/seed.md", text)
    body = disk.render("content/deep/seed.md").body
    assert body == FRONT + f"\n[x](http://www.example.cn/aa.html{fragment.removeprefix('?v=1')})\n"


def test_words_without_links_are_kept_as_they_were_written(disk: Any) -> None:
    old = (
        "\n往期回顾\n\n[a](http://a.example/)\n\n后文\n\n后文：\n\n- 对齐：  \n[b](http://b.example/)\n\n"
        "乙无链接 手写的话\n\n还有：\n"
    )
    body = rendered(disk, FRONT + old)
    assert body == FRONT + (
        "\n往期回顾\n\n[a](http://a.example/)  \n\n对齐：  \n[b](http://b.example/)  \n\n"
        "后文\n\n乙无链接 手写的话\n\n还有：\n"
    )
    assert rendered(disk, body) == body


PLACED = {"related": "end", "footer": "end", "notice": "top"}


@pytest.mark.parametrize(
    "text",
    [
        "文\n\n```\ncode\n",
        "文\n\n<details>\n<summary>s</summary>\n\nx\n",
        "文\n\n<!-- x\n\ny\n",
        "文\n\n<div>\n\nx\n",
        "文\n\n~~~\n\n往期回顾\n",
        "{% raw %}\n{{x}}\n{% endraw %}\n\n正文",
        "{% raw %}{{x}}{% endraw %}",
        "<div>\n往期回顾\n\n[甲](https://e.com)\n</div>\n\n正文",
        "<div>\n\n往期回顾\n\n[甲](https://e.com)\n\n</div>\n\n正文",
        "【本文已在A】\n正文紧跟",
        "正文\n往期回顾\n[a](https://e.com)\n博客：我的",
        "往期回顾\n\n<div>\n[甲](https://e.com)\n</div>\n\n***\n\n正文",
        "往期回顾\n\n[甲](https://e.com)\n\n```\nx",
        "<!-- x -->\n\n正文",
        "",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_post_rendered_from_its_own_output_does_not_grow(disk: Any, text: str, newline: str) -> None:
    for name, place in PLACED.items():
        disk.blocks = disk.blocks.replace(f'name = "{name}"\n', f'name = "{name}"\nplace = "{place}"\n')
    once = rendered(disk, (FRONT + "\n" + text + "字\n" * (not text)).replace("\n", newline))
    assert rendered(disk, once) == once
    assert once.count("【本文已在") == 1
    assert "正文" not in text or "正文" in once
    assert once.count("</div>") == once.count("<div>") or "</div>" not in text


def test_the_author_s_html_is_left_alone_by_blocks(disk: Any) -> None:
    for name, place in PLACED.items():
        disk.blocks = disk.blocks.replace(f'name = "{name}"\n', f'name = "{name}"\nplace = "{place}"\n')
    text = "<div>\n往期回顾\n\n[甲](https://e.com)\n</div>\n\n正文\n"
    body = rendered(disk, FRONT + "\n" + text)
    assert body.startswith(f"{FRONT}\n【本文已在同名微信公众号 / 知乎 / 个人博客上线】\n\n***\n\n{text}")
