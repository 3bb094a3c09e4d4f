"""A bucket whose server hangs: who needs a file hears soon that it is away, and when to come back; all else goes on."""

import pytest
from django.test import Client

from hub.accounts.breaker import Breaker
from hub.accounts.outage import is_outage, is_outage_of_files
from hub.accounts.services import create_brand, issue_token
from hub.settings import bucket
from hub.settings.bucket import PatientBucket
from hub.variants.models import Blob, JobState, RenderJob, Slot
from hub.variants.rendering import work_off
from renderers.contract.artifact import EXTENSIONS
from tests.hub.content import factories
from tests.services.bucket import bucket as speaking
from tests.services.silent import silent

NEWS = "/api/v1/pieces/nordlicht:laterne/variants"


@pytest.fixture
def hanging(monkeypatch):
    """A server that accepts connections and never answers; who waits for it waits a moment."""
    monkeypatch.setattr(bucket, "ANSWER", 0.3)
    with silent() as server:
        yield server


def options(port: int) -> dict[str, object]:
    return {
        "bucket_name": "einklang",
        "endpoint_url": f"http://127.0.0.1:{port}",
        "region_name": "eu-central-1",
        "access_key": "key",
        "secret_key": "secret",
    }


def files_at(settings, port: int) -> None:
    backend = "hub.settings.bucket.PatientBucket"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": options(port)}}


def work_all() -> None:
    """All jobs, also those that the machine was too busy for at first."""
    for _ in range(4):
        work_off()
        RenderJob.objects.filter(state=JobState.WAITING).update(run_at="2026-01-01T00:00Z")
    assert not RenderJob.objects.exclude(state=JobState.DONE).values_list("slot__channel", "error")


def test_one_finds_out_and_the_others_hear_of_it(hanging, monkeypatch):
    monkeypatch.setattr(Breaker, "REST", 3600.0)
    storage = PatientBucket(**options(hanging.port))
    with pytest.raises(Exception, match=r"Read timeout|Could not connect") as caught:
        storage.exists("a.png")
    assert is_outage(caught.value)
    assert is_outage_of_files(caught.value)
    calls = hanging.calls
    assert calls == 1
    for act in (lambda: storage.exists("a.png"), lambda: storage.open("a.png"), lambda: storage.delete("a.png")):
        with pytest.raises(Exception, match="Could not connect") as caught:
            act()
        assert is_outage_of_files(caught.value)
    assert hanging.calls == calls


def test_a_file_that_is_not_there_is_no_outage():
    with speaking() as server:
        storage = PatientBucket(**options(server.server_port))
        assert not storage.exists("a.png")
        with pytest.raises(FileNotFoundError) as caught:
            storage.open("a.png")
        assert not is_outage(caught.value)


@pytest.mark.django_db
def test_who_needs_a_file_hears_when_to_come_back(hanging, settings, client):
    brand = create_brand(key="nordlicht", name="Nordlicht")
    row = factories.piece(factories.campaign(brand), slug="laterne", hero=factories.picture(brand), published=True)
    work_all()
    picture = Blob.objects.filter(variants__isnull=False).earliest("pk")
    token = issue_token(name="till", brands=[brand]).text
    api = Client(headers={"authorization": f"Bearer {token}"})
    files_at(settings, hanging.port)
    for address, kind in (
        (f"{NEWS}/print/a5-flyer/print.pdf", "application/problem+json"),
        (f"{NEWS}/social/instagram-feed/image.jpg", "application/problem+json"),
        (f"/media/{picture.pk}.{EXTENSIONS[picture.media_type]}", "text/html"),
    ):
        answer = api.get(address)
        assert answer.status_code == 503, (address, answer.content[:300])
        assert answer["Retry-After"] == "5"
        assert answer["Content-Type"].startswith(kind)
        assert "files" in answer.content.decode()
    # What lies in the database is answered as ever: texts, lists, the feed.
    assert api.get(f"{NEWS}/sms/message/message.txt").status_code == 200
    assert api.get(f"{NEWS}/sms/message").status_code == 200
    assert api.get("/api/v1/sync").status_code == 200
    # And publishing is; what needs the files waits, and that counts as nobody's failure.
    factories.edit(row, headline="Neu im Laden", channels_off=["email", "social", "web"])
    for _ in range(3):
        work_off()
        RenderJob.objects.filter(state=JobState.WAITING).update(run_at="2026-01-01T00:00Z")
    assert "Neu im Laden" in api.get(f"{NEWS}/sms/message/message.txt").content.decode()
    waiting = RenderJob.objects.filter(slot__channel="print")
    assert set(waiting.values_list("state", "attempts")) == {(JobState.WAITING, 0)}
    assert Slot.objects.filter(channel="print", current__variant=None).count() == 0


@pytest.mark.django_db
def test_it_goes_on_when_the_bucket_is_back(hanging, settings, monkeypatch):
    brand = create_brand(key="nordlicht", name="Nordlicht")
    files_at(settings, hanging.port)
    factories.piece(factories.campaign(brand), slug="laterne", channels_off=["email", "social"], published=True)
    work_off()
    jobs = RenderJob.objects.filter(slot__channel="print")
    assert set(jobs.values_list("state", flat=True)) == {JobState.WAITING}
    monkeypatch.setattr(bucket, "ANSWER", 30)
    with speaking() as server:
        files_at(settings, server.server_port)
        RenderJob.objects.filter(state=JobState.WAITING).update(run_at="2026-01-01T00:00Z")
        work_all()
