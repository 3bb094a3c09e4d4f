"""What a front matter says, and what follows where it says nothing."""

from datetime import datetime, timedelta, timezone

import pytest

from renderers.contract.document import Campaign, FactType, Qualifier
from renderers.contract.fields import field_digest
from renderers.contract.text import FactRef, Link, Mark, MergeField, Text
from renderers.markdown import read_piece

CET = timezone(timedelta(hours=1))

FULL = """---
title: Herbst-Sale
slug: herbst
brand: demo
locale: de-AT
headline: '{{ contact.first_name | default: "Hallo" }}, der *Herbst* ist da'
teaser: Nur bis {{ fact.ends }}.
short: [Herbst bis Weihnachten, 'Noch [kürzer](https://a.example)']
action: {label: Zum Angebot, url: 'https://a.example/?c={{ fact.code }}'}
hero: {file: wald.jpg, alt: Ein Wald, focal: [0.3, 0.4], credit: Foto M}
hashtags: '#herbst, sale'
facts:
  price: ab 1.299,00 €
  ends: 2026-12-24
  off: {type: percent, value: 20, qualifier: up-to, display: 20 Prozent}
  code: HERBST20
  claim: Testsieger
channels: [email, web]
campaign: {slug: herbst-2026, name: Herbst, starts: 2026-10-01, ends: 2026-12-24, regions: [AT, DE]}
overrides:
  social:
    instagram-feed: {headline: Kürzer, text: "Zeile eins\\n\\nZeile zwei", hero: wald.jpg}
    '*': {hashtags: [herbst]}
  pigeon-post: {message: {text: Gurr}}
arms:
  b: {headline: Eine andere}
legal: [Solange Vorrat reicht., '**Nur** online.']
---
"""


@pytest.fixture
def full(pictures):
    (pictures / "x.md").write_text(FULL, encoding="utf-8")
    return read_piece(pictures / "x.md").checked()


def test_every_key(full):
    document = full.document
    assert (document.title, document.slug, full.brand, document.locale) == ("Herbst-Sale", "herbst", "demo", "de-AT")
    assert document.headline.runs == (
        MergeField("first_name", "Hallo"), Text(", der "), Text("Herbst", (Mark.ITALIC,)), Text(" ist da"),
    )  # fmt: skip
    assert document.teaser.runs == (Text("Nur bis "), FactRef("ends"), Text("."))
    assert document.short[1].runs == (Text("Noch "), Link("https://a.example", (Text("kürzer"),)))
    assert (document.action.label.plain, document.action.url) == ("Zum Angebot", "https://a.example/?c=HERBST20")
    assert (document.hero.alt, document.hero.focal, document.hero.credit) == ("Ein Wald", (0.3, 0.4), "Foto M")
    assert document.hashtags == ("herbst", "sale")
    assert full.channels == ("email", "web")
    assert full.wants("email")
    assert not full.wants("sms")
    assert document.campaign == Campaign(
        "herbst-2026", "Herbst", document.campaign.starts, document.campaign.ends, ("AT", "DE")
    )
    assert [note.plain for note in document.legal] == ["Solange Vorrat reicht.", "Nur online."]
    assert [(arm.key, arm.field, arm.value.text.plain) for arm in full.arms] == [("b", "headline", "Eine andere")]


def test_facts_are_typed_and_written_for_the_locale(full):
    facts = {fact.name: fact for fact in full.document.facts}
    assert (facts["price"].value, facts["price"].display, facts["price"].qualifier) == (
        "1299.00 EUR", "€\u00a01.299", Qualifier.FROM,
    )  # fmt: skip
    assert (facts["ends"].type, facts["ends"].display) == (FactType.DATE, "24. Dezember 2026")
    assert (facts["off"].value, facts["off"].display, facts["off"].qualifier) == ("20", "20 Prozent", Qualifier.UP_TO)
    assert facts["code"].type is FactType.CODE
    assert facts["claim"].type is FactType.CLAIM


def test_overrides_keep_channels_nobody_knows_and_say_what_they_replaced(full):
    found = {(item.channel, item.format, item.field): item for item in full.document.overrides}
    assert found["social", "instagram-feed", "headline"].source_digest == field_digest(full.document, "headline")
    assert found["social", "instagram-feed", "text"].value.text.plain == "Zeile eins\n\nZeile zwei"
    assert found["social", "instagram-feed", "text"].source_digest == ""
    assert found["social", "instagram-feed", "hero"].value.asset.id == "wald.jpg"
    assert found["social", "*", "hashtags"].value.items == ("herbst",)
    assert found["pigeon-post", "message", "text"].value.text.plain == "Gurr"


def test_a_day_alone_begins_at_midnight_and_lasts_to_its_last_second(pictures):
    campaign = read_piece(FULL, folder=pictures, zone=CET).document.campaign
    assert campaign.starts == datetime(2026, 10, 1, tzinfo=CET)
    assert campaign.ends == datetime(2026, 12, 24, 23, 59, 59, tzinfo=CET)


def test_reading_twice_changes_nothing_and_ids_follow_the_words(full, pictures):
    assert read_piece(pictures / "x.md").document == full.document
    body = "\n\nGleich\n\nGleich\n\n## Gleich\n"
    first = read_piece(FULL + body, folder=pictures).document.blocks
    ids = [block.id for block in first]
    assert len(set(ids)) == 3
    moved = read_piece(f"{FULL}\n\nNeu davor{body}", folder=pictures).document.blocks
    assert [block.id for block in moved[1:]] == ids


def test_the_public_id_is_that_of_brand_and_slug(full):
    def identity(text):
        return read_piece(text).document.id

    one = identity("---\ntitle: A\nslug: s\nbrand: b\n---")
    assert one == identity("---\ntitle: Anders\nslug: s\nbrand: b\nlocale: en\n---\nAnders")
    assert len({one, identity("---\ntitle: A\nslug: s\nbrand: c\n---"), identity("---\ntitle: A\nslug: t\n---")}) == 3


def test_a_title_alone_is_a_piece():
    for text in ("---\ntitle: Nur dies\n---\n", "# Nur dies", "---\ntitle: Nur dies\n---", "\ufeff# Nur dies\r\n"):
        piece = read_piece(text).checked()
        assert (piece.document.title, piece.document.slug, piece.document.locale) == ("Nur dies", "nur-dies", "de")
        assert piece.document.blocks == ()
        assert piece.wants("anything")


def test_a_first_heading_is_the_headline_once():
    def read(text):
        document = read_piece(text).document
        return document.title, document.headline.plain, [block.text.plain for block in document.blocks]

    assert read("# Groß *und* schön\n\nText") == ("Groß und schön", "Groß und schön", ["Text"])
    assert read("---\ntitle: T\n---\n# Kopf\n\nText") == ("T", "Kopf", ["Text"])
    assert read("---\ntitle: T\nheadline: Kopf\n---\n# Kopf\n\nText") == ("T", "Kopf", ["Text"])
    assert read("---\ntitle: T\nheadline: Kopf\n---\n# Anders") == ("T", "Kopf", ["Anders"])


def test_slug_and_locale_where_the_file_is_silent(tmp_path):
    file = tmp_path / "Über uns.md"
    file.write_text("# T", encoding="utf-8")
    document = read_piece(file, locale="en-GB").document
    assert (document.slug, document.locale) == ("ueber-uns", "en-GB")
    assert read_piece("---\ntitle: T\nlocale: de\n---", locale="en").document.locale == "de"
    arabic = read_piece("# مرحبا").document.slug
    assert arabic.startswith("piece-")
    assert read_piece("# مرحبا").document.slug == arabic


def test_scalars_stay_as_typed_however_yaml_1_1_would_read_them():
    document = read_piece(
        "---\ntitle: 2026\nteaser: no\nhashtags: [on, 12]\nshort: 2026-12-24\nheadline: ~\nfacts: {code: 0815}\n---\n"
    ).document
    assert (document.title, document.teaser.plain, document.hashtags, document.short[0].plain) == (
        "2026", "no", ("on", "12"), "2026-12-24",
    )  # fmt: skip
    assert not document.headline
    assert document.fact("code").value == "0815"


def test_the_campaigns_facts_are_known_and_the_pieces_own_win():
    theirs = read_piece("---\ntitle: T\nfacts: {price: 5 €, ends: 2026-12-24}\n---").document.facts
    document = read_piece("---\ntitle: T\nfacts: {price: 7 €}\n---\n{{ fact.ends }}", facts=theirs).checked().document
    assert {fact.name: fact.value for fact in document.facts} == {"price": "7.00 EUR", "ends": "2026-12-24"}


def test_pictures_are_handed_out_by_their_digest(full, pictures):
    assert full.assets.read(full.document.hero) == (pictures / "wald.jpg").read_bytes()
