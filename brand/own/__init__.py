"""The rules that a brand writes itself: compiled, run and tried out."""

from brand.own.compiled import Compiled, PatternError, compiled
from brand.own.rule import OwnRule, own_rules
from brand.own.trial import failed_tests, matches

__all__ = ["Compiled", "OwnRule", "PatternError", "compiled", "failed_tests", "matches", "own_rules"]
