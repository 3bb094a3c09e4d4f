"""A page with the fields that a stored part has: a title and a text."""

from typing import ClassVar

from django.db import models
from wagtail.api import APIField
from wagtail.models import Page


class TextPage(Page):  # type: ignore[misc]
    """A text of half a kilobyte."""

    text = models.TextField()
    api_fields: ClassVar[list[APIField]] = [APIField("text")]
