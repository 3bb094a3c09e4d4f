"""The history of a place, and having what failed tried again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hub.accounts.models import Brand, User
from hub.content.models import Piece
from hub.guidelines.services import import_guideline
from hub.variants.jobs import NEVER_CAME_BACK, fail
from hub.variants.models import JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from hub.variants.services import request_slot
from hub.workbench.changed_words import changed_words
from renderers import registry
from renderers.contract.errors import UnusableAssetError
from renderers.contract.message import Message
from tests.hub.accounts.factories import UserFactory
from tests.hub.content import factories as make

COLORS = 'schema: guideline/1\ncolors:\n  wald: {srgb: "#1f5a46", roles: [primary]}\n'


@pytest.fixture
def piece(brand: Brand) -> Piece:
    import_guideline(brand, COLORS)
    row = make.piece(make.campaign(brand), published=True)
    work_off()
    return row


@pytest.fixture
def reader(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def url(piece: Piece, channel: str = "email", form: str = "newsletter") -> str:
    return reverse("board_history", args=[piece.pk, channel, form])


def test_it_lists_versions_with_what_changed_and_why(reader, piece, brand):
    make.edit(piece, facts=[make.fact("price", "39,90 €")])
    work_off()
    import_guideline(brand, COLORS.replace("1f5a46", "1f5a47"))
    work_off()
    page = reader.get(url(piece)).content.decode()
    assert "Fact “price”" in page
    assert "Color “wald”" in page
    assert "The piece was published" in page
    assert "A new version of the guideline is in force" in page
    assert "Guideline version 2" in page
    assert "Delivered for the first time" in page
    assert page.count("Delivered now") == 1
    assert "token.color" not in page


def test_every_version_can_be_looked_at(reader, piece):
    make.edit(piece, headline="Neue Zeile")
    work_off()
    page = reader.get(url(piece, "sms", "message") + "?version=1").content.decode()
    assert "Version 1" in page
    assert "Licht für den Winter" in page
    part = reverse("board_part", args=[piece.pk, "sms", "message", "message.txt"])
    old = reader.get(f"{part}?version=1").content.decode()
    new = reader.get(f"{part}?version=2").content.decode()
    assert "Licht für den Winter" in old
    assert "Neue Zeile" in new
    assert reader.get(f"{part}?version=3").status_code == 404
    assert reader.get(f"{part}?version=x").status_code == 404


def test_a_version_that_shows_nothing_says_so(reader, piece):
    make.edit(piece, channels_off=["email"])
    work_off()
    page = reader.get(url(piece)).content.decode()
    assert "The channel was switched off" in page
    assert "?version=2" not in page


def test_an_arm_has_a_history_of_its_own(reader, piece):
    make.edit(piece, arms=[("arm", {"key": "b", "field": "headline", "value": "Andere"})])
    slot = request_slot(Piece.objects.get(pk=piece.pk), channel="sms", format_key="message", arm="b")
    work_off()
    assert Slot.objects.get(pk=slot.pk).current is not None
    page = reader.get(url(piece, "sms", "message") + "?arm=b").content.decode()
    assert "Arm b" in page


def test_nothing_was_delivered_yet(reader, brand):
    row = make.piece(make.campaign(brand, slug="leer"), slug="leer")
    assert "Nothing was delivered here yet" in reader.get(url(row)).content.decode()
    assert reader.get(url(row, "email", "nothing")).status_code == 404


def test_its_queries_do_not_grow_with_the_history(reader, piece, django_assert_max_num_queries):
    for number in range(6):
        make.edit(piece, headline=f"Zeile {number}")
        work_off()
    with django_assert_max_num_queries(40) as few:
        reader.get(url(piece, "sms", "message"))
    for number in range(6):
        make.edit(piece, headline=f"Weitere {number}")
        work_off()
    with django_assert_max_num_queries(len(few.captured_queries)):
        reader.get(url(piece, "sms", "message"))


def test_of_another_brand_there_is_nothing(reader, other_brand):
    foreign = make.piece(make.campaign(other_brand), published=True)
    assert reader.get(url(foreign)).status_code == 404
    assert reader.post(reverse("board_again", args=[foreign.pk])).status_code == 404


def test_what_failed_is_told_in_plain_words_and_tried_again(reader, piece, monkeypatch):
    def broken(self, source, assets):
        raise UnusableAssetError(Message("The picture “{name}” is not usable: {reason}.", name="hero.png", reason="x"))

    with monkeypatch.context() as patch:
        patch.setattr(type(registry.get("sms")), "render", broken)
        make.edit(piece, headline="Neu", teaser="Neu.", facts=[])
        work_off()
    board = reverse("board_piece", args=[piece.pk])
    page = reader.get(board).content.decode()
    assert "The picture “hero.png” is not usable: x." in page
    assert "What is shown is the last good version." in page
    assert "Try again now" in page
    answer = reader.post(reverse("board_again", args=[piece.pk]), {"place": "sms/message"}, follow=True)
    assert "1 channel is tried again." in answer.content.decode()
    work_off()
    assert RenderJob.objects.get(slot__channel="sms").state == JobState.DONE
    assert "Try again now" not in reader.get(board).content.decode()


def test_a_failure_that_is_tried_again_by_itself_says_when(reader, piece):
    job = RenderJob.objects.get(slot__channel="sms")
    job.attempts = 1
    fail(job, "RuntimeError: out of paper")
    page = reader.get(reverse("board_piece", args=[piece.pk])).content.decode()
    assert "It is tried again at" in page
    assert "out of paper" in page


def test_a_worker_that_died_each_time(reader, piece):
    RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED, error=NEVER_CAME_BACK)
    assert "The worker ended each time" in reader.get(reverse("board_piece", args=[piece.pk])).content.decode()


def test_who_may_not_edit_may_not_have_it_tried_again(client, piece, brand):
    from hub.accounts.roles import Role

    client.force_login(UserFactory(username="tom", role=Role.CHANNEL_TEAM, brands=[brand]))
    RenderJob.objects.filter(slot__channel="sms").update(state=JobState.FAILED, error="x")
    assert "Try again now" not in client.get(reverse("board_piece", args=[piece.pk])).content.decode()
    answer = client.post(reverse("board_again", args=[piece.pk]))
    assert answer.status_code == 403 or RenderJob.objects.get(slot__channel="sms").state == JobState.FAILED


def test_no_name_is_left_as_a_key(piece):
    known = [
        *("title", "headline", "teaser", "short", "action", "blocks", "hero", "hashtags", "facts", "campaign", "id"),
        *("slug", "legal", "locale", "fact.price", "token.color.wald", "token.font.body", "token.logo.main"),
        *("token.legal.imprint", "token.field.first_name", "token.sender", "token.brand", "limit.post", "block.x"),
        *("override.subject", "request.links", "request.dated", "request.media_base", "request.options"),
        *("renderer.version", "renderer.engine", "visible_from", "visible_until"),
    ]
    with translation.override("en"):
        words = changed_words(known, piece, "email")
    assert not set(words) & set(known)
