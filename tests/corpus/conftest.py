"""The real blog as a site of a test's own: its settings, and a copy that may be written to."""

from __future__ import annotations

import shutil
from pathlib import Path

SETTINGS = """\
[site]
title = "Linsight"
url = "http://www.linsight.cn"
aliases = ["https://www.linsight.cn"]
content = "_posts"
static = "."
permalink = ":abbrlink.html"
timezone = "Asia/Shanghai"
author = "Linsight"
[profiles]
blog = "http://www.linsight.cn/"
zhihu = "https://www.zhihu.com/people/us4ever"
wechat = "Linsight"
[[blocks]]
name = "related"
starts = ["往期回顾", "【往期文章】", "【推荐文章】", "往期文章"]
[[blocks]]
name = "footer"
starts = ["读到这了*", "博客：*"]
[[blocks]]
name = "notice"
line = "^【本文已在.*】$"
[targets.blog]
adapter = "blog"
generator = "hexo"
path = "../blog/source/_posts"
[targets.wechat]
adapter = "wechat"
app_id = "env:WECHAT_APP_ID"
app_secret = "env:WECHAT_APP_SECRET"
[targets.zhihu]
adapter = "zhihu"
cookie = "env:ZHIHU_COOKIE"
"""


def copied(corpus: Path, root: Path, settings: str = SETTINGS) -> Path:
    """A site at `root`: every file of `corpus`, though those may be read only, and a publish.toml."""
    shutil.copytree(corpus, root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (root / "publish.toml").write_text(settings, encoding="utf-8")
    return root
