"""The colors of what was inspected: how often and in what they were seen, the nearly equal ones as one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from brand.color import Inks, distance, inks, screen
from brand.portable.starting import naming
from brand.portable.starting.candidates import COLORS, FoundColor, Use, Uses
from brand.portable.starting.roles import roles_of
from brand.subject import ColorUse, RunKind, Stretch, Subject, SubjectKind, TextRun

#: Colors nearer than this (ΔE2000) are one: nobody tells them apart unless they lie side by side.
NEAR = 2.5
#: Named in a style sheet but not seen: so many are shown.
_UNSEEN = 12
_UNSEEN_RUNS = frozenset({RunKind.ALT, RunKind.PREHEADER, RunKind.SUBJECT_LINE})
_AREAS = {"background": Use.AREA, "fill": Use.AREA, "border": Use.LINE, "stroke": Use.LINE}
#: Separations that are no spot colors: the process inks, and marks on every plate.
_PROCESS = frozenset({"", "all", "none", "black", "cyan", "magenta", "yellow"})
_SPACES = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab", "CalGray", "CalRGB"})


@dataclass(slots=True)
class Seen:
    """A color as it was written, and in what it was seen."""

    srgb: str
    cmyk: Inks | None = None
    spot: str = ""
    uses: Counter[Use] = field(default_factory=Counter)
    merged: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def often(self) -> int:
        """How often it was seen."""
        return self.uses.total() - self.uses[Use.NAMED]


def colors_of(subject: Subject, properties: Mapping[str, str], *, language: str) -> tuple[FoundColor, ...]:
    """The colors of a page or a PDF. `properties` are the custom properties of its style sheets, by name."""
    seen = _noted(subject)
    known = {one.srgb for one in seen}
    unseen = []
    for name, srgb in properties.items():
        there = [one for one in seen if one.srgb == srgb]
        for one in there:
            one.names.append(name)
        if not there and not _is_ready_made(name) and srgb not in known:
            known.add(srgb)
            unseen.append(Seen(srgb, uses=Counter({Use.NAMED: 1}), names=[name]))
    return found_colors([*seen, *unseen[:_UNSEEN]], language=language, ground=screen(_ground(subject)))


def found_colors(seen: Iterable[Seen], *, language: str, ground: str = "") -> tuple[FoundColor, ...]:
    """Colors as candidates: the nearly equal ones merged, with names and roles, the most used first.

    `ground` is what a whole page is painted on, where that is known.
    """
    kept = merged_colors(seen)[:COLORS]
    on = next((one.srgb for one in kept if ground and distance(one.srgb, ground) < NEAR), ground)
    roles = roles_of({one.srgb: (one.uses, one.names) for one in kept}, on)
    names = naming.distinct(_name(one, language) for one in kept)
    return tuple(
        FoundColor(
            name,
            one.srgb,
            cmyk=one.cmyk,
            spot=one.spot,
            roles=roles.get(one.srgb, ()),
            uses=ordered(one.uses),
            merged=tuple(one.merged),
            suggested=_is_likely(one, roles.get(one.srgb, ()), place),
        )
        for place, (one, name) in enumerate(zip(kept, names, strict=True))
    )


def merged_colors(seen: Iterable[Seen]) -> list[Seen]:
    """Colors that nobody tells apart as the one that is used most; spot colors stay what they are."""
    kept: list[Seen] = []
    for one in sorted(seen, key=lambda each: (-each.often, -each.uses.total(), each.srgb, each.spot)):
        near = next((other for other in kept if _is_same(one, other)), None)
        if near is None:
            kept.append(one)
            continue
        near.uses.update(one.uses)
        near.names += one.names
        near.cmyk, near.spot = near.cmyk or one.cmyk, near.spot or one.spot
        if one.srgb != near.srgb and one.srgb not in near.merged:
            near.merged.append(one.srgb)
    return sorted(kept, key=lambda each: (-each.often, -each.uses.total(), each.srgb, each.spot))


def ordered(uses: Counter[Use]) -> Uses:
    """The most frequent first; among equals the order of their declaration."""
    order = list(Use)
    return tuple(sorted(uses.items(), key=lambda pair: (-pair[1], order.index(pair[0]))))


def _is_same(one: Seen, other: Seen) -> bool:
    if one.spot and other.spot and one.spot != other.spot:
        return False
    return distance(one.srgb, other.srgb) < NEAR


def _name(one: Seen, language: str) -> str:
    spoken = next((name for name in map(naming.plain, one.names) if name and not name.isdigit()), "")
    return one.spot or spoken or naming.called(one.srgb, language)


def _is_likely(one: Seen, roles: Sequence[str], place: int) -> bool:
    return bool(roles or one.spot) or (one.often > 1 and place < 8 and not naming.is_gray(one.srgb))


def _is_ready_made(name: str) -> bool:
    """Whether a property comes with a program and says nothing of the brand."""
    return name.startswith(("--wp--preset", "--wp-admin", "--bs-", "--tw-", "--swiper", "--fa-", "--mdc-"))


def _noted(subject: Subject) -> list[Seen]:
    ground = _ground(subject)
    declared = {use.value for use in subject.colors} | ({ground} if subject.kind is SubjectKind.HTML else set())
    found: dict[str, Seen] = {}

    def note(value: str, use: Use) -> None:
        if value in declared and (srgb := screen(value)):
            found.setdefault(value, Seen(srgb, cmyk=_whole(inks(value)))).uses[use] += 1

    for run in subject.runs:
        for stretch in run.stretches if run.kind not in _UNSEEN_RUNS else ():
            note(stretch.style.color, _use(run, stretch))
            is_button = run.kind is RunKind.ACTION and stretch.style.background != ground
            note(stretch.style.background, Use.BUTTON if is_button else Use.BACKGROUND)
    for use in subject.colors:
        _note_area(use, found, note)
        if use.value in found and (spot := _spot(use, subject)):
            found[use.value].spot = spot
    return list(found.values())


def _whole(parts: Inks | None) -> Inks | None:
    """Percentages that only lost their roundness on the way to a byte and back, round again."""
    if parts is None:
        return None
    cyan, magenta, yellow, black = (round(part) if abs(part - round(part)) < 0.3 else part for part in parts)
    return cyan, magenta, yellow, black


def _note_area(use: ColorUse, found: Mapping[str, Seen], note: object) -> None:
    """What is painted without words on it."""
    kind = _AREAS.get(use.role)
    behind = use.value in found and any(found[use.value].uses[each] for each in (Use.BACKGROUND, Use.BUTTON))
    if kind is not None and not (kind is Use.AREA and behind):
        note(use.value, kind)  # type: ignore[operator]  # the function above


def _ground(subject: Subject) -> str:
    """What all is painted on: the color of a page's body, white where it has none, and white paper."""
    own = (use.value for use in subject.colors if use.role == "background" and use.where.path == "body")
    return next(own, "#ffffff")


def _use(run: TextRun, stretch: Stretch) -> Use:
    if run.kind is RunKind.ACTION:
        return Use.BUTTON_TEXT
    if run.kind in {RunKind.HEADING, RunKind.TITLE}:
        return Use.HEADING
    return Use.LINK if stretch.url else Use.TEXT


def _spot(use: ColorUse, subject: Subject) -> str:
    """The spot color's name; in a PDF it stands where others have their color space."""
    name = use.declared
    if subject.kind is not SubjectKind.PDF or name in _SPACES or name.startswith(("Device", "ICC")):
        return ""
    return "" if name.casefold() in _PROCESS else name
