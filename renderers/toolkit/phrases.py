"""The few words that renderers add to a piece, in the piece's language. They are delivered, not shown in the admin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place


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
    "pt": Phrases(
        instead_of="em vez de",
        code="Código",
        picture="Foto",
        video="Vídeo",
        links="Links",
        unsubscribe="Cancelar a subscrição",
        view_online="Ver no navegador",
        preferences="Alterar as preferências",
        phone="Telefone",
        dash="—",
    ),
    "tr": Phrases(
        instead_of="önceki fiyat:",
        code="Kod",
        picture="Görsel",
        video="Video",
        links="Bağlantılar",
        unsubscribe="Abonelikten çık",
        view_online="Tarayıcıda görüntüle",
        preferences="Tercihleri değiştir",
        phone="Telefon",
        dash="—",
    ),
    "cs": Phrases(
        instead_of="místo",
        code="Kód",
        picture="Foto",
        video="Video",
        links="Odkazy",
        unsubscribe="Odhlásit odběr",
        view_online="Zobrazit v prohlížeči",
        preferences="Změnit předvolby",
        phone="Telefon",
        dash="–",
    ),
    "da": Phrases(
        instead_of="i stedet for",
        code="Kode",
        picture="Foto",
        video="Video",
        links="Links",
        unsubscribe="Afmeld nyhedsbrevet",
        view_online="Vis i browseren",
        preferences="Skift indstillinger",
        phone="Telefon",
        dash="–",
    ),
    "sv": Phrases(
        instead_of="i stället för",
        code="Kod",
        picture="Foto",
        video="Video",
        links="Länkar",
        unsubscribe="Avsluta prenumerationen",
        view_online="Visa i webbläsaren",
        preferences="Ändra inställningar",
        phone="Telefon",
        dash="–",
    ),
    "ar": Phrases(
        instead_of="بدلاً من",
        code="الرمز",
        picture="صورة",
        video="فيديو",
        links="الروابط",
        unsubscribe="إلغاء الاشتراك",
        view_online="العرض في المتصفح",
        preferences="تعديل التفضيلات",
        phone="هاتف",
        dash="—",
    ),
    "he": Phrases(
        instead_of="במקום",
        code="קוד",
        picture="תמונה",
        video="וידאו",
        links="קישורים",
        unsubscribe="הסרה מרשימת התפוצה",
        view_online="צפייה בדפדפן",
        preferences="שינוי העדפות",
        phone="טלפון",
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
    "pt": ("«", "»"),
    "ar": ("«", "»"),
    "da": ("”", "”"),
    "sv": ("”", "”"),
}
_OWN_MARKS = "\"„“”»«'‚‘’"


def phrases(language: str) -> Phrases:
    """The words in a language ("de"); English where there are none of its own."""
    return _PHRASES.get(language, _PHRASES["en"])


def borrowed(document: Document, texts: Iterable[str]) -> Iterator[Loss]:
    """The English words of ours that stand in finished texts of a piece in a language that has none here."""
    language = document.language
    if language in _PHRASES:
        return
    whole = "\n".join(texts)
    ours = (*astuple(_PHRASES["en"]), *(fact.qualifier_word(language) for fact in document.facts))
    words = [word for word in dict.fromkeys(ours) if word and re.search(rf"\b{re.escape(word)}\b", whole)]
    if words:
        why = Message(
            "Words such as “Unsubscribe” are not known in “{language}”: English ones stand there.", language=language
        )
        yield Loss(LossKind.REPLACED, ", ".join(words), why, Place("locale"))


def isolated(words: str, language: str) -> str:
    """A line of its own direction, for pages from right to left: a German address, a telephone number."""
    return f"\u2068{words}\u2069" if words and direction(language) == "rtl" else words


def quotation_marks(words: str, language: str) -> tuple[str, str]:
    """The marks to set around somebody's words; none around words that bring their own."""
    if not words or words[0] in _OWN_MARKS:
        return "", ""
    return _QUOTATION.get(language, ("“", "”"))


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language in {"ar", "fa", "he", "ur", "yi", "ps", "ckb", "dv"} else "ltr"
