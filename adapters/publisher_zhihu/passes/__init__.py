"""Tree → tree: what Zhihu's editor lacks becomes what it has, before a single tag is printed.

Run in the order `render` names; after the last one a document holds only the shapes `rules` prints:
Paragraph, Heading (level 2 or 3), Quote of one-line Paragraphs, List of Items (a Paragraph, then Lists),
CodeBlock, MathBlock, Table, ThematicBreak and Figure.
"""
