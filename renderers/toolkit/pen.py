"""Writes a document's words for one request: in its dialect, with its links, and with what it cannot say on record."""

from dataclasses import replace
from typing import Final

from renderers.contract.artifact import Loss, LossKind
from renderers.contract.dialect import Tag, get_dialect
from renderers.contract.escape import Context, escape
from renderers.contract.message import Message
from renderers.contract.place import Place
from renderers.contract.text import Link, MergeField, RichText, Text
from renderers.contract.view import RenderInput
from renderers.toolkit import html

_HTML, _ATTRIBUTE = Context.HTML, Context.ATTRIBUTE

#: Why a link is left out, in every channel.
REFUSED_LINK: Final = "“{url}” is no address that readers can be sent to. Links lead to http, https, mailto or tel."


class Pen:
    """Writes words and collects losses: refused links, and merge fields or filters that the dialect lacks.

    `relative` takes addresses on the same host, which a page may have and a mail may not.
    """

    def __init__(self, source: RenderInput, *, relative: bool = False) -> None:
        self.source = source
        self.dialect = get_dialect(source.request.dialect)
        self._relative = relative
        self._losses: dict[tuple[Place, str], Loss] = {}
        self._addresses: dict[tuple[str, bool], str | None] = {}

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What could not be said, each once."""
        return tuple(self._losses.values())

    def html(self, text: RichText, place: Place, *, link: str = "") -> str:
        """Rich text as finished HTML; `link` are further attributes of its links."""
        if len(text.runs) == 1 and isinstance(run := text.runs[0], Text) and not run.marks:  # as most are
            return self.dialect.words(run.text, _HTML).replace("\n", "<br>")
        return html.inline(
            text,
            self.dialect,
            field=lambda field, context: self.field(field, place, context),
            resolve=lambda target: self.href(target, place),
            link=link,
        )

    def flat(self, text: RichText, place: Place, context: Context) -> str:
        """Rich text without marks and links, for a line, a text part or an attribute."""
        if len(text.runs) == 1 and isinstance(run := text.runs[0], Text):
            return self.dialect.words(run.text, context)
        return html.flat(
            tuple(text.words),
            self.dialect,
            field=lambda field, context: self.field(field, place, context),
            context=context,
        )

    def words(self, text: str, context: Context) -> str:
        """Plain words for a place."""
        return self.dialect.words(text, context)

    def attribute(self, text: str) -> str:
        """Plain words for an attribute, an alternative text for instance."""
        return self.dialect.words(text, _ATTRIBUTE)

    def field(self, field: MergeField, place: Place, context: Context) -> str:
        """A merge field in the dialect; its default where the dialect or the register does not know it."""
        entry = self.source.tokens.register(field.name)
        usual = self.dialect.usual_name(field.name)
        name = entry.name_in(self.dialect.key, usual) if entry else usual
        if self.dialect.key == "plain":
            return self.words(field.plain, context)
        if entry is None or not self.dialect.can_name(name):
            message = Message(
                "The dialect “{dialect}” cannot write the merge field “{field}”; its default stands there.",
                dialect=self.dialect.label,
                field=field.name,
            )
            self._lose(LossKind.REPLACED, field.source, message, place)
            return self.words(field.plain, context)
        for filter_ in self.dialect.unknown_filters(field):
            message = Message(
                "The dialect “{dialect}” has no filter “{filter}”; “{field}” is written without it.",
                dialect=self.dialect.label,
                filter=filter_,
                field=field.name,
            )
            self._lose(LossKind.DEGRADED, filter_, message, place)
        if field.default and not self.dialect.can_default(self.words(field.default, context), context):
            message = Message(
                "The dialect “{dialect}” cannot say this where nothing is known; “{field}” is written without it.",
                dialect=self.dialect.label,
                field=field.name,
            )
            self._lose(LossKind.DROPPED, field.default, message, place)
            field = replace(field, default="")
        return self.dialect.merge_field(field, context, name=name)

    def href(self, target: Link | str, place: Place) -> str | None:
        """The address of a link, tagged with the campaign's parameters, or None and a loss where it is refused."""
        url, tagged = (target.url, target.tagged) if isinstance(target, Link) else (target, True)
        if (url, tagged) not in self._addresses:
            self._addresses[url, tagged] = self._address(url, tagged=tagged)
        address = self._addresses[url, tagged]
        if address is None:
            shown = escape(url, Context.LINE)
            message = Message(
                "“{url}” is no address that readers can be sent to. Links lead to http, https, mailto or tel.",
                url=shown,
            )
            self._lose(LossKind.DROPPED, shown, message, place)
        return address

    def _address(self, written: str, *, tagged: bool) -> str | None:
        url = html.safe_url(written, relative=self._relative)
        if url is None:
            return None
        return html.in_dialect(self.source.request.links.tagged(url) if tagged else url, self.dialect)

    def tag(self, tag: Tag) -> str | None:
        """A footer tag of the dialect."""
        return self.dialect.tag(tag)

    def _lose(self, kind: LossKind, what: str, why: Message, place: Place) -> None:
        self._losses.setdefault((place, what), Loss(kind, what, why, place))
