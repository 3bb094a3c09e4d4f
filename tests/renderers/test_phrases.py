"""The words that renderers add to a piece: in its language, or on record as borrowed."""

from dataclasses import astuple, fields, replace

import pytest

from renderers import registry
from renderers.contract.artifact import LossKind
from renderers.contract.document import QUALIFIER_WORDS, Document, Offer, Qualifier
from renderers.contract.grammar import read
from renderers.contract.place import Place
from renderers.contract.view import view
from renderers.toolkit.phrases import Phrases, direction, isolated, phrases
from tests.renderers import everything
from tests.renderers.everything import Shelf

LANGUAGES = ("de", "en", "fr", "es", "it", "nl", "pl", "tr", "pt", "cs", "da", "sv", "ar", "he")
SHELF = Shelf()
OFFER = Offer(id="o", product=read("Kanadier"), price=read("49 €"), old_price=read("59 €"), code=read("FLUSS26"))
PIECE = Document(id="1", locale="de", title="Titel", headline=read("Titel"), blocks=(OFFER,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_of_its_own(language):
    words = phrases(language)
    assert all(astuple(words))
    if language != "en":
        assert words != phrases("en")
        for name in ("instead_of", "unsubscribe", "view_online", "preferences"):
            assert getattr(words, name) != getattr(phrases("en"), name)
    assert set(QUALIFIER_WORDS[language]) == {Qualifier.FROM, Qualifier.UP_TO}


@pytest.mark.parametrize("language", ["ar", "he"])
def test_words_from_right_to_left_are_in_their_own_script(language):
    assert direction(language) == "rtl"
    letters = {"ar": range(0x600, 0x700), "he": range(0x590, 0x600)}[language]
    for entry in fields(Phrases):
        word = getattr(phrases(language), entry.name)
        assert entry.name == "dash" or all(ord(letter) in letters or letter == " " for letter in word)


@pytest.mark.parametrize("channel", ["email", "web", "sms", "social"])
def test_borrowed_words_are_on_record(channel):
    renderer = registry.get(channel)
    form = renderer.formats[0].key
    brand = everything.brand(SHELF)

    def borrowed(document):
        source = view(document, brand, everything.request(form), renderer)
        found = renderer.render(source, SHELF).losses
        return [loss for loss in found if loss.source == Place("locale")]

    assert borrowed(PIECE) == []
    (loss,) = borrowed(replace(PIECE, locale="fi-FI"))
    assert loss.kind is LossKind.REPLACED
    assert "Code" in loss.what
    assert borrowed(replace(PIECE, locale="fi", blocks=())) == [] or channel == "email"


def test_lines_of_another_direction_stand_apart():
    assert isolated("+49 385 5550100", "he") == "\u2068+49 385 5550100\u2069"
    assert isolated("+49 385 5550100", "de") == "+49 385 5550100"
    assert isolated("", "ar") == ""
