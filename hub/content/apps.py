"""The app of campaigns and pieces."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Campaigns and pieces."""

    name = "hub.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        """Let the permission policies know brands, before anything asks; comments go with their piece."""
        from django.db.models.signals import post_delete
        from wagtail.permissions import register_permission_policy

        from hub.accounts.deleting import uses_asked
        from hub.accounts.policies import BrandPermissionPolicy
        from hub.assets.signals import in_use_asked
        from hub.content.commenting import forget_comments
        from hub.content.models import Campaign, Piece
        from hub.content.uses import images_in_use, uses_of_image

        for model in (Campaign, Piece):
            register_permission_policy(model, BrandPermissionPolicy(model), exact_class=True)
        uses_asked.connect(uses_of_image, dispatch_uid="content.uses_of_image")
        in_use_asked.connect(images_in_use, dispatch_uid="content.images_in_use")
        post_delete.connect(forget_comments, sender=Piece, dispatch_uid="content.comments")
