"""Typefaces: which, how large, and whether the file brings them along."""
