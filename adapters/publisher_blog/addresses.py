"""The addresses of a blog's pages."""

from __future__ import annotations

from urllib.parse import urlsplit


def address(url: str) -> str:
    """Any page of the web, bare of its fragment: a blog may stand anywhere. "" for what is no page."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or any(char.isspace() for char in text):
        return ""
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()
