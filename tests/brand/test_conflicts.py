"""Contradictions inside a guideline: each kind is found, and told in German and English; a sound one has none."""

import json
from datetime import date
from pathlib import Path

import pytest

from brand.cli import main
from brand.conflicts import Conflict, Kind, conflicts
from brand.guideline import Claim, ColorPair, Example, Guideline, Setting, Term, TermKind, Voice
from brand.language.gender import GenderStyle
from brand.pattern import Pattern
from brand.portable import read_guideline_file, write_guideline
from brand.samples import GUIDELINE
from renderers import registry
from renderers.contract.tokens import Color, LegalLine, Tokens

TODAY = date(2026, 11, 22)
LIMITS = {renderer.key: renderer.limits for renderer in registry.all_renderers()}
COLORS = (
    Color("night", "#14213d", roles=("text",)),
    Color("paper", "#ffffff", roles=("background",)),
    Color("amber", "#fca311", roles=("accent",)),
)


def found(guideline: Guideline) -> list[Conflict]:
    return list(conflicts(guideline, today=TODAY, limits=LIMITS))


def legal(key: str, text: str, *channels: str) -> Tokens:
    return Tokens(legal=(LegalLine(key, (("de", text),), channels=channels),))


BANNED = Term("billig", instead="günstig", language="de")
CASES = [
    (Guideline(terms=(Term("Lampe", TermKind.NON_PREFERRED, "billige"), BANNED)), Kind.OWN_WORDS, "terms.Lampe"),
    (Guideline(terms=(Term("gratis", instead="umsonst"), Term("umsonst"))), Kind.OWN_WORDS, "terms.gratis"),
    (Guideline(terms=(Term("Billig GmbH", TermKind.NAME), BANNED)), Kind.OWN_WORDS, "terms.Billig GmbH"),
    (
        Guideline(
            terms=(Term("Licht für alle", TermKind.RETIRED),),
            claims=(Claim("light", (("de", "Licht für alle, seit 1990"),)),),
        ),
        Kind.OWN_WORDS,
        "claims.light",
    ),
    (Guideline(terms=(BANNED,), tokens=legal("vat", "Billige Preise inkl. MwSt.")), Kind.OWN_WORDS, "legal.vat"),
    (
        Guideline(terms=(Term("x", instead="Nutzer:in"),), patterns=(Pattern(id="colon", pattern=r"\w:in"),)),
        Kind.OWN_WORDS,
        "own/colon",
    ),
    (Guideline(tokens=legal("disclaimer", "Hinweis. " * 40, "social")), Kind.TOO_LONG, "social.x-post"),
    (Guideline(tokens=legal("opt-out", "Stopp " * 60, "sms")), Kind.TOO_LONG, "sms.segments"),
    (Guideline(tokens=legal("opt-out", "Abmelden: STOP\u00a0an 12345", "sms")), Kind.TEXT_MESSAGE, "legal.opt-out"),
    (Guideline(terms=(Term("zB", instead="z.\u00a0B."),)), Kind.TEXT_MESSAGE, "terms.zB"),
    (Guideline(limits=(("social", "x-post", 500),)), Kind.LIMIT, "limits.social.x-post"),
    (Guideline(limits=(("social", "x-pots", 100),)), Kind.LIMIT, "limits.social.x-pots"),
    (
        Guideline(tokens=Tokens(colors=COLORS), pairs=(ColorPair("night", "paper", allowed=False),)),
        Kind.COLOR_PAIR,
        "colors.night",
    ),
    (
        Guideline(tokens=Tokens(colors=COLORS), pairs=(ColorPair("text", "amber"),)),
        Kind.COLOR_PAIR,
        "colors.paper",
    ),
    (
        Guideline(
            tokens=Tokens(colors=COLORS),
            pairs=(ColorPair("amber", "night"), ColorPair("accent", "text", allowed=False)),
        ),
        Kind.COLOR_PAIR,
        "pairs.accent/text",
    ),
    (Guideline(tokens=Tokens(colors=COLORS), pairs=(ColorPair("ink", "paper"),)), Kind.COLOR_PAIR, "pairs.ink/paper"),
    (Guideline(voice=Voice(reading=(70, 90), sentence_words=40)), Kind.READING, "voice.reading"),
    (Guideline(voice=Voice(reading=(0, 20), sentence_words=8)), Kind.READING, "voice.sentence_words"),
    (Guideline(voice=Voice(emoji=0, emoji_set=("💡",))), Kind.VOICE, "voice.emoji"),
    (
        Guideline(
            voice=Voice(gender=GenderStyle.STAR),
            patterns=(Pattern(id="screen-reader", pattern=r"\w[*:_]in", message=(("de", "Vorlesbar schreiben."),)),),
        ),
        Kind.VOICE,
        "own/screen-reader",
    ),
    (Guideline(settings=(Setting("terms/baned-word"),)), Kind.SETTING, "rules.terms/baned-word"),
    (
        Guideline(settings=(Setting("typography/missing-no-break-space", channel="sms"),)),
        Kind.SETTING,
        "rules.typography/missing-no-break-space",
    ),
    (Guideline(settings=(Setting("terms/banned-word", options=(("x", 1),)),)), Kind.SETTING, "rules.terms/banned-word"),
    (
        Guideline(terms=(BANNED,), examples=(Example("Billige Lampen.", good=True, rules=("terms/banned-word",)),)),
        Kind.TEST,
        "examples.0",
    ),
    (
        Guideline(terms=(BANNED,), examples=(Example("Günstige Lampen.", good=False, rules=("terms/banned-word",)),)),
        Kind.TEST,
        "examples.0",
    ),
    (Guideline(examples=(Example("Lampen.", good=True, rules=("no/such",)),)), Kind.TEST, "examples.0"),
    (Guideline(patterns=(Pattern(id="x", pattern="a", bad=("b",)),)), Kind.TEST, "patterns.x"),
    (Guideline(patterns=(Pattern(id="x", pattern="(a"),)), Kind.TEST, "patterns.x"),
]  # fmt: skip


@pytest.mark.parametrize(("guideline", "kind", "about"), CASES)
def test_a_contradiction_is_found(guideline: Guideline, kind: Kind, about: str) -> None:
    assert [one.kind for one in found(guideline) if about in one.about] == [kind]


@pytest.mark.parametrize(
    "guideline",
    [
        Guideline(),
        Guideline(terms=(BANNED, Term("Lampe", TermKind.NON_PREFERRED, "Leuchte", language="de"))),
        Guideline(voice=Voice(reading=(40, 70), sentence_words=20, emoji=2, emoji_set=("💡",))),
        Guideline(tokens=legal("opt-out", "Abmelden: STOP an 12345", "sms")),
        Guideline(limits=(("social", "x-post", 200), ("sms", "segments", 2))),
        Guideline(tokens=Tokens(colors=COLORS), pairs=(ColorPair("accent", "background", allowed=False),)),
        Guideline(terms=(BANNED,), examples=(Example("Billige Lampen.", good=False, rules=("terms/banned-word",)),)),
    ],
)
def test_a_sound_guideline_has_none(guideline: Guideline) -> None:
    assert found(guideline) == []


def test_the_demonstration_brand_has_none() -> None:
    assert found(read_guideline_file(Path("hub/demo/guideline.yaml"))) == []


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "g.yaml"
    file.write_text(write_guideline(CASES[1][0]).text, encoding="utf-8")
    assert main(["check-guideline", str(file), "--language", "en", "--today", "2026-11-22"]) == 1
    shown = capsys.readouterr().out
    assert "terms.gratis, terms/banned-word  [own-words]" in shown
    assert "“umsonst” is what the guideline wants" in shown
    assert main(["check-guideline", str(file), "--format", "json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert (body["schema"], body["clean"], len(body["conflicts"])) == ("conflicts/1", False, 1)
    file.write_text(write_guideline(Guideline()).text, encoding="utf-8")
    assert main(["check-guideline", str(file), "--language", "en"]) == 0
    file.write_text("schema: guideline/1\npatterns:\n  - {id: x, pattern: a, message: m, bad: [b]}\n", encoding="utf-8")
    assert main(["check-guideline", str(file), "--language", "en"]) == 2
    assert "finds nothing in its bad test “b”" in capsys.readouterr().err


def test_the_sample_guideline_does_not_contradict_itself(tmp_path: Path) -> None:
    """It is what every rule's examples are judged by; read back from its file, too."""
    assert found(GUIDELINE) == []
    exported = write_guideline(GUIDELINE)
    file = tmp_path / "guideline.yaml"
    file.write_text(exported.text, "utf-8")
    assert main(["check-guideline", str(file), "--today", "2026-11-22"]) == 0
