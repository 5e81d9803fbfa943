"""The codes of warnings and notes: what readers would meet, and what is worth knowing."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.finding import Explanation, Level


def _warning(meaning: str, remedy: str) -> Explanation:
    return Explanation(Level.WARNING, meaning, remedy)


def _note(meaning: str, remedy: str) -> Explanation:
    return Explanation(Level.NOTE, meaning, remedy)


REMARKS: Mapping[str, Explanation] = {
    # markup that did not work
    "emphasis-as-text": _warning(
        "** stands in the text as it is: there is a space inside it, or its other half is missing.",
        "put ** right at the words, or write \\*\\* for the signs themselves",
    ),
    "math-as-text": _warning(
        "$$ without its other half, or TeX outside a formula: readers see the source.",
        "close the formula, or put the TeX between $ signs; in a code span it is text",
    ),
    "link-as-text": _warning(
        "This looks like a link, but is none: full-width brackets, or a space in the address.",
        "write [words](address) with half-width brackets; a space in an address is %20",
    ),
    "tag-as-text": _warning(
        "A tag of a blog generator stands in the text as it is.",
        "write it in Markdown, set [site] dialect, or put it in a code span if it is text",
    ),
    "heading-as-text": _warning(
        "This looks like a heading, but is none.", "write half-width # signs and a space behind them"
    ),
    "table-as-text": _warning(
        "This looks like a table, but is none.",
        "put an empty line above it, and as many cells in the line of dashes as in the head",
    ),
    "fence-as-text": _warning(
        "This looks like a code fence, but is none.",
        "write three backticks alone, with the language at most",
    ),
    "footnote-as-text": _warning(
        "A footnote is referred to, but not defined: readers see [^…].", "add a line [^name]: text"
    ),
    "backslash-as-text": _warning(
        "A backslash at a paragraph's end breaks no line: readers see it.", "remove it"
    ),
    "code-unclosed": _warning(
        "A code block is never closed: all that follows is taken for code.",
        "close it with a fence of the same signs",
    ),
    "todo-left": _warning("A reminder (TODO, FIXME, 待补充) is still in the text.", "do it, or remove it"),
    # headings
    "heading-empty": _warning("A heading has no words.", "write some, or remove it"),
    "heading-jump": _note(
        "A heading is more than one level below the one before it.", "use the level in between"
    ),
    "heading-several-h1": _note(
        "The text has several headings of the first level, where the title is one already.",
        "begin at the second level (##); where this is your habit, silence the code",
    ),
    "heading-duplicate": _note(
        "Two headings of one section have the same words: links to them cannot tell them apart.",
        "name them apart",
    ),
    "title-heading": _note("The first heading repeats the title: it is left out.", "remove it from the text"),
    # links and references
    "own-link-unknown": _warning(
        "A link to this site leads to no post there is.", "mend the address, or write the post"
    ),
    "link-empty": _warning("A link has no words to click on, or no address.", "write both: [words](address)"),
    "link-nested": _note("A link stands inside another; the inner one becomes words.", "part them"),
    "link-own-spelling": _note(
        "A link names this site by a scheme or host that publish.toml does not know.",
        "write it like [site] url, or add this spelling to [site] aliases",
    ),
    "footnote-unused": _warning(
        "Nothing refers to this footnote: it is left out.", "refer to it, or remove it"
    ),
    "reference-unused": _note("Nothing uses this link definition.", "use it, or remove it"),
    # pictures
    "picture-alt": _note(
        "A picture has no description, which captions and screen readers use.", "write ![what it shows](…)"
    ),
    "picture-remote": _note(
        "A picture is elsewhere on the web: it is fetched when the post is pushed, and may be gone by then.",
        "keep a copy beside the post",
    ),
    "picture-http": _warning(
        "A picture's address begins with http: browsers and platforms leave such pictures out.",
        "use https, or keep a copy beside the post",
    ),
    "picture-wide": _note(
        "A picture is so wide that a phone shrinks what it shows beyond reading.",
        "crop it, divide it, or draw it larger",
    ),
    "picture-tall": _note("A picture fills several screens of a phone.", "divide it"),
    "picture-small": _note(
        "A picture on a line of its own is smaller than half a phone's column.",
        "use a larger one, if there is one",
    ),
    "picture-converted": _note(
        "A picture is larger than the target takes, or of another kind: a smaller copy is sent.",
        "nothing need be done; to decide yourself, save it in that form",
    ),
    "picture-animation-lost": _warning(
        "An animation is too large for the target, or of a kind it does not take: its first picture is sent.",
        "make it shorter or smaller",
    ),
    # code and tables
    "code-long-line": _note(
        "Lines of code are longer than [check] code_columns: on a phone they wrap or have to be scrolled.",
        "break them, or set code_columns (0 = any length)",
    ),
    "table-wide": _note(
        "A table is wider than a phone: its columns are squeezed, or it has to be scrolled.",
        "leave out a column, or turn rows into columns",
    ),
    "diagram-as-code": _warning(
        "A diagram cannot be drawn here: readers see its source.",
        'mend it, or name a picture of it: ```plantuml {file="picture.png"}',
    ),
    "diagram-wide": _note(
        "A diagram is so wide that its words are hardly legible on a phone.",
        "let it run from top to bottom, or divide it",
    ),
    "diagram-as-picture": _note("A diagram is drawn and sent as a picture.", ""),
    # formulas
    "formula-colour": _note(
        "\\color{red}{x} colours x alone here and in MathJax 2, and all that follows in LaTeX and MathJax 3.",
        "write \\textcolor{red}{x}",
    ),
    "tex-macro-late": _warning(
        "A macro is used before the formula that defines it.", "define it in the first formula"
    ),
    "equation-unknown": _warning(
        "A reference to a numbered formula leads to no formula of the post: readers see ???.",
        "put \\label{…} with that name into the formula that is meant",
    ),
    "label-repeated": _warning(
        "Two formulas have the same label: references lead to the first.", "give each its own"
    ),
    # a target's advice
    "title-long": _warning(
        "The title is longer than some accounts of this target take.",
        "shorten it, or give the target its own: publish: {TARGET: {title: …}}",
    ),
    "author-long": _warning(
        "The author's name is longer than some accounts of this target take.",
        "shorten `author` in the post or in [site]",
    ),
    "summary-long": _warning(
        "The summary is longer than some accounts of this target take.",
        "shorten `description` in the front matter",
    ),
    "body-long": _warning(
        "The body is longer than some accounts of this target take, or than its documentation says.",
        "split the post where the hint says, or push it and see: usually it is taken",
    ),
    # HTML and the site
    "html-dropped": _warning(
        "HTML that could run or load something, or that nothing is known of, is left out.",
        "write it in Markdown",
    ),
    "tag-dropped": _warning(
        "A tag of the blog's generator means nothing elsewhere: it is left out.", "say it in Markdown too"
    ),
    "tag-unwrapped": _note("A tag of the blog's generator is left out, its words or its link kept.", ""),
    "icon-dropped": _note("An icon of the blog's theme is left out: it is no character.", "use an emoji"),
    "tabs-flattened": _note("Tabs stand one below the other, each under its name.", ""),
    "html-embed": _note("An embedded page became a link to it.", ""),
    "embed-as-link": _note("A text embedded with ![[…]] became a link to it.", ""),
    "html-unwrapped": _note("An HTML element was left out, its content kept.", ""),
    "front-matter": _note(
        "A key of the front matter says nothing where it stands, or is written otherwise for a target.",
        "",
    ),
    "no-address": _note(
        "The post has no canonical address: the permalink needs something it does not have.",
        "add what the message names (an abbrlink, a date)",
    ),
    "block-place": _warning(
        "A generated block has no place at the end, since the text ends inside something.", "close it"
    ),
    "block-prose": _warning(
        "A text of yours stands in a generated block and would be replaced.", "put a rule (***) before it"
    ),
    # said by a push
    "not-kept": _note("The platform did not keep something of the draft.", ""),
    "not-read-back": _note(
        "A draft was sent, but could not be read back.", "look at the draft on the platform"
    ),
    "sent-text-not-kept": _note(
        "The copy of what was sent could not be written; the next plan shows no difference.",
        "check the rights of the .publish folder",
    ),
    # about silencing
    "silence-wrong": _warning(
        "A code that is to be silenced does not exist, or is an error, which cannot be silenced.",
        "mend or remove it; `publish check --list` shows all codes",
    ),
}
