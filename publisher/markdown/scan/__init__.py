"""Every link of a source, found without parsing it: a whole site's in the time that a few posts take.

scan(text, offset, dialect, rules) -> tuple[Found, ...]

Common Markdown is read by rules of its own. Where a text holds something they cannot tell for certain (HTML,
tags that hold something, footnotes, boxes), the parser reads all of it, so that the links are the parser's
either way. Two things differ: a link's words are bare of marks of emphasis and code, but not of rarer ones
(emoji names); and links to mail addresses are left out.
"""

from publisher.markdown.scan.reading import Found, scan

__all__ = ["Found", "scan"]
