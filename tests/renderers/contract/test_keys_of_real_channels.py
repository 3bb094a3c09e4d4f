"""Which render keys change when something changes: exactly those of the channels concerned, and never the others'."""

from dataclasses import replace
from functools import cache

import pytest

from renderers import registry
from renderers.contract.document import Override, Replacement
from renderers.contract.renderer import Reads
from renderers.contract.text import RichText
from renderers.contract.tokens import Color
from renderers.contract.view import render_key, view
from tests import corpus

FORMATS = [(renderer.key, format_.key) for renderer in registry.all_renderers() for format_ in renderer.formats]
DOCUMENT = corpus.document("facts")
TOKENS = corpus.tokens()


def keys(document=DOCUMENT, tokens=TOKENS, renderers=registry.get):
    found = {}
    for channel, format_key in FORMATS:
        renderer = renderers(channel)
        found[channel, format_key] = render_key(view(document, tokens, corpus.request(format_key), renderer), renderer)
    return found


@cache
def bytes_of(document, tokens):
    """The parts and media of every format."""
    made = {}
    for channel, format_key in FORMATS:
        renderer = registry.get(channel)
        artifact = registry.render(renderer, document, tokens, corpus.request(format_key), corpus.Pictures()).artifact
        made[channel, format_key] = (artifact.parts, artifact.media)
    return made


def changed(before, after):
    return {slot for slot in before if before[slot] != after[slot]}


def reading(what):
    return {slot for slot in FORMATS if what in registry.get(slot[0]).reads}


def override(channel, format_key, text="Etwas ganz anderes"):
    return Override(channel, format_key, "headline", Replacement(text=RichText.of(text)))


def test_an_instagram_override_changes_instagram_alone():
    after = replace(DOCUMENT, overrides=(override("social", "instagram-feed"),))
    assert changed(keys(), keys(after)) == {("social", "instagram-feed")}
    again = replace(DOCUMENT, overrides=(override("social", "instagram-feed", "Noch etwas anderes"),))
    assert changed(keys(after), keys(again)) == {("social", "instagram-feed")}


def test_republishing_unchanged_changes_nothing():
    again = replace(DOCUMENT, revision="another revision")
    assert keys(again, replace(TOKENS, version="another version")) == keys()


def test_the_price_changes_every_channel_whose_words_say_it_and_their_bytes():
    price = next(fact for fact in DOCUMENT.facts if fact.type == "price")
    cheaper = replace(price, value="12.00 EUR", display="12 €")
    after = replace(DOCUMENT, facts=tuple(cheaper if fact == price else fact for fact in DOCUMENT.facts))
    assert changed(keys(), keys(after)) == set(FORMATS)
    assert changed(bytes_of(DOCUMENT, TOKENS), bytes_of(after, TOKENS)) <= set(FORMATS)


def test_a_fact_nobody_refers_to_changes_nothing():
    spare = replace(DOCUMENT.facts[0], name="spare")
    concerned = changed(keys(), keys(replace(DOCUMENT, facts=(*DOCUMENT.facts, spare))))
    assert concerned == reading(Reads.FACTS)


def test_the_heros_focal_point_changes_the_channels_that_crop():
    after = replace(DOCUMENT, hero=replace(DOCUMENT.hero, focal=(0.05, 0.95)))
    concerned = changed(keys(), keys(after))
    assert concerned == reading(Reads.FOCAL)
    assert concerned >= changed(bytes_of(DOCUMENT, TOKENS), bytes_of(after, TOKENS))
    assert ("sms", "message") not in concerned
    assert ("social", "instagram-feed") in changed(bytes_of(DOCUMENT, TOKENS), bytes_of(after, TOKENS))


def test_the_accent_color_changes_the_channels_that_draw():
    accent = TOKENS.color("accent")
    after = replace(TOKENS, colors=tuple(replace(c, srgb="#123456") if c == accent else c for c in TOKENS.colors))
    assert isinstance(accent, Color)
    assert after != TOKENS
    concerned = changed(keys(), keys(tokens=after))
    assert concerned == reading(Reads.COLORS)
    assert concerned >= changed(bytes_of(DOCUMENT, TOKENS), bytes_of(DOCUMENT, after))
    assert {channel for channel, _ in concerned} == {"email", "web", "print"}


def test_a_renderers_version_changes_its_own_channel_alone():
    def newer(channel):
        renderer = registry.get(channel)
        if channel != "email":
            return renderer
        return type("Newer", (type(renderer),), {"version": f"{renderer.version}-next", "__doc__": "The same."})()

    assert changed(keys(), keys(renderers=newer)) == {slot for slot in FORMATS if slot[0] == "email"}


@pytest.mark.parametrize("field", ["id", "rights"])
def test_where_a_picture_is_kept_and_what_may_be_done_with_it_change_nothing(field):
    hero = DOCUMENT.hero
    other = {"id": "elsewhere", "rights": replace(hero.rights, licence="other", channels=("web",))}
    assert keys(replace(DOCUMENT, hero=replace(hero, **{field: other[field]}))) == keys()
