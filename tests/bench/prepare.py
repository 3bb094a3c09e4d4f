"""Fills a fresh hub for `delivery`; prints a token, then `path,key` of each variant."""

import os


def main() -> None:
    """Once, in a process of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from hub.accounts.services import create_brand, issue_token
    from hub.variants.models import Slot
    from tests.bench.library import grow

    brand = create_brand(key="bench", name="Bench")
    grow(brand, int(os.environ["BENCH_PIECES"]))
    print(issue_token(name="bench", brands=[brand]).text)
    for piece, key in Slot.objects.order_by("pk").values_list("piece_key", "current__variant__key"):
        print(f"/api/v1/pieces/{piece}/variants/sms/message/message.txt?locale=de,{key}")


if __name__ == "__main__":
    main()
