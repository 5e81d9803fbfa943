"""Manuscripts written for Hugo and for Jekyll, built by the other generators."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1H\xaf\xa4q"
    b"\0\0\0\0IEND\xaeB`\x82"
)

HUGO = """\
---
title: 甲
slug: jia
date: 2024-03-17T10:46:09+08:00
draft: false
---

见 [乙]({{< relref "yi.md#y" >}}) 与 {{< ref "yi.md" >}}。

{{< figure src="a.png" alt="图" caption="题" width="300" >}}

{{< highlight python "linenos=table" >}}
print("{{")
{{< /highlight >}}

{{% notice tip "标题" %}}
内容 **“粗”**字 $a_1*b_1$

- 项
{{% /notice %}}

## 题 {#intro}

`{{</* kept */>}}` 与 {{ plain }} 与 {% text %}

<!--more-->

![图](a.png)
"""
JEKYLL = """\
---
title: 甲
slug: jia
date: 2024-03-17 10:46:09 +0800
---

见 [乙]({% post_url 2024-03-18-yi %}) 与 {% link _posts/2024-03-18-yi.md %}。

![图]({{ "/assets/a.png" | relative_url }})

{% highlight python linenos %}
print("x")
{% endhighlight %}

文 $$a_i*b_j$$ 后 `{% raw %}{{ kept }}{% endraw %}` 与 {% raw %}{{ plain }}{% endraw %}

> 引 **“粗”**字
{: .note}
"""
SECOND = "---\ntitle: 乙\nslug: yi\ndate: 2024-03-18 10:46:09 +0800\n---\n\n文\n"


def hugo_site(site: Path) -> list[str]:
    folder = site / "content" / "jia"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(HUGO, encoding="utf-8")
    (folder / "a.png").write_bytes(PIXEL)
    (site / "content" / "yi.md").write_text(SECOND, encoding="utf-8")
    (site / "static").mkdir()
    return ["content"]


def jekyll_site(site: Path) -> list[str]:
    folder = site / "_posts"
    folder.mkdir(parents=True)
    (folder / "2024-03-17-jia.md").write_text(JEKYLL, encoding="utf-8")
    (folder / "2024-03-18-yi.md").write_text(SECOND, encoding="utf-8")
    (site / "static" / "assets").mkdir(parents=True)
    (site / "static" / "assets" / "a.png").write_bytes(PIXEL)
    return ["_posts"]


TARGETS = [("hexo", "marked"), ("hexo", "pandoc"), ("hexo", "markdown-it"), ("hugo", ""), ("jekyll", "")]


def checked(built: Any, generator: str) -> Any:
    assert built.code == 0, built.log
    assert "ERROR" not in built.log, built.log
    computed = format(zlib.crc32("甲".encode()), "x")
    name = {"hexo": computed, "hugo": "2024-03-17-jia", "jekyll": "jia"}[generator]
    page = built.page(name)
    plain = "".join(page.stretches).replace("{% text %}", "")
    assert not [sign for sign in ("{{<", "{{%", "{%", "endraw", "{#", "{:", "**") if sign in plain], plain
    assert "“粗”" in page.within["strong"]
    assert any(
        address.rstrip("/").endswith(("yi", "yi.html", f"{zlib.crc32('乙'.encode()):x}.html"))
        for address, _ in page.links
    ), page.links
    for image in page.images:
        path = unquote(image["src"])
        path = path if path.startswith("/") else f"{name}/{path}"
        assert (built.public / path.lstrip("/")).is_file(), (image, page.html)
    return page


@pytest.mark.parametrize(("generator", "plugin"), TARGETS[:3] + TARGETS[4:])
def test_a_hugo_author_s_posts(
    build: Callable[..., Any], request: pytest.FixtureRequest, generator: str, plugin: str
) -> None:
    request.getfixturevalue(f"{generator}_tools")
    page = checked(build("from-hugo", hugo_site, generator, "", plugin, dialect="hugo"), generator)
    assert page.formulas == ["a_1*b_1"]
    assert len(page.images) == 2
    assert {"标题", "“粗”"} <= set(page.within["strong"])
    assert "项" in page.within["li"]
    codes = page.within["code"]
    assert any('print("{{")' in code for code in codes)
    assert "{{< kept >}}" in codes
    assert "{{ plain }} 与" in " ".join(page.text.split())


@pytest.mark.parametrize(("generator", "plugin"), TARGETS[:4])
def test_a_jekyll_author_s_posts(
    build: Callable[..., Any], request: pytest.FixtureRequest, generator: str, plugin: str
) -> None:
    request.getfixturevalue(f"{generator}_tools")
    page = checked(build("from-jekyll", jekyll_site, generator, "", plugin, dialect="jekyll"), generator)
    assert page.formulas == ["a_i*b_j"]
    assert len(page.images) == 1
    codes = page.within["code"]
    assert any('print("x")' in code for code in codes)
    assert "{{ kept }}" in codes
    assert "{{ plain }}" in " ".join(page.text.split())
