"""The shapes of answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class Problem(Schema):
    """Why a request did not succeed."""

    type: str
    title: str
    status: int
    detail: str = ""


class BrandOut(Schema):
    """A brand."""

    key: str
    name: str
    default_locale: str
    time_zone: str
    guideline_version: int | None


class GuidelineOut(Schema):
    """A published guideline. `guideline` is its JSON form, with schema name and number."""

    brand: str
    version: int
    digest: str
    published_at: datetime
    guideline: dict[str, Any]


class LimitOut(Schema):
    """What a platform allows, with its source and the day it was read."""

    id: str
    value: float
    unit: str
    kind: str
    count: str
    as_of: str | None
    source: str
    note: str
    formats: list[str]


class FormatOut(Schema):
    """A format of a channel."""

    key: str
    label: str
    parts: list[str]


class OverrideFieldOut(Schema):
    """A field that authors may replace for a channel."""

    name: str
    label: str
    kind: str
    formats: list[str]


class ChannelOut(Schema):
    """A channel, as its renderer describes it."""

    key: str
    label: str
    version: str
    dialects: list[str]
    formats: list[FormatOut]
    override_fields: list[OverrideFieldOut]
    limits: list[LimitOut]


class CampaignOut(Schema):
    """A published campaign."""

    slug: str
    brand: str
    name: str
    goal: str
    phase: str
    regions: list[str]
    starts_at: datetime | None
    ends_at: datetime | None
    utm_campaign: str
    voucher_codes: list[str]
    briefing: str


class CampaignPage(Schema):
    """A page of campaigns."""

    items: list[CampaignOut]
    next: str | None


class PieceOut(Schema):
    """A piece in one locale. `id` is the same in every locale."""

    id: UUID
    locale: str
    brand: str
    campaign: str
    slug: str
    title: str
    live: bool
    published_at: datetime | None
    channels: list[str]
    url: str


class PiecePage(Schema):
    """A page of pieces."""

    items: list[PieceOut]
    next: str | None


class PieceDetail(Schema):
    """A piece with the document that renderers read, and the locales there are."""

    piece: PieceOut
    locales: list[str]
    document: dict[str, Any]


class PartLink(Schema):
    """A part, and where its bytes are."""

    name: str
    media_type: str
    size: int
    sha256: str
    url: str


class PartOut(PartLink):
    """A part, its text inline where it is text of a readable size."""

    text: str | None = None


class MediaOut(Schema):
    """A picture that parts refer to. Pictures of drafts have no public address."""

    name: str
    media_type: str
    size: int
    url: str


class LossOut(Schema):
    """Something the channel could not carry."""

    kind: str
    what: str
    why: str
    source: dict[str, Any]


class MeterOut(Schema):
    """How much of a limit is used."""

    name: str
    used: float
    limit: float
    unit: str
    kind: str


class FixOut(Schema):
    """Words to put in place of a finding's quote: `safe` may be applied as they are, `suggest` wants a look."""

    kind: str
    new: str


class FindingOut(Schema):
    """What a rule found in the delivered bytes. `source` is the document field to mend, where that is known."""

    rule: str
    severity: str
    verdict: str
    message: str
    quote: str
    part: str
    source: dict[str, Any] | None
    fix: FixOut | None
    fingerprint: str
    waived: bool


class VariantSummary(Schema):
    """A current variant, without its texts. `findings` counts the open ones; null = not judged yet."""

    piece: UUID
    channel: str
    format: str
    locale: str
    dialect: str
    arm: str
    key: str
    url: str
    parts: list[PartLink]
    meters: list[MeterOut]
    losses: list[LossOut]
    findings: dict[str, int] | None
    visible_from: datetime | None
    visible_until: datetime | None


class VariantPage(Schema):
    """A page of variants."""

    items: list[VariantSummary]
    next: str | None


class Envelope(Schema):
    """A variant with all that is known of it."""

    piece: UUID
    brand: str
    campaign: str
    slug: str
    channel: str
    format: str
    locale: str
    dialect: str
    arm: str
    perspective: str
    key: str
    version: int | None
    reason: str
    changed: list[str]
    renderer_version: str
    piece_revision: int | None
    guideline_version: int | None
    visible_from: datetime | None
    visible_until: datetime | None
    parts: list[PartOut]
    media: list[MediaOut]
    losses: list[LossOut]
    meters: list[MeterOut]
    findings: list[FindingOut]


class RenderedPart(Schema):
    """A part: its `text`, or its bytes as `base64`."""

    name: str
    media_type: str
    size: int
    sha256: str
    text: str | None
    base64: str | None


class RenderedMedia(Schema):
    """A picture that parts refer to, its bytes as base64."""

    name: str
    media_type: str
    size: int
    base64: str


class RenderOut(Schema):
    """What a channel makes of a document, and what is to be said of it. Nothing of it is stored."""

    brand: str
    channel: str
    format: str
    locale: str
    dialect: str
    arm: str
    key: str
    renderer_version: str
    guideline_version: int | None
    parts: list[RenderedPart]
    media: list[RenderedMedia]
    losses: list[LossOut]
    meters: list[MeterOut]
    findings: list[FindingOut]


class ReportedFinding(Schema):
    """A finding as reports give it. Lines, columns and pages begin at 1; a position that is not known is left out."""

    rule: str
    severity: str
    verdict: str
    message: str
    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    box: list[float] | None = None
    path: str | None = None
    source: dict[str, Any] | None = None
    quote: str
    before: str
    after: str
    fix: FixOut | None
    evidence: dict[str, str]
    related: list[dict[str, Any]]
    also: list[str]
    subject: str
    piece: str
    channel: str
    format: str
    locale: str
    fingerprint: str
    waiver: str | None


class LintOut(Schema):
    """What the rules found in outside material. `counts` are the open findings by severity."""

    findings: list[ReportedFinding]
    counts: dict[str, int]
    clean: bool
    files: list[str]
    guideline_version: int | None


class RuleOut(Schema):
    """A rule of the linter."""

    id: str
    family: str
    title: str
    severity: str
    url: str


class RuleDetail(RuleOut):
    """A rule with its page as Markdown: why it matters, how to put things right, what it finds and lets pass."""

    page: str
    channels: list[str]
    options: list[dict[str, Any]]
