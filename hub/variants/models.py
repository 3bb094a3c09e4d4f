"""Variants, the slots they stand in, and the jobs that make them."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.accounts.models import Brand
from hub.accounts.scoping import BrandOwned
from hub.content.campaigns import Campaign
from hub.guidelines.models import GuidelineVersion
from hub.variants.recall import Recall

__all__ = [
    "Blob",
    "Entry",
    "JobState",
    "Recall",
    "RenderJob",
    "SeenChannel",
    "Slot",
    "Variant",
    "VariantMedia",
]


def blob_path(blob: "Blob", _file_name: str) -> str:
    """Where a blob lies in the storage: by its digest, in folders of at most 65,536."""
    return f"blobs/{blob.sha256[:2]}/{blob.sha256[2:4]}/{blob.sha256}"


class Blob(models.Model):
    """Bytes by their content: PDFs, pictures, large texts. Written once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to=blob_path, max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored bytes")
        verbose_name_plural = _("stored bytes")

    def __str__(self) -> str:
        return self.sha256


class Variant(models.Model):
    """What a renderer made, once and for all: content only. Whose it is and when it holds is said by slot entries.

    `parts`: a list of {name, media_type, sha256, size, text?}; a part without text is a blob. `media` likewise.
    `source` is the render input it was made of, for saying later what changed.
    """

    key = models.CharField(_("render key"), max_length=64, unique=True)
    channel = models.CharField(_("channel"), max_length=50)
    format = models.CharField(_("format"), max_length=50)
    renderer_version = models.CharField(_("version of the renderer"), max_length=50)
    parts = models.JSONField(default=list)
    media = models.JSONField(default=list)
    losses = models.JSONField(default=list)
    meters = models.JSONField(default=list)
    provenance = models.JSONField(default=list)
    source = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")

    def __str__(self) -> str:
        return f"{self.channel}/{self.format} {self.key[:12]}"

    def part(self, name: str) -> dict[str, Any] | None:
        """The record of a part."""
        return next((part for part in self.parts if part["name"] == name), None)


class VariantMedia(models.Model):
    """That a variant refers to a picture: what may be served in public, found by its digest."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="pictures")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="variants")

    class Meta:
        verbose_name = _("picture of a variant")
        verbose_name_plural = _("pictures of variants")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["blob", "variant"], name="variant_media_once")
        ]

    def __str__(self) -> str:
        return f"{self.variant}: {self.blob}"


class Slot(BrandOwned):
    """The place of (piece, channel, format, locale, dialect, arm). Its entries say which variant stood there when."""

    brand = models.ForeignKey(Brand, verbose_name=_("brand"), on_delete=models.CASCADE, related_name="slots")
    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="slots")
    piece_key = models.UUIDField(_("piece"))
    channel = models.CharField(_("channel"), max_length=50)
    format = models.CharField(_("format"), max_length=50)
    locale = models.CharField(_("locale"), max_length=10)
    dialect = models.CharField(_("dialect"), max_length=30, default="plain")
    arm = models.CharField(_("arm"), max_length=50, blank=True)
    current = models.ForeignKey(
        "Entry", verbose_name=_("current entry"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    #: That the current entry has a variant. Lists pass over the others, of which there are more from year to year.
    shows = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["piece_key", "channel", "format", "locale", "dialect", "arm"], name="slot_place"
            )
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["brand", "channel", "id"], name="slot_brand_channel"),
            *(
                models.Index(
                    fields=[owner, "channel", "format", "locale", "dialect", "id"],
                    name=f"slot_of_{owner}",
                    condition=models.Q(shows=True),
                )
                for owner in ("brand", "campaign")
            ),
        ]

    def __str__(self) -> str:
        return "/".join(
            filter(None, (str(self.piece_key), self.channel, self.format, self.locale, self.dialect, self.arm))
        )


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are appended, never changed."""

    def update(self, **_kwargs: Any) -> int:
        """Refuse."""
        raise TypeError("Slot entries are append-only.")


class Entry(models.Model):
    """One line of a slot's history. Without a variant it is a tombstone: nothing is served from then on.

    `changed` lists what differs from the entry before ("fact.price", "token.color.accent"). What is visible is decided
    when it is read: from `visible_from` until `visible_until`; None = no such boundary.
    """

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    piece_revision = models.PositiveBigIntegerField(null=True, blank=True)
    guideline_version = models.ForeignKey(
        GuidelineVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visible_from = models.DateTimeField(null=True, blank=True)
    visible_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=50)
    changed = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot entry")
        verbose_name_plural = _("slot entries")
        ordering = ["slot", "number"]
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["slot", "number"], name="entry_number")]
        #: By these the worker's clock finds what has begun or ended since it last looked.
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["visible_from"], name="entry_from", condition=models.Q(visible_from__isnull=False)),
            models.Index(fields=["visible_until"], name="entry_until", condition=models.Q(visible_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.slot} #{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append; an entry that exists is never changed."""
        if not self._state.adding:
            raise TypeError("Slot entries are append-only.")
        super().save(*args, **kwargs)

    def is_visible(self, now: Any = None) -> bool:
        """Whether the entry's variant may be shown at an instant (now)."""
        now = now or timezone.now()
        begun = self.visible_from is None or self.visible_from <= now
        return self.variant_id is not None and begun and (self.visible_until is None or now < self.visible_until)


#: How the error of a job begins that failed because something is not installed.
NOT_INSTALLED = "Not installed: "


class JobState(models.TextChoices):
    """Where a render job stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class RenderJob(models.Model):
    """The wish that a slot be brought up to date: one row a slot, which is the truth; tasks only wake the worker.

    `wanted` counts the wishes, `done` those fulfilled: a wish that comes while the job runs makes it run again.
    A running job whose lease is over is taken by the next worker; `claims` counts how often it was taken, and what the
    earlier holder still writes names an older count and has no effect.
    """

    slot = models.OneToOneField(Slot, on_delete=models.CASCADE, related_name="job")
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    wanted = models.PositiveBigIntegerField(default=1)
    done = models.PositiveBigIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claims = models.PositiveBigIntegerField(default=0)
    run_at = models.DateTimeField(_("next run"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    #: In English, for logs; `problem` is the same as a message that can be said in other languages, where there is one.
    error = models.TextField(_("error"), blank=True)
    problem = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("render job")
        verbose_name_plural = _("render jobs")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["run_at", "id"], name="job_due", condition=models.Q(state__in=["waiting", "running"])),
            models.Index(fields=["slot"], name="job_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.state}"


class SeenChannel(models.Model):
    """What of a channel's code decides bytes (version, engine, limits, addresses), as the slots last saw it.

    Where it is another now, a newer version was installed: the channel's slots are to be looked at.
    """

    channel = models.CharField(max_length=50, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("known channel")
        verbose_name_plural = _("known channels")

    def __str__(self) -> str:
        return self.channel
