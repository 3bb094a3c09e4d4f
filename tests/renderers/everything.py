"""A document that uses every kind of block, and a brand to set it in. For tests of single channels."""

import hashlib
import io
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime

from PIL import Image, ImageDraw, ImageFilter

from renderers.contract.document import (
    Action,
    ActionBlock,
    AssetRef,
    Columns,
    Divider,
    Document,
    Fact,
    FactType,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Qualifier,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.errors import MissingAssetError
from renderers.contract.grammar import read
from renderers.contract.message import Message
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import FactRef, Link, Mark, RichText, Text
from renderers.contract.tokens import Color, Font, LegalLine, Logo, Sender, Tokens, localized

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 80"><circle cx="40" cy="40" r="30" fill="#14532d"/>
<path d="M24 48c10-26 26-22 32-22-2 12-8 28-26 26z" fill="#d9f99d"/>
<rect x="90" y="22" width="200" height="14" rx="7" fill="#14532d"/><rect x="90" y="46" width="130" height="10" rx="5"
fill="#ca8a04"/></svg>"""


@dataclass
class Shelf:
    """Assets in memory."""

    files: dict[str, bytes] = field(default_factory=dict)

    def read(self, ref: AssetRef) -> bytes:
        if ref.sha256 not in self.files:
            raise MissingAssetError(Message("The picture “{name}” is missing.", name=ref.alt))
        return self.files[ref.sha256]

    def add(self, data: bytes, alt: str = "", *, width: int = 0, height: int = 0, **more) -> AssetRef:
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return AssetRef(digest[:8], digest, alt, width=width, height=height, **more)

    def photo(self, alt: str, size: tuple[int, int] = (1600, 900), *, seed: int = 1, **more) -> AssetRef:
        return self.add(landscape(size, seed), alt, width=size[0], height=size[1], **more)


def landscape(size: tuple[int, int], seed: int) -> bytes:
    """A picture of hills in the evening, drawn by code."""
    dice = random.Random(seed)
    width, height = size
    sky = Image.linear_gradient("L").resize(size)
    top, bottom = [(250, 204, 140), (125, 170, 200), (240, 180, 170)][seed % 3], (255, 250, 235)
    picture = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), sky)
    draw = ImageDraw.Draw(picture)
    sun = width * dice.uniform(0.3, 0.7)
    draw.ellipse((sun - height / 9, height * 0.3, sun + height / 9, height * 0.3 + height / 4.5), fill=(255, 244, 214))
    for layer in range(5):
        shade = tuple(int(channel * (0.75 - layer * 0.13)) for channel in (120, 160, 110))
        base = height * (0.5 + layer * 0.11)
        points = [(step * width / 12, base + dice.uniform(-0.06, 0.06) * height) for step in range(13)]
        draw.polygon([*points, (width, height), (0, height)], fill=shade)
    stream = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(width / 500)).save(stream, "JPEG", quality=88)
    return stream.getvalue()


def brand(shelf: Shelf) -> Tokens:
    return Tokens(
        brand="wiesengrund",
        colors=(
            Color("Wald", "#14532d", roles=("primary",)),
            Color("Honig", "#a16207", roles=("accent",)),
            Color("Tinte", "#1f2a24", roles=("text",)),
            Color("Papier", "#ffffff", roles=("background",)),
            Color("Moos", "#f1f4ec", roles=("surface",)),
            Color("Stein", "#5c675f", roles=("muted",)),
            Color("Weiß", "#ffffff", roles=("on-primary", "on-accent")),
            Color("Bach", "#0f5f73", roles=("link",)),
        ),
        typography=(
            Font("heading", "Source Serif 4", ("Georgia", "serif")),
            Font("body", "Source Sans 3", ("Arial", "sans-serif")),
        ),
        logos=(Logo("Wiesengrund", svg=shelf.add(LOGO, "Wiesengrund", media_type="image/svg+xml")),),
        legal=(
            LegalLine(
                "imprint",
                localized(
                    "Impressum: Wiesengrund GmbH, Mühlweg 3, 82467 Garmisch-Partenkirchen, Amtsgericht München "
                    "HRB 123456, Geschäftsführung: Ännchen Öztürk. https://wiesengrund.example/impressum"
                ),
            ),
            LegalLine("privacy", localized("Datenschutz: https://wiesengrund.example/datenschutz")),
            LegalLine("vat", localized("Alle Preise inkl. MwSt., zzgl. Versand."), triggers=("fact:price",)),
            LegalLine("unsubscribe", localized("Newsletter abbestellen"), channels=("email",)),
            LegalLine("opt-out", localized("STOP an 12345"), channels=("sms",)),
        ),
        sender=Sender(
            name="Wiesengrund",
            company="Wiesengrund GmbH",
            email="post@wiesengrund.example",
            address=("Mühlweg 3", "82467 Garmisch-Partenkirchen"),
            phone="+49 8821 123456",
            website="https://wiesengrund.example/",
        ),
    )


def document(shelf: Shelf) -> Document:
    price = RichText((FactRef("price"),))
    link = Link("https://wiesengrund.example/kollektion?sorte=öl", (Text("zur ganzen Kollektion"),))
    return Document(
        id="5f0c5f7e-5d0b-4a3e-9d9a-0f8f0d6e8a11",
        locale="de-DE",
        title="Herbst",
        slug="herbst-auf-der-alm",
        headline=read("Herbst auf der Alm: Käse, der nach „Sommer“ schmeckt"),
        teaser=read(
            "Zwölf Wochen reift er im Felsenkeller, nun ist er da. Und für kurze Zeit {{ fact.price }} das Kilo."
        ),
        short=(read("Der Almkäse ist da: {{ fact.price }} das Kilo"),),
        action=Action(read("Jetzt Almkäse bestellen"), "https://wiesengrund.example/almkaese"),
        hero=shelf.photo("Abendlicht über den Hügeln vor der Alm", seed=1, focal=(0.4, 0.5)),
        facts=(
            Fact("price", FactType.PRICE, "24.90 EUR", Qualifier.FROM, "24,90 €"),
            Fact("before", FactType.PRICE, "29.90 EUR", display="29,90 €"),
            Fact("code", FactType.CODE, "ALM2026", display="ALM2026"),
        ),
        hashtags=("Almkäse", "Herbst"),
        legal=(read("Angebot gültig bis 24. Dezember 2026, solange der Vorrat reicht."),),
        blocks=(
            Paragraph(
                id="p1",
                text=read('Guten Tag, {{ contact.first_name | default: "liebe Genießerin, lieber Genießer" }}!'),
            ),
            Paragraph(
                id="p2",
                text=RichText(
                    (
                        Text("Im Juni trieben wir "),
                        Text("siebzehn Kühe", (Mark.BOLD,)),
                        Text(" auf die Hochalm. Was sie dort fraßen, schmeckt man: Bergklee, Frauenmantel, "),
                        Text("wilder Thymian", (Mark.ITALIC,)),
                        Text(". Hier geht es "),
                        link,
                        Text("."),
                    )
                ),
            ),
            Heading(id="h1", text=read("Was ihn besonders macht")),
            ListBlock(
                id="l1",
                items=(
                    read("Rohmilch aus einem einzigen Tal"),
                    read("Zwölf Wochen im Felsenkeller, täglich gewendet"),
                    read("Ohne Zusätze – nur Milch, Lab & Salz"),
                ),
            ),
            Quote(
                id="q1",
                text=read("So einen Käse habe ich seit meiner Kindheit nicht gegessen."),
                attribution="Frau Huber, Kundin aus Mittenwald",
            ),
            Picture(
                id="b1",
                asset=shelf.photo("Laibe im Felsenkeller", (1400, 900), seed=2),
                caption=read("Der Keller bleibt das ganze Jahr bei elf Grad."),
            ),
            Heading(id="h2", text=read("Das Angebot der Woche"), level=3),
            Offer(
                id="o1",
                product=read("Almkäse, am Stück"),
                price=RichText((*price.runs, Text(" / kg"))),
                old_price=read("{{ fact.before }}"),
                text=read("Kräftig, nussig, mit langem Abgang. Wird in Papier gewickelt und gekühlt verschickt."),
                code=read("{{ fact.code }}"),
                asset=shelf.photo("Ein angeschnittener Laib", (900, 900), seed=3),
                url="https://wiesengrund.example/almkaese",
            ),
            ActionBlock(id="a1", action=Action(read("Alle Käse ansehen"), "https://wiesengrund.example/kaese?a=1&b=2")),
            Columns(
                id="c1",
                columns=(
                    (
                        Picture(id="c1p", asset=shelf.photo("Der Weg zur Alm", (800, 600), seed=4)),
                        Heading(id="c1h", text=read("Wandern"), level=3),
                        Paragraph(id="c1t", text=read("In drei Stunden von Mittenwald zur Hütte.")),
                    ),
                    (
                        Offer(
                            id="c2o",
                            product=read("Honig, 500 g"),
                            price=read("9,80 €"),
                            asset=shelf.photo("Gläser mit Honig", (800, 600), seed=5),
                            url="https://wiesengrund.example/honig",
                        ),
                        Paragraph(id="c2t", text=read("Von den Bienen hinter dem Haus.")),
                    ),
                ),
            ),
            Table(
                id="t1",
                caption=read("Sorten im Vergleich"),
                header=(read("Sorte"), read("Reife"), read("Preis je kg")),
                rows=(
                    (read("Jung"), read("4 Wochen"), read("19,90 €")),
                    (read("Alm"), read("12 Wochen"), read("{{ fact.price }}")),
                    (read("Uralt"), read("2 Jahre"), read("39,90 €")),
                ),
            ),
            Divider(id="d1"),
            ListBlock(
                id="l2",
                ordered=True,
                items=(read("Bestellen"), read("Auspacken"), read("Eine Stunde warten, dann genießen")),
            ),
            VideoLink(
                id="v1",
                url="https://video.example/alm",
                title="Ein Tag im Felsenkeller",
                poster=shelf.photo("Der Senn beim Wenden", (1280, 720), seed=6),
            ),
            VideoLink(id="v2", url="https://video.example/kuh", title="Film ohne Standbild"),
            LegalNote(id="n1", text=read("Abbildungen ähnlich. Gewicht kann um bis zu 5 % abweichen.")),
        ),
    )


def request(format_key: str, **changes) -> RenderRequest:
    values = {
        "links": LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_campaign", "alm"))),
        "dated": datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    } | changes
    return RenderRequest(format=format_key, **values)
