"""Marks within a line beyond CommonMark's, and all that only looks like them."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Code, FootnoteRef, Math, Styled, Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==a==", "<mark>a</mark>"),
        ("这是==重点==内容", "这是<mark>重点</mark>内容"),
        ("==重点。==后文", "<mark>重点。</mark>后文"),
        ("“==a b==”", "“<mark>a b</mark>”"),
        ("**==a== b**", "<strong><mark>a</mark> b</strong>"),
        ("==**a** `b`==", "<mark><strong>a</strong> <code>b</code></mark>"),
        ("[==a==](b)", '<a href="b"><mark>a</mark></a>'),
        ("==$a==b$==", '<mark><span class="math">a==b</span></mark>'),
        ("++插入++", "<ins>插入</ins>"),
        ("是++插入 a 了++的", "是<ins>插入 a 了</ins>的"),
        ("an ++inserted++ word", "an <ins>inserted</ins> word"),
        ("H~2~O", "H<sub>2</sub>O"),
        ("C~6~H~12~O~6~", "C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>"),
        ("log~2~n 与 x~i,j~，", "log<sub>2</sub>n 与 x<sub>i,j</sub>，"),
        ("(CH~2~)~n~", "(CH<sub>2</sub>)<sub>n</sub>"),
        ("T~室温~", "T<sub>室温</sub>"),
        ("P~a\\ cat~", "P<sub>a cat</sub>"),
        ("x^2^", "x<sup>2</sup>"),
        ("x^2^y", "x<sup>2</sup>y"),
        ("Ca^2+^ 与 10^-3^、m^2^。", "Ca<sup>2+</sup> 与 10<sup>-3</sup>、m<sup>2</sup>。"),
        ("19^th^ 与 30^o^C", "19<sup>th</sup> 与 30^o^C"),
        ("文献^[1]^ 与注^①^、甲^注^。", "文献<sup>[1]</sup> 与注<sup>①</sup>、甲<sup>注</sup>。"),
        ("**x**^2^", "<strong>x</strong><sup>2</sup>"),
        ("~~删~~ ~~a~b~~", "<del>删</del> <del>a~b</del>"),
    ],
)
def test_marks(html, text, expected):
    assert html(text) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "a == b == c",
        "a==b and c==d",
        "x==1，y==2",
        "f(x)==1, g(y)==2",
        "'a'=='b' and 'c'=='d'",
        "===a===",
        "==和equals()：==比较的是地址",
        "判断用的是==，而比较内容用equals==",
        "a~zA~Z0~9",
        "====",
        "\\==a==",
        "10~20元，30~40元",
        "5~6 月，7~8 月",
        "10~20,30~40",
        "字母 A~B，C~D",
        "从A~B到C~D",
        "好的~好的~",
        "~删~",
        "(~_~) ~/a/~b",
        "^_^ 哈哈^_^",
        "唉 >_< 唉 >_<",
        "好^o^好^-^",
        "a^b^a = b",
        "2^3^2",
        "(a^b)^c",
        "a ^ b ^ c",
        "i++，j++",
        "++i 和 i++ 的区别",
        "++count and count++",
        "C++ 和 C++",
        "10:30:45",
        "a:b:c",
        "std::map::end",
        ":nosuchname:",
        "比例 1:100:1",
        ": smile :",
    ],
)
def test_what_only_looks_like_a_mark_is_text(html, text):
    document = parse(text).document
    assert [type(node) for node in walk(document)][2:] == [Text]
    assert plain(document) == text.replace("\\", "")


@pytest.mark.parametrize("text", ["`==a==`", "`H~2~O`", "`x^2^`", "`:smile:`", "`++a++`"])
def test_code_holds_no_marks(found, text):
    assert [node.text for node in found(text, Code)] == [text.strip("`")]


@pytest.mark.parametrize("text", ["$x^2^$", "$a==b==c$", "$a~b~c$", "$:x:$"])
def test_formulas_hold_no_marks(found, text):
    assert [node.tex for node in found(text, Math)] == [text.strip("$")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":smile:", "😄"),
        ("好:+1:！", "好👍！"),
        (":x: :heavy_check_mark: :100:", "❌ ✔️ 💯"),
        ("（:tada:）", "（🎉）"),
        ("**:smile:**", "😄"),
        ("| :smile: |\n|:--:|", "| 😄 |"),
    ],
)
def test_names_of_emoji_become_characters(text, expected):
    assert plain(parse(text).document) == expected


def test_an_address_holds_no_emoji(found):
    assert plain(parse("https://a.b/:smile:/c [x](a:smile:b)").document) == "https://a.b/:smile:/c x"


def test_a_mark_knows_its_place(found):
    text = "前==中==后"
    (mark,) = found(text, Styled)
    assert text[slice(*mark.span)] == "==中=="


def test_a_note_may_stand_where_it_is_referred_to():
    document = parse("甲^[注 **一** $x$]乙[^a]丙^[注二[^a]]\n\n[^a]: 注三").document
    *_, notes = document.blocks
    assert [plain(note.blocks) for note in notes.notes] == ["注 一 $x$", "注三", "注二[2]"]
    assert plain(document.blocks[0]) == "甲[1]乙[2]丙[3]"


def test_such_a_note_knows_its_place_and_line(found):
    text = "甲\n乙^[注]。"
    (reference,) = found(text, FootnoteRef)
    assert (reference.lines, text[slice(*reference.span)]) == ((2, 2), "^[注]")
    assert parse(text).document.blocks[-1].notes[0].lines == (2, 2)


@pytest.mark.parametrize("text", ["a ^[b", "a ^[]", "a \\^[b]"])
def test_what_is_no_note_is_text(found, text):
    assert found(text, FootnoteRef) == []
    assert plain(parse(text).document) == text.replace("\\", "")
