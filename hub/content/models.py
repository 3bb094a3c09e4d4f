"""The piece: one unit of content as authored, in no channel. (Campaigns are in `campaigns.py`.)"""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from hub.accounts.models import validate_key
from hub.accounts.scoping import BrandOwned
from hub.assets.models import ImageAsset
from hub.content import overriding
from hub.content.blocks import ARMS_HELP, BODY_BLOCKS, FACTS_HELP, ArmBlock, FactBlock, validate_target
from hub.content.campaigns import Campaign
from hub.content.comments import Comment
from hub.content.forms import PieceForm
from hub.content.kept import KeepingStreamField
from hub.content.languages_panel import LanguagesPanel
from hub.content.pictured import pictures_in
from hub.content.shelf import BrandKeyField, OffDigestField
from hub.content.signals import piece_published, piece_publishing, piece_unpublished

__all__ = ["Campaign", "Comment", "Piece"]


def _validate_keys(value: object) -> None:
    """A list of channel keys."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValidationError(_('A list of channel keys, for instance ["sms"].'))


def _validate_hashtags(value: object) -> None:
    """A list of hashtags without spaces; the number sign is added when they are shown."""
    if not isinstance(value, list):
        raise ValidationError(_('A list of hashtags, for instance ["Herbst", "Licht"].'))
    for item in value:
        if not isinstance(item, str) or not item.strip("#") or any(character.isspace() for character in item):
            raise ValidationError(_("“%(item)s” is no hashtag: one word without spaces."), params={"item": item})


class Piece(
    WorkflowMixin,  # type: ignore[misc]
    DraftStateMixin,  # type: ignore[misc]
    LockableMixin,  # type: ignore[misc]
    RevisionMixin,  # type: ignore[misc]
    PreviewableMixin,  # type: ignore[misc]
    TranslatableMixin,  # type: ignore[misc]
    BrandOwned,
    index.Indexed,  # type: ignore[misc]
):
    """One unit of content as authored. Its public id is the `translation_key`, the same in every locale."""

    brand_path = "campaign__brand"

    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="pieces")
    title = models.CharField(
        _("title"), max_length=200, help_text=_("The working title; readers see it only if there is no headline.")
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=100,
        validators=[validate_key],
        help_text=_("The same in every language."),
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    teaser = models.TextField(_("teaser"), blank=True)
    short = KeepingStreamField(
        [("wording", blocks.TextBlock(label=_("Wording"), rows=2))],
        verbose_name=_("short wordings"),
        blank=True,
        use_json_field=True,
        help_text=_(
            "Approved shorter versions of the whole message. A channel with little room takes the longest that fits."
        ),
    )
    body = KeepingStreamField(BODY_BLOCKS, verbose_name=_("body"), blank=True, use_json_field=True)
    action_label = models.CharField(_("call to action"), max_length=120, blank=True)
    action_url = models.CharField(_("address"), max_length=1000, blank=True, validators=[validate_target])
    hero = models.ForeignKey(
        "assets.ImageAsset",
        verbose_name=_("hero picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("alternative text"),
        max_length=400,
        blank=True,
        help_text=_("Only where the picture's own does not fit here."),
    )
    hashtags = models.JSONField(_("hashtags"), default=list, blank=True, validators=[_validate_hashtags])
    legal = KeepingStreamField(
        [("note", blocks.TextBlock(label=_("Note"), rows=2))],
        verbose_name=_("legal notes"),
        blank=True,
        use_json_field=True,
    )
    facts = KeepingStreamField([("fact", FactBlock())], verbose_name=_("facts"), blank=True, use_json_field=True)
    channels_off = models.JSONField(_("not in these channels"), default=list, blank=True, validators=[_validate_keys])
    overrides = models.JSONField(_("overrides"), default=dict, blank=True)
    arms = KeepingStreamField([("arm", ArmBlock())], verbose_name=_("A/B arms"), blank=True, use_json_field=True)
    #: The digest of the words that a translation was last compared with.
    translated_from = models.CharField(max_length=64, blank=True, default="", editable=False)
    #: What lists are looked up by; never set by hand.
    brand_key = BrandKeyField(default=0, editable=False)
    off_digest = OffDigestField(max_length=32, blank=True, default="", editable=False)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="piece",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="piece",
        for_concrete_model=False,
    )

    base_form_class = PieceForm
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title"),
        index.SearchField("headline"),
        index.AutocompleteField("title"),
        index.FilterField("locale_id"),
        index.FilterField("campaign"),
        index.FilterField("id"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("campaign"),
                    FieldPanel("title"),
                    FieldPanel("headline"),
                    FieldPanel("teaser"),
                    MultiFieldPanel([FieldPanel("hero"), FieldPanel("hero_alt")], heading=_("Hero picture")),
                    FieldPanel("body"),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("action_label"), FieldPanel("action_url")])],
                        heading=_("Call to action"),
                    ),
                    FieldPanel("short"),
                    FieldPanel("hashtags"),
                    FieldPanel("legal"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [FieldPanel("channels_off"), FieldPanel("overrides"), FieldPanel("arms", help_text=ARMS_HELP)],
                heading=_("Channels"),
            ),
            ObjectList([FieldPanel("facts", help_text=FACTS_HELP)], heading=_("Facts")),
            ObjectList(
                [
                    FieldPanel(
                        "slug", help_text=_("Made of the title if it is left empty. The same in every language.")
                    ),
                    LanguagesPanel(heading=_("Languages")),
                    PublishingPanel(),  # a dialog, opened from the status panel
                ],
                heading=_("Settings"),
            ),
        ]
    )

    class Meta(TranslatableMixin.Meta):  # type: ignore[misc]
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        ordering = ["-latest_revision__created_at", "pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["last_published_at", "id"], name="piece_published_since", condition=models.Q(live=True)
            ),
            *(
                models.Index(
                    fields=[owner, "locale", "off_digest", *moment, "id"], name=name, condition=models.Q(live=True)
                )
                for owner, moment, name in (
                    ("brand_key", (), "piece_of_brand"),
                    ("campaign", (), "piece_of_campaign"),
                    ("brand_key", ("last_published_at",), "piece_of_brand_since"),
                    ("campaign", ("last_published_at",), "piece_of_campaign_since"),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        """The revisions, for Wagtail."""
        return self._revisions

    @property
    def public_id(self) -> UUID:
        """The id that the API and the channels know it by."""
        key: UUID = self.translation_key
        return key

    @property
    def locale_code(self) -> str:
        """The language code of its locale."""
        return str(self.locale.language_code)

    def clean(self) -> None:
        """The slug is unique per brand and locale, and shared by the translations."""
        super().clean()
        if self.campaign_id and self.slug and self.locale_id:
            others = Piece.objects.filter(campaign__brand_id=self.campaign.brand_id, slug=self.slug)
            if others.exclude(translation_key=self.translation_key).exists():
                raise ValidationError({"slug": _("Another piece of this brand has this short name.")})
        if complaint := overriding.complain(self.overrides):
            raise ValidationError({"overrides": complaint})
        if self.campaign_id:
            self._refuse_foreign_pictures()

    def _refuse_foreign_pictures(self) -> None:
        """Every picture is of this brand's library; who works for two brands could choose another's."""
        used: dict[str, set[int]] = {
            "hero": {self.hero_id} if self.hero_id else set(),
            "body": set(pictures_in(self.body.stream_block, self.body.stream_block.get_prep_value(self.body))),
            "overrides": overriding.pictures_of(self.overrides),
        }
        rows = ImageAsset.objects.filter(pk__in=set().union(*used.values()))
        foreign = set(rows.exclude(brand_id=self.campaign.brand_id).values_list("pk", flat=True))
        # Its title is not said: who forged a number must learn nothing.
        words = _("A picture here is not in this brand’s library. Choose another.")
        if complaints := {field: words for field, numbers in used.items() if numbers & foreign}:
            raise ValidationError(complaints)

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish a revision, with the jobs and news that follow from it, in one transaction.

        Raises:
            PublishRefusedError: it is not fit to be published, or a receiver of `piece_publishing` refused.
        """
        from hub.content.publishing import refuse_unfit, share_facts

        with transaction.atomic():
            candidate = revision.as_object()
            refuse_unfit(candidate)
            piece_publishing.send(sender=Piece, instance=candidate, revision=revision, user=user)
            done = super().publish(revision, user=user, **kwargs)
            piece = Piece.objects.select_related("campaign__brand", "locale").get(pk=self.pk)
            if piece.live and piece.live_revision_id == revision.pk:
                piece_published.send(sender=Piece, instance=piece, revision=revision, user=user)
                share_facts(piece, user=user)
        return done

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take it out of all channels; one transaction."""
        with transaction.atomic():
            done = super().unpublish(*args, **kwargs)
            piece_unpublished.send(sender=Piece, instance=self, user=kwargs.get("user"))
        return done

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete it; a live one leaves its channels first."""
        with transaction.atomic():
            if self.live:
                piece_unpublished.send(sender=Piece, instance=self, user=None)
            return super().delete(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "Piece":
        """This piece as a version of it says; what that version points to may be gone."""
        from hub.content.uses import without_dangling

        version: Piece = super().with_content_json(without_dangling(self, content))
        return version

    def copy_for_translation(self, locale: Any, exclude_fields: Any = None) -> "Piece":
        """An unsaved copy in another locale, as a draft: a copy that nobody has translated is not live."""
        copy: Piece = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.live = False
        copy.has_unpublished_changes = True
        copy.first_published_at = copy.last_published_at = None
        copy.latest_revision = copy.live_revision = None
        return copy

    # Preview: one mode a channel and format; `serve_preview` is given by the workbench.

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One mode per channel and format."""
        from hub.content.rendering import preview_modes

        return preview_modes()

    @property
    def preview_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The same by channel, for the panel's menu."""
        from hub.content.rendering import preview_groups

        return preview_groups()

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Show the unsaved piece as it will arrive in a channel."""
        from hub.content.previews import serve

        return serve(self, request, mode_name)
