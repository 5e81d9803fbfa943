"""The parts of `markdown.parse`: rules that make tokens, and a builder that makes the tree of them."""
