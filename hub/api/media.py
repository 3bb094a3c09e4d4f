"""`/media/{sha256}.{ext}`: the public pictures of sent mails and pages; the only thing a CDN needs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hub.variants import blobs
from hub.variants.models import Blob, VariantMedia

#: A 1 x 1 transparent GIF: what a mail shows in place of a picture that is not (any more) there.
NEUTRAL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
#: Only what a browser shows and cannot run. SVG never leaves as media: renderers draw pictures of it.
SERVED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})


@require_safe
def serve_media(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """A picture that some variant refers to; anything else is a neutral pixel that nobody caches for long."""
    blob = Blob.objects.filter(pk=sha256, media_type__in=SERVED).first()
    if blob is None or not VariantMedia.objects.filter(blob=sha256).exists():
        response = HttpResponse(NEUTRAL, content_type="image/gif", status=404)
        response["Cache-Control"] = "public, max-age=60"
    elif request.headers.get("If-None-Match") == f'"{sha256}"':
        response = HttpResponse(status=304)
        response["ETag"] = f'"{sha256}"'
    else:
        response = HttpResponse(blobs.read(sha256), content_type=blob.media_type)
        response["ETag"] = f'"{sha256}"'
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Access-Control-Allow-Origin"] = "*"
    return response
