"""Campaigns and pieces: what people write, and how it becomes a neutral document."""
