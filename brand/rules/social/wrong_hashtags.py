"""The rule `social/wrong-hashtags`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from brand.finding import Finding, Fix, FixKind, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import variant
from brand.subject import Subject, TextRun
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.message import Message

_TAG = re.compile(r"(?<![\w&/])#(?P<tag>[^\W_][\w]*)(?P<rest>-[^\W_][\w-]*)?")
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class _Tag:
    run: TextRun
    match: re.Match[str]

    @property
    def name(self) -> str:
        return self.match["tag"]


def _post(text: str, *, used: float = 0, locale: str = "en") -> Subject:
    meter = Meter("instagram-hashtags", used, 5, "hashtags", MeterKind.HARD)
    return replace(variant(text, "social", locale=locale), meters=(meter,) if used else ())


class WrongHashtags(Rule):
    """Hashtags are too many, not on the list, doubled or broken.

    ## Why it matters
    Networks ignore or refuse posts with too many hashtags. A hyphen ends a hashtag in its middle, and screen readers
    read #slowevening as one strange word, #SlowEvening as two.

    ## How to put it right
    Keep the few that matter, written with a capital for each word, as the guideline lists them.
    """

    id = "social/wrong-hashtags"
    severity = Severity.ERROR
    channels = frozenset({"social"})
    options = (
        Option("allowed", "", "The brand's hashtags, separated by blanks, each in its spelling"),
        Option("only", False, "No other hashtags are fine"),
    )
    source = "The limits of the channel (Instagram: 5 hashtags since 19 December 2025)"
    examples = (
        Good("Light for long evenings. #LightUp #SlowEvening #Berlin", channel="social"),
        Good(subject=_post("Licht! #Licht #Abend", used=5, locale="de")),
        Good("Platz #1 und Zimmer #12, Farbe #14213d bleibt.", channel="social", locale="de"),
        Good("Read #LightUp twice in mail: #lightup", channel="email"),
        Bad(
            "Light. #LightUp and #lightup",
            channel="social",
            flags=("#lightup",),
            fixed="Light. #LightUp and ",
        ),
        Bad(
            "Licht für alle. #E-Bike und mehr",
            channel="social",
            locale="de",
            flags=("#E-Bike",),
            fixed="Licht für alle. #EBike und mehr",
        ),
        Bad(subject=_post("Many: #A1 #B2 #C3 #D4 #E5 #F6", used=6), flags=("#F6",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at each hashtag, then at their number."""
        listed = {
            tag.casefold(): tag for tag in str(self.option(guideline, subject, "allowed")).replace("#", "").split()
        }
        only = bool(self.option(guideline, subject, "only"))
        tags = [
            _Tag(run, match)
            for run in subject.runs
            for match in _TAG.finditer(run.text)
            if not _NUMBER.fullmatch(match["tag"]) and not re.fullmatch(r"[0-9a-f]{6}", match["tag"])
        ]
        seen: set[str] = set()
        for tag in tags:
            yield from self._look(tag, listed, seen, only=only)
            seen.add(tag.name.casefold())
        yield from self._too_many(subject, tags)

    def _look(self, tag: _Tag, listed: dict[str, str], seen: set[str], *, only: bool) -> Iterator[Finding]:
        folded = tag.name.casefold()
        if tag.match["rest"]:
            joined = f"#{tag.name}{tag.match['rest'].replace('-', '')}"
            message = Message("A hashtag ends at its hyphen: write {right}.", right=joined)
            yield self._flag(tag, message, Fix(FixKind.SAFE, joined), whole=True)
        elif folded in seen:
            yield self._flag(tag, Message("{tag} stands here twice.", tag=f"#{tag.name}"), Fix(FixKind.SAFE, ""))
        elif folded in listed and listed[folded] != tag.name:
            right = f"#{listed[folded]}"
            yield self._flag(tag, Message("The guideline writes {right}.", right=right), Fix(FixKind.SAFE, right))
        elif only and folded not in listed:
            yield self._flag(tag, Message("The guideline does not list {tag}.", tag=f"#{tag.name}"), None)

    def _too_many(self, subject: Subject, tags: list[_Tag]) -> Iterator[Finding]:
        meter = next((meter for meter in subject.meters if "hashtags" in meter.name), None)
        if meter is None or not meter.over:
            return
        message = Message(
            "{used} hashtags; the network takes {limit}.", used=f"{meter.used:g}", limit=f"{meter.limit:g}"
        )
        if len(tags) > meter.limit:
            yield self._flag(tags[int(meter.limit)], message, None)
        else:
            yield self.finding(Where(part=subject.name), message, quote=f"{meter.used:g}")

    def _flag(self, tag: _Tag, message: Message, fix: Fix | None, *, whole: bool = False) -> Finding:
        end = tag.match.end() if whole else tag.match.end("tag")
        return self.at(tag.run, tag.match.start(), end, message, fix=fix)


plugin = WrongHashtags()
