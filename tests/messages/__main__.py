"""`python -m tests.messages update|check`."""

import argparse
import os
import sys

from tests.messages import Texts
from tests.messages.catalogs import BOOKS, merged, messages, mo_bytes, po_bytes, read, strings
from tests.messages.quality import complaints


def main() -> int:
    """Update the catalogs or say what is wrong with them; 1 where something is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    parser = argparse.ArgumentParser(prog="python -m tests.messages", description=__doc__)
    parser.add_argument("what", choices=("update", "check"))
    return update() if parser.parse_args().what == "update" else check()


def update() -> int:
    """Bring every catalog up to date and compile it."""
    for book in BOOKS:
        texts: Texts = {}
        for complaint in book.collect(texts):
            print(complaint, file=sys.stderr)
        catalog = merged(texts, read(book.po))
        book.po.parent.mkdir(parents=True, exist_ok=True)
        book.po.write_bytes(po_bytes(catalog))
        book.mo.write_bytes(mo_bytes(catalog))
        empty = sum(not all(strings(message)) for message in messages(catalog).values())
        print(f"{book.po.name}: {len(texts)} texts, {empty} not translated, {len(catalog.obsolete)} gone")
    return 0


def check() -> int:
    """Say everything that is wrong."""
    found = [complaint for book in BOOKS for complaint in complaints(book)]
    for complaint in found:
        print(complaint)
    print(f"{len(found)} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
