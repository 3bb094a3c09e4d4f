"""The announcement: what it says, what it leaves out, and that nothing of that is silent."""

from dataclasses import replace

from renderers.channels.email import plugin
from renderers.contract.artifact import Artifact, LossKind
from renderers.contract.document import (
    Action,
    ActionBlock,
    Columns,
    Document,
    Heading,
    LegalNote,
    Offer,
    Override,
    Paragraph,
    Replacement,
    Table,
)
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.text import Link, MergeField, RichText, Text
from renderers.contract.view import view
from renderers.toolkit import palette
from tests.renderers import everything
from tests.renderers.email.letters import BARE, BRAND, DOCUMENT, SHELF, page, words


def announced(document: Document) -> Artifact:
    return plugin.render(view(document, BRAND, everything.request("announcement"), plugin), SHELF)


def said(block_id: str, text: str) -> Paragraph:
    return Paragraph(id=block_id, text=RichText.of(text))


def test_one_thing_and_the_same_parts() -> None:
    made = announced(DOCUMENT)
    assert tuple(part.name for part in made.parts) == plugin.format("announcement").parts
    parsed = page(made)
    assert len(parsed.css("h1")) == 1
    assert len(parsed.css(".b3 a")) == 1, "one button"
    assert not parsed.css(".b a, .b2 a")
    assert len(parsed.css(".o")) == 1, "one offer"
    assert not parsed.css(".d"), "no table"
    assert "Impressum: Wiesengrund GmbH" in words(parsed.body.text())
    meters = {meter.name: meter for meter in made.meters}
    assert 0 < meters["text"].used <= meters["text"].limit == 700


def test_the_beginning_of_the_body_is_cut_at_a_sentence() -> None:
    first, second = "Ein Satz steht hier. " * 20, "Noch einer folgt darauf. " * 20
    made = announced(replace(BARE, blocks=(said("a", first), said("b", second), said("c", "Ende."))))
    text = words(page(made).body.text())
    assert words(first) in text
    losses = {loss.source: loss for loss in made.losses if loss.source.block}
    cut = losses[Place("body.text", "b")]
    assert cut.kind is LossKind.SHORTENED
    kept = words(second)[: len(words(second)) - len(words(cut.what))].strip()
    assert kept.endswith("darauf.")
    assert f"{kept} {words(cut.what)}" == words(second)
    assert kept in text
    assert losses[Place("body", "c")].what == "Ende."


def test_a_cut_keeps_links_fields_and_marks() -> None:
    link = Link("https://wiesengrund.example/alm", (Text("die Alm"),))
    runs = (Text("Guten Tag, "), MergeField("first_name", "liebe Gäste"), Text(", hier ist "), link, Text(". "))
    long = Paragraph(id="p", text=RichText((*runs, Text("Und noch ein Satz. " * 50))))
    document = replace(BARE, blocks=(long,))
    source = view(document, BRAND, everything.request("announcement", dialect="brevo"), plugin)
    made = plugin.render(source, SHELF)
    assert '{{ contact.FIRSTNAME | default : "liebe Gäste" }}, hier ist' in made.part("body.txt").text
    assert [node.text() for node in page(made).css(".p a")] == ["die Alm"]


def test_a_heading_whose_text_is_gone_goes_too() -> None:
    blocks = (said("a", "Kurz. "), Heading(id="h", text=RichText.of("Mehr dazu")), said("b", "x" * 800))
    made = announced(replace(BARE, blocks=blocks))
    assert "Mehr dazu" not in page(made).body.text()
    assert {"h", "b"} <= {loss.source.block for loss in made.losses}


def test_without_an_own_action_the_first_of_the_body_is_the_button() -> None:
    blocks = tuple(
        ActionBlock(id=f"a{number}", action=Action(read(f"Los {number}"), f"https://wiesengrund.example/{number}"))
        for number in (1, 2)
    )
    made = announced(
        replace(BARE, blocks=(*blocks, LegalNote(id="n", text=RichText.of("Nur solange der Vorrat reicht."))))
    )
    (link,) = page(made).css(".b3 a")
    assert link.text() == "Los 1"
    assert (link.attributes["href"] or "").startswith("https://wiesengrund.example/1")
    assert "» Los 1:\nhttps://wiesengrund.example/1" in made.part("body.txt").text
    assert [(loss.source, loss.what) for loss in made.losses] == [(Place("body", "a2"), "Los 2")]
    text = page(made).body.text()
    assert text.index("Los 1") < text.index("Nur solange der Vorrat reicht.")
    letter = made.part("body.txt").text
    assert letter.index("Los 1") < letter.index("Nur solange der Vorrat reicht.")


def test_codes_and_notes_stay_wherever_they_stand() -> None:
    offer = Offer(id="o", product=read("Almkäse"), price=read("24,90 €"), code=read("ALM26"))
    other = Offer(id="x", product=read("Bergkäse"), price=read("19,90 €"), code=read("BERG26"))
    inside = Columns(id="c", columns=((offer, said("p", "Daneben.")), (LegalNote(id="n", text=read("Ab 18 Jahren.")),)))
    table = Table(id="t", rows=((read("Eins"), read("Zwei")),), caption=read("Größen"))
    made = announced(replace(BARE, blocks=(table, inside, other)))
    text = words(page(made).body.text())
    assert "ALM26" in text
    assert "Ab 18 Jahren." in text
    lost = {loss.source.block: loss.what for loss in made.losses}
    assert lost == {"t": "Eins\nZwei\nGrößen", "p": "Daneben.", "x": "Bergkäse\n19,90 €\nBERG26"}


def test_an_override_may_be_for_one_format_alone() -> None:
    own = Override("email", "announcement", "teaser", Replacement(text=read("Kurz und gut.")))
    document = replace(DOCUMENT, overrides=(own,))
    assert "Kurz und gut." in page(announced(document)).body.text()
    source = view(document, BRAND, everything.request("newsletter"), plugin)
    assert "Kurz und gut." not in page(plugin.render(source, SHELF)).body.text()


def test_the_panel_says_it_before_the_text() -> None:
    made = announced(replace(DOCUMENT, blocks=(said("a", "Der Keller ist offen."), *DOCUMENT.blocks)))
    markup = made.part("body.html").text
    panel = page(made).css_first(".panel")
    day = palette.light(BRAND)
    assert f"background:{day.primary}" in (panel.attributes["style"] or "").replace(" ", "")
    assert [node.tag for node in panel.css("h1, .lead, .b3 a")] == ["h1", "p", "a"]
    for node in panel.css("h1, .lead"):
        colored = [at for at in (node, node.parent) if f"color:{day.on_primary}" in (at.attributes["style"] or "")]
        assert colored, node.html
    assert markup.index('class="panel"') < markup.index("Der Keller ist offen.")
    newsletter = plugin.render(view(DOCUMENT, BRAND, everything.request("newsletter"), plugin), SHELF)
    assert not page(newsletter).css(".panel")


def test_links_on_the_panel_can_be_read() -> None:
    teaser = RichText((Text("Alles über "), Link("https://wiesengrund.example/alm", (Text("die Alm"),))))
    link = page(announced(replace(BARE, teaser=teaser))).css_first(".panel .lead a")
    assert f"color:{palette.light(BRAND).on_primary}" in (link.attributes["style"] or "")


def test_a_refused_address_leaves_its_words_on_the_panel() -> None:
    made = announced(replace(BARE, action=Action(read("Weiter"), "javascript:alert(1)")))
    words_ = page(made).css_first(".panel .play")
    assert (words_.text(), page(made).css(".panel .b3")) == ("Weiter", [])
    assert f"color:{palette.light(BRAND).on_primary}" in (
        page(made).css_first(".panel .n div").attributes["style"] or ""
    )
