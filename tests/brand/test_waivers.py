"""Waivers and baselines on the command line: what has leave, what is new, what was there, and what is gone."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brand.audit import audit
from brand.baseline import Baseline, Known, State, baseline_of, read_baseline, write_baseline
from brand.cli import main
from brand.errors import GuidelineError
from brand.guideline import Guideline, Term
from brand.inspect.text import inspect_text
from brand.portable import read_waivers, write_guideline
from tests.brand.test_reports import SCHEMA

TODAY = "2026-11-21"
GUIDELINE = Guideline(terms=(Term("insane", reason="No."), Term("irre")), locales=("en",))
SALE = "An insane spring sale.\n\nThe lamp is back. It was irre dark before.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("guideline.yaml").write_text(write_guideline(GUIDELINE).text, encoding="utf-8")
    Path("a.txt").write_text(SALE, encoding="utf-8")
    return tmp_path


def lint(capsys: pytest.CaptureFixture[str], *more: str, form: str = "json") -> tuple[int, str]:
    capsys.readouterr()
    call = ["lint", "a.txt", "--guideline", "guideline.yaml", "--locale", "en", "--today", TODAY, "--format", form]
    code = main([*call, *more])
    return code, capsys.readouterr().out


def waivers(*rows: str) -> list[str]:
    body = "".join(f"  - {{{row}}}\n" for row in rows)
    Path("waivers.yaml").write_text(f"schema: waivers/1\nwaivers:\n{body}", encoding="utf-8")
    return ["--waivers", "waivers.yaml"]


LEAVE = "reason: It is a quotation., approver: Ann, expires: 2026-12-31"


def test_a_waived_finding_is_told_and_does_not_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys)[0] == 1
    given_leave = waivers(f"id: w1, rule: terms/banned-word, {LEAVE}, file: '*.txt'")
    code, out = lint(capsys, *given_leave)
    found = json.loads(out)["findings"]
    assert code == 0
    assert {(one["waiver"], one["waiver_reason"]) for one in found} == {("w1", "It is a quotation.")}
    result = json.loads(lint(capsys, *given_leave, form="sarif")[1])["runs"][0]["results"][0]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "It is a quotation."}]


def test_a_waiver_by_fingerprint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = json.loads(lint(capsys)[1])["findings"]
    code, out = lint(capsys, *waivers(f"id: w, fingerprint: {first['fingerprint']}, {LEAVE}"))
    assert code == 1
    assert [one["waiver"] for one in json.loads(out)["findings"]] == ["w", None]
    assert second["waiver"] is None


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (f"id: w, rule: terms/banned-word, quote: nowhere, {LEAVE}", "structure/needless-waiver"),
        ("id: w, rule: terms/banned-word, reason: x, expires: 2026-11-20", "structure/expired-waiver"),
        ("id: w, rule: terms/banned-word, expires: 2026-12-31", "structure/reasonless-waiver"),
        ("id: w, rule: terms/banned-word, reason: x", "structure/endless-waiver"),
        (f"id: w, rule: terms/baned-word, {LEAVE}", "structure/unknown-rule-waiver"),
    ],
)
def test_bad_waivers_are_findings(row: str, rule: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = lint(capsys, *waivers(row))
    found = json.loads(out)["findings"]
    assert [one["rule"] for one in found if one["rule"].startswith("structure/")] == [rule]
    assert (code, [one for one in found if one["waiver"]]) == (1, [])


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("waivers: []", "1:1", "“schema” is missing"),
        ("schema: waivers/1\nwaivers:\n  - {id: a, reason: x}", "3:5", "rule, fingerprint"),
        ("schema: waivers/1\nwaivers:\n  - {id: a, rule: b, expires: soon}", "3:31", "a date such as"),
        ("schema: waivers/1\nwaivers:\n  - {id: a, rule: b, resaon: x}", "3:22", "“reason”"),
        ("schema: waivers/1\nwaivers:\n  - {id: a, rule: b}\n  - {id: a, rule: c}", "4:5", "two waivers “a”"),
    ],
)
def test_what_is_no_waiver_is_named_with_its_place(text: str, where: str, says: str) -> None:
    with pytest.raises(GuidelineError) as caught:
        read_waivers(text, file="w.yaml")
    assert str(caught.value).startswith(f"w.yaml:{where}: ")
    assert says in str(caught.value)


# --- baselines


def test_only_what_is_new_fails_and_what_is_gone_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys, "--write-baseline", "base.json")[0] == 0
    code, out = lint(capsys, "--baseline", "base.json")
    assert (code, [one["baseline"] for one in json.loads(out)["findings"]]) == (0, ["unchanged", "unchanged"])
    Path("a.txt").write_text("New words first.\n\nAn insane spring sale.\n\nInsane prices.\n", encoding="utf-8")
    code, out = lint(capsys, "--baseline", "base.json")
    body = json.loads(out)
    assert (code, body["baseline"]) == (1, {"new": 1, "unchanged": 1, "gone": 1})
    assert {one["quote"]: one["baseline"] for one in body["findings"]} == {"insane": "unchanged", "Insane": "new"}
    assert [(one["quote"], one["rule"]) for one in body["gone"]] == [("irre", "terms/banned-word")]
    log = json.loads(lint(capsys, "--baseline", "base.json", form="sarif")[1])
    jsonschema.validate(log, SCHEMA)
    assert [one["baselineState"] for one in log["runs"][0]["results"]] == ["unchanged", "new", "absent"]
    text = lint(capsys, "--baseline", "base.json", form="text")[1]
    assert "new: 1, unchanged: 1, gone: 1" in text
    assert "No longer found" in text
    assert "\x1b" not in text
    assert "No longer found" in lint(capsys, "--baseline", "base.json", form="html")[1]
    assert 'failures="1"' in lint(capsys, "--baseline", "base.json", form="junit")[1]


def test_of_what_was_not_looked_at_nothing_is_gone() -> None:
    entries = (Known("f", subject="a.txt"), Known("g", subject="b.txt"))
    assert Baseline(entries).gone((), {"b.txt"}) == entries[1:]


def test_a_baseline_is_written_and_read() -> None:
    found = judged([SALE])
    baseline = baseline_of(found)
    assert read_baseline(write_baseline(baseline)) == baseline
    assert read_baseline(write_baseline(Baseline())) == Baseline()
    assert {baseline.state(finding) for finding in found} == {State.UNCHANGED}
    assert baseline_of(finding.waived("w") for finding in found) == Baseline()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "baseline/2", "findings": []}', '{"schema": "baseline/1", "findings": [{}]}']
)
def test_what_is_no_baseline(text: str) -> None:
    with pytest.raises(GuidelineError):
        read_baseline(text)


def judged(paragraphs: list[str]):  # type: ignore[no-untyped-def]
    from datetime import date

    subject = inspect_text("\n\n".join(paragraphs), name="a.txt", locale="en")
    return audit([subject], GUIDELINE, today=date(2026, 11, 21)).findings


planted = st.sampled_from(["An insane spring sale.", "Was it irre dark?", "So insane, so irre, they said.", "Insane"])
clean = st.lists(
    st.sampled_from(["The lamp is back.", "Warm light for long evenings, from May on.", "- a list", "# Sale"])
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(planted, min_size=1, max_size=4), st.lists(clean, min_size=5, max_size=5))
def test_edits_elsewhere_keep_every_fingerprint(texts: list[str], gaps: list[list[str]]) -> None:
    def prints(paragraphs: list[str]) -> list[str]:
        return [one.fingerprint for one in judged(paragraphs) if one.rule == "terms/banned-word"]

    before = prints(texts)
    edited = [*gaps[4], *(part for text, gap in zip(texts, gaps, strict=False) for part in (text, *gap))]
    assert prints(edited) == before
    assert len(set(before)) == len(before)
