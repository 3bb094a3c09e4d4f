"""Contradictions of a guideline for people and for scripts."""

import json
from collections.abc import Sequence

from brand.conflicts.conflict import Conflict
from renderers.contract.message import Message, Translator

SCHEMA = "conflicts/1"


def conflicts_as_text(found: Sequence[Conflict], translate: Translator) -> str:
    """A line for each, with the entries it is between, and how many there are."""
    lines = []
    for one in found:
        words = "".join(sign if sign.isprintable() else " " for sign in one.message.show(translate))
        lines += [f"{', '.join(one.about)}  [{one.kind.value}]", f"    {words}"]
    total = Message("Contradictions: {count}", count=len(found)) if found else Message("No contradictions.")
    return "\n".join([*lines, total.show(translate)]) + "\n"


def conflicts_as_json(found: Sequence[Conflict], translate: Translator) -> str:
    """All of them, in the shape that scripts rely on."""
    body = {
        "schema": SCHEMA,
        "conflicts": [
            {"kind": one.kind.value, "about": list(one.about), "message": one.message.show(translate)} for one in found
        ],
        "clean": not found,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"
