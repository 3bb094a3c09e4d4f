"""The documents as people edit them: one function each, in Python."""
