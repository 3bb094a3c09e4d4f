"""The assets app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    """Puts pictures and documents under the rule of brands before Wagtail's own policies are asked."""

    name = "hub.assets"
    label = "assets"
    verbose_name = _("Assets")

    def ready(self) -> None:
        """Register the policies; `exact_class` wins over what wagtail.images and wagtail.documents register."""
        from django.db.models.signals import pre_delete
        from wagtail.permissions import register_permission_policy

        from hub.accounts.policies import BrandCollectionPolicy
        from hub.assets.models import DocumentAsset, ImageAsset

        register_permission_policy(ImageAsset, BrandCollectionPolicy(ImageAsset), exact_class=True)
        register_permission_policy(DocumentAsset, BrandCollectionPolicy(DocumentAsset), exact_class=True)
        # Wagtail's views ask for the policies when they are imported.
        from hub.accounts.deleting import refuse_used
        from hub.assets import editing, listing, tags, usage_views

        tags.connect()
        usage_views.connect()
        editing.connect()
        listing.connect()
        for model in (ImageAsset, DocumentAsset):
            pre_delete.connect(refuse_used, sender=model, dispatch_uid=f"assets.refuse_used.{model.__name__}")
