"""Pieces as they are written every day, and those that leave almost everything out."""

from pathlib import Path

from renderers.contract.document import (
    Action,
    ActionBlock,
    Block,
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
    Quote,
    Table,
    VideoLink,
)
from tests.corpus.drafts.pictures import ref
from tests.corpus.drafts.river import CAMPAIGN, PRICE, SHOP, id_of
from tests.corpus.drafts.writing import rich


def every_block(folder: Path) -> Document:
    """German, every type of block, all fields filled."""
    return Document(
        id=id_of("every-block"),
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
        id=id_of("spring"),
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
    return Document(id=id_of("title-only"), locale="de", title="Boote im Winterschlaf", slug="winterschlaf")


def empty_body(folder: Path) -> Document:
    """No blocks at all, but everything around them."""
    return Document(
        id=id_of("empty-body"),
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
        id=id_of("long-article"),
        locale="de",
        title="Ein Sonntag auf dem Fluss",
        slug="sonntag-auf-dem-fluss",
        blocks=tuple(blocks),
        hero=ref(folder, "kanu.jpg"),
        campaign=CAMPAIGN,
    )
