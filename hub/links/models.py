"""Short links as rows: a code for each address that a piece leads to in a channel, and where it leads now."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned


class ShortLink(BrandOwned):
    """A short link. The code is made once for its place, so that rendering again gives the same bytes.

    `url` is the address as it was written, `target` where a reader is sent: the same with campaign parameters.
    Before `opens_at` there is nothing at the code. Clicks are counted, and nothing about who clicks is kept.
    """

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="short_links")
    code = models.CharField(_("code"), max_length=20, unique=True)
    piece_key = models.UUIDField(_("piece"))
    channel = models.CharField(_("channel"), max_length=50)
    format = models.CharField(_("format"), max_length=50)
    locale = models.CharField(_("locale"), max_length=10)
    url = models.CharField(_("address"), max_length=1000)
    target = models.CharField(_("leads to"), max_length=3000)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    clicks = models.PositiveBigIntegerField(_("clicks"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        ordering = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["piece_key", "channel", "format", "locale", "url"], name="short_link_place")
        ]

    def __str__(self) -> str:
        return self.code
