"""The rule `structure/lost-content`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import piece, variant
from brand.subject import Subject
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.document import Fact, FactType
from renderers.contract.message import Message
from renderers.contract.place import Place

_EN = piece("Use the code {{ fact.code }}.", facts=(Fact("code", FactType.CODE, "LUMO20", display="LUMO20"),))
_WHY = Message("The message fits one text message only.")
#: The values that must arrive.
_MUST_ARRIVE = frozenset({FactType.CODE})


def _cut(text: str, *losses: Loss, locale: str = "en") -> Subject:
    document = replace(_EN, locale=locale)
    return replace(variant(text, "sms", document=document, locale=locale), losses=losses)


class LostContent(Rule):
    """A channel dropped or cut something that must be kept.

    ## Why it matters
    A channel may shorten a story, but not the link, the legal note or the code: without them the message is useless or
    incomplete in the eyes of the law.

    ## How to put it right
    Give the channel a shorter wording, so that the rest has room, or switch the channel off for this piece. Which
    fields must be kept is for the guideline to say.
    """

    id = "structure/lost-content"
    severity = Severity.ERROR
    options = (Option("fields", "action.url legal body.code", "Fields that must be kept, separated by blanks"),)
    source = "Difference of source and output"
    examples = (
        Good(subject=_cut("Light! LUMO20", Loss(LossKind.DROPPED, "A lamp at dusk", _WHY, Place("hero")))),
        Good(subject=_cut("Licht! LUMO20", Loss(LossKind.REPLACED, "„“", _WHY, Place("legal.0")), locale="de")),
        Good(subject=_cut("LUMO20", Loss(LossKind.DROPPED, "Use the code LUMO20.", _WHY, Place("body.text", "p1")))),
        Bad(
            subject=_cut("Light!", Loss(LossKind.DROPPED, "https://lumora.example/x", _WHY, Place("action.url"))),
            flags=("https://lumora.example/x",),
        ),
        Bad(
            subject=_cut(
                "Licht! LUMO20",
                Loss(LossKind.SHORTENED, "solange der Vorrat reicht", _WHY, Place("legal.0")),
                locale="de",
            ),
            flags=("solange der Vorrat reicht",),
        ),
        Bad(
            subject=_cut("Light!", Loss(LossKind.DROPPED, "Use the code LUMO20.", _WHY, Place("body.text", "p1"))),
            flags=("Use the code LUMO20.",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag losses of must-keep fields, and of codes that stand nowhere else in the output."""
        fields = str(self.option(guideline, subject, "fields")).split()
        codes = [fact.display or fact.value for fact in subject.facts if fact.type in _MUST_ARRIVE]
        text = "\n".join(run.text for run in subject.runs)
        for loss in subject.losses:
            if loss.kind not in {LossKind.DROPPED, LossKind.SHORTENED}:
                continue
            kept = any(loss.source.field == name or loss.source.field.startswith(f"{name}.") for name in fields)
            code = next((code for code in codes if code in loss.what and code not in text), "")
            if kept or code:
                yield self.finding(
                    Where(part=subject.name, source=loss.source),
                    Message("This must be kept and was lost: “{what}”.", what=code or loss.what),
                    quote=loss.what,
                    verdict=Verdict.FAIL,
                    evidence={"why": loss.why.show(), "kind": loss.kind.value},
                )


plugin = LostContent()
