"""Letters about webhooks that were switched off because nothing gets through to them."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from hub.accounts.mailing import Letter, write_to
from hub.accounts.models import User
from hub.accounts.roles import Role
from hub.delivery.webhook import Webhook


def tell_of_disabled(webhook: Webhook) -> None:
    """Write to who made the webhook and to the brand's administrators, once the transaction has committed."""
    key = webhook.pk
    transaction.on_commit(lambda: tell.enqueue(key), robust=True)


@task()
def tell(webhook_key: int) -> int:
    """Write the letters about a webhook that is switched off; to how many."""
    webhook = Webhook.objects.select_related("brand").filter(pk=webhook_key, is_enabled=False).first()
    if webhook is None:
        return 0
    return write_to(readers(webhook), lambda _person: _letter(webhook))


def readers(webhook: Webhook) -> list[User]:
    """Who made it, if they still work for the brand, and the brand's administrators."""
    administers = Q(groups__name=Role.ADMINISTRATOR.value) | Q(pk=webhook.created_by_id or 0)
    people = User.objects.filter(administers, brands=webhook.brand_id, is_active=True).exclude(email="")
    return list(people.order_by("pk").distinct())


def _letter(webhook: Webhook) -> Letter:
    return Letter(
        subject=_("The webhook “%(name)s” was switched off") % {"name": webhook.name},
        opening=why_disabled(webhook),
        label=_("See what was not delivered"),
        address=reverse("webhook_deliveries", args=[webhook.pk]),
        quote=webhook.url,
    )


def why_disabled(webhook: Webhook) -> str:
    """Why a webhook is switched off, and what to do."""
    if webhook.disabled_why == "gone":
        said = _(
            "The receiver of “%(name)s” answered 410: it wants no more messages. If that is a mistake, mend it there "
            "and switch the webhook on again."
        )
    else:
        said = _(
            "For three days nothing has got through to the receiver of “%(name)s”. Once it works again, switch the "
            "webhook on and send what was given up again."
        )
    return said % {"name": webhook.name}
