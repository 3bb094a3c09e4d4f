"""Builds one sheet: from a document and tokens to the template's data, then from its answers to losses and traces."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from renderers.channels.print import cuts, furniture
from renderers.channels.print.bench import Bench
from renderers.channels.print.blocks import plan
from renderers.channels.print.cuts import Planned, State
from renderers.channels.print.darkroom import Darkroom
from renderers.channels.print.galley import Galley, SetText, without_breaks
from renderers.channels.print.ink import inks
from renderers.channels.print.press import press
from renderers.channels.print.typefaces import Typefaces, typefaces
from renderers.contract.artifact import Loss, LossKind, Position, Trace
from renderers.contract.errors import RenderFailedError
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.renderer import AssetSource
from renderers.contract.text import RichText
from renderers.contract.view import RenderInput
from renderers.toolkit.pdf import stamp
from renderers.toolkit.typesetting import EPOCH, Ladder, Sheet, Typeset

NO_ROOM: Final = "There was no room left for this on the sheet (sides: {pages})."
HEADLINE_ROOM: Final = "The headline has room for about {characters} characters."
TEASER_ROOM: Final = "The teaser did not fit below the headline."
LEGAL_ROOM: Final = (
    "The legal lines alone need more room than the sheet has (sides: {pages}). Shorten them, or print larger."
)

PART = "print.pdf"
_LOGO = "logo"
_TEMPLATES = Path(__file__).parent / "templates"
_HEADLINE_CHARACTERS = 180
_LONGEST_CUT = 420
_MM_PER_POINT = 25.4 / 72
WIDTH_MM, HEIGHT_MM = 148.0, 210.0
#: How a sheet may look, the roomiest first, for one side and for two: height of the hero in mm, size of running text
#: as a share of 9.6 pt. The first that leaves room for all is taken.
_LOOKS = (
    ((172, 1.25), (162, 1.25), (152, 1.25), (142, 1.25), (132, 1.25), (122, 1.25), (112, 1.15), (104, 1.15), (96, 1.15),
     (90, 1.15), (90, 1.08), (84, 1.08), (78, 1.08), (78, 1.0), (74, 1.0), (70, 1.0), (66, 1.0), (62, 1.0)),
    ((150, 1.3), (144, 1.3), (138, 1.3), (132, 1.3), (126, 1.3), (120, 1.2), (115, 1.2), (110, 1.2), (105, 1.2),
     (104, 1.1), (99, 1.1), (94, 1.1), (89, 1.1), (88, 1.0), (82, 1.0), (76, 1.0), (70, 1.0), (64, 1.0)),
)  # fmt: skip
#: How large pictures in the body are drawn; the first that leaves room for all is taken.
_SHRINK = (1.0, 0.84, 0.7, 0.58, 0.48, 0.4)


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of headline or teaser, where its words come from, and the loss that taking it means."""

    text: SetText | None
    place: Place
    loss: Loss | None = None


class FlyerSheet:
    """An A5 flyer in the making."""

    def __init__(self, source: RenderInput, assets: AssetSource) -> None:
        self._source = source
        document = source.document
        self._typefaces: Typefaces = typefaces(source.tokens, assets)
        self._inks = inks(source.tokens)
        self._galley = Galley(self._typefaces.characters, source.request.links)
        self._press = press(source, assets)
        self._darkroom = Darkroom(assets, source.limit("resolution").value, self._press.icc)
        self._logo = furniture.mark(source.tokens, self._darkroom)
        if document.hero is not None:
            self._galley.mark(document.hero.alt, Place("hero"), name="hero")
        place, heading = document.heading
        self._headlines = self._wordings(heading, place, name="headline")
        self._teasers = self._wordings(document.teaser, Place("teaser"), name="teaser", approved=True)
        self._bench = Bench(self._galley, self._darkroom, document.language)
        self._blocks = plan(document.blocks, self._bench)
        self._states = cuts.states(self._blocks)
        self._action = furniture.action(source, self._galley)
        self._foot = furniture.foot(source, self._galley)

    @property
    def pages(self) -> int:
        """How many sides there are at most."""
        return max(1, min(2, round(self._source.limit("pages").value)))

    @property
    def bleed_mm(self) -> float:
        """How far color runs over the trim."""
        return self._source.limit("bleed").value

    def fitting(self) -> Sheet:
        """The sheet to be tried: no picture of its own size yet, all ladders."""
        return Sheet(
            template=self._template,
            files=self._darkroom.files,
            fonts=self._typefaces.files,
            data=self._data(),
            ladders=(
                Ladder("headline", len(self._headlines)),
                Ladder("teaser", len(self._teasers)),
                *_size_ladders(self.pages),
                Ladder("body", len(self._states)),
                Ladder("pinned", 1 + len(self._droppable)),
                *_size_ladders(self.pages),  # what was left out may have made room
            ),
            answers=("fits",),
        )

    def final(self, tried: Typeset) -> Sheet:
        """The sheet to be printed, with the picture cut to the size that was found.

        Raises:
            RenderFailedError: what must not be cut needs more than the whole sheet.
        """
        found = tried.answers["fits"][0]
        if not found["pinned"]:
            raise RenderFailedError(Message(LEGAL_ROOM, pages=self.pages))
        data = self._data()
        hero = self._source.document.hero
        if hero is not None:
            bleed = self.bleed_mm
            data["hero"] = self._darkroom.cropped(hero, WIDTH_MM + 2 * bleed, found["height"] + bleed, Place("hero"))
        return Sheet(
            template=self._template,
            files=self._darkroom.files,
            fonts=self._typefaces.files,
            data=data,
            steps=tried.steps,
            answers=("fits", "traces"),
            pdf=True,
            dated=self._source.request.dated or EPOCH,
        )

    def finished(self, made: Typeset) -> bytes:
        """The file for the print shop."""
        pdf = made.pdf
        if self._darkroom.stamp:
            marks = {mark["end"]: mark for mark in made.answers["traces"][0] if mark["id"] == _LOGO}
            left, top, right = _mm(marks[False]["x"]), _mm(marks[False]["y"]), _mm(marks[True]["x"])
            pdf = stamp(pdf, self._darkroom.stamp, page=1, left_mm=left, top_mm=top, width_mm=right - left)
        return self._press.finish(pdf, self._source, self._title)

    def losses(self, made: Typeset) -> tuple[Loss, ...]:
        """All that the sheet does not carry as it was written."""
        why = Message(NO_ROOM, pages=self.pages)
        found = [wording.loss for wording in self._chosen(made) if wording.loss is not None]
        found += cuts.losses(self._blocks, self._state(made), why)
        found += [loss for block in self._unpinned(made) for loss in cuts.dropped(block, why)]
        gone = {loss.source.block for loss in found if loss.kind is LossKind.DROPPED and loss.source.block}
        about_kept = [*self._darkroom.losses, *self._bench.notes]
        every = (
            *self._inks.losses,
            *self._typefaces.losses,
            *found,
            *self._galley.losses,
            *(loss for loss in about_kept if loss.source.block not in gone),
        )
        return tuple(replace(loss, what=without_breaks(loss.what)) for loss in every)

    def traces(self, made: Typeset) -> tuple[Trace, ...]:
        """Where every field landed, in reading order."""
        sources = dict(self._galley.sources)
        for name, wording in zip(("headline", "teaser"), self._chosen(made), strict=True):
            if wording.text is not None:
                sources[name] = (wording.place, wording.text.plain)
        for identity, kept in self._shortened_words(made):
            sources[identity] = (sources[identity][0], kept)
        return tuple(
            Trace(PART, without_breaks(sources[identity][1]), sources[identity][0], position)
            for identity, position in _pairs(made.answers["traces"][0])
            if identity != _LOGO
        )

    def _shortened_words(self, made: Typeset) -> list[tuple[str, str]]:
        state = self._state(made)
        if state.stop is None:
            return []
        data = [block for block in self._blocks if not block.pinned][state.blocks].data
        return [(data["text"]["id"], state.stop.kept + state.stop.dots)] if "text" in data else []

    @property
    def _template(self) -> str:
        return (_TEMPLATES / f"{self._source.request.format}.typ").read_text("utf-8")

    @property
    def _droppable(self) -> list[Planned]:
        return [block for block in self._blocks if block.pinned and not block.firm]

    def _unpinned(self, made: Typeset) -> Sequence[Planned]:
        blocks = self._droppable
        return blocks[len(blocks) - made.steps["pinned"] :]

    def _state(self, made: Typeset) -> State:
        return self._states[made.steps["body"]]

    def _chosen(self, made: Typeset) -> tuple[Wording, Wording]:
        return self._headlines[made.steps["headline"]], self._teasers[made.steps["teaser"]]

    def _data(self) -> dict[str, Any]:
        document = self._source.document
        region = document.locale.replace("_", "-").partition("-")[2]
        return {
            "language": document.language,
            "region": region.upper() if len(region) == 2 else None,
            "title": self._title,
            "dated": self._source.request.dated is not None,
            "bleed": self.bleed_mm,
            "colors": self._inks.by_role,
            "fonts": self._typefaces.families,
            "logo": self._logo,
            "hero": {"alt": document.hero.alt} if document.hero is not None else None,
            "headlines": [_text(wording) for wording in self._headlines],
            "teasers": [_text(wording) for wording in self._teasers],
            "looks": _LOOKS,
            "shrink": _SHRINK,
            "blocks": list(self._within_reach()),
            "states": [state.data() for state in self._states],
            "action": self._action,
            "foot": self._foot,
        }

    @property
    def _title(self) -> str:
        return " ".join(self._source.document.heading[1].plain.split()) or "–"

    def _within_reach(self) -> Iterator[dict[str, Any]]:
        last = max(state.blocks for state in self._states)
        flowing = 0
        for block in self._blocks:
            flowing += not block.pinned
            if block.pinned or flowing <= last + 1:
                yield {**block.data, "pinned": block.pinned, "firm": block.firm}

    def _wordings(self, text: RichText, place: Place, *, name: str, approved: bool = False) -> list[Wording]:
        """The versions of a headline or teaser: as written, approved shorter ones, cut at sentences, cut at words."""
        whole = self._galley.text(text, place, name=name)
        if whole is None:
            return [Wording(None, place)]
        why = self._why(name)
        versions = [Wording(whole, place)]
        if approved:
            loss = Loss(LossKind.REPLACED, whole.plain, why, place)
            versions += [Wording(short, where, loss) for where, short in self._shorts(whole)]
        shortest = min(len(version.text.plain) for version in versions if version.text)
        for stop in cuts.text_stops(whole, self._source.document.language, words=True)[1]:
            if stop.kept and len(stop.kept) < min(shortest, _LONGEST_CUT):
                text_kept = whole.until(len(stop.kept), stop.dots)
                versions.append(Wording(text_kept, place, Loss(LossKind.SHORTENED, stop.lost, why, place)))
        return versions

    def _shorts(self, whole: SetText) -> list[tuple[Place, SetText]]:
        """The approved shorter wordings, the longest first; they take the teaser's place."""
        places = [Place(f"short.{index}") for index in range(len(self._source.document.short))]
        texts = [
            self._galley.text(text, place) for place, text in zip(places, self._source.document.short, strict=True)
        ]
        shorter = [
            (place, text)
            for place, text in zip(places, texts, strict=True)
            if text is not None and len(text.plain) < len(whole.plain)
        ]
        return sorted(shorter, key=lambda pair: -len(pair[1].plain))

    @staticmethod
    def _why(name: str) -> Message:
        if name == "headline":
            return Message(HEADLINE_ROOM, characters=_HEADLINE_CHARACTERS)
        return Message(TEASER_ROOM)


def _size_ladders(pages: int) -> tuple[Ladder, ...]:
    last = len(_LOOKS[0]) - 1
    return Ladder("sides", pages), Ladder("look", last + 1, waiting=last), Ladder("shrink", len(_SHRINK))


def _text(wording: Wording) -> dict[str, Any] | None:
    return wording.text.data() if wording.text is not None else None


def _pairs(marks: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Position]]:
    """Each field once, with the place of its first mark and, where both are on one page, its height."""
    ends = {mark["id"]: mark for mark in marks if mark["end"]}
    for mark in marks:
        if not mark["end"]:
            end = ends[mark["id"]]
            x, y, below = (_mm(value) for value in (mark["x"], mark["y"], end["y"]))
            height = max(0.0, round(below - y, 2)) if end["page"] == mark["page"] else 0.0
            yield mark["id"], Position(mark["page"], x, y, height=height)


def _mm(length: str) -> float:
    """A length as Typst writes it ("42.52pt") in millimetres."""
    return round(float(length.removesuffix("pt")) * _MM_PER_POINT, 2)
