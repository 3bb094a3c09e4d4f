"""The hub with an installed channel and rule, in one process: published, rendered, judged and served.

Run as a script with the package on the path; prints a line of JSON.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.dev")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    from django.core import checks
    from django.test import Client

    from hub.accounts.services import create_brand, issue_token
    from renderers import registry
    from tests.hub.content import factories

    brand = create_brand(key="nordlicht", name="Nordlicht")
    piece = factories.piece(factories.campaign(brand), teaser="Mehr dazu in Kürze.", facts=[], published=True)
    call_command("worker", burst=True)
    client = Client(headers={"authorization": f"Bearer {issue_token(name='test', brands=[brand]).text}"})
    address = f"/api/v1/pieces/nordlicht:{piece.slug}/variants/ticker/line"
    envelope = client.get(address).json()
    answer = {
        "channels": [channel["key"] for channel in client.get("/api/v1/channels").json()],
        "modes": [key for key, _ in piece.preview_modes],
        "text": client.get(f"{address}/line.txt").content.decode(),
        "rules": sorted({finding["rule"] for finding in envelope["findings"]}),
        "guarded": registry.is_guarded(registry.get("ticker")),
        "checks": [f"{found.id}: {found.msg}" for found in checks.run_checks()],
    }
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
