"""Users, brands and API tokens."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from hub.accounts.principal import NOBODY, Principal, PrincipalKind, Scope
from hub.accounts.roles import scopes_of_permissions
from hub.accounts.scoping import BrandOwnedQuerySet, SharedQuerySet, Viewer, principal_of
from hub.accounts.timezones import validate_time_zone

validate_key = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Only small letters without accents, digits and single hyphens between them.")
)


def content_languages() -> list[tuple[str, str]]:
    """The locales that content may have; a callable, so that adding one needs no migration."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def admin_languages() -> list[tuple[str, str]]:
    """The languages that the admin speaks."""
    return list(settings.LANGUAGES)


class PortalAccess(models.TextChoices):
    """Who may read a brand's portal."""

    LOGIN = "login", _("People of the brand, once they have signed in")
    LINK = "link", _("They, and whoever has the link, until its last day")
    PUBLIC = "public", _("Everybody, search engines included")


class Brand(models.Model):
    """A brand: the border that every user, token and piece of content lives inside."""

    brand_path = ""

    key = models.CharField(
        _("key"),
        max_length=50,
        unique=True,
        validators=[validate_key],
        help_text=_(
            "Stands in addresses of the API, so it cannot be changed later. Small letters, digits and hyphens."
        ),
    )
    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="Europe/Berlin",
        validators=[validate_time_zone],
        help_text=_("A date without a time ends at midnight in this zone, for instance Europe/Berlin."),
    )
    default_locale = models.CharField(_("default locale"), max_length=10, choices=content_languages, default="de")
    collection = models.OneToOneField(
        Collection, verbose_name=_("collection"), on_delete=models.PROTECT, related_name="brand", editable=False
    )
    portal_access = models.CharField(
        _("who reads the brand portal"), max_length=10, choices=PortalAccess.choices, default=PortalAccess.LOGIN
    )
    portal_until = models.DateField(
        _("the link works until"), null=True, blank=True, help_text=_("Including this day. Only for access by link.")
    )
    #: Passes carry it: raised, the ones handed out are worth nothing any more.
    portal_link = models.PositiveIntegerField(default=1, editable=False)

    objects = BrandOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new brand gets its collection of pictures and documents, a renamed one renames it."""
        collection_id: int | None = self.collection_id
        if collection_id is None:
            root = Collection.get_first_root_node() or Collection.add_root(name="Root")
            self.collection = root.add_child(name=self.name)
        else:
            Collection.objects.filter(pk=collection_id).exclude(name=self.name).update(name=self.name)
        super().save(*args, **kwargs)


class UserQuerySet(SharedQuerySet["User"]):
    """Users, as far as the caller may see them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Superusers are seen by superusers only: who edits one could sign in as one."""
        rows = super().visible_to(viewer)
        return rows if principal_of(viewer).brand_ids is None else rows.filter(is_superuser=False)


class ScopedUserManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's manager with our queryset."""

    use_in_migrations = False


class User(AbstractUser):
    """A person who signs in, with a language and the brands that exist for them."""

    language = models.CharField(_("language"), max_length=10, choices=admin_languages, blank=True)
    brands = models.ManyToManyField(Brand, verbose_name=_("brands"), related_name="users", blank=True)

    rights_digest = models.BooleanField(_("mails about ending rights"), default=True, editable=False)

    objects = ScopedUserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def as_principal(self) -> Principal:
        """The caller that this user is; read once per instance, which lives as long as a request."""
        if not self.is_active:
            return NOBODY
        known: Principal | None = self.__dict__.get("_principal")
        if known is None:
            known = self.__dict__["_principal"] = Principal(
                kind=PrincipalKind.USER,
                id=self.pk,
                name=self.get_username(),
                brand_ids=None if self.is_superuser else frozenset(self.brands.values_list("pk", flat=True)),
                scopes=frozenset(Scope) if self.is_superuser else scopes_of_permissions(self.get_all_permissions()),
            )
        return known

    def forget_principal(self) -> None:
        """Read brands and rights anew next time: they have changed."""
        for name in ("_principal", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            self.__dict__.pop(name, None)


def validate_scopes(value: object) -> None:
    """A list of known scopes, none twice, at least one."""
    known = [scope.value for scope in Scope]
    if not isinstance(value, list) or not value:
        raise ValidationError(_("Give at least one right: %(known)s."), params={"known": ", ".join(known)})
    for scope in value:
        if scope not in known:
            raise ValidationError(
                _("“%(scope)s” is not a right. Known: %(known)s."), params={"scope": scope, "known": ", ".join(known)}
            )
    if len(set(value)) != len(value):
        raise ValidationError(_("A right is named twice."))


def validate_channels(value: object) -> None:
    """A list of channel keys; channels of plug-ins that are not installed any more stay allowed."""
    if not isinstance(value, list) or not all(isinstance(channel, str) and channel for channel in value):
        raise ValidationError(_('A list of channel keys, for instance ["email", "sms"].'))


class ApiToken(models.Model):
    """A machine's key to the API. Only the SHA-256 digest is kept; the token itself is shown once."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Who uses it, and for what."))
    prefix = models.CharField(_("beginning"), max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    brands = models.ManyToManyField(Brand, verbose_name=_("brands"), related_name="tokens")
    scopes = models.JSONField(_("rights"), default=list, validators=[validate_scopes])
    channels = models.JSONField(
        _("channels"), default=list, blank=True, validators=[validate_channels], help_text=_("None means all.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def clean(self) -> None:
        """A new token has a time before it."""
        super().clean()
        if self._state.adding and self.expires_at is not None and self.expires_at <= timezone.now():
            raise ValidationError({"expires_at": _("A token cannot end in the past.")})

    @property
    def brand_names(self) -> str:
        """The names of its brands, for lists."""
        return ", ".join(brand.name for brand in self.brands.all())

    @property
    def is_usable(self) -> bool:
        """Neither revoked nor expired, now."""
        return self.revoked_at is None and (self.expires_at is None or timezone.now() < self.expires_at)


class RepeatedRequest(models.Model):
    """What was answered to a request that may be sent again: who sends the same key gets the same answer, for a day."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("answered request")
        verbose_name_plural = _("answered requests")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="repeated_request_once")]

    def __str__(self) -> str:
        return self.key
