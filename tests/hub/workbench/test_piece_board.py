"""The channel board: who sees it, what it shows, and that what it frames is harmless."""

import pytest
from django.test import Client
from django.urls import reverse

from hub.accounts.models import Brand, User
from hub.audits.models import Verdict
from hub.audits.services import judge_unjudged
from hub.content.models import Piece
from hub.variants.models import JobState, RenderJob
from hub.variants.rendering import work_off
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories as make


@pytest.fixture
def piece(brand: Brand) -> Piece:
    return make.piece(make.campaign(brand), published=True)


@pytest.fixture
def reader(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def url(piece: Piece) -> str:
    return reverse("board_piece", args=[piece.pk])


def part(piece: Piece, channel: str, form: str, name: str) -> str:
    return reverse("board_part", args=[piece.pk, channel, form, name])


def test_it_shows_every_channel_as_it_will_arrive(reader, piece):
    work_off()
    judge_unjudged(100)
    page = reader.get(url(piece)).content.decode()
    assert "Licht für den Winter" in page
    assert 'sandbox=""' in page
    for anchor in ("email-newsletter", "sms-message", "web-article", "print-a5-flyer", "social-x-post"):
        assert f'id="{anchor}"' in page
    assert part(piece, "print", "a5-flyer", "print.pdf") in page
    assert "Being rendered" not in page
    assert "Not checked yet" not in page


def test_nothing_is_called_ready_that_was_not_checked(reader, piece):
    work_off()
    page = reader.get(url(piece)).content.decode()
    assert "Not checked yet:" in page
    assert "Ready" not in page
    judge_unjudged(100)
    Verdict.objects.update(errors=0, warnings=0, notes=0, findings=[])
    page = reader.get(url(piece)).content.decode()
    assert "Not checked yet" not in page
    assert "Ready" in page


def test_what_the_worker_has_not_come_to_is_said(reader, piece):
    page = reader.get(url(piece)).content.decode()
    assert "Being rendered" in page
    assert "data-board-load" not in page


def test_a_failed_render_shows_its_reason(reader, piece):
    RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED, error="The moon is full.")
    page = reader.get(url(piece)).content.decode()
    assert "The moon is full." in page


def test_a_draft_is_fetched_card_by_card_and_holds_what_is_not_live(reader, piece):
    draft = piece.get_latest_revision_as_object()
    draft.headline = "Noch ein Entwurf"
    draft.save_revision()
    page = reader.get(url(piece) + "?perspective=draft").content.decode()
    card = reverse("board_card", args=[piece.pk, "web", "article"]) + "?perspective=draft"
    assert f'data-board-load="{card}"' in page
    shown = reader.get(card)
    assert shown.status_code == 200
    assert "Noch ein Entwurf" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    work_off()
    assert "Noch ein Entwurf" not in reader.get(part(piece, "web", "article", "body.html")).content.decode()


def test_a_draft_that_cannot_be_rendered_says_why_and_is_no_error(reader, piece, monkeypatch):
    from hub.workbench import piece_cards
    from renderers.contract.errors import RendererError
    from renderers.contract.message import Message

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RendererError(Message("A picture is missing."))

    monkeypatch.setattr(piece_cards, "render_piece", fail)
    shown = reader.get(reverse("board_card", args=[piece.pk, "sms", "message"]))
    assert shown.status_code == 200
    assert "A picture is missing." in shown.content.decode()


def test_an_unpublished_piece_opens_as_a_draft(reader, brand):
    draft = make.piece(make.campaign(brand))
    assert "data-board-load" in reader.get(url(draft)).content.decode()
    assert "Nothing is live here yet" in reader.get(url(draft) + "?perspective=live").content.decode()


def test_findings_lead_to_their_field(reader, brand):
    row = make.piece(make.campaign(brand), headline="Gratis!!! Jetzt kaufen!!!", published=True)
    work_off()
    judge_unjudged(100)
    page = reader.get(url(row)).content.decode()
    edit = reverse("wagtailsnippets_content_piece:edit", args=[row.pk])
    assert f"{edit}#:w:contentpath=headline" in page


def test_a_channel_switched_off_is_said_to_be(reader, brand):
    row = make.piece(make.campaign(brand), channels_off=["sms"], published=True)
    work_off()
    assert "Switched off" in reader.get(url(row)).content.decode()


def test_translations_are_a_click_away_and_missing_ones_named(reader, piece):
    make.locale("en")
    page = reader.get(url(piece)).content.decode()
    assert "Not translated yet" in page
    copy = piece.copy_for_translation(make.locale("en"))
    copy.save()
    page = reader.get(url(piece)).content.decode()
    assert reverse("board_piece", args=[copy.pk]) in page
    assert "Not translated yet" not in page


def test_frames_carry_a_policy_that_allows_nothing_but_data(reader, piece):
    work_off()
    answer = reader.get(part(piece, "email", "newsletter", "body.html"))
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_files_come_under_a_name_people_know(reader, piece):
    work_off()
    answer = reader.get(part(piece, "print", "a5-flyer", "print.pdf"))
    assert answer.content.startswith(b"%PDF")
    assert 'filename="laterne.de.a5-flyer.pdf"' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("perspective", ["live", "draft"])
def test_a_mail_is_opened_as_a_new_message_from_the_board(reader, piece, perspective):
    work_off()
    address = f"{part(piece, 'email', 'newsletter', 'message.eml')}?perspective={perspective}"
    kept, opened = (reader.get(address + more) for more in ("", "&open=new"))
    assert kept["Content-Disposition"] == 'attachment; filename="laterne.de.newsletter.eml"'
    assert opened.content.startswith(b"X-Unsent: 1\r\n")
    assert b"Message-ID" not in opened.content.partition(b"\r\n\r\n")[0]
    assert "Open in my mail program" in reader.get(url(piece)).content.decode()


@pytest.mark.parametrize(
    ("channel", "form", "name"),
    [("nowhere", "newsletter", "body.html"), ("email", "nothing", "body.html"), ("email", "newsletter", "secret.txt")],
)
@pytest.mark.parametrize("perspective", ["live", "draft"])
def test_what_does_not_exist_is_404(reader, piece, channel, form, name, perspective):
    work_off()
    answer = reader.get(part(piece, channel, form, name) + f"?perspective={perspective}")
    assert answer.status_code == 404


def test_another_brands_board_is_not_there(client, piece, other_manager):
    client.force_login(other_manager)
    work_off()
    for address in (
        url(piece),
        url(piece) + "?perspective=draft",
        reverse("board_card", args=[piece.pk, "sms", "message"]),
        part(piece, "sms", "message", "message.txt"),
        part(piece, "sms", "message", "message.txt") + "?perspective=draft",
    ):
        assert client.get(address).status_code == 404, address


def test_a_number_too_large_for_the_database_is_404(reader, piece):
    assert reader.get(f"/admin/board/piece/{10**30}/").status_code == 404


def test_a_draft_moved_to_another_brand_is_not_shown(client, piece, other_brand, editor):
    draft = piece.get_latest_revision_as_object()
    draft.campaign = make.campaign(other_brand, slug="fremd")
    draft.save_revision()
    client.force_login(editor)
    assert client.get(url(piece) + "?perspective=draft").status_code == 404


def test_who_may_not_see_pieces_is_sent_home(client, piece, brand, editor):
    from django.contrib.auth.models import Permission

    nobody = UserFactory(username="neo", brands=[brand])
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(nobody)
    assert client.get(url(piece)).status_code == 302


def test_a_stranger_is_asked_to_sign_in(client, piece):
    assert client.get(url(piece)).status_code == 302


def test_the_list_leads_to_the_board(reader, piece):
    page = reader.get(reverse("wagtailsnippets_content_piece:list")).content.decode()
    assert url(piece) in page
    page = reader.get(reverse("wagtailsnippets_content_campaign:list")).content.decode()
    assert reverse("board_campaign", args=[piece.campaign_id]) in page


class TestAngles:
    @pytest.fixture
    def piece(self, brand: Brand) -> Piece:
        arms = [("arm", {"key": "kurz", "field": "headline", "value": "Licht!"})]
        words = "Hallo {{ contact.first_name | default: 'du' }}, die Laterne ist da."
        return make.piece(make.campaign(brand), arms=arms, teaser=words, facts=[], published=True)

    def card(self, reader, piece, channel, form, query):
        answer = reader.get(reverse("board_card", args=[piece.pk, channel, form]) + query)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_arms_dialects_and_readers_are_offered(self, reader, piece):
        page = reader.get(url(piece)).content.decode()
        for option in ('value="kurz"', 'value="brevo"', 'value="mailchimp"', 'value="named"'):
            assert option in page
        assert "data-board-load" not in page

    def test_another_angle_is_fetched_and_says_so(self, reader, piece):
        page = reader.get(url(piece) + "?arm=kurz&dialect=brevo").content.decode()
        assert "board/piece" in page
        assert "?perspective=live&amp;arm=kurz&amp;dialect=brevo" in page
        assert "rendered anew as you look at it" in page
        assert "This channel does not write this dialect" in page

    @pytest.mark.parametrize("perspective", ["live", "draft"])
    def test_an_arm_is_shown_in_its_words(self, reader, piece, perspective):
        assert "Licht!" in self.card(reader, piece, "web", "article", f"?perspective={perspective}&arm=kurz")
        assert "Licht!" not in self.card(reader, piece, "web", "article", f"?perspective={perspective}")

    def test_a_dialect_writes_its_fields(self, reader, piece):
        shown = part(piece, "email", "newsletter", "body.txt") + "?dialect=mailchimp"
        assert "*|FNAME|*" in reader.get(shown).content.decode()
        shown = part(piece, "sms", "message", "message.txt") + "?dialect=mailchimp"
        assert "Hallo du" in reader.get(shown).content.decode()

    def test_a_named_reader_is_addressed_by_name(self, reader, piece):
        shown = self.card(reader, piece, "sms", "message", "?reader=named")
        assert "Hallo du" not in shown
        assert "Hallo" in shown

    @pytest.mark.parametrize("query", ["?arm=nope", "?dialect=klingon", "?reader=x", "?perspective=%00", "?arm=%00"])
    def test_what_does_not_exist_is_as_usual(self, reader, piece, query):
        work_off()
        page = reader.get(url(piece) + query)
        assert page.status_code == 200
        assert "data-board-load" not in page.content.decode()

    def test_nothing_of_it_is_stored(self, reader, piece):
        from hub.variants.models import Slot, Variant

        before = Slot.objects.count(), Variant.objects.count()
        self.card(reader, piece, "sms", "message", "?perspective=live&arm=kurz&dialect=brevo")
        assert (Slot.objects.count(), Variant.objects.count()) == before


def test_an_override_out_of_date_leads_to_where_it_is_written(reader, brand):
    overrides = {"sms": {"*": {"text": {"value": "Kurz", "source_digest": "0" * 64}}}}
    row = make.piece(make.campaign(brand), overrides=overrides, published=True)
    page = reader.get(url(row)).content.decode()
    edit = reverse("wagtailsnippets_content_piece:edit", args=[row.pk])
    assert f"{edit}#:w:contentpath=overrides.sms" in page
    assert f"{edit}#:w:contentpath=overrides.email" not in page
