"""The API object and its addresses."""

from django.urls import path, re_path, register_converter
from ninja import Swagger

from hub.api import (
    audits,
    catalog,
    checking,
    errors,
    guidelines,
    media,
    rendering,
    rules,
    submitting,
    sync,
    variants,
    webhooks,
)
from hub.api.auth import Bearer
from hub.api.body import JsonParser
from hub.api.edge import nothing_here, with_manners
from hub.api.guides import list_guides, show_guide
from hub.api.openapi import Api


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


api = Api(
    title="Einklang",
    version="1",
    urls_namespace="api-1",
    description=(
        "Ready-to-send variants of every piece, per channel, with losses, meters and findings. "
        "[Guides](guides/): one page a task, with lines to copy."
    ),
    auth=Bearer(),
    parser=JsonParser(),
    # The badge of Swagger's validator would send the address of the hub to another host.
    docs=Swagger(settings={"validatorUrl": None}),
    docs_url="/docs",
    openapi_url="/openapi.json",
)
errors.install(api)
api.add_router("", catalog.router)
api.add_router("", guidelines.router)
api.add_router("", rules.router)
api.add_router("", audits.router)
api.add_router("", variants.router)
api.add_router("", submitting.router)  # and all of `pieces` and `writing`
api.add_router("", sync.router)
api.add_router("", webhooks.router)
api.add_router("", rendering.router)
api.add_router("", checking.router)

_patterns, _app, _namespace = api.urls

urlpatterns = [
    path("api/v1/guides/", list_guides, name="api_guides"),
    path("api/v1/guides/<slug:guide>/", show_guide, name="api_guide"),
    path("api/v1/", (with_manners(_patterns), _app, _namespace)),
    re_path("^api/", nothing_here),
    path("media/<sha256:sha256>.<slug:extension>", media.serve_media, name="media"),
]
