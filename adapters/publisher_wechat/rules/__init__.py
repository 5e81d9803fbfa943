"""The markup WeChat keeps: one render rule per kind of node.

Two filters see a draft, the interface's when it arrives and the editor's when a person opens it, and both
tear at anything clever. So: simple blocks, every style inline on the element that shows it, no white
space between blocks, no class, id, list, anchor or script.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from publisher.model import tree

from . import blocks, code, formulas, inlines, lists, paragraphs, pictures, tables
from .ink import Ink

__all__ = ["RULES", "Ink"]

RULES: Mapping[type[tree.Node], Callable[[Ink, Any], str]] = {
    tree.Document: blocks.document,
    tree.Paragraph: paragraphs.paragraph,
    tree.Heading: blocks.heading,
    tree.Quote: blocks.quote,
    tree.Alert: blocks.alert,
    tree.List: lists.list_,
    tree.CodeBlock: code.code_block,
    tree.MathBlock: formulas.math_block,
    tree.Table: tables.table,
    tree.ThematicBreak: blocks.thematic_break,
    tree.DefinitionList: lists.definition_list,
    tree.Details: blocks.details,
    tree.Division: blocks.division,
    tree.Figure: pictures.figure,
    tree.Footnotes: paragraphs.footnotes,
    tree.More: blocks.more,
    tree.Toc: blocks.more,
    tree.Region: blocks.region,
    tree.Text: inlines.text,
    tree.SoftBreak: inlines.soft_break,
    tree.HardBreak: inlines.hard_break,
    tree.Emphasis: inlines.emphasis,
    tree.Strong: inlines.strong,
    tree.Strike: inlines.strike,
    tree.Styled: inlines.styled,
    tree.Ruby: inlines.ruby,
    tree.Code: inlines.code,
    tree.Math: formulas.math,
    tree.Link: inlines.link,
    tree.Image: pictures.image,
    tree.FootnoteRef: inlines.footnote_ref,
}
