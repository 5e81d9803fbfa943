"""A list of articles in a CSV file, as platforms and people export it: headers in English or Chinese."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from publisher.errors import ConfigError
from publisher.model.post import Problem

MOST = 50_000_000
"""Bytes of a file; a list of a lifetime's articles has a thousandth of that."""
SEPARATORS = ",;\t"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "标题"),
    "address": ("address", "url", "link", "链接", "地址", "网址"),
    "date": ("date", "published", "日期", "时间"),
    "target": ("target", "platform", "平台"),
}
"""What a header must be, or at least hold, to name a column."""
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_HINT = (
    "the first line must name the columns: title,address (or 标题,链接); also date and target, if you like"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a list, and the line it stands on. `target` is as written, "" = not said."""

    line: int
    title: str
    address: str
    date: datetime | None = None
    target: str = ""


def read_exported(path: Path) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows that can be used, and what is wrong with the others. ConfigError where none can be."""
    text = _text(path)
    header, _, _ = text.partition("\n")
    separator = max(SEPARATORS, key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    problems: list[Problem] = []
    columns: Mapping[str, int] | None = None
    for line, cells in _records(lines, problems):
        if columns is None:
            columns = _columns(cells, path)
            continue
        given = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        if not any(given.values()):
            continue
        row = Row(
            line, given.get("title", ""), given.get("address", ""), _date(given), given.get("target", "")
        )
        wrong = "no title" if not row.title else "no address" if not row.address else ""
        if wrong:
            problems.append(Problem(f"{wrong} in this row", "fill it in, or take the row out", line))
        else:
            rows.append(row)
    if columns is None:
        raise ConfigError("the list is empty", hint=_HINT, path=str(path))
    return tuple(rows), tuple(problems)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST:
            raise ConfigError(
                "the list is too large", hint="leave out everything but the articles", path=str(path)
            )
        data = path.read_bytes()
    except OSError as why:
        raise ConfigError(
            f"cannot be read: {why.strerror}", hint="name another file", path=str(path)
        ) from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ConfigError("is an Excel workbook", hint="save it as CSV there", path=str(path))
    codings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for coding in codings:
        with suppress(UnicodeDecodeError):
            return data.decode(coding)
    raise ConfigError("is neither UTF-8 nor GBK text", hint="save it as CSV, UTF-8", path=str(path))


def _records(lines: Iterator[list[str]], problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on."""
    while True:
        line = getattr(lines, "line_num", 0) + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as why:
            problems.append(
                Problem(f"this row cannot be read: {why}", "look for a stray quotation mark", line)
            )
            continue
        if cells:
            yield line, cells


def _columns(cells: list[str], path: Path) -> Mapping[str, int]:
    heads = [unicodedata.normalize("NFKC", cell).casefold().strip() for cell in cells]
    found: dict[str, int] = {}
    for name, words in COLUMNS.items():
        exact = [at for at, head in enumerate(heads) if head in words]
        within = [at for at, head in enumerate(heads) if any(word in head for word in words)]
        free = [at for at in exact + within if at not in found.values()]
        if free:
            found[name] = free[0]
    if not {"title", "address"} <= found.keys():
        raise ConfigError("has no columns for titles and addresses", hint=_HINT, path=str(path), line=1)
    return found


def _date(given: Mapping[str, str]) -> datetime | None:
    found = _DATE.search(given.get("date", ""))
    with suppress(ValueError):
        return datetime(*map(int, found.groups()), tzinfo=UTC) if found else None  # type: ignore[misc,arg-type]
    return None
