"""Verdicts on variants: what the brand's rules find in the bytes that are delivered."""
