"""Webhooks through the API."""

import json

import pytest
import standardwebhooks
from django.test import Client

from hub.accounts.services import issue_token
from hub.delivery import outbox, sending
from hub.delivery.models import Delivery, DeliveryState, Webhook
from hub.delivery.services import create_webhook
from tests.hub.api.conftest import problem
from tests.hub.content import factories
from tests.hub.delivery.receiver import receiving

pytestmark = pytest.mark.django_db
URL = "https://hooks.nordlicht.example/einklang"


class Admin:
    """A client with a token for webhooks that sends JSON."""

    def __init__(self, *brands, **options):
        text = issue_token(name="hooks", brands=brands, scopes=["webhooks"], **options).text
        self.client = Client(headers={"Authorization": f"Bearer {text}", "Accept-Language": "en"})

    def __call__(self, method: str, path: str, **body):
        given = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        return getattr(self.client, method)(f"/api/v1{path}", **given)


@pytest.fixture
def api(brand):
    return Admin(brand)


def test_made_read_changed_and_deleted(api, brand):
    made = api("post", "/webhooks", url=URL, name="Newsletter", channels=["email"])
    assert made.status_code == 201
    body = made.json()
    secret = body.pop("secret")
    assert standardwebhooks.Webhook(secret)
    assert (body["brand"], body["channels"], body["campaign"], body["enabled"]) == ("nordlicht", ["email"], "", True)
    path = f"/webhooks/{body['id']}"
    assert api("get", path).json() == body
    assert api("get", "/webhooks").json() == {"items": [body], "next": None}
    campaign = factories.campaign(brand, slug="winter")
    changed = api("patch", path, channels=[], campaign="winter", enabled=False).json()
    assert (changed["channels"], changed["campaign"], changed["enabled"]) == ([], campaign.slug, False)
    assert "secret" not in changed
    assert api("patch", path, campaign="").json()["campaign"] == ""
    assert api("delete", path).status_code == 204
    problem(api("get", path), 404, "not-found")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "https://",
        "nowhere",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.1.2.3:8080/",
        "http://169.254.169.254/",
        "https://user:secret@a.example/",
        "http://localhost/",
        "http://localhost./",
        "http://hub.localhost/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://a.example:99999/",
    ],
)
def test_addresses_that_no_webhook_has(api, url):
    said = problem(api("post", "/webhooks", url=url), 422, "bad-parameters")
    assert said["errors"][0]["where"] == "body.url"
    assert not Webhook.objects.exists()


def test_what_does_not_exist(api, other_brand):
    problem(api("post", "/webhooks", url=URL, campaign="nirgends"), 404, "not-found")
    problem(api("post", "/webhooks", url=URL, brand=other_brand.key), 404, "not-found")
    problem(api("post", "/webhooks", name="ohne"), 422, "bad-parameters")
    for path in ("/webhooks/999", "/webhooks/999/deliveries"):
        problem(api("get", path), 404, "not-found")
    problem(api("get", f"/webhooks/{2**63}"), 422, "bad-parameters")
    problem(api("post", "/webhooks/999/test"), 404, "not-found")


def test_a_token_of_several_brands_names_one(brand, other_brand):
    both = Admin(brand, other_brand)
    problem(both("post", "/webhooks", url=URL), 422, "ambiguous-brand")
    assert both("post", "/webhooks", url=URL, brand="suedwind").json()["brand"] == "suedwind"


def test_another_brands_webhooks_do_not_exist(api, other_brand):
    webhook = create_webhook(other_brand, name="fremd", url=URL)
    delivery = outbox.put_test(webhook)
    assert api("get", "/webhooks").json()["items"] == []
    for method, path in (
        ("get", ""),
        ("patch", ""),
        ("delete", ""),
        ("post", "/secret"),
        ("post", "/test"),
        ("get", "/deliveries"),
        ("post", f"/deliveries/{delivery.pk}/replay"),
        ("post", "/replay"),
    ):
        problem(api(method, f"/webhooks/{webhook.pk}{path}"), 404, "not-found")


def test_a_token_for_one_channel_has_webhooks_for_no_other(brand):
    narrow = Admin(brand, channels=["sms"])
    assert narrow("post", "/webhooks", url=URL).json()["channels"] == ["sms"]
    problem(narrow("post", "/webhooks", url=URL, channels=["email"]), 404, "not-found")
    everything = Admin(brand)
    problem(everything("post", "/webhooks", url=URL, channels=["emial"]), 404, "unknown-channel-or-format")
    wide = create_webhook(brand, name="alles", url=URL)
    problem(narrow("get", f"/webhooks/{wide.pk}"), 404, "not-found")
    assert len(narrow("get", "/webhooks").json()["items"]) == 1


def test_the_right_is_needed(brand, caller):
    problem(caller.get("/webhooks"), 403, "missing-scope")


def test_log_and_replay(api, brand, settings):
    with receiving(500) as receiver:
        settings.HUB_WEBHOOK_TRUSTED = (("127.0.0.1", receiver.port),)
        webhook = create_webhook(brand, name="x", url=receiver.url)
        api("post", f"/webhooks/{webhook.pk}/test")
        sending.send_all()
        log = api("get", f"/webhooks/{webhook.pk}/deliveries").json()["items"]
        assert [entry["status"] for entry in log[0]["attempts"]] == [500]
        assert (log[0]["state"], log[0]["type"]) == ("waiting", "webhook.test")
        assert log[0]["body"] == receiver.got[0][1].decode()
        Delivery.objects.update(state=DeliveryState.FAILED)
        receiver.answer = lambda _number: 200
        again = api("post", f"/webhooks/{webhook.pk}/deliveries/{log[0]['id']}/replay")
        assert (again.status_code, again.json()["state"]) == (202, "waiting")
        sending.send_all()
        assert receiver.got[0][0]["webhook-id"] == receiver.got[1][0]["webhook-id"]
        shown = api("get", f"/webhooks/{webhook.pk}/deliveries").json()["items"][0]
        assert (shown["state"], [entry["status"] for entry in shown["attempts"]]) == ("delivered", [500, 200])
        assert shown["next_attempt_at"] is None


def test_replay_of_all_that_was_given_up(api, brand):
    webhook = create_webhook(brand, name="x", url=URL)
    for _ in range(3):
        outbox.put_test(webhook)
    webhook.deliveries.filter(pk__gt=webhook.deliveries.last().pk).update(state=DeliveryState.FAILED)
    assert api("post", f"/webhooks/{webhook.pk}/replay").json() == {"count": 2}
    assert set(webhook.deliveries.values_list("state", flat=True)) == {DeliveryState.WAITING}
    pages, cursor = [], ""
    while cursor is not None:
        body = api("get", f"/webhooks/{webhook.pk}/deliveries?limit=2&cursor={cursor}").json()
        pages, cursor = pages + [item["id"] for item in body["items"]], body["next"]
    assert pages == sorted(pages, reverse=True)
    assert len(pages) == 3


def test_another_secret(api, brand):
    webhook = create_webhook(brand, name="x", url=URL)
    given = api("post", f"/webhooks/{webhook.pk}/secret").json()["secret"]
    older = webhook.secret
    webhook.refresh_from_db()
    assert webhook.secrets == (given, older)
