"""Writing a scalar so that every YAML reader, Hexo's included, takes it for the text it is."""

from __future__ import annotations

import json
import re

# js-yaml, PyYAML and YAML 1.2 readers disagree about these: each reads some of them as numbers or dates
_NUMBER = re.compile(
    r"[-+]?\.?\d[\d_]*(\.\d*)?([eE][-+]?\d+)?|0.*|[-+]?\.(inf|nan)", re.ASCII | re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d+(:\d+)+.*", re.ASCII)
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", ""})
_SIGNS = re.compile(r"^-(\s|$)|^[?:,\[\]{}#&*!|>'\"%@`=<]|^---|:(\s|$)|\s#|[\[\]{},]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def quote(value: str, format: str = "yaml") -> str:
    """`value` as a scalar of front matter: bare where that is safe, else in quotes.

    Bare text is safe in block and in flow (`[a, b]`) context alike. TOML always takes quotes.
    """
    if format != "yaml" or _CONTROL.search(value):
        return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))
    if (
        value.lower() in _WORDS
        or value != value.strip()
        or _NUMBER.fullmatch(value)
        or _DATE.fullmatch(value)
        or _SIGNS.search(value)
    ):
        return "'" + value.replace("'", "''") + "'"
    return value
