"""Every channel of every piece as files, judged, with a page that shows them side by side."""

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.template.loader import render_to_string
from django.utils.translation import override

from brand.audit import Audit, audit
from brand.finding import Finding, Severity
from brand.guideline import Guideline
from brand.inspect.artifact import Delivery, inspect_artifact
from brand.inspect.document import inspect_document
from brand.subject import Subject
from hub.audits.services import today_of
from hub.content.convert import to_document
from hub.content.models import Piece
from hub.content.pages import page_of
from hub.content.rendering import render_piece
from hub.content.selectors import formats_of
from hub.demo.loading import FILES, Loaded
from hub.guidelines.selectors import guideline_in_force
from renderers import registry
from renderers.contract.artifact import Artifact
from renderers.contract.message import Translator, translator
from renderers.registry import Rendered

#: The demonstration brand is at home in Germany: so is its page.
LANGUAGE = "de"


@dataclass(frozen=True, slots=True)
class Card:
    """One channel and format of a piece, as the page shows it. Paths are relative to the page."""

    channel: str
    format: str
    label: str
    folder: str
    frame: str = ""
    picture: str = ""
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()
    losses: tuple[tuple[str, str], ...] = ()
    meters: tuple[str, ...] = ()


@dataclass(slots=True)
class Shown:
    """One piece in one locale."""

    name: str
    title: str
    locale: str
    expected: tuple[str, ...]
    cards: list[Card] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    @property
    def found(self) -> frozenset[str]:
        """The rules that found something."""
        return frozenset(finding.rule for finding in self.findings)

    @property
    def missed(self) -> tuple[str, ...]:
        """Planted deviations that no rule found."""
        return tuple(rule for rule in self.expected if rule not in self.found)

    @property
    def errors(self) -> int:
        """Open errors."""
        return sum(finding.is_open_error for finding in self.findings)

    @property
    def is_right(self) -> bool:
        """All that was planted is found, and a clean piece has no error."""
        return not self.missed and (bool(self.expected) or not self.errors)


@dataclass(frozen=True, slots=True)
class Export:
    """What was written, and what the rules found."""

    page: Path
    pieces: tuple[Shown, ...]
    audit: Audit

    @property
    def is_right(self) -> bool:
        """Every planted deviation is found, and the clean pieces have no error."""
        return all(shown.is_right for shown in self.pieces)


def export(loaded: Loaded, output: Path) -> Export:
    """Render every channel of every piece into a folder, judge the files, and write `index.html` beside them."""
    guideline = guideline_in_force(loaded.brand)
    planted = yaml.safe_load(FILES.joinpath("planted.yaml").read_text("utf-8"))
    translate = translator(LANGUAGE)
    pieces: list[Shown] = []
    subjects: list[Subject] = []
    by_place: dict[tuple[str, str], Shown] = {}
    for imported in loaded.imported:
        piece = Piece.objects.select_related("campaign__brand", "locale", "hero").get(pk=imported.piece.pk)
        name = f"{piece.slug}.{piece.locale_code}"
        shown = Shown(name, to_document(piece).heading[1].plain, piece.locale_code, tuple(planted.get(name, ())))
        shutil.rmtree(output / name, ignore_errors=True)
        for rendered, label in _render_all(piece, guideline, translate):
            shown.cards.append(_write(rendered, label, output, name, translate))
            subjects += _subjects(rendered, piece, name)
        subjects.append(inspect_document(to_document(piece), name=name))
        pieces.append(shown)
        by_place[str(piece.translation_key), piece.locale_code] = shown
    judged = audit(subjects, guideline, today=today_of(loaded.brand))
    for finding in judged.findings:
        shown = by_place[finding.piece, finding.locale[:2]]
        shown.findings = (*shown.findings, finding)
    page = output / "index.html"
    page.write_text(_page(loaded, pieces, judged, translate), "utf-8")
    return Export(page, tuple(pieces), judged)


def _render_all(piece: Piece, guideline: Guideline, translate: Translator) -> Iterable[tuple[Rendered, str]]:
    for channel, format_key in formats_of(piece):
        renderer = registry.get(channel)
        label = f"{translate(renderer.label)}: {translate(renderer.format(format_key).label)}"
        yield (
            render_piece(piece, channel=channel, format_key=format_key, guideline=guideline, media_base="media/"),
            label,
        )


def _subjects(rendered: Rendered, piece: Piece, name: str) -> tuple[Subject, ...]:
    delivery = Delivery(
        name=name,
        channel=rendered.channel,
        format=rendered.source.request.format,
        locale=piece.locale_code,
        document=to_document(piece),
        piece=str(piece.translation_key),
        limits=rendered.source.limits,
    )
    return inspect_artifact(rendered.artifact, delivery)


def _write(rendered: Rendered, label: str, output: Path, name: str, translate: Translator) -> Card:
    artifact, format_key = rendered.artifact, rendered.source.request.format
    folder = Path(name) / rendered.channel / format_key
    (output / folder / "media").mkdir(parents=True)
    for part in artifact.parts:
        (output / folder / part.name).write_bytes(part.data)
    for media in artifact.media:
        (output / folder / "media" / media.file_name).write_bytes(media.data)
    names = {part.name for part in artifact.parts}
    if "body.html" in names:
        page = page_of(artifact, locale=name[-2:], media_base="media/")
        (output / folder / "preview.html").write_text(page, "utf-8")
    return Card(
        channel=rendered.channel,
        format=format_key,
        label=label,
        folder=folder.as_posix(),
        frame="preview.html" if "body.html" in names else "",
        picture=_first(names, ("proof.png", "image.jpg")),
        text=_text(artifact, names),
        links=tuple((part.name, f"{folder.as_posix()}/{part.name}") for part in artifact.parts),
        losses=tuple((loss.why.show(translate), loss.what) for loss in artifact.losses),
        meters=tuple(_meter(meter.used, meter.limit, translate(meter.unit)) for meter in artifact.meters),
    )


def _first(names: set[str], wanted: Sequence[str]) -> str:
    return next((name for name in wanted if name in names), "")


def _text(artifact: Artifact, names: set[str]) -> str:
    """The text that stands beside a picture or alone: a post, a message, or a mail's subject."""
    name = _first(names, ("text.txt", "message.txt", "subject.txt"))
    return artifact.part(name).text if name else ""


def _meter(used: float, limit: float, unit: str) -> str:
    return f"{used:g} / {limit:g} {unit}"


def _page(loaded: Loaded, pieces: Sequence[Shown], judged: Audit, translate: Translator) -> str:
    rules = Counter(finding.rule for finding in judged.open)
    shown = [
        {
            "piece": piece,
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "planted": finding.rule in piece.expected,
                    "message": finding.message.show(translate),
                    "quote": finding.quote.text,
                    "where": ", ".join(filter(None, (_place(finding), *finding.also))),
                }
                for finding in sorted(piece.findings, key=lambda finding: (-finding.severity.rank, finding.rule))
            ],
        }
        for piece in pieces
    ]
    context = {
        "brand": loaded.brand,
        "campaign": loaded.campaign,
        "pieces": shown,
        "counts": {severity.value: judged.counts[severity] for severity in Severity},
        "rules": sorted(rules.items(), key=lambda item: (-item[1], item[0])),
        "logo": FILES.joinpath("logo.svg").read_text("utf-8"),
    }
    with override(LANGUAGE):
        return render_to_string("demo/index.html", context)


def _place(finding: Finding) -> str:
    return f"{finding.channel}/{finding.format}" if finding.channel else "source"
