"""Stored variants: immutable content by render key, and the slots that say which variant stood where, when and why."""
