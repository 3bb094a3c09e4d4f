"""The rule `sms/too-many-segments`."""

from collections.abc import Iterator

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule, quotation
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract import gsm7
from renderers.contract.message import Message

_LONG = "Light for long evenings: three lamps that stay cool, one that does not, and a fifth for the kitchen. "


class TooManySegments(Rule):
    """A text message takes more segments than allowed.

    ## Why it matters
    Every segment is paid for, for every recipient. One typographic quotation mark turns 160 characters into 70.

    ## How to put it right
    Shorten the text or give the piece a short wording. The evidence says how many characters are too many, and
    `sms/costly-character` which ones make it dear.
    """

    id = "sms/too-many-segments"
    severity = Severity.ERROR
    channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.TEXT})
    options = (Option("segments", 0, "Most segments (0 = as the channel's limit says, or one)"),)
    source = "GSM 03.38 (3GPP TS 23.038): 160 septets, 153 each of several; UCS-2 70 and 67"
    examples = (
        Good("Light for long evenings: https://lum.example/a7f3 Stop: text STOP to 12345", channel="sms"),
        Good("Licht für Große & Kleine: 20 % bis 24.12. https://lum.example/a7f3", channel="sms", locale="de"),
        Good(_LONG * 2, channel="social"),
        Bad(_LONG * 2, channel="sms", flags=((_LONG * 2)[160:].strip(),)),
        Bad(
            "„Licht“ für lange Abende: drei Leuchten, die mitgehen, wohin Sie wollen.",
            channel="sms",
            locale="de",
            flags=("n.",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Count the segments of the whole message as gateways do."""
        meter = next((meter for meter in subject.meters if meter.name == "segments"), None)
        option = int(self.option(guideline, subject, "segments"))
        most = option or (int(meter.limit) if meter is not None else 1)
        runs = [run for run in subject.runs if run.kind is not RunKind.ALT]
        text = "\n".join(run.text for run in runs)
        costs = gsm7.segments(text)
        count = int(meter.used) if meter is not None else costs.count
        if count <= most:
            return
        room = costs.single if most == 1 else most * costs.part
        end = _fits(text, room, costs.encoding)
        where = runs[0].spot(end, len(text)) if len(runs) == 1 else Where(part=subject.name)
        yield self.finding(
            where,
            Message(
                "{count} segments instead of {most}: {over} characters too many.",
                count=count,
                most=most,
                over=costs.units - room,
            ),
            quote=quotation(text, end + len(text[end:]) - len(text[end:].lstrip()), len(text.rstrip())),
            evidence={"encoding": costs.encoding, "units": costs.units, "room": room},
        )


def _fits(text: str, room: int, encoding: str) -> int:
    """How many characters of a text fit."""
    used = 0
    for index, character in enumerate(text):
        used += gsm7.septets(character) if encoding == gsm7.GSM7 else len(character.encode("utf-16-be")) // 2
        if used > room:
            return index
    return len(text)


plugin = TooManySegments()
