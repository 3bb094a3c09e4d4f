"""Campaigns and pieces in the admin."""

from wagtail.snippets.models import register_snippet

from hub.content.viewsets import ContentGroup

register_snippet(ContentGroup)
