"""After another secret key was set: every secret in the database is sealed with it."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from hub.delivery.services import reseal


class Command(BaseCommand):
    """Seals the secrets of webhooks with the present key."""

    help = "Seal the secrets of webhooks with the present HUB_SECRET_KEY; run it after the key was changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it, and name those whose key is lost."""
        done = reseal()
        self.stdout.write(f"Sealed anew: {done.count}.")
        if done.lost:
            named = "\n".join(f"  {webhook.pk} “{webhook.name}” ({webhook.url})" for webhook in done.lost)
            raise CommandError(
                f"Sealed with a key that the hub has no more:\n{named}\n"
                "Add that key to HUB_SECRET_KEY_FALLBACKS, or give these receivers new secrets."
            )
