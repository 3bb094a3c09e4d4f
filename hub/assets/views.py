"""Stored files, for the admin's own pages: who may see the asset may see its file."""

import mimetypes
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from wagtail.users.models import UserProfile

from hub.accounts.scoping import is_visible
from hub.assets.models import DocumentAsset, ImageAsset, ImageRendition

# Nothing inside a file runs, loads or frames anything, whatever a browser takes it for.
CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
INLINE_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml"}


@login_required
@require_safe
def serve_file(request: HttpRequest, name: str) -> FileResponse:
    """The file of a picture, rendition, document or avatar that exists for the user; 404 for everything else stored."""
    # PostgreSQL cannot even be asked for a NUL.
    owner = None if "\0" in name else _owner(name)
    if owner is None or not is_visible(owner, request.user):
        raise Http404
    try:
        file = default_storage.open(name)
        file.seek(0)  # what lies in a bucket is fetched now: once an answer has begun, nothing can be said any more
    except FileNotFoundError as error:
        raise Http404 from error
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(file, content_type=media_type, as_attachment=media_type not in INLINE_TYPES)
    response["Content-Security-Policy"] = CONTENT_SECURITY
    response["X-Content-Type-Options"] = "nosniff"
    # The names are never used twice, but rights end: the browser may keep it for a while, others may not.
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _owner(name: str) -> Model | None:
    """The row that this file belongs to."""
    rendition: Any = ImageRendition.objects.filter(file=name).select_related("image").first()
    if rendition is not None:
        picture: ImageAsset = rendition.image
        return picture
    for model in (ImageAsset, DocumentAsset):
        found: Model | None = model._default_manager.filter(file=name).first()
        if found is not None:
            return found
    profile = UserProfile.objects.filter(avatar=name).select_related("user").first()
    return profile.user if profile is not None else None
