"""The rule `pictures/expired-rights`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY, piece, variant
from brand.subject import Subject, SubjectKind
from renderers.contract import walk
from renderers.contract.document import AssetRef, Document, Rights
from renderers.contract.message import Message
from renderers.contract.place import Place


def _shown(rights: Rights, *, channel: str = "", locale: str = "en") -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    document = piece("Light.", hero=AssetRef("p", "0" * 64, alt=alt, rights=rights), locale=locale)
    if not channel:
        return inspect_document(document, today=TODAY)
    page = variant('<img src="media/x.jpg" alt="x">', channel, document=document, locale=locale, page=True)
    return replace(page, document=document)


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


class ExpiredRights(Rule):
    """A picture is used outside its rights: past its date, too early, or in a channel they do not cover.

    ## Why it matters
    A picture that outlives its licence is billed by the photographer, and taken down by a court. Sent mails and printed
    flyers cannot be taken back.

    ## How to put it right
    Renew the licence and enter it at the asset, or replace the picture: replacing it once changes it everywhere. Rights
    that end within the next days are reported for a person to look.
    """

    id = "pictures/expired-rights"
    severity = Severity.ERROR
    options = (Option("warn_days", 14, "Days before the end from which on a person should look"),)
    source = "The rights in the asset's record"
    examples = (
        Good(subject=_shown(Rights(valid_until=_day(2027, 5, 1)))),
        Good(subject=_shown(Rights(channels=("web", "email")), channel="web", locale="de")),
        Good(subject=_shown(Rights())),
        Bad(subject=_shown(Rights(valid_until=_day(2026, 11, 20))), flags=("A lamp in the rain",)),
        Bad(subject=_shown(Rights(valid_from=_day(2026, 12, 1)), locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_shown(Rights(channels=("web",)), channel="email"), flags=("A lamp in the rain",)),
        Bad(
            subject=_shown(Rights(valid_until=_day(2026, 11, 22)), locale="de"),
            flags=("Eine Leuchte im Regen",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at the rights of each picture of the piece, in outputs that show pictures at all."""
        document = subject.document
        if document is None or (subject.kind is not SubjectKind.SOURCE and not subject.pictures):
            return
        days = int(self.option(guideline, subject, "warn_days"))
        for place, asset in walk.pictures(document):
            if not _is_left_out(document, place, subject.channel):
                found = _complaint(asset.rights, subject, days)
                if found is not None:
                    message, verdict = found
                    where = Where(part=subject.name, source=place)
                    yield self.finding(where, message, quote=asset.alt or asset.id, verdict=verdict)


def _is_left_out(document: Document, place: Place, channel: str) -> bool:
    """Whether the picture's block is for other channels only, or an override shows another picture here."""
    block = next((block for block in document.all_blocks if place.block and block.id == place.block), None)
    if block is not None and block.channels and channel and channel not in block.channels:
        return True
    return any(
        override.channel == channel and override.field == place.field and override.value.asset is not None
        for override in document.overrides
    )


def _complaint(rights: Rights, subject: Subject, days: int) -> tuple[Message, Verdict] | None:
    today = subject.today
    if today is not None and rights.valid_until is not None:
        last = rights.valid_until.date()
        if last < today:
            return Message("The rights in this picture ended on {date}.", date=last.isoformat()), Verdict.FAIL
        if last <= today + timedelta(days=days):
            return Message("The rights in this picture end on {date}.", date=last.isoformat()), Verdict.NEEDS_REVIEW
    if today is not None and rights.valid_from is not None and rights.valid_from.date() > today:
        start = rights.valid_from.date().isoformat()
        return Message("The rights in this picture begin on {date}.", date=start), Verdict.FAIL
    if subject.channel and rights.channels and subject.channel not in rights.channels:
        covered = ", ".join(rights.channels)
        return Message("The rights in this picture cover {channels} only.", channels=covered), Verdict.FAIL
    return None


plugin = ExpiredRights()
