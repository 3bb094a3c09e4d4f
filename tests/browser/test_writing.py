"""A person's way: sign in, make a campaign and a piece, preview, publish, fetch the variant through the API."""

import json
import time
import urllib.request

import pytest
from selenium.webdriver.support.ui import Select

from hub.accounts.services import issue_token
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def fetch(url: str, token: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


def add_block(person, label: str) -> None:
    person.press("[data-contentpath='body'] .c-sf-add-button")
    person.press_words(label, ".w-combobox__option")


def test_from_an_empty_hub_to_a_delivered_text_message(person, brand, manager, live_server):
    person.sign_in("maren")
    person.sees("Einklang", "main")
    person.picture("home-empty-de")

    person.open("/admin/snippets/content/campaign/add/")
    Select(person.find("[name=brand]")).select_by_visible_text("Nordlicht")
    person.fill("name", "Über den Winter")
    person.fill("regions", "DE, AT")
    person.picture("campaign-new-de", whole=True)
    person.publish()
    person.wait(lambda: Campaign.objects.filter(live=True).exists(), "the campaign")
    assert (
        Campaign.objects.get().slug.startswith("uber-den-winter") or Campaign.objects.get().slug == "ueber-den-winter"
    )

    person.open("/admin/snippets/content/piece/add/")
    person.press("[id='id_campaign-chooser'] [data-chooser-action-choose]")
    person.press_words("Über den Winter", ".modal a")
    person.wait(lambda: person.find("[name=campaign]").get_attribute("value"), "the campaign chosen")
    person.fill("title", "Laterne")
    person.fill("headline", "Licht für dunkle Tage")
    person.fill("teaser", "Die Laterne aus Kupfer brennt acht Stunden.")
    add_block(person, "Zwischenüberschrift")
    person.fill("body-0-value-text", "Aus Kupfer")
    person.fill("action_label", "Ansehen")
    person.fill("action_url", "https://nordlicht.example/laterne")
    person.picture("piece-new-de", whole=True)
    person.press("[data-side-panel-toggle=preview]")
    # Wagtail forgets a mode that is chosen while it is still loading another.
    person.wait(lambda: in_preview(person, "subject.txt"), "the first preview")
    person.wait(lambda: chosen_in_preview(person, "sms/message", "message.txt"), "the preview")
    person.picture("piece-preview-de")
    person.press("[data-side-panel-toggle=preview]")
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


def chosen_in_preview(person, mode: str, words: str) -> bool:
    """Choose a preview mode and give it some seconds; whoever sees nothing new chooses again."""
    modes = Select(person.find("[data-w-preview-target=mode]"))
    modes.select_by_value("web/article")
    modes.select_by_value(mode)
    until = time.monotonic() + 8
    while time.monotonic() < until:
        if in_preview(person, words):
            return True
        time.sleep(0.3)
    return False


def in_preview(person, words: str) -> bool:
    frames = person.all("#w-preview-iframe, iframe[title], .w-preview__frame")
    for frame in frames:
        person.driver.switch_to.frame(frame)
        try:
            if words in person.driver.page_source:
                return True
        finally:
            person.driver.switch_to.default_content()
    return False


def test_a_refused_publish_says_why(person, brand, manager):
    row = factories.piece(factories.campaign(brand), teaser="Nur {{ fact.prise }}!")
    person.sign_in("maren")
    person.open(f"/admin/snippets/content/piece/edit/{row.pk}/")
    person.publish()
    person.sees("prise", ".messages")
    person.picture("piece-refused-de")
    assert not Piece.objects.get().live


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_in_both_languages(person, brand, manager, language):
    """Every page loads without a complaint in the console and from this host alone; a picture of each is kept."""
    manager.language = language
    manager.save()
    campaign = factories.campaign(brand, regions=["DE"], budget="1000.00")
    import_guideline(brand, "schema: guideline/1\nterms:\n  - {banned: gefalzt, language: de}\n")
    row = factories.piece(campaign, hero=factories.picture(brand), published=True)
    work_off()
    person.sign_in("maren")
    guideline = brand.guideline
    pages = {
        "home": "/admin/",
        "pieces": "/admin/snippets/content/piece/",
        "piece": f"/admin/snippets/content/piece/edit/{row.pk}/",
        "piece-history": f"/admin/snippets/content/piece/history/{row.pk}/",
        "translate": f"/admin/snippets/content/piece/translate/{row.pk}/",
        "campaigns": "/admin/snippets/content/campaign/",
        "campaign": f"/admin/snippets/content/campaign/edit/{campaign.pk}/",
        "guideline": f"/admin/snippets/guidelines/guideline/edit/{guideline.pk}/",
        "pictures": "/admin/images/",
        "history": "/admin/reports/site-history/",
    }
    for name, path in pages.items():
        person.open(path)
        assert person.find("html").get_attribute("lang") == language
        person.picture(f"{name}-{language}", whole=name in ("piece", "campaign"))
        assert person.hosts() <= {person.base.removeprefix("http://")}, name
        assert person.complaints() == [], name


def test_the_api_pages_ask_no_other_host(person, brand):
    person.open("/api/v1/docs")
    person.sees("/api/v1/pieces", "#swagger-ui")
    person.picture("api-docs", whole=True)
    assert person.hosts() == {person.base.removeprefix("http://")}
    assert person.complaints() == []
