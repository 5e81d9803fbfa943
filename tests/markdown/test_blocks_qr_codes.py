"""QR codes are left out of generated blocks where a platform does not allow them, and nowhere else."""

from dataclasses import replace

import pytest

from publisher.markdown.blocks import fill, recognise, replacements
from publisher.markdown.blocks.qr_codes import is_qr_code
from publisher.markdown.parse import parse
from publisher.markdown.plain import plain
from publisher.markdown.rewrite import apply
from publisher.markdown.walk import transform, walk
from publisher.model.post import BlockRule, Note, Post, PostKey, Site
from publisher.model.tree import Document, Image, Node

RULES = (BlockRule("footer", ("Thanks*",)),)
FOOTER = {
    "templates/footer.md.j2": "{{ heading }}\n\n{% for line in kept.lines %}\n{{ line }}\n\n{% endfor %}"
}


def post(text: str) -> Post:
    def bind(node: Node) -> Node:
        return replace(node, asset="asset:" + "0" * 64) if isinstance(node, Image) else node

    document = recognise(parse(text).document, text, RULES)
    return Post(PostKey("k"), "k.md", text, "T", transform(document, bind))


def filled(text: str, site: Site) -> tuple[Document, tuple[Note, ...]]:
    made = post(text)
    return fill(made.document, site, made)


def site(**more: object) -> Site:
    given = {"resources": FOOTER, "blocks": RULES, "qr_codes": False, **more}
    return Site(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "picture",
    [
        "![](/images/qrcode.jpg)",
        "![](qr.png)",
        "![](my-QR.png)",
        "![](/a/wx_qr_code.webp)",
        "![扫码关注](x.png)",
        "![](公众号.png)",
        "![](%E4%BA%8C%E7%BB%B4%E7%A0%81.png)",
        '![](x.png "微信公众号")',
        "![赞赏码](x.png)",
    ],
)
def test_a_qr_code_is_told_by_its_file_or_its_words(picture: str) -> None:
    (image,) = (node for node in walk(parse(picture).document) if isinstance(node, Image))
    assert is_qr_code(image)


@pytest.mark.parametrize(
    "picture", ["![](qrs.png)", "![Square](x.png)", "![](qr/curve.png)", "![码农](x.png)"]
)
def test_other_pictures_are_none(picture: str) -> None:
    (image,) = (node for node in walk(parse(picture).document) if isinstance(node, Image))
    assert not is_qr_code(image)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("![](/images/qrcode.jpg)", ""),
        ("[![qr](q.png)](https://x.example)", ""),
        ('<img src="/qr.png" width="90">', ""),
        ("my card: ![qr](q.png)", "my card:"),
        ("[see ![qr](q.png)](https://x.example)", "see"),
        ("![cat](cat.png)", "[图: cat]"),
    ],
)
def test_it_goes_with_its_line_and_its_link_where_these_hold_nothing_else(line: str, left: str) -> None:
    text = f"text\n\nThanks\n\nabove\n\n{line}\n\nbelow\n"
    document, notes = filled(text, site())
    shown = plain(document).split("\n\n")
    assert [part.strip() for part in shown] == ["text", "Thanks", "above", *([left] if left else []), "below"]
    assert [(note.kind, note.line) for note in notes] == (
        [("qr-code-left-out", 3)] if "cat" not in line else []
    )


def test_where_they_are_allowed_they_stay() -> None:
    document, notes = filled("Thanks\n\n![](/qr.png)\n", site(qr_codes=True))
    assert any(isinstance(node, Image) for node in walk(document))
    assert notes == ()


def test_those_in_the_author_s_own_text_stay() -> None:
    for text, at in (("![](/qr.png)\n", site()), ("Thanks\n\n![](/qr.png)\n", site(resources={}))):
        document, notes = filled(text, at)
        assert any(isinstance(node, Image) for node in walk(document))
        assert notes == ()


def test_the_author_s_file_is_patched_the_same_way() -> None:
    text = "text\n\nThanks\n\nabove\n![](/qr.png)\n"
    patches, notes = replacements(post(text), site())
    assert apply(text, [patch.edit for patch in patches]) == "text\n\nThanks\n\nabove\n"
    assert [note.kind for note in notes] == ["qr-code-left-out"]
