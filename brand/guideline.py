"""One version of one brand's guideline: what to apply (its tokens) and what to judge by."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from brand.finding import Severity
from brand.language.gender import GenderStyle
from brand.pattern import Pattern
from renderers.contract import codec
from renderers.contract.tokens import Localized, Tokens
from renderers.contract.walk import rebuild

Value = str | int | float | bool


class Address(StrEnum):
    """How readers are addressed. NONE = the guideline does not care."""

    NONE = ""
    SIE = "sie"
    DU = "du"
    IHR = "ihr"


@dataclass(frozen=True, slots=True)
class Voice:
    """How the brand speaks.

    `address_in` overrides `address` per channel. `reading` is a band of the Amstad (de) or Flesch (en) index, 0 to
    100; `sentence_words` the most words in a sentence; `exclamations` the most marks in a piece; `emoji` the most in a
    piece and `emoji_set` those allowed (empty = any). None = the guideline does not care.
    """

    address: Address = Address.NONE
    address_in: tuple[tuple[str, Address], ...] = ()
    du_capital: bool | None = None
    gender: GenderStyle = GenderStyle.NONE
    reading: tuple[int, int] | None = None
    sentence_words: int | None = None
    exclamations: int | None = None
    emoji: int | None = None
    emoji_set: tuple[str, ...] = ()

    def address_for(self, channel: str) -> Address:
        """The form of address in a channel."""
        return dict(self.address_in).get(channel, self.address)


class TermKind(StrEnum):
    """What the guideline says of a term."""

    BANNED = "banned"
    NON_PREFERRED = "non-preferred"  # `instead` is the preferred one
    NAME = "name"  # a brand or product name: written exactly so
    COMPETITOR = "competitor"
    RETIRED = "retired"  # an old slogan, claim or name
    ANGLICISM = "anglicism"
    MIXED = "mixed"  # `forms` are spellings of which a piece uses one only
    BUZZWORD = "buzzword"
    INSENSITIVE = "insensitive"  # puts people down; `reason` says how


class Compound(StrEnum):
    """Whether a term also counts inside a German compound, and at which end: *Sonder-angebot*, *Billig-flug*."""

    NO = "no"
    HEAD = "head"
    MODIFIER = "modifier"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase the guideline speaks of.

    `forms` are inflected forms besides the regular ones; `exceptions` phrases in which it is fine; `language` "" = any.
    For a NAME, `forms` are the further spellings that are right, and everything else of the same letters is wrong;
    `sign` is what its first mention in a text carries: "®", "™" or "" = none.
    """

    word: str
    kind: TermKind = TermKind.BANNED
    instead: str = ""
    reason: str = ""
    forms: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    language: str = ""
    compound: Compound = Compound.NO
    case_sensitive: bool = False
    retired_at: date | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An approved advertising claim: its wording per locale, where its proof lies, and until when it holds."""

    name: str
    texts: Localized
    evidence: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class ColorPair:
    """Text color on background color, by token names or roles: allowed or forbidden."""

    text: str
    background: str
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Deprecated:
    """A color token that must not be used any more: its name, the value it had, and the token to use `instead`.

    `value` is "#rrggbb", or "" for a token that is only renamed; `instead` "" = none is named.
    """

    token: str
    value: str = ""
    instead: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the guideline says of a rule, for all channels and locales ("") or some. Later ones win.

    `severity` None = the rule's own; `options` are the rule's options by name.
    """

    rule: str
    enabled: bool = True
    severity: Severity | None = None
    options: tuple[tuple[str, Value], ...] = ()
    channel: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A do or don't of the guideline, run as a test: the text and the rules it must (not) break."""

    text: str
    good: bool
    rules: tuple[str, ...] = ()
    locale: str = "de"
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Guideline:
    """A brand's rules to judge by, fully resolved. `version` is a label and never part of a digest.

    `hosts` are the hosts links may lead to (empty = any); `limits` a brand's own platform limits (channel, limit id,
    value); `clients` the mail programs of its readers with their shares in percent (empty = the usual ones);
    `patterns` are rules of the brand's own; in `launch_mode` findings warn and nothing blocks. `clear_space` is what
    must stay free around the logos of the tokens, one for each, as a share of its height; `limit_reasons` say why the
    `limits` are others than the platforms', one for each. () = nothing is said.
    """

    brand: str = ""
    tokens: Tokens = Tokens()
    voice: Voice = Voice()
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
    pairs: tuple[ColorPair, ...] = ()
    settings: tuple[Setting, ...] = ()
    examples: tuple[Example, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    hosts: tuple[str, ...] = ()
    utm: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, str, float], ...] = ()
    clients: tuple[tuple[str, float], ...] = ()
    deprecated: tuple[Deprecated, ...] = ()
    locales: tuple[str, ...] = ("de",)
    launch_mode: bool = False
    clear_space: tuple[float, ...] = ()
    limit_reasons: tuple[str, ...] = ()
    version: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 over all that decides findings; labels (versions, where files are kept) are left out."""
        bare = rebuild(self.tokens, text=lambda text: text, asset=lambda asset: replace(asset, id=""))
        body = codec.plain(replace(self, tokens=replace(bare, version=""), version=""))
        # What came later is left out where it says nothing: digests from before it hold.
        body = {key: value for key, value in body.items() if value or key not in {"clear_space", "limit_reasons"}}
        return hashlib.sha256(codec.canonical(_even(body))).hexdigest()

    def setting(self, rule: str, *, channel: str = "", locale: str = "") -> "Resolved":
        """What holds for a rule in a channel and locale: later settings win, option by option."""
        resolved = _UNSET
        for entry in self.settings:
            if entry.rule == rule and entry.channel in ("", channel) and entry.locale in ("", locale, locale[:2]):
                resolved = Resolved(
                    entry.enabled, entry.severity or resolved.severity, {**resolved.options, **dict(entry.options)}
                )
        return resolved


def named(guideline: Guideline, brand: str) -> Guideline:
    """The same guideline for a brand key; whoever keeps it knows best whose it is."""
    return replace(guideline, brand=brand, tokens=replace(guideline.tokens, brand=brand))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings of one rule that hold in one place."""

    enabled: bool = True
    severity: Severity | None = None
    options: Mapping[str, Value] = field(default_factory=dict)


_UNSET = Resolved(options=MappingProxyType({}))


def _even(value: Any) -> Any:
    """JSON in which 95.0 and 95 are the same."""
    if isinstance(value, dict):
        return {key: _even(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_even(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


GUIDELINE = codec.Schema("guideline", 1, Guideline)
