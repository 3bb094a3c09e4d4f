"""A block of an unknown type and a limit to a channel that is not installed, in a real editor: shown, and kept."""

import json

import pytest

from hub.content.models import Piece
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

HOLOGRAM = {"type": "hologram", "id": "1" * 8, "value": {"text": "<p>Ein Hirsch aus Licht</p>", "depth": 3}}
LIMITED = {"type": "paragraph", "id": "2" * 8, "value": {"text": "<p>Nur dort.</p>", "channels": ["hologram"]}}


def test_they_are_shown_and_saved_as_they_were(person, brand, manager):
    row = factories.piece(factories.campaign(brand), body=json.dumps([HOLOGRAM, LIMITED]))
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{row.pk}/")
    person.sees("Ein Hirsch aus Licht", "[data-contentpath='body']")
    person.picture("piece-kept-block-de")
    person.fill("headline", "Neu")
    person.driver.execute_script("document.querySelector('form[data-edit-form]').requestSubmit()")
    person.sees("geändert", ".messages")
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert draft.headline == "Neu"
    kept, limited = draft._meta.get_field("body").get_prep_value(draft.body)
    assert kept == HOLOGRAM
    assert limited["value"]["channels"] == ["hologram"]
    person.press("[data-contentpath='body'] .c-sf-add-button")
    person.wait(lambda: person.all(".w-combobox__option"), "the menu of blocks")
    assert "hologram" not in person.text(".w-combobox")
    assert not any("unbekannt" in each.text for each in person.all(".w-combobox__option"))
    assert person.complaints() == []
