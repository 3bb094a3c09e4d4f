"""Puts the text of a post together."""

from dataclasses import dataclass, replace

from renderers.channels.social import tags as hashtags
from renderers.channels.social.counting import at_least
from renderers.channels.social.counting import hashtags as hashtag_count
from renderers.channels.social.networks import Network, limits_by_name
from renderers.channels.social.tags import Tag
from renderers.contract import walk
from renderers.contract.artifact import Loss, LossKind, Trace
from renderers.contract.document import Picture
from renderers.contract.escape import Context, escape
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.view import RenderInput
from renderers.toolkit import fit, lines, wording
from renderers.toolkit.fit import Flow, Unit
from renderers.toolkit.html import safe_url
from renderers.toolkit.lines import Scribe
from renderers.toolkit.pen import REFUSED_LINK
from renderers.toolkit.tail import Tail, brand_lines, chosen_action, leads_already, own_text

NO_ROOM = hashtags.NO_ROOM
NOT_SHOWN = Message("The picture that it describes is not in the post.")
OWN_WORDS = Message("The author wrote other words for this channel.")
NO_TAPPING = Message("The network does not make addresses in a post clickable.")
NO_INLINE = Message("Words of a post cannot be links.")
LONG_PRINT = Message("With this small print the post would be longer than the network takes.")
LONG_LINK = Message("With this address the post would be longer than the network takes.")

#: The shares of a post that may be taken by the address, by small print with it, and by codes with both: something
#: must be left to say.
_ADDRESS, _PRINT, _ALL = 0.75, 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Post:
    """The text of a post with what a program needs to know of it."""

    text: str
    link: str
    hashtags: tuple[str, ...]
    losses: tuple[Loss, ...]
    traces: tuple[Trace, ...]


class Composer:
    """Composes one post. `credit` names who made the picture; `shown` is where that picture stands."""

    def __init__(self, source: RenderInput, network: Network, *, credit: Unit | None, shown: Place | None) -> None:
        self.source, self.document, self.network = source, source.document, network
        self.limits = limits_by_name(network, source.limits)
        self.most = self.limits["post"].value
        self.scribe = Scribe(self.document.language, self._url)
        self._credit, self._shown = credit, shown
        self._own: dict[Place, Loss] = {}
        self._address = ""

    def compose(self) -> Post:
        """The wording; then code, action, small print and hashtags."""
        action, label = self._action()
        self._address = action[0].text if action else ""
        prints = self._small_print(action)
        tags, tag_losses = hashtags.read_tags(self.document.hashtags)
        reserved = () if self.network.short else tuple(self._tag_units(tags))
        flow, tail = self._with_codes(Tail((*action, *prints), "\n\n"), reserved)
        if label is not None and self.count(tail.with_other(action[0], label).behind(flow.text)) <= self.most:
            tail = tail.with_other(action[0], label)
        flow, tail, tags, more = self._within_tag_limit(flow, tail, tags)
        tag_losses += more
        tail, tags, more = self._tagged(flow, tail, tags)
        text = tail.behind(flow.text)
        units = (*flow.kept, *tail.units)
        return Post(
            text=text,
            link=self._target(),
            hashtags=tuple(tag.text for tag in tags),
            losses=(*self._losses(flow, tail, text), *tag_losses, *more),
            traces=wording.traces("text.txt", units),
        )

    def count(self, text: str) -> float:
        """The network's own count; endless where it is far beyond the limit."""
        return float("inf") if at_least(text) > self.most else self.network.count(text)

    def _with_codes(self, tail: Tail, reserved: tuple[Unit, ...]) -> tuple[Flow, Tail]:
        """The wording, and the tail with the codes that the wording does not say."""
        flow = self._flow(tail.followed_by(reserved))
        codes = [
            unit
            for unit in wording.codes(self.document, self.scribe)
            if not any(wording.says(flow.text, words) for _, words in unit.sources)
        ]
        longer = tail.led_by(codes)
        if not codes or self.count(longer.behind("")) > self.most * _ALL:
            return flow, tail
        return self._flow(longer.followed_by(reserved)), longer

    def _flow(self, tail: Tail) -> Flow:
        def fits(said: str) -> bool:
            return self.count(tail.behind(said)) <= self.most

        said = [*lines.opening(self.document, self.scribe), *self._body()]
        own = own_text(self.source)
        if own is not None:
            unit = Unit(self.source.override_place("text"), lines.plain(own))
            flow = fit.flow([unit], fits, language=self.scribe.language, why=NO_ROOM)
            replaced = [replace(loss, kind=LossKind.REPLACED) for loss in wording.unsaid(said, flow.text, OWN_WORDS)]
            return replace(flow, losses=(*flow.losses, *replaced))
        if self.network.short:
            return wording.longest(self.document, self.scribe, fits, why=NO_ROOM, separator="\n\n")
        return fit.flow(said, fits, language=self.scribe.language, why=NO_ROOM, broken=2)

    def _body(self) -> list[Unit]:
        """The body without captions of pictures that are not shown, and without the address that the action has."""
        hidden = {
            Place("body.caption", block.id)
            for block in self.document.all_blocks
            if isinstance(block, Picture) and self._shown != Place("body.asset", block.id)
        }
        units = lines.body(self.document, self.scribe)
        self._own.update(
            {
                unit.place: Loss(LossKind.DROPPED, unit.text, NOT_SHOWN, unit.place)
                for unit in units
                if unit.place in hidden
            }
        )
        return [unit for unit in units if unit.place not in hidden and not self._is_repeated(unit)]

    def _is_repeated(self, unit: Unit) -> bool:
        return unit.text == self._address and all(place.field == "body.url" for place, _ in unit.sources)

    def _action(self) -> tuple[list[Unit], Unit | None]:
        """The address of the action, and the same with the action's label before it."""
        found = chosen_action(self.document) if self.network.short else None
        action = self.document.action
        if action is not None and action.url:
            found = action, Place("action.label"), Place("action.url")
        if found is None:
            return [], None
        action, label_place, place = found
        address, label = self._url(action.url, place), lines.plain(action.label)
        if address is None or leads_already(self.source, address, action.url):
            return [], None
        if self.count(address) > self.most * _ADDRESS:
            self._own[place] = Loss(LossKind.DROPPED, address, LONG_LINK, place)
            return [], None
        sources = ((label_place, label), (place, address))
        return [Unit(place, address)], Unit(place, f"{label}: {address}", also=sources) if label else None

    def _small_print(self, action: list[Unit]) -> list[Unit]:
        """Notes, the brand's lines and the picture's credit, as long as the post can hold them."""
        kept: list[Unit] = []
        units = [*lines.small_print(self.document, self.scribe), *brand_lines(self.source)]
        for unit in [*units, *([self._credit] if self._credit else [])]:
            unit = replace(unit, before="\n") if kept else unit
            if self.count(fit.joined([*action, *kept, unit])) <= self.most * _PRINT:
                kept.append(unit)
            else:
                self._own[unit.place] = Loss(LossKind.DROPPED, unit.text, LONG_PRINT, unit.place)
        return kept

    def _within_tag_limit(self, flow: Flow, tail: Tail, tags: list[Tag]) -> tuple[Flow, Tail, list[Tag], list[Loss]]:
        """The same with no more hashtags, those in the author's words included, than the network takes."""
        if "hashtags" not in self.limits:
            return flow, tail, tags, []
        limit = int(self.limits["hashtags"].value)
        units, losses = hashtags.without_excess([*flow.kept, *tail.units], limit)
        kept, behind = units[: len(flow.kept)], units[len(flow.kept) :]
        flow, tail = replace(flow, kept=tuple(kept), text=fit.joined(kept)), replace(tail, units=tuple(behind))
        text = tail.behind(flow.text)
        new = [tag for tag in tags if not wording.says(text.casefold(), tag.text.casefold())]
        _, more = hashtags.at_most(new, max(0, limit - hashtag_count(text)), limit=limit)
        left = {loss.source for loss in more}
        return flow, tail, [tag for tag in tags if tag.place not in left], [*losses, *more]

    def _tag_units(self, tags: list[Tag]) -> list[Unit]:
        return [Unit(tag.place, tag.text, before=" " if number else None) for number, tag in enumerate(tags)]

    def _tagged(self, flow: Flow, tail: Tail, tags: list[Tag]) -> tuple[Tail, list[Tag], list[Loss]]:
        """The tail with as many hashtags as fit; those that the text has already are not repeated."""
        text = tail.behind(flow.text)
        said = [tag for tag in tags if wording.says(text.casefold(), tag.text.casefold())]
        new = [tag for tag in tags if tag not in said]
        while new and self.count(tail.followed_by(self._tag_units(new)).behind(flow.text)) > self.most:
            new = new[:-1]
        left = [tag for tag in tags if tag not in said and tag not in new]
        return tail.followed_by(self._tag_units(new)), [*said, *new], hashtags.dropped(left, NO_ROOM)

    def _losses(self, flow: Flow, tail: Tail, text: str) -> list[Loss]:
        losses = wording.without(flow.losses, tail.places)
        label = Place("action.label")
        if self.document.action is not None and label not in tail.places:
            why = NO_ROOM if own_text(self.source) is None else OWN_WORDS
            losses += fit.dropped([Unit(label, lines.plain(self.document.action.label))], why)
        losses = [
            loss for loss in losses if loss.kind is not LossKind.DROPPED or not wording.said_elsewhere(text, loss)
        ]
        said = {place for unit in (*flow.kept, *tail.units) for place, _ in unit.sources}
        told = {loss.source for loss in losses if loss.kind is not LossKind.SHORTENED}
        own = [
            loss
            for place, loss in self._own.items()
            if place not in told and (loss.kind is LossKind.DROPPED or place in said)
        ]
        return [*losses, *own, *self._inline_links(said, text)]

    def _inline_links(self, said: set[Place], text: str) -> list[Loss]:
        """Links inside words that are said: the words stay, the addresses do not."""
        found = []
        for place, rich in walk.texts(self.document):
            addresses = [escape(link.url, Context.LINE) for link in rich.links]
            lost = [address for address in addresses if place in said and address not in text]
            if lost:
                found.append(Loss(LossKind.DEGRADED, " ".join(dict.fromkeys(lost)), NO_INLINE, place))
        return found

    def _target(self) -> str:
        """The address that a program puts where the network takes one: tagged, whatever the text shows."""
        found = chosen_action(self.document)
        safe = safe_url(found[0].url) if found else None
        return escape(self.source.request.links.shortest(safe), Context.URL) if safe else ""

    def _url(self, url: str, place: Place) -> str | None:
        safe = safe_url(url)
        if safe is None:
            shown = escape(url, Context.LINE)
            self._own[place] = Loss(LossKind.DROPPED, shown, Message(REFUSED_LINK, url=shown), place)
            return None
        links = self.source.request.links
        if self.network.clickable:
            return escape(links.shortest(safe), Context.URL)
        # People would have to type it: the short link, or the address without campaign parameters.
        address = escape(dict(links.short).get(safe, safe), Context.URL)
        self._own[place] = Loss(LossKind.DEGRADED, address, NO_TAPPING, place)
        return address
