"""Merge fields: known, with a default, and filled in."""
