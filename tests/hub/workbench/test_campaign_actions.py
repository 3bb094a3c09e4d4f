"""Duplicating, and find and replace, as people do it in the admin."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hub.accounts.models import Brand, User
from hub.accounts.roles import Role
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories as make

FORM = {"name": "Herbst 2027", "slug": "herbst-2027", "starts_on": "2027-11-15"}


@pytest.fixture
def campaign(brand: Brand) -> Campaign:
    return make.campaign(brand)


@pytest.fixture
def writer(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def duplicate_url(campaign: Campaign) -> str:
    return reverse("board_duplicate", args=[campaign.pk])


def replace_url(campaign: Campaign) -> str:
    return reverse("board_replace", args=[campaign.pk])


def test_the_board_offers_both(writer, campaign):
    page = writer.get(reverse("board_campaign", args=[campaign.pk])).content.decode()
    assert duplicate_url(campaign) in page
    assert replace_url(campaign) in page


def test_a_duplicate_is_made_and_shown(writer, campaign):
    make.piece(campaign)
    assert writer.get(duplicate_url(campaign)).status_code == 200
    answer = writer.post(duplicate_url(campaign), FORM, follow=True)
    new = Campaign.objects.get(slug="herbst-2027")
    assert answer.redirect_chain == [(reverse("board_campaign", args=[new.pk]), 302)]
    assert Piece.objects.filter(campaign=new).count() == 1


def test_a_copy_without_a_short_name_gets_one(writer, campaign):
    for _ in range(2):
        writer.post(duplicate_url(campaign), FORM | {"slug": ""})
    assert set(Campaign.objects.exclude(pk=campaign.pk).values_list("slug", flat=True)) == {
        "herbst-2027",
        "herbst-2027-2",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slug": "herbst"}, "Another campaign of this brand"),
        ({"slug": "Herbst 2027"}, "slug"),
        ({"starts_on": "9999-12-31"}, "between 2000 and 2200"),
        ({"starts_on": ""}, "required"),
    ],
)
def test_a_form_that_is_not_right_says_so(writer, campaign, changed, said):
    answer = writer.post(duplicate_url(campaign), FORM | changed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert Campaign.objects.count() == 1


def test_hits_are_shown_and_replaced(writer, campaign):
    make.piece(campaign)
    query = {"find": "Licht", "replace": "Glanz"}
    page = writer.get(replace_url(campaign), query).content.decode()
    assert "<del>Licht</del><ins>Glanz</ins>" in page
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]
    hits = re.findall(r'name="hit" value="([\d-]+)"', page)
    writer.post(replace_url(campaign), query | {"digest": digest, "hit": hits})
    assert Piece.objects.get().get_latest_revision_as_object().headline == "Glanz für den Winter"


def test_what_changed_meanwhile_is_shown_again_and_not_replaced(writer, campaign):
    row = make.piece(campaign)
    answer = writer.post(
        replace_url(campaign), {"find": "Licht", "replace": "x", "digest": "old", "hit": [f"{row.pk}-0"]}
    )
    assert "written on meanwhile" in answer.content.decode()
    assert row.revisions.count() == 1


def test_nothing_ticked_nothing_changed(writer, campaign):
    row = make.piece(campaign)
    page = writer.get(replace_url(campaign), {"find": "Licht"}).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]
    answer = writer.post(replace_url(campaign), {"find": "Licht", "digest": digest})
    assert "Nothing was chosen" in answer.content.decode()
    assert row.revisions.count() == 1


def test_no_hit_and_nothing_to_look_for_are_said(writer, campaign):
    assert "No hit" in writer.get(replace_url(campaign), {"find": "Qwertz"}).content.decode()
    assert "Type the words" in writer.get(replace_url(campaign), {"find": "  "}).content.decode()


def test_what_people_typed_is_escaped(writer, campaign):
    make.piece(campaign, headline="<script>alert(1)</script>")
    page = writer.get(replace_url(campaign), {"find": "alert", "replace": "<i>"}).content.decode()
    assert "<script>alert" not in page
    assert "<ins>&lt;i&gt;</ins>" in page


def test_another_brands_campaign_is_not_there(client, campaign, other_manager):
    client.force_login(other_manager)
    for address in (duplicate_url(campaign), replace_url(campaign)):
        assert client.get(address).status_code == 404
        assert client.post(address, FORM).status_code == 404


def test_who_may_only_look_may_neither(client, campaign, brand):
    client.force_login(UserFactory(username="karl", role=Role.CHANNEL_TEAM, brands=[brand]))
    for address in (duplicate_url(campaign), replace_url(campaign)):
        assert client.get(address).status_code == 302
        assert client.post(address, FORM).status_code == 302
    page = client.get(reverse("board_campaign", args=[campaign.pk])).content.decode()
    assert duplicate_url(campaign) not in page
    assert Campaign.objects.count() == 1
