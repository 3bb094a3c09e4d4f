"""Puts a message together: the wording, then what is never cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from renderers.channels.sms.address import Address, addresses
from renderers.channels.sms.words import Words
from renderers.contract import gsm7, walk
from renderers.contract.artifact import Loss, LossKind, Trace
from renderers.contract.escape import Context, escape
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import MergeField
from renderers.contract.view import RenderInput
from renderers.toolkit import fit, lines, wording
from renderers.toolkit.fit import Fits, Flow, Unit
from renderers.toolkit.html import safe_url
from renderers.toolkit.legal import line_place
from renderers.toolkit.lines import Scribe
from renderers.toolkit.pen import REFUSED_LINK
from renderers.toolkit.tail import Tail, brand_lines, chosen_action, leads_already, own_text

NO_ROOM = Message("The text message has no room for it.")
LONG_LINK = Message("The address is too long for a text message. Give it a short link.")
LONG_PRINT = Message("With this small print the text message would be longer than can be sent.")
NO_PICTURE = Message("A text message carries no pictures.")
OWN_WORDS = Message("The author wrote other words for this channel.")
DOTS = "..."

#: The share of the longest message that an address or small print may take, and all of the tail together: something
#: must be left to say.
_SHARE, _ALL = 0.4, 0.95


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be said with one form of the address."""

    flow: Flow
    tail: Tail
    address: Address | None
    segments: float

    @property
    def is_whole(self) -> bool:
        """Whether the wording says something, and was not cut inside a sentence."""
        cut = any(loss.kind is LossKind.SHORTENED for loss in self.flow.losses)
        return bool(self.flow.text) and not (cut and self.flow.text.endswith(DOTS))


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished message. `longest` is the text with every merge field at its worst case."""

    text: str
    longest: str
    link: str
    opt_out: str
    fields: tuple[str, ...]
    losses: tuple[Loss, ...]
    traces: tuple[Trace, ...]


class Composer:
    """Composes one message."""

    def __init__(self, source: RenderInput) -> None:
        self.source, self.document = source, source.document
        self.words = Words(source)
        self.scribe = Scribe(self.document.language, self._url, self.words.fold)
        self._most = source.limit("length").value
        self._allowed = max(1, int(source.limit("segments").value))
        self._own: dict[Place, Loss] = {}

    def compose(self) -> Composed:
        """The wording in front, the rest of the message behind it."""
        opt_out = gsm7.fold(lines.plain(self.source.tokens.line("opt-out")))
        behind = [*self._small_print(), *self._brand_lines(opt_out)]
        draft = self._best([self._draft(address, behind) for address in self._addresses()])
        if (address := draft.address) is not None:
            if address.left_out is not None:
                self._own[address.unit.place] = address.left_out
            labeled = draft.tail.with_other(address.unit, address.labeled)
            if self._costs(labeled.behind(draft.flow.text)) <= max(draft.segments, self._allowed):
                draft = replace(draft, tail=labeled)
        return self._composed(draft, opt_out)

    def _best(self, drafts: Sequence[Draft]) -> Draft:
        """The first with whole sentences in the segments allowed; else the last that keeps to them; else the first."""
        within = [draft for draft in drafts if draft.segments <= self._allowed]
        return next((draft for draft in within if draft.is_whole), [drafts[0], *within][-1])

    def _draft(self, address: Address | None, behind: Sequence[Unit]) -> Draft:
        tail = Tail((*([address.unit] if address else []), *behind))
        flow = self._wording(tail)
        codes = self._unsaid_codes(flow)
        if codes and len(self.words.longest(tail.led_by(codes).behind(""))) <= self._most * _ALL:
            flow = self._wording(tail.led_by(codes))
            tail = tail.led_by(self._unsaid_codes(flow))
        return Draft(flow, tail, address, self._costs(tail.behind(flow.text)))

    def _unsaid_codes(self, flow: Flow) -> list[Unit]:
        return [
            unit
            for unit in wording.codes(self.document, self.scribe)
            if not any(wording.says(flow.text, words) for _, words in unit.sources)
        ]

    def _composed(self, draft: Draft, opt_out: str) -> Composed:
        flow, tail = draft.flow, draft.tail
        text = tail.behind(flow.text)
        units = (*flow.kept, *tail.units)
        said = {place for unit in units for place, _ in unit.sources}
        place, action = Place("action.label"), self.document.action
        silent = [Unit(place, self.words.fold(action.label, place))] if action and place not in said else []
        why = NO_ROOM if own_text(self.source) is None else OWN_WORDS
        losses = [*wording.without(flow.losses, tail.places), *fit.dropped(silent, why), *self._own.values()]
        losses = [
            loss for loss in losses if loss.kind is not LossKind.DROPPED or not wording.said_elsewhere(text, loss)
        ]
        return Composed(
            text=self.words.written(text),
            longest=self.words.longest(text),
            link=draft.address.unit.text if draft.address else "",
            opt_out=opt_out,
            fields=self._fields(said),
            losses=(
                *(replace(loss, what=self.words.quoted(loss.what, loss.source)) for loss in losses),
                *(
                    Loss(LossKind.DROPPED, asset.alt, NO_PICTURE, place)
                    for place, asset in walk.pictures(self.document)
                ),
                *self.words.losses(said),
            ),
            traces=tuple(
                replace(trace, text=self.words.written(trace.text)) for trace in wording.traces("message.txt", units)
            ),
        )

    def _wording(self, tail: Tail) -> Flow:
        """The wording for the fewest segments in which something can be said at all."""
        allowed = self._allowed
        while True:
            flow = self._fitting(tail, allowed)
            if flow.text or not flow.losses or allowed * gsm7.PART[gsm7.UCS2] > self._most:
                return flow
            allowed += 1

    def _fitting(self, tail: Tail, allowed: int) -> Flow:
        own = own_text(self.source)
        if own is None:
            fits: Fits = lambda said: self._costs(tail.behind(said)) <= allowed  # noqa: E731
            return wording.longest(self.document, self.scribe, fits, why=NO_ROOM, ellipsis=DOTS)
        # The author knows what a second segment costs: own words are cut only where they cannot be sent at all.
        place = self.source.override_place("text")
        flow = fit.flow(
            [Unit(place, self.words.fold(own, place))],
            lambda said: len(self.words.longest(tail.behind(said))) <= self._most,
            language=self.scribe.language,
            ellipsis=DOTS,
            why=NO_ROOM,
        )
        rest = [*lines.opening(self.document, self.scribe), *lines.body(self.document, self.scribe)]
        replaced = [replace(loss, kind=LossKind.REPLACED) for loss in wording.unsaid(rest, flow.text, OWN_WORDS)]
        return replace(flow, losses=(*flow.losses, *replaced))

    def _costs(self, text: str) -> float:
        """The segments of a text at its longest; endless where it is longer than can be sent."""
        longest = self.words.longest(text)
        return gsm7.segments(longest).count if len(longest) <= self._most else float("inf")

    def _addresses(self) -> list[Address | None]:
        """The forms of the action's address, the best first; None where there is nothing to add."""
        found = chosen_action(self.document)
        if found is None:
            return [None]
        action, label_place, place = found
        written = self._url(action.url, place)
        if written is None or leads_already(self.source, written, action.url):
            return [None]
        forms = addresses(
            self.source.request.links, action.url, place, (label_place, self.words.fold(action.label, label_place))
        )
        sendable = [form for form in forms if len(form.unit.text) <= self._most * _SHARE]
        if not sendable:
            self._own[place] = Loss(LossKind.DROPPED, written, LONG_LINK, place)
        return [*sendable] or [None]

    def _small_print(self) -> list[Unit]:
        """Every note, as long as the message can be sent with it."""
        kept: list[Unit] = []
        for unit in lines.small_print(self.document, self.scribe):
            if len(fit.joined([*kept, unit], "\n")) <= self._most * _SHARE:
                kept.append(unit)
            else:
                self._own[unit.place] = Loss(LossKind.DROPPED, unit.text, LONG_PRINT, unit.place)
        return kept

    def _brand_lines(self, opt_out: str) -> list[Unit]:
        said = [replace(unit, text=gsm7.fold(lines.plain(unit.text))) for unit in brand_lines(self.source)]
        return [*said, *([Unit(line_place("opt-out"), opt_out)] if opt_out else [])]

    def _url(self, url: str, place: Place) -> str | None:
        safe = safe_url(url)
        if safe is None:
            shown = escape(url, Context.LINE)
            self._own[place] = Loss(LossKind.DROPPED, shown, Message(REFUSED_LINK, url=shown), place)
            return None
        return escape(self.source.request.links.shortest(safe), Context.URL)

    def _fields(self, said: set[Place]) -> tuple[str, ...]:
        """The merge fields in what is said."""
        texts = [text for place, text in walk.texts(self.document) if place in said]
        texts += [text for index, text in enumerate(self.document.short) if Place(f"short.{index}") in said]
        own = own_text(self.source)
        texts += [own] if own is not None else []
        names = [word.name for text in texts for word in text.words if isinstance(word, MergeField)]
        return tuple(dict.fromkeys(names)) if self.source.request.dialect != "plain" else ()
