"""What has not changed is not judged again, and what has is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from brand.audit import Audit, audit
from brand.cli import main
from brand.errors import BrandError
from brand.finding import Finding, Severity
from brand.guideline import Guideline, Term
from brand.inspect.text import inspect_text
from brand.keeping import FolderKeeper, Keeper, MemoryKeeper
from brand.rule import Rule
from brand.subject import Subject
from brand.waiver import Waiver
from renderers.contract.message import Message

TODAY = date(2026, 11, 22)
GUIDELINE = Guideline(terms=(Term("billig", reason="klingt nach Ramsch"),))
TEXT = "Ein billig gemachtes  Heft für Sie, für dich und für 5 km Weg am 2026-12-24."


class Counting(Rule):
    """Counts how often it is asked."""

    id = "terms/counting"
    severity = Severity.NOTE
    examples = ()

    def __init__(self) -> None:
        self.asked = 0

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Find the first word."""
        self.asked += 1
        yield self.at(subject.runs[0], 0, 3, Message("Found {count}.", count=1), evidence={"words": guideline.terms})


class OtherCode(Counting):
    """The same rule with other code."""


class Failing(Counting):
    """Fails."""

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Fail."""
        self.asked += 1
        raise ValueError(subject.name)


def subject(text: str = TEXT) -> Subject:
    return inspect_text(text, name="piece.txt", locale="de")


@pytest.fixture(params=["memory", "folder"])
def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> Keeper:
    return MemoryKeeper() if request.param == "memory" else FolderKeeper(tmp_path / "kept", TODAY)


def test_it_is_judged_once_and_its_findings_stay_the_same(keeper: Keeper) -> None:
    rule = Counting()
    runs = [audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=keeper) for _ in range(3)]
    assert rule.asked == 1
    assert runs[0] == runs[1] == runs[2] == audit([subject()], GUIDELINE, [Counting()], today=TODAY)


def test_all_rules_give_the_same_findings_from_a_folder(tmp_path: Path) -> None:
    def judged() -> Audit:
        return audit([subject()], GUIDELINE, today=TODAY, keeper=FolderKeeper(tmp_path, TODAY))

    first = judged()
    assert len({finding.rule for finding in first.findings}) > 3
    assert judged() == first == audit([subject()], GUIDELINE, today=TODAY)


@pytest.mark.parametrize(
    "change",
    [
        {"guideline": replace(GUIDELINE, terms=(Term("billig", reason="klingt billig"),))},
        {"guideline": replace(GUIDELINE, launch_mode=True)},
        {"today": TODAY + timedelta(1)},
        {"subject": subject(f"{TEXT} Neu.")},
        {"subject": replace(subject(), name="other.txt")},
        {"subject": replace(subject(), locale="de-AT")},
        {"subject": replace(subject(), channel="email")},
        {"rule": OtherCode},
    ],
    ids=str,
)
def test_whatever_decides_findings_makes_it_judged_again(
    keeper: Keeper, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brand.audit._source", lambda kind: kind.__name__)  # both stand in this file
    given = {"guideline": GUIDELINE, "today": TODAY, "subject": subject(), "rule": Counting}
    asked = []
    for case in (given, given | change):
        rule = case["rule"]()
        audit([case["subject"]], case["guideline"], [rule], today=case["today"], keeper=keeper)
        asked.append(rule.asked)
    assert asked == [1, 1]


def test_waivers_come_after_what_is_kept(keeper: Keeper) -> None:
    rule = Counting()
    first = audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=keeper)
    waiver = Waiver(id="w", reason="so wanted", approver="me", expires=TODAY, fingerprint=first.findings[0].fingerprint)
    waived = audit([subject()], GUIDELINE, [rule], waivers=[waiver], today=TODAY, keeper=keeper)
    assert [finding.waiver for finding in waived.findings if finding.rule == rule.id] == ["w"]
    assert not audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=keeper).waived
    assert rule.asked == 1


def test_a_rule_that_failed_is_asked_again(keeper: Keeper) -> None:
    rule = Failing()
    for _ in range(2):
        audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=keeper)
    assert rule.asked == 2


def test_a_damaged_file_was_never_kept(tmp_path: Path) -> None:
    rule = Counting()
    audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=FolderKeeper(tmp_path, TODAY))
    for file in tmp_path.rglob("*.json"):
        file.write_text("{broken")
    audit([subject()], GUIDELINE, [rule], today=TODAY, keeper=FolderKeeper(tmp_path, TODAY))
    assert rule.asked == 2


def test_only_the_days_of_its_own_are_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "2026-11-21").mkdir()
    (tmp_path / "2026-11-21" / "old.json").touch()
    (tmp_path / "notes").mkdir()
    FolderKeeper(tmp_path, TODAY)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2026-11-22", "notes"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrandError, match="kept"):
        FolderKeeper(tmp_path / "file", TODAY)


def test_the_command_line_keeps_and_finds_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piece = tmp_path / "piece.txt"
    piece.write_text(TEXT)
    shown = []
    for _ in range(2):
        main(["lint", str(piece), "--locale", "de", "--cache", str(tmp_path / "kept"), "--today", "2026-11-22"])
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert list((tmp_path / "kept").rglob("*.json"))
