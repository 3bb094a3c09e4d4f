"""The table of dialects on the channels' pages is written from the code: `make golden` writes it anew."""

from pathlib import Path

import pytest

from renderers import registry
from renderers.contract.dialect import Dialect, Tag, get_dialect
from renderers.contract.escape import Context
from renderers.contract.text import MergeField

BEGIN, END = "<!-- dialects: written by `make golden` -->\n", "<!-- end of dialects -->\n"
PAGES = {key: Path(__file__).parents[2] / "renderers" / "channels" / key / "README.md" for key in ("email", "sms")}
_LABELS = {
    Tag.UNSUBSCRIBE: "unsubscribe",
    Tag.VIEW_ONLINE: "view online",
    Tag.PREFERENCES: "preferences",
    Tag.ADDRESS: "postal address",
}


def table(channel: str) -> str:
    """What each dialect of a channel writes, and what it cannot say."""
    lines = ["\n"]
    for key in registry.get(channel).dialects:
        dialect = get_dialect(key)
        has_foot = channel == "email" and key != "plain"
        lines.append(f"- **`{key}`** {dialect.label}\n")
        lines += [f"  - {label}: {_code(written)}\n" for label, written in _strings(dialect, has_foot=has_foot)]
    return "".join([*lines, "\n"])


def _strings(dialect: Dialect, *, has_foot: bool) -> list[tuple[str, str]]:
    field = MergeField("first_name", "there")
    name = dialect.usual_name(field.name)
    said = field.default if dialect.can_default("there", Context.TEXT) else None
    found = [("first name, else “there”", dialect.merge_field(MergeField("first_name", said), Context.TEXT, name=name))]
    if said is None:
        found.append(("“there”", ""))
    known = [ours for ours in ("upcase", "downcase", "capitalize") if ours in dialect.filters]
    if dialect.key != "plain":
        found.append(("filters", ", ".join(known)))
    return found + ([(_LABELS[tag], dialect.tag(tag) or "") for tag in Tag] if has_foot else [])


def _code(written: str) -> str:
    return f"`{written}`" if written else "none"


@pytest.mark.parametrize("channel", sorted(PAGES))
def test_the_page_says_what_the_code_writes(channel: str, update_golden: bool) -> None:
    page = PAGES[channel].read_text("utf-8")
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    assert (begin, end) == (BEGIN, END), f"{channel} has no place for its dialects"
    right = f"{before}{BEGIN}{table(channel)}{END}{after}"
    if update_golden:
        PAGES[channel].write_text(right, "utf-8")
    assert update_golden or page == right, "run `make golden` and look at the difference"
