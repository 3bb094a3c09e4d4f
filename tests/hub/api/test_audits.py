"""Audits that were run: listed by brand, their findings as JSON, SARIF and CSV that nobody's spreadsheet computes."""

import csv
import io

import pytest
from django.core.management import call_command

from hub.accounts.principal import Scope
from hub.audits import runs
from hub.audits.models import AuditRun
from hub.guidelines.services import import_guideline
from hub.variants.rendering import work_off
from tests.hub.api.conftest import problem
from tests.hub.content import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def audited(brand, other_brand, campaign, capsys):
    """Two brands with a piece each, audited by the command."""
    import_guideline(brand, "schema: guideline/1\n" + factories.LEGAL + "terms:\n  - {banned: Funzel}\n")
    off = ["email", "social", "print", "web"]
    factories.piece(campaign, teaser="=1+1 Eine Funzel.", channels_off=off, published=True)
    factories.piece(factories.campaign(other_brand), slug="fremd", channels_off=off, published=True)
    work_off()
    with pytest.raises(SystemExit):
        call_command("audit")
    capsys.readouterr()


@pytest.fixture
def reader(brand, caller_for):
    return caller_for(brand, scopes=[Scope.AUDITS_READ])


def test_runs_are_kept_by_brand(reader, audited, other_brand, caller_for):
    found = reader.get("/audits").json()["items"]
    assert [one["brand"] for one in found] == ["nordlicht"]
    assert found[0]["counts"]["error"] >= 1
    assert found[0]["guideline_version"] == 1
    assert found[0]["subjects"] >= 2
    assert reader.get("/audits", brand="suedwind").json()["items"] == []
    stranger = caller_for(other_brand, scopes=[Scope.AUDITS_READ])
    problem(stranger.get(found[0]["findings"]), 404, "not-found")
    assert len(stranger.get("/audits").json()["items"]) == 1


def test_findings_in_three_forms(reader, audited):
    url = reader.get("/audits").json()["items"][0]["findings"]
    body = reader.get(url).json()
    assert body["schema"] == "findings/1"
    assert "terms/banned-word" in {found["rule"] for found in body["findings"]}
    german = reader.get(url, headers={"Accept-Language": "de"}).json()
    assert german["findings"][0]["message"] != body["findings"][0]["message"]
    sarif = reader.get(url, format="sarif")
    assert sarif["Content-Type"] == "application/sarif+json"
    assert sarif.json()["version"] == "2.1.0"
    table = reader.get(url, format="csv")
    assert table["Content-Type"].startswith("text/csv")
    cells = [cell for row in csv.reader(io.StringIO(table.content.decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    problem(reader.get(url, format="xls"), 422, "bad-parameters")


def test_channels_of_others_are_left_out(brand, audited, caller_for):
    web = caller_for(brand, scopes=[Scope.AUDITS_READ], channels=["web"])
    body = web.get(web.get("/audits").json()["items"][0]["findings"]).json()
    assert {found["channel"] for found in body["findings"]} <= {"", "web"}
    assert web.get("/audits").json()["items"][0]["counts"] == body["counts"]
    everything = caller_for(brand, scopes=[Scope.AUDITS_READ])
    whole = everything.get("/audits").json()["items"][0]
    assert whole["counts"] == everything.get(whole["findings"]).json()["counts"]


def test_rights(caller, audited):
    assert problem(caller.get("/audits"), 403, "missing-scope")["scope"] == "audits:read"
    run = AuditRun.objects.first()
    problem(caller.get(f"/audits/{run.pk}/findings"), 403, "missing-scope")


def test_old_runs_are_forgotten(brand, monkeypatch):
    monkeypatch.setattr(runs, "KEPT", 3)
    for _ in range(5):
        runs.keep(brand, runs.Audit(), guideline_version=None)
    assert AuditRun.objects.count() == 3
