"""Which legal lines are due, and whether a text shows them, whole or nearly."""

from dataclasses import replace

from brand import samples
from brand.finding import Verdict
from brand.guideline import Guideline
from brand.required import due, likest, shows
from brand.rule import Good
from brand.subject import Subject
from renderers.contract.document import Fact, FactType
from renderers.contract.tokens import LegalLine, Tokens

LINE = "Alle Preise inkl. MwSt., zzgl. Versand."


def text(words: str, channel: str = "web") -> Subject:
    return samples.subject_of(Good(words, "de", channel))


def guideline(*triggers: str, channels: tuple[str, ...] = (), words: str = LINE) -> Guideline:
    return Guideline(tokens=Tokens(legal=(LegalLine("vat", (("de", words),), channels, triggers),)))


def test_case_blanks_and_quotation_marks_do_not_matter():
    assert shows(text("ALLE PREISE inkl.\u00a0MwSt.,\nzzgl.  Versand."), LINE)
    assert not shows(text("Alle Preise inkl. MwSt."), LINE)


def test_merge_fields_in_a_line_stand_for_any_words():
    assert shows(
        text("Diese Mail ging an jo@x.example, weil Sie es wollten."), "Diese Mail ging an {{ contact.email }}, weil"
    )


def test_altered_words_are_found():
    near = likest(text("Unser Licht.\n\nAlle Preise inkl. Mehrwertsteuer, zzgl. Versand. Danke."), LINE)
    assert near is not None
    assert near.run.text[near.start : near.end] == "Alle Preise inkl. Mehrwertsteuer, zzgl. Versand."
    assert likest(text("Unser Licht ist da. Kommen Sie vorbei."), LINE) is None


def test_lines_are_due_by_channel_and_trigger():
    assert [line.key for line in due(text("Licht."), guideline())] == ["vat"]
    assert list(due(text("Licht.", "sms"), guideline(channels=("web",)))) == []
    assert list(due(text("Licht."), guideline("fact:price"))) == []
    assert list(due(text("Licht für 5 €."), guideline("text:gratis"))) == []
    assert [line.verdict for line in due(text("Licht gratis."), guideline("text:gratis"))] == [Verdict.FAIL]


def test_a_value_typed_by_hand_makes_a_line_likely_and_a_fact_makes_it_sure():
    fact = Fact("price", FactType.PRICE, "5.00 EUR", display="5 €")
    plain = samples.piece("Licht für 5 €.", locale="de")
    referring = samples.piece("Licht für {{ fact.price }}.", facts=(fact,), locale="de")
    for document, verdict in ((None, Verdict.FAIL), (plain, Verdict.NEEDS_REVIEW), (referring, Verdict.FAIL)):
        subject = replace(text("Licht für 5 €."), document=document)
        assert [line.verdict for line in due(subject, guideline("fact:price"))] == [verdict]
