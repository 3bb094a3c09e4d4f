"""A picture or file that is in use is not deleted, whichever way somebody tries; the page says where it is used."""

import html
import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from hub.accounts.deleting import InUseError
from hub.assets.models import DocumentAsset, ImageAsset
from hub.assets.services import create_document, create_image
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from tests.hub.assets.pictures import paper
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>"""


def picture_block(shown, kind="picture"):
    values = {
        "picture": {"picture": shown, "alt": "", "caption": "", "channels": []},
        "offer": {"product": "Laterne", "price": "1 €", "picture": shown, "channels": []},
        "video": {"title": "Film", "url": "https://nordlicht.example/film", "poster": shown, "channels": []},
    }
    return (kind, values[kind])


def in_columns(shown):
    left = [{"type": "picture", "value": {"picture": shown.pk, "alt": "", "caption": "", "channels": []}}]
    return json.dumps([{"type": "columns", "value": {"left": left, "right": [], "channels": []}}])


def override(shown):
    return {"web": {"article": {"hero": {"value": {"image": shown.pk, "alt": ""}, "source_digest": ""}}}}


PLACES = {
    "hero": lambda shown: {"hero": shown},
    "picture": lambda shown: {"body": [picture_block(shown)]},
    "offer": lambda shown: {"body": [picture_block(shown, "offer")]},
    "video": lambda shown: {"body": [picture_block(shown, "video")]},
    "columns": lambda shown: {"body": in_columns(shown)},
    "override": lambda shown: {"overrides": override(shown)},
}


def draft_only(campaign, **fields):
    """A live piece whose newest draft alone uses something."""
    row = factories.piece(campaign, published=True)
    draft = row.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Piece.objects.get(pk=row.pk)


@pytest.fixture
def shown(brand) -> ImageAsset:
    return factories.picture(brand)


@pytest.fixture(params=["row", "draft"])
def used(request, brand, shown):
    """A piece that uses the picture somewhere."""

    def use(place):
        fields = PLACES[place](shown)
        campaign = factories.campaign(brand)
        return factories.piece(campaign, **fields) if request.param == "row" else draft_only(campaign, **fields)

    return use


def bulk_url(shown, model="imageasset") -> str:
    address = reverse("wagtail_bulk_action", args=["assets", model, "delete"])
    return f"{address}?id={shown.pk}"


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_in_use_is_not_deleted(used, shown, brand_manager, signed_in, place):
    row = used(place)
    client = signed_in(brand_manager)
    one = reverse("wagtailimages:delete", args=[shown.pk])
    for answer in (client.get(one), client.post(one), client.get(bulk_url(shown)), client.post(bulk_url(shown))):
        page = html.unescape(answer.content.decode())
        assert answer.status_code == 409
        assert row.title in page
        assert reverse(Piece.snippet_viewset.get_url_name("edit"), args=[row.pk]) in page
    with pytest.raises(ProtectedError), transaction.atomic():
        ImageAsset.objects.filter(pk=shown.pk).delete()
    assert ImageAsset.objects.filter(pk=shown.pk).exists()
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert str(shown.pk) in json.dumps(draft.serializable_data(), default=str)


def test_the_multiple_upload_refuses_it_too(shown, brand, brand_manager, signed_in):
    factories.piece(factories.campaign(brand), hero=shown)
    address = reverse("wagtailimages:delete_multiple", args=[shown.pk])
    answer = signed_in(brand_manager).post(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 409
    assert ImageAsset.objects.filter(pk=shown.pk).exists()


def test_a_picture_in_a_scheduled_version_is_not_deleted(shown, brand):
    row = draft_only(factories.campaign(brand), hero=shown)
    revision = row.latest_revision
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()
    draft = row.get_latest_revision_as_object()
    draft.hero = None
    draft.save_revision()
    with pytest.raises(InUseError):
        shown.delete()


def test_a_picture_that_nobody_uses_is_deleted(shown, brand, brand_manager, signed_in):
    factories.piece(factories.campaign(brand), hero=factories.picture(brand, color="#ffffff"))
    client = signed_in(brand_manager)
    assert client.get(reverse("wagtailimages:delete", args=[shown.pk])).status_code == 200
    assert client.post(reverse("wagtailimages:delete", args=[shown.pk])).status_code == 302
    assert not ImageAsset.objects.filter(pk=shown.pk).exists()


def test_an_earlier_version_with_a_deleted_picture_opens_and_says_the_rest(shown, brand, editor, signed_in):
    row = factories.piece(factories.campaign(brand), hero=shown, body=[picture_block(shown)], headline="Mit Bild")
    before = row.latest_revision
    draft = row.get_latest_revision_as_object()
    draft.hero, draft.body, draft.headline = None, [], "Ohne Bild"
    draft.save_revision()
    Piece.objects.filter(pk=row.pk).update(hero=None, body=[])
    shown.delete()
    names = [("revisions_revert", [row.pk, before.pk]), ("revisions_compare", [row.pk, before.pk, "latest"])]
    for name, args in names:
        page = signed_in(editor).get(reverse(Piece.snippet_viewset.get_url_name(name), args=args))
        assert page.status_code == 200
        assert "Mit Bild" in page.content.decode()
    assert before.as_object().hero_id is None


@pytest.mark.parametrize("published", [True, False])
def test_a_logo_of_the_guideline_is_not_deleted(brand, brand_manager, signed_in, published):
    logo = create_image(brand, LOGO, title="Logo", name="zeichen.svg")
    source = "schema: guideline/1\nlogos:\n  - {name: Zeichen, svg: zeichen.svg}\n"
    import_guideline(brand, source, publish=published)
    client = signed_in(brand_manager)
    answer = client.post(reverse("wagtailimages:delete", args=[logo.pk]))
    assert answer.status_code == 409
    assert "guideline" in answer.content.decode().lower()
    assert ImageAsset.objects.filter(pk=logo.pk).exists()


def test_a_document_of_the_guideline_is_not_deleted(brand, brand_manager, signed_in):
    file = create_document(brand, paper(), title="Zeichen", name="zeichen.pdf")
    source = "schema: guideline/1\nlogos:\n  - {name: Zeichen, pdf: zeichen.pdf}\n"
    import_guideline(brand, source)
    client = signed_in(brand_manager)
    assert client.post(reverse("wagtaildocs:delete", args=[file.pk])).status_code == 409
    assert client.post(bulk_url(file, "documentasset")).status_code == 409
    assert DocumentAsset.objects.filter(pk=file.pk).exists()


def test_whether_it_may_be_deleted_is_asked_in_few_queries(shown, brand, django_assert_max_num_queries):
    campaign = factories.campaign(brand)
    for number in range(6):
        factories.piece(campaign, slug=f"a-{number}", body=[picture_block(factories.picture(brand, color="#abcdef"))])
    with django_assert_max_num_queries(20):
        from hub.accounts.deleting import uses_of

        assert uses_of(shown) == []
