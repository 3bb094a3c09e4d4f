"""Public pictures: those of mails and pages, by their digest; a neutral pixel for everything else."""

import pytest
from django.test import Client

from hub.api.media import NEUTRAL
from hub.content.models import Piece
from hub.variants import blobs
from hub.variants.models import Slot, VariantMedia
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(brand, campaign) -> tuple[Piece, str]:
    """A published piece with a picture, and the address of that picture in its article."""
    row = factories.piece(campaign, hero=factories.picture(brand), published=True)
    work_off()
    slot = Slot.objects.select_related("current__variant").get(channel="web", format="article")
    return row, slot.current.variant.media[0]["name"]


def get(name: str, **headers: str):
    return Client().get(f"/media/{name}", headers=headers)


def test_pictures_of_pages_are_public(shown):
    _, name = shown
    response = get(name)
    assert response.status_code == 200
    assert response["Content-Type"] in ("image/jpeg", "image/png")
    assert response["ETag"] == f'"{name.partition(".")[0]}"'
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = get(name, **{"If-None-Match": response["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "public, max-age=86400")
    assert "Content-Length" not in again
    assert Client().head(f"/media/{name}").status_code == 200
    assert Client().post(f"/media/{name}").status_code == 405
    assert not response.cookies
    # One copy for everybody: a CDN would keep one for each Accept-Language otherwise.
    for answer in (response, again, get("0" * 64 + ".png")):
        assert "Vary" not in answer
        assert "Content-Language" not in answer


def test_the_articles_own_addresses_lead_there(shown, caller):
    row, name = shown
    body = caller.get(f"/pieces/{row.translation_key}/variants/web/article").json()
    media = next(each for each in body["media"] if each["name"] == name)
    assert media["url"] in next(part["text"] for part in body["parts"] if part["name"] == "body.html")
    assert Client().get(media["url"].partition("://")[2].partition("/")[2].join(["/", ""])).status_code == 200


def test_sent_mails_go_on_showing_their_pictures(shown, brand):
    row, name = shown
    factories.edit(row, hero=factories.picture(brand, color="#aa3344"))
    work_off()
    assert get(name).status_code == 200
    Piece.objects.get(pk=row.pk).unpublish()
    assert get(name).status_code == 200


def neutral(response):
    assert (response.status_code, response["Content-Type"], response.content) == (404, "image/gif", NEUTRAL)
    assert response["Cache-Control"] == "public, max-age=60"


def test_everything_else_is_a_neutral_pixel(shown):
    _, name = shown
    digest = name.partition(".")[0]
    neutral(get(f"{'0' * 64}.png"))
    neutral(get(f"{digest}.exe"))
    neutral(get(blobs.store(b"\x89PNG secret", "image/png").sha256 + ".png"))
    # A flyer is stored like a picture, but only who has a token may have it.
    slot = Slot.objects.select_related("current__variant").get(channel="print")
    neutral(get(slot.current.variant.part("print.pdf")["sha256"] + ".pdf"))
    for wrong in ("x.png", f"{digest.upper()}.png", f"{digest}", f"../{digest}.png"):
        assert get(wrong).status_code == 404


def test_svg_never_leaves(shown):
    _, name = shown
    slot = Slot.objects.select_related("current__variant").get(channel="web", format="article")
    blob = blobs.store(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    VariantMedia.objects.create(variant=slot.current.variant, blob=blob)
    neutral(get(f"{blob.sha256}.svg"))
    neutral(get(f"{blob.sha256}.png"))
    assert name


def test_the_uploaded_picture_itself_is_not_public(shown):
    row, _ = shown
    neutral(get(f"{row.hero.sha256}.png"))
    response = Client().get(f"/files/{row.hero.file.name}")
    assert response.status_code == 302
