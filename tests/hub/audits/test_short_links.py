"""A short link is judged by where it leads: the hub's own host stands in nobody's guideline."""

import pytest

from hub.audits.auditing import audit_live
from hub.audits.drafts import judge_draft
from hub.audits.inspected import inspected
from hub.audits.services import judge
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from renderers.contract import codec
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = "schema: guideline/1\nhosts: [nordlicht.example]\n" + factories.LEGAL
RULES = {"links/unlisted-host", "links/wrong-utm"}
OFF = ["email", "print", "social", "web"]


@pytest.fixture(autouse=True)
def shortened(settings):
    settings.HUB_SHORT_BASE = "https://kurz.example/s/"
    inspected.clear()


@pytest.fixture
def campaign(brand):
    import_guideline(brand, GUIDELINE)
    return factories.campaign(brand)


def of_links(findings) -> list[tuple[str, str]]:
    return [(found.rule, found.quote.text) for found in findings if found.rule in RULES and found.channel == "sms"]


def delivered() -> Slot:
    work_off()
    slot = Slot.objects.select_related("current__variant", "brand").get(channel="sms", current__variant__isnull=False)
    assert "https://kurz.example/s/" in slot.current.variant.part("message.txt")["text"]
    return slot


def test_it_keeps_nothing_from_going_live(campaign):
    row = factories.piece(campaign, channels_off=OFF)
    assert of_links(judge_draft(row).findings) == []
    row.publish(row.latest_revision)
    slot = delivered()
    verdict = judge(slot.current.variant, slot)
    assert not RULES & {record["rule"] for record in codec.plain(verdict.findings)}
    assert of_links(audit_live().audit.findings) == []


def test_a_stranger_s_host_behind_it_is_found(campaign):
    row = factories.piece(campaign, channels_off=OFF, action_url="https://fremd.example/x", published=True)
    assert "links/unlisted-host" in {found.rule for found in judge_draft(row).findings if found.is_open_error}
    slot = delivered()
    verdict = judge(slot.current.variant, slot)
    quotes = [record["quote"]["text"] for record in verdict.findings if record["rule"] == "links/unlisted-host"]
    assert quotes
    assert all(quote.startswith("https://fremd.example/x") for quote in quotes)
    assert "links/unlisted-host" in {found.rule for found in audit_live().audit.findings}


def test_the_code_on_a_flyer_is_judged_by_where_it_leads(campaign):
    row = factories.piece(campaign, channels_off=["email", "sms", "social", "web"], published=True)
    work_off()
    slot = Slot.objects.select_related("current__variant", "brand").get(channel="print", format="a5-flyer")
    verdict = judge(slot.current.variant, slot)
    assert not RULES & {record["rule"] for record in codec.plain(verdict.findings)}
    assert row.live
