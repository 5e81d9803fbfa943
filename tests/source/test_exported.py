"""Lists of articles as platforms and people export them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.errors import ConfigError
from publisher.source.exported import read_exported

ROWS = [("甲,一", "https://a.example/1"), ("乙", "https://a.example/2")]


def write(folder: Path, data: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "header", [("title", "address"), ("标题", "链接"), ("Title", " URL "), ("文章标题", "文章链接")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_form_is_read(
    tmp_path: Path, coding: str, separator: str, header: tuple[str, str], end: str
) -> None:
    lines = [header, *(tuple(f'"{cell}"' for cell in row) for row in ROWS)]
    text = end.join(separator.join(line) for line in lines) + end
    rows, problems = read_exported(write(tmp_path, text.encode(coding)))
    assert [(row.title, row.address) for row in rows] == ROWS
    assert [row.line for row in rows] == [2, 3]
    assert problems == ()


def test_columns_may_stand_in_any_order_among_others(tmp_path: Path) -> None:
    text = "序号,发布时间,链接,阅读量,内容标题,平台\n1,2024年3月9日 08:00,https://a.example/1,20,甲,知乎\n"
    (row,), _ = read_exported(write(tmp_path, text.encode()))
    assert (row.title, row.address, row.target) == ("甲", "https://a.example/1", "知乎")
    assert row.date is not None
    assert f"{row.date:%Y-%m-%d}" == "2024-03-09"


def test_each_bad_row_is_told_with_its_line_and_the_rest_is_used(tmp_path: Path) -> None:
    text = 'title,address,date\n甲,https://a/1,2024-02-31\n,https://a/2\n乙\n"两\n行",https://a/3\n\n,,\n丙,https://a/4\n'
    rows, problems = read_exported(write(tmp_path, text.encode()))
    assert [(row.title, row.line) for row in rows] == [("甲", 2), ("两\n行", 5), ("丙", 9)]
    assert [(each.line, each.message) for each in problems] == [
        (3, "no title in this row"),
        (4, "no address in this row"),
    ]
    assert rows[0].date is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        ("甲,https://a/1\n".encode(), "no columns"),
        ("title,words\n甲,乙\n".encode(), "no columns"),
        (b"\x81\xff\xff\x00title", "neither"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        read_exported(write(tmp_path, data))
    assert caught.value.hint
    assert "list.csv" in caught.value.place


def test_a_cell_as_long_as_a_book_is_a_bad_row_and_no_more(tmp_path: Path) -> None:
    text = f"title,address\n{'长' * 200_000},https://a/1\n乙,https://a/2\n"
    rows, problems = read_exported(write(tmp_path, text.encode()))
    assert [row.title for row in rows] == ["乙"]
    assert [each.line for each in problems] == [2]
