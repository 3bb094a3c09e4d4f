"""listmonk: Go's template language with the functions of Sprig.

Fields, attributes and addresses of the foot: listmonk's documentation of templates, read November 2026; `upper`,
`lower`, `title` and `default` are Sprig's. Go escapes what an expression gives for its place, so a default is written
as a string of Go's, never as HTML. listmonk rewrites addresses that end in `@TrackLink`. A filter that is given an
attribute which a subscriber lacks stops the sending ("invalid value; expected string", listmonk's issue 1520): an
attribute is made a text first.
"""

import json
import re

from renderers.contract.dialect import Dialect, Tag
from renderers.contract.escape import Context, clean
from renderers.contract.text import MergeField

#: Fields that every subscriber has; all others are attributes.
_STANDARD = frozenset({"FirstName", "LastName", "Name", "Email"})
#: Characters that are written as their numbers: no markup and no tag stands in a string then.
_NUMBERED = re.compile("[<>&'{}%\u2028\u2029]")


class Listmonk(Dialect):
    """`{{ .Subscriber.FirstName | default "there" }}`."""

    key = "listmonk"
    label = "listmonk"
    own = re.compile(r"\{\{|\}\}|@(?=TrackLink)")
    names = {"first_name": "FirstName", "last_name": "LastName", "email": "Email"}
    tags = {Tag.UNSUBSCRIBE: "{{ UnsubscribeURL }}", Tag.VIEW_ONLINE: "{{ MessageURL }}"}
    filters = {"upcase": "upper", "downcase": "lower", "capitalize": "title"}

    def merge_field(self, field: MergeField, context: Context, *, name: str) -> str:
        """The field; its default is written as Go writes strings."""
        known = tuple(self.filters[name] for name in field.filters if name in self.filters)
        written = json.dumps(clean(field.default or ""), ensure_ascii=False)
        written = _NUMBERED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
        return self.write_field(name, written, known, context)

    def write_field(self, name: str, default: str, filters: tuple[str, ...], context: Context) -> str:  # noqa: ARG002
        """The field or attribute with its filters and, last, its default."""
        is_standard = name in _STANDARD
        where = f".Subscriber.{name}" if is_standard else f".Subscriber.Attribs.{name}"
        as_text = ('default ""', "toString") if filters and not is_standard else ()
        chain = "".join(f" | {filter_}" for filter_ in (*as_text, *filters))
        return "{{ " + where + chain + " | default " + default + " }}"


plugin = Listmonk()
