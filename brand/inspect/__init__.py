"""Bytes, documents and artifacts become subjects: what the rules look at."""
