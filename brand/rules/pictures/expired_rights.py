"""The rule `pictures/expired-rights`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document, inspect_overrides
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY, piece, variant
from brand.subject import Subject, SubjectKind
from renderers.contract import walk
from renderers.contract.artifact import LossKind
from renderers.contract.document import AssetRef, Campaign, Document, Override, Replacement, Rights
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import RichText

_COUNTRY = re.compile(r"[A-Z]{2}")
_Complaint = tuple[Message, Verdict]


def _shown(
    rights: Rights, *, channel: str = "", locale: str = "en", campaign: Campaign | None = None, override: bool = False
) -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    picture = AssetRef("p", "0" * 64, alt=alt, rights=rights)
    if override:
        values = (("headline", Replacement(text=RichText.of(alt))), ("hero", Replacement(asset=picture)))
        overrides = tuple(Override("web", "*", name, value) for name, value in values)
        return inspect_overrides(piece("Light.", locale=locale, overrides=overrides), today=TODAY)[0]
    document = replace(piece("Light.", hero=picture, locale=locale), campaign=campaign)
    if not channel:
        return inspect_document(document, today=TODAY)
    page = variant('<img src="media/x.jpg" alt="x">', channel, document=document, locale=locale, page=True)
    return replace(page, document=document)


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


_WINTER = Campaign("winter", ends=_day(2027, 3, 1), regions=("DE", "AT", "Alpen"))


class ExpiredRights(Rule):
    """A picture is used outside its rights: not cleared, past its date, too early, or where they do not cover it.

    ## Why it matters
    A picture that outlives its licence is billed by the photographer, and taken down by a court. Sent mails and printed
    flyers cannot be taken back.

    ## How to put it right
    Clear it, or renew the licence and enter it at the asset; or replace the picture: replacing it once changes it
    everywhere. Rights that end within the next days, or before the campaign does, are reported for a person to look.
    """

    id = "pictures/expired-rights"
    severity = Severity.ERROR
    options = (Option("warn_days", 14, "Days before the end from which on a person should look"),)
    source = "The rights in the asset's record"
    examples = (
        Good(subject=_shown(Rights(valid_until=_day(2027, 5, 1)), campaign=_WINTER)),
        Good(subject=_shown(Rights(channels=("web", "email")), channel="web", locale="de")),
        Good(subject=_shown(Rights(territories=("AT", "CH", "DE")), campaign=_WINTER, locale="de")),
        Good(subject=_shown(Rights())),
        Bad(subject=_shown(Rights(valid_until=_day(2026, 11, 20))), flags=("A lamp in the rain",)),
        Bad(subject=_shown(Rights(cleared=False)), flags=("A lamp in the rain",)),
        Bad(subject=_shown(Rights(cleared=False), override=True, locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_shown(Rights(valid_from=_day(2026, 12, 1)), locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(subject=_shown(Rights(channels=("web",)), channel="email"), flags=("A lamp in the rain",)),
        Bad(subject=_shown(Rights(territories=("DE",)), campaign=_WINTER), flags=("A lamp in the rain",)),
        Bad(
            subject=_shown(Rights(valid_until=_day(2026, 11, 23)), locale="de"),
            flags=("Eine Leuchte im Regen",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            subject=_shown(Rights(valid_until=_day(2027, 2, 1)), campaign=_WINTER),
            flags=("A lamp in the rain",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at the rights of each picture of the piece, in outputs that show it."""
        document = subject.document
        if document is None:
            return
        days = int(self.option(guideline, subject, "warn_days"))
        for place, asset in _pictures(document, subject):
            for message, verdict in _complaints(asset.rights, document, subject, days):
                where = Where(part=subject.name, source=place)
                yield self.finding(where, message, quote=asset.alt or asset.id, verdict=verdict)


def _pictures(document: Document, subject: Subject) -> Iterator[tuple[Place, AssetRef]]:
    """The pictures that a subject shows: the piece's own, a channel's overrides, or what an output was made with."""
    is_source = subject.kind is SubjectKind.SOURCE
    # Posts show their pictures beside the words: only what losses tell is left out.
    is_told = is_source or subject.pictures or subject.losses or subject.meters
    dropped = {loss.source.whole for loss in subject.losses if loss.kind is LossKind.DROPPED}
    if is_told and not (is_source and subject.channel):
        for place, asset in walk.pictures(document):
            if place.whole not in dropped and not _is_left_out(document, place, subject):
                yield place, asset
    for override in document.overrides if is_told and subject.channel else ():
        if override.value.asset is not None and _holds(override, subject) and Place(override.field) not in dropped:
            yield Place(f"overrides.{override.channel}.{override.format}.{override.field}"), override.value.asset


def _is_left_out(document: Document, place: Place, subject: Subject) -> bool:
    """Whether the picture's block is for other channels only, or an override shows another picture here."""
    block = next((block for block in document.all_blocks if place.block and block.id == place.block), None)
    if block is not None and block.channels and subject.channel and subject.channel not in block.channels:
        return True
    return any(
        _holds(override, subject) and override.field == place.field and override.value.asset is not None
        for override in document.overrides
    )


def _holds(override: Override, subject: Subject) -> bool:
    """Whether an override is for this output, or is the very text that is judged."""
    return override.channel == subject.channel and override.format in {"*", subject.format}


def _complaints(rights: Rights, document: Document, subject: Subject, days: int) -> Iterator[_Complaint]:
    """What the rights do not cover: the time, the countries of the campaign, the channel. Only the gravest of each."""
    if not rights.cleared:
        yield Message("This picture is not cleared: nothing that shows it is delivered."), Verdict.FAIL
        return
    if subject.today is not None:
        yield from _time(rights, document.campaign, subject.today, days)
    if missing := _uncovered(rights, document.campaign):
        message = Message("The rights in this picture do not cover {countries}.", countries=", ".join(missing))
        yield message, Verdict.FAIL
    if subject.channel and rights.channels and subject.channel not in rights.channels:
        covered = ", ".join(rights.channels)
        yield Message("The rights in this picture cover {channels} only.", channels=covered), Verdict.FAIL


def _time(rights: Rights, campaign: Campaign | None, today: date, days: int) -> Iterator[_Complaint]:
    start = rights.valid_from.date() if rights.valid_from is not None else None
    if rights.valid_until is not None:
        # The first instant that is too late: at midnight, the day before was the last.
        last = (rights.valid_until - timedelta(microseconds=1)).date()
        if last < today:
            yield Message("The rights in this picture ended on {date}.", date=last.isoformat()), Verdict.FAIL
            return
        if last <= today + timedelta(days=days):
            yield Message("The rights in this picture end on {date}.", date=last.isoformat()), Verdict.NEEDS_REVIEW
        elif campaign is not None and campaign.ends is not None and rights.valid_until < campaign.ends:
            message = Message(
                "The rights in this picture end on {date}, before the campaign does on {end}.",
                date=last.isoformat(),
                end=campaign.ends.date().isoformat(),
            )
            yield message, Verdict.NEEDS_REVIEW
    if start is not None and start > today:
        yield Message("The rights in this picture begin on {date}.", date=start.isoformat()), Verdict.FAIL


def _uncovered(rights: Rights, campaign: Campaign | None) -> list[str]:
    """The countries of a campaign that the rights leave out; regions that are no country codes tell nothing."""
    if not rights.territories or campaign is None:
        return []
    countries = (region for region in campaign.regions if _COUNTRY.fullmatch(region))
    return [country for country in countries if country not in rights.territories]


plugin = ExpiredRights()
