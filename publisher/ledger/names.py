"""A key as a file name that every file system takes, and that no other key shares."""

from __future__ import annotations

import hashlib
import re
import string

PLAIN = frozenset(string.ascii_lowercase + string.digits + "-_.")
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
LONGEST = 120


def file_name(key: str) -> str:
    """The key percent-encoded, without an extension.

    Capitals are encoded too, so that keys which differ only in case stay apart where the file system does
    not tell them apart. A name Windows reserves, a leading or a trailing dot has one character encoded.
    What is then longer than `LONGEST` is cut and ends in `~` and a hash; `~` occurs nowhere else.
    """
    name = "".join(c if c in PLAIN else _encoded(c) for c in key) or "%"
    if name.partition(".")[0] in RESERVED or name.startswith("."):
        name = _encoded(name[0]) + name[1:]
    if name.endswith("."):
        name = name[:-1] + _encoded(".")
    if len(name) > LONGEST:
        head = re.sub(r"%[0-9A-F]?$", "", name[: LONGEST - 17])
        name = f"{head}~{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return name


def _encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
