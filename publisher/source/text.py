"""A post's bytes as text, exactly: BOM and line ends included."""

from __future__ import annotations

from publisher.errors import SourceError


def decoded(data: bytes, path: str) -> str:
    """The text of a UTF-8 file; SourceError says where it is not, and what it probably is instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("the file is UTF-16", hint="save it as UTF-8", path=path, line=1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        wrong = data[why.start : why.start + 2]
        if wrong[:1] == b"\xed" and wrong[1:] >= b"\xa0":
            raise SourceError(
                f"half a surrogate pair at byte {why.start} (a broken emoji)",
                hint="delete that character and type it again",
                path=path,
                line=line,
            ) from None
        raise SourceError(
            f"not UTF-8 text: byte 0x{data[why.start]:02x} at offset {why.start}",
            hint=f"save it as UTF-8{_guess(data)}",
            path=path,
            line=line,
        ) from None


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it looks like GBK: iconv -f GB18030 -t UTF-8 FILE > NEW"
