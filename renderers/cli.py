"""`python -m renderers`: what channels there are, and a Markdown piece rendered into a folder.

    python -m renderers channels
    python -m renderers render FILE.md --channel C [--format F] [--dialect D] [--locale L] [--arm A]
                               [--tokens FILE] [--output DIR] [--language de|en]

`--channel all` renders every channel the piece is on into DIR/<channel>/<format>/. Exit status 0; 2 where nothing
could be rendered, with the reason and the remedy on the error stream, and nothing written.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from renderers import registry
from renderers.assets import Joined, TokenFiles
from renderers.contract import codec
from renderers.contract.dialect import get_dialect
from renderers.contract.document import Document
from renderers.contract.errors import RendererError, SchemaError
from renderers.contract.message import Message, Translator, translator
from renderers.contract.renderer import AssetSource, Renderer
from renderers.contract.request import LinkPolicy, RenderRequest
from renderers.contract.schemas import TOKENS
from renderers.contract.tokens import Tokens
from renderers.export import files_of, require_free, write_folder
from renderers.markdown import Piece, PieceError, read_piece
from renderers.registry import Rendered

_MOST_LOSSES = 5
_MOST_WORDS = 70


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks to the person at the terminal, in their language."""

    translate: Translator

    def say(self, message: Message) -> None:
        """Write a line to the error stream."""
        sys.stderr.write(f"{message.show(self.translate)}\n")

    def print(self, text: str) -> None:
        """Write a line to the output."""
        sys.stdout.write(f"{text}\n")

    def refuse(self, error: RendererError) -> int:
        """Say why nothing was done; return the exit status."""
        problems = error.problems if isinstance(error, PieceError) else (error,)
        for problem in problems:
            shown = problem.message.show(self.translate)
            locate = getattr(problem, "locate", str)
            sys.stderr.write(f"{locate(shown)}\n")
        return 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    voice = Voice(translator(_language(words)))
    options = _parser(voice.translate).parse_args(words)
    try:
        status = _channels(voice) if options.command == "channels" else _render(options, voice)
        sys.stdout.flush()
        return status
    except RendererError as error:
        return voice.refuse(error)
    except BrokenPipeError:  # `... | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _language(words: Sequence[str]) -> str:
    """German or English: as asked for, else as the environment says."""
    for index, word in enumerate(words):
        if word.startswith("--language="):
            return word.partition("=")[2]
        if word == "--language" and index + 1 < len(words):
            return words[index + 1]
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "de" if said.lower().startswith("de") else "en"


def _parser(_: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m renderers", description=_(Message("Renders pieces for channels.").text)
    )
    parser.add_argument("--language", choices=("de", "en"), help=_(Message("language of the messages").text))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("channels", help=_(Message("list the channels with their formats and dialects").text))
    render = commands.add_parser("render", help=_(Message("render a Markdown piece into a folder").text))
    render.add_argument("file", type=Path, metavar="FILE.md")
    render.add_argument("--channel", required=True, help=_(Message("a channel's key, or “all”").text))
    render.add_argument("--format", default="", help=_(Message("a format's key; else the channel's first").text))
    render.add_argument("--dialect", default="plain", help=_(Message("how the sending system writes its fields").text))
    render.add_argument("--locale", help=_(Message("the locale that is expected, or assumed where none is given").text))
    render.add_argument("--arm", default="", help=_(Message("an arm of the piece's test").text))
    render.add_argument("--tokens", type=Path, help=_(Message("the brand's tokens as a JSON file").text))
    render.add_argument(
        "--output", type=Path, default=Path("output"), help=_(Message("the folder to write; else “output”").text)
    )
    render.add_argument("--language", choices=("de", "en"), help=argparse.SUPPRESS)
    return parser


def _channels(voice: Voice) -> int:
    for renderer in registry.all_renderers():
        voice.print(f"{renderer.key}  {voice.translate(renderer.label)}")
        for format_ in renderer.formats:
            voice.print(f"    {format_.key}  {voice.translate(format_.label)}  ({' '.join(format_.parts)})")
        voice.print("    " + Message("dialects: {keys}", keys=" ".join(renderer.dialects)).show(voice.translate))
    for broken in registry.broken_plugins():
        voice.say(Message("The plug-in “{name}” could not be loaded: {reason}", name=broken.name, reason=broken.reason))
    return 0


def _render(options: argparse.Namespace, voice: Voice) -> int:
    require_free(options.output.resolve())
    targets = list(_targets(options))
    tokens, files = _tokens(options.tokens)
    piece = read_piece(options.file, locale=options.locale, fields=tokens.fields).checked()
    document = _document(piece, options)
    written: dict[str, bytes] = {}
    made: list[tuple[str, Rendered]] = []
    dialects = _dialects(piece, {renderer.key: renderer for renderer, _ in targets}, options, voice)
    for renderer, format_key in targets:
        if renderer.key not in dialects:
            continue
        request = _request(document, format_key, dialects[renderer.key])
        rendered = registry.render(renderer, document, tokens, request, Joined((piece.assets, *files)))
        folder = f"{renderer.key}/{format_key}/" if options.channel == "all" else ""
        written |= {folder + name: data for name, data in files_of(rendered, document, renderer.key).items()}
        made.append((f"{renderer.key}/{format_key}", rendered))
    write_folder(options.output, written)
    for label, rendered in made:
        _summarize(label, rendered, voice)
    voice.print(str(options.output))
    return 0


def _targets(options: argparse.Namespace) -> Iterator[tuple[Renderer, str]]:
    """The formats to render.

    Raises:
        UnknownChannelError, UnknownFormatError: with those there are.
    """
    if options.channel != "all":
        renderer = registry.get(options.channel)
        yield renderer, renderer.format(options.format or renderer.formats[0].key).key
        return
    if options.format:
        raise RendererError(Message("A format belongs to one channel. Name it with --channel, or leave --format out."))
    for renderer in registry.all_renderers():
        for format_ in renderer.formats:
            yield renderer, format_.key


def _tokens(file: Path | None) -> tuple[Tokens, tuple[AssetSource, ...]]:
    """The brand's tokens, and where the files they name lie: beside them.

    Raises:
        RendererError: the file cannot be read.
    """
    if file is None:
        return Tokens(), ()
    try:
        tokens = codec.load(json.loads(file.read_text("utf-8")), TOKENS)
        return tokens, (TokenFiles.of(file.parent, tokens),)
    except SchemaError as error:
        reason = error.message.show()
    except OSError as error:
        reason = error.strerror or str(error)
    except (ValueError, RecursionError) as error:
        reason = str(error)
    raise RendererError(Message("The tokens “{file}” cannot be read: {reason}", file=str(file), reason=reason))


def _document(piece: Piece, options: argparse.Namespace) -> Document:
    document = piece.document
    asked = (options.locale or document.locale).replace("_", "-")
    if asked != document.locale:
        raise RendererError(
            Message(
                "The piece is written in “{locale}”, not in “{asked}”. Leave --locale out, or name another file.",
                locale=document.locale,
                asked=asked,
            )
        )
    if not options.arm:
        return document
    arms = {arm.key: arm for arm in piece.arms}
    if options.arm not in arms:
        raise RendererError(
            Message("There is no arm “{asked}”. Known: {known}.", asked=options.arm, known=", ".join(arms) or "–")
        )
    return replace(document, arm=arms[options.arm])


def _dialects(
    piece: Piece, channels: Mapping[str, Renderer], options: argparse.Namespace, voice: Voice
) -> dict[str, str]:
    """The channels that the piece is meant for, and the dialect to write in each.

    With all channels, one that is off is left out and one that lacks the dialect is written plainly.

    Raises:
        RendererError: the one channel asked for is off, or none is left.
    """
    dialect, one = str(options.dialect), options.channel != "all"
    get_dialect(dialect)
    found: dict[str, str] = {}
    for key, renderer in channels.items():
        if not piece.wants(key):
            if not one:
                voice.say(Message("{channel}: left out, since the piece is not meant for it.", channel=key))
        elif one or dialect in renderer.dialects:
            found[key] = dialect
        else:
            found[key] = "plain"
            voice.say(Message("{channel}: written plainly, since it has no “{dialect}”.", channel=key, dialect=dialect))
    if not found:
        raise RendererError(
            Message(
                "The piece is not meant for the channel “{channel}”. Add it to “channels” in its front matter.",
                channel=options.channel,
            )
        )
    return found


def _request(document: Document, format_key: str, dialect: str) -> RenderRequest:
    """What is wanted; links carry campaign parameters where the piece names its campaign."""
    campaign = document.campaign
    utm = (("utm_source", "{channel}"), ("utm_medium", "{format}"), ("utm_campaign", campaign.slug)) if campaign else ()
    return RenderRequest(
        format=format_key, dialect=dialect, links=LinkPolicy(utm=utm), dated=campaign.starts if campaign else None
    )


def _summarize(label: str, rendered: Rendered, voice: Voice) -> None:
    """Say what a channel could not carry, and which limits are passed."""
    losses, translate = rendered.artifact.losses, voice.translate
    for meter in rendered.artifact.meters:
        if meter.over:
            voice.say(
                Message(
                    "{label}: {used} of {limit} {unit} ({meter}).",
                    label=label,
                    used=f"{meter.used:g}",
                    limit=f"{meter.limit:g}",
                    unit=translate(meter.unit),
                    meter=meter.name,
                )
            )
    for loss in losses[:_MOST_LOSSES]:
        words = " ".join(loss.what.split())
        voice.say(
            Message(
                "{label}: {kind}: {place}: “{what}” {why}",
                label=label,
                kind=translate(loss.kind.value),
                place=str(loss.source.whole),
                what=words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rstrip()} …",
                why=loss.why.show(translate),
            )
        )
    if len(losses) > _MOST_LOSSES:
        voice.say(Message("{label}: {count} more in artifact.json.", label=label, count=len(losses) - _MOST_LOSSES))
