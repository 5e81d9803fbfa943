"""A bench to write single nodes on."""

from typing import Any

import pytest

from publisher.model.tree import Block, Document, Inline, Item, Node, Paragraph, Text
from publisher_wechat import slots
from publisher_wechat.fillings import gather
from publisher_wechat.forms import Choice
from publisher_wechat.rules import RULES, Ink
from publisher_wechat.rules.ink import Options
from publisher_wechat.settings import Settings
from publisher_wechat.theme import Theme


class Bench:
    """Writes single nodes. Without a theme, what is left is structure."""

    def __init__(self, tools: Any) -> None:
        self.tools = tools

    def html(
        self,
        node: Node,
        styles: dict[str, dict[str, str]] | None = None,
        *,
        choice: Choice | None = None,
        options: Options | None = None,
        **settings: Any,
    ) -> str:
        """A node's markup, as the article's root would hold it."""
        theme, how = Theme(styles or {}), options or Options()
        document = Document(blocks=(node,)) if isinstance(node, Block) else Document(blocks=(self.p(node),))
        tools = self.tools(lenient=True)
        found = gather(document, "a.md", tools, theme, Settings(adapter="wechat", **settings), how)
        chosen = choice or Choice()
        ink = Ink(
            RULES,
            theme,
            lambda link: "mp.weixin" in link.url,
            found.formulas,
            found.listings,
            found.widths(),
            manner=chosen.manner,
            options=how,
        )
        return slots.fill(ink.write(node), lambda slot: found.all[slot.index].written(slot, chosen))

    @staticmethod
    def t(words: str) -> Text:
        return Text(text=words)

    def p(self, *inlines: Inline | str) -> Paragraph:
        return Paragraph(inlines=tuple(Text(text=one) if isinstance(one, str) else one for one in inlines))

    def item(self, *blocks: Block | str, checked: bool | None = None) -> Item:
        made = tuple(self.p(one) if isinstance(one, str) else one for one in blocks)
        return Item(blocks=made, checked=checked)

    @staticmethod
    def marker(mark: str, width: str) -> str:
        return f'<span style="display:inline-block;min-width:{width};text-indent:0">{mark}&nbsp;</span>'


@pytest.fixture
def bench(article: Any) -> Bench:
    return Bench(article.tools)
