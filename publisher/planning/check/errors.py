"""The codes of what must be mended before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.finding import Explanation, Level


def _error(meaning: str, remedy: str) -> Explanation:
    return Explanation(Level.ERROR, meaning, remedy)


ERRORS: Mapping[str, Explanation] = {
    # the file and its front matter
    "post-unreadable": _error(
        "The file cannot be read, or its front matter cannot.",
        "mend the line that is named; files are UTF-8",
    ),
    "post-empty": _error("There is nothing below the front matter.", "write the post, or remove the file"),
    "front-matter-value": _error(
        "A key of the front matter has a value it cannot have.", "write it as the hint shows"
    ),
    "publish-option": _error(
        "The `publish:` table of the front matter holds an unknown key, or a value it cannot have.",
        "write it as the hint shows; keys are targets' names, `at`, `related`, `series`, `group`, `silence`",
    ),
    "key-clash": _error(
        "Two posts have the same key or the same address: nobody knows which is meant.",
        "give each an abbrlink (or slug) of its own",
    ),
    "post-link-unknown": _error(
        "A `post_link` or `post_url` tag names no post of this site; the blog would not build either.",
        "write the file's name without .md",
    ),
    "tag-broken": _error(
        "A tag of the blog's generator is unknown, unfinished or lacks an argument.",
        "mend it, write Markdown instead, or put it in a code span if it is text",
    ),
    "outside-gone": _error(
        "An outside page is not there any more (HTTP 404 or 410).",
        "find where it is now, link to an archived copy, or leave the address out: [check] skip_links",
    ),
    # pictures
    "picture-missing": _error(
        "A picture's file is not there.", "put it beside the post, or mend the name; capital letters count"
    ),
    "picture-outside": _error("A picture lies outside the site.", "copy it next to the post"),
    "picture-address": _error(
        "A picture has no address, or one that nothing can be fetched from.",
        "write the name of a file beside the post, or an https address",
    ),
    "picture-broken": _error(
        "A file cannot be read, or is no picture of a kind known here.", "save the picture again"
    ),
    "picture-too-large": _error("A picture has too many bytes or pixels to work with.", "make it smaller"),
    # formulas
    "formula-broken": _error(
        "A formula cannot be set: its TeX has a mistake. With --lenient its source is shown, and this is a "
        "warning.",
        "mend the TeX as the message says",
    ),
    # a target's limits
    "title-empty": _error("The title is empty.", "write one in the front matter"),
    "title-too-long": _error(
        "The title is longer than the target takes.",
        "shorten it, or give the target its own: publish: {TARGET: {title: …}}",
    ),
    "author-too-long": _error(
        "The author's name is longer than the target takes.", "shorten `author` in the post or in [site]"
    ),
    "summary-too-long": _error(
        "The summary is longer than the target takes.", "shorten `description` in the front matter"
    ),
    "source-url-too-long": _error(
        "The address of the original is longer than the target takes.", "give the post a shorter permalink"
    ),
    "body-too-long": _error(
        "The body is larger than the target takes, even after everything was done to make it small.",
        "split the post where the hint says, or leave out what costs most",
    ),
    "cover-missing": _error(
        "The target needs a cover, and there is none.",
        "name one in the front matter (cover: picture.png), or for every post: [site] cover",
    ),
    # whatever else stops a post
    "source": _error("Something in the post stops an adapter.", "mend it as the message says"),
    "limit": _error("An adapter finds that its platform cannot carry the post.", "do as the message says"),
    "settings": _error("publish.toml has a mistake.", "mend the key that is named"),
    "internal": _error(
        "A mistake in this program or in an adapter.", "run again with --debug, and report what it says"
    ),
}
