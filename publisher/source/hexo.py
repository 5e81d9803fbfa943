"""What a Hexo site says of itself in `_config.yml`, for the settings of a site that is set up here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from publisher.errors import SourceError
from publisher.markdown.front_matter.yaml_text import load
from publisher.markdown.lines import lines_of
from publisher.source.entries import scalar

KEYS = ("title", "url", "permalink", "timezone", "author", "language")
"""Of those hexo.io/docs/configuration lists."""
_FILES = ("_config.yml", "_config.yaml")


def hexo_config(folder: Path) -> Mapping[str, str]:
    """The values of KEYS that the configuration in `folder` gives, as text; of a list the first. A key that
    is missing, empty or unreadable is left out, and nothing raises: {} where there is no configuration."""
    text = next(filter(None, (_read(folder / name) for name in _FILES)), "")
    try:
        data = load(text, 1).data
    except SourceError:  # broken elsewhere, maybe: each line may still be read by itself
        data = dict(pair for line in reversed(lines_of(text)) for pair in _alone(line).items())
    if not isinstance(data, Mapping):
        return {}
    found = {key: _text(data.get(key)) for key in KEYS}
    return {key: value for key, value in found.items() if value and "\ufffd" not in value}


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _alone(line: str) -> Mapping[object, object]:
    """The key and value of a line that holds both."""
    if not re.match(rf"(?:{'|'.join(KEYS)}):\s", line):
        return {}
    try:
        data = load(line, 1).data
    except SourceError:
        return {}
    return data if isinstance(data, Mapping) else {}


def _text(value: object) -> str:
    return scalar(value[0] if isinstance(value, list) and value else value)
