"""A guideline that people edit as text, and its published, numbered, immutable versions."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from hub.accounts.language import current_translator
from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned

#: Code is read in columns: one width for every letter, no spelling marks, and Tab's and quotes' meaning kept.
SOURCE_WIDGET = AdminAutoHeightTextInput(
    attrs={"style": "font-family: monospace; font-size: 0.875rem; tab-size: 2", "spellcheck": "false", "rows": 24}
)


class Guideline(
    DraftStateMixin,  # type: ignore[misc]
    LockableMixin,  # type: ignore[misc]
    RevisionMixin,  # type: ignore[misc]
    BrandOwned,
):
    """What a brand wants, as the brand manager is writing it. Publishing it makes a `GuidelineVersion`."""

    brand = models.OneToOneField(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="guideline")
    source = models.TextField(
        _("guideline"),
        blank=True,
        help_text=_("YAML: colors, typography, logos, voice, terms, claims, legal lines, fields and rule settings."),
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="guideline",
        for_concrete_model=False,
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("brand"),
        HelpPanel(_("Publishing makes a new numbered version; all pieces are judged and rendered by it from then on.")),
        FieldPanel("source", widget=SOURCE_WIDGET),
    ]

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")

    def __str__(self) -> str:
        return str(self.brand) if self.brand_id else ""

    @property
    def revisions(self) -> Any:
        """The revisions, for Wagtail."""
        return self._revisions

    def clean(self) -> None:
        """Refuse a guideline that cannot be read, naming line and column."""
        from hub.guidelines.convert import GuidelineError, read_source

        super().clean()
        if self.brand_id:
            try:
                read_source(self.source, brand=self.brand)
            except GuidelineError as error:
                raise ValidationError({"source": error.show(current_translator())}) from error

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish the draft and put it in force as a new version; one transaction."""
        from hub.guidelines.services import put_in_force

        with transaction.atomic():
            done = super().publish(revision, user=user, **kwargs)
            published = type(self).objects.get(pk=self.pk)
            if published.live and published.live_revision_id == revision.pk:
                put_in_force(published, user=user)
        return done


class GuidelineVersion(BrandOwned):
    """One published version: the fully resolved snapshot. Never edited, never deleted while its brand exists."""

    brand = models.ForeignKey(
        Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="guideline_versions"
    )
    number = models.PositiveIntegerField(_("version"))
    snapshot = models.JSONField(_("snapshot"), help_text=_("The whole guideline in its JSON schema."))
    source = models.TextField(_("source"), blank=True)
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("guideline version")
        verbose_name_plural = _("guideline versions")
        ordering = ["brand", "-number"]
        constraints = [models.UniqueConstraint(fields=["brand", "number"], name="guideline_version_number")]

    def __str__(self) -> str:
        return f"{self.brand} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save once; a version that exists is never changed."""
        if not self._state.adding:
            raise ValueError("A published guideline version is never changed; publish a new one.")
        super().save(*args, **kwargs)
