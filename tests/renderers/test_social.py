"""Posts: within each network's own count, in the shape people post, with one well-cut picture."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from renderers import registry
from renderers.channels.social import counting, plugin, tags
from renderers.contract.artifact import LossKind
from renderers.contract.document import (
    Action,
    Document,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Override,
    Paragraph,
    Picture,
    Quote,
    Replacement,
)
from renderers.contract.errors import MissingAssetError
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import Link, RichText, Text
from tests import corpus

TOKENS = corpus.tokens()
LINKS = LinkPolicy(utm=(("utm_medium", "{channel}"), ("utm_content", "{format}")))
FORMATS = ["linkedin-post", "x-post", "instagram-feed"]
URL = "https://flusslicht.de/sommer"
LONG = "Ein Satz, der mit vielen weiteren Worten erzählt, was man auch kürzer hätte sagen können. "


def piece(**fields):
    fields = {"id": "1", "locale": "de", "title": "Titel"} | fields
    texts = {name: RichText.of(fields[name]) for name in ("headline", "teaser") if isinstance(fields.get(name), str)}
    return Document(**fields | texts)


def render(document, format_key, *, links=LINKS, limits=()):
    request = RenderRequest(format=format_key, links=links, limits=limits)
    return registry.render(plugin, document, TOKENS, request, corpus.Pictures()).artifact


def text_of(artifact):
    return artifact.part("text.txt").text


def meter(artifact, name):
    return next(meter for meter in artifact.meters if meter.name == name)


def losses(artifact, field):
    return [(loss.kind, loss.what) for loss in artifact.losses if loss.source.field == field]


def test_a_german_offer_reads_like_a_post():
    document = piece(
        headline="Sommer am Fluss",
        teaser="Ein Tag Ruhe.",
        blocks=(
            Heading(id="h", text=RichText.of("Das ist dabei")),
            ListBlock(id="l", items=(RichText.of("Boot"), RichText.of("Paddel"))),
            Quote(id="q", text=RichText.of("Herrlich."), attribution="Ada, Kiel"),
            Offer(id="o", product=RichText.of("Kanadier"), price=RichText.of("49 €"), old_price=RichText.of("59 €"),
                  code=RichText.of("FLUSS26")),
        ),
        action=Action(RichText.of("Jetzt buchen"), URL),
        hashtags=("Kanu", "Fluss & Meer"),
    )  # fmt: skip
    assert text_of(render(document, "linkedin-post")) == (
        "Sommer am Fluss\n\nEin Tag Ruhe.\n\nDas ist dabei\n\n• Boot\n• Paddel\n\n„Herrlich.“\n– Ada, Kiel\n\n"
        "Kanadier: 49 € statt 59 €\nCode: FLUSS26\n\n"
        "Jetzt buchen: https://flusslicht.de/sommer?utm_medium=social&utm_content=linkedin-post\n\n#Kanu #FlussMeer"
    )
    english = text_of(render(replace(document, locale="en"), "linkedin-post"))
    assert "“Herrlich.”\n— Ada, Kiel" in english
    assert "Kanadier: 49 € instead of 59 €" in english


@pytest.mark.parametrize("format_key", ["linkedin-post", "instagram-feed"])
def test_the_action_s_address_is_said_once(format_key):
    offer = Offer(id="o", product=RichText.of("Kanadier"), price=RichText.of("49 €"), url=URL)
    document = piece(headline="Sommer", blocks=(offer,), action=Action(RichText.of("Jetzt buchen"), URL))
    artifact = render(document, format_key)
    assert text_of(artifact).count(URL) == 1
    assert {loss.source.field for loss in artifact.losses} <= {"action.url"}
    other = replace(document, action=replace(document.action, url="https://flusslicht.de/anders"))
    assert text_of(render(other, format_key)).count(URL) == 1


def test_a_credit_says_what_it_is():
    hero = corpus.document("every-block").hero
    document = piece(headline="Sommer", hero=replace(hero, credit="Flusslicht"))
    assert text_of(render(document, "linkedin-post")).endswith("\n\nBild: Flusslicht")
    named = piece(headline="Sommer", hero=replace(hero, credit="Foto: Mara Lind"))
    assert text_of(render(named, "linkedin-post")).endswith("\n\nFoto: Mara Lind")


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("Grüße", 5),
        ("„Ja“ – gut…", 12),
        ("漢字", 4),
        ("😀", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 2),
        ("👍🏽", 2),
        ("🇩🇪", 2),
        ("1️⃣", 2),
        ("https://flusslicht.de", 23),
        ("https://flusslicht.de/" + "a" * 300 + "?x=1", 23),
        ("http://t.co/a", 23),
        ("flusslicht.de", 23),
        ("Siehe https://flusslicht.de/a und https://flusslicht.de/b!", 5 + 1 + 23 + 5 + 23 + 1),
        ("e\u0301", 1),
        ("\u2018\u2019\u2026", 4),
        ("\u20ac", 2),
        ("안녕", 4),
    ],
)
def test_x_counts_by_its_own_rules(text, weight):
    """After twitter-text's config v3: weight 1 up to U+10FF and some punctuation, otherwise 2; an address is 23."""
    assert counting.weighted(text) == weight


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_the_cheap_count_is_never_too_high(text):
    """Otherwise `fit` would cut what fits."""
    for count in (counting.weighted, counting.utf16, counting.graphemes, counting.octets):
        assert counting.at_least(text) <= count(text)


def test_x_takes_the_longest_approved_wording_that_fits():
    short = (RichText.of("Kurz."), RichText.of("Die längere freigegebene Fassung."))
    document = piece(headline="Kopf", teaser=LONG * 5, short=short, action=Action(RichText.of("Los"), URL))
    artifact = render(document, "x-post")
    assert text_of(artifact).startswith("Die längere freigegebene Fassung.\n\nLos: https://flusslicht.de/")
    assert losses(artifact, "teaser") == [(LossKind.DROPPED, (LONG * 5).strip())]
    assert meter(artifact, "x-post").used == counting.weighted(text_of(artifact)) <= 280


def test_x_keeps_the_address_and_gives_up_hashtags_first():
    document = piece(
        headline="K" * 40 + " ende",
        teaser="T" * 190,
        action=Action(RichText.of("Los"), URL),
        hashtags=("Eins", "Zwei", "Drei"),
    )
    artifact = render(document, "x-post")
    assert URL in text_of(artifact)
    assert "T" * 190 in text_of(artifact)
    lost = [loss.what for loss in artifact.losses if loss.source.field.startswith("hashtags")]
    assert lost
    assert lost == ["#Eins", "#Zwei", "#Drei"][-len(lost) :]
    assert all(tag not in text_of(artifact) for tag in lost)
    assert meter(artifact, "x-post").used <= 280


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_long_article_ends_after_a_sentence(format_key):
    artifact = render(corpus.document("long-article"), format_key)
    hard = [meter for meter in artifact.meters if meter.kind.value == "hard"]
    assert hard
    assert not any(meter.over for meter in hard)
    said = text_of(artifact).split("\n\nNur solange")[0]
    assert said.endswith((".", "!", "?", "“", "«"))


def test_a_heading_that_nothing_follows_is_left_out():
    blocks = (
        Paragraph(id="p", text=RichText.of("Satz. " * 3)),
        Heading(id="h", text=RichText.of("Überschrift")),
        Paragraph(id="q", text=RichText.of("W" * 4000)),
    )
    artifact = render(piece(blocks=blocks), "linkedin-post")
    assert "Überschrift" not in text_of(artifact)
    assert "Satz." in text_of(artifact)


def test_instagram_says_that_nobody_can_tap_its_addresses():
    document = piece(headline="Kopf", action=Action(RichText.of("Link in Bio"), URL))
    artifact = render(document, "instagram-feed")
    assert f"Link in Bio: {URL}" in text_of(artifact)
    assert "utm_" not in text_of(artifact)
    assert losses(artifact, "action.url") == [(LossKind.DEGRADED, URL)]
    assert json.loads(artifact.part("post.json").text)["link"] == f"{URL}?utm_medium=social&utm_content=instagram-feed"
    short = LinkPolicy(short=((URL, "https://fl.de/s"),))
    assert "Link in Bio: https://fl.de/s" in text_of(render(document, "instagram-feed", links=short))


def test_instagram_takes_five_hashtags_those_in_the_text_included():
    document = piece(headline="Am #Fluss", teaser="Und am #Meer", hashtags=("Fluss", "Eins", "Zwei", "Drei", "Vier"))
    artifact = render(document, "instagram-feed")
    assert text_of(artifact).endswith("\n\n#Eins #Zwei #Drei")
    assert meter(artifact, "instagram-hashtags").used == 5
    assert losses(artifact, "hashtags.4") == [(LossKind.DROPPED, "#Vier")]
    crowded = piece(headline=" ".join(f"#Wort{letter}" for letter in "ABCDEFG"))
    artifact = render(crowded, "instagram-feed")
    assert meter(artifact, "instagram-hashtags").used == 5
    assert text_of(artifact).endswith("#WortE WortF WortG")
    assert losses(artifact, "headline") == [(LossKind.REPLACED, "#WortF #WortG")]


def test_hashtags_are_words():
    found, lost = tags.read_tags(["#Kanu", "slow travel", "kanu", "2026", "🛶", "", "  ", "Über-Wasser", "a_b"])
    assert [tag.text for tag in found] == ["#Kanu", "#SlowTravel", "#ÜberWasser", "#a_b"]
    assert [(loss.kind, loss.what) for loss in lost] == [
        (LossKind.REPLACED, "slow travel"),
        (LossKind.DROPPED, "2026"),
        (LossKind.DROPPED, "🛶"),
        (LossKind.REPLACED, "Über-Wasser"),
    ]


def test_an_address_inside_words_is_lost_on_record():
    text = RichText((Text("Mehr im "), Link("https://flusslicht.de/heft", (Text("Heft"),)), Text(".")))
    artifact = render(piece(blocks=(Paragraph(id="p", text=text),)), "linkedin-post")
    assert "Mehr im Heft." in text_of(artifact)
    assert losses(artifact, "body.text") == [(LossKind.DEGRADED, "https://flusslicht.de/heft")]


def test_small_print_and_codes_survive_the_cut():
    offer = Offer(id="o", product=RichText.of("Boot"), price=RichText.of("9 €"), code=RichText.of("FLUSS26"))
    note = LegalNote(id="n", text=RichText.of("Nur für Schwimmer."))
    blocks = (*(Paragraph(id=f"p{i}", text=RichText.of(LONG * 10)) for i in range(9)), offer, note)
    for format_key in FORMATS:
        text = text_of(render(piece(headline="Kopf", blocks=blocks), format_key))
        assert "Code: FLUSS26" in text
        assert "Nur für Schwimmer." in text


def test_own_words_stand_for_the_rest_and_are_not_doubled():
    own = f"Unser Text mit #Kanu und {URL}?utm_medium=social&utm_content=x-post"
    document = piece(
        headline="Kopf",
        hashtags=("Kanu",),
        overrides=(Override("social", "x-post", "text", Replacement(text=RichText.of(own))),),
    )
    artifact = render(document, "x-post")
    assert text_of(artifact) == own
    assert losses(artifact, "headline") == [(LossKind.REPLACED, "Kopf")]
    assert text_of(render(document, "linkedin-post")).startswith("Kopf")


def test_an_own_text_with_the_address_in_it_gets_no_second_one():
    own = f"Alles hier: {URL}?utm_medium=social&utm_content=x-post"
    document = piece(
        action=Action(RichText.of("Los"), URL),
        overrides=(Override("social", "*", "text", Replacement(text=RichText.of(own))),),
    )
    assert text_of(render(document, "x-post")).count(URL) == 1


@pytest.mark.parametrize(
    ("format_key", "size"), [("linkedin-post", (1200, 627)), ("x-post", (1200, 675)), ("instagram-feed", (1080, 1350))]
)
def test_the_picture_keeps_its_focal_point_in_sight(format_key, size):
    document = corpus.document("every-block")
    artifact = render(document, format_key)
    with Image.open(io.BytesIO(artifact.part("image.jpg").data)) as picture:
        assert picture.size == size
        red = [
            (x, y)
            for x in range(0, size[0], 20)
            for y in range(0, size[1], 20)
            if picture.getpixel((x, y))[0] > 130 and picture.getpixel((x, y))[1] < 70
        ]
    assert len(red) > 20  # the canoe at the focal point
    assert artifact.part("alt.txt").text == document.hero.alt
    payload = json.loads(artifact.part("post.json").text)
    assert payload["alt"] == document.hero.alt
    assert payload["media"] == [{"name": "image.jpg", "media_type": "image/jpeg", "width": size[0], "height": size[1]}]


def test_another_focal_point_makes_another_picture():
    document = corpus.document("every-block")
    moved = replace(document, hero=replace(document.hero, focal=(0.1, 0.2)))
    assert render(document, "instagram-feed").part("image.jpg") != render(moved, "instagram-feed").part("image.jpg")


def test_a_brand_may_want_squares():
    limits = (("social", "instagram-picture-height", 1080),)
    artifact = render(corpus.document("every-block"), "instagram-feed", limits=limits)
    assert json.loads(artifact.part("post.json").text)["media"][0]["height"] == 1080


def test_no_picture_no_part():
    artifact = render(piece(headline="Nur Worte"), "linkedin-post")
    assert [part.name for part in artifact.parts] == ["text.txt", "post.json"]
    assert json.loads(artifact.part("post.json").text)["media"] == []
    assert artifact.losses == ()


def test_a_picture_of_the_body_stands_in_for_the_hero():
    picture = next(block for block in corpus.document("every-block").blocks if isinstance(block, Picture))
    artifact = render(piece(blocks=(picture,)), "instagram-feed")
    assert artifact.part("alt.txt").text == picture.asset.alt
    assert picture.caption.plain in text_of(artifact)
    assert "Foto: Jonas Reh" in text_of(artifact)
    assert losses(artifact, "body.asset") == []


def test_a_missing_picture_is_an_error_and_no_post():
    document = corpus.document("every-block")
    gone = replace(document, hero=replace(document.hero, sha256="0" * 64))
    with pytest.raises(MissingAssetError):
        render(gone, "x-post")


def test_a_small_picture_is_on_record():
    artifact = render(corpus.document("empty-body"), "linkedin-post")
    [(kind, _)] = losses(artifact, "hero")
    assert kind is LossKind.DEGRADED


@pytest.mark.parametrize("format_key", FORMATS)
def test_measures_any_text(format_key):
    found = plugin.measure("x" * 70_000 + " 😀", format_key)
    assert found[0].over
    assert any(meter.kind.value == "fold" for meter in found) == (format_key != "x-post")


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, st.lists(ANY, max_size=5), st.lists(ANY, max_size=7), st.sampled_from(FORMATS))
def test_any_text_becomes_a_post_that_the_network_takes(headline, teaser, paragraphs, hashtags, format_key):
    blocks = tuple(Paragraph(id=f"p{number}", text=RichText.of(text)) for number, text in enumerate(paragraphs))
    document = piece(
        headline=headline,
        teaser=teaser,
        blocks=blocks,
        hashtags=tuple(hashtags),
        action=Action(RichText.of("Los"), URL),
    )
    artifact = render(document, format_key)
    assert [meter for meter in artifact.meters if meter.over and meter.kind.value == "hard"] == []
    assert URL in text_of(artifact)
