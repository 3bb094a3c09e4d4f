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
from hub.content.overriding import Sources
from hub.variants.models import JobState, RenderJob
from hub.variants.rendering import work_off
from hub.workbench.matrix import Wanted, matrix_of
from hub.workbench.readiness import State
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


class TestOverridesOutOfDate:
    @pytest.fixture
    def piece(self, campaign):
        digest = Sources(teaser="Die Laterne kostet {{ fact.price }}.").digest("teaser")
        overrides = {"email": {"*": {"preheader": {"value": "Kurz gesagt", "source_digest": digest}}}}
        row = make.piece(campaign, published=True, channels_off=["print"], overrides=overrides)
        work_off()
        judge_unjudged(100)
        Verdict.objects.update(errors=0, warnings=0, notes=0)
        return row

    def changed(self, row):
        make.edit(row, teaser="Jetzt anders.", facts=[])
        work_off()
        judge_unjudged(100)
        Verdict.objects.update(errors=0, warnings=0, notes=0)

    def test_it_is_a_state_of_its_own(self, campaign, piece):
        assert set(states(campaign, channel="email")) == {State.READY}
        self.changed(piece)
        assert set(states(campaign, channel="email")) == {State.OUTDATED}
        assert states(campaign, channel="sms") == [State.READY]

    def test_what_is_graver_comes_first_and_the_filter_finds_it_all_the_same(self, campaign, piece, reader):
        self.changed(piece)
        Verdict.objects.update(errors=1)
        assert set(states(campaign, channel="email")) == {State.ERRORS}
        for state in ("outdated", "errors", "findings"):
            assert ">Laterne<" in reader.get(url(campaign, f"?state={state}")).content.decode(), state
        assert "Nothing is in this state" in reader.get(url(campaign, "?state=warnings")).content.decode()
        page = reader.get(url(campaign, "?state=outdated")).content.decode()
        assert "Override out of date" in page

    def test_it_leads_to_the_overrides_of_the_channel(self, campaign, piece, reader):
        self.changed(piece)
        edit = reverse("wagtailsnippets_content_piece:edit", args=[piece.pk])
        assert f"{edit}#:w:contentpath=overrides.email" in reader.get(url(campaign)).content.decode()

    def test_one_format_only(self, campaign):
        overrides = {"social": {"x-post": {"text": {"value": "Neu", "source_digest": "0" * 64}}}}
        make.piece(campaign, overrides=overrides)
        matrix = matrix_of(campaign, Wanted(channel="social"))
        found = {
            column.format for column, cell in zip(matrix.columns, matrix.rows[0].cells, strict=True) if cell.outdated
        }
        assert found == {"x-post"}
        assert len(matrix.columns) > 1

    def test_overrides_of_channels_nobody_knows_are_none(self, campaign):
        make.piece(campaign, overrides={"gone": {"*": {"x": {"value": "y", "source_digest": "z"}}}})
        assert not matrix_of(campaign, Wanted()).rows[0].cells[0].outdated


def test_filters_combine_and_stay_in_the_address(reader, campaign):
    make.piece(campaign, slug="eins", published=True)
    make.piece(campaign, slug="zwei")
    page = reader.get(url(campaign, "?channel=sms&locale=de&q=ZW")).content.decode()
    assert ">Zwei<" in page
    assert ">Eins<" not in page
    assert 'value="ZW"' in page
    assert "?channel=sms&amp;locale=de&amp;state=draft&amp;q=ZW" in page
    page = reader.get(url(campaign, "?locale=de&q=zw")).content.decode()
    assert "?channel=email&amp;locale=de&amp;q=zw" in page


def test_what_is_missing_leads_to_where_one_translates(reader, campaign):
    make.locale("en")
    row = make.piece(campaign, published=True)
    page = reader.get(url(campaign)).content.decode()
    assert reverse("wagtailsnippets_content_piece:translate", args=[row.pk]) in page


def test_a_large_campaign_comes_in_pages(reader, campaign):
    from hub.workbench.matrix import PAGE

    for number in range(PAGE + 2):
        make.piece(campaign, slug=f"stueck-{number:03}")
    first = reader.get(url(campaign, "?state=draft")).content.decode()
    assert "Stueck-000" in first
    assert f"Stueck-{PAGE:03}" not in first
    assert "?state=draft&amp;p=2" in first
    second = reader.get(url(campaign, "?state=draft&p=2")).content.decode()
    assert f"Stueck-{PAGE:03}" in second
    assert "Stueck-000" not in second
    for odd in ("0", "-1", "999", "x", "²", "9" * 50):
        assert reader.get(url(campaign, f"?p={odd}")).status_code == 200
    matrix = matrix_of(campaign, Wanted(locale="de"))
    assert matrix.totals == {State.DRAFT: (PAGE + 2) * len(matrix.columns)}
