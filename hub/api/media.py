"""`/media/{sha256}.{ext}`: the public pictures of sent mails and pages; the only thing a CDN needs."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.api.bytes import not_modified, unchanged
from hub.variants import blobs
from hub.variants.clearing import WITHDRAWN
from hub.variants.models import Blob, Entry
from hub.variants.recall import not_recalled
from hub.variants.versions import shows_withdrawn
from renderers.contract.artifact import EXTENSIONS

#: A 1 x 1 transparent GIF: what a mail shows in place of a picture that is not (any more) there.
NEUTRAL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
#: Only what a browser shows and cannot run. SVG never leaves as media: renderers draw pictures of it.
SERVED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
#: How long, in seconds, others may keep a picture: its address never means another one, but it may be recalled.
KEPT = 24 * 3600


@require_safe
def serve_media(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """A picture that a variant shows or once showed; anything else is a neutral pixel that nobody caches for long.

    Mails that were sent go on showing theirs, also when rights ended; not what was withdrawn or recalled since. Before
    an embargo ends there is nothing.
    """
    kept = f"public, max-age={KEPT}"
    blob = Blob.objects.filter(pk=sha256, media_type__in=SERVED).first()
    if blob is None or EXTENSIONS.get(blob.media_type) != extension or not _is_public(sha256):
        response = HttpResponse(NEUTRAL, content_type="image/gif", status=404)
        response["Cache-Control"] = "public, max-age=60"
    elif unchanged(request, f'"{sha256}"'):
        response = not_modified(f'"{sha256}"')
        response["Cache-Control"] = kept
    else:
        response = HttpResponse(blobs.read(sha256), content_type=blob.media_type)
        response["ETag"] = f'"{sha256}"'
        response["Cache-Control"] = kept
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _is_public(sha256: str) -> bool:
    """Whether a slot's entry, past or present, shows the picture, its time has come and nobody took it back.

    Three queries; some more only where the brand has withdrawn pictures.
    """
    begun = Q(visible_from=None) | Q(visible_from__lte=timezone.now())
    shown = not_recalled(Entry.objects.filter(begun, variant__pictures__blob=sha256))
    shown = shown.exclude(slot__current__reason=WITHDRAWN, slot__current__variant=None)
    return shown.exists() and not shows_withdrawn(shown)
