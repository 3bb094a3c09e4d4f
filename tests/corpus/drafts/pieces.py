"""The pieces. Every one is here for a reason, which its function tells."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from renderers.contract.document import (
    Action,
    ActionBlock,
    Arm,
    Block,
    Campaign,
    Columns,
    Divider,
    Document,
    Fact,
    FactType,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Override,
    Paragraph,
    Picture,
    Qualifier,
    Quote,
    Replacement,
    Table,
    VideoLink,
)
from renderers.contract.text import RichText
from tests.corpus.drafts.pictures import ref
from tests.corpus.drafts.writing import picture, raw, rich, words

SHOP = "https://flusslicht.example/sommer"
CAMPAIGN = Campaign(
    "sommer-2026",
    "Sommer 2026",
    starts=datetime(2026, 4, 1, 8, 0, tzinfo=UTC),
    ends=datetime(2026, 9, 30, 21, 59, tzinfo=UTC),
    regions=("DE", "AT"),
)
PRICE = Fact("price", FactType.PRICE, "49.00 EUR", Qualifier.FROM, "49 €")


def all_pieces(folder: Path) -> dict[str, Document]:
    """Every piece by its name."""
    drafts: tuple[Callable[[Path], Document], ...] = (
        every_block, spring, title_only, empty_body, long_article, arabic, hebrew, emoji, limited, facts, hostile,
    )  # fmt: skip
    return {draft.__name__.replace("_", "-"): draft(folder) for draft in drafts}


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://flusslicht.example/{name}"))


def every_block(folder: Path) -> Document:
    """German, every type of block, all fields filled."""
    return Document(
        id=_id("every-block"),
        locale="de",
        title="Saisonstart 2026",
        slug="saisonstart",
        headline=rich("Der Fluss ist wieder **offen**"),
        teaser=rich("Ab 1. Mai liegen 62 Boote bereit – die erste Tour {{ fact.price }} pro Boot."),
        short=(
            rich("Saisonstart am 1. Mai: 62 Boote, Touren {{ fact.price }}."),
            rich("Ab 1. Mai wieder auf dem Wasser."),
        ),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    "Hallo! Der Winter war lang, die Halle ist _gefegt_. Alle Strecken stehen im "
                    "[Tourenplan](https://flusslicht.example/touren)."
                ),
            ),
            Heading(id="h1", text=rich("Das ist neu")),
            ListBlock(
                id="l1",
                items=(rich("Zwölf neue Kanadier aus Zedernholz"), rich("Ein Steg, der auch bei Niedrigwasser trägt")),
            ),
            ListBlock(
                id="l2", ordered=True, items=(rich("Boot wählen"), rich("Tag festlegen"), rich("Am Steg abholen"))
            ),
            Heading(id="h2", text=rich("Was andere sagen"), level=3),
            Quote(
                id="q1",
                text=rich("Wir waren nur einen Tag fort und hatten drei Wochen Urlaub."),
                attribution="Familie Petersen, Rostock",
            ),
            Picture(id="b1", asset=ref(folder, "kanu.jpg"), caption=rich("Am Steg von Eickhof, Kilometer 0")),
            Columns(
                id="c1",
                columns=(
                    (
                        Heading(id="c1h", text=rich("Für Familien"), level=3),
                        Paragraph(id="c1p", text=rich("Breite Boote, kurze Etappen, Kuchen bei Kilometer 9.")),
                    ),
                    (
                        Heading(id="c2h", text=rich("Für Eilige"), level=3),
                        Paragraph(id="c2p", text=rich("Schmale Boote, 24 km, zurück mit dem letzten Bus.")),
                        Picture(id="c2b", asset=ref(folder, "klein.jpg")),
                    ),
                ),
            ),
            Offer(
                id="o1",
                product=rich("Kanadier für zwei"),
                price=rich("{{ fact.price }}"),
                old_price=rich("59 €"),
                text=rich("Ein Tag, zwei Paddel, zwei Westen."),
                code=rich("{{ fact.code }}"),
                asset=ref(folder, "shop.png", alt="Ein gefalteter Segelsack in Orange."),
                url="https://flusslicht.example/kanadier",
            ),
            Table(
                id="t1",
                caption=rich("Abfahrten im Mai"),
                header=(rich("Tag"), rich("Abfahrt"), rich("Rückfahrt")),
                rows=(
                    (rich("Samstag"), rich("9:30 Uhr"), rich("17:10 Uhr")),
                    (rich("Sonntag"), rich("10:15 Uhr"), rich("18:40 Uhr")),
                ),
            ),
            Divider(id="d1"),
            VideoLink(
                id="v1",
                url="https://video.example/steg",
                title="Wie man ein Kanu einsteigt",
                poster=ref(folder, "fluss.jpg", alt="Standbild: eine Hand hält das Boot."),
            ),
            ActionBlock(id="a1", action=Action(rich("Gutschein verschenken"), "https://flusslicht.example/gutschein")),
            LegalNote(id="n1", text=rich("Teilnahme ab 6 Jahren, nur für Schwimmer.")),
        ),
        action=Action(rich("Jetzt Boot buchen"), SHOP),
        hero=ref(folder, "fluss.jpg"),
        hashtags=("Flusslicht", "Kanu", "Mecklenburg", "Sommer2026", "draußen", "Paddeln", "Urlaub"),
        facts=(PRICE, Fact("code", FactType.CODE, "FLUSS26", display="FLUSS26")),
        campaign=CAMPAIGN,
        legal=(rich("Angebot gültig bis 30. September 2026."),),
    )


def spring(folder: Path) -> Document:
    """English, an ordinary piece."""
    return Document(
        id=_id("spring"),
        locale="en",
        title="Spring sale",
        slug="spring-sale",
        headline=rich("A day on the river, from €39"),
        teaser=rich("Book before 30 April and take a second paddler along free of charge."),
        short=(rich("River days from €39, second paddler free until 30 April."),),
        blocks=(
            Paragraph(id="p1", text=rich("The water is still cold, the herons are not impressed. Nobody else is out.")),
            Paragraph(id="p2", text=rich("You get a canoe, two vests, a map and a lift back. That’s it, really.")),
            Quote(id="q1", text=rich("We saw more kingfishers than people."), attribution="Ann, Leeds"),
            Offer(
                id="o1",
                product=rich("Two-seater, one day"),
                price=rich("€39"),
                old_price=rich("€59"),
                code=rich("RIVER39"),
            ),
        ),
        action=Action(rich("Pick your day"), "https://flusslicht.example/en/spring"),
        hero=ref(folder, "shop.png"),
        hashtags=("#Canoe", "slow travel", "Canoe"),
        campaign=CAMPAIGN,
    )


def title_only(folder: Path) -> Document:
    """Nothing but a title."""
    return Document(id=_id("title-only"), locale="de", title="Boote im Winterschlaf", slug="winterschlaf")


def empty_body(folder: Path) -> Document:
    """No blocks at all, but everything around them."""
    return Document(
        id=_id("empty-body"),
        locale="de",
        title="Halle offen",
        slug="halle-offen",
        headline=rich("Am Sonntag steht die Halle offen"),
        teaser=rich("Kaffee, Kuchen, Boote zum Anfassen."),
        action=Action(rich("Weg zur Halle"), "https://flusslicht.example/halle"),
        hero=ref(folder, "klein.jpg"),
    )


def long_article(folder: Path) -> Document:
    """About 1,400 words of German prose with headings."""
    text = Path(__file__).with_name("article.txt").read_text("utf-8")
    blocks: list[Block] = []
    for number, stretch in enumerate(text.strip().split("\n\n"), start=1):
        if stretch.startswith("## "):
            blocks.append(Heading(id=f"b{number}", text=rich(stretch[3:])))
        else:
            blocks.append(Paragraph(id=f"b{number}", text=rich(stretch)))
    return Document(
        id=_id("long-article"),
        locale="de",
        title="Ein Sonntag auf dem Fluss",
        slug="sonntag-auf-dem-fluss",
        blocks=tuple(blocks),
        hero=ref(folder, "kanu.jpg"),
        campaign=CAMPAIGN,
    )


def arabic(folder: Path) -> Document:
    """Right to left, with Latin words, digits and a price in between."""
    return Document(
        id=_id("arabic"),
        locale="ar",
        title="يوم على النهر",
        slug="yawm",
        headline=rich("يوم كامل على النهر"),
        teaser=rich("قوارب Flusslicht جاهزة من 1 مايو، السعر {{ fact.price }} فقط."),
        blocks=(
            Paragraph(id="p1", text=rich("نوفر القارب والمجاديف وسترة النجاة. هل أنت مستعد؟ نعم، بالتأكيد.")),
            ListBlock(id="l1", items=(rich("قارب لشخصين"), rich("رحلة العودة بالحافلة 18:40"))),
        ),
        action=Action(rich("احجز الآن"), "https://flusslicht.example/ar"),
        hero=ref(folder, "fluss.jpg", alt="قارب أحمر على ضفة نهر واسع."),
        hashtags=("نهر", "قوارب"),
        facts=(Fact("price", FactType.PRICE, "49.00 EUR", display="49 €"),),
    )


def hebrew(folder: Path) -> Document:
    """Right to left, with isolates and a long paragraph that must be cut in short channels."""
    return Document(
        id=_id("hebrew"),
        locale="he",
        title="יום על הנהר",
        slug="yom",
        headline=rich("יום שלם על הנהר"),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    "המים עדיין קרים, והאנפות לא מתרשמות. אתם מקבלים סירה, שני משוטים, מפה והסעה חזרה מתחנת "
                    "\u2066Eickhof 12\u2069 אל החניון. אין צורך בניסיון קודם. "
                    "בחרו יום, הגיעו אל המזח, ואנחנו נדאג לכל השאר. "
                    "בסוף הדרך מחכים לכם קפה ועוגה."
                ),
            ),
        ),
        action=Action(rich("הזמינו סירה"), "https://flusslicht.example/he"),
        hero=ref(folder, "kanu.jpg", alt="שני משוטים נשענים על מזח."),
    )


def emoji(folder: Path) -> Document:
    """Families, flags, keycaps, skin tones, combining marks, and letters beyond the first plane."""
    return Document(
        id=_id("emoji"),
        locale="de",
        title="Zeichen 🛶",
        slug="zeichen",
        headline=rich("Ab aufs Wasser 🛶🌊"),
        teaser=rich("Für die ganze Bande 👨\u200d👩\u200d👧\u200d👦, mit Hund 🐕\u200d🦺 und Flagge 🇩🇪🇦🇹."),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    "Cafe\u0301 und A\u0308pfel in zerlegter Form, Z\u0351alg\u0316o\u0315 mit Zeichen oben und unten, "
                    "ein 👍🏽 dazu, Schritt 1\ufe0f\u20e3 und 2\ufe0f\u20e3. 𝄞 und 𐍈 auch."
                ),
            ),
            Paragraph(id="p2", text=rich("👨\u200d👩\u200d👧\u200d👦" * 40)),
            Paragraph(id="p3", text=rich("नमस्ते क्षत्रिय. 漢字と仮名。日本語の文。ไทยแลนด์ แดนยิ้ม")),
        ),
        action=Action(rich("Los 🚀"), SHOP),
        hero=ref(folder, "fluss.jpg", alt="Ein rotes Kanu 🛶 am Ufer."),
        hashtags=("🛶", "Über_Wasser", "1️⃣"),
    )


def limited(folder: Path) -> Document:
    """Blocks for some channels only, overrides for channels and formats, and an arm."""
    return Document(
        id=_id("limited"),
        locale="de",
        title="Herbsttour",
        slug="herbsttour",
        headline=rich("Herbst auf der Warnow"),
        teaser=rich("Nebel am Morgen, Sonne am Mittag, Suppe am Abend."),
        blocks=(
            Paragraph(id="p1", text=rich("Das hier lesen alle, in jedem Kanal.")),
            Paragraph(id="p2", text=rich("Nur für Leserinnen und Leser der Mail."), channels=("email",)),
            Paragraph(id="p3", text=rich("Nur im Netz und gedruckt."), channels=("web", "print")),
            Columns(
                id="c1",
                columns=(
                    (Paragraph(id="c1p", text=rich("Links, überall.")),),
                    (Paragraph(id="c2p", text=rich("Rechts, nur für Netzwerke."), channels=("social",)),),
                ),
            ),
            Picture(id="b1", asset=ref(folder, "kanu.jpg"), channels=("email", "web")),
        ),
        action=Action(rich("Tour ansehen"), "https://flusslicht.example/herbst"),
        hero=ref(folder, "fluss.jpg"),
        hashtags=("Herbst", "Warnow"),
        overrides=(
            Override("social", "*", "headline", words("Der Herbst gehört euch")),
            Override(
                "social", "x-post", "text", words("Nebel, Sonne, Suppe: unsere Herbsttour startet. **Kommt mit!**")
            ),
            Override("social", "instagram-feed", "hashtags", Replacement(items=("Herbstliebe", "Kanu", "Nebel"))),
            Override("social", "instagram-feed", "hero", picture(ref(folder, "kanu.jpg"))),
            Override("sms", "message", "text", words("Herbsttour: Nebel, Sonne, Suppe. Kommt mit!")),
            Override("email", "newsletter", "subject", words("Suppe gibt es auch")),
            Override("web", "*", "teaser", words("Die Herbsttour im Überblick.")),
            Override("print", "a5-flyer", "headline", words("Herbst auf der Warnow: mitpaddeln")),
            Override("fernsehen", "spot", "headline", words("Ein Kanal, den es noch nicht gibt")),
        ),
        arm=Arm("b", "teaser", words("Nebel, Sonne, Suppe: ein Tag, der bleibt.")),
        legal=(rich("Findet ab 4 Personen statt."),),
    )


def facts(folder: Path) -> Document:
    """Merge fields with and without filters, and facts of every type."""
    return Document(
        id=_id("facts"),
        locale="de",
        title="Gutschein",
        slug="gutschein",
        headline=rich('Ein Tag für dich, {{ contact.first_name | default: "liebe Paddlerin, lieber Paddler" }}'),
        teaser=rich("{{ fact.rabatt }} auf alle Touren bis {{ fact.ende }}, mit dem Code {{ fact.code }}."),
        short=(rich('Hallo {{ contact.first_name | default: "du" }}: {{ fact.rabatt }} bis {{ fact.ende }}.'),),
        blocks=(
            Paragraph(
                id="p1",
                text=rich(
                    '{{ contact.salutation | default: "Hallo" }}, die Tour kostet {{ fact.preis }} statt 59 €. Fragen? '
                    "Ruf an: {{ fact.telefon }}. {{ fact.treffpunkt }} {{ fact.leistung }}."
                ),
            ),
            Paragraph(
                id="p2",
                text=rich(
                    'Grüße nach {{ contact.city | default: "nebenan" | upcase }}! Deine Nummer ist '
                    '{{ contact.member_number | default: "noch frei" }}. '
                    'Und {{ contact.shoe_size | default: "alles Gute" }}.'
                ),
            ),
            Offer(id="o1", product=rich("Tagestour"), price=rich("{{ fact.preis }}"), code=rich("{{ fact.code }}")),
        ),
        action=Action(rich("Code einlösen"), "https://flusslicht.example/gutschein?ref=%7Ba%7D&x=1#oben"),
        facts=(
            Fact("preis", FactType.PRICE, "44.10 EUR", Qualifier.FROM, "44,10 €"),
            Fact("rabatt", FactType.PERCENT, "10", Qualifier.UP_TO, "10 %"),
            Fact("ende", FactType.DATE, "2026-06-30", display="30. Juni 2026"),
            Fact("code", FactType.CODE, "PADDEL10", display="PADDEL10"),
            Fact("telefon", FactType.PHONE, "+493855550100", display="0385 5550100"),
            Fact("treffpunkt", FactType.TEXT, "Treffpunkt ist der Steg.", display="Treffpunkt ist der Steg."),
            Fact(
                "leistung",
                FactType.CLAIM,
                "Die meistgebuchte Tour der Warnow 2025",
                display="Die meistgebuchte Tour der Warnow 2025",
            ),
        ),
        hero=ref(folder, "fluss.jpg"),
        campaign=CAMPAIGN,
    )


def hostile(folder: Path) -> Document:
    """Markup, code of every system we write for, control characters, and words of 3,000 letters."""
    evil = (
        "<script>alert(1)</script> & <b>fett?</b> \"zitiert\" 'so' <!-- nein --> ]]> {% raw %} *|MC:X|* %%x%% $[y]$ "
        '#set page(fill: red) #read("/etc/passwd") \\input{x} $(rm) `cmd` **kein Fett** [kein Link](javascript:x) '
        '=HYPERLINK("x") @import url(x) </style> \x00\x07\x1b[31m\u202erückwärts\u202c Ende'
    )
    return Document(
        id=_id("hostile"),
        locale="de",
        title="<i>Titel</i> & Co.",
        slug="hostile",
        headline=raw(f"Überschrift {evil}"),
        teaser=raw("Zeile eins\nZeile zwei\r\nZeile drei\tTab"),
        blocks=(
            Paragraph(id="p1", text=raw(evil)),
            Paragraph(id="p2", text=raw("W" * 3000)),
            Paragraph(
                id="p3",
                text=rich('Ein [Link](javascript:alert(1)), ein [zweiter](https://flusslicht.example/?q="><script>).'),
            ),
            Paragraph(id="p4", text=raw("   ")),
            Paragraph(id="p5", text=RichText()),
            ListBlock(id="l1", items=(raw("- Strich"), raw("1. Zahl"), raw("# Raute"), raw("   "))),
            Quote(id="q1", text=raw("> noch ein Zitat"), attribution="<b>Autor</b>"),
            Table(id="t1", rows=((raw("a | b"), raw("")), (raw("#"), raw("$x$")))),
            Picture(
                id="b1",
                asset=ref(folder, "klein.jpg", alt='"><img src=x onerror=alert(1)> Bild'),
                caption=raw("*Bild*"),
            ),
            ActionBlock(id="a1", action=Action(raw("Klick <hier>"), "javascript:alert(document.cookie)")),
            VideoLink(id="v1", url="data:text/html,<script>alert(1)</script>", title="Video </title>"),
            LegalNote(id="n1", text=raw("* Sternchen <small>")),
        ),
        action=Action(raw("Los & {{los}}"), 'https://flusslicht.example/a b?x=<y>&z="ä"'),
        hero=ref(folder, "fluss.jpg", alt='Bild mit "Anführung" & <Klammern>'),
        hashtags=("<script>", "  ", "#", "Mit Leerzeichen", "x" * 200),
        legal=(raw("§ 1 <b>Recht</b> #haftung"),),
    )
