"""The pull ledger: noted without a query, written in bulk, and bounded."""

import logging
from unittest import mock

import pytest
from django.db import DatabaseError
from django.urls import reverse

from hub.accounts.principal import Principal, PrincipalKind
from hub.delivery import ledger
from hub.delivery.models import Pull
from hub.variants.models import Recall, Slot
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db
READER = Principal(PrincipalKind.TOKEN, 7, "Newsletter", frozenset({1}), frozenset())
OTHER = Principal(PrincipalKind.TOKEN, 8, "Kiosk", frozenset({1}), frozenset())


@pytest.fixture
def book():
    return ledger.Ledger()


@pytest.fixture
def slot(piece):
    return Slot.objects.get(piece_key=piece.translation_key, channel="sms")


def test_noting_asks_no_query_and_writing_asks_few(book, slot, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(1000):
            book.note(READER, slot.pk, slot.current_id)
        book.note(OTHER, slot.pk, slot.current_id)
    assert book.flush() == 2
    assert book.flush() == 0
    assert set(Pull.objects.values_list("reader_name", "count")) == {("Newsletter", 1000), ("Kiosk", 1)}


def test_pulls_add_up_and_old_versions_stay_known(book, slot, piece):
    book.note(READER, slot.pk, slot.current_id)
    book.flush()
    book.note(READER, slot.pk, slot.current_id)
    book.flush()
    row = Pull.objects.get()
    assert row.count == 2
    assert row.first_at < row.last_at
    factories.edit(piece, headline="Neu")
    work_off()
    slot.refresh_from_db()
    book.note(READER, slot.pk, slot.current_id)
    book.flush()
    assert Pull.objects.count() == 2


def test_writing_asks_as_few_queries_for_many_as_for_one(book, piece, django_assert_num_queries):
    """A thousand addresses asked in turn are no thousand statements of the ORM."""
    for _ in range(2):  # made first, added to then
        for slot in Slot.objects.filter(piece_key=piece.translation_key, current__variant__isnull=False):
            for number in range(20):
                reader = Principal(PrincipalKind.TOKEN, number, f"Kiosk {number}", frozenset({1}), frozenset())
                book.note(reader, slot.pk, slot.current_id)
        with django_assert_num_queries(4):  # a savepoint, which versions there are, all rows, its release
            assert book.flush() >= 20
    assert set(Pull.objects.values_list("count", flat=True)) == {2}


def test_two_processes_may_write_the_same(slot):
    first, second = ledger.Ledger(), ledger.Ledger()
    for book in (first, second):
        book.note(READER, slot.pk, slot.current_id)
    first.flush()
    second.flush()
    assert Pull.objects.get().count == 2


def test_versions_that_are_gone_are_passed_over(book, slot):
    book.note(READER, slot.pk, slot.current_id)
    book.note(READER, slot.pk, 10**9)
    book.flush()
    assert Pull.objects.count() == 1


def test_a_database_that_is_away_loses_nothing(book, slot):
    book.note(READER, slot.pk, slot.current_id)
    with mock.patch("hub.delivery.ledger._write", side_effect=DatabaseError("away")):
        assert book.flush() == 0
    book.note(READER, slot.pk, slot.current_id)
    book.flush()
    assert Pull.objects.get().count == 2


def test_it_is_bounded_and_says_what_it_dropped(book, slot, monkeypatch, caplog):
    monkeypatch.setattr(ledger, "MOST", 3)
    for entry in range(10):
        book.note(READER, slot.pk, entry)
    with caplog.at_level(logging.WARNING):
        book.flush()
    assert "7 pulls were not noted" in caplog.text


def test_the_board_recalls_with_a_reason_and_says_who_has_it(signed_in, brand_manager, piece, slot, caller):
    book = ledger.Ledger()
    book.note(READER, slot.pk, slot.current_id)
    book.flush()
    client = signed_in(brand_manager)
    page = reverse("board_recall", args=[piece.pk, "sms", "message"])
    assert page in client.get(reverse("board_piece", args=[piece.pk])).content.decode()
    shown = client.get(page).content.decode()
    assert "Newsletter" in shown
    assert client.post(page, {"reason": ""}).status_code == 200
    assert not Recall.objects.exists()
    client.post(page, {"reason": "Falscher <b>Preis</b>"})
    row = Recall.objects.get()
    assert (row.reason, row.recalled_by, row.slot) == ("Falscher <b>Preis</b>", brand_manager, slot)
    shown = client.get(page).content.decode()
    assert "Falscher &lt;b&gt;Preis" in shown
    assert "recalled" in client.get(reverse("board_piece", args=[piece.pk])).content.decode()
    client.post(reverse("board_lift", args=[piece.pk, row.pk]))
    row.refresh_from_db()
    assert row.lifted_by == brand_manager


def test_a_whole_piece_is_recalled_in_one_go(signed_in, brand_manager, piece):
    page = reverse("board_recall", args=[piece.pk, "sms", "message"])
    signed_in(brand_manager).post(page, {"reason": "Alles zurück", "everywhere": "on"})
    assert not Slot.objects.filter(current__variant__isnull=False).exists()


def test_editors_recall_nothing(signed_in, editor, piece):
    client = signed_in(editor)
    page = reverse("board_recall", args=[piece.pk, "sms", "message"])
    assert client.post(page, {"reason": "x"}).status_code in {302, 403}
    assert not Recall.objects.exists()
    assert page not in client.get(reverse("board_piece", args=[piece.pk])).content.decode()


def test_the_report_says_who_has_what(
    signed_in, brand_manager, other_manager, editor, slot, piece, django_assert_max_num_queries
):
    book = ledger.Ledger()
    book.note(READER, slot.pk, slot.current_id)
    factories.edit(piece, headline="Neu")
    work_off()
    slot.refresh_from_db()
    book.note(OTHER, slot.pk, slot.current_id)
    book.flush()
    client = signed_in(brand_manager)
    shown = client.get(reverse("pulls")).content.decode()
    assert "Newsletter" in shown
    assert "Kiosk" in shown
    assert "an old version" in shown
    old = client.get(reverse("pulls"), {"state": "old"}).content.decode()
    assert "Newsletter" in old
    assert "Kiosk" not in old
    now = client.get(reverse("pulls"), {"state": "now"}).content.decode()
    assert "Newsletter" not in now
    with django_assert_max_num_queries(25):
        assert client.get(reverse("pulls"), {"export": "csv"}).status_code == 200
    assert "Newsletter" not in signed_in(other_manager).get(reverse("pulls")).content.decode()
    assert signed_in(editor).get(reverse("pulls")).status_code in {302, 403}
