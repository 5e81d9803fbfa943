"""Regions of a post that are generated, not authored (`[[blocks]]`): footers, lists of related posts.

recognise(document, text, rules, wrappers)   find them in an old post, and the places for missing ones
fill(document, site, post)                   what the target's templates make of them, as tree, with notes
replacements(post, site)                     the same as patches of the author's text, with notes
listed.wanted(value), .find_post(name, site) what front matter's `publish.related` says
shown.shown(document, site)                  links and pictures that regions hold, or show once filled
replacements.without(post, names), .outside  the author's text without some regions, or any
relisted.relisted(post, site)                a list kept by hand as the front matter that says the same
"""

from publisher.markdown.blocks.fill import fill
from publisher.markdown.blocks.recognise import recognise
from publisher.markdown.blocks.replacements import Replacement, replacements

__all__ = ["Replacement", "fill", "recognise", "replacements"]
