"""Front matter in the dialects blogs use: read without harm to a scalar, edited as text.

read(text) -> FrontMatter          YAML between `---` (the first one may be missing), TOML between
                                   `+++`, JSON before `;;;`, or none
moment(value) -> datetime          a date as an author writes it
start(value), span(text)           a moment or `+1d`; a time span
set_key, remove_key, quote         change one key of the text and no other byte
set_inside, flow                   the same for a key of a table in it, and a value on one line
"""

from publisher.markdown.front_matter.dates import moment, span, start
from publisher.markdown.front_matter.edit import remove_key, set_key
from publisher.markdown.front_matter.flow import flow
from publisher.markdown.front_matter.inside import set_inside
from publisher.markdown.front_matter.quoting import quote
from publisher.markdown.front_matter.read import FrontMatter, read

__all__ = [
    "FrontMatter",
    "flow",
    "moment",
    "quote",
    "read",
    "remove_key",
    "set_inside",
    "set_key",
    "span",
    "start",
]
