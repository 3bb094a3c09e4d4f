"""The rule `personalization/unresolved-merge-field`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.language.signs import holds
from brand.rule import Bad, Good, Option, Rule
from brand.samples import variant
from brand.subject import Subject, SubjectKind, TextRun
from brand.web import PATH
from renderers.contract.message import Message

_CURLY = r"\{\{\{?.{0,400}?\}?\}\}|\{%.{0,400}?%\}"
# How sending systems write their tags; what a dialect writes itself is filled in by its system.
_OF = {
    "brevo": _CURLY,
    "hubspot": _CURLY,
    "klaviyo": _CURLY,
    "listmonk": _CURLY,
    "sendgrid": _CURLY,
    "mailchimp": r"\*\|[^|*\n]{1,60}\|\*",
    "activecampaign": r"%[A-Z][A-Z0-9 !$()_-]{2,60}(?:\|[A-Z]+)?%|%/IF%",
    "salesforce": r"%%=.*?=%%|%%\w+%%",
    "zoho": r"\$\[[^\]\n]{1,60}\]\$",
    "mautic": r"\{(?:contactfield|pagelink|assetlink)=[^}\n]{1,60}\}|\{\w+_(?:url|text)\}",
}
_OTHERS = (
    r"\[\[[^\]\n]{1,60}\]\]|\$\{[a-z_][\w.]{1,40}\}|<%=?.{1,60}?%>|"
    r"###[A-Z][A-Z0-9_]{1,40}###|"
    r"\b(?:Hi|Hello|Hallo|Dear|Liebe[r]?|Guten Tag|Hey)[ \u00a0](?:undefined|null|None|NaN)(?=[,!:])|"
    r"(?<!\w)\{(?:first_?name|last_?name|name|vorname|nachname|firma|company|email|anrede|city|ort)\}"
)
# No tag of theirs is without one of these.
_MAY_BE = re.compile(r"[{*%$\[<](?:(?<=\{)|(?<=\*)\||(?<=%)[A-Z/%]|(?<=\$)[{\[]|(?<=\[)\[|(?<=<)%)")
_SIGNS = frozenset("{*%$[<")
# Facts are for documents: no sending system fills them in.
_OWN = re.compile(r"\{\{\s*fact\.[^}]*\}\}")


def _sent(text: str, dialect: str, *, locale: str = "en") -> Subject:
    return replace(variant(text, "email", locale=locale), dialect=dialect)


class UnresolvedMergeField(Rule):
    """A merge field was left in the output.

    ## Why it matters
    “Hello {{ first_name }}” tells every reader that nobody wrote to them.

    ## How to put it right
    Correct the field in the piece and render again. In a variant for a sending system its own tags are right; those of
    another system are not.
    """

    id = "personalization/unresolved-merge-field"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("pattern", "", "One more way to write tags, as a regular expression"),)
    source = "The tags of the sending systems; common practice"
    examples = (
        Good("Save 20% {now} on 3 [items] for $5, and 100% OFF 50% of it."),
        Good("Hallo Jo, {das} ist 5 % und [hier] mehr.", locale="de"),
        Good(subject=_sent('Hello {{ contact.FIRSTNAME | default : "there" }}', "brevo")),
        Good(subject=_sent("Hallo *|FNAME|*", "mailchimp", locale="de")),
        Good("The value is null, undefined or None. ### is a heading."),
        Bad("Hi undefined, hello!", flags=("Hi undefined",)),
        Bad("Hallo ###VORNAME###, Hallo null!", locale="de", flags=("###VORNAME###", "Hallo null")),
        Bad("Hello {{ first_name }}, how are you?", flags=("{{ first_name }}",)),
        Bad("Hallo *|FNAME|* und %%emailaddr%%!", locale="de", flags=("*|FNAME|*", "%%emailaddr%%")),
        Bad(
            '<p>Hello %FIRSTNAME%!</p><a href="https://lumora.example/?u={email}">Go</a>',
            kind=SubjectKind.HTML,
            flags=("%FIRSTNAME%", "https://lumora.example/?u={email}"),
        ),
        Bad(subject=_sent("Hallo *|FNAME|*", "brevo", locale="de"), flags=("*|FNAME|*",)),
        Bad(subject=_sent("Only {{ fact.price }}", "plain"), flags=("{{ fact.price }}",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for tags of all systems but the subject's own, in words, headers and addresses."""
        fine = re.compile(_OF.get(subject.dialect, r"(?!)"), re.DOTALL)
        own = str(self.option(guideline, subject, "pattern"))
        patterns = dict.fromkeys((*_OF.values(), _OTHERS, *((own,) if own else ())))
        tags = re.compile("|".join(patterns), re.DOTALL)
        for run in subject.runs if own else filter(_may_hold_tag, subject.runs):
            for match in tags.finditer(run.text):
                if _OWN.fullmatch(match[0]) or not fine.fullmatch(match[0]):
                    yield self.at(run, match.start(), match.end(), _message(match[0]))
        for link in subject.links:
            tag = tags.search(link.url) if PATH.fullmatch(link.url) is None else None
            if tag is not None and link.text != link.url and not fine.search(link.url):
                yield self.finding(link.where, _message(tag[0]), quote=link.url)
        for name in ("subject", "from-name"):
            value = subject.meta(name) or ""
            tag = tags.search(value)
            if tag is not None and not fine.fullmatch(tag[0]) and not any(value in run.text for run in subject.runs):
                yield self.finding(Where(part=subject.name, path=name), _message(tag[0]), quote=tag[0])


def _may_hold_tag(run: TextRun) -> bool:
    text = run.text
    if "undefined" in text or "null" in text or "None" in text or "NaN" in text or "###" in text:  # no name
        return True
    return holds(text, _SIGNS) and _MAY_BE.search(text) is not None


def _message(tag: str) -> Message:
    return Message("“{tag}” was never filled in.", tag=tag)


plugin = UnresolvedMergeField()
