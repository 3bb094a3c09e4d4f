"""A persona: somebody made up, in whose eyes a document is read. For previews only; what is delivered has no persona.

"Nobody known" needs none: the dialect `plain` writes the defaults. A named reader has the samples of the brand's field
register, so that an author sees „Sehr geehrte Frau Müller-Lüdenscheidt,“ in place and can tell whether it reads well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from renderers.contract.document import Document
from renderers.contract.renderer import Reads, Renderer
from renderers.contract.text import MergeField, RichText, Text, Word
from renderers.contract.tokens import SHIPPED_FIELDS, Tokens
from renderers.contract.walk import rebuild

#: What the shipped register's samples are in other languages: they are German, and a salutation has a grammar.
_SALUTATIONS: Final[Mapping[str, str]] = {
    "en": "Dear Ms Müller-Lüdenscheidt",
    "fr": "Madame Müller-Lüdenscheidt",
    "it": "Gentile signora Müller-Lüdenscheidt",
    "es": "Estimada señora Müller-Lüdenscheidt",
    "pt": "Cara senhora Müller-Lüdenscheidt",
    "nl": "Geachte mevrouw Müller-Lüdenscheidt",
    "pl": "Szanowna Pani Müller-Lüdenscheidt",
    "cs": "Vážená paní Müller-Lüdenscheidt",
    "da": "Kære Johanna Müller-Lüdenscheidt",
    "sv": "Kära Johanna Müller-Lüdenscheidt",
    "tr": "Sayın Müller-Lüdenscheidt",
    "ar": "السيدة المحترمة Müller-Lüdenscheidt",
    "he": "גברת Müller-Lüdenscheidt הנכבדה",
}
_ENGLISH: Final[Mapping[str, str]] = {"company": "Example Ltd", "city": "Newcastle upon Tyne"}
_SHIPPED: Final[Mapping[str, str]] = {entry.name: entry.sample for entry in SHIPPED_FIELDS}
_FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "upcase": str.upper,
    "downcase": str.lower,
    "capitalize": lambda text: text[:1].upper() + text[1:],
}


@dataclass(frozen=True, slots=True)
class Persona:
    """What is known of a reader: values by the names of merge fields. Of what is not there, nothing is known."""

    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """The value of a field, or nothing."""
        return dict(self.values).get(name, "")


def named_reader(tokens: Tokens, locale: str) -> Persona:
    """A reader of whom every registered field is known: by the brand's own sample, or ours in the locale's language."""
    abroad = _abroad(locale.replace("_", "-").partition("-")[0].lower())
    values = []
    for entry in tokens.fields:
        is_ours = entry.sample == _SHIPPED.get(entry.name)
        sample = abroad.get(entry.name, entry.sample) if is_ours else entry.sample
        if sample:
            values.append((entry.name, sample))
    return Persona(tuple(values))


def _abroad(language: str) -> Mapping[str, str]:
    """Our samples in another language than German; English ones where we have no others."""
    if language == "de":
        return {}
    return {**_ENGLISH, "salutation": _SALUTATIONS.get(language, _SALUTATIONS["en"])}


def knows_readers(renderer: Renderer) -> bool:
    """Whether a channel addresses one reader at a time; what is posted or printed says the same to everybody."""
    return Reads.FIELDS in renderer.reads


def read_by(document: Document, persona: Persona) -> Document:
    """The document with every merge field replaced by what is known of the reader; the rest keep their defaults.

    Short wordings, overrides and the arm are replaced, too. Render it in the dialect `plain`.
    """

    def word(run: Word) -> Word:
        if isinstance(run, MergeField) and (value := persona.value(run.name)):
            for name in run.filters:
                value = _FILTERS.get(name, str)(value)
            return Text(value, run.marks)
        return run

    def text(rich: RichText) -> RichText:
        return rich.mapped(word)

    return rebuild(document, text=text, asset=lambda asset: asset)
