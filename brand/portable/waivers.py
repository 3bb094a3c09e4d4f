"""Reads `waivers.yaml`: leave for findings, kept beside the material. What is wrong with a waiver, the audit tells."""

from brand.portable.cursor import Cursor, compose
from brand.portable.given import items, need, text
from brand.waiver import Waiver
from renderers.contract.message import Message

SCHEMA = "waivers/1"
#: What a waiver may be limited to; `file` is the name of what is inspected, with `*` for any characters.
PLACE = ("file", "piece", "channel", "locale", "field", "block", "quote")
KEYS = ("id", "rule", "fingerprint", "reason", "approver", "expires", *PLACE)


def read_waivers(data: bytes | str, *, file: str = "waivers.yaml") -> tuple[Waiver, ...]:
    """Read waivers. One without a reason or a last day is read, too: it waives nothing, and the audit says so.

    Raises:
        GuidelineError: with file, line, column, what is wrong and what is known.
    """
    root = compose(data, file)
    given = root.mapping(("schema", "waivers"))
    if need(root, given, "schema").text() != SCHEMA:
        given["schema"].wrong(SCHEMA)
    found: dict[str, Waiver] = {}
    for cursor in items(given, "waivers"):
        waiver = _waiver(cursor)
        if waiver.id in found:
            cursor.fail(Message("{path}: there are two waivers “{id}”.", path=cursor.path, id=waiver.id))
        found[waiver.id] = waiver
    return tuple(found.values())


def _waiver(cursor: Cursor) -> Waiver:
    given = cursor.mapping(KEYS)
    if "rule" not in given and "fingerprint" not in given:
        cursor.fail(
            Message("{path}: expected one of these keys: {known}.", path=cursor.path, known="rule, fingerprint")
        )
    return Waiver(
        id=need(cursor, given, "id").text(),
        reason=text(given, "reason"),
        approver=text(given, "approver"),
        expires=given["expires"].date() if "expires" in given else None,
        subject=text(given, "file"),
        **{name: text(given, name) for name in ("rule", "fingerprint", *PLACE[1:])},
    )
