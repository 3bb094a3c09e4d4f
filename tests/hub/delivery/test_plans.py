"""The questions that are asked all day find their rows by an index, however many there are."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.delivery import boundaries, feed, outbox, sending
from hub.delivery.changes import number_all
from hub.delivery.cursor import Cursor
from hub.delivery.feed import scope_of
from hub.delivery.models import Change, Counter, Delivery, DeliveryState, Kind, Look
from hub.delivery.services import create_webhook
from tests.hub.api.conftest import READING

pytestmark = pytest.mark.django_db
MANY = 3000


@pytest.fixture
def full(brand, campaign):
    """A brand with many changes behind it, and a webhook with a long log."""
    Change.objects.bulk_create(
        Change(
            brand=brand,
            number=number,
            kind=Kind.CHANGED,
            entry_number=1,
            campaign_key=campaign.pk,
            piece_key=uuid.uuid4(),
            channel="web",
            format="article",
            locale="de",
            dialect="plain",
        )
        for number in range(1, MANY + 1)
    )
    Counter.objects.create(brand=brand, last=MANY)
    Look.objects.create(at=timezone.now())
    webhook = create_webhook(brand, name="x", url="https://a.example/")
    done = outbox.put_test(webhook)
    Delivery.objects.bulk_create(
        Delivery(webhook=webhook, message_id=f"m{number}", type="x", body="", state=DeliveryState.DELIVERED)
        for number in range(MANY)
    )
    Delivery.objects.filter(pk=done.pk).update(state=DeliveryState.DELIVERED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return brand


def plans(queries, table):
    """How the database goes about the questions to a table."""
    for query in queries:
        if query["sql"].startswith("SELECT") and f'FROM "{table}"' in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                for row in cursor.fetchall():
                    yield row[3], query["sql"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite")
def test_no_question_scans(full, caller_for):
    from hub.accounts.models import ApiToken
    from hub.accounts.services import principal_of_token

    caller_for(full, scopes=READING)
    principal = principal_of_token(ApiToken.objects.get())
    scope = scope_of(principal, [full.pk], channel="", campaigns=None)
    with CaptureQueriesContext(connection) as asked:
        feed.read(principal, scope, None, limit=50)
        page = feed.read(principal, scope, Cursor(scope, positions={full.pk: MANY - 3}), limit=50)
        assert len(page.news) == 3
        number_all()
        boundaries.look()
        assert not sending.is_anything_due()
        sending.claim()
    tables = ("delivery_change", "delivery_delivery", "variants_entry")
    seen = [(step, sql) for table in tables for step, sql in plans(asked.captured_queries, table)]
    assert len(seen) >= 4
    for step, sql in seen:
        assert not step.startswith("SCAN delivery") or "USING" in step or "delivery_webhook" in step, (step, sql)
        assert not step.startswith("SCAN variants"), (step, sql)
