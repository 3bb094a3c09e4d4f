"""The inflected forms of a term, worked out once, when a guideline is compiled."""

from collections.abc import Iterable

from brand.language.locales import language_of, region_of, vocabulary_of

_SHORTEST_WITH_E = 5
_SIBILANTS = ("s", "ß", "x", "z", "ch", "sh")


def expand_forms(term: str, language: str = "de", forms: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the term, its declared forms and those with the endings of its language, each once, in that order.

    German -s -n -en -es, for words of five letters or more also -e (*Produkte*; a shorter *Rat* would hit *Rate*), and
    for words in lower case the endings of adjectives; English -s -es -'s. Only the last word takes an ending, and only
    if it ends in a letter: "24/7" and "C++" stay as they are. Forms with another stem (*Häuser*) are for `forms` to
    declare. A Swiss locale ("de-CH") adds each form with ss for ß.
    """
    found = [term.strip(), *(form.strip() for form in forms)]
    if term.strip()[-1:].isalpha():
        found += [term.strip() + ending for ending in _endings(term.strip(), language)]
    if language_of(language) == "de" and region_of(language) in {"CH", "LI"}:
        found += [form.replace("ß", "ss") for form in found]
    return tuple(dict.fromkeys(form for form in found if form))


def _endings(term: str, language: str) -> tuple[str, ...]:
    endings = vocabulary_of(language).term_endings
    if language_of(language) == "de":
        if term[0].islower() and " " not in term:
            endings += ("e", "er", "em")
        elif len(term.rsplit(maxsplit=1)[-1]) >= _SHORTEST_WITH_E:
            endings += ("e",)
        return tuple(ending for ending in endings if _german_ending_fits(term.lower(), ending))
    if term.lower().endswith(_SIBILANTS):
        return tuple(ending for ending in endings if ending != "s")
    return endings


def _german_ending_fits(term: str, ending: str) -> bool:
    """Tasche, Tafel and Kleider take -n and nothing else that begins with e; Preis takes no further -s."""
    if ending == "s":
        return not term.endswith(("s", "ß", "x", "z"))
    if ending == "n":
        return term[-1] in "aeiouyäöülr"
    return not term.endswith("e")
