"""Raised digits get signs of their own: a footnote mark is no digit of the number before it, nor is a square of meters.

`49 €<sup>1</sup>` is "49 €¹", `m<sup>2</sup>` is "m²", and `19<sup>99</sup> €` is "19⁹⁹ €", whose cents the facts know.
"""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Elements and settings of style sheets that raise what is in them.
TAGS = frozenset({"sup"})
POSITIONS = frozenset({"super", "text-top"})


def raised(words: str) -> str:
    """The same words, as long as before, with raised digits."""
    return words.translate(_RAISED)
