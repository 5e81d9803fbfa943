"""Every formula of a real blog can be drawn, and every listing coloured without loss."""

from pathlib import Path

from publisher.contract import FormulaError, Tools
from publisher.markdown import front_matter
from publisher.markdown.parse import parse
from publisher.markdown.passes.formulas import complete
from publisher.markdown.walk import walk
from publisher.model.tree import CodeBlock, Math, MathBlock


def test_every_formula_of_every_post_is_drawn(tools: Tools, corpus: Path) -> None:
    broken, drawn = [], 0
    for file in sorted((corpus / "_posts").rglob("*.md")):
        text = file.read_bytes().decode("utf-8-sig")
        document = complete(parse(text, body_offset=front_matter.read(text).body_offset).document)
        for node in walk(document):
            if isinstance(node, CodeBlock):
                runs = tools.colour(node.code, node.language)
                assert "".join(run.text for run in runs) == node.code
            elif isinstance(node, Math | MathBlock):
                display = isinstance(node, MathBlock) or node.display
                try:
                    svg = tools.typeset(node.complete or "", display).svg
                except FormulaError as error:
                    broken.append(f"{file.name}:{node.lines[0]}: {error}")
                else:
                    drawn += "<path" in svg or "<text" in svg
    assert broken == []
    assert drawn > 100
