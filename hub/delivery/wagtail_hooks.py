"""Delivery in Wagtail's admin."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from hub.delivery import views
from hub.delivery.viewsets import WebhookViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    """Webhooks, below Settings."""
    return [WebhookViewSet()]


@hooks.register("register_admin_urls")
def delivery_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    return views.urls()
