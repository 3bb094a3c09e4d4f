"""A picture that is not cleared is nowhere: no variant, no part, no public picture; and comes back once it is."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from hub.accounts.principal import Scope
from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.api.conftest import address, problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictured(brand, campaign):
    row = factories.piece(campaign, hero=factories.picture(brand), published=True)
    work_off()
    return row


def settle(piece, clearance):
    image = ImageAsset.objects.get(pk=piece.hero_id)
    image.clearance = clearance
    image.save()


def test_nothing_of_it_is_answered(caller, pictured):
    paths = [address(pictured, "web", "article"), address(pictured, "web", "article", "body.html")]
    variant = Slot.objects.get(channel="web", format="article").current.variant
    picture = f"/media/{variant.media[0]['name']}"
    assert caller.client.get(picture).status_code == 200
    settle(pictured, Clearance.WITHDRAWN)
    for path in [*paths, f"/variants/{variant.key}/body.html"]:
        assert caller.get(path).status_code == 404
    problem(caller.get(paths[0]), 404, "variant-not-available")
    assert caller.get(paths[0], version=1).status_code == 404
    assert caller.client.get(picture).status_code == 404
    assert caller.get(address(pictured, "sms", "message")).status_code == 200
    listed = {found["channel"] for found in caller.get("/variants", limit=200).json()["items"]}
    assert "web" not in listed
    work_off()
    assert caller.get(paths[0]).status_code == 404
    settle(pictured, Clearance.CLEARED)
    work_off()
    assert caller.get(paths[0]).status_code == 200
    assert caller.client.get(picture).status_code == 200


def test_what_was_never_made_is_404_not_waited_for(caller, brand, campaign):
    row = factories.piece(campaign, hero=factories.picture(brand, clearance=Clearance.OPEN), published=True)
    work_off()
    assert caller.get(address(row, "web", "article")).status_code == 404
    assert caller.get(address(row, "email", "newsletter"), dialect="brevo").status_code == 404


def test_the_channel_board_says_why(pictured, superuser, client):
    settle(pictured, Clearance.OPEN)
    work_off()
    client.force_login(superuser)
    page = client.get(reverse("board_piece", args=[pictured.pk])).content.decode()
    assert "A picture is not cleared yet" in page or "Ein Bild ist noch nicht freigegeben" in page


def test_a_draft_does_not_show_it(brand, pictured, caller_for):
    piece, image = pictured, ImageAsset.objects.get(pk=pictured.hero_id)
    reader = caller_for(brand, scopes=(Scope.VARIANTS_READ, Scope.DRAFTS_READ))
    path = address(piece, "social", "instagram-feed")
    shown = reader.get(path, perspective="draft").json()
    image.clearance = Clearance.WITHDRAWN
    image.save()
    bare = reader.get(path, perspective="draft").json()
    assert bare["key"] != shown["key"]
    assert "was withdrawn" in next(loss["why"] for loss in bare["losses"] if loss["what"] == "Ein Bild")
    pixels = [
        reader.get(address(piece, "social", "instagram-feed", "image.jpg"), perspective="draft").content
        for _ in range(2)
    ]
    assert pixels[0] == pixels[1]
    middle = Image.open(io.BytesIO(pixels[0])).convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert max(middle) - min(middle) < 12  # gray; the picture is green


@pytest.fixture
def light(brand, campaign):
    """A piece with a picture in one channel that shows it and one that does not."""
    off = ["email", "social", "print"]
    row = factories.piece(campaign, hero=factories.picture(brand), channels_off=off, published=True)
    work_off()
    return row


@pytest.fixture
def replaced(brand, light):
    """A piece whose first version shows another picture than the second one does."""
    old = ImageAsset.objects.get(pk=light.hero_id)
    variants = [slot.current.variant for slot in pictured_slots(light)]
    factories.edit(light, hero=factories.picture(brand, color="#aa3344"))
    work_off()
    return light, old, variants


def pictured_slots(piece):
    found = Slot.objects.select_related("current__variant").filter(piece_key=piece.translation_key)
    return [slot for slot in found if slot.current.variant.media]


def withdraw(image, clearance=Clearance.WITHDRAWN):
    image.clearance = clearance
    image.save()


def test_an_earlier_version_does_not_show_it_either(replaced, caller):
    """It was replaced first and withdrawn then: nobody delivers it any more, and nobody can look it up."""
    piece, old, variants = replaced
    path, part = address(piece, "web", "article"), address(piece, "web", "article", "body.html")
    picture = next(each["name"] for variant in variants for each in variant.media if variant.channel == "web")
    tag = f'"{next(variant.key for variant in variants if variant.channel == "web")}"'
    asked = [(path, {}), (part, {}), (part, {"If-None-Match": tag})]
    for address_, headers in asked:
        assert caller.get(address_, version=1, headers=headers).status_code in (200, 304)
    assert caller.client.get(f"/media/{picture}").status_code == 200
    withdraw(old)
    for address_, headers in asked:
        assert caller.get(address_, version=1, headers=headers).status_code == 404, address_
    assert caller.client.get(f"/media/{picture}").status_code == 404
    # What stands there now shows another one; and channels without pictures never showed it.
    assert caller.get(path).status_code == caller.get(path, version=2).status_code == 200
    now = Slot.objects.select_related("current__variant").get(channel="web", format="article").current.variant
    assert caller.client.get(f"/media/{now.media[0]['name']}").status_code == 200
    assert caller.get(address(piece, "sms", "message"), version=1).status_code == 200
    withdraw(old, Clearance.CLEARED)
    assert caller.get(path, version=1).status_code == 200
    assert caller.client.get(f"/media/{picture}").status_code == 200


def test_people_cannot_look_it_up_in_the_history(replaced, superuser, client):
    piece, old, _variants = replaced
    client.force_login(superuser)
    page = f"{reverse('board_history', args=[piece.pk, 'web', 'article'])}?version=1"
    part = f"{reverse('board_part', args=[piece.pk, 'web', 'article', 'body.html'])}?version=1"
    assert client.get(part).status_code == 200
    assert "history-version" in client.get(page).content.decode()
    withdraw(old)
    assert client.get(part).status_code == 404
    shown = client.get(page)
    assert shown.status_code == 200
    assert "history-version" not in shown.content.decode()
    assert 'class="history-hidden"' in shown.content.decode()


def test_a_picture_withdrawn_after_the_piece_left_is_gone(light, caller):
    """Mails that were sent, and pages, show their pictures for years: not one that was withdrawn."""
    names = {each["name"] for slot in pictured_slots(light) for each in slot.current.variant.media}
    image = ImageAsset.objects.get(pk=light.hero_id)
    light.unpublish()
    assert {caller.client.get(f"/media/{name}").status_code for name in names} == {200}
    withdraw(image)
    assert {caller.client.get(f"/media/{name}").status_code for name in names} == {404}


def test_rights_that_ended_early_close_earlier_versions_too(replaced, caller):
    piece, old, _variants = replaced
    path = address(piece, "web", "article")
    assert caller.get(path, version=1).status_code == 200
    old.valid_until = "2020-01-01"
    old.save()
    assert caller.get(path, version=1).status_code == 404
    assert caller.get(path).status_code == 200


def test_what_looking_back_costs_does_not_grow(replaced, caller):
    """Many withdrawn pictures, and many versions: as many queries."""
    piece, _old, variants = replaced
    picture = f"/media/{variants[0].media[0]['name']}"

    def count(ask) -> int:
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    def look() -> tuple[int, int]:
        return (
            count(lambda: caller.get(address(piece, "web", "article"), version=1)),
            count(lambda: caller.client.get(picture)),
        )

    ImageAsset.objects.filter(pk=factories.picture(piece.campaign.brand, color="#111111").pk).update(
        clearance=Clearance.WITHDRAWN
    )
    look()
    before = look()
    for number in range(3):
        image = factories.picture(piece.campaign.brand, color=f"#2222{number:02d}")
        ImageAsset.objects.filter(pk=image.pk).update(clearance=Clearance.WITHDRAWN)
        factories.edit(piece, headline=f"Zeile {number}")
        work_off()
    after = look()
    assert after[0] <= before[0]
    assert after[1] <= before[1]
