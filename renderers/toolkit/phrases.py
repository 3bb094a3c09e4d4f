"""The few words that renderers add to a piece, in the piece's language. They are delivered, not shown in the admin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words that stand beside an author's in a delivered text. `dash` comes before the name of whom a quote is of."""

    instead_of: str
    code: str
    picture: str
    video: str
    links: str
    unsubscribe: str
    view_online: str
    preferences: str
    phone: str
    dash: str


_PHRASES = {
    "de": Phrases(
        instead_of="statt",
        code="Code",
        picture="Bild",
        video="Video",
        links="Links",
        unsubscribe="Newsletter abbestellen",
        view_online="Im Browser ansehen",
        preferences="Einstellungen ändern",
        phone="Telefon",
        dash="–",
    ),
    "en": Phrases(
        instead_of="instead of",
        code="Code",
        picture="Picture",
        video="Video",
        links="Links",
        unsubscribe="Unsubscribe",
        view_online="View in your browser",
        preferences="Change your preferences",
        phone="Phone",
        dash="—",
    ),
}


_QUOTATION = {
    "de": ("„", "“"),
    "fr": ("«\u202f", "\u202f»"),
    "it": ("«", "»"),
    "es": ("«", "»"),
    "pl": ("„", "”"),
    "cs": ("„", "“"),
}
_OWN_MARKS = "\"„“”»«'‚‘’"


def phrases(language: str) -> Phrases:
    """The words in a language ("de"); English where there are none of its own."""
    return _PHRASES.get(language, _PHRASES["en"])


def quotation_marks(words: str, language: str) -> tuple[str, str]:
    """The marks to set around somebody's words; none around words that bring their own."""
    if not words or words[0] in _OWN_MARKS:
        return "", ""
    return _QUOTATION.get(language, ("“", "”"))


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language in {"ar", "fa", "he", "ur", "yi", "ps", "ckb", "dv"} else "ltr"
