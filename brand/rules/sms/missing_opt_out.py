"""The rule `sms/missing-opt-out`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Where
from brand.guideline import Guideline
from brand.required import shows
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract import gsm7
from renderers.contract.message import Message
from renderers.contract.tokens import pick

_OPT_OUT = re.compile(r"\bSTOP+\b|\babmeld\w*|\babbestell\w*|\bopt[- ]?out\b|\bunsub\w*", re.IGNORECASE)


class MissingOptOut(Rule):
    """A text message does not say how to stop it, or who sends it.

    ## Why it matters
    Advertising by text message must name a way to stop it at no more than the basic cost (in Germany § 7 UWG), and
    readers have to know who writes.

    ## How to put it right
    End with the guideline's line. Messages that are no advertising (a delivery, a code) can be taken out by a setting
    of the guideline.
    """

    id = "sms/missing-opt-out"
    severity = Severity.ERROR
    channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.TEXT})
    options = (Option("sender", True, "The message must name the brand, unless the sender's name does"),)
    source = "UWG § 7 (2) no. 3 (a way to stop advertising messages at the basic rates), read on 21 November 2026"
    examples = (
        Good("Licht für lange Abende. Abmelden: STOP an 12345", channel="sms", locale="de"),
        Good("Light for long evenings. Text STOP to end.", channel="sms", guideline=Guideline()),
        Good("Licht für lange Abende.", channel="social", locale="de"),
        Bad(
            "Licht für lange Abende.",
            channel="sms",
            locale="de",
            flags=("Abende.",),
            fixed="Licht für lange Abende. Abmelden: STOP an 12345",
        ),
        Bad(
            "Light for long evenings: lum.example/a7",
            channel="sms",
            flags=("lum.example/a7",),
            fixed="Light for long evenings: lum.example/a7 Stop: text STOP to 12345",
        ),
        Bad("Light for long evenings.", channel="sms", flags=("evenings.",), guideline=Guideline()),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for the guideline's line, or for any way out where it names none."""
        runs = [run for run in subject.runs if run.kind is not RunKind.ALT and run.text.strip()]
        if not runs:
            return
        line = gsm7.fold(
            next((pick(one.texts, subject.locale) for one in guideline.tokens.legal if one.key == "opt-out"), "")
        )
        text = " ".join(run.text for run in runs)
        if not (shows(subject, line) if line else _OPT_OUT.search(text)):
            last = runs[-1].text.rstrip()
            start = last.rfind(" ") + 1
            fix = Fix(FixKind.SAFE, f"{last[start:]} {line}") if line else None
            message = (
                Message("The message does not end with “{line}”.", line=line)
                if line
                else Message("The message does not say how to stop it.")
            )
            yield self.at(runs[-1], start, len(last), message, fix=fix)
        sender = guideline.tokens.sender
        if self.option(guideline, subject, "sender") and not _is_named(guideline, text):
            yield self.finding(
                Where(part=subject.name),
                Message("Neither the message nor its sender names “{brand}”.", brand=sender.name),
            )


def _is_named(guideline: Guideline, text: str) -> bool:
    """Whether readers learn who writes: by the alphanumeric sender or in the words."""
    sender = guideline.tokens.sender
    return bool(sender.sms_name) or not sender.name or sender.name.casefold() in text.casefold()


plugin = MissingOptOut()
