"""A channel is uninstalled and comes back: what was said for it stays, what was delivered stays, all is as before."""

import json

import pytest
from django.urls import reverse

from hub.accounts.services import issue_token
from hub.content.models import Piece
from hub.variants.models import Entry, JobState, RenderJob, Slot, Variant
from hub.variants.rendering import work_off
from hub.variants.sweep import sweep
from renderers import registry
from renderers.contract.discovery import Discovered
from tests.hub.content import factories
from tests.hub.content.posting import posted
from tests.renderers.hologram import HologramRenderer

pytestmark = pytest.mark.django_db

OVERRIDES = {"hologram": {"*": {"headline": {"value": "Nur aus Licht", "source_digest": "x"}}}}


@pytest.fixture
def hologram(monkeypatch):
    """Installs the channel when called with True, takes it away with False."""
    known = registry._discovered()

    def install(there: bool) -> None:
        plugins = {**known.plugins, **({"hologram": HologramRenderer()} if there else {})}
        found = Discovered(dict(sorted(plugins.items())), known.broken)
        monkeypatch.setattr(registry, "_discovered", lambda: found)

    install(True)
    return install


def paragraph(text, *channels):
    return ("paragraph", {"text": f"<p>{text}</p>", "channels": list(channels)})


@pytest.fixture
def piece(hologram, brand):
    row = factories.piece(
        factories.campaign(brand),
        overrides=OVERRIDES,
        channels_off=["hologram-tv"],
        body=[paragraph("Für alle."), paragraph("Nur im Hologramm.", "hologram")],
        published=True,
    )
    work_off()
    return row


def slot(row, channel="hologram") -> Slot:
    return Slot.objects.select_related("current__variant").get(piece_key=row.translation_key, channel=channel)


def edit_url(row) -> str:
    return reverse(Piece.snippet_viewset.get_url_name("edit"), args=[row.pk])


def save(client, row, **typed):
    form = client.get(edit_url(row)).context["form"]
    response = client.post(edit_url(row), posted(form, **typed))
    assert response.status_code == 302, response.context["form"].errors
    return Piece.objects.get(pk=row.pk).get_latest_revision_as_object()


def test_the_channel_renders_while_it_is_there(piece):
    text = slot(piece).current.variant.parts[0]["text"]
    assert text == "Nur aus Licht\nFür alle.\nNur im Hologramm."


def test_what_was_said_for_it_survives_saving_without_it(piece, hologram, signed_in, editor):
    hologram(False)
    row = save(signed_in(editor), piece, teaser="Neu")
    assert row.teaser == "Neu"
    assert row.overrides == OVERRIDES
    assert row.channels_off == ["hologram-tv"]
    assert [child.value["channels"] for child in row.body] == [[], ["hologram"]]


def test_a_limit_to_it_never_becomes_no_limit(piece, hologram, signed_in, editor):
    """A browser sends back what its select offers: the script adds keys that are not installed."""
    hologram(False)
    client = signed_in(editor)
    page = client.get(edit_url(piece)).content.decode()
    assert "hub.content.KeepingSelect" in page
    row = save(client, piece, headline="Neu")
    row.publish(row.save_revision())
    work_off()
    web = Slot.objects.get(piece_key=piece.translation_key, channel="web", format="article").current.variant
    words = " ".join(str(part.get("text")) for part in web.parts)
    assert "Für alle." in words
    assert "Nur im Hologramm." not in words


def test_what_was_delivered_stays_whatever_changes(piece, hologram):
    before = slot(piece).current_id
    hologram(False)
    factories.edit(piece, headline="Ganz anders")
    work_off()
    assert slot(piece).current_id == before
    job = RenderJob.objects.get(slot=slot(piece))
    assert job.state == JobState.FAILED
    assert "hologram" in job.error
    assert Entry.objects.filter(slot=slot(piece)).count() == 1
    assert slot(piece, "sms").current.number == 2
    assert sweep() == 0


def test_when_it_comes_back_everything_is_as_before(piece, hologram, signed_in, editor):
    hologram(False)
    row = save(signed_in(editor), piece, teaser="Neu")
    row.body[0] = paragraph("Für wirklich alle.")
    row.publish(row.save_revision())
    work_off()
    variants = Variant.objects.filter(channel="hologram").count()
    hologram(True)
    assert sweep() == 1
    work_off()
    assert slot(piece).current.variant.parts[0]["text"] == "Nur aus Licht\nFür wirklich alle.\nNur im Hologramm."
    assert Variant.objects.filter(channel="hologram").count() == variants + 1
    page = signed_in(editor).get(edit_url(piece)).content.decode()
    assert "Nur aus Licht" in page
    assert RenderJob.objects.get(slot=slot(piece)).state == JobState.DONE


def test_unpublishing_takes_it_back_even_without_the_channel(piece, hologram):
    hologram(False)
    piece.unpublish()
    assert slot(piece).current.variant is None


def test_boards_previews_and_api_open_without_it(piece, hologram, signed_in, brand_manager, brand, client):
    token = issue_token(name="t", brands=[brand]).text
    hologram(False)
    manager = signed_in(brand_manager)
    pages = [
        reverse("board_piece", args=[piece.pk]),
        f"{reverse('board_piece', args=[piece.pk])}?perspective=draft",
        reverse("board_campaign", args=[piece.campaign_id]),
        edit_url(piece),
        reverse(Piece.snippet_viewset.get_url_name("history"), args=[piece.pk]),
        reverse(Piece.snippet_viewset.get_url_name("inspect"), args=[piece.pk]),
        reverse("wagtailadmin_home"),
    ]
    for page in pages:
        assert manager.get(page).status_code == 200, page
    gone = manager.get(reverse("board_card", args=[piece.pk, "hologram", "beam"]))
    assert gone.status_code in (200, 404)
    assert piece.make_preview_request(preview_mode="hologram/beam").status_code == 200
    headers = {"Authorization": f"Bearer {token}"}
    base = f"/api/v1/pieces/{piece.translation_key}"
    listed = client.get(f"{base}/variants", headers=headers).json()["items"]
    mine = next(item for item in listed if item["channel"] == "hologram")
    part = client.get(f"/api/v1/variants/{mine['key']}/beam.txt", headers=headers)
    assert part.content.decode() == "Nur aus Licht\nFür alle.\nNur im Hologramm."
    asked = client.get(f"{base}/variants/hologram/beam", headers=headers)
    assert asked.status_code == 404
    assert "hologram" in json.dumps(asked.json())
    assert client.get(base, headers=headers).status_code == 200


def test_the_board_says_what_is_kept_for_it(piece, hologram, signed_in, brand_manager):
    hologram(False)
    page = signed_in(brand_manager).get(reverse("board_piece", args=[piece.pk])).content.decode()
    assert "kept: hologram, hologram-tv." in page
