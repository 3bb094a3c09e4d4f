"""Who writes a piece hears of rights at once: not cleared, ended before the campaign, not here, not there."""

from datetime import UTC, datetime

import pytest

from brand.finding import Verdict
from hub.assets.asset import Clearance
from hub.assets.services import limit_to_channels
from hub.workbench.live_findings import Look
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

RULE = "pictures/expired-rights"


@pytest.fixture
def campaign(brand):
    return factories.campaign(brand, ends_at=datetime(2099, 3, 1, tzinfo=UTC), regions=["DE", "AT"])


def found(piece, user, channel=""):
    look = Look(piece, user)
    looked = look.channel(channel) if channel else look.source()
    return [finding for finding in looked.findings if finding.rule == RULE]


@pytest.mark.parametrize(
    ("rights", "says", "verdict"),
    [
        ({"clearance": Clearance.OPEN}, "not cleared", Verdict.FAIL),
        ({"clearance": Clearance.WITHDRAWN}, "not cleared", Verdict.FAIL),
        ({"valid_until": "2020-01-31"}, "ended on 2020-01-31", Verdict.FAIL),
        ({"valid_until": "2098-12-31"}, "end on 2098-12-31, before the campaign does", Verdict.NEEDS_REVIEW),
        ({"territories": "DE, CH"}, "do not cover AT", Verdict.FAIL),
    ],
)
@pytest.mark.parametrize("where", ["hero", "body", "override"])
def test_it_is_said_where_the_picture_stands(brand, campaign, editor, rights, says, verdict, where):
    image = factories.picture(brand)
    for name, value in rights.items():
        setattr(image, name, value)
    image.save()
    image.refresh_from_db()
    fields = {
        "hero": {"hero": image},
        "body": {"body": [("picture", {"picture": image, "alt": "", "caption": "", "channels": []})]},
        "override": {"overrides": {"web": {"*": {"hero": {"value": {"image": image.pk}, "source_digest": ""}}}}},
    }
    piece = factories.piece(campaign, **fields[where])
    (finding,) = found(piece, editor)
    assert says in finding.message.show(lambda text: text)
    assert finding.verdict == verdict
    place = str(finding.where.source)
    assert {"hero": "hero", "body": "body.asset", "override": "overrides.web.*.hero"}[where] in place


def test_a_picture_for_other_channels_is_said_in_each_that_shows_it(brand, campaign, editor):
    image = factories.picture(brand)
    limit_to_channels(image, ["web"])
    piece = factories.piece(campaign, hero=image)
    assert not found(piece, editor)
    for channel, count in {"web": 0, "sms": 0, "social": 1, "email": 1}.items():
        findings = found(piece, editor, channel)
        assert bool(findings) == bool(count), channel
        assert all("cover web only" in each.message.show(lambda text: text) for each in findings)


def test_a_picture_in_order_says_nothing(brand, campaign, editor):
    piece = factories.piece(campaign, hero=factories.picture(brand, territories="AT, DE"))
    assert not found(piece, editor)
    assert not found(piece, editor, "web")
