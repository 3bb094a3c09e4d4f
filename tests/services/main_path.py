"""The hub's main path in one process: a piece is published, rendered by the worker, and fetched through the API.

Run as a script with the settings in the environment; prints a line of JSON. It proves that a configuration works.
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
    from django.db import connection

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    from hub.accounts.services import create_brand, issue_token
    from hub.variants.models import RenderJob
    from tests.hub.content import factories

    brand = create_brand(key="nordlicht", name="Nordlicht")
    piece = factories.piece(factories.campaign(brand), published=True)
    waiting = RenderJob.objects.filter(state="waiting").count()
    call_command("worker", burst=True)
    call_command("worker", burst=True)
    from django.test import Client

    token = issue_token(name="test", brands=[brand]).text
    client = Client(headers={"authorization": f"Bearer {token}"})
    address = f"/api/v1/pieces/nordlicht:{piece.slug}/variants/sms/message"
    envelope = client.get(address)
    part = client.get(f"{address}/message.txt")
    again = client.get(f"{address}/message.txt", headers={"if-none-match": part["ETag"]})
    from wagtail.search.backends import get_search_backend

    from hub.content.models import Piece

    answer = {
        "found": len(get_search_backend().search("Laterne", Piece)),
        "vendor": connection.vendor,
        "waiting": waiting,
        "states": sorted(set(RenderJob.objects.values_list("state", flat=True))),
        "errors": [error for error in RenderJob.objects.values_list("error", flat=True) if error],
        "status": [envelope.status_code, part.status_code, again.status_code],
        "text": part.content.decode(),
        "cache": settings.CACHES["default"]["BACKEND"],
        "tasks": settings.TASKS["default"]["BACKEND"],
    }
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
