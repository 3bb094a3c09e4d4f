"""What the words of a page or PDF tell: whose it is, how readers are addressed, what the law wants said."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from brand.language.address import Strength, evidence
from brand.language.words import words
from brand.portable.starting.candidates import FoundLine, FoundText
from brand.portable.starting.jsonld import organizations
from brand.portable.starting.sheets import joined
from brand.subject import RunKind, Subject
from renderers.contract.message import Message

#: So many runs are asked for a form of address, and so many places make one.
_ASKED, _ENOUGH = 2_000, 3
#: The share that one form must have of all, to be the brand's.
_SHARE = 0.8
_COMPANY = re.compile(
    r"(?:[A-ZÄÖÜ0-9][\w&.+-]{0,90}\s(?:(?:und|and|of|für|der|&)\s)?){1,5}"
    r"(?:gGmbH|GmbH(?:\s&\sCo\.\sKG(?:aA)?)?|AG|KG|OHG|UG(?:\s\(haftungsbeschränkt\))?|SE|e\.\s?K\.|e\.\s?V\.|eG|GbR|"
    r"Ltd\.?|Limited|Inc\.?|LLC|PLC)(?!\w)"
)
_LOCALE = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")
_POSTCODE = re.compile(r"\b(?:D-|A-|CH-)?\d{4,5}\s+[A-ZÄÖÜ][\w.-]+")
_HEAD = re.compile(r"^\W*(?:©|\(c\)|copyright)?\W*(?:\d{4})?(?:\s*[-–]\s*\d{4})?\W*", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:[|–—·:»]|\s-\s)\s*")
#: What titles begin or end with that is nobody's name.
_NO_NAMES = frozenset({"start", "startseite", "home", "homepage", "willkommen", "welcome", "shop", "online-shop"})
_NETWORKS = (
    ("instagram", r"instagram\.com/([\w.]{2,40})/?$"),
    ("facebook", r"facebook\.com/([\w.-]{2,60})/?$"),
    ("linkedin", r"linkedin\.com/company/([\w%-]{2,60})/?$"),
    ("youtube", r"youtube\.com/(@[\w.-]{2,40})/?$"),
    ("pinterest", r"pinterest\.[\w.]{2,6}/(\w{2,40})/?$"),
    ("tiktok", r"tiktok\.com/(@[\w.]{2,40})/?$"),
    ("x", r"(?:twitter|//x|www\.x)\.com/(\w{2,20})/?$"),
)
#: Kind of legal line, what its link says, the channels it belongs in, and whether the words themselves are the line.
_LINKS = (
    ("imprint", r"^(?:impressum|imprint|legal notice|anbieterkennzeichnung)", ("email", "web", "print"), False),
    ("privacy", r"^(?:datenschutz|privacy)", ("email", "web"), False),
    ("unsubscribe", r"abbestellen|vom newsletter abmelden|austragen|unsubscribe", ("email",), True),
    (
        "view-online",
        r"im browser (?:an|lesen|öffnen)|online(?:-version| ansehen)|in (?:your |the )?browser",
        ("email",),
        True,
    ),
)
#: The commonest small words, which no other of the two languages has.
_COMMON = {
    language: frozenset(said.split())
    for language, said in (
        ("de", "der die das und ist nicht mit für auf sie wir von den ein eine zu im auch"),
        ("en", "the and is not with for on you we of to a an in our your are also"),
    )
}


def texts_of(subject: Subject, tree: LexborHTMLParser | None, *, url: str, locale: str) -> tuple[FoundText, ...]:
    """What is said once in a guideline: the sender, the languages, the form of address."""
    found = [
        FoundText("sender.name", _name(tree) if tree is not None else subject.meta("author") or ""),
        FoundText("sender.company", _company(subject)),
        FoundText("sender.email", _linked(subject, "mailto:")),
        FoundText("sender.phone", _linked(subject, "tel:")),
        FoundText("sender.website", _origin(url)),
        FoundText("sender.handles", _handles(subject)),
        FoundText("basics.locales", ", ".join(_locales(tree, locale))),
        _address(subject, locale),
    ]
    return tuple(one for one in found if one.value)


def lines_of(subject: Subject, *, url: str, locale: str, name: str) -> tuple[FoundLine, ...]:
    """The legal lines that a page or PDF has, in the words it has them in."""
    found: dict[str, FoundLine] = {}
    for key, pattern, channels, is_label in _LINKS:
        link = next((one for one in subject.links if re.search(pattern, one.text.strip(), re.IGNORECASE)), None)
        if link is not None and is_label:
            found[key] = FoundLine(key, link.text.strip()[:120], locale, channels)
        elif link is not None:
            address = joined(url, link.url)
            label = f"{link.text.strip()[:60]}: {address}" if address.startswith("http") else ""
            line = ". ".join(filter(None, (_maker(subject, name) if key == "imprint" else "", label)))
            found |= {key: FoundLine(key, line, locale, channels)} if line else {}
    maker = _maker(subject, "")
    if "imprint" not in found and maker:
        found["imprint"] = FoundLine("imprint", maker, locale, ("email", "web", "print"))
    return tuple(found.values())


def guessed_language(subject: Subject) -> str:
    """German or English by the small words in a text that does not say; "" for neither."""
    said = Counter(word.text.lower() for run in subject.runs[:_ASKED] for word in words(run.text))
    counts = {language: sum(said[word] for word in common) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > _ENOUGH else ""


def _name(tree: LexborHTMLParser) -> str:
    """The name a page gives itself: for networks, for search engines, in its logo, behind its title."""
    for selector in ('meta[property="og:site_name"]', 'meta[name="application-name"]'):
        node = tree.css_first(selector)
        if node is not None and (said := _clean(node.attributes.get("content") or "")):
            return said
    for about in organizations(tree):
        if isinstance(about.get("name"), str) and (said := _clean(about["name"])):
            return said
    for picture in tree.css("header img[alt]"):
        alt = picture.attributes.get("alt") or ""
        if re.search(r"\blogo\b", alt, re.IGNORECASE) and (said := _clean(re.sub(r"(?i)\W*\blogo\b\W*", " ", alt))):
            return said
    title = tree.css_first("title")
    parts = [part for part in _BREAK.split(_clean(title.text() if title is not None else "")) if part]
    named = [part for part in (parts[0], parts[-1]) if part.casefold() not in _NO_NAMES] if len(parts) > 1 else []
    return min(named, key=len, default="")


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:80]


def _legal_first(subject: Subject) -> Iterator[str]:
    for kinds in ((True,), (False,)):
        for run in subject.runs[:_ASKED]:
            if (run.kind is RunKind.LEGAL) in kinds and run.kind is not RunKind.ALT:
                yield run.text[:600]


def _company(subject: Subject) -> str:
    for text in _legal_first(subject):
        for line in text.splitlines():
            if found := _COMPANY.search(_HEAD.sub("", line)):
                return found[0].strip()
    return ""


def _maker(subject: Subject, name: str) -> str:
    """The company with its postal address, as a small print has it; else the company, else the name."""
    for text in _legal_first(subject):
        if _POSTCODE.search(text) and _COMPANY.search(text):
            return re.sub(r"\s*\n\s*", ", ", _HEAD.sub("", text)).strip()[:300]
    return _company(subject) or name


def _linked(subject: Subject, scheme: str) -> str:
    links = (one.url for one in subject.links if one.url.lower().startswith(scheme))
    return unquote(next(links, "")[len(scheme) :].partition("?")[0]).strip()[:120]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _handles(subject: Subject) -> str:
    found: dict[str, str] = {}
    for link in subject.links:
        for network, pattern in _NETWORKS:
            hit = re.search(pattern, link.url.partition("?")[0])
            if hit and hit[1].lower() not in {"sharer", "share", "intent", "home", "sharer.php"}:
                found.setdefault(network, unquote(hit[1]).removeprefix("@"))
    return "\n".join(f"{network} = {handle}" for network, handle in found.items())


def plain_locale(said: str) -> str:
    """A language as the hub writes it: "de" of "de_DE", "de-AT", "" of what is none."""
    found = _LOCALE.fullmatch(said.strip())
    if found is None:
        return ""
    language, region = found[1].lower(), (found[2] or "").upper()
    return language if region in {"", language.upper()} else f"{language}-{region}"


def _locales(tree: LexborHTMLParser | None, locale: str) -> list[str]:
    """The page's language, and those it is said to be had in."""
    links = tree.css("link[rel=alternate][hreflang]") if tree is not None else []
    others = [plain_locale(link.attributes.get("hreflang") or "").partition("-")[0] for link in links]
    language = locale.partition("-")[0]
    return list(dict.fromkeys(code for code in [locale, *others] if code and (code == locale or code != language)))[:12]


def _address(subject: Subject, locale: str) -> FoundText:
    """Sie, du or ihr, where German words say it often enough and mostly alike."""
    german = "de" if locale.startswith("de") else ""
    sides: Counter[str] = Counter()
    for run in subject.runs[:_ASKED] if german else ():
        if run.kind is not RunKind.ALT:
            sides.update(one.side.value for one in evidence(run.text, locale="de") if one.strength is Strength.STRONG)
    if not sides or sides.total() < _ENOUGH:
        return FoundText("voice.address", "")
    side, often = sides.most_common(1)[0]
    if often / sides.total() < _SHARE:
        told = ", ".join(f"{one} {count}" for one, count in sorted(sides.items()))
        return FoundText(
            "voice.address",
            side,
            Message("Readers are addressed in several ways: {found}.", found=told),
            suggested=False,
        )
    return FoundText("voice.address", side, Message("{count} places", count=often))
