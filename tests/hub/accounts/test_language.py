"""Texts of the cores and of the hub are shown in the language in use."""

from django.utils.translation import override

from hub.accounts.language import current_translator
from renderers.contract.message import Message

CORE = Message("There is no fact “{name}”. Known: {known}.", name="preis", known="price")
HUB = Message("The picture or file “{name}” is not in the library any more. Choose another.", name="image:7")


def test_both_speak_german():
    with override("de"):
        translate = current_translator()
        assert CORE.show(translate) == "Den Fakt „preis“ gibt es nicht. Bekannt: price."
        assert HUB.show(translate).startswith("Das Bild oder die Datei „image:7“ ist nicht mehr")


def test_both_speak_english():
    with override("en"):
        translate = current_translator()
        assert (CORE.show(translate), HUB.show(translate)) == (CORE.show(), HUB.show())
