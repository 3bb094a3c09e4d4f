"""The same breach in the document and in ten outputs made of it is one thing to mend: its findings become one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from brand.finding import Finding


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Join findings of one rule with the same quote that lead back to the same document field.

    The one at the source leads (or else the first); the others are its `related` places, their channels and formats
    are in `also`, and it takes the gravest severity. Findings under different waivers, with other fixes of their own
    `related` places, or without a source, stay as they are.
    """
    findings = list(findings)
    if all(finding.where.source is None for finding in findings):
        return findings
    groups: dict[tuple[str, ...], list[Finding]] = {}
    counted: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        key = _key(finding)
        # The second hit of a word in an output belongs to the second hit in the document.
        own = (*key, finding.scope, finding.where.part)
        groups.setdefault((*key, str(counted[own])), []).append(finding)
        counted[own] += 1
    return [_joined(members) for members in groups.values()]


def _key(finding: Finding) -> tuple[str, ...]:
    source = finding.where.source
    if source is None or finding.related:
        return ("", str(id(finding)))
    return (
        finding.rule,
        finding.piece,
        finding.locale,
        str(source.whole),
        " ".join(finding.quote.text.casefold().split()),
        finding.waiver,
    )


def _joined(members: list[Finding]) -> Finding:
    lead = next((member for member in members if not member.channel), members[0])
    others = [member for member in members if member is not lead]
    if not others:
        return lead
    also = {f"{member.channel}/{member.format}".strip("/") for member in members if member.channel}
    return replace(
        lead,
        severity=max((member.severity for member in members), key=lambda severity: severity.rank),
        related=tuple(member.where for member in others),
        also=tuple(sorted(also)),
    )
