"""Rules about pages: what search engines show of them, what must be linked, what must not be live."""
