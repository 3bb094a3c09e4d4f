"""A person's way: sign in, make a campaign and a piece, preview, publish, fetch the variant through the API."""

import json
import urllib.request

import pytest

from hub.accounts.services import issue_token
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.variants.rendering import work_off
from tests.browser.writing import add_block, choose, see_preview
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def fetch(url: str, token: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


def test_from_an_empty_hub_to_a_delivered_text_message(person, brand, manager, live_server):
    person.sign_in("maren")
    person.sees("Einklang", "main")
    person.picture("home-empty-de")

    person.open("/admin/snippets/content/campaign/add/")
    person.choose("brand", "Nordlicht")
    person.fill("name", "Über den Winter")
    person.fill("regions", "DE, AT")
    person.picture("campaign-new-de", whole=True)
    person.publish()
    person.wait(lambda: Campaign.objects.filter(live=True).exists(), "the campaign")
    assert (
        Campaign.objects.get().slug.startswith("uber-den-winter") or Campaign.objects.get().slug == "ueber-den-winter"
    )

    person.open("/admin/snippets/content/piece/add/")
    choose(person, "campaign", "Über den Winter")
    person.fill("title", "Laterne")
    person.fill("headline", "Licht für dunkle Tage")
    person.fill("teaser", "Die Laterne aus Kupfer brennt acht Stunden.")
    add_block(person, "Zwischenüberschrift")
    person.fill("body-0-value-text", "Aus Kupfer")
    person.fill("action_label", "Ansehen")
    person.fill("action_url", "https://nordlicht.example/laterne")
    person.picture("piece-new-de", whole=True)
    person.panel("preview")
    see_preview(person, "sms/message", "Licht für dunkle Tage")
    person.picture("piece-preview-de")
    person.publish()
    person.wait(lambda: Piece.objects.filter(live=True).exists(), "the piece")
    work_off()

    token = issue_token(name="test", brands=[brand]).text
    piece = Piece.objects.get()
    base = f"{live_server.url}/api/v1/pieces/{piece.translation_key}/variants/sms/message"
    body = json.loads(fetch(base, token))
    text = fetch(f"{base}/message.txt", token).decode()
    assert "Licht für dunkle Tage" in text
    assert next(part for part in body["parts"] if part["name"] == "message.txt")["text"] == text
    assert fetch(f"{base.replace('sms/message', 'web/article')}/body.html", token).count(b"Aus Kupfer") == 1


def test_a_refused_publish_says_why(person, brand, manager):
    row = factories.piece(factories.campaign(brand), teaser="Nur {{ fact.prise }}!")
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{row.pk}/")
    person.publish()
    person.sees("prise", ".messages")
    person.picture("piece-refused-de")
    assert not Piece.objects.get().live
