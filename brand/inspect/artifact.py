"""What a renderer made becomes subjects: the parts that will be delivered, led back to the document."""

import email
import email.policy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from brand.inspect.align import align
from brand.inspect.html import inspect_html
from brand.inspect.image import Measured, look_at, measured
from brand.inspect.mail import headers_of
from brand.inspect.pdf import inspect_pdf
from brand.inspect.text import inspect_text, plain_links, plain_runs
from brand.subject import Link, PictureUse, RunKind, Subject, SubjectKind, TextRun
from renderers.contract import walk
from renderers.contract.artifact import Artifact, Media, Part
from renderers.contract.document import Document
from renderers.contract.place import Place
from renderers.contract.renderer import Limit
from renderers.contract.request import LinkPolicy

_SVG = "image/svg+xml"
#: Text parts with one role in every channel, by name.
_ROLES = {"subject.txt": RunKind.SUBJECT_LINE, "preheader.txt": RunKind.PREHEADER, "alt.txt": RunKind.ALT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What an artifact is: for which channel, format, locale and dialect, made of which piece, within which limits.

    `known` are properties that no part says, such as what it was made of; they join the main subject's metadata.
    `links` are those it was made with: a short link is judged by where it leads.
    """

    name: str
    channel: str
    format: str
    locale: str = ""
    dialect: str = "plain"
    document: Document | None = None
    piece: str = ""
    today: date | None = None
    limits: tuple[Limit, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    links: LinkPolicy = LinkPolicy()


def inspect_artifact(artifact: Artifact, delivery: Delivery) -> tuple[Subject, ...]:
    """The subjects of an artifact: the main one with meters and losses first, then the plain text beside HTML.

    What is judged is what readers get: HTML with its headers, subject and preheader; a text with its picture; a PDF.
    Copies for machines (JSON, Markdown) and proofs are left out.

    Raises:
        InspectError: a part is broken.
    """
    main = _main(artifact, delivery)
    twins = _twins(artifact, delivery) if main.kind in {SubjectKind.HTML, SubjectKind.MAIL} else ()
    metadata = tuple(sorted({**dict(main.metadata), **dict(delivery.known)}.items()))
    main = replace(main, meters=artifact.meters, losses=artifact.losses, metadata=metadata)
    return tuple(_completed(_led_on(subject, delivery.links), artifact, delivery) for subject in (main, *twins))


def _led_on(subject: Subject, policy: LinkPolicy) -> Subject:
    """Short links replaced by what they stand for: hosts and campaign parameters are those that a reader arrives at."""
    leads = {short: policy.tagged(url) for url, short in reversed(policy.short)}
    if not leads:
        return subject
    links = tuple(replace(link, url=leads.get(link.url, link.url)) for link in subject.links)
    codes = tuple(replace(code, text=leads.get(code.text, code.text)) for code in subject.codes)
    return replace(subject, links=links, codes=codes)


def _main(artifact: Artifact, delivery: Delivery) -> Subject:
    parts = artifact.parts
    page = next((part for part in parts if part.media_type == "text/html" and part.name != "head.html"), None)
    sheet = next((part for part in parts if part.media_type == "application/pdf"), None)
    if page is not None:
        subject = _page(page, parts, delivery)
    elif sheet is not None:
        return inspect_pdf(sheet.data, name=sheet.name, today=delivery.today)
    else:
        runs = tuple(run for part in _texts(parts) for run in plain_runs(part.text, part.name))
        subject = replace(inspect_text("", name=delivery.name, today=delivery.today), runs=runs)
    roles = tuple(_role_runs(parts))
    runs = (*roles, *(run for run in subject.runs if not _said_already(run, roles)))
    subject = replace(subject, runs=runs, links=(*subject.links, *_written_links(runs, subject)))
    return _with_pictures(subject, parts)


def _page(page: Part, parts: Sequence[Part], delivery: Delivery) -> Subject:
    head = next((part.text for part in parts if part.name == "head.html"), "")
    sheets = [part.text for part in parts if part.media_type == "text/css"]
    subject = inspect_html(page.text, name=page.name, sheets=sheets, head=head, today=delivery.today)
    metadata = dict(subject.metadata)
    data = [part.text for part in parts if part.media_type == "application/ld+json"]
    if data:
        metadata.setdefault("json-ld", "\n".join(data))
    mail = next((part for part in parts if part.media_type == "message/rfc822"), None)
    if mail is not None:
        metadata |= headers_of(email.message_from_bytes(mail.data, policy=email.policy.default))
        metadata["parts"] = "html plain" if list(_texts(parts)) else "html"
    kind = SubjectKind.HTML if mail is None else SubjectKind.MAIL
    return replace(subject, kind=kind, metadata=tuple(sorted(metadata.items())))


def _texts(parts: Sequence[Part]) -> Iterator[Part]:
    """The plain texts readers get, those with a role of their own left out."""
    return (part for part in parts if part.media_type == "text/plain" and part.name not in _ROLES)


def _role_runs(parts: Sequence[Part]) -> Iterator[TextRun]:
    for part in parts:
        if part.name in _ROLES:
            yield from plain_runs(part.text, part.name, _ROLES[part.name])


def _said_already(run: TextRun, roles: Sequence[TextRun]) -> bool:
    """Whether a mail's HTML repeats its subject as the window's title, or its preheader as hidden words."""
    kinds = {role.kind for role in roles}
    repeats = run.kind is RunKind.TITLE and run.where.path == "head > title" and RunKind.SUBJECT_LINE in kinds
    return repeats or (run.kind is RunKind.PREHEADER and RunKind.PREHEADER in kinds)


def _written_links(runs: Sequence[TextRun], subject: Subject) -> Iterator[Link]:
    """Addresses written out in a text; those of a page are links already."""
    return plain_links(tuple(runs)) if subject.kind is SubjectKind.TEXT else iter(())


def _with_pictures(subject: Subject, parts: Sequence[Part]) -> Subject:
    """The picture files that are delivered beside the words, with their colors and codes."""
    alt = next((part.text for part in parts if part.name == "alt.txt"), None)
    for part in parts:
        if part.media_type.startswith("image/"):
            use, colors, codes = look_at(part.data, name=part.name, alt=alt if subject.kind is SubjectKind.TEXT else "")
            subject = replace(
                subject,
                pictures=(*subject.pictures, use),
                colors=(*subject.colors, *colors),
                codes=(*subject.codes, *codes),
            )
    return subject


def _twins(artifact: Artifact, delivery: Delivery) -> tuple[Subject, ...]:
    """The plain text of a mail or page, a subject of its own."""
    return tuple(inspect_text(part.data, name=part.name, today=delivery.today) for part in _texts(artifact.parts))


def _completed(subject: Subject, artifact: Artifact, delivery: Delivery) -> Subject:
    document = delivery.document
    subject = align(subject, artifact.provenance, document)
    media = {file.sha256: file for file in artifact.media}
    places = _url_places(document) if document is not None else {}
    pictures = {asset.alt: place for place, asset in walk.pictures(document)} if document is not None else {}
    return replace(
        subject,
        name=delivery.name,
        channel=delivery.channel,
        format=delivery.format,
        locale=delivery.locale,
        dialect=delivery.dialect,
        document=document,
        limits=delivery.limits,
        piece=delivery.piece or (document.id if document is not None else ""),
        links=tuple(_led_back(link, places) for link in subject.links),
        pictures=tuple(_known(use, media, pictures) for use in subject.pictures),
    )


def _url_places(document: Document) -> dict[str, Place]:
    """Where in the document each address stands; one that stands in several places leads to the first."""
    places: dict[str, Place] = {}
    for place, url in walk.urls(document):
        places.setdefault(_bare(url), place)
    return places


def _bare(url: str) -> str:
    """An address without what campaigns add to it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc}{parts.path.rstrip('/')}"


def _led_back(link: Link, places: dict[str, Place]) -> Link:
    place = places.get(_bare(link.url))
    return link if place is None else replace(link, where=replace(link.where, source=place))


def _known(use: PictureUse, media: dict[str, Media], places: dict[str, Place]) -> PictureUse:
    """A picture as shown, with the size of its file and the place of the picture it was made of."""
    file = next((media[sha256] for sha256 in media if sha256 in use.url), None)
    if file is not None:
        found = measured(file.data) if file.media_type != _SVG else Measured()
        use = replace(
            use,
            pixels=found.pixels,
            color_space=found.mode,
            size=len(file.data),
            sha256=file.sha256,
            media_type=file.media_type,
            trouble=found.trouble,
        )
    place = places.get(use.alt or "") if use.alt else None
    return use if place is None else replace(use, where=replace(use.where, source=place))
