"""The rule `personalization/worst-case-overflow`."""

from collections.abc import Iterator

from brand.finding import Finding, Quotation, Severity, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, Rule
from brand.samples import TODAY, piece
from brand.subject import RunKind, Subject, SubjectKind, TextRun
from renderers.contract import walk
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.document import Document
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import MergeField, RichText

#: Meters of one line, and which run it is.
_LINES = {"subject": RunKind.SUBJECT_LINE, "preheader": RunKind.PREHEADER}


def _mail(headline: str, *, locale: str = "en", limit: int = 40) -> Subject:
    document = piece("Light.", headline=headline, locale=locale)
    shown = inspect_document(document).runs[0].text
    line = TextRun(shown, Where(part="subject.txt", source=Place("headline")), RunKind.SUBJECT_LINE, locale=locale)
    return Subject(
        name="message.eml",
        kind=SubjectKind.MAIL,
        channel="email",
        locale=locale,
        runs=(line,),
        meters=(Meter("subject", len(shown), limit, "characters", MeterKind.ADVICE),),
        document=document,
        today=TODAY,
    )


class WorstCaseOverflow(Rule):
    """With the longest names, a line no longer fits, though it does with the defaults.

    ## Why it matters
    A subject line that ends well for “Jo” is cut for “Maximiliane-Charlotte”, and nobody who proofread it saw that.

    ## How to put it right
    Shorten the line, or put the field where there is room. How long a field can be is told by the guideline’s field
    register. Text messages are measured with the longest values from the start, see `sms/too-many-segments`.
    """

    id = "personalization/worst-case-overflow"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.MAIL, SubjectKind.HTML, SubjectKind.TEXT})
    not_channels = frozenset({"sms"})
    source = "Computed from the meters and the guideline’s field register"
    examples = (
        Good(subject=_mail('{{ contact.first_name | default: "Hello" }}, light!')),
        Good(subject=_mail("Licht für lange Abende und kurze Tage", locale="de"), note="No field."),
        Good(subject=_mail("Light for long evenings and for the shortest of all days"), note="Too long as it is."),
        Bad(
            subject=_mail('{{ contact.first_name | default: "Hello" }}, light for long evenings'),
            flags=("Hello, light for long evenings",),
        ),
        Bad(
            subject=_mail(
                'Licht bei {{ contact.company | default: "uns" }} in {{ contact.city | default: "Kiel" }}', locale="de"
            ),
            flags=("Licht bei uns in Kiel",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Measure again each line that fits, with every field at its longest."""
        if subject.document is None:
            return
        lengths = {field.name: field.max_length for field in guideline.tokens.fields}
        texts = _texts(subject.document)
        for meter in subject.meters:
            run = next(subject.runs_of(_LINES[meter.name]), None) if meter.name in _LINES else None
            place = run.where.source if run is not None else None
            if run is None or place is None or meter.over:
                continue
            fields = [word for word in texts.get(place.whole, RichText()).words if isinstance(word, MergeField)]
            more = sum(max(0, lengths.get(field.name, 0) - len(field.plain)) for field in fields)
            if meter.used + more > meter.limit:
                yield self.finding(
                    run.where,
                    Message(
                        "With the longest {fields} this has {worst} of {limit} characters.",
                        fields=", ".join(dict.fromkeys(field.name for field in fields)),
                        worst=round(meter.used + more),
                        limit=round(meter.limit),
                    ),
                    quote=Quotation(run.text),
                    evidence={"meter": meter.name},
                )


def _texts(document: Document) -> dict[Place, RichText]:
    """Every text that may have become a line, by its place."""
    found = {place.whole: text for place, text in walk.texts(document)}
    found |= {Place(f"short.{index}"): text for index, text in enumerate(document.short)}
    for override in document.overrides:
        if override.value.text is not None:
            found[Place(f"overrides.{override.channel}.{override.format}.{override.field}")] = override.value.text
    return found


plugin = WorstCaseOverflow()
