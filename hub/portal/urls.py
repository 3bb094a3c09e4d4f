"""The portal's addresses; the page's is promised to stay."""

from django.urls import path

from hub.portal import views

urlpatterns = [
    path("brand/", views.list_portals, name="portals"),
    path("brand/<slug:brand_key>/", views.show_portal, name="portal"),
    path("brand/<slug:brand_key>/tokens.<slug:kind>", views.download_tokens, name="portal_tokens"),
    path("brand/<slug:brand_key>/logos.zip", views.bundle_logos, name="portal_logos"),
    path("brand/<slug:brand_key>/files/<slug:sha256>.<slug:extension>", views.serve_brand_file, name="portal_file"),
    path("brand/<slug:brand_key>/fonts/<slug:font>.ttf", views.serve_shipped_font, name="portal_font"),
]
