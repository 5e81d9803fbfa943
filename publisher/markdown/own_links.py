"""The schemes under which links to the site's own posts stand in a tree, where no address was written."""

from __future__ import annotations

import re

POST = "post:"
"""Before a slug, a file's name or its path: Hexo's `{% post_link %}`, Jekyll's `post_url`, Hugo's `ref`."""

WIKI = "wiki:"
"""Before a title, a slug or a path: `[[Title#heading]]`."""

_CODE = re.compile(
    r"nodiscard|fallthrough|likely|unlikely|noreturn|deprecated|gnu::\w+|[a-z]+(?:_[a-z0-9]+)+", re.ASCII
)


def is_code(title: str) -> bool:
    """Whether a title in two brackets that leads nowhere is more likely code: `[[nodiscard]]`,
    `[[row_index]]`."""
    return _CODE.fullmatch(title) is not None
