"""The shared nouns: what passes between authors, renderers, linters and the hub. Standard library only."""
