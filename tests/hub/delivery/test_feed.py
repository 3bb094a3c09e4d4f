"""The sync feed as a channel team's script sees it."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.delivery import boundaries, feed, upkeep
from hub.delivery.changes import number_all
from hub.delivery.models import Change, Counter, Kind
from hub.variants.models import Entry, Slot
from hub.variants.rendering import work_off
from hub.variants.services import append, lock, request_slot
from renderers import registry
from tests.hub.api.conftest import READING, problem
from tests.hub.content import factories
from tests.hub.delivery.conftest import Follower, state

pytestmark = pytest.mark.django_db


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def test_the_first_answer_is_the_whole_state(caller, follower, piece):
    follower.follow(limit=3)
    assert follower.copy == state(caller)
    assert len(follower.copy) > 3
    assert follower.follow() == []


def test_an_item_says_what_a_script_needs(caller, piece):
    number_all()
    item = next(each for each in caller.get("/sync", channel="sms").json()["items"])
    assert item["kind"] == "changed"
    assert (item["piece"], item["channel"], item["locale"]) == (str(piece.translation_key), "sms", "de")
    assert item["version"] == 1
    assert caller.get(item["variant"]["url"]).json()["key"] == item["variant"]["key"]


def test_edits_come_and_what_stays_the_same_does_not(follower, piece):
    follower.follow()
    factories.edit(piece, action_label="Jetzt ansehen")
    work_off()
    came = follower.follow()
    assert came
    assert {item["kind"] for item in came} == {"changed"}
    factories.edit(piece)
    work_off()
    assert follower.follow() == []


def test_unpublishing_and_deleting_leave_tombstones(caller, follower, publish, piece):
    other = publish("kerze")
    follower.follow()
    piece.unpublish()
    came = follower.follow()
    assert {(item["kind"], item["variant"]) for item in came} == {("gone", None)}
    assert follower.copy == state(caller)
    other.delete()
    follower.follow()
    assert follower.copy == state(caller) == {}


def test_a_slot_that_is_no_more_is_still_told_of(caller, follower, brand, piece):
    follower.follow()
    piece.delete()
    piece.campaign.delete()
    assert not Slot.objects.exists()
    assert {item["kind"] for item in follower.follow()} == {"gone"}
    assert follower.copy == {}


def test_who_begins_after_the_end_hears_nothing_of_it(caller, piece):
    piece.unpublish()
    late = Follower(caller)
    assert late.follow() == []
    assert late.follow() == []


def test_a_new_dialect_comes_when_it_is_there(follower, piece):
    follower.follow()
    renderer = registry.get("sms")
    dialect = next(name for name in renderer.dialects if name != "plain")
    request_slot(piece, channel="sms", format_key="message", dialect=dialect)
    work_off()
    assert [(item["dialect"], item["kind"]) for item in follower.follow()] == [(dialect, "changed")]


def test_filters_by_channel_and_campaign(caller, brand, publish, piece):
    publish("kerze", factories.campaign(brand, slug="winter"))
    for view in ({"channel": "sms"}, {"campaign": "winter"}, {"campaign": "winter", "channel": "web"}, {}):
        follower = Follower(caller)
        follower.follow(**view)
        assert follower.copy == state(caller, **view)
        assert follower.copy


def test_another_view_with_the_same_cursor(caller, piece):
    follower = Follower(caller)
    follower.follow()
    for view in ({"channel": "sms"}, {"channel": "web"}, {}):
        follower.follow(limit=3, **view)
        assert follower.copy == state(caller, channel=view.get("channel", ""))


def test_a_view_that_changes_in_the_middle_of_the_first_state(caller, piece):
    follower = Follower(caller)
    number_all()
    body = caller.get("/sync", limit=2).json()
    assert body["has_more"]
    follower.cursor = body["next"]
    for item in body["items"]:
        follower.apply(item)
    follower.follow(channel="sms", limit=2)
    assert follower.copy == state(caller, channel="sms")


def test_a_piece_that_goes_over_to_another_campaign(caller, brand, piece):
    other = factories.campaign(brand, slug="winter")
    old, new, all_ = Follower(caller), Follower(caller), Follower(caller)
    views = ((old, {"campaign": "herbst"}), (new, {"campaign": "winter"}), (all_, {}))
    for follower, view in views:
        follower.follow(**view)
    draft = piece.get_latest_revision_as_object()
    draft.campaign = other
    draft.publish(draft.save_revision())
    work_off()
    for follower, view in views:
        follower.follow(**view)
        upkeep.compact()
        assert follower.copy == state(caller, **view)
    assert old.copy == {}
    assert new.copy
    late = Follower(caller)
    late.follow(campaign="winter")
    assert late.copy == new.copy


def test_moving_after_compaction_still_reaches_who_was_away(caller, brand, piece):
    follower = Follower(caller)
    follower.follow(campaign="herbst")
    draft = piece.get_latest_revision_as_object()
    draft.campaign = factories.campaign(brand, slug="winter")
    draft.publish(draft.save_revision())
    work_off()
    factories.edit(piece, headline="Noch einmal")
    work_off()
    number_all()
    assert upkeep.compact() > 0
    follower.follow(campaign="herbst")
    assert follower.copy == {}


def test_tokens_see_their_brand_and_channels_only(caller_for, brand, other_brand, publish, piece):
    publish("laterne", factories.campaign(other_brand))
    number_all()
    foreign = Follower(caller_for(other_brand))
    foreign.follow()
    assert foreign.copy == state(foreign.caller)
    assert not {place[0] for place in foreign.copy} & {str(piece.translation_key)}
    narrow = Follower(caller_for(brand, channels=["sms"]))
    narrow.follow()
    assert {place[1] for place in narrow.copy} == {"sms"}
    assert caller_for(brand, channels=["sms"]).get("/sync", channel="web").json()["items"] == []
    both = Follower(caller_for(brand, other_brand))
    both.follow(limit=9)
    assert both.copy == state(both.caller)
    both.follow(brand="nordlicht")
    assert both.copy == state(both.caller, brand="nordlicht")


def test_a_cursor_in_the_hands_of_a_token_with_fewer_rights(caller_for, brand, other_brand, publish, piece):
    publish("laterne", factories.campaign(other_brand))
    wide = Follower(caller_for(brand, other_brand))
    wide.follow()
    own = len(wide.copy) / 2
    wide.caller = caller_for(brand, channels=["sms"])
    came = wide.follow()
    # What it may not see any more is gone; what is another brand's now is not told of at all.
    assert {item["piece"] for item in came} == {str(piece.translation_key)}
    assert [item["kind"] for item in came].count("gone") == own - 1


def test_boundaries_come_within_a_look(caller, publish):
    now = timezone.now()
    row = publish(expire_at=now + timedelta(minutes=1))
    follower = Follower(caller)
    follower.follow()
    assert follower.copy
    with at(now + timedelta(minutes=1, seconds=2)):
        assert boundaries.look() == len(follower.copy)
        assert boundaries.look() == 0
        came = follower.follow()
    assert {item["kind"] for item in came} == {"gone"}
    assert follower.copy == {}
    assert row.live


def test_an_embargo_leaves_no_trace_before_it_ends(caller, brand, publish):
    begin = timezone.now() + timedelta(days=3)
    image = factories.picture(brand)
    image.valid_from = begin.date()
    image.save()
    image.refresh_from_db()
    publish(hero=image)
    follower = Follower(caller)
    follower.follow()
    assert Change.objects.filter(kind=Kind.HIDDEN).exists()
    assert follower.copy == state(caller)
    assert "web" not in {place[1] for place in follower.copy}
    slot = Slot.objects.select_related("current").get(channel="web", format="article")
    begins = slot.current.visible_from
    with at(begins - timedelta(seconds=1)):
        boundaries.look()
        assert follower.follow() == []
    with at(begins + timedelta(seconds=2)):
        boundaries.look()
        follower.follow()
        assert follower.copy == state(caller)
    assert "web" in {place[1] for place in follower.copy}


def test_a_worker_that_was_away_makes_up_for_it(caller, publish):
    now = timezone.now()
    boundaries.look()
    publish(expire_at=now + timedelta(minutes=1))
    follower = Follower(caller)
    follower.follow()
    with at(now + timedelta(days=3)):
        assert boundaries.look() > 0
        follower.follow()
    assert follower.copy == {}


def test_rows_made_past_the_services_are_caught_up_with(caller, piece):
    Change.objects.all().delete()
    assert boundaries.catch_up() > 0
    assert boundaries.catch_up() == 0
    late = Follower(caller)
    late.follow()
    assert late.copy == state(caller)


def test_cursors_that_cannot_be_carried_on_from(caller, piece):
    number_all()
    cursor = caller.get("/sync", limit=200).json()["next"]
    for bad in ("x", cursor[:-1] + ("A" if cursor[-1] != "A" else "B"), "1" * 5000, signing.Signer(sep="~").sign("[]")):
        problem(caller.get("/sync", cursor=bad), 422, "bad-cursor")
    Counter.objects.update(last=1)  # a backup was restored
    problem(caller.get("/sync", cursor=cursor), 410, "cursor-gone")
    problem(caller.get("/sync", campaign="nirgends"), 404, "not-found")
    problem(caller.get("/sync", brand="nirgends"), 404, "not-found")


def test_needs_the_right_to_read(caller_for, brand, piece):
    problem(caller_for(brand, scopes=["webhooks"]).get("/sync"), 403, "missing-scope")
    assert caller_for(brand, scopes=READING).get("/sync").status_code == 200


def test_few_matches_make_short_pages_but_an_end(caller, piece, monkeypatch):
    monkeypatch.setattr(feed, "LOOKED_AT", 3)
    follower = Follower(caller)
    follower.follow(channel="sms")
    assert follower.copy == state(caller, channel="sms")


def test_the_number_of_queries_does_not_grow(caller, publish, piece):
    number_all()
    caller.get("/sync")  # notes that the token is used
    with CaptureQueriesContext(connection) as few:
        own = len(caller.get("/sync", limit=100).json()["items"])
    for index in range(3):
        publish(f"nummer-{index}")
    number_all()
    with CaptureQueriesContext(connection) as many:
        assert len(caller.get("/sync", limit=100).json()["items"]) == 4 * own
    assert len(many) == len(few) <= 9


@pytest.mark.parametrize("embargoed", [True, False])
def test_a_window_that_opens_and_closes_between_two_looks(caller, publish, embargoed):
    """Who asked while it was open was told so, although nobody had noted it; so its end must be told."""
    now = timezone.now()
    with at(now - timedelta(minutes=5)):
        publish()
        follower = Follower(caller)
        if not embargoed:
            follower.follow()
    slot = Slot.objects.select_related("current").get(channel="sms")
    if embargoed:
        Change.objects.all().delete()
    window = {"visible_from": now + timedelta(seconds=1), "visible_until": now + timedelta(seconds=2)}
    with at(now):
        append(lock(slot.pk), Entry(variant_id=slot.current.variant_id, reason="test", **window))
    with at(now + timedelta(seconds=1.5)):
        follower.follow()
        assert "sms" in {place[1] for place in follower.copy}
    with at(now + timedelta(seconds=5)):
        boundaries.look()
        follower.follow()
        assert "sms" not in {place[1] for place in follower.copy}
        assert boundaries.look() == 0
