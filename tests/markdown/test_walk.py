"""Going through trees and changing them."""

from dataclasses import fields

import pytest

from publisher.markdown.parse import parse
from publisher.markdown.walk import children, transform, walk
from publisher.model import tree
from publisher.model.tree import (
    Cell,
    Definition,
    Document,
    Figure,
    Image,
    Item,
    Node,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)

TEXT = (
    "# a\n\n- b **c**\n\n| d |\n|---|\n| e |\n\nf\n: g\n\nh[^1]\n\n[^1]: i\n\n"
    "<details><summary>j</summary>k</details>"
)


def test_walk_is_in_reading_order_and_reaches_everything():
    document = parse(TEXT).document
    nodes = list(walk(document))
    assert nodes[0] is document
    assert [node.text for node in nodes if isinstance(node, Text)] == ["a", "b ", *"cdefghjki"]
    assert {Item, Cell, Row, Definition} <= {type(node) for node in nodes}


def test_every_field_that_can_hold_nodes_is_reached():
    kinds = [kind for kind in vars(tree).values() if isinstance(kind, type) and issubclass(kind, Node)]
    leaf = Text(text="x")
    for kind in kinds:
        for field in fields(kind):
            kept = str(field.type)
            if (
                "Inlines" in kept
                or "Blocks" in kept
                or "tuple[Item" in kept
                or kept in {"Image", "Row | None"}
            ):
                value = ((leaf,),) if kept == "tuple[Blocks, ...]" else (leaf,)
                node = object.__new__(kind)
                for other in fields(kind):
                    object.__setattr__(node, other.name, () if other.name != field.name else value)
                assert list(children(node)) == [leaf], (kind, field.name)


def test_a_transform_that_changes_nothing_shares_everything():
    document = parse(TEXT).document
    assert transform(document, lambda node: node) is document


def test_a_tuple_splices_and_an_empty_one_removes():
    document = Document(
        blocks=(Paragraph(inlines=(Text(text="a"), Strong(inlines=(Text(text="b"),)), Text(text="c"))),)
    )

    def change(node):
        if isinstance(node, Strong):
            return node.inlines
        if isinstance(node, Text) and node.text == "c":
            return ()
        return node

    made = transform(document, change)
    assert made.blocks == (Paragraph(inlines=(Text(text="a"), Text(text="b"))),)


def test_change_sees_a_node_after_what_is_below_it():
    seen = []
    transform(parse("**a**").document, lambda node: seen.append(type(node)) or node)
    assert seen == [Text, Strong, Paragraph, Document]


def test_a_table_may_lose_its_head_but_a_figure_not_its_picture():
    table = Table(head=Row(cells=(Cell(),)), rows=())
    made = transform(Document(blocks=(table,)), lambda node: () if isinstance(node, Row) else node)
    assert made.blocks == (Table(),)
    figure = Document(blocks=(Figure(image=Image(src="a")),))
    with pytest.raises(TypeError, match=r"Figure\.image"):
        transform(figure, lambda node: () if isinstance(node, Image) else node)


def test_the_root_stays_one_node_of_its_kind():
    with pytest.raises(TypeError, match="root"):
        transform(Document(), lambda node: ())
