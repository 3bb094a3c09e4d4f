"""Campaigns and pieces through the admin's real forms: drafts, publishing, refusals, translations, previews."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from hub.accounts.models import User
from hub.content.campaigns import Campaign
from hub.content.models import Piece
from hub.content.services import follow_schedule, translate
from hub.variants.models import Slot
from hub.variants.rendering import work_off
from renderers import registry
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

MODES = [f"{renderer.key}/{form.key}" for renderer in registry.all_renderers() for form in renderer.formats]


def url(model: type, name: str, *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def campaign_form(owner, **fields: Any) -> dict[str, Any]:
    given = {
        "brand": owner.pk,
        "name": "Über den Winter",
        "slug": "",
        "goal": "Licht",
        "phase": "purchase",
        "regions": "DE, AT",
        "channel_budgets": "email: 2500\nprint: 8000,50",
        "targets": "Bestellungen: 1200\nÖffnungsrate: 28 %",
        "voucher_codes": "LICHT, WARM",
        "facts": streamfield([("fact", {"name": "ends", "type": "date", "value": "2026-12-24"})]),
    }
    return nested_form_data({**given, **fields})


def piece_form(campaign, **fields: Any) -> dict[str, Any]:
    given = {
        "campaign": campaign.pk,
        "title": "Fünf Laternen",
        "slug": "",
        "headline": "Licht für den Winter",
        "teaser": "Die Laterne kostet {{ fact.price }}.",
        "body": streamfield(
            [
                ("heading", {"text": "Aus Kupfer", "level": "2"}),
                ("paragraph", {"text": rich_text("<p>Von <b>Hand</b> gefalzt.</p>")}),
            ]
        ),
        "action_label": "Ansehen",
        "action_url": "https://nordlicht.example/laterne",
        "hashtags": "#Licht Winter, Kupfer",
        "short": streamfield([("wording", "Laterne: {{ fact.price }}")]),
        "legal": streamfield([]),
        "facts": streamfield([("fact", {"name": "price", "type": "price", "value": "49,90 €"})]),
        "arms": streamfield([]),
    }
    return nested_form_data({**given, **fields})


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_campaign_is_made_and_published(manager, brand):
    response = manager.post(url(Campaign, "add"), {**campaign_form(brand), "action-publish": "1"}, follow=True)
    assert response.status_code == 200
    row = Campaign.objects.get()
    assert (row.slug, row.live, row.regions) == ("ueber-den-winter", True, ["DE", "AT"])
    assert row.channel_budgets == {"email": 2500, "print": 8000.5}
    assert row.targets == {"Bestellungen": 1200, "Öffnungsrate": "28 %"}
    assert row.voucher_codes == ["LICHT", "WARM"]
    page = manager.get(url(Campaign, "edit", row.pk)).content.decode()
    assert "DE, AT" in page
    assert 'name="channel_budgets-email" value="2500"' in page
    assert "[&quot;DE" not in page


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("channel_budgets", "email 2500", "email 2500"),
        ("channel_budgets", "email: viel", "email: viel"),
        ("slug", "Über", "slug"),
        ("brand", "", "brand"),
    ],
)
def test_what_is_wrong_with_a_campaign_is_said_at_the_field(manager, brand, field, value, complaint):
    response = manager.post(url(Campaign, "add"), {**campaign_form(brand, **{field: value}), "action-publish": "1"})
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert field in errors
    assert complaint in str(errors)
    assert not Campaign.objects.exists()


def test_budgets_are_numbers_by_channel_and_unknown_ones_stay(manager, campaign, brand):
    campaign.channel_budgets = {"hologram": 7, "email": 1}
    campaign.save_revision()
    form = campaign_form(brand, slug=campaign.slug)
    del form["channel_budgets"]
    form |= {"channel_budgets-email": "2500", "channel_budgets-print": "8000,50", "channel_budgets-sms": ""}
    manager.post(url(Campaign, "edit", campaign.pk), form)
    latest = Campaign.objects.get().get_latest_revision_as_object()
    assert latest.channel_budgets == {"hologram": 7, "email": 2500, "print": 8000.5}
    response = manager.post(url(Campaign, "edit", campaign.pk), form | {"channel_budgets-web": "viel"})
    assert "viel" in str(response.context["form"].errors["channel_budgets"])
    assert 'value="viel"' in response.content.decode()


def test_a_piece_is_written_saved_and_published(manager, campaign):
    response = manager.post(url(Piece, "add"), piece_form(campaign))
    row = Piece.objects.get()
    assert response.status_code == 302
    assert response["Location"] == url(Piece, "edit", row.pk)
    assert (row.slug, row.live, row.hashtags) == ("fuenf-laternen", False, ["Licht", "Winter", "Kupfer"])
    assert not Slot.objects.exists()
    changed = piece_form(campaign, headline="Neu", slug=row.slug)
    manager.post(url(Piece, "edit", row.pk), {**changed, "action-publish": "1"})
    row.refresh_from_db()
    assert (row.live, row.headline) == (True, "Neu")
    work_off()
    assert Slot.objects.filter(current__variant__isnull=False).count() == len(MODES)
    changed = piece_form(campaign, headline="Noch ein Entwurf", slug=row.slug)
    manager.post(url(Piece, "edit", row.pk), changed)
    row.refresh_from_db()
    assert (row.headline, row.has_unpublished_changes) == ("Neu", True)
    assert row.get_latest_revision_as_object().headline == "Noch ein Entwurf"


def test_a_refused_publish_keeps_the_draft_and_says_why(manager, campaign):
    form = piece_form(campaign, teaser="Nur {{ fact.prise }}!")
    response = manager.post(url(Piece, "add"), {**form, "action-publish": "1"}, follow=True)
    row = Piece.objects.get()
    assert not row.live
    assert row.get_latest_revision_as_object().teaser == "Nur {{ fact.prise }}!"
    assert response.redirect_chain[-1][0] == url(Piece, "edit", row.pk)
    assert "prise" in said(response)
    assert "teaser" in said(response)
    response = manager.post(
        url(Piece, "edit", row.pk),
        {**piece_form(campaign, teaser="Noch {{ fact.anders }}", slug=row.slug), "action-publish": "1"},
        follow=True,
    )
    row.refresh_from_db()
    assert not row.live
    assert "anders" in said(response)
    assert row.get_latest_revision_as_object().teaser == "Noch {{ fact.anders }}"


def test_broken_braces_are_refused_at_the_field(manager, campaign):
    form = {**piece_form(campaign, headline="Hallo {{ contact.first_name"), "action-publish": "1"}
    response = manager.post(url(Piece, "add"), form)
    assert "headline" in response.context["form"].errors
    assert not Piece.objects.exists()
    # An unfinished draft may be saved.
    manager.post(url(Piece, "add"), piece_form(campaign, headline="Hallo {{ contact.first_name"))
    assert Piece.objects.exists()


def test_channels_are_switched_and_unknown_ones_stay(manager, campaign):
    row = factories.piece(campaign, channels_off=["hologram", "sms"])
    page = manager.get(url(Piece, "edit", row.pk)).content.decode()
    assert 'name="channels_off-on" value="email" checked' in page
    assert 'name="channels_off-on" value="sms">' in page
    assert "hologram" in page
    on = [renderer.key for renderer in registry.all_renderers() if renderer.key != "email"]
    form = {**piece_form(campaign, slug=row.slug), "channels_off-shown": "1", "channels_off-on": on}
    manager.post(url(Piece, "edit", row.pk), form)
    latest = Piece.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert latest.channels_off == ["email", "hologram"]


def test_two_pieces_of_one_short_name_are_refused(manager, campaign):
    factories.piece(campaign, slug="laterne")
    response = manager.post(url(Piece, "add"), {**piece_form(campaign, slug="laterne"), "action-publish": "1"})
    assert "slug" in response.context["form"].errors


def test_an_editor_may_write_and_not_publish(signed_in, editor, campaign):
    client = signed_in(editor)
    client.post(url(Piece, "add"), {**piece_form(campaign), "action-publish": "1"})
    row = Piece.objects.get()
    assert not row.live
    assert client.get(url(Campaign, "add")).status_code == 200


def test_translating_makes_a_draft_in_the_other_language(manager, campaign):
    row = factories.piece(campaign, published=True)
    draft = row.get_latest_revision_as_object()
    draft.headline = "Der neueste Entwurf"
    draft.save_revision()
    page = manager.get(url(Piece, "edit", row.pk)).content.decode()
    assert url(Piece, "translate", row.pk) in page
    page = manager.get(url(Piece, "translate", row.pk)).content.decode()
    assert "English" in page
    response = manager.post(url(Piece, "translate", row.pk), {"locale": "en"})
    copy = Piece.objects.get(locale__language_code="en")
    assert response["Location"] == url(Piece, "edit", copy.pk)
    assert (copy.translation_key, copy.slug, copy.live) == (row.translation_key, row.slug, False)
    assert copy.headline == "Der neueste Entwurf"
    assert copy.latest_revision is not None
    assert [block.id for block in copy.body] == [block.id for block in row.body]
    assert 'name="locale"' not in manager.get(url(Piece, "translate", row.pk)).content.decode()
    assert manager.post(url(Piece, "translate", row.pk), {"locale": "en"}).status_code == 404
    assert Piece.objects.count() == 2


def test_translating_twice_gives_the_same_draft(campaign):
    row = factories.piece(campaign)
    english = Locale.objects.get(language_code="en")
    assert translate(row, english) == translate(row, english)


def test_who_may_not_write_may_not_translate(signed_in, campaign, brand):
    from hub.accounts.roles import Role
    from tests.hub.accounts.factories import UserFactory

    row = factories.piece(campaign)
    reader = signed_in(UserFactory(role=Role.CHANNEL_TEAM, brands=[brand]))
    assert reader.post(url(Piece, "translate", row.pk), {"locale": "en"}).status_code in (302, 403)
    assert Piece.objects.count() == 1


@pytest.mark.parametrize("mode", MODES)
def test_every_preview_of_whole_and_unfinished_pieces_opens(campaign, mode):
    whole = factories.piece(campaign, hero=factories.picture(campaign.brand))
    bare = Piece(title="Nur ein Titel", campaign=campaign)
    nothing = Piece()
    broken = Piece(
        title="x",
        campaign=campaign,
        teaser="{{ fact.nope }} {{ 7*7 }} {{",
        facts=[factories.fact("price", "unlesbar")],
        overrides={"sms": {"*": {"text": {"value": "{{ x"}}}},
        hashtags=["a b"],
    )
    for piece in (whole, bare, nothing, broken):
        response = piece.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        page = response.content.decode()
        assert "<main" in page
        assert "Traceback" not in page
    assert response.content


def test_previews_while_typing(manager, campaign):
    """What the editor does: POST the unsaved form, then GET the preview, for new and known pieces."""
    row = factories.piece(campaign)
    for address, form in (
        (url(Piece, "preview_on_add"), piece_form(campaign, headline="Ganz neu")),
        (url(Piece, "preview_on_edit", row.pk), piece_form(campaign, headline="Ganz neu", slug=row.slug)),
        (url(Piece, "preview_on_add"), piece_form(campaign, title="", headline="Ganz neu")),
    ):
        assert manager.post(address, form).status_code == 200
        for mode in MODES:
            page = manager.get(address, {"mode": mode})
            assert page.status_code == 200
        page = manager.get(address, {"mode": "sms/message"}).content.decode()
        assert "Ganz neu" in page


def test_previews_of_nonsense_are_no_defect(manager, campaign):
    row = factories.piece(campaign)
    for mode in ("fax/letter", "sms", "", "x/y/z", "../.."):
        response = manager.get(url(Piece, "preview_on_edit", row.pk), {"mode": mode})
        assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("model", [Campaign, Piece])
def test_all_pages_open_in_both_languages(signed_in, brand_manager, campaign, model, language):
    brand_manager.language = language
    brand_manager.save()
    client = signed_in(User.objects.get(pk=brand_manager.pk))
    row = factories.piece(campaign, published=True) if model is Piece else campaign
    names = ["list", "add"]
    pages = [url(model, name) for name in names]
    pages += [url(model, name, row.pk) for name in ("edit", "inspect", "history", "usage", "delete", "unpublish")]
    pages += [reverse("wagtailadmin_home"), reverse("wagtailadmin_reports:site_history")]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert f'<html lang="{language}"' in response.content.decode(), page


def test_a_campaign_with_pieces_is_not_deleted(manager, campaign):
    factories.piece(campaign)
    response = manager.post(url(Campaign, "delete", campaign.pk))
    assert response.status_code < 500
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_deleting_a_live_piece_empties_its_slots(manager, campaign):
    row = factories.piece(campaign, published=True)
    work_off()
    manager.post(url(Piece, "delete", row.pk))
    assert not Piece.objects.exists()
    assert not Slot.objects.filter(current__variant__isnull=False).exists()


@pytest.fixture
def approval(brand_manager):
    """Pieces need the approval of a brand manager."""
    workflow = Workflow.objects.create(name="Freigabe")
    task = GroupApprovalTask.objects.create(name="Ansehen")
    task.groups.set(brand_manager.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(Piece)
    WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    return workflow


def approve(client, row) -> Any:
    state = row.current_workflow_task_state
    return client.post(
        url(Piece, "workflow_action", row.pk, "approve", state.pk),
        {"comment": ""},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )


def test_approval_publishes(manager, editor, campaign, approval):
    row = factories.piece(campaign)
    approval.start(row, editor)
    row.refresh_from_db()
    assert approve(manager, row).status_code == 200
    assert Piece.objects.get(pk=row.pk).live


def test_what_cannot_be_published_is_not_approved_either(manager, editor, campaign, approval):
    row = factories.piece(campaign, teaser="{{ fact.nope }}")
    approval.start(row, editor)
    row.refresh_from_db()
    response = approve(manager, row)
    assert response.status_code == 200
    row = Piece.objects.get(pk=row.pk)
    assert not row.live
    assert row.workflow_in_progress
    assert "nope" in said(manager.get(url(Piece, "edit", row.pk)))


def test_the_schedule_is_followed_and_one_refusal_stops_no_other(campaign, manager):
    soon = timezone.now() + timedelta(hours=1)
    bad = factories.piece(campaign, slug="schlecht", go_live_at=soon, teaser="{{ fact.nope }}")
    good = factories.piece(campaign, slug="gut", go_live_at=soon)
    for row in (bad, good):
        row.latest_revision.approved_go_live_at = soon
        row.latest_revision.save()
    assert follow_schedule() == 0
    for row in (bad, good):
        row.latest_revision.approved_go_live_at = timezone.now() - timedelta(minutes=2 if row is bad else 1)
        row.latest_revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
        row.latest_revision.save()
    assert follow_schedule() == 1
    assert Piece.objects.get(slug="gut").live
    assert not Piece.objects.get(slug="schlecht").live
    assert follow_schedule() == 0


def test_what_has_ended_leaves_its_channels(campaign):
    row = factories.piece(campaign, expire_at=timezone.now() + timedelta(hours=1), published=True)
    work_off()
    Piece.objects.filter(pk=row.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert follow_schedule() == 1
    assert not Piece.objects.get(pk=row.pk).live
    assert not Slot.objects.filter(current__variant__isnull=False).exists()
