"""The published guideline as a page that people like to read."""
