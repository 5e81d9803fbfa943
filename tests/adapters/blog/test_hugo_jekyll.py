"""What Hugo and Jekyll blogs get, of Hexo's manuscripts and of their own."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.errors import SourceError

FRONT = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 23:46:09\n---\n"
LATER = "---\ntitle: Seed\nabbrlink: 3345028a\ndate: 2024-03-17 23:46:09 +0800\n---\n"


@pytest.fixture
def hugo(disk: Any) -> Any:
    disk.target.update(generator="hugo", path="blog/content/posts")
    return disk


@pytest.fixture
def jekyll(disk: Any) -> Any:
    disk.target.update(generator="jekyll", path="blog/_posts")
    return disk


def rendered(disk: Any, text: str, path: str = "content/cs/seed.md") -> str:
    disk.write(path, text)
    return str(disk.render(path).body)


def paths(disk: Any, path: str = "content/cs/seed.md") -> list[str]:
    return sorted(found for _, found in disk.render(path).files)


def test_a_hugo_post_is_a_page_bundle_with_its_pictures(hugo: Any) -> None:
    hugo.picture("content/cs/seed/eval.png", 1)
    hugo.picture("content/static/images/c.png", 2)
    body = rendered(hugo, FRONT + "\n{% asset_img eval.png 评测 [1] %}  \n\n![](/images/c.png)\n")
    assert body == FRONT + '\n![评测 \\[1\\]](eval.png "评测 [1]")  \n\n![](/images/c.png)\n'
    assert hugo.render("content/cs/seed.md").fields["path"] == "cs/seed/index.md"
    assert paths(hugo) == ["../../static/images/c.png", "cs/seed/eval.png"]


def test_a_hugo_picture_with_a_size_is_a_figure(hugo: Any) -> None:
    hugo.picture("content/cs/seed/a b.png")
    body = rendered(hugo, FRONT + "\n{% asset_img 'a b.png' 300 200 '\"T\" \"A\"' %}\n")
    assert body == FRONT + '\n{{< figure src="a b.png" alt="A" caption="T" width="300" height="200" >}}\n'


def test_a_hugo_authors_bundle_arrives_byte_for_byte(hugo: Any) -> None:
    hugo.site["dialect"] = "hugo"
    hugo.picture("content/cs/seed/img/a.png")
    text = (
        '+++\ntitle = "Seed"\ndate = 2024-03-17T23:46:09+08:00\n+++\n\n![x](img/a.png "t")\n\n'
        "{{< figure src=\"img/a.png\" >}}\n\n<!--more-->\n\n`{{ x }}` {{% notice %}}y{{% /notice %}}\n"
    )  # fmt: skip
    assert rendered(hugo, text, "content/cs/seed/index.md") == text
    assert paths(hugo, "content/cs/seed/index.md") == ["cs/seed/img/a.png"]


def test_hugo_keeps_a_post_back_in_its_own_words_and_never_in_hexos(hugo: Any) -> None:
    body = rendered(hugo, FRONT.replace("date:", "published: false\ndate:") + "x\n")
    assert "\ndraft: true\n" in body
    assert "published" not in body


def test_hexo_says_shortcodes_as_text_and_hugo_gets_them_as_text(hugo: Any) -> None:
    body = rendered(hugo, FRONT + "\n`{{< x >}}` and\n\n```\n{{% y %}}\n{{ z }}\n```\n")
    assert body == FRONT + "\n`{{</* x */>}}` and\n\n```\n{{%/* y */%}}\n{{ z }}\n```\n"


def test_html_that_hugo_leaves_out_is_said_once(hugo: Any) -> None:
    text = FRONT + "\n`<b>` <http://a.b/>\n\n<center>x</center>\n\n<u>y</u>\n"
    assert rendered(hugo, text) == text
    (note,) = (note for note in hugo.render("content/cs/seed.md").notes if note.kind == "html")
    assert note.line == 9


def test_the_excerpt_mark_loses_its_spaces(hugo: Any) -> None:
    assert rendered(hugo, FRONT + "\na\n\n<!-- more -->\n\nb\n") == FRONT + "\na\n\n<!--more-->\n\nb\n"


def test_hexos_tags_are_said_in_markdown(hugo: Any) -> None:
    hugo.write("content/other.md", "---\ntitle: The [other]\nabbrlink: aa\n---\nx\n")
    hugo.picture("content/static/images/c.png")
    body = rendered(
        hugo,
        FRONT + "\nSee {% post_link other %} and {% post_link other 'that one' %}.\n\n"
        "{% img /images/c.png %}\n\n{% raw %}<b>x</b>{% endraw %}\n\n"
        "{% codeblock lang:python %}\nprint('```')\n{% endcodeblock %}\n\n{% link Text https://a.b/ %}\n",
    )  # fmt: skip
    assert body == FRONT + (
        "\nSee [The \\[other\\]](http://www.example.cn/aa.html) and [that one](http://www.example.cn/aa.html).\n\n"
        "![](/images/c.png)\n\n<b>x</b>\n\n````python\nprint('```')\n````\n\n[Text](https://a.b/)\n"
    )


def test_a_box_becomes_a_quote_with_its_title(hugo: Any) -> None:
    body = rendered(hugo, FRONT + "\nwords\n\n{% note info 题 %}\nx **y**\n\n- z\n{% endnote %}\n\nw\n")
    assert body == FRONT + "\nwords\n\n> <strong>题</strong>\n>\n> x **y**\n> \n> - z\n\n\nw\n"


def test_a_quote_names_who_said_it(hugo: Any) -> None:
    body = rendered(hugo, FRONT + "\n{% blockquote 作者 %}\nx\n{% endblockquote %}\n")
    assert body == FRONT + "\n> x\n>\n> —— 作者\n\n"


def test_a_jekyll_post_has_its_date_in_its_name_and_its_pictures_below_the_root(jekyll: Any) -> None:
    jekyll.picture("content/cs/seed/eval.png", 1)
    jekyll.picture("content/static/images/c.png", 2)
    body = rendered(jekyll, FRONT + "\n{% asset_img eval.png 评测 %}\n\n![](/images/c.png)\n")
    assert body == LATER + '\n![评测](/assets/cs/2024-03-17-seed/eval.png "评测")\n\n![](/images/c.png)\n'
    assert jekyll.render("content/cs/seed.md").fields["path"] == "cs/2024-03-17-seed.md"
    assert paths(jekyll) == ["../assets/cs/2024-03-17-seed/eval.png", "../images/c.png"]


def test_a_relative_picture_gets_its_address_and_keeps_the_rest_of_its_markup(jekyll: Any) -> None:
    jekyll.picture("content/cs/hello/a b.png")
    body = rendered(
        jekyll,
        FRONT + "\n![*Alt*](<a b.png> 'T')\n\n<img width=3 src='a b.png'>\n",
        "content/cs/hello/index.md",
    )
    assert body == LATER + (
        "\n![*Alt*](/assets/cs/2024-03-17-hello/a%20b.png 'T')\n\n"
        '<img width=3 src="/assets/cs/2024-03-17-hello/a%20b.png">\n'
    )


def test_liquid_is_kept_from_what_hexo_takes_for_text_even_in_code(jekyll: Any) -> None:
    body = rendered(
        jekyll, FRONT + "\n`{{ x }}` $a^{{2}}$\n\n```\n{% if %}\n```\n\n{% raw %}{{ y }}{% endraw %}\n"
    )
    assert body == LATER + (
        "\n`{{ '{{' }} x }}` $a^{{ '{{' }}2}}$\n\n```\n{{ '{%' }} if %}\n```\n\n"
        "{% raw %}{{ y }}{% endraw %}\n"
    )


def test_a_jekyll_authors_post_arrives_byte_for_byte(jekyll: Any) -> None:
    jekyll.site["dialect"] = "jekyll"
    jekyll.picture("content/static/assets/x.png")
    text = (
        LATER
        + "\n{% raw %}{{ y }}{% endraw %} ![](/assets/x.png)\n\n{% highlight c %}\nx\n{% endhighlight %}\n"
    )
    assert rendered(jekyll, text, "content/2024-03-17-seed.md") == text
    assert paths(jekyll, "content/2024-03-17-seed.md") == ["../assets/x.png"]


def test_front_matter_a_generator_cannot_read_is_refused(jekyll: Any) -> None:
    with pytest.raises(SourceError, match="TOML"):
        rendered(jekyll, '+++\ntitle = "Seed"\ndate = 2024-03-17\n+++\nx\n')


def test_signs_that_plain_markdown_takes_for_text_are_text_in_hexo_too(disk: Any) -> None:
    disk.site["dialect"] = "plain"
    body = rendered(disk, FRONT + "\n{{ x }} {% y %} {# z #} `{{ c }}` $k^{{2}}$\n")
    assert body == FRONT + (
        "\n{{ '{{' }} x }} {{ '{%' }} y %} {{ '{#' }} z {{ '#}' }} `{{ c }}` {% raw %}$k^{{2}}${% endraw %}\n"
    )


def test_hugos_shortcodes_are_said_in_hexos_words(disk: Any) -> None:
    disk.site["dialect"] = "hugo"
    disk.picture("content/seed/a.png")
    body = rendered(
        disk,
        FRONT + '\n{{< figure src="a.png" alt="x" width="30" >}}\n\n`{{</* y */>}}` {{</* z */>}}\n\n'
        "{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n",
        "content/seed/index.md",
    )
    assert body == FRONT + (
        "\n{% asset_img a.png 30 '\"\" \"x\"' %}\n\n`{{< y >}}` {{ '{{' }}< z >}}\n\n```go\nx := 1\n```\n"
    )


def test_liquid_is_said_in_hexos_words(disk: Any) -> None:
    disk.site["dialect"] = "jekyll"
    disk.picture("content/static/a.png")
    body = rendered(
        disk,
        FRONT + '\n![x]({{ "/a.png" | relative_url }})\n\n`{% raw %}{{ y }}{% endraw %}` '
        "{% raw %}{{ z }}{% endraw %}\n",
    )
    assert body == FRONT + "\n![x](/a.png)\n\n`{{ y }}` {{ '{{' }} z }}\n"
