"""What is written otherwise for a renderer, and what is not. That it works is seen in tests/builds."""

from __future__ import annotations

from typing import Any

import pytest

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 10:46:09\n---\n\n"
BOLD = "前**“强调”**后"
STRONG = "前<strong>“强调”</strong>后"
LIST = "段落：\n- 甲\n"
ALL = ("any", "marked", "pandoc", "markdown-it", "kramed")
NOTES = "文[^a]后\n\n[^a]: 注\n"
TERMS = "术语\n: 定义\n"


def rendered(disk: Any, text: str, renderer: str = "", **target: object) -> str:
    disk.target.update(renderer=renderer, **target)
    disk.write("content/seed.md", FRONT + text)
    body = str(disk.render().body)
    assert body.startswith(FRONT)
    return body.removeprefix(FRONT)


@pytest.mark.parametrize(
    ("text", "wanted", "needing"),
    [
        (BOLD, STRONG, ("any", "marked", "markdown-it")),
        ("前 **“强”** 后 **粗**", "前 **“强”** 后 **粗**", ()),
        (LIST, "段落：\n\n- 甲\n", ("any", "pandoc")),
        ("> 段\n> - 甲\n", "> 段\n>\n> - 甲\n", ("any", "pandoc")),
        ("- 甲\n  - 乙\n", "- 甲\n  - 乙\n", ()),
        ("文\n| a |\n|---|\n| 1 |\n", "文\n\n| a |\n|---|\n| 1 |\n", ("any", "pandoc", "kramed")),
        ("约1~2天，3~5天", "约1\\~2天，3\\~5天", ("any", "marked", "pandoc")),
        ("好~ 也好", "好~ 也好", ()),
        ("见 https://a.b/c 后", "见 <https://a.b/c> 后", ("any", "pandoc")),
        (
            "见 https://a.b/c，后",
            "见 <https://a.b/c>，后",
            ("any", "pandoc", "marked", "markdown-it", "kramed"),
        ),
        ("- [x] 做", '- <input type="checkbox" checked disabled> 做', ("any", "markdown-it", "kramed")),
        ("x^2^", "x<sup>2</sup>", ("any", "marked", "markdown-it", "kramed")),
        ("前==标==后", "前<mark>标</mark>后", ("any", "marked", "pandoc", "markdown-it", "kramed")),
        (
            NOTES,
            '文<sup id="fnref-1"><a href="#fn-1">1</a></sup>后\n\n<sup id="fn-1">1</sup> 注 [↩](#fnref-1)\n',
            ("any", "marked", "markdown-it", "kramed"),
        ),
        (TERMS, "<strong>术语</strong>\n\n- 定义\n", ("any", "marked", "markdown-it", "kramed")),
        ("`$x$` 后", "<code>$x$</code> 后", ("kramed",)),
    ],
)
def test_only_what_a_renderer_does_not_do_is_written_otherwise(
    disk: Any, text: str, wanted: str, needing: tuple[str, ...]
) -> None:
    for renderer in ALL:
        assert rendered(disk, text, renderer) == (wanted if renderer in needing else text), renderer
    assert rendered(disk, text) == rendered(disk, text, "marked")


@pytest.mark.parametrize(
    ("tex", "needing"),
    [
        ("$x$", ()),
        ("$x_i$", ("kramed",)),
        ("$\\mathbf{x}_i$ 和 $y_{1}$", ("any", "marked", "markdown-it", "kramed")),
        ("$y_{1}$ 和 $z_{2}$", ("kramed",)),
        ("$a*b$", ("any", "marked", "markdown-it", "kramed")),
        ("$\\{a\\}$", ("any", "marked", "markdown-it", "kramed")),
        ("$f'(x)$", ("any", "marked", "markdown-it", "kramed")),
        ("$ x $", ("any", "pandoc")),
        ("$x_1$1", ("any", "pandoc", "kramed")),
        ("$a^{{2}}$", ("any", "marked", "pandoc", "markdown-it", "kramed")),
        ("\\(a_i\\)", ("any", "marked", "pandoc", "markdown-it", "kramed")),
        ("$$\na = b\n$$", ("kramed",)),
        ("$$\na \\\\ b\n$$", ("any", "marked", "markdown-it", "kramed")),
        ("$$\na\n- b\n$$", ("any", "marked", "markdown-it", "kramed")),
        ("\\begin{align}\na\n\\end{align}", ("any", "marked", "pandoc", "markdown-it", "kramed")),
    ],
)
def test_only_formulas_a_renderer_would_harm_are_guarded(
    disk: Any, tex: str, needing: tuple[str, ...]
) -> None:
    for renderer in ALL:
        text = f"甲 {tex}" if "\n" not in tex else tex
        assert ("{% raw %}" in rendered(disk, text + "\n", renderer)) == (renderer in needing), renderer
    assert rendered(disk, tex + "\n") == rendered(disk, tex + "\n", "any")


def test_a_guarded_formula_that_begins_a_line_does_not_make_html_of_the_line(disk: Any) -> None:
    text = "$a*b$ 是 **粗**\n\n- $a*b$ 也是\n"
    wrapped = "<wbr>{% raw %}$a*b${% endraw %}"
    assert rendered(disk, text) == f"{wrapped} 是 **粗**\n\n- {wrapped} 也是\n"


def test_a_tag_that_begins_a_line_of_words_neither(disk: Any) -> None:
    disk.picture("content/seed/p.png")
    tag = "{% asset_img p.png %}"
    assert rendered(disk, f"{tag} 说明\n\n{tag}  \n") == f"<wbr>{tag} 说明\n\n{tag}  \n"


def test_a_formula_in_another_tag_s_box_is_written_in_entities(disk: Any) -> None:
    body = rendered(disk, "{% note info %}\n$a*b$\n{% endnote %}\n")
    assert body == "{% note info %}\n&#36;a&#42;b&#36;\n{% endnote %}\n"


def test_what_plugins_of_the_blog_render_stays(disk: Any) -> None:
    every = ["footnotes", "tasks", "marks", "scripts", "emoji", "callouts", "contents", "terms"]
    every += ["emphasis", "addresses", "attributes", "diagrams"]
    text = (
        f"{BOLD} ==标== x^2^ :smile: https://a.b，\n\n{NOTES}\n{TERMS}\n- [x] 做\n\n> [!TIP]\n> 文\n\n[TOC]\n"
    )
    settings = disk.settings
    disk.settings = lambda: _supporting(settings(), tuple(every))
    assert rendered(disk, text) == text
    assert [note.kind for note in disk.render().notes] == []


def _supporting(settings: Any, every: tuple[str, ...]) -> Any:
    from publisher.source.settings import override

    return override(settings, "blog", {"supports": list(every)})


@pytest.mark.parametrize(("generator", "renderer"), [("hugo", "marked"), ("jekyll", "goldmark")])
def test_a_renderer_of_another_generator_is_a_problem(disk: Any, generator: str, renderer: str) -> None:
    from publisher.errors import ConfigError

    disk.target.update(generator=generator, renderer=renderer)
    with pytest.raises(ConfigError, match="renderer"):
        disk.settings()


def test_losses_are_told_at_the_author_s_lines(disk: Any) -> None:
    rendered(disk, f"{NOTES}\n> [!TIP]\n> 文\n\n[TOC]\n\n```mermaid\ngraph TD\n```\n")
    found = {note.kind: note.line for note in disk.render().notes}
    assert found == {"footnote": 9, "callout": 11, "contents": 14, "diagram": 16}


def test_a_heading_s_name_stays_a_place_to_lead_to(disk: Any) -> None:
    assert rendered(disk, "## 题 {#a}\n\n[上](#a)\n") == '## <span id="a"></span>题\n\n[上](#a)\n'


def test_bars_are_no_tables_to_jekyll(disk: Any) -> None:
    disk.target.update(generator="jekyll", path="blog/_posts")
    disk.write("content/seed.md", FRONT.replace("09\n", "09 +0800\n") + "p $p(x|y)$ 与 a | b\n")
    assert disk.render().body.endswith("p {::nomarkdown}\\(p(x&#124;y)\\){:/nomarkdown} 与 a \\| b\n")
