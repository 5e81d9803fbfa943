"""Over real posts (a folder named by YIGAO_CORPUS): nothing but the generated regions may change."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publisher.markdown.lines import LINE_END
from publisher.model.post import Post
from publisher.model.tree import Region

CORPUS = os.environ.get("YIGAO_CORPUS", "")
pytestmark = pytest.mark.skipif(not CORPUS, reason="YIGAO_CORPUS names no folder of real posts")


@pytest.fixture
def corpus(disk: Any) -> Any:
    """Read in place, except that a site's settings must lie above its posts: so the folder is copied."""
    shutil.copytree(CORPUS, disk.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".DS_Store"))
    disk.site.update(content="_posts", static=".", aliases="")
    return disk


def posts(disk: Any) -> Iterator[str]:
    for file in sorted((disk.root / "_posts").rglob("*.md")):
        yield file.relative_to(disk.root).as_posix()
