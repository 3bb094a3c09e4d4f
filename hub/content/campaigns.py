"""The campaign: a planned body of pieces with dates, regions, audience, goal and an owner."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from hub.accounts.models import Brand, validate_key
from hub.accounts.scoping import BrandOwned
from hub.content.blocks import FACTS_HELP, FactBlock
from hub.content.forms import CampaignForm
from hub.content.kept import KeepingStreamField
from hub.content.signals import campaign_published


class Phase(models.TextChoices):
    """Where on their way the readers are."""

    AWARENESS = "awareness", _("Awareness")
    CONSIDERATION = "consideration", _("Consideration")
    PURCHASE = "purchase", _("Purchase")
    RETENTION = "retention", _("Retention")
    ADVOCACY = "advocacy", _("Advocacy")


def _validate_words(value: object) -> None:
    """A list of words."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValidationError(_('A list of words, for instance ["DE", "AT"].'))


def _validate_amounts(value: object) -> None:
    """A mapping of channel keys to amounts."""
    if not isinstance(value, dict) or not all(isinstance(item, int | float) and item >= 0 for item in value.values()):
        raise ValidationError(_('Amounts by channel, for instance {"email": 2500, "print": 8000}.'))


def _validate_mapping(value: object) -> None:
    """A mapping of names to numbers or texts."""
    if not isinstance(value, dict):
        raise ValidationError(_('Targets by name, for instance {"orders": 1200, "open rate": "28 %"}.'))


class Campaign(
    WorkflowMixin,  # type: ignore[misc]
    DraftStateMixin,  # type: ignore[misc]
    LockableMixin,  # type: ignore[misc]
    RevisionMixin,  # type: ignore[misc]
    BrandOwned,
    index.Indexed,  # type: ignore[misc]
    ClusterableModel,  # type: ignore[misc]
):
    """A planned body of pieces. Documents are built from its published data."""

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name in addresses"), max_length=80, validators=[validate_key])
    goal = models.TextField(_("goal"), blank=True)
    phase = models.CharField(_("customer journey phase"), max_length=20, choices=Phase, blank=True)
    audience = models.TextField(_("audience"), blank=True)
    regions = models.JSONField(_("regions"), default=list, blank=True, validators=[_validate_words])
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_campaigns",
    )
    team = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("team"), blank=True, related_name="campaigns"
    )
    starts_at = models.DateTimeField(_("goes live"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    budget = models.DecimalField(
        _("budget in all"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    channel_budgets = models.JSONField(
        _("budget per channel"), default=dict, blank=True, validators=[_validate_amounts]
    )
    targets = models.JSONField(_("targets"), default=dict, blank=True, validators=[_validate_mapping])
    utm_key = models.SlugField(
        _("UTM key"),
        max_length=80,
        blank=True,
        help_text=_("Stands as utm_campaign in every link; the short name if empty."),
    )
    voucher_codes = models.JSONField(_("voucher codes"), default=list, blank=True, validators=[_validate_words])
    briefing = models.TextField(_("briefing for customer service"), blank=True)
    facts = KeepingStreamField([("fact", FactBlock())], verbose_name=_("facts"), blank=True, use_json_field=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="campaign",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="campaign",
        for_concrete_model=False,
    )

    base_form_class = CampaignForm
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("brand"),
        index.FilterField("id"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("brand"),
                    FieldPanel("name"),
                    FieldPanel("slug", help_text=_("Made of the name if it is left empty.")),
                    FieldPanel("goal"),
                    FieldRowPanel([FieldPanel("phase"), FieldPanel("regions")]),
                    FieldPanel("audience"),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldPanel("briefing"),
                ],
                heading=_("Plan"),
            ),
            ObjectList(
                [FieldPanel("facts", help_text=FACTS_HELP), FieldPanel("voucher_codes"), FieldPanel("utm_key")],
                heading=_("Facts"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("owner"), FieldPanel("team")]),
                    MultiFieldPanel(
                        [FieldPanel("budget"), FieldPanel("channel_budgets"), FieldPanel("targets")],
                        heading=_("Budget and targets"),
                    ),
                ],
                heading=_("Team and budget"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_at", "name"]
        constraints = [models.UniqueConstraint(fields=["brand", "slug"], name="campaign_slug_per_brand")]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        """The revisions, for Wagtail."""
        return self._revisions

    @property
    def utm(self) -> str:
        """The value of utm_campaign."""
        return self.utm_key or self.slug

    def clean(self) -> None:
        """A campaign ends after it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The campaign ends before it goes live.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; its pieces go with it to another brand."""
        is_new = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not is_new:
                self.pieces.exclude(brand_key=self.brand_id).update(brand_key=self.brand_id)

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish and tell those who build documents from it; one transaction."""
        with transaction.atomic():
            done = super().publish(revision, user=user, **kwargs)
            campaign = type(self).objects.get(pk=self.pk)
            if campaign.live and campaign.live_revision_id == revision.pk:
                campaign_published.send(sender=Campaign, instance=campaign)
        return done
