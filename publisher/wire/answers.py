"""A platform's answer as bytes decoded the one safe way: UTF-8, whatever the header says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. Header names are lower-case. Headers and body stay out of the repr: either may
    hold a token."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")

    @property
    def is_html(self) -> bool:
        return "html" in self.headers.get("content-type", "") or self.content.lstrip()[:1] == b"<"

    def json(self) -> Any:
        """The body as JSON, control characters inside strings let pass; raises ValueError."""
        return json.loads(self.text, strict=False)
