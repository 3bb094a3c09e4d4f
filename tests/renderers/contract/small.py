"""A renderer as small as can be, and a document with everything that a view looks at."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from renderers.contract.artifact import Artifact, MeterKind, Part
from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Campaign,
    Columns,
    Document,
    Fact,
    FactType,
    Override,
    Paragraph,
    Picture,
    Qualifier,
    Replacement,
    Rights,
)
from renderers.contract.grammar import read
from renderers.contract.renderer import Format, Limit, OverrideField, Reads, Renderer
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import RichText
from renderers.contract.tokens import Color, Font, LegalLine, Logo, Sender, Tokens, localized


@dataclass(frozen=True)
class Plug:
    """Any kind of plug-in."""

    key: str


class Leaflet(Renderer):
    """Writes nothing; says what it reads."""

    key = "leaflet"
    label = "Leaflet"
    version = "1"
    formats = (Format("small", label="Small"), Format("large", label="Large"))
    dialects = ("plain", "brevo")
    override_fields = (OverrideField("subject", label="Subject"), OverrideField("headline", label="Headline"))
    limits = (
        Limit("words", 100, "words", MeterKind.HARD),
        Limit("lines", 10, "lines", MeterKind.ADVICE, formats=("large",)),
    )

    def __init__(self, *reads):
        self.reads = frozenset(reads)

    def render(self, source, assets):
        return Artifact((Part("leaflet.txt", "text/plain", source.document.heading[1].plain.encode()),))

    def measure(self, text, format_key):
        return ()


EVERYTHING = Leaflet(*Reads)
NOTHING = Leaflet()

HERO = AssetRef("wald.jpg", "a" * 64, "Ein Wald", (0.3, 0.4), 800, 600, "Foto M", rights=Rights("CC BY"))
FACTS = (
    Fact("price", FactType.PRICE, "99.00 EUR", Qualifier.FROM, "99 €"),
    Fact("ends", FactType.DATE, "2026-12-24", display="24. Dezember 2026"),
    Fact("unused", FactType.CODE, "X", display="X"),
)


def override(channel, format_, field, text):
    return Override(channel, format_, field, Replacement(text=RichText.of(text)))


DOCUMENT = Document(
    id="id",
    locale="de-DE",
    title="Arbeitstitel",
    slug="slug",
    headline=read("Nur {{ fact.price }}"),
    teaser=read('Bis {{ fact.ends }}, {{ contact.first_name | default: "du" }}'),
    short=(RichText.of("Kurz"),),
    blocks=(
        Paragraph(id="p1", text=RichText.of("Für alle")),
        Paragraph(id="p2", text=RichText.of("Nur Blatt"), channels=("leaflet",)),
        Paragraph(id="p3", text=RichText.of("Nur Mail"), channels=("email", "web")),
        Columns(
            id="c1",
            columns=(
                (Paragraph(id="p4", text=RichText.of("Links")),),
                (Paragraph(id="p5", text=RichText.of("Rechts"), channels=("email",)),),
            ),
        ),
        Picture(id="b1", asset=HERO),
        ActionBlock(id="a1", action=Action(RichText.of("Weiter"), "https://a.example/b")),
    ),
    action=Action(RichText.of("Los"), "https://a.example/los"),
    hero=HERO,
    hashtags=("herbst",),
    facts=FACTS,
    campaign=Campaign("herbst", "Herbst"),
    overrides=(
        override("social", "instagram-feed", "headline", "Insta"),
        override("leaflet", "large", "subject", "Groß"),
    ),
    legal=(RichText.of("Solange Vorrat reicht."),),
    revision="7",
)
TOKENS = Tokens(
    brand="demo",
    colors=(Color("Rost", "#a03010", roles=("accent",)),),
    typography=(Font("body", "Source Sans 3"),),
    logos=(Logo("main", svg=AssetRef("logo.svg", "b" * 64)),),
    legal=(
        LegalLine("imprint", localized({"de": "Impressum", "en": "Imprint"})),
        LegalLine("vat", localized("inkl. MwSt."), triggers=("fact:price",)),
        LegalLine("free", localized("Gratis heißt gratis."), triggers=("text:gratis",)),
        LegalLine("opt-out", localized("STOP"), channels=("sms",)),
    ),
    sender=Sender("Demo"),
    version="3",
)
REQUEST = RenderRequest(
    format="small",
    links=LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_medium", "{format}"))),
    dated=datetime(2026, 10, 1, 8, 0, 0, 123, tzinfo=UTC),
)


def with_price(document, value, display):
    facts = tuple(
        replace(fact, value=value, display=display) if fact.name == "price" else fact for fact in document.facts
    )
    return replace(document, facts=facts)
