"""Campaigns, brands, locales and people are deleted only where nothing is lost with them; the page says what is."""

import html

import pytest
from django.urls import reverse
from wagtail.models import Locale

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


def url(model, name, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def refused(answer) -> str:
    assert answer.status_code == 409
    return html.unescape(answer.content.decode())


def test_a_campaign_with_pieces_is_refused_with_their_names(brand, brand_manager, signed_in):
    campaign = factories.campaign(brand)
    row = factories.piece(campaign, slug="vogelhaus")
    other = factories.campaign(brand, slug="leer")
    client = signed_in(brand_manager)
    bulk = reverse("wagtail_bulk_action", args=["content", "campaign", "delete"])
    bulk = f"{bulk}?id={campaign.pk}&id={other.pk}"
    one = url(Campaign, "delete", campaign.pk)
    for answer in (client.get(one), client.post(one), client.get(bulk), client.post(bulk)):
        page = refused(answer)
        assert "Vogelhaus" in page
        assert url(Piece, "edit", row.pk) in page
    assert Campaign.objects.count() == 2
    assert Piece.objects.count() == 1
    assert client.post(url(Campaign, "delete", other.pk)).status_code == 302
    assert Campaign.objects.count() == 1


def test_a_campaign_that_a_draft_moves_to_may_go_and_the_draft_stays(brand, editor, signed_in):
    row = factories.piece(factories.campaign(brand), published=True)
    target = factories.campaign(brand, slug="ziel")
    draft = row.get_latest_revision_as_object()
    draft.campaign, draft.headline = target, "Umgezogen"
    draft.save_revision()
    target.delete()
    page = signed_in(editor).get(url(Piece, "edit", row.pk))
    assert page.status_code == 200
    assert "Umgezogen" in page.content.decode()
    draft = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert draft.campaign_id == Piece.objects.get(pk=row.pk).campaign_id


def test_a_brand_with_campaigns_is_refused(brand, superuser, signed_in):
    factories.campaign(brand, slug="winterlicht")
    address = reverse("brands:delete", args=[brand.pk])
    client = signed_in(superuser)
    assert "Winterlicht" in refused(client.get(address))
    assert "Winterlicht" in refused(client.post(address))
    assert Brand.objects.filter(pk=brand.pk).exists()


def test_a_brand_with_nothing_but_pictures_is_refused(brand, superuser, signed_in):
    factories.picture(brand)
    assert "Bild" in refused(signed_in(superuser).post(reverse("brands:delete", args=[brand.pk])))
    assert Brand.objects.filter(pk=brand.pk).exists()


def test_a_locale_in_use_is_refused_in_words(brand, superuser, signed_in):
    factories.piece(factories.campaign(brand))
    german = Locale.objects.get(language_code="de")
    answer = signed_in(superuser).post(reverse("wagtaillocales:delete", args=[german.pk]), follow=True)
    assert answer.status_code == 200
    assert "cannot be deleted" in html.unescape(answer.content.decode())
    assert Locale.objects.filter(pk=german.pk).exists()


def test_who_wrote_and_owned_may_go_and_what_they_made_stays(brand, administrator, signed_in):
    author = UserFactory(username="alma", role=Role.EDITOR, brands=[brand])
    campaign = factories.campaign(brand, owner=author)
    row = factories.piece(campaign)
    draft = row.get_latest_revision_as_object()
    draft.headline = "Von Alma"
    draft.save_revision(user=author)
    campaign_draft = campaign.get_latest_revision_as_object()
    campaign_draft.team.set([author])
    campaign_draft.save_revision(user=author)
    client = signed_in(administrator)
    address = reverse("wagtailusers_users:delete", args=[author.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert not User.objects.filter(username="alma").exists()
    row = Piece.objects.get(pk=row.pk)
    assert row.get_latest_revision_as_object().headline == "Von Alma"
    assert row.revisions.count() == 2
    for model, pk in ((Piece, row.pk), (Campaign, campaign.pk)):
        for name in ("edit", "history"):
            assert client.get(url(model, name, pk)).status_code == 200
    campaign = Campaign.objects.get(pk=campaign.pk)
    assert campaign.get_latest_revision_as_object().name == campaign.name


def test_a_guideline_is_not_deleted_by_an_editor(brand, editor, signed_in):
    from hub.guidelines.models import Guideline
    from hub.guidelines.services import import_guideline

    row = import_guideline(brand, "schema: guideline/1\n")
    assert signed_in(editor).post(url(Guideline, "delete", row.pk)).status_code in (302, 403, 404)
    assert Guideline.objects.filter(pk=row.pk).exists()
