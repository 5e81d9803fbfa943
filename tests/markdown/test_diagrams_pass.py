"""Diagrams written as code become figures, or stay code with a note."""

from __future__ import annotations

import pytest

from publisher.errors import ConfigError
from publisher.markdown.parse import parse
from publisher.markdown.passes.diagrams import MOST_WORDS, kept, lift, namesakes
from publisher.markdown.walk import walk
from publisher.model.drawing import Diagram, DiagramError
from publisher.model.post import DiagramOrigin
from publisher.model.tree import CodeBlock, Document, Figure, List

FLOW = "```mermaid\ngraph TD\n  甲 --> 乙\n```"


def draw(text: str, _language: str) -> Diagram:
    if "broken" in text:
        raise DiagramError("no such arrow", 2)
    return Diagram("<svg/>", 300, 200, "甲、乙")


def lifted(text: str) -> tuple[Document, dict, tuple]:
    document, assets, notes = lift(parse(text).document, draw, "recipe")
    return document, dict(assets), notes


def test_a_diagram_is_a_figure_as_large_as_it_was_drawn_described_by_its_words() -> None:
    document, assets, notes = lifted(f"前\n\n{FLOW}")
    figure = document.blocks[1]
    assert isinstance(figure, Figure)
    assert (figure.image.alt, figure.image.width, figure.image.height) == ("甲、乙", 300, 200)
    asset = assets[figure.image.asset]
    assert asset.origin == DiagramOrigin("mermaid", "graph TD\n  甲 --> 乙", "recipe", 3)
    assert (asset.width, asset.height) == (600, 400)
    assert [(note.kind, note.line) for note in notes] == [("diagram-as-picture", 3)]
    assert figure.lines == (3, 6)


def test_the_same_diagram_twice_is_one_picture_known_by_its_first_line() -> None:
    _document, assets, _notes = lifted(f"{FLOW}\n\n{FLOW}")
    (asset,) = assets.values()
    assert asset.origin.line == 1
    assert lifted(f"文\n\n{FLOW}")[1].keys() == {asset.ref}


def test_a_picture_that_merely_has_a_diagrams_name_is_told() -> None:
    block = CodeBlock(
        code="graph TD", language="mermaid", info="mermaid {#flow}", picture="asset:" + "0" * 64, lines=(4, 6)
    )
    _document, _assets, notes = lift(Document(blocks=(block,)), draw, "recipe")
    assert [(note.kind, note.line) for note in notes] == [("diagram-picture", 4)]
    assert "flow" in notes[0].detail


@pytest.mark.parametrize(
    ("fence", "first"),
    [
        ("mermaid {#flow}", "flow.png"),
        ('mermaid title="部署 流程"', "部署 流程.png"),
        ("mermaid 部署流程", "部署流程.png"),
        ("mermaid", ""),
        ('mermaid title="../flow"', ""),
        ("python {#flow}", ""),
        ('mermaid {#flow file="other.png"}', ""),
    ],
)
def test_a_diagram_is_looked_for_by_its_id_and_title(fence: str, first: str) -> None:
    (block,) = parse(f"```{fence}\nx\n```").document.blocks
    assert isinstance(block, CodeBlock)
    assert next(iter(namesakes(block)), "") == first


def test_a_diagram_within_a_list_is_found() -> None:
    document, assets, _notes = lifted("- 项\n\n  ```mermaid\n  graph TD\n  ```")
    assert isinstance(document.blocks[0], List)
    assert any(isinstance(node, Figure) for node in walk(document))
    assert len(assets) == 1


def test_one_that_cannot_be_drawn_stays_code_with_the_reason_at_its_line() -> None:
    document, assets, notes = lifted("前\n\n```mermaid\ngraph TD\n  broken\n```")
    assert isinstance(document.blocks[1], CodeBlock)
    assert not assets
    (note,) = notes
    assert (note.kind, note.line) == ("diagram-as-code", 5)
    assert "no such arrow" in note.detail


def test_the_first_line_of_a_tag_counts_where_it_holds_the_diagrams_first() -> None:
    text = "{% mermaid graph TD %}\n  broken\n{% endmermaid %}"
    _document, _assets, notes = lift(parse(text, dialect="hexo").document, draw, "recipe")
    assert [note.line for note in notes] == [2]


@pytest.mark.parametrize("language", ["plantuml", "puml"])
def test_plantuml_stays_code_and_its_author_is_told_what_can_be_done(language: str) -> None:
    document, assets, notes = lifted(f"```{language}\n@startuml\nA -> B\n@enduml\n```")
    assert isinstance(document.blocks[0], CodeBlock)
    assert not assets
    (note,) = notes
    assert (note.kind, note.line) == ("diagram-as-code", 1)
    assert f'```{language} {{file="picture.png"}}' in note.detail


@pytest.mark.parametrize("language", ["python", "dot", ""])
def test_other_code_is_left_alone_in_silence(language: str) -> None:
    source = parse(f"```{language}\nx\n```").document
    assert lift(source, draw, "recipe") == (source, {}, ())


def test_a_picture_the_author_keeps_is_shown_instead_and_nothing_is_drawn() -> None:
    def never(_text: str, _language: str) -> Diagram:
        raise AssertionError("nothing is to be drawn")

    picture = "asset:" + "0" * 64
    info = 'mermaid {file="flow.png"}'
    block = CodeBlock(code="graph TD", language="mermaid", info=info, picture=picture, lines=(1, 3))
    document, assets, notes = lift(Document(blocks=(block,)), never, "recipe")
    (figure,) = document.blocks
    assert isinstance(figure, Figure)
    assert (figure.image.asset, figure.image.alt) == ("asset:" + "0" * 64, "Mermaid diagram")
    assert (assets, notes) == ({}, ())


@pytest.mark.parametrize(
    ("fence", "named"),
    [
        ('mermaid {file="flow.png"}', "flow.png"),
        ("plantuml {file=图/流程.SVG}", "图/流程.SVG"),
        ('mermaid {file="flow.mmd"}', ""),
        ('python {file="flow.png"}', ""),
        ("mermaid", ""),
    ],
)
def test_a_fence_may_name_a_picture(fence: str, named: str) -> None:
    (block,) = parse(f"```{fence}\nx\n```").document.blocks
    assert isinstance(block, CodeBlock)
    assert kept(block) == named


def test_a_long_description_is_cut() -> None:
    document, _assets, _notes = lift(
        parse(FLOW).document, lambda *_: Diagram("<svg/>", 1, 1, "词" * 500), "r"
    )
    figure = document.blocks[0]
    assert isinstance(figure, Figure)
    assert len(figure.image.alt) == MOST_WORDS
    assert figure.image.alt.endswith("…")


def test_a_machine_that_cannot_draw_stops_the_post_at_the_diagrams_line() -> None:
    def unable(_text: str, _language: str) -> Diagram:
        raise ConfigError("no engine")

    with pytest.raises(ConfigError) as caught:
        lift(parse(f"前\n\n{FLOW}").document, unable, "r")
    assert caught.value.line == 3


def test_a_diagram_too_wide_for_a_phone_is_told() -> None:
    _document, _assets, notes = lift(parse(FLOW).document, lambda *_: Diagram("<svg/>", 1500, 80, "w"), "r")
    assert [note.kind for note in notes] == ["diagram-as-picture", "diagram-wide"]
