"""The campaign board: every state, filters, whose it is, and the number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.accounts.models import Brand, User
from hub.audits.models import Verdict
from hub.audits.services import judge_unjudged
from hub.content.campaigns import Campaign
from hub.variants.models import JobState, RenderJob
from hub.variants.rendering import work_off
from hub.workbench.matrix import State, Wanted, matrix_of
from tests.hub.content import factories as make


@pytest.fixture
def campaign(brand: Brand) -> Campaign:
    return make.campaign(brand)


@pytest.fixture
def reader(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def url(campaign: Campaign, query: str = "") -> str:
    return reverse("board_campaign", args=[campaign.pk]) + query


def states(campaign: Campaign, channel: str = "sms", locale: str = "de") -> list[State]:
    matrix = matrix_of(campaign, Wanted(channel=channel, locale=locale))
    return [cell.state for row in matrix.rows for cell in row.cells]


class TestStates:
    def test_draft_then_rendering_then_unchecked_then_ready(self, campaign):
        row = make.piece(campaign, channels_off=["print"])
        assert states(campaign) == [State.DRAFT]
        row.publish(row.latest_revision)
        assert states(campaign) == [State.RENDERING]
        work_off()
        assert states(campaign) == [State.UNCHECKED]
        judge_unjudged(100)
        Verdict.objects.update(errors=0, warnings=0, notes=0)
        assert states(campaign) == [State.READY]

    def test_findings_are_told_by_their_gravest(self, campaign):
        make.piece(campaign, published=True, channels_off=["print"])
        work_off()
        judge_unjudged(100)
        Verdict.objects.update(errors=0, warnings=2, notes=3)
        assert states(campaign) == [State.WARNINGS]
        Verdict.objects.update(errors=4)
        assert states(campaign) == [State.ERRORS]
        cell = matrix_of(campaign, Wanted(channel="sms", locale="de")).rows[0].cells[0]
        assert cell.number == 4

    def test_an_input_that_changed_makes_it_rendering_again(self, campaign):
        row = make.piece(campaign, published=True)
        work_off()
        make.edit(row, headline="Neu gesagt")
        assert states(campaign) == [State.RENDERING]

    def test_a_failure_outweighs_all(self, campaign):
        make.piece(campaign, published=True)
        RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED)
        assert states(campaign) == [State.FAILED]
        assert State.FAILED in states(campaign, channel="")

    def test_switched_off(self, campaign):
        make.piece(campaign, published=True, channels_off=["sms"])
        assert states(campaign) == [State.OFF]

    def test_a_missing_translation(self, campaign):
        make.locale("en")
        make.piece(campaign, published=True)
        assert sorted(states(campaign, locale="")) == [State.MISSING, State.RENDERING]
        assert states(campaign, locale="en") == [State.MISSING]

    def test_a_channel_takes_the_state_of_its_worst_format(self, campaign):
        make.piece(campaign, published=True)
        RenderJob.objects.filter(slot__format="x-post").update(state=JobState.FAILED)
        matrix = matrix_of(campaign, Wanted())
        social = next(cell for row in matrix.rows for cell in row.cells if cell.anchor.startswith("social"))
        assert (social.state, social.anchor) == (State.FAILED, "social-x-post")


def test_filters_narrow_what_is_shown(reader, campaign):
    make.piece(campaign, slug="eins", published=True)
    make.piece(campaign, slug="zwei")
    page = reader.get(url(campaign, "?state=draft")).content.decode()
    assert "Zwei" in page
    assert ">Eins<" not in page
    page = reader.get(url(campaign, "?channel=social")).content.decode()
    assert "X post" in page


@pytest.mark.parametrize("query", ["?channel=nowhere", "?state=odd", "?locale=xx", "?locale=%00", "?channel=%00"])
def test_filters_nobody_knows_are_none(reader, campaign, query):
    make.piece(campaign, slug="eins")
    answer = reader.get(url(campaign, query))
    assert answer.status_code == 200
    assert "Eins" in answer.content.decode()


def test_cells_lead_to_the_place(reader, campaign):
    row = make.piece(campaign, published=True)
    page = reader.get(url(campaign)).content.decode()
    assert f"{reverse('board_piece', args=[row.pk])}#sms" in page


def test_an_empty_campaign_says_what_to_do(reader, campaign):
    page = reader.get(url(campaign)).content.decode()
    assert "No piece yet" in page
    assert reverse("wagtailsnippets_content_piece:add") in page


def test_the_number_of_queries_does_not_grow_with_the_pieces(reader, campaign):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(url(campaign)).status_code == 200
        return len(queries)

    make.piece(campaign, slug="eins", published=True, channels_off=["print"])
    work_off()
    judge_unjudged(100)
    count()
    few = count()
    for number in range(6):
        make.piece(campaign, slug=f"mehr-{number}", published=True, channels_off=["print"])
    work_off()
    judge_unjudged(500)
    assert count() == few


def test_another_brands_board_is_not_there(client, campaign, other_manager):
    client.force_login(other_manager)
    assert client.get(url(campaign)).status_code == 404
