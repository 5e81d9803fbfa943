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
    "own-link-preview": _note(
        "A link leads to the preview on your own machine; readers get the post it shows.",
        "write the post's own address",
    ),
    "link-names-platform": _note(
        "A link to a post of yours is called by a platform's name, but leads to where that post stands for "
        "these readers.",
        "call it by the post's title",
    ),
    "link-empty": _warning("A link has no words to click on, or no address.", "write both: [words](address)"),
    "link-nested": _note("A link stands inside another; the inner one becomes words.", "part them"),
    "link-own-spelling": _note(
        "A link names this site by a scheme or host that publish.toml does not know.",
        "write it like [site] url, or add this spelling to [site] aliases",
    ),
    "link-says-other": _warning(
        "A link's words are the title of another post than the one it leads to, or name another part of its "
        "series.",
        "link to the post the words name, or mend the words",
    ),
    "link-local": _warning(
        "A link leads to a server on your own machine or network, which readers cannot reach.",
        "write the public address; an address that is only shown belongs in a code span",
    ),
    "link-own-http": _warning(
        "A link names this site by http, where it is https: readers are redirected, or warned.",
        "write it like [site] url",
    ),
    "link-own-alias": _note(
        "A link names this site by another spelling than [site] url has.",
        "write it like [site] url",
    ),
    "link-own-elsewhere": _note(
        "A link to a post of yours is written with its address on a platform.",
        "write its address on this site: each target gets the address there",
    ),
    "link-self": _note("A post links to itself.", "remove the link, or name the post that is meant"),
    "link-repeated": _note("A list has the same post of yours twice.", "remove one of the two"),
    "anchor-unknown": _warning(
        "A link names a place (#heading) which the page does not have: readers land at its top.",
        "write the heading as its address has it",
    ),
    "post-unlinked": _note(
        "No other post links to this one, in its text or in a list.",
        "link to it where it helps, or silence the code for posts that stand alone",
    ),
    # outside links
    "outside-moved": _note(
        "An outside page has moved for good: the old address leads to the new one, for now.",
        "write the new address",
    ),
    "outside-no-host": _warning(
        "The host of an outside link does not exist (any more).",
        "find where the page is now, link to an archived copy, or remove the link",
    ),
    "outside-tls": _warning(
        "The certificate of an outside page's host is not trusted: browsers warn before they show it.",
        "link to where it is safe, or leave the address out: [check] skip_links",
    ),
    "outside-untold": _note(
        "Whether an outside page is there cannot be told: its host refuses programs, is busy or does not "
        "answer.",
        "look at it in a browser; addresses of hosts that always refuse can be left out: [check] skip_links",
    ),
    "outside-not-asked": _note(
        "An outside page was not asked for: its host's robots.txt forbids it, it is not on the public "
        "internet, or there was no time left.",
        "look at it in a browser, or leave the address out: [check] skip_links",
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
    "picture-to-fetch": _note(
        "A picture elsewhere on the web has not been fetched yet: what it is and how large is known once the "
        "post was pushed.",
        "nothing need be done; a copy beside the post is safer",
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
    "diagram-picture": _note(
        "A picture beside the post has the name of a diagram, and is sent in its place.",
        "give the diagram or the picture another name if it should be drawn",
    ),
    "diagram-stale": _warning(
        "A diagram was changed, but not the picture that is sent in its place.",
        "draw the picture anew",
    ),
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
        "A generated block has no place: the text ends inside something, or publish.toml has no such block.",
        "do as the message says",
    ),
    "block-prose": _warning(
        "A text of yours stands in a generated block and would be replaced.", "put a rule (***) before it"
    ),
    "related-unknown": _note(
        "Front matter lists a post as related that is not there (yet): it is left out.",
        "mend its name, or write the post",
    ),
    "related-cut": _note(
        "A list of posts kept by hand is longer than this target's setting `related` allows.",
        'raise the number, set it to "all", or remove it: without it such lists are shown in full',
    ),
    "qr-code-left-out": _note(
        "A QR code in a generated block is left out: this platform does not allow them.",
        "to show it, set `qr_codes = true` in the target's table of publish.toml",
    ),
    # said by a push
    "not-kept": _note("The platform did not keep something of the draft.", ""),
    "not-as-sent": _warning(
        "Something of a draft is not there as it was sent: the platform dropped or changed it.",
        "look at the draft; write that place otherwise if readers need it",
    ),
    "not-read-back": _note(
        "A draft was sent, but could not be read back.", "look at the draft on the platform"
    ),
    "replaced-kept": _note(
        "What somebody else wrote there was overwritten, as asked for; a copy of it was kept.",
        "look into the file named, and take over what you want to keep",
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
