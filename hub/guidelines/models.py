"""A guideline that people edit in a form or as a file, and its published, numbered, immutable versions."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned
from hub.guidelines import blocks as sheet
from hub.guidelines import word_blocks
from hub.guidelines.blocks import EntryBlock


def section(name: str, block: type[EntryBlock], label: Any, *, one: bool = False, **more: Any) -> StreamField:
    """A section of the guideline: entries of one kind; `one` for what is said once."""
    return StreamField([(name, block())], verbose_name=label, blank=True, max_num=1 if one else None, **more)


class Guideline(
    DraftStateMixin,  # type: ignore[misc]
    LockableMixin,  # type: ignore[misc]
    RevisionMixin,  # type: ignore[misc]
    BrandOwned,
):
    """What a brand wants, as the brand manager is writing it. Publishing it makes a `GuidelineVersion`.

    `source` is the guideline; the other fields show it in a form, and the form writes it (hub.guidelines.fields).
    """

    brand = models.OneToOneField(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="guideline")
    source = models.TextField(
        _("guideline"),
        blank=True,
        help_text=_("YAML: colors, typography, logos, voice, terms, claims, legal lines, fields and rule settings."),
    )
    # What the source says, as a form shows it: see `show_source`.
    basics = section("basics", sheet.BasicsBlock, _("Basics"), one=True)
    colors = section("color", sheet.ColorBlock, _("Colors"))
    pairs = section("pair", sheet.PairBlock, _("Text on background"))
    typography = section("font", sheet.FontBlock, _("Typefaces"))
    logos = section("logo", sheet.LogoBlock, _("Logos"))
    sender = section("sender", sheet.SenderBlock, _("Sender"), one=True)
    legal = section("line", sheet.LegalBlock, _("Legal lines"))
    register = section("field", sheet.FieldBlock, _("Field register"))
    voice = section("voice", word_blocks.VoiceBlock, _("Voice"), one=True)
    terms = section("term", word_blocks.TermBlock, _("Terms"))
    claims = section("claim", word_blocks.ClaimBlock, _("Claims"))
    limits = section("limit", sheet.LimitBlock, _("Limits"))
    deprecated = section("color", sheet.DeprecatedBlock, _("Given-up colors"))
    patterns = section("pattern", word_blocks.PatternBlock, _("Own rules"))
    rules = section("rule", word_blocks.RuleBlock, _("Rule settings"))
    examples = section("example", word_blocks.ExampleBlock, _("Do and don't"))
    #: The source and brand that the fields are known to show; the form forgets it when it fills them.
    _shown: tuple[str, int] | None = None
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="guideline",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")

    def __str__(self) -> str:
        return str(self.brand) if self.brand_id else ""

    @property
    def revisions(self) -> Any:
        """The revisions, for Wagtail."""
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, the form's fields in step with the source."""
        self.show_source()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keep a draft, the form's fields in step with the source."""
        self.show_source()
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """A revision; one from before there was a form has its fields from its source."""
        row = super().with_content_json(content)
        if "colors" not in content:
            row.show_source()
        return row

    def show_source(self) -> None:
        """Let the fields of the form say what the source says. A source that cannot be read leaves them alone."""
        from hub.guidelines.fields import show_source

        if self._shown != (self.source, self.brand_id):
            show_source(self)
            self._shown = (self.source, self.brand_id)

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
