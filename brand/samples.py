"""The sample guideline that rule examples are judged against: a brand invented for it, and examples made subjects."""

from dataclasses import replace
from datetime import date

from brand.guideline import (
    Address,
    Claim,
    ColorPair,
    Guideline,
    Term,
    TermKind,
    Voice,
)
from brand.inspect.html import inspect_html
from brand.inspect.text import inspect_text
from brand.language.gender import GenderStyle
from brand.rule import Good
from brand.subject import Page, Subject, SubjectKind
from renderers.contract import grammar
from renderers.contract.document import Action, AssetRef, Document, Fact, Override, Paragraph
from renderers.contract.tokens import Color, Font, LegalLine, Sender, Tokens

#: The day on which examples are judged.
TODAY = date(2026, 11, 21)
#: Points in a millimeter.
MM = 72 / 25.4

#: "Lumora" makes lamps. It addresses people formally, and is fond of its amber.
TOKENS = Tokens(
    brand="lumora",
    colors=(
        Color("night", "#14213d", (95.0, 80.0, 30.0, 55), roles=("primary", "text", "on-accent")),
        Color("amber", "#fca311", (0.0, 42.0, 98.0, 0.0), roles=("accent",)),
        Color("paper", "#ffffff", (0.0, 0.0, 0.0, 0.0), roles=("background", "on-primary")),
        Color("mist", "#eef1f6", (5.0, 3.0, 1.0, 0.0), roles=("surface",)),
        Color("slate", "#5b6478", (50.0, 35.0, 20.0, 30.0), roles=("muted",)),
        Color("ink-blue", "#1d4ed8", (88.0, 65.0, 0.0, 0.0), roles=("link",)),
    ),
    typography=(
        Font("heading", "Source Serif 4", ("Georgia", "serif"), (400, 700)),
        Font("body", "Source Sans 3", ("Arial", "sans-serif"), (400, 700)),
    ),
    legal=(
        LegalLine(
            "imprint",
            (
                ("de", "Lumora GmbH, Lichtweg 7, 10115 Berlin, info@lumora.example"),
                ("en", "Lumora GmbH, Lichtweg 7, 10115 Berlin, Germany, info@lumora.example"),
            ),
            channels=("email", "web", "print"),
        ),
        LegalLine("unsubscribe", (("de", "Abmelden"), ("en", "Unsubscribe")), channels=("email",)),
        LegalLine(
            "opt-out", (("de", "Abmelden: STOP an 12345"), ("en", "Stop: text STOP to 12345")), channels=("sms",)
        ),
        LegalLine(
            "vat",
            (("de", "Alle Preise inkl. MwSt., zzgl. Versand."), ("en", "Prices include VAT, plus shipping.")),
            triggers=("fact:price",),
        ),
    ),
    sender=Sender(
        name="Lumora",
        company="Lumora GmbH",
        email="post@lumora.example",
        address=("Lichtweg 7", "10115 Berlin"),
        website="https://lumora.example",
        sms_name="Lumora",
    ),
)

GUIDELINE = Guideline(
    brand="lumora",
    tokens=TOKENS,
    voice=Voice(
        address=Address.SIE,
        address_in=(("social", Address.DU),),
        du_capital=False,
        gender=GenderStyle.COLON,
        reading=(30, 80),
        sentence_words=30,
        exclamations=1,
        emoji=2,
        emoji_set=("💡", "✨", "🌙"),
    ),
    terms=(
        Term("billig", instead="günstig", reason="It sounds shoddy.", exceptions=("recht und billig",), language="de"),
        Term("insane", instead="remarkable", reason="It belittles illness.", language="en"),
        Term("cheap", instead="affordable", reason="It sounds shoddy.", language="en"),
        Term("Lampe", TermKind.NON_PREFERRED, instead="Leuchte", language="de"),
        Term("bulb", TermKind.NON_PREFERRED, instead="lamp", forms=("bulbs",), language="en"),
        Term("Email", TermKind.NON_PREFERRED, instead="E-Mail", language="de"),
        Term("login", TermKind.NON_PREFERRED, instead="sign in", language="en"),
        Term("Lumora", TermKind.NAME, forms=("Lumoras",)),
        Term("GlowOne", TermKind.NAME),
        Term("Dunkelwerk", TermKind.COMPETITOR),
        Term("Licht für alle", TermKind.RETIRED, instead="Licht, das bleibt", retired_at=date(2025, 1, 1)),
        Term("Lights on, cares off", TermKind.RETIRED, instead="Light that stays", language="en"),
        Term("Lumora Leuchten KG", TermKind.RETIRED, instead="Lumora GmbH", retired_at=date(2019, 7, 1)),
        Term("Newsletter", TermKind.ANGLICISM, instead="Rundbrief", language="de"),
        Term("Fotokurs", TermKind.MIXED, forms=("Foto-Kurs",), language="de"),
        Term("adviser", TermKind.MIXED, forms=("advisor",), language="en"),
        Term("innovative", TermKind.BUZZWORD, language="en"),
        Term("innovativ", TermKind.BUZZWORD, language="de"),
    ),
    claims=(
        Claim(
            "longevity",
            (("de", "hält 25 Jahre"), ("en", "lasts 25 years")),
            evidence="https://lumora.example/proof/longevity",
            expires=date(2027, 12, 31),
        ),
        Claim("winner", (("de", "Testsieger 2024"), ("en", "Test winner 2024")), expires=date(2026, 6, 30)),
    ),
    pairs=(
        ColorPair("accent", "background", allowed=False),
        ColorPair("text", "accent"),
        ColorPair("text", "background"),
    ),
    hosts=("lumora.example", "www.lumora.example", "lum.example"),
    utm=(("utm_source", "{channel}"), ("utm_medium", "{format}"), ("utm_campaign", "[a-z0-9-]+")),
    locales=("de", "en"),
)


def piece(
    *paragraphs: str,
    headline: str = "",
    locale: str = "en",
    facts: tuple[Fact, ...] = (),
    action: tuple[str, str] | None = None,
    hero: AssetRef | None = None,
    overrides: tuple[Override, ...] = (),
) -> Document:
    """A document for the examples of rules that need one; its texts may hold merge fields and facts."""
    return Document(
        id="5d1f6c1e-6f5b-4f0c-9d43-1f1c6a2c9a01",
        locale=locale,
        title="Evening light",
        slug="evening-light",
        headline=grammar.read(headline),
        blocks=tuple(Paragraph(id=f"p{index}", text=grammar.read(text)) for index, text in enumerate(paragraphs, 1)),
        action=Action(grammar.read(action[0]), action[1]) if action else None,
        hero=hero,
        facts=facts,
        overrides=overrides,
    )


def variant(
    text: str, channel: str, *, document: Document | None = None, locale: str = "en", page: bool = False
) -> Subject:
    """What a channel made of a piece: a text, or the body of a page."""
    inspect = inspect_html if page else inspect_text
    subject = inspect(text, name=f"{channel}.{'html' if page else 'txt'}", channel=channel, locale=locale, today=TODAY)
    return replace(subject, document=document, piece=document.id if document is not None else "evening-light")


def letter(body: str, *, head: str = "", locale: str = "en") -> str:
    """The HTML of a mail around a cell's content, as mailing systems write it."""
    words = "Guten Abend" if locale == "de" else "Good evening"
    return (
        f'<!DOCTYPE html><html lang="{locale}"><head><meta charset="utf-8"><title>{words}</title>{head}</head>'
        '<body style="margin:0;background-color:#ffffff"><table role="presentation" width="600" cellpadding="0" '
        f'cellspacing="0" border="0" align="center"><tr><td style="padding:20px">{body}</td></tr></table></body></html>'
    )


def sheet(*, bleed_mm: float | None = 3.0, locale: str = "en") -> Subject:
    """A printed A5 page; None = a file without trim box."""
    bleed = (bleed_mm or 0.0) * MM
    width, height = 148 * MM, 210 * MM
    media = (0.0, 0.0, width + 2 * bleed, height + 2 * bleed)
    trim = (bleed, bleed, bleed + width, bleed + height)
    page = Page(1, media, trim if bleed_mm is not None else None, media if bleed_mm is not None else None)
    kind = SubjectKind.PDF
    return Subject(name="print.pdf", kind=kind, channel="print", format="a5-flyer", locale=locale, pages=(page,))


def subjects_of(example: Good) -> tuple[Subject, ...]:
    """The subjects an example stands for: its own, or its text made one."""
    return example.subjects or (subject_of(example),)


def subject_of(example: Good) -> Subject:
    """The one subject of an example, judged on `TODAY` unless it names another day."""
    if example.subject is not None:
        subject = example.subject
        return subject if subject.today is not None else replace(subject, today=TODAY)
    channel, locale = example.channel, example.locale
    if example.kind in {SubjectKind.HTML, SubjectKind.MAIL}:
        subject = inspect_html(example.text, name="example.html", channel=channel, locale=locale, today=TODAY)
    else:
        subject = inspect_text(example.text, name="example.txt", channel=channel, locale=locale, today=TODAY)
    return replace(subject, kind=example.kind)


def guideline_of(example: Good) -> Guideline:
    """The guideline an example is judged by."""
    return example.guideline or GUIDELINE
