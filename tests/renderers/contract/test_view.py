"""What a renderer gets to see: the one place where arms, overrides, channels, facts and reading rights are applied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from renderers.contract.artifact import Artifact, Loss, LossKind, Trace
from renderers.contract.document import Arm, AssetRef, Document, Heading, Replacement
from renderers.contract.errors import UnknownFormatError, UnsupportedDialectError
from renderers.contract.fields import field_digest, get_field, set_field
from renderers.contract.grammar import read
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import Reads
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.text import RichText
from renderers.contract.view import render_key, trace_origins, view
from renderers.contract.walk import block_texts, pictures, texts, urls
from tests.renderers.contract.small import DOCUMENT, EVERYTHING, NOTHING, REQUEST, TOKENS, Leaflet, override, with_price
from tests.renderers.contract.strategies import of


def see(document=DOCUMENT, renderer=EVERYTHING, request=REQUEST, tokens=TOKENS):
    return view(document, tokens, request, renderer)


def key(document=DOCUMENT, renderer=EVERYTHING, request=REQUEST, tokens=TOKENS):
    return render_key(see(document, renderer, request, tokens), renderer)


def test_facts_are_said_with_their_qualifier_once():
    document = replace(DOCUMENT, headline=read("Schon ab {{ fact.price }}, {{ fact.price }}"))
    assert see(document).document.headline.plain == "Schon ab 99 €, ab 99 €"
    assert see().document.headline.plain == "Nur ab 99 €"
    assert see(replace(DOCUMENT, locale="en")).document.headline.plain == "Nur from 99 €"


def test_a_fact_nobody_states_stays_as_typed():
    assert see(replace(DOCUMENT, headline=read("{{ fact.nix }}"))).document.headline.plain == "{{ fact.nix }}"


def test_only_facts_referred_to_are_seen_unless_all_are_read():
    assert {fact.name for fact in see(renderer=NOTHING).document.facts} == {"price", "ends"}
    assert {fact.name for fact in see().document.facts} == {"price", "ends", "unused"}


def test_blocks_for_other_channels_are_gone_also_inside_columns():
    said = [text.plain for _, text in texts(see().document)]
    assert "Nur Blatt" in said
    assert not {"Nur Mail", "Rechts"} & set(said)
    assert all(block.channels == () for block in see().document.all_blocks)


def test_an_override_of_another_channel_is_never_seen():
    assert see().overrides == ()
    assert see().document.overrides == ()
    assert see().document.headline.plain == "Nur ab 99 €"


def test_the_formats_own_override_wins_over_that_for_all():
    document = replace(
        DOCUMENT,
        overrides=(
            override("leaflet", "small", "headline", "Genau"),
            override("leaflet", "*", "headline", "Alle"),
            override("leaflet", "*", "subject", "Betreff {{ fact.price }}"),
        ),
    )
    small, large = see(document), see(document, request=replace(REQUEST, format="large"))
    assert small.document.headline.plain == "Genau"
    assert large.document.headline.plain == "Alle"
    assert small.override("subject").text.plain == "Betreff {{ fact.price }}"
    assert small.override("nothing") is None
    assert small.override_place("subject") == Place("overrides.leaflet.*.subject")
    assert dict(small.origins)["headline"] == "overrides.leaflet.small.headline"


def test_facts_are_resolved_in_overrides_too():
    value = Replacement(text=read("Für {{ fact.price }}"))
    document = replace(DOCUMENT, overrides=(replace(override("leaflet", "*", "subject", ""), value=value),))
    assert see(document).override("subject").text.plain == "Für ab 99 €"


def test_an_arm_changes_one_field_and_an_override_still_wins():
    arm = Arm("b", "headline", Replacement(text=RichText.of("Andere")))
    assert see(replace(DOCUMENT, arm=arm)).document.headline.plain == "Andere"
    both = replace(DOCUMENT, arm=arm, overrides=(override("leaflet", "*", "headline", "Eigene"),))
    assert see(both).document.headline.plain == "Eigene"
    assert see(replace(DOCUMENT, arm=replace(arm, key=""))).document.headline.plain == "Nur ab 99 €"
    own = see(replace(DOCUMENT, arm=replace(arm, field="subject")))
    assert own.override("subject").text.plain == "Andere"


def test_losses_and_traces_name_the_true_origin():
    document = replace(
        DOCUMENT, overrides=(override("leaflet", "*", "headline", "x"), override("leaflet", "*", "body.p1.text", "y"))
    )
    source = see(document)
    places = (Place("headline", start=0, end=1), Place("body.text", "p1"), Place("teaser"))
    artifact = Artifact(
        (),
        losses=tuple(Loss(LossKind.DROPPED, "x", Message("x"), place) for place in places),
        provenance=tuple(Trace("a", "x", place) for place in places),
    )
    traced = trace_origins(artifact, source)
    expected = ["overrides.leaflet.*.headline:0-1", "overrides.leaflet.*.body.p1.text[p1]", "teaser"]
    assert [str(loss.source) for loss in traced.losses] == expected
    assert [str(trace.source) for trace in traced.provenance] == expected
    assert trace_origins(artifact, see()) == artifact


BLANK = {
    Reads.COLORS: lambda seen: seen.tokens.colors,
    Reads.TYPOGRAPHY: lambda seen: seen.tokens.typography,
    Reads.LOGOS: lambda seen: seen.tokens.logos,
    Reads.LEGAL: lambda seen: seen.tokens.legal,
    Reads.SENDER: lambda seen: seen.tokens.sender.name,
    Reads.FIELDS: lambda seen: seen.tokens.fields,
    Reads.IDENTITY: lambda seen: seen.document.id + seen.document.slug,
    Reads.SHORT: lambda seen: seen.document.short,
    Reads.PICTURES: lambda seen: seen.document.hero.sha256,
    Reads.FOCAL: lambda seen: seen.document.hero.focal != (0.5, 0.5),
    Reads.CREDIT: lambda seen: seen.document.hero.credit,
    Reads.HASHTAGS: lambda seen: seen.document.hashtags,
    Reads.CAMPAIGN: lambda seen: seen.document.campaign,
    Reads.FACTS: lambda seen: seen.document.fact("unused"),
    Reads.LINKS: lambda seen: seen.request.links.utm,
    Reads.MEDIA: lambda seen: seen.request.media_base,
    Reads.DATED: lambda seen: seen.request.dated,
}


@pytest.mark.parametrize("what", list(Reads))
def test_what_is_not_declared_is_blank(what):
    assert BLANK[what](see())
    assert not BLANK[what](see(renderer=NOTHING))
    assert BLANK[what](see(renderer=Leaflet(what, Reads.PICTURES)))
    assert not BLANK[what](see(renderer=Leaflet(*set(Reads) - {what})))


def test_words_and_alternative_texts_are_seen_by_all():
    assert [text.plain for _, text in texts(see(renderer=NOTHING).document)] == [
        text.plain for _, text in texts(see().document)
    ]
    assert see(renderer=NOTHING).document.hero.alt == "Ein Wald"


def test_legal_lines_by_channel_trigger_and_locale():
    def lines(document=DOCUMENT, renderer=EVERYTHING):
        seen = see(document, renderer)
        return {line.key: seen.tokens.line(line.key) for line in seen.tokens.legal}

    assert lines() == {"imprint": "Impressum", "vat": "inkl. MwSt."}
    assert lines(replace(DOCUMENT, locale="en"))["imprint"] == "Imprint"
    assert "imprint" not in lines(replace(DOCUMENT, locale="fr"))
    assert "vat" not in lines(replace(DOCUMENT, headline=RichText.of("x")))
    assert "free" in lines(replace(DOCUMENT, teaser=RichText.of("Heute GRATIS!")))


def test_a_trigger_in_a_short_wording_or_an_own_override_holds_too():
    plain = replace(DOCUMENT, headline=RichText.of("x"))
    shorter = replace(plain, short=(read("{{ fact.price }}"),))
    assert see(shorter).tokens.line("vat")
    assert not see(shorter, Leaflet(*set(Reads) - {Reads.SHORT})).tokens.line("vat")
    own = replace(plain, overrides=(override("leaflet", "*", "subject", "gratis"),))
    assert see(own).tokens.line("free")


def test_only_fields_in_use_are_seen():
    assert [entry.name for entry in see().tokens.fields] == ["first_name"]


def test_a_brands_own_limits_replace_those_of_the_data():
    request = replace(REQUEST, limits=(("leaflet", "words", 80.0), ("sms", "words", 1.0)))
    assert see(request=request).limit("words").value == 80
    assert see().limit("words").value == 100
    assert see().request.limits == ()
    with pytest.raises(KeyError):
        see().limit("lines")
    assert see(request=replace(REQUEST, format="large")).limit("lines").value == 10


def test_instants_are_whole_seconds_with_a_plain_offset():
    seen = see(request=replace(REQUEST, dated=datetime(2026, 10, 1, 10, 0, 0, 5, tzinfo=ZoneInfo("Europe/Berlin"))))
    assert seen.request.dated == datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
    assert seen.request.dated.tzinfo.utcoffset(None) == timedelta(hours=2)


def test_unknown_formats_and_dialects_are_refused():
    with pytest.raises(UnknownFormatError, match="small, large"):
        see(request=replace(REQUEST, format="huge"))
    with pytest.raises(UnsupportedDialectError, match="plain, brevo"):
        see(request=replace(REQUEST, dialect="mailchimp"))


def changed(**fields):
    return {"document": replace(DOCUMENT, **fields)}


def branded(**fields):
    return {"tokens": replace(TOKENS, **fields)}


def asked(**fields):
    return {"request": replace(REQUEST, **fields)}


HERO, LOGO, IMPRINT = DOCUMENT.hero, TOKENS.logos[0], TOKENS.legal[0]
FOREIGN = Heading(id="h", text=RichText.of("x"), channels=("sms",))
LABELS = {
    "revision": changed(revision="8"),
    "version of the tokens": branded(version="4"),
    "asset id": changed(hero=replace(HERO, id="other.jpg")),
    "rights": changed(hero=replace(HERO, rights=replace(HERO.rights, licence="x"))),
    "id of a logo": branded(logos=(replace(LOGO, svg=AssetRef("x", "b" * 64)),)),
    "title below a headline": changed(title="Anders"),
    "another channel's override": changed(overrides=(override("social", "*", "headline", "x"),)),
    "another format's override": changed(overrides=(override("leaflet", "large", "headline", "x"),)),
    "another channel's block": changed(blocks=(*DOCUMENT.blocks, FOREIGN)),
    "another channel's legal line": branded(legal=TOKENS.legal[:-1]),
    "the other locale's legal line": branded(legal=(replace(IMPRINT, texts=(("de", "Impressum"),)), *TOKENS.legal[1:])),
    "a limit of another channel": asked(limits=(("sms", "message", 1.0),)),
    "fractions of a second": asked(dated=REQUEST.dated.replace(microsecond=0)),
}
MATTERS = {
    "price": {"document": with_price(DOCUMENT, "89.00 EUR", "89 €")},
    "picture": changed(hero=replace(HERO, sha256="c" * 64)),
    "focal point": changed(hero=replace(HERO, focal=(0.1, 0.1))),
    "color": branded(colors=()),
    "limit": asked(limits=(("leaflet", "words", 1.0),)),
    "dialect": asked(dialect="brevo"),
    "option": asked(options=(("marks", True),)),
    "own override": changed(overrides=(override("leaflet", "small", "subject", "x"),)),
    "order of blocks": changed(blocks=DOCUMENT.blocks[::-1]),
}


@pytest.mark.parametrize("name", LABELS)
def test_labels_and_what_is_others_never_change_a_key(name):
    assert key(**LABELS[name]) == key()


@pytest.mark.parametrize("name", MATTERS)
def test_what_decides_the_bytes_changes_the_key(name):
    assert key(**MATTERS[name]) != key()


def test_the_renderers_version_and_engine_are_in_the_key():
    class Newer(Leaflet):
        version = "2"

    class Driven(Leaflet):
        engine = ("pillow",)

    keys = {key(renderer=kind(*Reads)) for kind in (Leaflet, Newer, Driven)}
    assert len(keys) == 3


@settings(max_examples=60, deadline=None)
@given(of(Document))
def test_any_document_can_be_viewed_and_seeing_it_twice_changes_nothing(document):
    seen = see(document)
    assert render_key(seen, EVERYTHING) == render_key(see(document), EVERYTHING)
    again = view(seen.document, seen.tokens, seen.request, EVERYTHING)
    assert [text.plain for _, text in texts(again.document)] == [text.plain for _, text in texts(seen.document)]


def test_every_text_picture_and_address_has_its_place():
    found = {str(place): text.source for place, text in texts(DOCUMENT)}
    assert found["headline"] == "Nur {{ fact.price }}"
    assert found["body.text[p4]"] == "Links"
    assert found["body.action.label[a1]"] == "Weiter"
    assert found["legal.0"] == "Solange Vorrat reicht."
    assert "title" not in found
    assert [str(place) for place, _ in texts(Document(id="", locale="de", title="T"))] == ["title"]
    assert [str(place) for place, _ in pictures(DOCUMENT)] == ["hero", "body.asset[b1]"]
    assert [(str(place), url) for place, url in urls(DOCUMENT)] == [
        ("body.url[a1]", "https://a.example/b"), ("action.url", "https://a.example/los"),
    ]  # fmt: skip
    assert list(block_texts(DOCUMENT.blocks[4])) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("headline", Replacement(text=RichText.of("x"))),
        ("teaser", Replacement(text=RichText.of("x"))),
        ("hashtags", Replacement(items=("x",))),
        ("hero", Replacement(asset=AssetRef("", "d" * 64))),
        ("action.label", Replacement(text=RichText.of("x"))),
        ("body.p1.text", Replacement(text=RichText.of("x"))),
        ("body.p4.text", Replacement(text=RichText.of("x"))),
        ("body.b1.asset", Replacement(asset=AssetRef("", "d" * 64))),
    ],
)
def test_fields_are_set_and_got_by_their_path(path, value):
    changed = set_field(DOCUMENT, path, value)
    assert get_field(changed, path) == (value.text or value.items or value.asset)
    assert field_digest(changed, path) != field_digest(DOCUMENT, path)
    assert set_field(DOCUMENT, path, Replacement()) is None


def test_paths_that_name_nothing():
    words = Replacement(text=RichText.of("x"))
    for path in ("subject", "body.nix.text", "body.p1.asset", "body.p1", "action.colour", "hero", "legal.0"):
        assert set_field(DOCUMENT, path, words) is None
    assert set_field(DOCUMENT, "action.url", words).action.url == "x"
    assert set_field(DOCUMENT, "hero.alt", words).hero.alt == "x"
    assert set_field(DOCUMENT, "title", words).title == "x"
    assert set_field(Document(id="", locale="de", title="T"), "hero.alt", words) is None
    assert get_field(DOCUMENT, "short.0") == RichText.of("Kurz")
    assert get_field(DOCUMENT, "short.9") is None
    for path in ("nothing", "", ".", "body", "body.p1", "body.p1.__class__", "__class__", "headline.plain", "short.x"):
        assert get_field(DOCUMENT, path) is None


UTM = LinkPolicy(utm=(("utm_source", "{channel}"), ("utm_campaign", "a b/ä")), hosts=("a.example",))


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://a.example", "https://a.example?utm_source=sms&utm_campaign=a%20b%2F%C3%A4"),
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1&utm_source=sms&utm_campaign=a%20b%2F%C3%A4#z"),
        ("https://a.example?utm_source=own", "https://a.example?utm_source=own&utm_campaign=a%20b%2F%C3%A4"),
        ("https://a.example?utm_source=", "https://a.example?utm_source=&utm_campaign=a%20b%2F%C3%A4"),
        ("https://b.example", "https://b.example"),
        ("mailto:x@a.example", "mailto:x@a.example"),
        ("tel:+49301", "tel:+49301"),
    ],
)
def test_links_are_tagged(url, tagged):
    assert UTM.resolved("sms", "message").tagged(url) == tagged


def test_short_links_stand_for_the_address_as_written():
    policy = replace(UTM.resolved("sms", "message"), short=(("https://a.example/x", "https://k.example/1"),))
    assert policy.shortest("https://a.example/x") == "https://k.example/1"
    assert policy.shortest("https://b.example") == "https://b.example"
    assert LinkPolicy().tagged("https://a.example") == "https://a.example"


def test_a_request_tells_its_options():
    request = RenderRequest(format="x", options=(("marks", True),))
    assert request.option("marks") is True
    assert request.option("icc") == ""
    assert request.option("icc", "none") == "none"
