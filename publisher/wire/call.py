"""What is to be sent: one request, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `what` is its purpose in words ("create the draft"), used in messages instead of the
    address. `safe`: it may be repeated without making a second anything. `timeout` in seconds bounds each
    silence (connecting, sending, waiting for the next byte), not the whole. Everything that could hold a
    secret is left out of the repr."""

    method: str
    url: str = field(repr=False)
    what: str
    safe: bool = True
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    timeout: float = 30.0

    def address(self) -> str:
        """The url with `params` after whatever query it already has, which is left as it is: some
        addresses are signed byte by byte."""
        if not self.params:
            return self.url
        return f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(self.params, quote_via=quote)}"
