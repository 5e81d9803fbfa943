"""The codes of what Zhihu cannot show, or shows otherwise, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.finding import Explanation, Level

NOTHING, LOOK = "", "look at the draft"


def _note(meaning: str, remedy: str = NOTHING) -> Explanation:
    return Explanation(Level.NOTE, meaning, remedy)


def _warning(meaning: str, remedy: str) -> Explanation:
    return Explanation(Level.WARNING, meaning, remedy)


CODES: Mapping[str, Explanation] = {
    "alert": _note("Call-outs are quotes under a bold title."),
    "alignment": _note("Text is not aligned: it begins at the left."),
    "caption-below": _note("A caption holds more than words: it is a line beneath its picture."),
    "code-marks": _note("Lines of code cannot be marked.", "say in the text which lines are meant"),
    "code-numbers": _note("Code has no line numbers."),
    "cover-chosen": _note(
        "No cover is named: the first picture that suits is used.",
        "name another in the front matter: cover: picture.png",
    ),
    "definition-list": _note("Terms are bold lines, what is said of them paragraphs."),
    "details-open": _note("Folded text stands open under its summary."),
    "footnote-at-end": _note("A footnote that is more than words is printed at the end."),
    "formula-empty": _note("A formula that prints nothing is left out."),
    "formula-in-line": _note("Headings and cells hold no display formulas: it is set in line."),
    "formula-unsure": _warning("The platform may not know a command in this formula.", LOOK),
    "heading-bold": _note("There are two levels of headings, and none in quotes and lists: a bold line."),
    "highlight": _note("Highlighted words are bold."),
    "keyboard": _note("Keys are shown as code."),
    "link": _note("Only web addresses can be links: the words stay, with a mail address in brackets."),
    "link-in-page": _note("There are no links within a page: the words stay.", "name the section instead"),
    "link-title": _note("What a link shows under the pointer is left out."),
    "list-deep": _note("A list is nested deeper than is known to be kept.", LOOK),
    "list-split": _note("What lists cannot hold (code, pictures, tables…) stands between their items."),
    "list-typed": _note("A numbered list that would restart is typed out in paragraphs."),
    "picture-in-text": _note("A picture within text stands on a line of its own."),
    "picture-size": _note("Pictures are shown half as wide as the text, or in full."),
    "quote-nested": _note("Quotes within quotes are lines of one quote."),
    "quote-split": _note("What quotes cannot hold (code, pictures, tables…) stands between them."),
    "ruby": _note("Readings follow in brackets."),
    "script": _note("Raised and lowered text is Unicode signs, or told apart by brackets."),
    "strikethrough": _warning("Struck words are printed unstruck.", "say in words that they no longer hold"),
    "style": _note("A style there is none of: the words stay."),
    "table-align": _note("Tables have no alignment: all columns begin at the left."),
    "table-formula": _note("Whether formulas in tables are kept is not known.", LOOK),
    "table-picture": _note("Tables hold no pictures: those of a table follow it."),
    "task-list": _note("Boxes of a task list become signs."),
    "toc": _note("The table of contents stands beside the article."),
    "topics": _note(
        "Topics that are not attached to the draft.",
        'choose them when you publish it; topics = "attach" in the target\'s settings attaches three',
    ),
}
