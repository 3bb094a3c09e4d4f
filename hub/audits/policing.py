"""Over a whole audit: which waivers were needed. What was not looked at in full makes none seem needless."""

from collections.abc import Iterable, Iterator

from brand import waiver as core
from brand.audit import known_rules
from brand.finding import Finding
from brand.policing import limit_findings, waiver_findings
from hub.accounts.models import Brand
from hub.audits.judging import today_of
from hub.audits.waiver import Reach, Waiver
from hub.content.models import Piece
from hub.guidelines.selectors import guideline_in_force
from renderers.registry import all_renderers


class Police:
    """The waivers of the brands that an audit comes by, and what became of them.

    `whole_brands` says whether all that is live of a brand is looked at: else nothing is known of brand-wide waivers.
    """

    def __init__(self, *, whole_brands: bool) -> None:
        self._whole_brands = whole_brands
        self._rows: dict[int, list[Waiver]] = {}
        self._brands: dict[int, Brand] = {}
        self._concerned: set[int] = set()
        self._used: set[str] = set()

    def waivers_of(self, piece: Piece) -> Iterator[core.Waiver]:
        """Those that concern a piece in its locale; one query a brand."""
        for row in self._rows_of(piece.campaign.brand):
            if row.concerns(piece.translation_key, locale=piece.locale_code, campaign_id=piece.campaign_id):
                # A draft that is not live yet may need what the live words do not.
                if not piece.has_unpublished_changes:
                    self._concerned.add(row.pk)
                yield row.for_piece(piece)

    def saw(self, findings: Iterable[Finding]) -> None:
        """Take down which waivers were needed."""
        self._used |= {finding.waiver for finding in findings if finding.waiver}

    @property
    def reasons(self) -> dict[str, str]:
        """Why each waiver was given, by its id."""
        return {str(row.pk): row.reason for rows in self._rows.values() for row in rows}

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the waivers that were looked at, and which limits nobody has checked for long."""
        for key, rows in sorted(self._rows.items()):
            looked_at = [row.as_core() for row in rows if self._is_judged(row)]
            yield from waiver_findings(
                looked_at,
                used=frozenset(self._used),
                known=known_rules(guideline_in_force(self._brands[key])),
                today=today_of(self._brands[key]),
            )

        if self._brands:
            limits = [(renderer.key, limit) for renderer in all_renderers() for limit in renderer.limits]
            yield from limit_findings(limits, today=max(map(today_of, self._brands.values())))

    def _is_judged(self, row: Waiver) -> bool:
        if row.reach == Reach.BRAND:
            return self._whole_brands
        return row.pk in self._concerned

    def _rows_of(self, brand: Brand) -> list[Waiver]:
        if brand.pk not in self._rows:
            rows = Waiver.objects.filter(brand=brand, withdrawn_at=None).select_related("created_by")
            self._rows[brand.pk], self._brands[brand.pk] = list(rows.order_by("pk")), brand
        return self._rows[brand.pk]
