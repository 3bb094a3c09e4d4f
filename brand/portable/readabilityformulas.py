"""Vale's readability scores and metrics as formulas of own rules."""

import re

#: School grades, as their authors have them; their mean is compared.
_GRADES = {
    "flesch-kincaid": "(0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59)",
    "gunning fog": "(0.4 * (words / sentences + 100 * (complex_words / words)))",
    "coleman-liau": "(5.88 * (characters / words) - 29.6 * (sentences / words) - 15.8)",
    "smog": "(1.043 * sqrt(polysyllabic_words * 30 / sentences) + 3.1291)",
    "automated readability": "(4.71 * (characters / words) + 0.5 * (words / sentences) - 21.43)",
    "lix": "(words / sentences + 100 * (long_words / words))",
}


def comparison(metrics: list[str], grade: str) -> tuple[str, list[str]]:
    """The formula that says that the mean of some scores is above a grade, and the scores that are not known."""
    known = [_GRADES[name.lower()] for name in metrics if name.lower() in _GRADES]
    unknown = [name for name in metrics if name.lower() not in _GRADES]
    return (f"({' + '.join(known)}) / {len(known)} > {grade}" if known else ""), unknown


def plain_formula(formula: str) -> str:
    """A formula of Vale's in our names."""
    bare = re.sub(r"\bmath\.", "", formula)
    return " ".join(re.sub(r"\bheading[._](h[1-6])\b", r"\1", bare).split())
