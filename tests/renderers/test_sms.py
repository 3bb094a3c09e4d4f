"""One text message: what it says, what it costs, what it loses."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderers import registry
from renderers.channels.sms import plugin
from renderers.contract import gsm7
from renderers.contract.artifact import LossKind
from renderers.contract.document import Action, Document, LegalNote, Offer, Override, Paragraph, Replacement
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import MergeField, RichText, Text
from tests import corpus

TOKENS = corpus.tokens()
SHORT = LinkPolicy(short=(("https://flusslicht.example/sommer", "https://fl.example/s"),))


def piece(**fields):
    fields = {"id": "1", "locale": "de", "title": "Titel"} | fields
    texts = {name: RichText.of(fields[name]) for name in ("headline", "teaser") if isinstance(fields.get(name), str)}
    return Document(**fields | texts)


def render(document, *, dialect="plain", limits=(), links=SHORT, tokens=TOKENS):
    request = RenderRequest(format="message", dialect=dialect, links=links, limits=limits)
    return registry.render(plugin, document, tokens, request, corpus.Pictures()).artifact


def text_of(artifact):
    return artifact.part("message.txt").text


def meter(artifact, name):
    return next(meter for meter in artifact.meters if meter.name == name)


def losses(artifact, field):
    return [(loss.kind, loss.what) for loss in artifact.losses if loss.source.field == field]


LONG = "Ein Satz, der mit vielen weiteren Worten erzählt, was man auch kürzer hätte sagen können. " * 3


def test_says_headline_and_teaser_then_link_and_opt_out():
    action = Action(RichText.of("Boot buchen"), "https://flusslicht.example/sommer")
    artifact = render(piece(headline="Es geht los", teaser="Ab Mai auf dem Wasser.", action=action))
    assert text_of(artifact) == (
        "Es geht los\nAb Mai auf dem Wasser.\nBoot buchen: https://fl.example/s\nAbmelden: STOP an 71117"
    )
    assert artifact.losses == ()
    payload = json.loads(artifact.part("message.json").text)
    assert payload["sender"] == "Flusslicht"
    assert payload["link"] == "https://fl.example/s"
    assert payload["opt_out"] == "Abmelden: STOP an 71117"
    assert (payload["encoding"], payload["segments"], payload["units"]) == ("GSM-7", 1, len(text_of(artifact)))


def test_takes_the_longest_approved_wording_that_fits():
    short = (RichText.of("Kurz."), RichText.of("Etwas länger, aber noch kurz genug."), RichText.of(LONG))
    artifact = render(piece(headline="Kopf", teaser=LONG, short=short))
    assert text_of(artifact).startswith("Etwas länger, aber noch kurz genug.\n")
    assert losses(artifact, "teaser") == [(LossKind.DROPPED, LONG.strip())]
    assert losses(artifact, "headline") == [(LossKind.DROPPED, "Kopf")]
    assert artifact.provenance[0].source.field == "short.1"


def test_a_brand_that_affords_two_segments_says_more():
    document = piece(headline="Kopf", teaser="Ein Satz. " * 20)
    assert text_of(render(document)).startswith("Kopf\nAbmelden")
    artifact = render(document, limits=(("sms", "segments", 2),))
    assert text_of(artifact).count("Ein Satz.") == 20
    assert meter(artifact, "segments").used == 2
    assert not meter(artifact, "segments").over
    assert meter(artifact, "units").limit == 306


def test_cuts_a_headline_at_a_word_when_nothing_fits():
    words = " ".join(f"Wort{number}" for number in range(60))
    artifact = render(piece(headline=words))
    said = text_of(artifact).split("\n")[0]
    assert said.endswith("...")
    [(kind, lost)] = losses(artifact, "headline")
    assert kind is LossKind.SHORTENED
    assert said.removesuffix("...") + " " + lost == words
    assert meter(artifact, "segments").used == 1


def test_a_bare_article_becomes_its_title_and_its_beginning():
    artifact = render(corpus.document("long-article"))
    assert text_of(artifact).startswith("Ein Sonntag auf dem Fluss\nWer zum ersten Mal auf einem Fluss")
    assert meter(artifact, "segments").used == 1


def test_eight_thousand_words_become_one_message_quickly():
    sentence = "Der Fluss fließt, und wer z. B. am 24. Dezember paddelt, friert. "
    blocks = tuple(Paragraph(id=f"p{number}", text=RichText.of(sentence * 20)) for number in range(36))
    artifact = render(piece(title="Sehr langer Text", blocks=blocks))
    assert meter(artifact, "segments").used == 1
    quoted = sum(len(loss.what.split()) for loss in artifact.losses)
    assert quoted + len(text_of(artifact).split()) > 7900


def test_typography_is_replaced_on_record_and_declared():
    artifact = render(piece(headline="„Jetzt“ – 20\u00a0% …", teaser="Ohne."))
    assert text_of(artifact).startswith('"Jetzt" - 20 % ...\nOhne.')
    assert losses(artifact, "headline") == [(LossKind.REPLACED, "„ “ – …")]
    assert losses(artifact, "teaser") == []
    assert dict(plugin.replacements)["„"] == '"'


def test_letters_and_emoji_are_kept_and_counted():
    artifact = render(piece(headline="Garçons 🛶"))
    assert "Garçons 🛶" in text_of(artifact)
    assert meter(artifact, "units").unit == "UTF-16 units"
    assert meter(artifact, "units").limit == 70


def test_own_words_are_kept_whole_even_in_two_segments():
    own = "Unser eigener Text, etwas länger als eine Nachricht. " * 4
    document = piece(
        headline="Kopf",
        teaser="Anriss.",
        overrides=(Override("sms", "*", "text", Replacement(text=RichText.of(own))),),
    )
    artifact = render(document)
    assert text_of(artifact).startswith(own.strip())
    assert meter(artifact, "segments").over
    assert losses(artifact, "headline") == [(LossKind.REPLACED, "Kopf")]
    assert artifact.provenance[0].source.field == "overrides.sms.*.text"


def test_codes_and_small_print_are_never_cut():
    offer = Offer(id="o", product=RichText.of("Boot"), price=RichText.of("49 €"), code=RichText.of("FLUSS26"))
    note = LegalNote(id="n", text=RichText.of("Nur für Schwimmer."))
    document = piece(headline="Kopf", teaser=LONG, blocks=(offer, note), legal=(RichText.of("Gültig bis Mai."),))
    text = text_of(render(document))
    assert text == "Kopf\nCode: FLUSS26\nNur für Schwimmer.\nGültig bis Mai.\nAbmelden: STOP an 71117"
    assert losses(render(document), "body.code") == []
    said = replace(document, teaser=RichText.of("Mit FLUSS26 sparen."))
    assert text_of(render(said)).count("FLUSS26") == 1


def test_another_segment_rather_than_no_words():
    document = piece(headline="Kopf und Fuß", legal=(RichText.of("Sehr langes Kleingedrucktes. " * 6),))
    artifact = render(document)
    assert text_of(artifact).startswith("Kopf und Fuß\n")
    assert meter(artifact, "segments").used == 2


def test_what_cannot_be_sent_at_all_is_left_out_on_record():
    action = Action(RichText.of("Los"), "https://flusslicht.example/" + "x" * 900)
    document = piece(headline="Kopf", action=action, legal=(RichText.of("Klein. " * 400),))
    artifact = render(document)
    assert text_of(artifact) == "Kopf\nAbmelden: STOP an 71117"
    assert {loss.source.field for loss in artifact.losses} == {"action.label", "action.url", "legal.0"}
    assert not meter(artifact, "length").over


UTM = LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_campaign", "sommer-2026")))
TAGGED = "https://flusslicht.example/sommer?utm_source=sms&utm_campaign=sommer-2026"
BARE = "https://flusslicht.example/sommer"


def to_summer(**fields):
    return piece(action=Action(RichText.of("Boot buchen"), BARE), **fields)


def test_the_tagged_address_where_a_whole_wording_fits_with_it():
    artifact = render(to_summer(headline="Es geht los", teaser=LONG), links=UTM)
    assert text_of(artifact).startswith(f"Es geht los\nBoot buchen: {TAGGED}\n")
    assert losses(artifact, "action.url") == []
    assert meter(artifact, "segments").used == 1


def test_without_room_the_parameters_go_on_record():
    document = to_summer(headline="Der Sommer beginnt, und mit ihm alles, was auf dem Wasser schön ist.", teaser=LONG)
    artifact = render(document, links=UTM)
    assert text_of(artifact).startswith(f"{document.headline.plain}\nBoot buchen: {BARE}\n")
    assert losses(artifact, "action.url") == [(LossKind.DEGRADED, "utm_source=sms&utm_campaign=sommer-2026")]
    assert meter(artifact, "segments").used == 1
    assert json.loads(artifact.part("message.json").text)["link"] == BARE
    short = render(document, links=replace(UTM, short=SHORT.short))
    assert "https://fl.example/s" in text_of(short)
    assert losses(short, "action.url") == []


def test_parameters_that_the_author_typed_stay():
    url = f"{BARE}?boot=zwei&utm_source=plakat"
    text = "Der Sommer beginnt, und mit ihm alles, was schön ist."
    artifact = render(replace(to_summer(headline=text), action=Action(RichText.of("Los"), url)), links=UTM)
    assert f"{url}\n" in text_of(artifact)
    assert losses(artifact, "action.url") == [(LossKind.DEGRADED, "utm_campaign=sommer-2026")]


def test_a_cut_wording_has_the_longer_half_without_parameters():
    words = " ".join(f"Wort{number}" for number in range(60))
    said = text_of(render(to_summer(headline=words), links=UTM))
    assert BARE in said
    assert TAGGED not in said
    assert gsm7.segments(said).count == 1


def test_in_two_segments_there_is_room_for_parameters():
    document = to_summer(headline="Kopf und Fuß", legal=(RichText.of("Sehr langes Kleingedrucktes. " * 6),))
    artifact = render(document, links=UTM)
    assert TAGGED in text_of(artifact)
    assert meter(artifact, "segments").used == 2
    assert losses(artifact, "action.url") == []


def test_own_words_keep_to_one_segment_without_parameters():
    own = "Unser eigener Text, der für sich allein gut in eine einzige Nachricht passen würde."
    overrides = (Override("sms", "*", "text", Replacement(text=RichText.of(own))),)
    artifact = render(to_summer(headline="Kopf", overrides=overrides), links=UTM)
    assert text_of(artifact).startswith(f"{own}\n")
    assert f"{BARE}\n" in text_of(artifact)
    assert meter(artifact, "segments").used == 1


def test_a_code_is_not_said_twice_in_a_longer_message():
    offer = Offer(id="o", product=RichText.of("Boot"), price=RichText.of("49 €"), code=RichText.of("FLUSS26"))
    short = (RichText.of("Ein Tag auf dem Fluss für 49 € statt 59 €, mit dem Code FLUSS26."),)
    note = (RichText.of("Unser niedrigster Preis der letzten 30 Tage war 59 €, für alle Boote."),)
    artifact = render(to_summer(headline="Der Sommer beginnt", short=short, blocks=(offer,), legal=note), links=UTM)
    assert text_of(artifact).count("FLUSS26") == 1


def test_the_first_action_of_the_body_leads_where_the_piece_has_none():
    artifact = render(corpus.document("every-block"))
    assert "Jetzt Boot buchen: https://fl.example/s26" not in text_of(artifact)  # other links here
    without = replace(corpus.document("every-block"), action=None)
    assert "https://flusslicht.example/gutschein" in text_of(render(without))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "kein Link"])
def test_no_reader_is_sent_astray(url):
    artifact = render(piece(headline="Kopf", action=Action(RichText.of("Los"), url)))
    assert url not in text_of(artifact)
    assert any(loss.source.field == "action.url" for loss in artifact.losses)


def test_merge_fields_count_at_their_longest():
    field = MergeField("first_name", "du")
    document = piece(
        headline=RichText((Text("Hallo "), field)), teaser="Ein Satz, der noch dazu passt, aber knapp. " * 2
    )
    plain = render(document)
    assert text_of(plain).startswith("Hallo du\nEin Satz")
    brevo = render(document, dialect="brevo")
    assert '{{ contact.FIRSTNAME | default : "du" }}' in text_of(brevo)
    assert meter(brevo, "units").used == meter(plain, "units").used - len("du") + 24
    assert json.loads(brevo.part("message.json").text)["fields"] == ["first_name"]
    assert json.loads(plain.part("message.json").text)["fields"] == []


def test_a_merge_field_is_never_cut_in_two():
    field = MergeField("company", "liebe Leute")
    words = Text("Worte, viele Worte, noch mehr Worte und kein Ende. " * 2)
    document = piece(headline=RichText((words, field, Text(" danach"), words)))
    for count in range(1, 4):
        text = text_of(render(document, dialect="brevo", limits=(("sms", "segments", count),)))
        assert text.count("{{") == text.count("}}")


@pytest.mark.parametrize("dialect", ["brevo", "klaviyo"])
def test_braces_beside_a_merge_field_cost_no_second_segment(dialect):
    """Three braces would break the sending system's tag; a word joiner between them would leave 70 characters."""
    runs = (Text("Hallo {"), MergeField("first_name", "du"), Text("}, {{ heute }} ist ein Fest."))
    artifact = render(piece(headline=RichText(runs)), dialect=dialect)
    text = text_of(artifact)
    assert "Hallo { {{ " in text
    assert " }} }, { { heute } }" in text
    assert gsm7.segments(text).encoding == "GSM-7"
    plain = render(piece(headline=RichText(runs)))
    assert text_of(plain).startswith("Hallo {du}, {{ heute }} ist ein Fest.")
    assert meter(artifact, "segments").used == 1


def test_measures_text_as_it_stands():
    found = {meter.name: meter for meter in plugin.measure("x" * 161, "message")}
    assert found["segments"].used == 2
    assert found["units"].used == 161
    assert not found["length"].over


def test_a_sender_that_is_too_long_shows_in_its_meter():
    tokens = replace(TOKENS, sender=replace(TOKENS.sender, sms_name="Flusslicht GmbH"))
    assert meter(render(piece(), tokens=tokens), "sender").over


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, st.lists(ANY, max_size=4))
def test_any_text_becomes_a_message_that_can_be_sent(headline, teaser, paragraphs):
    blocks = tuple(Paragraph(id=f"p{number}", text=RichText.of(text)) for number, text in enumerate(paragraphs))
    artifact = render(piece(headline=headline, teaser=teaser, blocks=blocks))
    assert gsm7.segments(text_of(artifact)).count == meter(artifact, "segments").used == 1
    assert "Abmelden: STOP an 71117" in text_of(artifact)
