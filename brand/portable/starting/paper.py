"""A PDF becomes candidates: inks and spot colors, typefaces by name, and what its words say of the sender."""

from collections.abc import Iterator

from brand.inspect.apart import Runner, here, inspect_pdf_apart
from brand.portable.designtokens import Skipped
from brand.portable.starting.candidates import COLORS, Candidates
from brand.portable.starting.colors import colors_of
from brand.portable.starting.page import locale_of
from brand.portable.starting.typefaces import fonts_of
from brand.portable.starting.words import guessed_language, lines_of, texts_of
from brand.subject import Subject
from renderers.contract.message import Message


def read_paper(data: bytes, *, name: str, run: Runner = here) -> Candidates:
    """What a PDF tells of its brand; it is taken apart in the process that `run` lends.

    Raises:
        InspectError: it is locked, broken, or too large; or what `run` says of a parser that failed.
    """
    subject = inspect_pdf_apart(data, name=name, run=run)
    language = locale_of(subject) or guessed_language(subject)
    colors = colors_of(subject, {}, language=language)
    texts = texts_of(subject, None, url="", locale=language)
    sender = next((one.value for one in texts if one.key in {"sender.name", "sender.company"}), "")
    return Candidates(
        source=name,
        colors=colors,
        fonts=fonts_of(subject),
        texts=texts,
        lines=lines_of(subject, url="", locale=language, name=sender),
        troubles=tuple(Skipped("", trouble) for trouble in _troubles(subject, len(colors))),
    )


def _troubles(subject: Subject, colors: int) -> Iterator[Message]:
    if not any(run.text.strip() for run in subject.runs):
        yield Message("The PDF holds no text: its words are pictures or outlines.")
    if subject.fonts:
        yield Message("Typefaces are taken by name only; the files inside a PDF are licensed for that PDF.")
    if subject.pictures:
        yield Message("Pictures inside a PDF are left alone. Upload the logo as SVG to the library.")
    if colors == COLORS:
        yield Message("There are more colors; the {limit} that are used most are shown.", limit=COLORS)
