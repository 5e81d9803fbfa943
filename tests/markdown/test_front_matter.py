"""Front matter: scalars stay text, errors name the author's line, edits touch one key."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import SourceError
from publisher.markdown.front_matter import moment, quote, read, remove_key, set_key


def refused(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize(
    "written",
    [
        "1736008",
        "12345e67",
        "0x12ab",
        "01234567",
        "1e3",
        "3345e02",
        "12e45678",
        "yes",
        "2024-03-17",
        "1_000",
        "12:30",
        ".5",
    ],
)
def test_a_scalar_stays_the_text_the_author_wrote(written: str) -> None:
    assert read(f"---\nabbrlink: {written}\n---\n").data == {"abbrlink": written}
    assert read(f"---\nabbrlink: '{written}'\n---\n").data == {"abbrlink": written}


def test_only_null_true_and_false_mean_something() -> None:
    front = read("---\na: null\nb: ~\nc:\nd: true\ne: False\nf: 'true'\ng: nullable\n---\n")
    assert front.data == {
        "a": None,
        "b": None,
        "c": None,
        "d": True,
        "e": False,
        "f": "true",
        "g": "nullable",
    }


def test_lists_and_tables_are_read() -> None:
    front = read(
        "---\ntags: [a, b]\ncategories:\n  - [CS, NLP]\n  - Misc\n"
        "publish:\n  blog: false\n  wechat: {title: 短}\n---\n"
    )
    assert front.data == {
        "tags": ["a", "b"],
        "categories": [["CS", "NLP"], "Misc"],
        "publish": {"blog": False, "wechat": {"title": "短"}},
    }
    assert front.lines == {"tags": 2, "categories": 3, "publish": 6}


@pytest.mark.parametrize(
    ("text", "data", "body", "line"),
    [
        ("---\ntitle: x\n---\nbody", {"title": "x"}, "body", 4),
        ("\ufeff---\ntitle: x\n---\nbody", {"title": "x"}, "body", 4),
        ("---\r\ntitle: x\r\n---\r\nbody\r\n", {"title": "x"}, "body\r\n", 4),
        ("---\rtitle: x\r---\rbody", {"title": "x"}, "body", 4),
        ("title: x\ntags:\n- a\n---\nbody", {"title": "x", "tags": ["a"]}, "body", 5),
        ("\n---\ntitle: x\n---\nbody", {"title": "x"}, "body", 5),
        ("----\ntitle: x\n-----\nbody", {"title": "x"}, "body", 4),
        ("---\n---\nbody", {}, "body", 3),
        ("---\n# only a remark\n---\nbody", {}, "body", 4),
        ("---\ntitle: x\n---", {"title": "x"}, "", 3),
        ('"title": "x",\n"abbrlink": 1736008\n;;;\nbody', {"title": "x", "abbrlink": "1736008"}, "body", 4),
        (';;;\n{"title": "x"}\n;;;\nbody', {"title": "x"}, "body", 4),
        ('+++\ntitle = "x"\nabbrlink = 0x12ab\n+++\nbody', {"title": "x", "abbrlink": "0x12ab"}, "body", 5),
        ("just text", {}, "just text", 1),
        ("\ufeffjust text", {}, "just text", 1),
        ("", {}, "", 1),
        ("---\n\ntext under a rule\n", {}, "---\n\ntext under a rule\n", 1),
        ("---\nprose\n---\nmore", {}, "---\nprose\n---\nmore", 1),
        ("---\nprose: [a\n\nlines\n---\nmore", None, "", 0),
        ("A sentence\n---\nunder a heading", {}, "A sentence\n---\nunder a heading", 1),
        (
            "title: see below\n\nA paragraph.\n\n---\nmore",
            {},
            "title: see below\n\nA paragraph.\n\n---\nmore",
            1,
        ),
    ],
)
def test_the_body_begins_where_the_front_matter_ends(text: str, data: object, body: str, line: int) -> None:
    if data is None:
        assert refused(text).line == 2
        return
    front = read(text)
    assert (front.data, text[front.body_offset :]) == (data, body)
    if line > 1 and body:
        assert front.body_line == line


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        ("---\ntags: [a]\ntitle: Attention: 起源\n---\n", 3, 'second ": "', "title: 'Attention: 起源'"),
        ("---\r\ntags: [a]\r\ntitle: Attention: 起源\r\n---\r\n", 3, 'second ": "', "quotes"),
        ("---\ntitle: @me\n---\n", 2, "may not begin", "title: '@me'"),
        ("---\ntitle: x\n\ttags: y\n---\n", 3, "", "indent"),
        ("---\ntitle: x\nwhat is this\ndate: y\n---\n", 3, "key: value", "colon"),
        ("---\ntitle: x\ndate: y\ntitle: z\n---\n", 4, "stands twice", "keep one"),
        ("---\npublish:\n  a: 1\n  a: 2\n---\n", 4, "stands twice", "keep one"),
        ("---\ntitle: a\x01b\n---\n", 2, "control character", "remove"),
        ("---\ntitle: !!python/object:os.system x\n---\n", 2, "YAML tag", "without"),
        ("---\ntitle: x\n\nno end\n", 1, "never closed", "---"),
        ("---\ntags: [a, b\ndate: x\n---\n", 2, "never closed", "close it"),
        ("---\ndeep: " + "[" * 50000 + "]" * 50000 + "\n---\n", 2, "nested", "flat"),
        ("---\ndeep:\n" + "- " * 5000 + "x\n---\n", 3, "nested", "flat"),
        ("+++\ndeep = " + "[" * 5000 + "]" * 5000 + "\n+++\n", 2, "nested", "flat"),
        (';;;\n"deep": ' + "[" * 50000 + "]" * 50000 + "\n;;;\n", 2, "", ""),
        ('+++\ntitle = "x"\ndate = \n+++\n', 3, "TOML", "quotes"),
        ('"title": "x"\n"date": 1\n;;;\n', 2, "JSON", "commas"),
    ],
)
def test_broken_front_matter_names_the_line_and_what_to_do(
    text: str, line: int, words: str, hint: str
) -> None:
    error = refused(text)
    assert error.line == line
    assert words in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-17 10:46:09", datetime(2024, 3, 17, 10, 46, 9)),
        ("2024/3/17", datetime(2024, 3, 17)),
        ("2024-03-17", datetime(2024, 3, 17)),
        ("2024-03-17 10:46", datetime(2024, 3, 17, 10, 46)),
        ("2024-03-17T10:46:09+08:00", datetime(2024, 3, 17, 10, 46, 9, tzinfo=timezone(timedelta(hours=8)))),
        (
            "2024-03-17 10:46:09 -0330",
            datetime(2024, 3, 17, 10, 46, 9, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        ),
        ("2024-03-17T10:46:09.5Z", datetime(2024, 3, 17, 10, 46, 9, 500000, tzinfo=UTC)),
        (date(2024, 3, 17), datetime(2024, 3, 17)),
    ],
)
def test_dates_are_read_as_written(written: object, meant: datetime) -> None:
    found = moment(written)
    assert found == meant
    assert found.utcoffset() == meant.utcoffset()


@pytest.mark.parametrize("written", ["yesterday", "2024-13-01", "2024-02-30", "", None, 7, "17.3.2024"])
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"is not a date|must be in|out of range|in range"):
        moment(written)


TEXT = (
    "\ufeff---\r\n# mine\r\ntitle:  'x'   # why\r\ntags:\r\n  - a\r\n\r\n  - b\r\n"
    "# about dates\r\ndate: 2024-01-01\r\n---\r\nbody\r\n"
)


def test_setting_a_key_leaves_every_other_byte_alone() -> None:
    assert set_key(TEXT, "title", "y") == TEXT.replace("title:  'x'   # why", "title: y")
    assert set_key(TEXT, "tags", "[c]") == TEXT.replace("tags:\r\n  - a\r\n\r\n  - b\r\n", "tags: [c]\r\n")
    assert set_key(TEXT, "date", "now") == TEXT.replace("2024-01-01", "now")


def test_a_new_key_becomes_the_last_one() -> None:
    assert set_key(TEXT, "abbrlink", "'1736008'") == TEXT.replace(
        "---\r\nbody", "abbrlink: '1736008'\r\n---\r\nbody"
    )
    assert set_key("title: x\n---\nb", "k", "v") == "title: x\nk: v\n---\nb"
    assert set_key("---\n---\nb", "k", "v") == "---\nk: v\n---\nb"


def test_removing_a_key_takes_what_is_nested_below_it() -> None:
    assert remove_key(TEXT, "tags") == TEXT.replace("tags:\r\n  - a\r\n\r\n  - b\r\n", "")
    assert remove_key(TEXT, "nothing") == TEXT
    text = "---\npublish:\n  wechat: {a: |\n    b}\ntext: |\n  # not a remark\n\n  more\nlast: 1\n---\n"
    assert (
        remove_key("---\ntext: |\n  # not a remark\n\n  more\nlast: 1\n---\n", "text")
        == "---\nlast: 1\n---\n"
    )
    with pytest.raises(SourceError):
        remove_key(text, "publish")


def test_a_text_without_front_matter_gets_one() -> None:
    assert set_key("body", "title", "x") == "---\ntitle: x\n---\n\nbody"
    assert set_key("\ufeffa\r\nb", "title", "x") == "\ufeff---\r\ntitle: x\r\n---\r\n\r\na\r\nb"
    assert set_key("", "title", "x") == "---\ntitle: x\n---\n"


def test_toml_keys_are_edited_before_the_first_table() -> None:
    text = '+++\ntitle = "x"\n[publish]\nat = "y"\n[publish.wechat]\ntitle = "z"\n+++\nbody'
    assert set_key(text, "draft", "true") == text.replace("[publish]", "draft = true\n[publish]")
    assert set_key(text, "title", '"w"') == text.replace('"x"', '"w"')
    assert remove_key(text, "publish") == '+++\ntitle = "x"\n+++\nbody'
    assert read(set_key(text, "publish", "false")).data == {"title": "x", "publish": False}


def test_remarks_of_any_length_are_passed_over_at_once() -> None:
    text = "---\n" + "# " * 5_000 + "\n: : [\n---\nbody"
    assert read(text).body_offset == 0


def test_front_matter_that_cannot_be_edited_is_refused() -> None:
    for text in ('{"title": "x"}\n;;;\nbody', "---\n{title: x, date: y}\n---\nbody"):
        with pytest.raises(SourceError, match="cannot be edited"):
            set_key(text, "title", "y")


@pytest.mark.parametrize(
    "value",
    [
        "1736008",
        "12345e67",
        "0x12ab",
        "01234567",
        "1e3",
        "true",
        "No",
        "null",
        "~",
        "",
        "- a",
        "?0",
        "a: b",
        "a #b",
        "2024-03-17",
        "12:30",
        " x",
    ],
)
def test_what_yaml_would_misread_is_quoted(value: str) -> None:
    assert quote(value)[0] in "'\""


@pytest.mark.parametrize(
    "value", ["3345028a", "大模型算法题(1)", "a b", "LLM长上下文的问题", "14e576c", "a:b", "C#"]
)
def test_what_is_safe_stays_bare(value: str) -> None:
    assert quote(value) == value


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_value_reads_back_as_itself(value: str) -> None:
    assert read(f"---\nk: {quote(value)}\nl: [{quote(value)}]\n---\n").data == {"k": value, "l": [value]}
    assert read(f"+++\nk = {quote(value, 'toml')}\n+++\n").data == {"k": value}


@given(st.text(st.sampled_from("ab: -\n\r[]{}'\"#|>&*!%@`,0x1e~;+中\ufeff\t"), max_size=60))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\nbody", f"title: {text}\n---\nbody"):
        try:
            front = read(whole)
        except SourceError as error:
            line, offset = error.line, 0
        else:
            line, offset = front.body_line, front.body_offset
        assert line >= 1
        assert 0 <= offset <= len(whole)


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("title: &a [*a]", 2, "stands within its own value"),
        ("date: x\ntitle: &a {k: [*a]}", 3, "stands within its own value"),
        (
            "a0: &a0 x\n" + "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)),
            18,
            "too large",
        ),
        (
            "a0: &a0 x\n" + "\n".join(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 60)),
            53,
            "nested too deeply",
        ),
        ("title: " + "[" * 2_000 + "]" * 2_000, 2, "nested too deeply"),
    ],
)
def test_a_value_that_holds_itself_or_far_too_much_is_refused_with_its_line(
    block: str, line: int, message: str
) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(f"---\n{block}\n---\nbody")
    assert caught.value.line == line
    assert caught.value.hint


@pytest.mark.parametrize("deep", [60, 300, 5_000])
def test_toml_and_json_may_not_be_nested_without_end_either(deep: int) -> None:
    value = "[" * deep + "]" * deep
    for text in (f"+++\nt = {value}\n+++\nbody", f'{{"t": {value}}}\n;;;\nbody'):
        with pytest.raises(SourceError, match="nested too deeply"):
            read(text)


def test_names_for_values_said_twice_may_be_used() -> None:
    text = "---\nbase: &b {x: 1}\nmore: {<<: *b, y: 2}\ntags: &t [a]\nkeywords: *t\n---\n"
    assert read(text).data == {
        "base": {"x": "1"},
        "more": {"x": "1", "y": "2"},
        "tags": ["a"],
        "keywords": ["a"],
    }
