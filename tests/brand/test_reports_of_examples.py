"""What every rule finds in its own bad examples, as SARIF: valid, lines from 1, with fixes and leave."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from brand.audit import Audit
from brand.finding import FixKind
from brand.registry import all_rules
from brand.report import Report
from brand.report.sarif import sarif_report
from brand.rule import Bad, BaseRule
from tests.contracts.judging import findings

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_sarif_of_all_examples(rule: BaseRule) -> None:
    found = [one for example in rule.examples if isinstance(example, Bad) for one in findings(rule, example)]
    waived = [replace(one, waiver="w1") for one in found[:1]]
    mended = [replace(one, where=replace(one.where, part="a b.md", line=max(one.where.line, 1))) for one in found]
    everything = (*found, *waived, *mended)
    assert everything
    body = json.loads(sarif_report(Report(audit=Audit(everything, 1), waivers={"w1": "Zitat."})))
    VALIDATOR.validate(body)
    results = body["runs"][0]["results"]
    assert len(results) == len(everything)
    assert results[len(found)]["suppressions"][0]["justification"] == "Zitat."
    for result, one in zip(results, everything, strict=True):
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            region = place["physicalLocation"].get("region", {"startLine": 1, "startColumn": 1})
            assert region["startLine"] >= 1
            assert region["startColumn"] >= 1
        for fix in result.get("fixes", []):
            region = fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]
            assert region["endColumn"] - region["startColumn"] == len(one.quote.text)
    single = [one for one in mended if one.fix is not None and "\n" not in one.quote.text]
    safe = [one for one in single if one.fix is not None and one.fix.kind is FixKind.SAFE]
    assert sum("fixes" in result for result in results[len(found) + 1 :]) == len(single) >= len(safe)
