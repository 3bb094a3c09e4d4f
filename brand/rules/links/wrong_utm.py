"""The rule `links/wrong-utm`."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Link, Subject, SubjectKind
from brand.web import Address, address_of, belongs_to
from renderers.contract.message import Message

_TAG = "utm_"
_PLAIN = re.compile(r"[a-z0-9._~-]+")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-", "+": "-"})


class WrongUtm(Rule):
    """A link's campaign parameters (UTM) are missing or against the guideline.

    ## Why it matters
    What is not tagged does not show in the report, and *Email*, *email* and *E-Mail* are three channels there.

    ## How to put it right
    Let the campaign's UTM key fill in the parameters. Values are lower case without blanks and umlauts. Only links of
    calls to action must be tagged; for any other link it is enough that the tags it has are right.
    """

    id = "links/wrong-utm"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.TEXT})
    options = (Option("required_in", "email", "Channels whose calls to action must be tagged, separated by blanks"),)
    source = "The guideline's UTM schema"
    examples = (
        Good(
            '<a class="button" href="https://lumora.example/x?utm_source=email&amp;utm_medium=newsletter&amp;utm_campaign=spring-26">Go</a>',
            kind=SubjectKind.HTML,
            channel="email",
        ),
        Good(
            '<p>Siehe <a href="https://lumora.example/x">Impressum</a>.</p>',
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
        ),
        Good("Licht: https://lum.example/a7f3", channel="sms", locale="de"),
        Good('<a class="button" href="https://elsewhere.example/x">Go</a>', kind=SubjectKind.HTML, channel="email"),
        Bad(
            '<a class="button" href="https://lumora.example/x">Los</a>',
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("https://lumora.example/x",),
        ),
        Bad(
            "https://lumora.example/x?utm_source=Social&utm_medium=post&utm_campaign=Frühling%20x",
            channel="social",
            locale="de",
            flags=("https://lumora.example/x?utm_source=Social&utm_medium=post&utm_campaign=Frühling%20x",),
            fixed="https://lumora.example/x?utm_source=social&utm_medium=post&utm_campaign=fruehling-x",
        ),
        Bad(
            "https://lumora.example/x?utm_source=facebook&utm_medium=post&utm_campaign=a",
            channel="social",
            flags=("https://lumora.example/x?utm_source=facebook&utm_medium=post&utm_campaign=a",),
            fixed="https://lumora.example/x?utm_source=social&utm_medium=post&utm_campaign=a",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare the tags of each link to one of the brand's own hosts with the schema."""
        required = subject.channel in str(self.option(guideline, subject, "required_in")).split()
        for link in subject.links:
            address = address_of(link.url)
            if address is None or not address.is_web or not belongs_to(address.host, guideline.hosts):
                continue
            if "{" in link.url or "|" in link.url:  # a tag of the sending system: it fills in the rest
                continue
            yield from self._compare(link, address, subject, guideline, required=required and link.action)

    def _compare(
        self, link: Link, address: Address, subject: Subject, guideline: Guideline, *, required: bool
    ) -> Iterator[Finding]:
        given = {key: value for key, value in address.query if key.startswith(_TAG)}
        if not guideline.utm or not (given or required):
            return
        wrong, right = [], dict(given)
        for key, pattern in guideline.utm:
            pattern = pattern.replace("{channel}", subject.channel or ".+").replace("{format}", subject.format or ".+")
            value = right[key] = _plain(given.get(key, ""))
            if not re.fullmatch(pattern, value):
                literal = re.fullmatch(r"[a-z0-9_-]+", pattern) is not None
                right[key] = pattern if literal else ""
            if right[key] != given.get(key) or not right[key]:
                wrong.append(key)
        wrong += [key for key, value in given.items() if key not in dict(guideline.utm) and not _PLAIN.fullmatch(value)]
        if wrong:
            new = _tagged(link.url, {key: _plain(value) for key, value in right.items()}) if all(right.values()) else ""
            yield self.finding(
                link.where,
                Message("Campaign parameters are missing or wrong: {names}.", names=", ".join(sorted(set(wrong)))),
                quote=link.url,
                fix=Fix(FixKind.SAFE, new) if new else None,
            )


def _plain(value: str) -> str:
    """A value in lower case, without blanks and umlauts."""
    folded = unicodedata.normalize("NFKD", value.strip().lower().translate(_LETTERS))
    return re.sub(r"[^a-z0-9._~-]+", "", folded)


def _tagged(url: str, tags: dict[str, str]) -> str:
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if part and not part.startswith(_TAG)]
    query = "&".join([*kept, *(f"{key}={quote(value)}" for key, value in tags.items())])
    return urlunsplit(parts._replace(query=query))


plugin = WrongUtm()
