"""What authors write for their own generator, in its own tags: it stays as written."""

from __future__ import annotations

from typing import Any

import pytest

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 23:46:09 +0800\n---\n\n"
PLACE = "content/2024-03-17-seed.md"
LIQUID = (
    "画图{% katex %}z=x^2{% endkatex %},后\n",
    "见 {% katex %}x_1{% endkatex %} 中\n",
    "{% katex %}\nz_1 < x *y*\n{% endkatex %}\n\n后\n",
    "> {% math %}\n> a_1*b*c\\\\\n> d\n> {% endmath %}\n",
    "<b>{% math %}x_1*y*{% endmath %}</b>\n",
    "| a |\n|---|\n| {% katex %}x_1 *y*{% endkatex %} |\n",
)
SHORTCODES = (
    "见 {{< katex >}} N {{< /katex >}} 中\n",
    "{{< katex display >}}\na<b \\\\ c\n{{< /katex >}}\n",
    "{{< math >}}\n$$\na<b\n- c\n$$\n{{< /math >}} 约1~2天\n",
)
OWN = [
    *(("hexo", renderer, text) for renderer in ("", "any", "pandoc", "kramed") for text in LIQUID),
    *(("jekyll", "", text) for text in LIQUID),
    *(("hugo", renderer, text) for renderer in ("", "goldmark") for text in SHORTCODES),
]


def rendered(disk: Any, generator: str, dialect: str, text: str, renderer: str = "") -> tuple[str, list[str]]:
    disk.site["dialect"] = dialect
    disk.target.update(generator=generator, renderer=renderer)
    disk.write(PLACE, FRONT + text)
    made = disk.render(PLACE)
    return made.body.split("---\n\n", 1)[1], [note.kind for note in made.notes]


@pytest.mark.parametrize(("generator", "renderer", "text"), OWN)
def test_a_formula_in_a_tag_of_the_blogs_generator_stays_as_written(
    disk: Any, generator: str, renderer: str, text: str
) -> None:
    body, notes = rendered(disk, generator, generator, text, renderer)
    assert (body, "formula" in notes) == (text, False)


@pytest.mark.parametrize("generator", ["hexo", "hugo", "jekyll"])
@pytest.mark.parametrize("text", ["价 \\\\( P_1 < x \\\\) 是\n", "价\n\n\\\\[ P_1 \\\\]\n\n是\n"])
def test_backslashes_that_markdown_halves_stay_doubled(disk: Any, generator: str, text: str) -> None:
    assert rendered(disk, generator, generator, text)[0] == text


@pytest.mark.parametrize(
    ("generator", "dialect", "text", "wanted"),
    [
        ("hugo", "hexo", "画{% katex %}z=x^2{% endkatex %},后\n", "画\\(z=x^2\\),后\n"),
        ("jekyll", "hexo", "画{% katex %}z=x^2{% endkatex %},后\n", "画$$z=x^2$$,后\n"),
        ("hexo", "jekyll", "画{% katex %}x_1{% endkatex %},后\n", "画{% raw %}\\(x_1\\){% endraw %},后\n"),
        ("hexo", "hugo", "画{{< katex >}}N{{< /katex >}},后\n", "画{% raw %}\\(N\\){% endraw %},后\n"),
        ("hugo", "hexo", "{% katex %}\nz\n{% endkatex %}\n", "$$\nz\n$$\n"),
    ],
)
def test_a_formula_in_another_generators_tag_gets_delimiters(
    disk: Any, generator: str, dialect: str, text: str, wanted: str
) -> None:
    assert rendered(disk, generator, dialect, text)[0] == wanted


@pytest.mark.parametrize("sign", ["::: tip 题", "!!! note"])
def test_a_sign_before_html_is_no_call_out_that_swallows_its_last_line(disk: Any, sign: str) -> None:
    body, _ = rendered(disk, "hexo", "hexo", f"{sign}<center>$$\na\\\\b\n$$")
    assert body == f"{sign}<center>{{% raw %}}$$\na\\\\b\n$${{% endraw %}}"


def test_a_formula_that_holds_the_sign_of_a_tag_is_protected_all_the_same(disk: Any) -> None:
    body, _ = rendered(disk, "hexo", "hexo", "$$\ny^{{%\n2}}\n$$\n")
    assert body == "{% raw %}\n$$\ny^{{%\n2}}\n$$\n{% endraw %}\n"
