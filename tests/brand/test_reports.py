"""Reports: the promised JSON, SARIF that its schema accepts, JUnit, HTML and text; hostile words stay words."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.audit import Audit
from brand.errors import InspectError
from brand.finding import Finding, Fix, FixKind, Quotation, Severity, Verdict, Where
from brand.report import Report
from brand.report.html import html_report
from brand.report.json import json_report
from brand.report.junit import junit_report
from brand.report.sarif import sarif_report
from brand.report.text import text_report
from renderers.contract.message import Message
from renderers.contract.place import Place

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))
HOSTILE = "<script>alert(1)</script>\x1b[31m\x00 & \"'"

FINDINGS = (
    Finding(
        "terms/banned-word",
        Severity.ERROR,
        Message("“{word}” is banned.", word="insane"),
        Where(part="docs/a b.md", line=3, column=4, start=3, end=9, source=Place("headline", start=3, end=9)),
        Quotation("insane", "An ", " spring sale."),
        fix=Fix(FixKind.SUGGEST, "remarkable"),
        evidence=(("ratio", "3.1"),),
        related=(Where(part="b.html", line=2, column=1),),
        also=("email/newsletter",),
        subject="a",
        channel="email",
        locale="en",
    ),
    Finding(
        "color/off-palette",
        Severity.WARNING,
        Message("Off the palette."),
        Where(part="print.pdf", page=2, box=(1.0, 2.0, 3.0, 4.0)),
        verdict=Verdict.NEEDS_REVIEW,
    ),
    Finding("test/waived", Severity.NOTE, Message("Fine."), Where(part="b.html", path="body > p"), waiver="w1"),
    Finding(
        "test/hostile", Severity.ERROR, Message("{x}", x=HOSTILE), Where(part=HOSTILE), Quotation(HOSTILE, HOSTILE)
    ),
)
TROUBLES = (InspectError(Message("It is broken."), file="c.pdf", line=2, column=3),)


def report(**changes: object) -> Report:
    made = Report(
        audit=Audit(FINDINGS, 3, "digest"),
        troubles=TROUBLES,
        files=("docs/a b.md", "print.pdf", "b.html", "clean.txt"),
        sources={"docs/a b.md": "eins\nzwei\nAn insane spring sale.\n"},
        waivers={"w1": "Es ist ein Zitat."},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_json_has_the_promised_shape() -> None:
    body = json.loads(json_report(report()))
    assert body["schema"] == "findings/1"
    first = body["findings"][0]
    assert {
        key: first[key] for key in ("rule", "severity", "verdict", "message", "file", "line", "column", "quote")
    } == {
        "rule": "terms/banned-word",
        "severity": "error",
        "verdict": "fail",
        "message": "“insane” is banned.",
        "file": "docs/a b.md",
        "line": 3,
        "column": 4,
        "quote": "insane",
    }
    assert first["fix"] == {"kind": "suggest", "new": "remarkable"}
    assert first["source"] == {"field": "headline", "block": "", "start": 3, "end": 9}
    assert first["related"] == [{"file": "b.html", "line": 2, "column": 1}]
    assert first["fingerprint"] == FINDINGS[0].fingerprint
    assert body["findings"][1]["page"] == 2
    assert body["findings"][2]["waiver"] == "w1"
    assert body["counts"] == {"error": 2, "warning": 1, "note": 0}
    assert body["troubles"] == [{"file": "c.pdf", "line": 2, "column": 3, "message": "It is broken."}]
    assert body["clean"] is False


@pytest.mark.parametrize(("quote", "page"), [("2", 2), ("fd4afa1724c5", 0)])
def test_what_says_nothing_to_a_person_is_not_quoted(quote: str, page: int) -> None:
    finding = replace(FINDINGS[0], quote=Quotation(quote), where=Where(part="x.pdf", page=page), fix=None)
    made = report(audit=Audit((finding,), 1, "digest"))
    assert "^" not in text_report(made)
    assert "<blockquote>" not in html_report(made)


def test_sarif_is_valid() -> None:
    body = json.loads(sarif_report(report()))
    jsonschema.validate(body, SCHEMA)
    (run,) = body["runs"]
    first, second, third, _ = run["results"]
    assert (first["level"], first["kind"]) == ("error", "fail")
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "docs/a%20b.md"
    assert location["region"] == {"startLine": 3, "startColumn": 4, "snippet": {"text": "insane"}}
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0] == {
        "deletedRegion": {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 10},
        "insertedContent": {"text": "remarkable"},
    }
    assert (second["level"], second["kind"], second["properties"]["severity"]) == ("none", "review", "warning")
    assert third["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "Es ist ein Zitat."}]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "terms/banned-word"
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_is_xml_with_the_right_counts() -> None:
    root = ElementTree.fromstring(junit_report(report()))
    assert root.attrib == {"name": "einklang", "tests": "6", "failures": "2", "errors": "1", "skipped": "1"}
    names = [suite.get("name") for suite in root]
    assert "clean.txt" in names
    warned = ElementTree.fromstring(junit_report(report(fail_on=Severity.WARNING)))
    assert warned.get("failures") == "3"
    assert ElementTree.fromstring(junit_report(report(fail_on=None))).get("failures") == "0"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_stands_alone_and_escapes_everything() -> None:
    page = html_report(report())
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.seen
    assert "<script>alert(1)</script>" in tags.text
    assert "An insane spring sale." in re.sub(r"\s+", " ", tags.text)
    assert "Es ist ein Zitat." in tags.text
    assert "http:" not in page
    assert "https:" not in page


def test_text_shows_the_line_and_steers_no_terminal() -> None:
    shown = text_report(report())
    assert "  3:4        error  “insane” is banned.  terms/banned-word" in shown
    assert "          3 | An insane spring sale." in shown
    assert "            |    ^^^^^^ -> remarkable" in shown
    assert "in headline:3-9" in shown
    assert "also in email/newsletter" in shown
    assert "c.pdf:2:3: It is broken." in shown
    assert "waived" in shown
    assert "Errors: 2, Warnings: 1, waived: 1, could not be inspected: 1 (4 inspected)" in shown
    assert "\x1b" not in shown
    assert "\x00" not in shown
    colored = text_report(report(), color=True)
    assert "\x1b[31m^^^^^^\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == shown


def test_nothing_found() -> None:
    empty = Report(audit=Audit(), files=("a.md",))
    assert text_report(empty) == "No findings. (1 inspected)\n"
    assert json.loads(json_report(empty))["clean"] is True
    jsonschema.validate(json.loads(sarif_report(empty)), SCHEMA)
    assert ElementTree.fromstring(junit_report(empty)).get("tests") == "1"


places = st.builds(
    Where,
    part=st.text(max_size=12),
    line=st.integers(0, 5),
    column=st.integers(0, 5),
    path=st.text(max_size=9),
    page=st.integers(0, 3),
)
anything = st.builds(
    Finding,
    st.sampled_from(["terms/banned-word", "no/such-rule"]),
    st.sampled_from(Severity),
    st.builds(lambda words: Message("{words}", words=words), st.text(max_size=30)),
    places,
    st.builds(Quotation, st.text(max_size=20), st.text(max_size=9), st.text(max_size=9)),
    verdict=st.sampled_from(Verdict),
    fix=st.none() | st.builds(Fix, st.sampled_from(FixKind), st.text(max_size=9)),
    related=st.lists(places, max_size=2).map(tuple),
    waiver=st.sampled_from(["", "w"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, max_size=4).map(tuple))
def test_any_finding_makes_a_valid_report(findings: tuple[Finding, ...]) -> None:
    made = Report(audit=Audit(findings), files=("x",))
    jsonschema.validate(json.loads(sarif_report(made)), SCHEMA)
    ElementTree.fromstring(junit_report(made))
    assert len(json.loads(json_report(made))["findings"]) == len(findings)
    Tags().feed(html_report(made))
    assert text_report(made)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_language_makes_a_report(language: str) -> None:
    made = report(language=language)
    for make in (text_report, json_report, sarif_report, junit_report, html_report):
        assert make(made)


def test_equal_audits_make_equal_reports() -> None:
    for make in (text_report, json_report, sarif_report, junit_report, html_report):
        assert make(report()) == make(report())
