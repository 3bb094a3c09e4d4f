"""Roles and locales after every migration; a user's language in one place; rights read anew when brands change."""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import m2m_changed, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from hub.accounts.models import User
from hub.accounts.roles import sync_roles


@receiver(post_migrate)
def prepare_database(sender: AppConfig, **_kwargs: Any) -> None:
    """Once all apps have their permissions: the role groups, and a Wagtail locale for each content language."""
    # Apps without models get no signal.
    if sender is not [app for app in apps.get_app_configs() if app.models_module][-1]:
        return
    sync_roles()
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


@receiver(post_save, sender=User)
def copy_language_to_profile(instance: User, raw: bool, **_kwargs: Any) -> None:
    """Wagtail reads the language of its admin from a profile of its own."""
    if raw:
        return
    profile = UserProfile.objects.filter(user=instance).first()
    if profile is None and instance.language:
        UserProfile.objects.create(user=instance, preferred_language=instance.language)
    elif profile is not None and profile.preferred_language != instance.language:
        UserProfile.objects.filter(pk=profile.pk).update(preferred_language=instance.language)


@receiver(post_save, sender=UserProfile)
def copy_language_from_profile(instance: UserProfile, raw: bool, **_kwargs: Any) -> None:
    """The other way round: the user chose a language under "Account"."""
    if not raw and instance.preferred_language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)


@receiver(m2m_changed, sender=User.brands.through)
@receiver(m2m_changed, sender=User.groups.through)
def forget_principal(instance: Any, **_kwargs: Any) -> None:
    """A user in memory whose brands or groups change is asked anew."""
    if isinstance(instance, User):
        instance.forget_principal()
