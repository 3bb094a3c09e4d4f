"""Writing: new drafts, drafts edited, publishing. What a person holds is not touched, what others wrote not lost."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict

from hub.accounts.language import current_translator
from hub.accounts.principal import Principal, Scope
from hub.api import show
from hub.api.auth import Bearer, caller
from hub.api.catalog import find_own_brand
from hub.api.documented import IDEMPOTENCY_KEY, IF_MATCH
from hub.api.errors import ProblemError, not_found, problems, wrong_parameters
from hub.api.pieces import detail_of, draft_etag, pick_locale, router, translations
from hub.api.repeating import once
from hub.api.schemas import PieceDetail, PieceOut
from hub.audits.drafts import warm
from hub.audits.gate import require_clean
from hub.content.drafting import (
    DraftExistsError,
    DraftRefusedError,
    DraftTakenError,
    Writer,
    create_draft,
    edit_draft,
    refuse_taken,
)
from hub.content.errors import PublishRefusedError
from hub.content.models import Piece
from hub.content.scripts import PUBLISHED, UNPUBLISHED, tell
from hub.content.selectors import campaigns_visible_to

__all__ = ["router"]  # of pieces: one address has one router

Value = str | float | bool | list[Any] | dict[str, Any] | None


class PieceFields(Schema):
    """The fields of a Markdown piece; each as its front matter has it, `body` as Markdown. `null` empties a field."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = None
    headline: str | None = None
    teaser: str | None = None
    short: list[str] | None = None
    action: dict[str, str] | str | None = None
    hero: str | dict[str, Any] | None = None
    hero_alt: str | None = None
    body: str | None = None
    hashtags: list[str] | None = None
    facts: dict[str, Value] | None = None
    channels: list[str] | None = None
    overrides: dict[str, Any] | None = None
    arms: dict[str, Any] | list[Any] | None = None
    legal: list[str] | None = None


class NewPiece(PieceFields):
    """A new draft: brand, campaign, and either its fields (at least `title`) or a whole Markdown piece."""

    brand: str
    campaign: str
    slug: str | None = None
    locale: str | None = None
    markdown: str | None = None


WRITE = problems(400, 409, 413, 415)
EDIT = problems(400, 409, 412, 413, 415, 428)


@router.post(
    "/pieces",
    response={201: PieceDetail},
    auth=Bearer(Scope.CONTENT_WRITE),
    operation_id="create_piece",
    tags=["Writing"],
    openapi_extra={**WRITE, "parameters": [IDEMPOTENCY_KEY]},
)
def create_piece(request: HttpRequest, body: NewPiece) -> Any:
    """Write a new draft; in a further locale, where a piece of that short name is there. Nothing is published."""
    principal = caller(request)
    return once(request, principal, lambda: _created(request, principal, body))


@router.patch(
    "/pieces/{address}",
    response=PieceDetail,
    auth=Bearer(Scope.CONTENT_WRITE),
    operation_id="edit_piece",
    tags=["Writing"],
    openapi_extra={**EDIT, "parameters": [IF_MATCH]},
)
def edit_piece(request: HttpRequest, address: str, body: PieceFields | None = None, locale: str = "") -> Any:
    """Write the given fields of the newest draft; the others stay. What is live changes only when it is published.

    Of `overrides` and `channels` only the channels that are named, and that the token may have, change.
    """
    principal = caller(request)
    found = pick_locale(translations(principal, address, "draft"), locale)
    given = body.model_dump(exclude_unset=True) if body is not None else {}
    if not given:
        raise wrong_parameters("body", _("Name at least one field."))
    if "title" in given and not (given["title"] or "").strip():
        raise wrong_parameters("body.title", _("A piece has a title."))
    with transaction.atomic():
        piece = unchanged(request, found)
        try:
            draft = edit_draft(piece, given, _writer(principal))
        except DraftRefusedError as error:
            raise _refused(error) from error
        except DraftTakenError as error:
            raise taken(piece) from error
    return _answer(request, principal, draft, status=200)


@router.post(
    "/pieces/{address}/publish",
    response=PieceOut,
    auth=Bearer(Scope.PUBLISH),
    operation_id="publish_piece",
    tags=["Writing"],
    openapi_extra={**EDIT, "parameters": [IF_MATCH]},
    url_name="publish",
)
def publish_piece(request: HttpRequest, address: str, locale: str = "") -> Any:
    """Publish the newest draft, if the brand's gate lets it pass: 409 names every open error at its place."""
    principal = caller(request)
    found = warmed(principal, address, locale)
    with transaction.atomic():
        piece = unchanged(request, found)
        revision = piece.latest_revision
        try:
            refuse_taken(piece)
            require_clean(piece.get_latest_revision_as_object())
            piece.publish(revision, skip_permission_checks=True, log_action=False)
        except DraftTakenError as error:
            raise taken(piece) from error
        except PublishRefusedError as error:
            raise closed(error) from error
        tell(PUBLISHED, piece, token=principal.name, revision=revision)
    return show.piece(Piece.objects.select_related("campaign__brand", "locale").get(pk=piece.pk), request, principal)


@router.post(
    "/pieces/{address}/unpublish",
    response=PieceOut,
    auth=Bearer(Scope.PUBLISH),
    operation_id="unpublish_piece",
    tags=["Writing"],
    openapi_extra=problems(409),
    url_name="unpublish",
)
def unpublish_piece(request: HttpRequest, address: str, locale: str = "") -> Any:
    """Take a piece out of all channels, at once. It stays as a draft; doing it again changes nothing."""
    principal = caller(request)
    found = pick_locale(translations(principal, address, "draft"), locale)
    with transaction.atomic():
        piece = _locked(found)
        try:
            refuse_taken(piece)
        except DraftTakenError as error:
            raise taken(piece) from error
        if piece.live:
            piece.unpublish(log_action=False)
            tell(UNPUBLISHED, piece, token=principal.name)
    return show.piece(Piece.objects.select_related("campaign__brand", "locale").get(pk=piece.pk), request, principal)


def warmed(principal: Principal, address: str, locale: str) -> Piece:
    """A piece whose newest draft is about to be judged: rendered before the transaction opens.

    Raises:
        ProblemError: 404, 422, as reading it raises them.
    """
    found = pick_locale(translations(principal, address, "draft"), locale)
    if found.latest_revision is not None:
        warm(found.get_latest_revision_as_object())
    return found


def _created(request: HttpRequest, principal: Principal, body: NewPiece) -> HttpResponse:
    brand = find_own_brand(principal, body.brand)
    campaign = campaigns_visible_to(principal).filter(brand=brand, slug=body.campaign).select_related("brand").first()
    if campaign is None:
        raise not_found(_("There is no campaign “%(slug)s”.") % {"slug": body.campaign[:100]})
    given = body.model_dump(exclude_unset=True, exclude={"brand", "campaign", "markdown"})
    if body.markdown is not None and (given or not body.markdown.strip()):
        raise wrong_parameters("body.markdown", _("Give either “markdown” or single fields."))
    try:
        piece = create_draft(campaign, given, _writer(principal), markdown=body.markdown or "")
    except DraftRefusedError as error:
        raise _refused(error) from error
    except DraftExistsError as error:
        detail = _("The piece “%(address)s” exists in this locale. Edit it with PATCH.") % {"address": error}
        raise ProblemError(409, "already-exists", _("This piece is there already."), detail) from error
    answer = _answer(request, principal, piece, status=201)
    answer["Location"] = show.absolute(
        request,
        "api-1:piece",
        {"locale": piece.locale_code, "perspective": "draft"},
        address=str(piece.translation_key),
    )
    return answer


def _answer(request: HttpRequest, principal: Principal, draft: Piece, *, status: int) -> HttpResponse:
    found = translations(principal, str(draft.translation_key), "draft", whole=True)
    body = PieceDetail(**detail_of(draft, found, request, principal)).model_dump_json()
    answer = HttpResponse(body, status=status, content_type="application/json")
    answer["ETag"] = draft_etag(draft)
    return answer


def _locked(found: Piece) -> Piece:
    """The row again, held until the transaction ends."""
    rows = Piece.objects.select_for_update(of=("self",)).select_related("campaign__brand", "locale")
    return rows.get(pk=found.pk)


def unchanged(request: HttpRequest, found: Piece) -> Piece:
    """The piece's row, locked, if nobody wrote since the caller read it.

    Raises:
        ProblemError: 428 without `If-Match`, 412 where it names another draft.
    """
    sent = {tag.strip() for tag in request.headers.get("If-Match", "").split(",") if tag.strip()}
    if not sent:
        detail = _("Send “If-Match” with the ETag of the draft you read: GET …?perspective=draft.")
        raise ProblemError(428, "if-match-missing", _("Say which draft you mean."), detail)
    piece = _locked(found)
    if draft_etag(piece) not in sent:
        detail = _("Somebody saved it since you read it. Read it again and put your change on top.")
        raise ProblemError(412, "changed-meanwhile", _("The draft has changed."), detail, etag=draft_etag(piece))
    return piece


def _writer(principal: Principal) -> Writer:
    return Writer(principal.name, principal.channels)


def _refused(error: DraftRefusedError) -> ProblemError:
    wrong = [{"where": field, "what": what} for field, what in error.problems]
    return ProblemError(422, "bad-piece", _("The piece cannot be read."), str(error), errors=wrong)


def taken(piece: Piece) -> ProblemError:
    where = _("It is locked.") if piece.locked else _("It is being reviewed.")
    detail = where + " " + _("Ask the people who hold it, or wait until they are done.")
    return ProblemError(409, "held-by-people", _("Somebody else has this draft."), detail)


def closed(error: PublishRefusedError) -> ProblemError:
    reasons = error.shown(current_translator())
    return ProblemError(
        409, "publish-refused", _("It may not be published as it is."), " ".join(reasons), reasons=reasons
    )
