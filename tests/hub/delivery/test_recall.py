"""What was recalled is nowhere to be had, until it is another version or let out again."""

import json

import pytest

from hub.delivery import sending
from hub.delivery.services import create_webhook
from hub.variants.models import Recall, RenderJob, Slot
from hub.variants.recalling import lift, recall
from hub.variants.rendering import work_off
from hub.variants.services import inputs_changed
from tests.hub.api.conftest import address
from tests.hub.content import factories
from tests.hub.delivery.conftest import Follower, state
from tests.hub.delivery.receiver import receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(brand, publish):
    """A piece with a picture."""
    return publish(hero=factories.picture(brand))


def slot_of(row, channel="web", form="article"):
    return Slot.objects.select_related("current__variant").get(
        piece_key=row.translation_key, channel=channel, format=form
    )


def paths_of(row, slot):
    variant = slot.current.variant
    name = variant.parts[0]["name"]
    place = address(row, slot.channel, slot.format)
    return [place, f"{place}/{name}", f"/variants/{variant.key}/{name}", f"{place}?version={slot.current.number}"]


def test_nothing_of_it_is_served(caller, shown, brand_manager):
    follower = Follower(caller)
    follower.follow()
    slot = slot_of(shown)
    paths, variant = paths_of(shown, slot), slot.current.variant
    for path in paths:
        assert caller.get(path).status_code == 200
    recall([slot.pk], reason="Falscher Preis", user=brand_manager)
    for path in paths:
        assert caller.get(path).status_code == 404, path
    assert not [item for item in caller.get("/variants").json()["items"] if item["key"] == variant.key]
    came = follower.follow()
    assert [(item["channel"], item["kind"]) for item in came] == [("web", "gone")]
    assert follower.copy == state(caller)
    row = Recall.objects.get()
    assert (row.reason, row.recalled_by, row.number) == ("Falscher Preis", brand_manager, 1)


def test_pictures_that_nothing_else_shows_are_neutral(caller, shown):
    slot = slot_of(shown)
    media = [record["name"] for record in slot.current.variant.media]
    assert media
    for name in media:
        assert caller.client.get(f"/media/{name}").status_code == 200
    recall([slot.pk], reason="Kein Recht am Bild")
    for name in media:
        answer = caller.client.get(f"/media/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "image/gif")


def test_the_same_version_stays_away_whatever_asks_for_it(caller, shown):
    slot = slot_of(shown)
    path = paths_of(shown, slot)[0]
    recall([slot.pk], reason="Falsch")
    for _ in range(2):
        inputs_changed([shown], reason="guideline")
        work_off()
    factories.edit(shown, title="Nur der Arbeitstitel")
    work_off()
    shown.unpublish()
    factories.edit(shown)
    work_off()
    slot.refresh_from_db()
    assert slot.current.reason in {"recalled", "unpublished"}
    assert caller.get(path).status_code == 404
    assert not RenderJob.objects.filter(state="failed").exists()


def test_another_version_comes_and_the_recalled_one_stays_hidden(caller, shown):
    slot = slot_of(shown)
    path = paths_of(shown, slot)[0]
    recall([slot.pk], reason="Falsch")
    factories.edit(shown, headline="Jetzt richtig")
    work_off()
    assert caller.get(path).json()["version"] == 3
    assert caller.get(path, version=1).status_code == 404
    assert caller.get(path, version=2).status_code == 404
    assert caller.get(path, version=3).status_code == 200
    factories.edit(shown, headline="Licht für den Winter")  # back to what was recalled
    work_off()
    assert caller.get(path).status_code == 404


def test_lifting_lets_it_out_again(caller, shown, brand_manager):
    slot = slot_of(shown)
    paths = paths_of(shown, slot)
    (row,) = recall([slot.pk], reason="Falsch")
    assert lift(row, user=brand_manager)
    assert not lift(row, user=brand_manager)
    work_off()
    for path in paths:
        assert caller.get(path).status_code == 200
    assert caller.get(paths[0]).json()["reason"] == "recall-lifted"


def test_lifting_brings_nothing_back_that_was_unpublished(caller, shown):
    slot = slot_of(shown)
    (row,) = recall([slot.pk], reason="Falsch")
    shown.unpublish()
    lift(row)
    work_off()
    assert caller.get(paths_of_slot(shown, slot)).status_code == 404


def paths_of_slot(row, slot):
    return address(row, slot.channel, slot.format)


def test_a_second_recall_finds_nothing(shown):
    slot = slot_of(shown)
    assert len(recall([slot.pk], reason="Falsch")) == 1
    assert recall([slot.pk], reason="Falsch") == []


def test_pullers_are_told_by_webhook(brand, shown, settings):
    with receiving() as receiver:
        settings.HUB_WEBHOOK_TRUSTED = (("127.0.0.1", receiver.port),)
        create_webhook(brand, name="x", url=receiver.url)
        slot = slot_of(shown)
        key = slot.current.variant.key
        recall([slot.pk], reason="Falscher Preis")
        sending.send_all()
        body = json.loads(receiver.got[0][1])
    assert body["type"] == "variant.recalled"
    assert (body["data"]["key"], body["data"]["version"], body["data"]["reason"]) == (key, 1, "Falscher Preis")
