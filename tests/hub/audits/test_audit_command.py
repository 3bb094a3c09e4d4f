"""`manage.py audit`: everything live, judged as it is delivered; exit codes and reports for machines."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from hub.audits.services import judge
from hub.guidelines.services import import_guideline
from hub.variants.models import Slot, Variant
from hub.variants.rendering import work_off
from tests.hub.content import factories

pytestmark = pytest.mark.django_db

GUIDELINE = "schema: guideline/1\nterms:\n  - {banned: gefalzt, instead: geformt, language: de}\n"


@pytest.fixture
def campaign(brand):
    import_guideline(brand, GUIDELINE)
    return factories.campaign(brand)


@pytest.fixture
def piece(campaign):
    row = factories.piece(campaign, published=True)
    factories.piece(campaign, slug="entwurf", teaser="Nie gefalzt")
    work_off()
    return row


def run(**options) -> tuple[int, str]:
    out = io.StringIO()
    code = 0
    try:
        call_command("audit", stdout=out, language="en", **options)
    except SystemExit as left:
        code = left.code
    return code, out.getvalue()


def findings(**options) -> list[dict]:
    return json.loads(run(format="json", **options)[1])["findings"]


def test_a_banned_word_is_one_finding_at_its_source(piece):
    found = [each for each in findings() if each["rule"] == "terms/banned-word"]
    assert len(found) == 1
    assert (found[0]["file"], found[0]["quote"]) == ("nordlicht/laterne", "gefalzt")
    assert found[0]["piece"] == str(piece.translation_key)
    assert found[0]["source"]["block"] == piece.body[0].id
    assert "email/newsletter" in found[0]["also"]
    assert "web/article" in found[0]["also"]
    assert not any("entwurf" in each["file"] for each in findings())


def test_exit_codes(piece, campaign):
    assert run()[0] == 1
    assert run(fail_on="never")[0] == 0
    import_guideline(campaign.brand, GUIDELINE + "launch_mode: true\n")
    assert run()[0] == 0
    assert run(fail_on="warning")[0] == 1


def test_the_same_again_is_identical(piece):
    assert run(format="json") == run(format="json")


def test_only_what_is_asked_for(brand, other_brand, piece):
    other = factories.campaign(brand, slug="winter")
    factories.piece(other, slug="kerze", published=True)
    factories.piece(factories.campaign(other_brand), slug="fremd", published=True)
    work_off()

    def files(**options):
        return {name.split("/")[1] for name in json.loads(run(format="json", **options)[1])["files"]}

    assert files() == {"laterne", "kerze", "fremd"}
    assert files(brand="nordlicht") == {"laterne", "kerze"}
    assert files(campaign="winter") == {"kerze"}
    assert files(brand="suedwind", campaign="herbst") == {"fremd"}


@pytest.mark.parametrize(
    ("options", "said"),
    [({"brand": "nobody"}, "There are: nordlicht"), ({"campaign": "nope"}, "There are: herbst")],
)
def test_names_of_nothing_do_not_look_clean(piece, options, said):
    with pytest.raises(CommandError, match=said) as refused:
        run(**options)
    assert refused.value.returncode == 2


def test_prices_that_contradict_each_other_are_seen_over_the_set(piece):
    factories.edit(piece, overrides={"sms": {"*": {"text": {"value": "Nur 39,90 €!", "source_digest": ""}}}})
    work_off()
    found = [each for each in findings() if each["rule"] == "facts/price-mismatch"]
    assert found


def test_reports_for_machines(piece, tmp_path):
    sarif = json.loads(run(format="sarif")[1])
    assert sarif["version"] == "2.1.0"
    results = sarif["runs"][0]["results"]
    assert any(result["ruleId"] == "terms/banned-word" for result in results)
    suite = ET.fromstring(run(format="junit")[1])
    assert suite.iter("failure")
    assert "<!doctype html>" in run(format="html")[1]
    file = tmp_path / "report.json"
    code, said = run(format="json", output=file)
    assert (code, said) == (1, "")
    assert json.loads(file.read_text("utf-8"))["schema"] == "findings/1"
    with pytest.raises(CommandError, match="cannot be written"):
        run(format="json", output=tmp_path / "no" / "where.json")


def test_csv_is_a_table_that_computes_nothing(piece, campaign):
    import_guideline(campaign.brand, 'schema: guideline/1\nterms:\n  - {banned: "=1+1", language: de}\n')
    factories.edit(piece, teaser="Heute =1+1 für {{ fact.price }}.")
    work_off()
    rows = list(csv.DictReader(io.StringIO(run(format="csv")[1])))
    found = [row for row in rows if row["rule"] == "terms/banned-word"]
    assert found
    assert {row["quote"] for row in found} == {"'=1+1"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_text_is_quiet_in_a_pipe(piece, capsys):
    code, said = run()
    assert "\x1b" not in said
    assert "terms/banned-word" in said
    assert capsys.readouterr().err == ""
    assert code == 1


def test_a_variant_that_cannot_be_looked_at_stops_nothing(piece, campaign):
    factories.edit(piece, hero=factories.picture(campaign.brand))
    work_off()
    slot = Slot.objects.select_related("current__variant").get(channel="social", format="instagram-feed")
    variant = slot.current.variant
    parts = [
        {**part, "text": "no picture", "sha256": "0" * 64} if part["name"] == "image.jpg" else part
        for part in variant.parts
    ]
    assert parts != variant.parts
    Variant.objects.filter(pk=variant.pk).update(parts=parts)
    code, said = run(format="json")
    body = json.loads(said)
    assert code == 2
    assert body["troubles"][0]["file"].endswith("instagram-feed")
    assert any(each["rule"] == "terms/banned-word" for each in body["findings"])


def test_the_api_and_the_audit_name_a_finding_alike(piece):
    from hub.audits.services import findings_of

    slot = Slot.objects.select_related("current__variant", "brand").get(channel="sms")
    mine = {each.fingerprint for each in findings_of(judge(slot.current.variant, slot), piece)}
    theirs = {each["fingerprint"] for each in findings()}
    alone = {
        each.fingerprint for each in findings_of(judge(slot.current.variant, slot), piece) if not each.where.source
    }
    assert alone <= theirs
    assert mine
