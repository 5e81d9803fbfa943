"""Pictures that stand alone are figures."""

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.passes import figures
from publisher.markdown.plain import plain
from publisher.markdown.walk import walk
from publisher.model.tree import Figure, Image, Paragraph


def lifted(text):
    return [node for node in walk(figures.lift(parse(text).document)) if isinstance(node, Figure)]


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("![a](b.png)", ""),
        ('![a](b.png "c")', "c"),
        ("{% asset_img b.png 字 字 %}  ", "字 字"),
        ('{% asset_img b.png "" "alt" %}', "alt"),
        ("> ![a](b.png 'c')", "c"),
        ("- ![a](b.png 'c')", "c"),
        ("<center>\n\n{% asset_img b.png 字 %}\n\n</center>", "字"),
        ("<p align=center><img src=b.png title=c></p>", "c"),
    ],
)
def test_a_picture_alone_becomes_a_figure_with_its_caption(text, caption):
    (figure,) = lifted(text)
    assert (figure.image.src, plain(figure.caption)) == ("b.png", caption)


@pytest.mark.parametrize("end", ["\n", "  \n"])
def test_two_pictures_on_two_lines_are_two_figures(end):
    made = lifted(f"{{% asset_img a.png x %}}{end}{{% asset_img b.png y %}}")
    assert [(figure.image.src, figure.lines) for figure in made] == [("a.png", (1, 1)), ("b.png", (2, 2))]


@pytest.mark.parametrize(
    "text", ["a ![](b.png)", "![](a.png) ![](b.png)", "a\n![](b.png)", "[![](a.png)](b)", "a"]
)
def test_pictures_among_words_or_side_by_side_stay(text):
    document = parse(text).document
    assert lifted(text) == []
    assert figures.lift(document) is document
    assert isinstance(document.blocks[0], Paragraph)


def test_the_picture_itself_is_unchanged():
    text = "![a](b.png)"
    (before,) = (node for node in walk(parse(text).document) if isinstance(node, Image))
    assert lifted(text)[0].image == before
