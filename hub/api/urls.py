"""The API object and its addresses."""

from django.urls import path, register_converter
from ninja import NinjaAPI

from hub.api import catalog, errors, media, pieces, variants
from hub.api.auth import Bearer


class DigestConverter:
    """64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(DigestConverter, "sha256")

api = NinjaAPI(
    title="Einklang",
    version="1",
    urls_namespace="api-1",
    description="Ready-to-send variants of every piece, per channel, with losses, meters and findings.",
    auth=Bearer(),
    docs_url="/docs",
    openapi_url="/openapi.json",
)
errors.install(api)
api.add_router("", catalog.router)
api.add_router("", variants.router)
api.add_router("", pieces.router)

urlpatterns = [
    path("api/v1/", api.urls),
    path("media/<sha256:sha256>.<slug:extension>", media.serve_media, name="media"),
]
