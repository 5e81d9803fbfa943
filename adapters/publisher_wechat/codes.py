"""The codes of what WeChat cannot show, or what was decided for it, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.finding import Explanation, Level

CODES: Mapping[str, Explanation] = {
    "cover-chosen": Explanation(
        Level.NOTE,
        "No cover is named: the first picture that suits is used.",
        "name another in the front matter: cover: picture.png",
    ),
    "cover-drawn": Explanation(
        Level.NOTE,
        "No picture of the post suits as a cover: it is drawn from the title.",
        "name one in the front matter, or for every such post: [site] cover",
    ),
    "cover-focus-unused": Explanation(
        Level.NOTE,
        "What `cover_focus` asks for cannot be said yet, since nobody has seen the cover's size.",
        "keep the cover beside the post",
    ),
    "digest-cut": Explanation(
        Level.NOTE,
        "The description is too long for a digest: its beginning is sent.",
        "write a shorter one: publish: {TARGET: {digest: …}}",
    ),
    "body-size": Explanation(
        Level.NOTE,
        "What the article costs in characters, and what was given up of its looks to keep it short enough.",
        "split the post, or set `budget` of the target (0 = any length)",
    ),
    "contents-plain": Explanation(
        Level.NOTE,
        "A table of contents is a plain list, since readers cannot jump within an article.",
        "",
    ),
    "ruby-plain": Explanation(
        Level.NOTE,
        "A reading stands in brackets after its word instead of above it.",
        "",
    ),
    "link-in-page": Explanation(
        Level.NOTE,
        "A link to a place in the same page becomes text: articles have no such places.",
        "",
    ),
    "details-open": Explanation(
        Level.NOTE,
        "Folded text is shown unfolded: an article cannot fold anything.",
        "",
    ),
    "picture-title": Explanation(
        Level.NOTE,
        "The tooltip of a picture is not shown.",
        "write what matters into the text",
    ),
    "code-info": Explanation(
        Level.NOTE,
        "What follows the language of a code block is not shown.",
        "",
    ),
    "theme-syntax": Explanation(
        Level.ERROR, "A theme of your own is no valid CSS.", "mend the line: name: value; within braces"
    ),
    "theme-unresolved": Explanation(
        Level.ERROR,
        "A variable, sum or import of your theme leads nowhere.",
        "define the variable in :root, or write the value itself",
    ),
    "theme-rule-lost": Explanation(
        Level.WARNING,
        "An @-rule of your theme is left out: no style sheet reaches WeChat, only styles on elements.",
        "remove it",
    ),
    "theme-selector-lost": Explanation(
        Level.WARNING,
        "A selector of your theme styles nothing: themes know single names only.",
        "use a name from the adapter's README",
    ),
    "theme-property-lost": Explanation(
        Level.WARNING, "A property of your theme is one WeChat drops.", "remove it, or use what is suggested"
    ),
    "theme-value-lost": Explanation(
        Level.WARNING,
        "A value in your theme is one WeChat drops, or that must not leave.",
        "use what is suggested",
    ),
    "theme-lost": Explanation(
        Level.WARNING,
        "Part of your theme is left out.",
        "look at all of it with: publish theme check FILE",
    ),
    "theme-contrast": Explanation(
        Level.WARNING,
        "Text is hard to read on what is behind it, by day or in dark mode.",
        "choose a deeper colour; #595959 is the brightest grey that dark mode turns round",
    ),
    "theme-glare": Explanation(
        Level.NOTE,
        "A tinted background becomes a pale box in dark mode.",
        "use a pure grey, almost white, or a translucent colour",
    ),
    "theme-size": Explanation(Level.NOTE, "Type is too small for a phone.", "use at least 12px"),
    "theme-unit": Explanation(
        Level.NOTE, "A unit measures something that is not the article's.", "use px, em or %"
    ),
    "theme-important": Explanation(
        Level.NOTE, "!important is left out: dark mode needs the last word.", "remove it"
    ),
    "theme-editor": Explanation(
        Level.NOTE,
        "WeChat's interface keeps this, its editor may not.",
        "let nothing that must be read depend on it",
    ),
}
