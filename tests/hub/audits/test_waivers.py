"""Waivers: who gave leave, for what, until when; and that every judgement knows of them at once."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import ModelLogEntry

from brand.finding import Finding
from hub.accounts.roles import Role
from hub.audits.auditing import audit_live
from hub.audits.drafts import judge_draft
from hub.audits.models import Verdict, Waiver
from hub.audits.selectors import counts_known
from hub.audits.services import findings_of, judge
from hub.audits.waived import stamp, waivers_for
from hub.audits.waiver import Status
from hub.audits.waiving import Terms, waive, withdraw
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = "schema: guideline/1\nterms:\n  - {banned: gefalzt, instead: geformt, language: de}\n" + factories.LEGAL
RULE = "terms/banned-word"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def campaign(brand):
    import_guideline(brand, GUIDELINE)
    return factories.campaign(brand)


@pytest.fixture
def piece(campaign):
    return factories.piece(campaign, published=True)


def banned(findings) -> list[Finding]:
    return [each for each in findings if each.rule == RULE]


def leave(about, user, *, expires=SOON, reason="Der Fachbegriff der Werkstatt.", **place) -> Waiver:
    return waive(about, Terms(rule=RULE, **place), reason=reason, expires=expires, user=user, words="gefalzt")


def lapse(row: Waiver) -> None:
    Waiver.objects.filter(pk=row.pk).update(expires=TODAY - timedelta(days=1))


def test_who_may_waive(db):
    def may(role):
        return Group.objects.get(name=role.value).permissions.filter(codename="waive").exists()

    assert [role for role in Role if may(role)] == [Role.BRAND_MANAGER, Role.ADMINISTRATOR]


def test_a_waiver_has_a_reason_a_rule_and_a_day_to_come(piece, brand_manager):
    for broken in ({"reason": " "}, {"expires": TODAY - timedelta(days=2)}):
        with pytest.raises(ValueError, match="needs a rule, a reason"):
            leave(piece, brand_manager, **broken)
    with pytest.raises(ValueError, match="needs a rule"):
        waive(piece, Terms(rule=""), reason="x", expires=SOON, user=brand_manager)
    assert not Waiver.objects.exists()


def test_the_same_twice_is_one_and_another_reason_another(piece, brand_manager):
    first = leave(piece, brand_manager)
    assert leave(piece, brand_manager).pk == first.pk
    assert leave(piece, brand_manager, reason="Ein anderer Grund.").pk != first.pk
    withdraw(first, user=brand_manager)
    assert leave(piece, brand_manager).pk != first.pk


def test_nothing_leaves_the_record(piece, brand_manager):
    row = leave(piece, brand_manager)
    for delete in (row.delete, Waiver.objects.all().delete, Waiver.objects.filter(pk=row.pk).delete):
        with pytest.raises(TypeError, match="never deleted"):
            delete()
    withdraw(row, user=brand_manager)
    at = Waiver.objects.get().withdrawn_at
    withdraw(row, user=None)
    row = Waiver.objects.get()
    assert (row.withdrawn_at, row.withdrawn_by) == (at, brand_manager)
    assert row.status(TODAY) is Status.WITHDRAWN


def test_both_deeds_are_in_the_history_of_the_piece(piece, brand_manager):
    withdraw(leave(piece, brand_manager), user=brand_manager)
    entries = ModelLogEntry.objects.for_instance(piece).filter(action__startswith="audits.").order_by("pk")
    assert [entry.action for entry in entries] == ["audits.waive", "audits.withdraw_waiver"]
    assert all("gefalzt" in entry.formatter.format_message(entry) for entry in entries)
    assert "Werkstatt" in entries[0].formatter.format_comment(entries[0])


@pytest.mark.parametrize("reach", ["piece", "campaign", "brand"])
def test_each_reach_covers_what_it_says(piece, campaign, brand, other_brand, brand_manager, reach):
    import_guideline(other_brand, GUIDELINE)
    others = {
        "piece": factories.piece(campaign, slug="zwei"),
        "campaign": factories.piece(factories.campaign(brand, slug="winter"), slug="drei"),
        "brand": factories.piece(factories.campaign(other_brand, slug="fremd"), slug="vier"),
    }
    leave({"piece": piece, "campaign": campaign, "brand": brand}[reach], brand_manager)
    assert all(each.waiver for each in banned(judge_draft(piece).findings))
    covered = {name for name, row in others.items() if not banned(judge_draft(row).open)}
    assert covered == {"piece": set(), "campaign": {"piece"}, "brand": {"piece", "campaign"}}[reach]


def test_a_campaign_that_is_gone_makes_its_waivers_nobodys(piece, campaign, brand, brand_manager):
    leave(campaign, brand_manager)
    other = factories.piece(factories.campaign(brand, slug="winter"), slug="drei")
    Piece.objects.filter(pk=piece.pk).update(campaign=other.campaign)
    Campaign.objects.filter(pk=campaign.pk).delete()
    assert Waiver.objects.get().campaign is None
    assert banned(judge_draft(other).open)


def test_words_in_another_channel_are_the_same_words(piece, brand_manager):
    found = banned(judge_draft(piece).findings)
    assert len(found) == 1
    assert "email/newsletter" in found[0].also
    place = found[0].where.source
    leave(piece, brand_manager, field=place.field, block=place.block, quote="gefalzt", locale="de")
    assert all(each.waiver for each in banned(judge_draft(piece).findings))


def test_other_words_and_other_locales_are_not_covered(piece, brand_manager):
    leave(piece, brand_manager, field="teaser")
    leave(piece, brand_manager, locale="en")
    leave(piece, brand_manager, quote="gebogen")
    assert banned(judge_draft(piece).open)


def test_by_fingerprint(piece, brand_manager):
    (found,) = banned(judge_draft(piece).findings)
    leave(piece, brand_manager, fingerprint=found.fingerprint)
    waived = [each for each in banned(judge_draft(piece).findings) if each.waiver]
    assert [each.fingerprint for each in waived] == [found.fingerprint]


def test_expired_and_withdrawn_ones_waive_nothing(piece, brand_manager):
    row = leave(piece, brand_manager)
    lapse(row)
    assert banned(judge_draft(piece).open)
    row = leave(piece, brand_manager)
    assert not banned(judge_draft(piece).open)
    withdraw(row, user=brand_manager)
    assert banned(judge_draft(piece).open)


def verdict_of(channel: str) -> tuple[Verdict, Slot]:
    slot = Slot.objects.select_related("current__variant", "brand").get(channel=channel, format="newsletter")
    return judge(slot.current.variant, slot), slot


def test_stored_verdicts_are_read_anew_and_never_judged_anew(piece, brand_manager):
    work_off()
    verdict, slot = verdict_of("email")
    kept = json.dumps(verdict.findings)
    open_before = counts_known([slot])[slot.pk]["error"]
    assert banned(findings_of(verdict, piece))[0].waiver == ""
    row = leave(piece, brand_manager)
    assert verdict_of("email")[0].pk == verdict.pk
    assert banned(findings_of(verdict, piece))[0].waiver == str(row.pk)
    assert counts_known([slot])[slot.pk]["error"] < open_before
    lapse(row)
    assert counts_known([slot])[slot.pk]["error"] == open_before
    verdict.refresh_from_db()
    assert json.dumps(verdict.findings) == kept


def test_counting_with_waivers_asks_no_more_for_more(piece, campaign, brand_manager, django_assert_num_queries):
    factories.piece(campaign, slug="zwei", published=True)
    work_off()
    slots = list(Slot.objects.filter(current__variant__isnull=False).select_related("current__variant", "brand"))
    for slot in slots:
        judge(slot.current.variant, slot)
    mine = [slot for slot in slots if slot.piece_key == piece.translation_key]
    with django_assert_num_queries(2):
        counts_known(slots)
    leave(campaign, brand_manager)
    for some in (mine, slots):
        with django_assert_num_queries(5):
            counts_known(some)


def test_a_fingerprint_counts_in_stored_verdicts_too(piece, brand_manager):
    work_off()
    verdict, slot = verdict_of("email")
    found = banned(findings_of(verdict, piece))
    before = counts_known([slot])[slot.pk]["error"]
    for each in found:
        leave(piece, brand_manager, fingerprint=each.fingerprint)
    assert counts_known([slot])[slot.pk]["error"] == before - len(found)


def test_the_stamp_changes_with_what_stands(piece, brand_manager):
    assert stamp(waivers_for(piece), TODAY) == ""
    row = leave(piece, brand_manager)
    standing = stamp(waivers_for(piece), TODAY)
    assert standing
    assert stamp(waivers_for(piece), SOON + timedelta(days=1)) == ""
    withdraw(row, user=brand_manager)
    assert stamp(waivers_for(piece), TODAY) == ""


def police(**asked) -> set[tuple[str, str]]:
    return {
        (each.rule, each.subject) for each in audit_live(**asked).audit.findings if each.subject.startswith("waiver ")
    }


def test_an_audit_reports_waivers_that_are_expired_or_needless(piece, brand_manager):
    work_off()
    needed, ended, idle = (
        leave(piece, brand_manager),
        leave(piece, brand_manager, field="teaser"),
        leave(piece, brand_manager, quote="gebogen"),
    )
    lapse(ended)
    assert police() == {
        ("structure/expired-waiver", f"waiver {ended.pk}"),
        ("structure/needless-waiver", f"waiver {idle.pk}"),
    }
    found = audit_live()
    assert found.waivers[str(needed.pk)] == "Der Fachbegriff der Werkstatt."
    assert not banned(found.audit.open)
    for row in (ended, idle):
        withdraw(row, user=brand_manager)
    assert police() == set()


def test_what_was_not_looked_at_makes_no_waiver_needless(piece, campaign, brand, brand_manager):
    work_off()
    winter = factories.campaign(brand, slug="winter")
    draft = factories.piece(winter, slug="drei")
    leave(draft, brand_manager)
    leave(winter, brand_manager)
    leave(brand, brand_manager, quote="gebogen")
    assert police(campaign="herbst") == set()
    assert {rule for rule, _ in police()} == {"structure/needless-waiver"}
    open_draft = factories.piece(campaign, slug="offen", body=[], published=True)
    open_draft.teaser = "Gefalzt."
    open_draft.save_revision()
    leave(Piece.objects.get(pk=open_draft.pk), brand_manager)
    assert police(campaign="herbst") == set()
