"""What a guideline says of language: voice, terms and claims, in sentences that people read."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brand.guideline import Address, Claim, Term, TermKind, Voice
from brand.language.gender import GenderStyle

_ADDRESS = {Address.SIE: "Sie", Address.DU: "du", Address.IHR: "ihr"}
_ADDRESS_NOTES = {
    Address.SIE: gettext_lazy("In German, readers are addressed formally."),
    Address.DU: gettext_lazy("In German, readers are addressed as one speaks to friends."),
    Address.IHR: gettext_lazy("In German, readers are addressed as a group of friends."),
}
_GENDER = {
    GenderStyle.STAR: ("Kund*innen", gettext_lazy("Everybody is meant: with an asterisk.")),
    GenderStyle.COLON: ("Kund:innen", gettext_lazy("Everybody is meant: with a colon.")),
    GenderStyle.UNDERSCORE: ("Kund_innen", gettext_lazy("Everybody is meant: with an underscore.")),
    GenderStyle.INNER_I: ("KundInnen", gettext_lazy("Everybody is meant: with a capital I.")),
    GenderStyle.SLASH: ("Kund/-innen", gettext_lazy("Everybody is meant: with a slash.")),
    GenderStyle.PAIR: ("Kundinnen und Kunden", gettext_lazy("Everybody is meant: both forms are named.")),
    GenderStyle.NEUTRAL: ("Kundschaft", gettext_lazy("Everybody is meant: with words that name no gender.")),
    GenderStyle.GENERIC: ("Kunden", gettext_lazy("One form is used for everybody.")),
}
#: Kinds of terms in the order of the page, with what each list is called.
_KINDS = {
    TermKind.NAME: gettext_lazy("Names, written exactly so"),
    TermKind.NON_PREFERRED: gettext_lazy("There is a better word"),
    TermKind.BANNED: gettext_lazy("Words that are not ours"),
    TermKind.INSENSITIVE: gettext_lazy("Words that may hurt"),
    TermKind.BUZZWORD: gettext_lazy("Buzzwords"),
    TermKind.ANGLICISM: gettext_lazy("Rather in German"),
    TermKind.MIXED: gettext_lazy("One spelling in one piece"),
    TermKind.RETIRED: gettext_lazy("Not any more"),
    TermKind.COMPETITOR: gettext_lazy("Competitors, not named by us"),
}
#: What is said to people of the brand only.
_INSIDE = frozenset({TermKind.COMPETITOR})


@dataclass(frozen=True, slots=True)
class Trait:
    """One side of a voice: what it is about, the rule in a word or two, and a sentence."""

    label: str
    value: str
    note: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of one kind."""

    title: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """A claim with its wordings (language, text)."""

    name: str
    texts: tuple[tuple[str, str], ...]
    evidence: str
    expires: datetime.date | None
    is_over: bool


def traits(voice: Voice, channels: dict[str, str]) -> Iterator[Trait]:
    """How the brand speaks; only what it has an opinion on. `channels`: labels by key."""
    if voice.address in _ADDRESS:
        yield Trait(_("Form of address"), _du(voice.address, voice), str(_ADDRESS_NOTES[voice.address]), "de")
    for channel, form in voice.address_in:
        if form in _ADDRESS:
            label = channels.get(channel, channel)
            yield Trait(
                _("Form of address: %(channel)s") % {"channel": label},
                _du(form, voice),
                str(_ADDRESS_NOTES[form]),
                "de",
            )
    if voice.gender in _GENDER:
        example, note = _GENDER[voice.gender]
        yield Trait(_("Gender"), example, str(note), "de")
    yield from _measures(voice)


def _du(form: Address, voice: Voice) -> str:
    return "Du" if form is Address.DU and voice.du_capital else _ADDRESS[form]


def _measures(voice: Voice) -> Iterator[Trait]:
    if voice.sentence_words is not None:
        value = ngettext("%(count)s word", "%(count)s words", voice.sentence_words) % {"count": voice.sentence_words}
        yield Trait(_("Sentences"), _("up to %(value)s") % {"value": value}, _("Longer ones are better made two."))
    if voice.reading is not None:
        low, high = voice.reading
        note = _("On the scale of Flesch and Amstad: 0 is hard to read, 100 is easy.")
        yield Trait(_("Ease of reading"), _("%(low)s to %(high)s") % {"low": low, "high": high}, note)
    if voice.exclamations is not None:
        yield Trait(_("Exclamation marks"), _most(voice.exclamations), _("In one piece."))
    if voice.emoji is not None or voice.emoji_set:
        note = " ".join(voice.emoji_set) if voice.emoji_set and voice.emoji != 0 else _("In one piece.")
        yield Trait(_("Emoji"), _("a few") if voice.emoji is None else _most(voice.emoji), note)


def _most(number: int) -> str:
    return _("at most %(number)s") % {"number": number} if number else _("none")


def glossaries(terms: Iterable[Term], *, is_insider: bool) -> tuple[Glossary, ...]:
    """The terms by kind; competitors are spoken of among ourselves only."""
    by_kind: dict[TermKind, list[Term]] = {}
    for term in terms:
        by_kind.setdefault(term.kind, []).append(term)
    return tuple(
        Glossary(str(title), tuple(sorted(by_kind[kind], key=lambda term: term.word.casefold())))
        for kind, title in _KINDS.items()
        if kind in by_kind and (is_insider or kind not in _INSIDE)
    )


def proven(claims: Iterable[Claim], today: datetime.date, *, is_insider: bool) -> tuple[Proven, ...]:
    """The claims. Where the evidence lies is told to people of the brand; what is over, too."""
    found = []
    for claim in claims:
        is_over = claim.expires is not None and claim.expires < today
        if is_insider or not is_over:
            evidence = claim.evidence if is_insider else ""
            found.append(Proven(claim.name, claim.texts, evidence, claim.expires, is_over))
    return tuple(sorted(found, key=lambda one: one.is_over))
