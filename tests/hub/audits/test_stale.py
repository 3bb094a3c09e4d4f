"""The audit knows which variants are older than what they are made of, and which limits nobody has checked."""

from datetime import date, timedelta

import pytest

from hub.audits.auditing import audit_live
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from renderers.registry import all_renderers
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = "schema: guideline/1\n"


@pytest.fixture
def piece(brand):
    import_guideline(brand, GUIDELINE)
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


def found(rule: str) -> list:
    return [finding for finding in audit_live().audit.findings if finding.rule == rule]


def test_what_is_up_to_date_is_left_alone(piece):
    assert found("structure/stale-variant") == []


def test_a_change_that_went_past_the_services_is_named(piece):
    Piece.objects.filter(pk=piece.pk).update(headline="Ganz neu")
    stale = found("structure/stale-variant")
    assert stale
    assert "headline" in str(stale[0].message)
    assert {finding.channel for finding in stale} >= {"email", "web"}
    assert len({(finding.channel, finding.format) for finding in stale}) == len(stale), "once a variant"


def test_a_guideline_that_no_worker_has_met_yet_makes_variants_stale(piece, brand):
    import_guideline(brand, GUIDELINE + 'colors: {rost: {srgb: "#9c3f1b", roles: [accent]}}\n')
    assert found("structure/stale-variant")
    work_off()
    assert found("structure/stale-variant") == []


def test_limits_that_nobody_checked_are_named_once_a_channel(piece):
    old = date.today() - timedelta(days=180)  # noqa: DTZ011 -- the day of the audit
    wanted = {
        renderer.key
        for renderer in all_renderers()
        if any(limit.as_of is None or limit.as_of < old for limit in renderer.limits)
    }
    stale = found("structure/stale-limit")
    assert {finding.channel for finding in stale} == wanted
    assert len(stale) == len(wanted)
