"""Puts a message together: the wording, then what is never cut."""

from dataclasses import dataclass, replace

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

#: The share of the longest message that an address or small print may take, and all of the tail together: something
#: must be left to say.
_SHARE, _ALL = 0.4, 0.95


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
        self._own: dict[Place, Loss] = {}

    def compose(self) -> Composed:
        """The wording in front, the rest of the message behind it."""
        opt_out = gsm7.fold(lines.plain(self.source.tokens.line("opt-out")))
        link, label = self._link()
        tail = Tail((*link, *self._small_print(), *self._brand_lines(opt_out)))
        flow, allowed = self._wording(tail)
        codes = [
            unit
            for unit in wording.codes(self.document, self.scribe)
            if not any(wording.says(flow.text, words) for _, words in unit.sources)
        ]
        if codes and len(self.words.longest(tail.led_by(codes).behind(""))) <= self._most * _ALL:
            tail = tail.led_by(codes)
            flow, allowed = self._wording(tail)
        if label is not None:
            labeled = tail.with_other(link[0], label)
            tail = labeled if self._costs(labeled.behind(flow.text)) <= allowed else tail
        return self._composed(flow, tail, link[0].text if link else "", opt_out)

    def _composed(self, flow: Flow, tail: Tail, link: str, opt_out: str) -> Composed:
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
            link=link,
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

    def _wording(self, tail: Tail) -> tuple[Flow, int]:
        """The wording for the fewest segments in which something can be said at all, and their number."""
        allowed = max(1, int(self.source.limit("segments").value))
        while True:
            flow = self._fitting(tail, allowed)
            if flow.text or not flow.losses or allowed * gsm7.PART[gsm7.UCS2] > self._most:
                return flow, allowed
            allowed += 1

    def _fitting(self, tail: Tail, allowed: int) -> Flow:
        own = own_text(self.source)
        if own is None:
            fits: Fits = lambda said: self._costs(tail.behind(said)) <= allowed  # noqa: E731
            return wording.longest(self.document, self.scribe, fits, why=NO_ROOM, ellipsis="...")
        # The author knows what a second segment costs: own words are cut only where they cannot be sent at all.
        place = self.source.override_place("text")
        flow = fit.flow(
            [Unit(place, self.words.fold(own, place))],
            lambda said: len(self.words.longest(tail.behind(said))) <= self._most,
            language=self.scribe.language,
            ellipsis="...",
            why=NO_ROOM,
        )
        rest = [*lines.opening(self.document, self.scribe), *lines.body(self.document, self.scribe)]
        replaced = [replace(loss, kind=LossKind.REPLACED) for loss in wording.unsaid(rest, flow.text, OWN_WORDS)]
        return replace(flow, losses=(*flow.losses, *replaced))

    def _costs(self, text: str) -> float:
        """The segments of a text at its longest; endless where it is longer than can be sent."""
        longest = self.words.longest(text)
        return gsm7.segments(longest).count if len(longest) <= self._most else float("inf")

    def _link(self) -> tuple[list[Unit], Unit | None]:
        """The address of the action, and the same with the action's label before it."""
        found = chosen_action(self.document)
        if found is None:
            return [], None
        action, label_place, place = found
        address = self._url(action.url, place)
        if address is None or leads_already(self.source, address, action.url):
            return [], None
        if len(address) > self._most * _SHARE:
            self._own[place] = Loss(LossKind.DROPPED, address, LONG_LINK, place)
            return [], None
        link = Unit(place, address)
        if not (label := self.words.fold(action.label, label_place)):
            return [link], None
        return [link], Unit(place, f"{label}: {address}", also=((label_place, label), (place, address)))

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
