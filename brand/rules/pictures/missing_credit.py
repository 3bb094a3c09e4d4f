"""The rule `pictures/missing-credit`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY, piece, variant
from brand.subject import Subject, SubjectKind
from renderers.contract import walk
from renderers.contract.document import AssetRef
from renderers.contract.message import Message

#: File names that agencies give their pictures, by the name a credit has to hold.
_AGENCIES = {
    "Adobe Stock": re.compile(r"adobe[_-]?stock[_-]?\d{4,}", re.IGNORECASE),
    "iStock": re.compile(r"istock(?:photo)?[_-]?\d{4,}", re.IGNORECASE),
    "Shutterstock": re.compile(r"shutterstock[_-]?\d{4,}", re.IGNORECASE),
    "Getty Images": re.compile(r"getty[_-]?images[_-]?\d{4,}", re.IGNORECASE),
    "Depositphotos": re.compile(r"depositphotos[_-]?\d{4,}", re.IGNORECASE),
    "Dreamstime": re.compile(r"dreamstime[_-]\w?_?\d{4,}", re.IGNORECASE),
    "Alamy": re.compile(r"alamy[_-]\w{5,}", re.IGNORECASE),
}
_STOCK = '<img src="https://lumora.example/AdobeStock_48213377.jpeg" alt="A lamp in the rain" width="600" height="400">'


def _shown(text: str, *, credit: str = "Mara Lind", locale: str = "en", channel: str = "email") -> Subject:
    alt = "Eine Leuchte im Regen" if locale == "de" else "A lamp in the rain"
    document = piece("Light.", hero=AssetRef("p", "0" * 64, alt=alt, credit=credit), locale=locale)
    if not channel:
        return inspect_document(document, today=TODAY)
    picture = f'<img src="media/x.jpg" alt="{alt}" width="600" height="400">'
    return variant(f"{picture}{text}", channel, document=document, locale=locale, page=True)


class MissingCredit(Rule):
    """A picture is shown, and who made it is named nowhere.

    ## Why it matters
    Whoever makes a picture may ask to be named with it (in Germany § 13 UrhG), and most agencies ask for it in their
    terms. A missing name is billed on top of the licence.

    ## How to put it right
    Name the maker at the picture, in the caption or at the end, as the asset's record says; where the record is wrong,
    mend it there. Where there was no room for the name, or a file is named as agencies name theirs, a person
    has to look. Pictures of the brand's own need no name.
    """

    id = "pictures/missing-credit"
    severity = Severity.ERROR
    options = (Option("required", False, "Every picture of a piece must have a credit in its record"),)
    source = (
        "UrhG § 13, for plain photographs with § 72 (1); wording read on 22 November 2026. Authors may waive their "
        "credit; a license says whether they did"
    )
    examples = (
        Good(subject=_shown("<p>Picture: Mara Lind</p>")),
        Good(subject=_shown("<p>Foto: mara&nbsp;lind / Studio Nord</p>", locale="de")),
        Good(subject=_shown("<p>Licht.</p>", credit="Lumora", locale="de"), note="A picture of the brand's own."),
        Good(
            f"{_STOCK}<p>Light. Photo: J. Doe / Adobe Stock</p>", kind=SubjectKind.HTML, note="Named with its agency."
        ),
        Bad(subject=_shown("<p>Light for long evenings.</p>"), flags=("A lamp in the rain",)),
        Bad(subject=_shown("<p>Licht für lange Abende.</p>", locale="de"), flags=("Eine Leuchte im Regen",)),
        Bad(
            f"{_STOCK}<p>Licht für lange Abende.</p>",
            kind=SubjectKind.HTML,
            locale="de",
            flags=("https://lumora.example/AdobeStock_48213377.jpeg",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare the asset's record with the words beside the picture."""
        if subject.document is None:
            yield from self._agencies(subject)
        elif subject.kind is not SubjectKind.SOURCE:
            yield from self._credits(subject, guideline)
        elif not subject.channel and self.option(guideline, subject, "required"):
            for place, asset in walk.pictures(subject.document):
                if not asset.credit.strip():
                    message = Message("The picture’s record names nobody who made it.")
                    where = Where(part=subject.name, source=place)
                    yield self.finding(where, message, quote=asset.alt or asset.id, verdict=Verdict.NEEDS_REVIEW)

    def _credits(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        shown = {picture.where.source.whole for picture in subject.pictures if picture.where.source is not None}
        alts = {picture.alt for picture in subject.pictures if picture.alt}
        losses = {(loss.source.field, loss.source.block) for loss in subject.losses}
        words, seen = "", set()
        for place, asset in walk.pictures(subject.document) if subject.document is not None else ():
            credit = _plain(asset.credit)
            is_shown = place.whole in shown or (bool(asset.alt) and asset.alt in alts)
            if not credit or credit in seen or not is_shown or _is_own(credit, guideline):
                continue
            seen.add(credit)
            words = words or _plain(" ".join(run.text for run in subject.runs))
            if credit in words:
                continue
            no_room = (f"{place.field}.credit", place.block) in losses
            yield self.finding(
                Where(part=subject.name, source=place),
                Message("The picture is by {credit}, who is named nowhere.", credit=asset.credit),
                quote=asset.alt or asset.id,
                verdict=Verdict.NEEDS_REVIEW if no_room else Verdict.FAIL,
            )

    def _agencies(self, subject: Subject) -> Iterator[Finding]:
        words, seen = "", set()
        for picture in subject.pictures:
            name = (picture.url or picture.where.part).rpartition("/")[2]
            agency = next((agency for agency, files in _AGENCIES.items() if files.search(name)), "")
            if not agency or agency in seen or subject.kind is SubjectKind.PICTURE:
                continue
            seen.add(agency)
            words = words or _plain(" ".join(run.text for run in subject.runs))
            if _plain(agency).replace(" ", "") not in words.replace(" ", ""):
                message = Message(
                    "The file is named like a picture of {agency}, which is credited nowhere.", agency=agency
                )
                yield self.finding(picture.where, message, quote=picture.url[:200], verdict=Verdict.NEEDS_REVIEW)


def _plain(text: str) -> str:
    """Words without what differs between a record and a line of credits: blanks, case, signs."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _is_own(credit: str, guideline: Guideline) -> bool:
    sender = guideline.tokens.sender
    own = {_plain(name) for name in (sender.name, sender.company, guideline.brand, guideline.tokens.brand) if name}
    return credit in own


plugin = MissingCredit()
