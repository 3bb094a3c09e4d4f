"""What every part of the Markdown reader needs: the file, its problems, and how one value of it is read."""

import re
from collections.abc import Iterable

from renderers.contract.document import Action, AssetRef, Fact
from renderers.contract.errors import RendererError
from renderers.contract.message import Message
from renderers.contract.text import RichText
from renderers.contract.tokens import Field
from renderers.markdown.engine import Engine
from renderers.markdown.inline import ImageRun, InlineReader
from renderers.markdown.masking import Stash
from renderers.markdown.nodes import Entry, Items, Mapping, Node, Scalar
from renderers.markdown.pictures import Folder
from renderers.markdown.problems import Problems, unknown_key
from renderers.markdown.source import Source
from renderers.markdown.spacing import rich

_LINK = re.compile(r"\[(?P<label>.*)\]\((?P<url>[^()\s]+)\)", re.DOTALL)


class Reader:
    """Reads single values of one piece and notes what is wrong with them."""

    def __init__(self, source: Source, folder: Folder, fields: tuple[Field, ...], facts: tuple[Fact, ...]) -> None:
        self.source, self.folder = source, folder
        self.problems = Problems(source)
        self.engine = Engine()
        self.stash = Stash(source.text, self.problems, fields, facts)
        self.inline = InlineReader(self.stash, self.problems, source.text)

    def mapping(self, node: Node | None, known: Iterable[str], what: Message) -> Mapping | None:
        """A mapping with some known keys; every other key is a problem. `what` says what was expected instead."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.problems.add(what, node.offset)
            return None
        names = frozenset(known)
        for entry in node.entries:
            if names and entry.key not in names:
                self.problems.add(unknown_key(entry.key, names), entry.offset)
        return node

    def entries(self, node: Node | None, what: Message) -> tuple[Entry, ...]:
        """The entries of a mapping whose keys are free."""
        mapping = self.mapping(node, (), what)
        return () if mapping is None else mapping.entries

    def scalars(self, node: Node | None) -> tuple[Scalar, ...]:
        """One text or a list of texts."""
        if node is None:
            return ()
        items = node.items if isinstance(node, Items) else (node,)
        return tuple(scalar for item in items if (scalar := self.scalar(item)) is not None)

    def scalar(self, node: Node | None) -> Scalar | None:
        """One text."""
        if node is None or isinstance(node, Scalar):
            return node
        if isinstance(node, Mapping) and self.problems.starts(node.offset, "{{"):
            example = "'{{ contact.first_name | default: \"...\" }}'"
            message = Message("A text with a field must stand in single quotation marks: {example}.", example=example)
        else:
            message = Message("A text is expected here.")
        self.problems.add(message, node.offset)
        return None

    def plain(self, node: Node | None) -> str:
        """One text that takes no fields and no marks."""
        scalar = self.scalar(node)
        if scalar is None:
            return ""
        if "{{" in scalar.text:
            self.problems.add(Message("This text takes no fields."), scalar.offset)
        return " ".join(scalar.text.split())

    def rich(self, node: Node | None) -> RichText:
        """One text with marks, links and fields; its line breaks stay."""
        scalar = self.scalar(node)
        return RichText() if scalar is None else self.rich_text(scalar)

    def rich_text(self, scalar: Scalar) -> RichText:
        """The same for a text that is there."""
        masked = self.stash.inline(scalar.text, lambda at: self._inside(scalar, at))
        runs = self.inline.runs(self.engine.line(masked))
        if any(isinstance(run, ImageRun) for run in runs):
            self.problems.add(Message("A picture has no place in this text."), scalar.offset)
        return rich((run for run in runs if not isinstance(run, ImageRun)), lines=True)

    def address(self, node: Node | None) -> str:
        """One address a reader may be sent to; facts in it stand for their values."""
        scalar = self.scalar(node)
        if scalar is None:
            return ""
        masked = self.stash.inline(scalar.text.strip(), lambda at: self._inside(scalar, at))
        return self.inline.address(self.inline.filled(masked, scalar.offset), scalar.text, scalar.offset)

    def action(self, node: Node | None) -> Action | None:
        """An action: `{label: ..., url: ...}` or `"[label](url)"`."""
        expected = Message(
            "An action has a label and a url: {example}.", example='"[Zum Angebot](https://example.com)"'
        )
        if isinstance(node, Scalar):
            link = _LINK.fullmatch(node.text.strip())
            if link is None:
                self.problems.add(expected, node.offset)
                return None
            label = Scalar(link["label"], node.offset, node.end)
            return Action(self.rich_text(label), self.address(Scalar(link["url"], node.offset, node.end)))
        mapping = self.mapping(node, ("label", "url"), expected)
        if mapping is None:
            return None
        label_text, url = self.rich(mapping.get("label")), self.address(mapping.get("url"))
        if not label_text or mapping.get("url") is None:
            self.problems.add(expected, mapping.offset)
            return None
        return Action(label_text, url)

    def picture(self, node: Node | None, *, alt: Node | None = None) -> AssetRef | None:
        """A picture: a file name, or `{file: ..., alt: ..., focal: [0.5, 0.5], credit: ...}`."""
        if isinstance(node, Scalar):
            return self.picture_file(node.text, self.plain(alt), node.offset)
        mapping = self.mapping(
            node,
            ("file", "alt", "focal", "credit"),
            Message("A picture is a file name, or file, alt, focal and credit."),
        )
        if mapping is None:
            return None
        file = self.scalar(mapping.get("file"))
        if file is None:
            self.problems.add(Message("The picture names no file. Add file: NAME."), mapping.offset)
            return None
        words = self.plain(mapping.get("alt") or alt)
        return self.picture_file(
            file.text,
            words,
            file.offset,
            focal=self.focal(mapping.get("focal")),
            credit=self.plain(mapping.get("credit")),
        )

    def picture_file(
        self, file: str, alt: str, offset: int, *, focal: tuple[float, float] = (0.5, 0.5), credit: str = ""
    ) -> AssetRef | None:
        """A picture by its name; None, with the reason noted, where it cannot be had."""
        try:
            return self.folder.reference(file, alt=alt, focal=focal, credit=credit)
        except RendererError as error:
            self.problems.add(error.message, offset)
            return None

    def focal(self, node: Node | None) -> tuple[float, float]:
        """A focal point: two shares of width and height."""
        if node is None:
            return 0.5, 0.5
        numbers = [scalar.text for scalar in self.scalars(node)]
        try:
            x, y = (float(number) for number in numbers)
            if 0 <= x <= 1 and 0 <= y <= 1:
                return x, y
        except ValueError:
            x = -1.0
        self.problems.add(
            Message("A focal point is two numbers between 0 and 1, from the left and from the top: [0.3, 0.4]."),
            node.offset,
        )
        return 0.5, 0.5

    def _inside(self, scalar: Scalar, at: int) -> int:
        """Where in the file a character of a scalar stands: quoting and folding shift it."""
        fragment = scalar.text[at : at + 12].partition("\n")[0]
        position = scalar.offset
        for _ in range(scalar.text.count(fragment, 0, at + len(fragment))):
            found = self.source.text.find(fragment, position, scalar.end)
            if found < 0:
                return scalar.offset
            position = found + 1
        return max(position - 1, scalar.offset)
