"""The preview of an unsaved piece in one channel and format, as it will arrive. Nothing of it is stored."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from brand.guideline import Guideline
from hub.accounts.language import current_translator
from hub.content.convert import complaints_of, locale_of, to_document
from hub.content.frames import FILES, frame_of, speaker_of
from hub.content.gauges import gauge_of
from hub.content.glance import DARK, NAMED, Glance, Lack, choices
from hub.content.partfiles import file_name, file_response
from hub.content.rendering import label_of, render_piece
from hub.guidelines.selectors import guideline_in_force
from renderers import registry
from renderers.contract.artifact import Artifact, Loss
from renderers.contract.checks import complaints
from renderers.contract.document import Document
from renderers.contract.errors import RendererError
from renderers.contract.renderer import Renderer
from renderers.toolkit.persona import knows_readers, named_reader, read_by
from renderers.toolkit.sheets import Sheet, draw_sheets

if TYPE_CHECKING:
    from hub.content.models import Piece

logger = logging.getLogger(__name__)

#: The page may run our own scripts and Wagtail's; the frames in it inherit this and, being sandboxed, run nothing.
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "frame-ancestors 'self'"
)
#: Losses of one kind that are read at a glance; the rest is unfolded.
_AT_A_GLANCE = 3
#: Parts that are offered as files, the first ones first.
_KEPT = ("message.eml", "print.pdf", "image.jpg", "content.md", "content.json", "post.json", "message.json")


@dataclass(frozen=True, slots=True)
class LossGroup:
    """What was lost for one reason."""

    why: str
    first: tuple[dict[str, str], ...]
    rest: tuple[dict[str, str], ...]


def serve(piece: "Piece", request: HttpRequest, mode_name: str) -> HttpResponse:
    """Show the piece as the mode `channel/format` would get it; what is missing or fails is said, not thrown."""
    glance: Glance = getattr(request, "glance", None) or Glance()
    # Wagtail asks for previews by a request of its own, which has forgotten the language.
    language = glance.language or getattr(request.user, "language", "") or get_language() or "en"
    with override(language):
        answer = _answer(piece, request, mode_name, glance)
        return answer.render() if isinstance(answer, TemplateResponse) else answer


def _answer(piece: "Piece", request: HttpRequest, mode_name: str, glance: Glance) -> HttpResponse:
    channel, _slash, format_key = mode_name.partition("/")
    context: dict[str, object] = {
        "piece": piece,
        "glance": glance,
        "label": mode_name,
        "unfinished": list(glance.refused),
    }
    try:
        renderer = registry.get(channel)
        renderer.format(format_key)
    except RendererError as error:
        return _page(request, context | {"failure": error.message.show(current_translator())})
    context["label"] = label_of(channel, format_key)
    context["choices"] = choices(glance, renderer, mode_name) if glance.answers else []
    context["is_off"] = channel in (piece.channels_off or ())
    if not piece.campaign_id:
        failure = _("Choose a campaign first: it says whose brand this is, with its guideline, sender and links.")
        return _page(request, context | {"failure": failure})
    return _shown(request, Look(piece, renderer, format_key, glance), context)


class Look:
    """One look at a piece in one format."""

    def __init__(self, piece: "Piece", renderer: Renderer, format_key: str, glance: Glance) -> None:
        self.piece, self.renderer, self.format_key, self.glance = piece, renderer, format_key, glance
        self.locale = locale_of(piece)
        self.guideline: Guideline = guideline_in_force(piece.campaign.brand)
        self.written: Document = to_document(piece)

    @property
    def document(self) -> Document:
        """The document as the chosen reader gets it."""
        if self.glance.reader != NAMED or not knows_readers(self.renderer):
            return self.written
        return read_by(self.written, named_reader(self.guideline.tokens, self.locale))

    def artifact(self) -> Artifact:
        """What the channel gets.

        Raises:
            RendererError: it cannot be made.
        """
        return render_piece(
            self.piece,
            channel=self.renderer.key,
            format_key=self.format_key,
            guideline=self.guideline,
            document=self.document,
        ).artifact


def _shown(request: HttpRequest, look: Look, context: dict[str, object]) -> HttpResponse:
    """The page with what was rendered, or with why nothing was."""
    glance = look.glance
    context["unfinished"] = list(dict.fromkeys([*glance.refused, *_unfinished(look)]))
    try:
        artifact = look.artifact()
        if glance.file:
            return _file(artifact, look)
        context |= _content(artifact, look)
    except RendererError as error:
        context["failure"] = error.message.show(current_translator())
    except Http404:
        raise
    except Exception as error:  # noqa: BLE001 -- half a piece may break what whole ones do not; typing goes on
        # The message might quote the draft: only its kind is kept.
        logger.error("The preview of %s/%s failed with %s.", look.renderer.key, look.format_key, type(error).__name__)
        context["failure"] = _("This channel could not be shown; the administrators find the reason in the log.")
    if glance.file:
        raise Http404(glance.file)
    return _page(request, context)


def _content(artifact: Artifact, look: Look) -> dict[str, object]:
    piece, glance = look.piece, look.glance
    channel, format_key = look.renderer.key, look.format_key
    frame = frame_of(
        artifact,
        channel=channel,
        format_key=format_key,
        title=piece.title,
        locale=look.locale,
        speaker=speaker_of(piece.campaign.brand.name, look.guideline.tokens, format_key=format_key),
        scheme=glance.scheme,
        sheets=_sheets(artifact),
    )
    return {
        "frame": frame,
        "gauges": [gauge_of(meter, format_key) for meter in artifact.meters],
        "losses": _grouped(artifact.losses, glance),
        "files": list(_files(artifact, look)) if glance.answers else [],
        "hints": list(_hints(look, has_page=frame.has_page, has_picture=bool(frame.picture), kind=frame.kind)),
    }


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    # What Wagtail's bar finds is said in its Checks panel; over the preview it would only hide a part of it.
    request.in_preview_panel = True  # type: ignore[attr-defined]
    response = TemplateResponse(request, "content/preview.html", context)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _sheets(artifact: Artifact) -> tuple[Sheet, ...]:
    pdf = next((part.data for part in artifact.parts if part.name == "print.pdf"), None)
    return draw_sheets(pdf) if pdf is not None else ()


def _unfinished(look: Look) -> Iterator[Lack]:
    """What the piece still lacks, in words."""
    translate, document, glance = current_translator(), look.written, look.glance
    if not document.headline and not document.title:
        yield Lack(_("It has neither a headline nor a title."), "headline")
    elif not document.headline:
        yield Lack(_("It has no headline; the title stands there."), "headline")
    if not document.blocks and not document.teaser:
        yield Lack(_("It has no words yet: teaser and body are empty."), "teaser")
    elif not document.blocks:
        yield Lack(_("The body is empty."), "body")
    for complaint in (*complaints_of(look.piece), *complaints(document, look.guideline.tokens)):
        label, text = glance.place(complaint.place), complaint.message.show(translate)
        yield Lack(f"{label}: {text}" if label else text, glance.path(complaint.place))


def _hints(look: Look, *, has_page: bool, has_picture: bool, kind: str) -> Iterator[str]:
    """What to know about what is shown."""
    if has_page and look.glance.scheme == DARK:
        yield _("As programs show it that follow the device's dark setting. Others recolor by rules of their own.")
    if look.glance.reader == NAMED and knows_readers(look.renderer):
        yield _("Read by the made-up person of the guideline's field register, limits included. Nothing of it is kept.")
    if kind == "post" and not has_picture:
        yield _("There is no picture yet: the post would go out without one.")


def _grouped(losses: Iterable[Loss], glance: Glance) -> list[LossGroup]:
    """Losses by their reason, in the order in which the reasons first occur."""
    translate = current_translator()
    shown = [
        (
            loss.why.show(translate),
            {"what": loss.what, "place": glance.place(loss.source), "path": glance.path(loss.source)},
        )
        for loss in losses
    ]
    order = {why: number for number, why in reversed(list(enumerate(why for why, _ in shown)))}
    ordered = sorted(shown, key=lambda pair: order[pair[0]])
    groups = [(why, tuple(loss for _, loss in pairs)) for why, pairs in groupby(ordered, key=lambda pair: pair[0])]
    return [LossGroup(why, found[:_AT_A_GLANCE], found[_AT_A_GLANCE:]) for why, found in groups]


def _files(artifact: Artifact, look: Look) -> Iterator[dict[str, object]]:
    """The files to keep; a mail also as a message that somebody is about to write."""
    names = {part.name for part in artifact.parts}
    mode = f"{look.renderer.key}/{look.format_key}"
    if "message.eml" in names:
        href = look.glance.href(mode, file="message.eml", open="new")
        yield {"label": _("Open in my mail program"), "href": href, "is_first": True}
        yield {"label": _("Download .eml"), "href": look.glance.href(mode, file="message.eml")}
    for name in _KEPT:
        if name in names and name != "message.eml":
            label = str(FILES.get(name, name))
            yield {"label": label, "href": look.glance.href(mode, file=name), "is_first": name == "print.pdf"}


def _file(artifact: Artifact, look: Look) -> HttpResponse:
    """One part as a file.

    Raises:
        Http404: there is none of that name.
    """
    wanted = look.glance.file
    part = next((part for part in artifact.parts if part.name == wanted), None)
    if part is None:
        raise Http404(wanted)
    name = file_name(wanted, slug=look.piece.slug, locale=look.locale, format_key=look.format_key)
    return file_response(part, name, as_new_message=look.glance.as_new and wanted.endswith(".eml"))
