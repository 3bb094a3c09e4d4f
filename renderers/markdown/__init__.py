"""A piece as a Markdown file: YAML front matter and a body, read into a document.

    ---
    title: Herbst-Sale
    facts: {price: 99 €}
    ---
    Ein Absatz, **fett**, [ein Link](https://example.com), {{ fact.price }}.

`README.md` beside this file says what every key and every block means.

Ids of blocks are digests of their kind, their words and how often both occurred, so that reading twice changes
nothing. Problems are collected, each with file, line and column; nothing is dropped in silence.
"""

from renderers.markdown.pictures import Folder
from renderers.markdown.piece import Body, Piece, read_body, read_piece
from renderers.markdown.problems import PieceError

__all__ = ["Body", "Folder", "Piece", "PieceError", "read_body", "read_piece"]
