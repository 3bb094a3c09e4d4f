"""The dashboard's panels: what they show, to whom, and what they say when there is nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.accounts.models import User
from hub.assets.models import ImageAsset
from hub.audits.models import Verdict
from hub.audits.services import judge_unjudged
from hub.variants.rendering import work_off
from tests.hub.content import factories as make


@pytest.fixture
def writer(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def home(client: Client) -> str:
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    return answer.content.decode()


def panel(client: Client, name: str) -> str:
    return home(client).split(f'id="{name}-heading"')[1].split("</section>")[0]


def test_empty_panels_say_what_to_do(writer, brand):
    assert "Everything you wrote is live" in panel(writer, "board_drafts")
    assert "Nothing waits for you" in panel(writer, "board_waiting")
    assert "No open error" in panel(writer, "board_errors")
    assert "rights end within 30 days" in panel(writer, "board_rights")
    assert "No campaign begins" in panel(writer, "board_soon")


def test_my_drafts_are_mine(writer, brand, editor, brand_manager):
    mine = make.piece(make.campaign(brand), slug="meins")
    mine.save_revision(user=editor)
    make.piece(mine.campaign, slug="deins").save_revision(user=brand_manager)
    drafts = panel(writer, "board_drafts")
    assert "Meins" in drafts
    assert "Deins" not in drafts


def test_open_errors_lead_to_the_board(writer, brand):
    row = make.piece(make.campaign(brand), published=True, channels_off=["print"])
    work_off()
    assert "still being checked" in panel(writer, "board_errors")
    judge_unjudged(100)
    Verdict.objects.update(errors=0)
    assert "No open error" in panel(writer, "board_errors")
    Verdict.objects.update(errors=1)
    assert reverse("board_piece", args=[row.pk]) in panel(writer, "board_errors")
    assert re.search(r"in \d formats?", panel(writer, "board_errors")), "what is counted is said"


@pytest.mark.parametrize(
    ("days", "urgency"), [(20, ""), (5, "is-soon"), (1, "is-now"), (-3, "is-now"), (40, None), (-40, None)]
)
def test_expiring_rights(writer, brand, days, urgency):
    picture = make.picture(brand)
    ImageAsset.objects.filter(pk=picture.pk).update(
        valid_until=timezone.localdate() + timedelta(days=days), title="Leuchte"
    )
    shown = panel(writer, "board_rights")
    assert ("Leuchte" in shown) is (urgency is not None)
    if urgency:
        assert urgency in shown


def test_campaigns_going_live_soon(writer, brand):
    soon = make.campaign(brand, slug="bald", starts_at=timezone.now() + timedelta(days=3))
    make.campaign(brand, slug="spaeter", starts_at=timezone.now() + timedelta(days=60))
    shown = panel(writer, "board_soon")
    assert reverse("board_campaign", args=[soon.pk]) in shown
    assert "Spaeter" not in shown


def test_another_brands_things_are_in_no_panel(client, brand, other_manager, editor):
    row = make.piece(
        make.campaign(brand, slug="geheim", starts_at=timezone.now() + timedelta(days=3)),
        slug="verborgen",
        published=True,
    )
    work_off()
    judge_unjudged(100)
    Verdict.objects.update(errors=1)
    picture = make.picture(brand)
    ImageAsset.objects.filter(pk=picture.pk).update(
        valid_until=timezone.localdate() + timedelta(days=3), title="Leuchte"
    )
    row.save_revision(user=other_manager)
    client.force_login(other_manager)
    page = home(client)
    for word in ("Geheim", "Verborgen", "Leuchte"):
        assert word not in page


def test_panels_about_web_pages_are_gone(writer, brand):
    page = home(writer)
    assert "Your most recent edits" not in page
    assert "Your locked pages" not in page
