"""Verdicts: computed once, by the idle worker or by who asks first; by the guideline in force, today."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from hub.audits import receivers
from hub.audits.judging import used_rules
from hub.audits.models import Verdict
from hub.audits.selectors import counts_known
from hub.audits.services import findings_of, judge, judge_unjudged
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from hub.variants.signals import worker_idle
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

BANNED = "schema: guideline/1\nterms:\n  - {banned: gefalzt, language: de}\n"


@pytest.fixture
def piece(brand):
    row = factories.piece(factories.campaign(brand), published=True)
    work_off()
    return row


def slots() -> list[Slot]:
    return list(Slot.objects.select_related("current__variant", "brand"))


def idle() -> bool:
    return any(did for _, did in worker_idle.send(sender=None))


def test_the_idle_worker_judges_everything_once(piece, monkeypatch):
    monkeypatch.setattr(receivers._Clock, "next_look", 0.0)
    assert not Verdict.objects.exists()
    while idle():
        pass
    assert Verdict.objects.count() == len({slot.current.variant_id for slot in slots()})
    assert judge_unjudged() == 0
    assert set(counts_known(slots())) == {slot.pk for slot in slots()}


def test_the_worker_does_it(piece, monkeypatch):
    monkeypatch.setattr(receivers._Clock, "next_look", 0.0)
    # The test's own transaction lives in the connection that a worker would renew.
    monkeypatch.setattr("hub.variants.management.commands.worker.close_old_connections", lambda: None)
    call_command("worker", "--burst", stdout=mock.Mock())
    assert judge_unjudged() == 0
    assert Verdict.objects.exists()


def test_it_looks_seldom_when_nothing_happens_and_at_once_after_news(piece, monkeypatch):
    monkeypatch.setattr(receivers._Clock, "next_look", 0.0)
    while idle():
        pass
    with mock.patch("hub.audits.receivers.judge_unjudged") as looked:
        assert not idle()
        assert not looked.called
    factories.edit(piece, headline="Neu", teaser="Neu: {{ fact.price }}")
    work_off()
    assert idle()


def test_another_guideline_or_day_is_another_verdict(piece, brand):
    slot = next(slot for slot in slots() if slot.channel == "web")
    first = judge(slot.current.variant, slot)
    assert judge(slot.current.variant, slot) == first
    import_guideline(brand, BANNED)
    second = judge(slot.current.variant, slot)
    assert second.pk != first.pk
    assert second.counts["error"] > first.counts["error"]
    later = datetime(2027, 3, 1, 12, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=later):
        third = judge(slot.current.variant, slot)
    assert third.day == later.date()
    # Yesterday's can be computed again.
    assert not Verdict.objects.filter(pk=second.pk).exists()


def test_the_day_is_the_brands_own(piece, brand):
    brand.time_zone = "Pacific/Auckland"
    brand.save()
    with mock.patch("django.utils.timezone.now", return_value=datetime(2026, 12, 31, 12, tzinfo=UTC)):
        slot = slots()[0]
        assert judge(slot.current.variant, slot).day.isoformat() == "2027-01-01"


def test_findings_are_said_of_the_piece_that_is_asked_for(piece, brand):
    import_guideline(brand, BANNED)
    slot = next(slot for slot in slots() if slot.channel == "web")
    found = findings_of(judge(slot.current.variant, slot), piece)
    assert found
    assert {(each.piece, each.subject) for each in found} == {(str(piece.translation_key), "nordlicht/laterne")}


@pytest.mark.parametrize("guided", [False, True])
def test_there_are_no_two_of_a_kind(piece, brand, guided):
    if guided:
        import_guideline(brand, BANNED)
    slot = slots()[0]
    verdict = judge(slot.current.variant, slot)
    again = {
        "variant": verdict.variant,
        "guideline_version": verdict.guideline_version,
        "rule_set": used_rules(),
        "day": verdict.day,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(**again)


def test_what_shows_nothing_is_not_judged(piece):
    piece.unpublish()
    assert judge_unjudged() == 0
    assert counts_known(slots()) == {}
