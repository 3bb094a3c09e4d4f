"""What a writer may put in at the cursor: the piece's facts, and merge fields with words for whom nothing is known."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from brand.guideline import Address, Guideline
from hub.accounts.language import current_translator
from hub.content.convert import facts_of, locale_of
from hub.content.models import Piece
from renderers.contract.text import FactRef, MergeField
from renderers.contract.tokens import Field

#: What stands for whom nothing is known, by language, so that "Hello {name}" reads well. None of it claims a fact.
_NOBODY = {
    "de": {
        "first_name": "liebe Kundin, lieber Kunde",
        "last_name": "liebe Kundin, lieber Kunde",
        "salutation": "Guten Tag",
        "company": "{dein} Unternehmen",
        "city": "{deiner} Stadt",
        "email": "{deine} E-Mail-Adresse",
    },
    "en": {
        "first_name": "there",
        "last_name": "customer",
        "salutation": "Hello",
        "company": "your company",
        "city": "your city",
        "email": "your email address",
    },
}
_SIE = ("Ihr", "Ihre", "Ihrer")
_POSSESSIVES = {
    Address.SIE: _SIE,
    Address.DU: ("dein", "deine", "deiner"),
    Address.IHR: ("euer", "eure", "eurer"),
}


def insertable(piece: Piece, guideline: Guideline) -> Iterator[dict[str, Any]]:
    """Facts and merge fields, each as it is typed, with what it says."""
    locale = locale_of(piece)
    facts = [
        {"text": FactRef(one.name).source, "label": one.name, "sample": one.qualified(locale) or one.value}
        for one in facts_of(piece)
    ]
    translate = current_translator()
    fields = [
        {
            "text": MergeField(field.name, default=default_of(field, guideline, locale)).source,
            "label": translate(field.label) or field.name,
            "sample": field.sample,
        }
        for field in guideline.tokens.fields
    ]
    yield {"label": _("Facts"), "entries": facts, "empty": _("No facts yet. They are in the tab “Facts”.")}
    yield {"label": _("Merge fields"), "entries": fields, "empty": _("The guideline names no merge fields.")}


def default_of(field: Field, guideline: Guideline, locale: str) -> str:
    """Words for a field of whom nothing is known: never empty, in the brand's form of address."""
    language = locale[:2]
    known = _NOBODY.get(language, _NOBODY["en"])
    if field.name in known:
        words = zip(("{dein}", "{deine}", "{deiner}"), _POSSESSIVES.get(guideline.voice.address, _SIE), strict=True)
        said = known[field.name]
        for place, word in words:
            said = said.replace(place, word)
        return said
    return current_translator()(field.label) or field.name.replace("_", " ")
