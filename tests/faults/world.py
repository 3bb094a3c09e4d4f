"""What the hub holds before anything goes wrong: a brand, pieces that go to few channels, a token. Prints the token."""

import os
import sys

import django


def main(count: int) -> None:
    """Set it up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from hub.accounts.services import create_brand, issue_token
    from hub.delivery.webhook import Webhook
    from renderers import registry
    from tests.hub.content import factories

    brand = create_brand(key="nordlicht", name="Nordlicht")
    # Nobody listens there: what matters is that each message is kept.
    Webhook.objects.create(brand=brand, name="till", url="https://till.example/hook")
    campaign = factories.campaign(brand)
    kept = {"sms", "web"}
    off = [renderer.key for renderer in registry.all_renderers() if renderer.key not in kept]
    for number in range(count):
        slug = f"laterne-{number}"
        factories.piece(campaign, slug=slug, headline="Fassung 0", channels_off=off, published=True)
    call_command("worker", burst=True)
    print(issue_token(name="test", brands=[brand]).text)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
