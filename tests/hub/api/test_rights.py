"""A picture that is not cleared is nowhere: no variant, no part, no public picture; and comes back once it is."""

import io

import pytest
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
