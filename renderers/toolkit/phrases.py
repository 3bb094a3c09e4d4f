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
    "fr": Phrases(
        instead_of="au lieu de",
        code="Code",
        picture="Photo",
        video="Vidéo",
        links="Liens",
        unsubscribe="Se désabonner",
        view_online="Afficher dans le navigateur",
        preferences="Modifier mes préférences",
        phone="Téléphone",
        dash="—",
    ),
    "it": Phrases(
        instead_of="anziché",
        code="Codice",
        picture="Foto",
        video="Video",
        links="Link",
        unsubscribe="Annulla l’iscrizione",
        view_online="Apri nel browser",
        preferences="Modifica le preferenze",
        phone="Telefono",
        dash="—",
    ),
    "es": Phrases(
        instead_of="en lugar de",
        code="Código",
        picture="Foto",
        video="Vídeo",
        links="Enlaces",
        unsubscribe="Darse de baja",
        view_online="Ver en el navegador",
        preferences="Cambiar las preferencias",
        phone="Teléfono",
        dash="—",
    ),
    "nl": Phrases(
        instead_of="in plaats van",
        code="Code",
        picture="Foto",
        video="Video",
        links="Links",
        unsubscribe="Afmelden",
        view_online="Bekijken in de browser",
        preferences="Voorkeuren wijzigen",
        phone="Telefoon",
        dash="–",
    ),
    "pl": Phrases(
        instead_of="zamiast",
        code="Kod",
        picture="Zdjęcie",
        video="Film",
        links="Linki",
        unsubscribe="Wypisz się",
        view_online="Zobacz w przeglądarce",
        preferences="Zmień preferencje",
        phone="Telefon",
        dash="–",
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
