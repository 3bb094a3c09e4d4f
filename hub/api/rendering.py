"""`POST /render`: a document or a Markdown piece, rendered and judged as a stored one would be. Nothing is stored."""

import base64
import hashlib
import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import ConfigDict

from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.accounts.principal import Scope
from hub.api import show
from hub.api.auth import Bearer, caller
from hub.api.catalog import find_own_brand
from hub.api.errors import BODY_PROBLEMS, ProblemError, not_found, wrong_parameters
from hub.api.locales import require_locale
from hub.api.schemas import RenderOut
from hub.assets.asset import Clearance
from hub.assets.models import ImageAsset
from hub.audits.judging import find, today_of
from hub.content.exporting import Manuscript, manuscript_of_document, manuscript_of_text
from hub.content.rendering import request_for
from hub.content.shortlinks import left_long
from hub.guidelines.selectors import version_in_force
from renderers import registry
from renderers.contract import codec, schemas
from renderers.contract.artifact import Media, Part
from renderers.contract.errors import DocumentError, RendererError, SchemaError
from renderers.contract.view import render_key, trace_origins, view
from renderers.contract.walk import pictures
from renderers.markdown import PieceError
from renderers.toolkit.remote import render_guarded

logger = logging.getLogger(__name__)
router = Router(tags=["Stateless"])


class RenderIn(Schema):
    """Either `markdown` (a Markdown piece, front matter and all) or `document` (JSON of the schema `document/1`, as
    `GET /pieces/{address}` gives it); whose guideline, and for which channel and format.
    """

    model_config = ConfigDict(extra="forbid")

    brand: str
    channel: str
    format: str
    markdown: str = ""
    document: dict[str, Any] | None = None
    dialect: str = "plain"
    locale: str = ""


@router.post(
    "/render",
    response=RenderOut,
    auth=Bearer(Scope.LINT),
    operation_id="render",
    openapi_extra=BODY_PROBLEMS,
    url_name="render",
)
def render(request: HttpRequest, body: RenderIn) -> Any:
    """Render a text that the hub does not keep, on the way that stored variants come about, and judge the result.

    Parts that are no text come as base64. Pictures are those of the brand's library: by file name in Markdown. Links
    stay whole where published pieces get short ones: a loss says so for each.
    """
    request.is_heavy = True  # type: ignore[attr-defined]
    principal = caller(request)
    brand = find_own_brand(principal, body.brand)
    if not principal.uses_channel(body.channel):
        raise not_found(_("This token has no access to the channel “%(channel)s”.") % {"channel": body.channel})
    renderer = registry.get(body.channel)
    renderer.format(body.format)
    renderer.require_dialect(body.dialect)
    manuscript = _manuscript(body, brand)
    if (body.channel, body.format) not in manuscript.formats:
        raise wrong_parameters("body.channel", _("The piece does not go to this channel."))
    try:
        _refuse_withdrawn(manuscript, brand)
        return _rendered(manuscript, body, brand)
    except (RendererError, ProblemError, DatabaseError):
        raise
    except Exception as error:
        if body.document is None:
            raise
        # Of the right shape, but with values that no document has that the hub made itself.
        logger.warning("a document from outside: %s: %s", type(error).__name__, error)
        detail = _("The document holds a value that cannot be worked with: %(problem)s") % {"problem": str(error)[:200]}
        raise _not_renderable(detail) from error


def _refuse_withdrawn(manuscript: Manuscript, brand: Brand) -> None:
    shown = {ref.sha256 for _place, ref in pictures(manuscript.document)}
    if ImageAsset.objects.filter(brand=brand, sha256__in=shown, clearance=Clearance.WITHDRAWN).exists():
        raise _not_renderable(_("A picture in it was withdrawn. Choose another."))


def _not_renderable(detail: str) -> ProblemError:
    return ProblemError(422, "not-renderable", _("This cannot be rendered as it is."), detail)


def _manuscript(body: RenderIn, brand: Brand) -> Manuscript:
    if bool(body.markdown.strip()) == (body.document is not None):
        raise wrong_parameters("body", _("Give either “markdown” or “document”."))
    require_locale(body.locale, "body.locale")
    try:
        if body.document is None:
            manuscript = manuscript_of_text(body.markdown, brand, locale=body.locale)
        else:
            manuscript = manuscript_of_document(codec.load(body.document, schemas.DOCUMENT), brand)
    except PieceError as error:
        raise bad_piece(error) from error
    except SchemaError as error:
        raise wrong_parameters("body.document", error.message.show(current_translator())[:500]) from error
    except RecursionError as error:
        raise wrong_parameters("body.document", _("This is nested too deeply.")) from error
    own = manuscript.document.locale
    require_locale(own, "body.document.locale")
    if body.locale and body.locale.replace("_", "-") != own:
        detail = _("This is written in “%(locale)s”. Leave “locale” out, or say the same.") % {"locale": own}
        raise wrong_parameters("body.locale", detail)
    return manuscript


def bad_piece(error: PieceError) -> ProblemError:
    """422, naming everything that is wrong with a Markdown piece, each with its line."""
    translate = current_translator()
    wrong = [{"where": _where(problem), "what": problem.message.show(translate)} for problem in error.problems]
    detail = "; ".join(f"{item['where']}: {item['what']}" for item in wrong)
    return ProblemError(422, "bad-piece", _("The piece cannot be read."), detail, errors=wrong)


def _where(problem: DocumentError) -> str:
    return f"line {problem.line}, column {problem.column}" if problem.line else "body"


def _rendered(manuscript: Manuscript, body: RenderIn, brand: Brand) -> dict[str, Any]:
    request = request_for(
        manuscript.piece, manuscript.guideline, channel=body.channel, format_key=body.format, dialect=body.dialect
    )
    renderer = registry.get(body.channel)
    source = view(manuscript.document, manuscript.guideline.tokens, request, renderer)
    # What outsiders send is made in a guarded child, whatever the channel: nothing of it can hold up the hub.
    artifact = trace_origins(render_guarded(renderer, source, manuscript.assets), source)
    found = find(artifact, source, manuscript.guideline, channel=body.channel, today=today_of(brand))
    losses = (*artifact.losses, *left_long(source.document, body.channel))
    described = codec.plain(losses), codec.plain(artifact.meters)
    version = version_in_force(brand)
    return {
        "brand": brand.key,
        "channel": body.channel,
        "format": body.format,
        "locale": manuscript.document.locale,
        "dialect": body.dialect,
        "arm": manuscript.document.arm.key if manuscript.document.arm is not None else "",
        "key": render_key(source, renderer),
        "renderer_version": renderer.version,
        "guideline_version": version.number if version is not None else None,
        "parts": [_part(part) for part in artifact.parts],
        "media": [_media(media) for media in artifact.media],
        "losses": [show.loss(record) for record in described[0]],
        "meters": [show.meter(record) for record in described[1]],
        "findings": [show.finding(one) for one in found],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "media_type": part.media_type,
        "size": len(part.data),
        "sha256": hashlib.sha256(part.data).hexdigest(),
        "text": part.text if part.is_text else None,
        "base64": None if part.is_text else base64.b64encode(part.data).decode(),
    }


def _media(media: Media) -> dict[str, Any]:
    return {
        "name": media.file_name,
        "media_type": media.media_type,
        "size": len(media.data),
        "base64": base64.b64encode(media.data).decode(),
    }
