"""Limits that nobody has checked for half a year are named, a finding a channel."""

from datetime import date

from brand.policing import POLICE, STALE_LIMIT, limit_findings
from renderers.contract.artifact import MeterKind
from renderers.contract.renderer import Limit

TODAY = date(2026, 11, 22)


def limit(name: str, as_of: date | None) -> Limit:
    return Limit(name, 100, "characters", MeterKind.HARD, as_of=as_of)


def test_only_what_is_older_than_180_days():
    fresh = limit("post", date(2026, 5, 26))
    assert not list(limit_findings([("social", fresh)], today=TODAY))
    old = limit("fold", date(2026, 5, 25))
    [found] = limit_findings([("social", fresh), ("social", old)], today=TODAY)
    assert (found.rule, found.channel, str(found.severity)) == ("structure/stale-limit", "social", "note")
    assert "fold" in str(found.message)
    assert "post" not in str(found.message)
    assert "2026-05-25" in str(found.message)


def test_what_nobody_ever_checked_is_stale_and_channels_are_apart():
    limits = [("web", limit("title", None)), ("social", limit("b", date(2026, 1, 2))), ("social", limit("a", None))]
    social, web = limit_findings(limits, today=TODAY)
    assert (social.channel, web.channel) == ("social", "web")
    assert str(social.message).endswith("2026-01-02: a, b.")
    assert STALE_LIMIT in POLICE
