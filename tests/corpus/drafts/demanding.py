"""Pieces that ask much: blocks for some channels, overrides, facts, and hostile words."""

from pathlib import Path

from renderers.contract.document import (
    Action,
    ActionBlock,
    Arm,
    Columns,
    Document,
    Fact,
    FactType,
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
from tests.corpus.drafts.river import CAMPAIGN, id_of
from tests.corpus.drafts.writing import picture, raw, rich, words


def limited(folder: Path) -> Document:
    """Blocks for some channels only, overrides for channels and formats, and an arm."""
    return Document(
        id=id_of("limited"),
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
        id=id_of("facts"),
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
        id=id_of("hostile"),
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
