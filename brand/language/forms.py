"""The inflected forms of a term, worked out once, when a guideline is compiled."""

from collections.abc import Iterable

from brand.language.locales import language_of, region_of, vocabulary_of
from brand.language.vocabulary import word_set

_SHORTEST_WITH_E = 5
_SIBILANTS = ("s", "ß", "x", "z", "ch", "sh")
#: Adjectives of English that compare with -er and -est and that brands like to ban; others would make *user* of *use*.
_COMPARED = word_set("""
    cheap clean clever cold cool crazy dark dirty dull dumb easy fast fat fine free fresh great green hard hot
    lame large lazy light mad nice odd old poor quick rich rough sad safe shady shoddy sick simple slim slow
    small smart soft strong stupid sweet thin tough ugly weak weird wild young
""")
_DOUBLED = word_set("fat hot mad sad slim thin")
_STEPS = ("er", "ere", "eren", "erem", "erer", "eres", "ste", "sten", "stem", "ster", "stes")
_UNCOMPARED = ("e", "n", "es", "ls", "cks")
_HISSING = ("d", "t", "s", "ß", "x", "z", "sch")


def expand_forms(term: str, language: str = "de", forms: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the term, its declared forms and those with the endings of its language, each once, in that order.

    German -s -n -en -es, for words of five letters or more also -e (*Produkte*; a shorter *Rat* would hit *Rate*),
    and for words in lower case the endings of adjectives; English -s -es -'s. Only the last word takes an ending,
    and only if it ends in a letter: "24/7" and "C++" stay as they are. Forms with another stem (*Häuser*) are for
    `forms` to declare. Adjectives bring their comparatives and superlatives along: *billigste*, *cheaper*. A Swiss
    locale ("de-CH") adds each form with ss for ß.
    """
    found = [term.strip(), *(form.strip() for form in forms)]
    if term.strip()[-1:].isalpha():
        found += [term.strip() + ending for ending in _endings(term.strip(), language)]
        found += _compared(term.strip(), language)
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


def _compared(term: str, language: str) -> list[str]:
    """The comparatives and superlatives of what may be an adjective."""
    if language_of(language) != "de":
        return _compared_in_english(term) if term in _COMPARED else []
    if not term[0].islower() or " " in term or len(term) < _SHORTEST_WITH_E - 1 or term.endswith(_UNCOMPARED):
        return []
    return [term + ("e" if step[0] == "s" and term.endswith(_HISSING) else "") + step for step in _STEPS]


def _compared_in_english(term: str) -> list[str]:
    stem = f"{term[:-1]}i" if term.endswith("y") else term + term[-1] if term in _DOUBLED else term.removesuffix("e")
    return [f"{stem}er", f"{stem}est"]


def _german_ending_fits(term: str, ending: str) -> bool:
    """Tasche, Tafel and Kleider take -n and nothing else that begins with e; Preis takes no further -s."""
    if ending == "s":
        return not term.endswith(("s", "ß", "x", "z"))
    if ending == "n":
        return term[-1] in "aeiouyäöülr"
    return not term.endswith("e")
