"""The rule `facts/link-mismatch`."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from brand.comparison import documents, variants
from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, SetRule
from brand.samples import piece, variant
from brand.subject import Link, Subject
from renderers.contract import walk
from renderers.contract.document import Document
from renderers.contract.message import Message

_SHOP = "https://lumora.example/evening"
_EN = piece("Light for the evening.", action=("See the lamps", _SHOP))
_DE = piece("Licht für den Abend.", action=("Leuchten ansehen", _SHOP), locale="de")
# A path like this may be a short link; what it leads to is not known here.
_SHORT_PATH = re.compile(r"(?=[A-Za-z]*[0-9]|[a-z]+[A-Z])[A-Za-z0-9]{3,10}")


def _page(label: str, url: str, document: object = None, locale: str = "en") -> Subject:
    html = f'<p>Light.</p><a class="button" href="{url}">{label}</a>'
    return variant(html, "email", document=document or None, locale=locale, page=True)  # type: ignore[arg-type]


class LinkMismatch(SetRule):
    """The same call to action leads to different places.

    ## Why it matters
    One button, two pages: half of the readers land where the offer is not.

    ## How to put it right
    Keep the address in the piece's action and let the channels tag or shorten it. Campaign parameters, a slash at the
    end and short links make no difference.
    """

    id = "facts/link-mismatch"
    severity = Severity.ERROR
    examples = (
        Good(
            subjects=(
                _page("See the lamps", f"{_SHOP}?utm_source=email", _EN),
                variant("See the lamps: https://lum.example/a7f3", "sms", document=_EN),
            )
        ),
        Good(subjects=(_page("Leuchten ansehen", f"{_SHOP}/", _DE, "de"),)),
        Good(subjects=(_page("Imprint", "https://lumora.example/imprint", _EN), _page("See the lamps", _SHOP, _EN))),
        Bad(
            subjects=(_page("See the lamps", "https://lumora.example/spring", _EN),),
            flags=("https://lumora.example/spring",),
        ),
        Bad(
            subjects=(_page("Leuchten ansehen", "https://lumora.example/evening-2025", _DE, "de"),),
            flags=("https://lumora.example/evening-2025",),
        ),
        Bad(
            subjects=(
                _page("See the lamps", "https://lumora.example/evening"),
                _page("See the lamps", "https://lumora.example/morning"),
            ),
            flags=("https://lumora.example/morning",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- facts tell
        """Compare with the piece's own links where it is known, otherwise the variants with one another."""
        document = documents(subjects)
        targets = _targets(document) if document is not None else {}
        first: dict[str, tuple[str, Link]] = {}
        for member in variants(subjects):
            for link in member.links:
                label, target = _label(link.text), _target(link.url)
                if not label or not target or _may_be_short(link.url):
                    continue
                if document is None:
                    earlier = first.setdefault(label, (target, link))
                    if earlier[0] != target:
                        yield self._differs(member, link, earlier[1].url, earlier[1])
                elif label in targets and target not in targets[label]:
                    yield self._differs(member, link, min(targets[label]), None)

    def _differs(self, member: Subject, link: Link, wanted: str, other: Link | None) -> Finding:
        return self.finding(
            link.where,
            Message(
                "“{label}” leads to {found}, elsewhere to {wanted}.", label=link.text, found=link.url, wanted=wanted
            ),
            quote=link.url,
            related=(other.where,) if other is not None else (),
            subject=member,
        )


def _targets(document: Document) -> dict[str, set[str]]:
    """Where each wording of the piece's links leads."""
    found: dict[str, set[str]] = {}
    for _, text in walk.texts(document):
        for link in text.links:
            found.setdefault(_label(link.plain), set()).add(_target(link.url))
    for block in document.all_blocks:
        action = getattr(block, "action", None)
        if action is not None:
            found.setdefault(_label(action.label.plain), set()).add(_target(action.url))
    if document.action is not None:
        found.setdefault(_label(document.action.label.plain), set()).add(_target(document.action.url))
    return found


def _label(text: str) -> str:
    """The words of a link without marks and arrows; addresses as text say nothing of what is promised."""
    if re.match(r"https?://|www\.", text):
        return ""
    return re.sub(r"[^\w%€ ]+", "", re.sub(r"\s+", " ", text)).strip().casefold()


def _target(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"}:
        return ""
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not part.startswith("utm_")))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def _may_be_short(url: str) -> bool:
    return _SHORT_PATH.fullmatch(urlsplit(url).path.strip("/")) is not None


plugin = LinkMismatch()
