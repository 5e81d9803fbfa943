"""Memory that a picture took goes back to the system once it is done with, not to the thread that had it."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from functools import cache

_MMAP_THRESHOLD = -3
"""glibc's name, in malloc.h, for the size from which memory is asked of the system piece by piece."""
_PIECE = 262_144


@cache
def free_at_once() -> None:
    """glibc keeps freed pieces of up to 32 MB for the thread that had them: ten threads with a picture each
    hold 700 MB in the end, where 300 are ever in use. Other systems' allocators have no such habit."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library: it has no such setting
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _PIECE)
